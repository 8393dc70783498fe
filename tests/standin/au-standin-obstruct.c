/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers in a workspace's place before it is even asked. */
#include "config.h"

#include "au-standin-exchange.h"

/* libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429

#define LOGIN_PAGE \
  "<!DOCTYPE html><html><head><title>Databricks - Sign In</title></head>" \
  "<body><form action=\"/login.html\" method=\"post\"><input name=\"j_username\"></form></body></html>"

static void
reply_html (AuStandinExchange *self,
            guint              status,
            const char        *page)
{
  au_standin_exchange_reply (self, status, "text/html; charset=utf-8", g_strdup (page));
}

static gboolean
obstruct_busy (AuStandinExchange *self)
{
  if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_RATE_LIMIT))
    {
      au_standin_exchange_set_header (self, "Retry-After", "1");
      au_standin_exchange_fail (self, TOO_MANY_REQUESTS, "REQUEST_LIMIT_EXCEEDED",
                                "Current request rate exceeds the limit. Please try again later.");
    }
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_RATE_LIMIT_DATE))
    {
      gint64 when = au_standin_now (self->standin) / G_USEC_PER_SEC + 2;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when);
      g_autofree char *date = soup_date_time_to_string (time, SOUP_DATE_HTTP);

      au_standin_exchange_set_header (self, "Retry-After", date);
      au_standin_exchange_fail (self, TOO_MANY_REQUESTS, "REQUEST_LIMIT_EXCEEDED",
                                "Current request rate exceeds the limit. Please try again later.");
    }
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_RATE_LIMIT_NO_WAIT))
    au_standin_exchange_fail (self, TOO_MANY_REQUESTS, "RESOURCE_EXHAUSTED",
                              "RPC token bucket limit has been exceeded.");
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_UNAVAILABLE))
    {
      au_standin_exchange_set_header (self, "Retry-After", "1");
      au_standin_exchange_fail (self, SOUP_STATUS_SERVICE_UNAVAILABLE, "TEMPORARILY_UNAVAILABLE",
                                "The service at /api/2.0/sql/statements is temporarily unavailable.");
    }
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_UNAVAILABLE_NO_WAIT))
    au_standin_exchange_fail (self, SOUP_STATUS_SERVICE_UNAVAILABLE, "TEMPORARILY_UNAVAILABLE",
                              "The service at /api/2.0/sql/statements is temporarily unavailable.");
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_SERVER_ERROR))
    au_standin_exchange_fail (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, "INTERNAL_ERROR",
                              "An internal error occurred.");
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_BAD_GATEWAY))
    reply_html (self, SOUP_STATUS_BAD_GATEWAY,
                "<html><body><h1>502 Bad Gateway</h1><pre>no healthy upstream</pre></body></html>");
  else
    return FALSE;
  return TRUE;
}

#define MESSAGE "The request could not be understood."

/* The other forms that an error may have. */
static gboolean
obstruct_by_form (AuStandinExchange *self)
{
  if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_ERROR_TEXT))
    au_standin_exchange_reply (self, SOUP_STATUS_BAD_REQUEST, "text/plain",
                               g_strdup ("BAD_REQUEST: " MESSAGE));
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_ERROR_HTML))
    reply_html (self, SOUP_STATUS_BAD_REQUEST,
                "<html><head><title>Error 400</title></head><body><pre>    " MESSAGE
                "</pre></body></html>");
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_ERROR_OLD))
    au_standin_exchange_reply (self, SOUP_STATUS_BAD_REQUEST, "application/json",
                               g_strdup ("{\"error\":\"" MESSAGE "\"}"));
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_ERROR_EMPTY))
    au_standin_exchange_reply (self, SOUP_STATUS_BAD_REQUEST, NULL, g_strdup (""));
  else
    return FALSE;
  return TRUE;
}

/**
 * au_standin_exchange_obstruct:
 * @self: an exchange whose stage is known, and its query where there is one
 *
 * Lets the faults strike that keep a request from being acted on.
 *
 * Returns: whether one did, and has answered
 */
gboolean
au_standin_exchange_obstruct (AuStandinExchange *self)
{
  if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_LOGIN_PAGE))
    reply_html (self, SOUP_STATUS_OK, LOGIN_PAGE);
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_LOGIN_REDIRECT))
    {
      au_standin_exchange_set_header (self, "Location",
                                      "/login.html?error=private-link-validation-error");
      reply_html (self, SOUP_STATUS_FOUND, "");
    }
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_NO_API))
    au_standin_exchange_fail (self, SOUP_STATUS_NOT_FOUND, "ENDPOINT_NOT_FOUND",
                              "No API found for '%s %s'", soup_server_message_get_method (self->message),
                              g_uri_get_path (soup_server_message_get_uri (self->message)));
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_IP_BLOCKED))
    au_standin_exchange_reply (self, SOUP_STATUS_FORBIDDEN, "text/plain",
                               g_strdup ("PERMISSION_DENIED: Source IP address: 127.0.0.1 is blocked by "
                                         "Databricks IP ACL for workspace: " AU_STANDIN_WORKSPACE_ID));
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_UNAUTHENTICATED))
    au_standin_exchange_fail_number (self, SOUP_STATUS_UNAUTHORIZED,
                                     "Credential was not sent or was of an unsupported type for this API.");
  else if (au_standin_exchange_strikes (self, AU_STANDIN_FAULT_INVALID_TOKEN))
    au_standin_exchange_fail_number (self, SOUP_STATUS_FORBIDDEN, "Invalid access token.");
  else
    return obstruct_busy (self) || obstruct_by_form (self);
  return TRUE;
}
