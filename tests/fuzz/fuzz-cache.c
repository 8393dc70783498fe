/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache's entry whose checksum fits: two bytes for the length of what is known of the run, that,
 * then the rows' canonical bytes. */
#include "config.h"

#include "fuzz.h"
#include "au-cache-entry.h"
#include "au-table-canonical.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (AuQuery) query = au_query_catalog_load (fuzz_get_catalog (), "mau", NULL);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (AuCacheEntry) entry = { 0 };
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuResult) result = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_hash_table_insert (values, (gpointer) "subscription_ids", (gpointer) "a0XSAMPLE000001");
  request = au_request_new_from_text (au_query_get_contract (query), values, NULL);
  if (size >= 2)
    {
      length = MIN ((gsize) data[0] + 256 * (gsize) data[1], size - 2);
      entry.text_sha256 = g_strdup (au_query_get_sha256 (query));
      entry.provenance = g_bytes_new (data + 2, length);
      entry.content = g_bytes_new (data + 2 + length, size - 2 - length);
      result = au_cache_entry_to_result (&entry, query, request);
      if (result != NULL)
        fuzz_check_table (au_query_get_contract (query), au_result_get_table (result));
      table = au_table_new_from_canonical (au_query_get_contract (query), entry.content, &error);
      fuzz_check_error (table != NULL, error);
      if (table != NULL)
        fuzz_check_table (au_query_get_contract (query), table);
    }
  return 0;
}
