/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The requests of OAuth 2: where to ask, and asking for tokens. */
#include "config.h"

#include "au-oauth.h"
#include "au-http-address.h"
#include "au-http-fault.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/random.h>

/* A token that does not say how long it is good for. */
#define USUAL_LIFETIME 3600

void
au_oauth_endpoints_free (AuOAuthEndpoints *self)
{
  g_free (self->authorization);
  g_free (self->token);
  g_free (self);
}

void
au_oauth_tokens_free (AuOAuthTokens *self)
{
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}

static void
endpoints_free (gpointer data)
{
  au_oauth_endpoints_free (data);
}

static void
tokens_free (gpointer data)
{
  au_oauth_tokens_free (data);
}

/* Base64 for addresses, without padding: RFC 7636, appendix A. */
static char *
encode (const guint8 *bytes,
        gsize         length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/**
 * au_oauth_make_random:
 * @n_bytes: bytes of chance, at most 64
 *
 * Returns: (transfer full): that many from the system's source for secrets, as text for an address
 */
char *
au_oauth_make_random (guint n_bytes)
{
  guint8 bytes[64];

  g_return_val_if_fail (n_bytes <= sizeof bytes, NULL);

  /* Never interrupted or short for so few. */
  if (getrandom (bytes, n_bytes, 0) != (gssize) n_bytes)
    g_error ("The system has no random numbers.");
  return encode (bytes, n_bytes);
}

/**
 * au_oauth_make_challenge:
 * @verifier: a secret that is told only with the code
 *
 * Returns: (transfer full): its S256 challenge, RFC 7636, section 4.2
 */
char *
au_oauth_make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
get_seconds (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "expires_in");
  const char *text = get_text (object, "expires_in");

  if (text != NULL)
    return g_ascii_strtoll (text, NULL, 10);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static GError *
make_answer_error (const AuHttpResponse *response)
{
  return au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL,
                              /* Translators: %s is a host's name. */
                              _("%s answered to the sign-in with something that is no token; try again, or use an access token."),
                              response->host);
}

static JsonObject *
parse_object (JsonParser           *parser,
              const AuHttpResponse *response)
{
  JsonNode *root;

  if (!json_parser_load_from_data (parser, response->body, (gssize) response->length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static void
discovered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response = au_http_send_finish (AU_HTTP (object), result, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = NULL;
  AuOAuthEndpoints *endpoints;

  if (response != NULL && response->status == 404)
    error = au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL,
                                 /* Translators: %s is a host's name. */
                                 _("%s offers no sign-in with OAuth; use an access token instead."),
                                 response->host);
  else if (response != NULL && au_http_fault_check (response, AU_HTTP_API, &error))
    root = parse_object (parser, response);
  if (error == NULL && (root == NULL || get_text (root, "token_endpoint") == NULL ||
                        get_text (root, "authorization_endpoint") == NULL))
    error = make_answer_error (response);
  if (error == NULL)
    au_http_check_url (get_text (root, "token_endpoint"), &error);
  if (error == NULL)
    au_http_check_url (get_text (root, "authorization_endpoint"), &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  endpoints = g_new0 (AuOAuthEndpoints, 1);
  endpoints->authorization = g_strdup (get_text (root, "authorization_endpoint"));
  endpoints->token = g_strdup (get_text (root, "token_endpoint"));
  g_task_return_pointer (task, endpoints, endpoints_free);
}

/**
 * au_oauth_discover_async:
 * @http: the HTTP layer
 * @host: the workspace
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Asks the workspace where it signs people in.
 */
void
au_oauth_discover_async (AuHttp              *http,
                         const char          *host,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (http, cancellable, callback, user_data);
  g_autofree char *url = g_strconcat (host, "/oidc/.well-known/oauth-authorization-server", NULL);
  AuHttpRequest *request = au_http_request_new ("GET", url);

  g_task_set_source_tag (task, au_oauth_discover_async);
  request->retry = AU_HTTP_RETRY_IDEMPOTENT;
  request->max_tries = 3;
  au_http_send_async (http, request, cancellable, discovered_cb, task);
}

/**
 * au_oauth_discover_finish:
 * @http: the HTTP layer
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): where to ask, or %NULL with %AU_SOURCE_ERROR
 */
AuOAuthEndpoints *
au_oauth_discover_finish (AuHttp        *http,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response = au_http_send_finish (AU_HTTP (object), result, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = NULL;
  AuOAuthTokens *tokens;
  gint64 seconds;

  if (response != NULL && au_http_fault_check (response, AU_HTTP_TOKEN, &error))
    root = parse_object (parser, response);
  if (error == NULL && (root == NULL || !au_http_address_check_secret (
                          get_text (root, "access_token"), "", NULL)))
    error = make_answer_error (response);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  seconds = get_seconds (root);
  tokens = g_new0 (AuOAuthTokens, 1);
  tokens->access = g_strdup (get_text (root, "access_token"));
  tokens->refresh = g_strdup (get_text (root, "refresh_token"));
  tokens->lifetime = seconds > 0 && seconds < G_MAXINT ? (guint) seconds : USUAL_LIFETIME;
  g_task_return_pointer (task, tokens, tokens_free);
}

/**
 * au_oauth_request_async:
 * @http: the HTTP layer
 * @url: the token endpoint
 * @form: what to send, form-encoded
 * @basic: (nullable): client id and secret, for the Authorization header
 * @retry: how it may be repeated
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the outcome
 * @user_data: data for @callback
 *
 * Asks for tokens.
 */
void
au_oauth_request_async (AuHttp              *http,
                        const char          *url,
                        const char          *form,
                        const char          *basic,
                        AuHttpRetry          retry,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (http, cancellable, callback, user_data);
  AuHttpRequest *request = au_http_request_new ("POST", url);

  g_task_set_source_tag (task, au_oauth_request_async);
  request->retry = retry;
  request->content_type = "application/x-www-form-urlencoded";
  request->body = g_bytes_new (form, strlen (form));
  if (basic != NULL)
    request->authorization = g_strdup (basic);
  au_http_send_async (http, request, cancellable, requested_cb, task);
}

/**
 * au_oauth_request_finish:
 * @http: the HTTP layer
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): tokens, or %NULL with %AU_SOURCE_ERROR_SIGN_IN where they were refused,
 *   or another %AU_SOURCE_ERROR
 */
AuOAuthTokens *
au_oauth_request_finish (AuHttp        *http,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
