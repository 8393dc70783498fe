/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says of an error, and addresses that people type. */
#include "config.h"

#include "fuzz.h"
#include "au-blessed-config.h"
#include "au-http-address.h"
#include "au-http-fault.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char *const content_types[] = { NULL, "application/json", "text/html", "text/plain" };
  g_autofree char *text = g_malloc0 (size + AU_HTTP_PADDING);
  g_autofree char *address = NULL;
  g_autofree char *quoted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  memcpy (text, data, size);
  for (gsize i = 0; i < G_N_ELEMENTS (content_types); i++)
    {
      g_auto (AuHttpFault) fault = { 0 };
      AuHttpResponse response = {
        .host = (char *) "dbc.example.com",
        .status = 400 + (guint) (size % 120),
        .content_type = (char *) content_types[i],
        .body = text,
        .length = size,
      };
      g_autoptr (GError) refusal = NULL;
      gboolean fine;

      au_http_fault_parse (text, size, content_types[i], &fault);
      fuzz_check (fault.message != NULL && g_utf8_validate (fault.message, -1, NULL),
                  "a fault has words in UTF-8");
      fine = au_http_fault_check (&response, AU_HTTP_API, &refusal);
      fuzz_check_error (fine, refusal);
    }

  if (strlen (text) != size || !g_utf8_validate (text, -1, NULL))
    return 0;
  quoted = au_http_address_quote (text);
  fuzz_check (g_utf8_validate (quoted, -1, NULL), "a quoted address is UTF-8");
  uri = au_http_address_parse (text);
  if (uri != NULL)
    {
      g_autofree char *origin = au_http_address_dup_origin (uri);
      g_autoptr (GUri) again = au_http_address_parse (origin);

      fuzz_check (again != NULL, "an origin is an address");
    }
  address = au_blessed_url_parse (text, &error);
  fuzz_check_error (address != NULL, error);
  if (address != NULL)
    {
      g_autofree char *again = au_blessed_url_parse (address, NULL);

      fuzz_check (g_strcmp0 (address, again) == 0, "an address that was taken is taken as it is");
      fuzz_check (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://localhost") ||
                  g_str_has_prefix (address, "http://127.") || g_str_has_prefix (address, "http://[::1]"),
                  "nothing but loopback goes without encryption");
    }
  return 0;
}
