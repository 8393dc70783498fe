/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refusal of the Blessed API means and what to do, where that is not the same for every
 * service. */
#include "config.h"

#include "au-blessed-fault.h"
#include "au-http-fault.h"
#include "au-source-error.h"

#include <glib/gi18n.h>

#define UNAUTHORIZED 401
#define FORBIDDEN 403
#define NOT_FOUND 404
#define METHOD_NOT_ALLOWED 405
#define TOO_LARGE 413
#define PATH_TOO_LONG 414
#define HEADERS_TOO_LARGE 431

static GError *
make_error (const AuHttpResponse       *response,
            const AuSourceErrorDetails *details,
            const char                 *words,
            const char                 *route)
{
  const char *host = response->host;

  switch (response->status)
    {
      case UNAUTHORIZED:
        return au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, details,
                                    /* Translators: %s is a host's name, %s what it said. */
                                    _("%s does not accept the API key (%s); give another one in Preferences or in BLESSED_API_KEY."),
                                    host, words);
      case FORBIDDEN:
        return au_source_error_new (AU_SOURCE_ERROR_PERMISSION, details,
                                    /* Translators: a host's name, a route, what the host said. */
                                    _("%s does not let this API key read %s (%s); ask whoever keeps the Blessed API for it."),
                                    host, route, words);
      case NOT_FOUND:
      case METHOD_NOT_ALLOWED:
        return au_source_error_new (AU_SOURCE_ERROR_ADDRESS, details,
                                    /* Translators: a host's name, a route, what the host said. */
                                    _("%s has nothing at %s (%s); check the Blessed API's address in Preferences, or what was asked for."),
                                    host, route, words);
      case TOO_LARGE:
      case PATH_TOO_LONG:
      case HEADERS_TOO_LARGE:
        return au_source_error_new (AU_SOURCE_ERROR_STATEMENT, details,
                                    /* Translators: %s is a host's name. */
                                    _("%s does not take so many at a time; choose fewer."), host);
      default:
        return au_source_error_new (AU_SOURCE_ERROR_STATEMENT, details,
                                    /* Translators: a host's name, a route, an HTTP status, what the
                                     * host said. */
                                    _("%s refused %s (status %u, %s); copy the details to whoever keeps the Blessed API."),
                                    host, route, response->status, words);
    }
}

/**
 * au_blessed_fault_check:
 * @response: an answer
 * @route: the route that was asked
 * @error: return location for a #GError
 *
 * Takes what succeeded and is JSON. Redirects, web pages, too many requests and failures of the
 * service mean the same everywhere; see au_http_fault_check().
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR
 */
gboolean
au_blessed_fault_check (const AuHttpResponse  *response,
                        const char            *route,
                        GError               **error)
{
  g_auto (AuHttpFault) fault = { NULL, NULL };
  AuSourceErrorDetails details = { NULL };
  g_autofree char *words = NULL;

  if (response->status < 400 || response->status == 429 || response->status >= 500)
    return au_http_fault_check (response, AU_HTTP_API, error);

  au_http_fault_parse (response->body, response->length, response->content_type, &fault);
  words = au_source_error_clean_line (*fault.message != '\0' ? fault.message : response->reason);
  details.host = response->host;
  details.request_id = response->request_id;
  details.code = fault.code;
  details.text = fault.message;
  details.http_status = response->status;
  g_propagate_error (error, make_error (response, &details, words, route));
  return FALSE;
}
