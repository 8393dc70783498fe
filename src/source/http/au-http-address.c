/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type as the address of a service and as the secret for it. Nothing that passes here
 * can end a header or leave a path. */
#include "config.h"

#include "au-http-address.h"
#include "au-http.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * au_http_address_quote:
 * @text: what somebody typed
 *
 * Returns: (transfer full): at most 60 characters of it, for a sentence; without what stands before
 *   an @, which may be a password
 */
char *
au_http_address_quote (const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *clean = au_source_error_clean_line (at != NULL ? at + 1 : text);
  glong length = g_utf8_strlen (clean, -1);

  return length > 60 ? g_utf8_substring (clean, 0, 60) : g_steal_pointer (&clean);
}

/**
 * au_http_address_is_made_of:
 * @text: a text
 * @others: characters
 *
 * Returns: whether @text has only ASCII letters, digits and @others, and at least one of them
 */
gboolean
au_http_address_is_made_of (const char *text,
                            const char *others)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (others, *p) == NULL)
      return FALSE;
  return *text != '\0';
}

/**
 * au_http_address_parse:
 * @text: a host's name, or a whole address
 *
 * Returns: (transfer full) (nullable): the address, https where @text has no scheme; %NULL where it
 *   is no address of the web or has a host that cannot be one
 */
GUri *
au_http_address_parse (const char *text)
{
  g_autofree char *full =
    strstr (text, "://") != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri =
    g_uri_parse (full, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED_PATH, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL ||
      !au_http_address_is_made_of (g_uri_get_host (uri), ".-:") ||
      (g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") != 0 &&
       g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") != 0))
    return NULL;
  return g_steal_pointer (&uri);
}

static gboolean
is_plain (GUri *uri)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0;
}

/**
 * au_http_address_check_encryption:
 * @uri: from au_http_address_parse()
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_CONFIGURATION where it would be asked by plain http and is
 *   not this computer itself
 */
gboolean
au_http_address_check_encryption (GUri    *uri,
                                  GError **error)
{
  if (!is_plain (uri) || au_http_is_loopback (g_uri_get_host (uri)))
    return TRUE;
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                 /* Translators: %s is a host's name. */
                                                 _("%s would be asked without encryption; give an address that starts with https."),
                                                 g_uri_get_host (uri)));
  return FALSE;
}

/**
 * au_http_address_dup_origin:
 * @uri: from au_http_address_parse()
 *
 * Returns: (transfer full): scheme, host and port, in lower case and without a usual port
 */
char *
au_http_address_dup_origin (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  const char *scheme = is_plain (uri) ? "http" : "https";
  int port = g_uri_get_port (uri);
  const char *open = strchr (host, ':') != NULL ? "[" : "";
  const char *close = strchr (host, ':') != NULL ? "]" : "";

  if (port <= 0 || port == (is_plain (uri) ? 80 : 443))
    return g_strdup_printf ("%s://%s%s%s", scheme, open, host, close);
  return g_strdup_printf ("%s://%s%s%s:%d", scheme, open, host, close, port);
}

/**
 * au_http_address_check_secret:
 * @text: (nullable): a token, key or secret
 * @what: its name for people, such as "The access token"
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_CONFIGURATION where @text cannot be one: it is empty, or
 *   has a character, such as a line's end, that no token has. The message does not hold it.
 */
gboolean
au_http_address_check_secret (const char  *text,
                              const char  *what,
                              GError     **error)
{
  if (text == NULL || *text == '\0')
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: %s is "The access token", "The
                                                      * client secret" or "The API key". */
                                                     _("%s is empty; give it again."), what));
      return FALSE;
    }
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                       /* Translators: %s is "The access token", "The
                                                        * client secret" or "The API key". */
                                                       _("%s has a blank, a line's end or another character that cannot be in it; copy it again, in one piece."),
                                                       what));
        return FALSE;
      }
  return TRUE;
}
