/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzzers have in common: the queries, and what has to hold of whatever comes out. */
#include "config.h"

#include "fuzz.h"
#include "au-normal-form.h"
#include "au-table-canonical.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize (int    *argc,
                          char ***argv);

static void
trap_cb (int number)
{
  abort ();
}

/* Called by libFuzzer alone. GLib ends by a trap, of which libFuzzer knows nothing, so that the
 * input would be lost. */
int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  signal (SIGTRAP, trap_cb);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  return 0;
}

AuQueryCatalog *
fuzz_get_catalog (void)
{
  static AuQueryCatalog *catalog;

  if (catalog == NULL)
    catalog = au_query_catalog_new (NULL);
  return catalog;
}

/* One of the queries by a byte of the input: `a` is the first one, any byte is some. */
const char *
fuzz_get_query_name (char letter)
{
  const char *const *names = au_query_catalog_get_names (fuzz_get_catalog ());

  return names[(guint) (guchar) (letter - 'a') % g_strv_length ((GStrv) names)];
}

AuQuery *
fuzz_get_query (char letter)
{
  static GHashTable *queries;
  const char *name = fuzz_get_query_name (letter);
  AuQuery *query;

  if (queries == NULL)
    queries = g_hash_table_new (g_str_hash, g_str_equal);
  query = g_hash_table_lookup (queries, name);
  if (query == NULL)
    {
      query = au_query_catalog_load (fuzz_get_catalog (), name, NULL);
      g_hash_table_insert (queries, (gpointer) name, query);
    }
  return query;
}

/* A finding that no sanitizer would see. */
void
fuzz_check (gboolean    holds,
            const char *what)
{
  if (!holds)
    g_error ("It does not hold that %s.", what);
}

/* What fails says why, in words that can be shown. */
void
fuzz_check_error (gboolean      succeeded,
                  const GError *error)
{
  fuzz_check (succeeded == (error == NULL), "a failure has an error and a success has none");
  if (error != NULL)
    {
      fuzz_check (*error->message != '\0', "an error has a message");
      fuzz_check (g_utf8_validate (error->message, -1, NULL), "an error's message is UTF-8");
    }
}

/* Rows that were taken can be written, and read back as the same. */
void
fuzz_check_table (const AuContract *contract,
                  AuTable          *table)
{
  g_autoptr (GBytes) bytes = au_table_to_canonical (table);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuTable) again = au_table_new_from_canonical (contract, bytes, &error);
  g_autoptr (GBytes) other = again != NULL ? au_table_to_canonical (again) : NULL;

  fuzz_check_error (again != NULL, error);
  fuzz_check (other != NULL && g_bytes_equal (bytes, other),
              "rows come back from their canonical bytes as they were");
  au_normal_form_append_csv (csv, table, TRUE);
  fuzz_check (strlen (csv->str) == csv->len, "no text of a table has a zero byte in it");
  fuzz_check (g_utf8_validate (csv->str, (gssize) csv->len, NULL), "a table's texts are UTF-8");
}
