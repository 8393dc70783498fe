/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a query folder: as a contract, as a query and as the key file beside one. */
#include "config.h"

#include "fuzz.h"
#include "au-statement.h"

#include <string.h>

static void
check_statement (AuQuery *query)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuStatement) statement = NULL;

  g_hash_table_insert (values, (gpointer) "subscription_ids", (gpointer) "a0XSAMPLE000001,a0XSAMPLE000002");
  request = au_request_new_from_text (au_query_get_contract (query), values, &error);
  fuzz_check_error (request != NULL, error);
  statement = au_statement_new (query, request, &error);
  fuzz_check_error (statement != NULL, error);
  if (statement != NULL && strstr (au_query_get_text (query), "a0XSAMPLE") == NULL)
    fuzz_check (strstr (au_statement_get_text (statement), "a0XSAMPLE") == NULL,
                "a value is never in the statement's text");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  AuContract *mau = au_query_catalog_get_contract (fuzz_get_catalog (), "mau");
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuContract) contract = NULL;
  g_autoptr (AuKeyMap) map = NULL;
  g_autoptr (AuQuery) query = NULL;

  if (g_utf8_validate (text, -1, NULL))
    {
      contract = au_contract_new_from_header ("mau", text, &error);
      fuzz_check_error (contract != NULL, error);
      g_clear_error (&error);
    }
  map = au_key_map_new_from_data (mau, (const char *) data, size, &error);
  fuzz_check_error (map != NULL, error);
  g_clear_error (&error);
  query = au_query_new (mau, bytes, "mau.sql", AU_STANDING_UNVERIFIED, NULL, &error);
  fuzz_check_error (query != NULL, error);
  if (query != NULL)
    check_statement (query);
  return 0;
}
