/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-verify-list.h"
#include "au-cli-say.h"
#include "au-cli-session.h"
#include "au-query-catalog.h"
#include "au-signature.h"

#include <glib/gi18n.h>

/* How the texts of a query folder stand against its list. Returns whether none is refused. */
static gboolean
append_texts (GString    *out,
              const char *path,
              const char *folder)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (folder);
  const char *const *names = au_query_catalog_get_names (catalog);
  g_autoptr (GString) refusals = g_string_new (NULL);
  guint n_verified = 0;
  guint n_refused = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".sql", NULL);
      g_autofree char *text = g_build_filename (folder, file, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuQuery) query = au_query_catalog_load (catalog, names[i], &error);

      if (query == NULL)
        {
          g_string_append_printf (refusals, "  %s\n", error->message);
          n_refused++;
        }
      else if (g_file_test (text, G_FILE_TEST_EXISTS) &&
               au_query_get_standing (query) == AU_STANDING_VERIFIED)
        n_verified++;
    }
  g_string_append_printf (out,
                          /* Translators: a path, "intact" or "changed", how many texts match. */
                          ngettext ("%s: %s: %u query text matches its checksum\n",
                                    "%s: %s: %u query texts match their checksums\n", n_verified),
                          path, n_refused == 0 ? _("intact") : _("changed"), n_verified);
  g_string_append (out, refusals->str);
  return n_refused == 0;
}

/**
 * au_cli_verify_list:
 * @path: a file `SHA256SUMS`
 *
 * Says which of a query folder's texts match their checksums, and whose signature the list has.
 *
 * Returns: an exit status
 */
int
au_cli_verify_list (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *setting = au_cli_read_setting ("signing-key");
  g_autofree char *key = au_signature_dup_key (setting);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSignature) signature = au_signature_check_folder (key, folder, &error);
  int status = AU_CLI_DONE;
  int printed;

  if (signature == NULL)
    /* Translators: a path, a sentence or the system's reason. */
    return au_cli_fail (AU_CLI_FAILED, _("%s was not read: %s"), shown, error->message);
  if (!append_texts (out, shown, folder) || signature->state == AU_SIGNATURE_BAD)
    status = AU_CLI_FAILED;
  g_string_append_printf (out, "  %s\n", signature->sentence);
  printed = au_cli_print (out->str, out->len);
  return MAX (status, printed);
}
