/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the Blessed API. A letter for the query, then the body. */
#include "config.h"

#include "fuzz.h"
#include "au-blessed-decode.h"

#include <string.h>

static void
response_free (gpointer data)
{
  au_http_response_free (data);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) responses = g_ptr_array_new_with_free_func (response_free);
  AuHttpResponse *response = g_new0 (AuHttpResponse, 1);
  g_auto (GStrv) ignored = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GError) error = NULL;
  AuContract *contract;

  g_ptr_array_add (responses, response);
  if (size < 1)
    return 0;
  contract = au_query_catalog_get_contract (fuzz_get_catalog (),
                                            fuzz_get_query_name ((char) data[0]));
  response->length = size - 1;
  response->body = g_malloc0 (response->length + AU_HTTP_PADDING);
  memcpy (response->body, data + 1, response->length);

  table = au_blessed_decode (contract, "/api/v1/fuzz", responses, &ignored, &error);
  fuzz_check_error (table != NULL, error);
  if (table != NULL)
    fuzz_check_table (contract, table);
  return 0;
}
