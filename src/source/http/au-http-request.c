/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked and what is answered, and which addresses may be asked. */
#include "config.h"

#include "au-http.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

/**
 * au_http_request_new:
 * @method: `GET` or `POST`, a static string
 * @url: where to
 *
 * Returns: (transfer full): a request that is not repeated
 */
AuHttpRequest *
au_http_request_new (const char *method,
                     const char *url)
{
  AuHttpRequest *request = g_new0 (AuHttpRequest, 1);

  request->method = method;
  request->url = g_strdup (url);
  return request;
}

void
au_http_request_free (AuHttpRequest *request)
{
  g_free (request->url);
  g_free (request->authorization);
  g_strfreev (request->headers);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

void
au_http_response_free (AuHttpResponse *response)
{
  g_free (response->host);
  g_free (response->reason);
  g_free (response->content_type);
  g_free (response->location);
  g_free (response->request_id);
  g_free (response->reason_phrase);
  g_free (response->workspace_id);
  g_free (response->body);
  g_free (response);
}

/**
 * au_http_is_loopback:
 * @host: (nullable): a host's name or address, without brackets
 *
 * Returns: whether @host is this computer itself
 */
gboolean
au_http_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * au_http_check_url:
 * @url: an address from outside
 * @error: return location for a #GError
 *
 * Takes https, and http where the host is this computer itself.
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_ADDRESS where @url is none of these
 */
gboolean
au_http_check_url (const char  *url,
                   GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ADDRESS, NULL,
                                                     _("The service led to something that is no web address; report it to whoever keeps it.")));
      return FALSE;
    }
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !au_http_is_loopback (host))
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_TLS, NULL,
                                                     /* Translators: %s is a host's name. */
                                                     _("The address of %s is not encrypted, so nothing was sent there; use one that starts with https."),
                                                     host));
      return FALSE;
    }
  return TRUE;
}
