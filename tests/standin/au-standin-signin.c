/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens: the one that was made by hand, and OAuth's. */
#include "config.h"

#include "au-standin-signin.h"

#include <string.h>

#define TOKEN_SECONDS 3600
#define CODE_SECONDS 300

/* Public clients have no secret; a workspace knows this one by itself. */
#define PUBLIC_CLIENT "databricks-cli"

typedef struct
{
  gint64 until;                /* of the server's own clock that never jumps */
  guint n_uses;
} Access;

typedef struct
{
  char *client_id;
  char *redirect_uri;
  char *challenge;
  gboolean offline;            /* whether a refresh token was asked for */
  gint64 until;
} Code;

struct _AuStandinSignIn
{
  AuStandin *standin;
  GMutex mutex;                /* guards @access */
  GHashTable *access;          /* (element-type utf8 Access) */
  GHashTable *refresh;         /* (element-type utf8 utf8): refresh token to client id */
  GHashTable *codes;           /* (element-type utf8 Code) */
  guint n_token_uses;
};

static void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->client_id);
  g_free (code->redirect_uri);
  g_free (code->challenge);
  g_free (code);
}

AuStandinSignIn *
au_standin_sign_in_new (AuStandin *standin)
{
  AuStandinSignIn *self = g_new0 (AuStandinSignIn, 1);

  self->standin = standin;
  g_mutex_init (&self->mutex);
  self->access = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->refresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, code_free);
  return self;
}

void
au_standin_sign_in_free (AuStandinSignIn *self)
{
  g_hash_table_unref (self->access);
  g_hash_table_unref (self->refresh);
  g_hash_table_unref (self->codes);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Ends every access token that a sign-in gave. Any thread may call it. */
void
au_standin_sign_in_expire (AuStandinSignIn *self)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove_all (self->access);
  g_mutex_unlock (&self->mutex);
}

static gboolean
take_access (AuStandinSignIn *self,
             const char      *token,
             guint           *n_uses)
{
  Access *access;
  gboolean good = FALSE;

  if (g_str_equal (token, self->standin->token))
    {
      *n_uses = ++self->n_token_uses;
      return TRUE;
    }
  g_mutex_lock (&self->mutex);
  access = g_hash_table_lookup (self->access, token);
  if (access != NULL && access->until > g_get_monotonic_time ())
    {
      *n_uses = ++access->n_uses;
      good = TRUE;
    }
  g_mutex_unlock (&self->mutex);
  return good;
}

/**
 * au_standin_sign_in_check:
 * @self: the sign-in
 * @exchange: a request to the API
 *
 * Answers with 401 or 403 where the request has no token that is good.
 *
 * Returns: whether it has one
 */
gboolean
au_standin_sign_in_check (AuStandinSignIn   *self,
                          AuStandinExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  guint n_uses = 0, limit = 0;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    {
      au_standin_exchange_fail_number (exchange, SOUP_STATUS_UNAUTHORIZED,
                                       "Credential was not sent or was of an unsupported type for this API.");
      return FALSE;
    }
  if (!take_access (self, header + 7, &n_uses))
    {
      /* A wrong token that was made by hand and one of OAuth are told apart. */
      if (g_str_has_prefix (header + 7, "dapi"))
        au_standin_exchange_fail_number (exchange, SOUP_STATUS_UNAUTHORIZED,
                                         "Credential was not sent or was of an unsupported type for this API.");
      else
        au_standin_exchange_fail_number (exchange, SOUP_STATUS_FORBIDDEN, "Invalid access token.");
      return FALSE;
    }
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_TOKEN_REVOKED, NULL, &limit) &&
      n_uses > limit)
    {
      au_standin_exchange_fail_number (exchange, SOUP_STATUS_FORBIDDEN, "Invalid access token.");
      return FALSE;
    }
  return TRUE;
}

static void
fail (AuStandinExchange *exchange,
      guint              status,
      const char        *error,
      const char        *description)
{
  if (status == SOUP_STATUS_BAD_REQUEST)
    au_standin_count (exchange->standin, AU_STANDIN_REFUSED, 1);
  au_standin_exchange_reply (exchange, status, "application/json",
                             g_strdup_printf ("{\"error\":\"%s\",\"error_description\":\"%s\"}",
                                              error, description));
}

static void
discover (AuStandinSignIn   *self,
          AuStandinExchange *exchange)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  const char *uri = self->standin->uri;
  g_autofree char *issuer = g_strconcat (uri, "/oidc", NULL);
  g_autofree char *authorize = g_strconcat (uri, "/oidc/v1/authorize", NULL);
  g_autofree char *token = g_strconcat (uri, "/oidc/v1/token", NULL);
  yyjson_mut_val *methods;

  exchange->stage = AU_STANDIN_STAGE_DISCOVERY;
  if (au_standin_exchange_obstruct (exchange))
    return;
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_OAUTH_MISSING, NULL, NULL))
    {
      au_standin_exchange_reply (exchange, SOUP_STATUS_NOT_FOUND, "text/plain", g_strdup (""));
      return;
    }
  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_str (json, root, "issuer", issuer);
  yyjson_mut_obj_add_str (json, root, "authorization_endpoint", authorize);
  yyjson_mut_obj_add_str (json, root, "token_endpoint", token);
  methods = yyjson_mut_obj_add_arr (json, root, "code_challenge_methods_supported");
  yyjson_mut_arr_add_str (json, methods, "S256");
  methods = yyjson_mut_obj_add_arr (json, root, "grant_types_supported");
  yyjson_mut_arr_add_str (json, methods, "client_credentials");
  yyjson_mut_arr_add_str (json, methods, "authorization_code");
  yyjson_mut_arr_add_str (json, methods, "refresh_token");
  au_standin_exchange_reply_json (exchange, json);
}

static gboolean
is_loopback_redirect (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (uri), "http") &&
         (g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1"));
}

static gboolean
is_known_client (AuStandinSignIn *self,
                 const char      *client_id)
{
  return client_id != NULL &&
         (g_str_equal (client_id, PUBLIC_CLIENT) ||
          g_str_equal (client_id, self->standin->client_id));
}

static gboolean
has_scope (const char *scope,
           const char *wanted)
{
  g_auto (GStrv) scopes = g_strsplit (scope != NULL ? scope : "", " ", -1);

  return g_strv_contains ((const char *const *) scopes, wanted);
}

/* Where the browser goes: nobody is asked for a password here, and it comes straight back. */
static void
authorize (AuStandinSignIn   *self,
           AuStandinExchange *exchange)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_autoptr (GHashTable) form = soup_form_decode (query != NULL ? query : "");
  const char *client_id = g_hash_table_lookup (form, "client_id");
  const char *redirect_uri = g_hash_table_lookup (form, "redirect_uri");
  const char *challenge = g_hash_table_lookup (form, "code_challenge");
  const char *state = g_hash_table_lookup (form, "state");
  const char *scope = g_hash_table_lookup (form, "scope");
  g_autofree char *code = NULL;
  g_autofree char *location = NULL;
  g_autofree char *given = NULL;
  Code *data;

  if (!is_known_client (self, client_id))
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_client", "OAuth application is not known");
  else if (redirect_uri == NULL || !is_loopback_redirect (redirect_uri))
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "redirect_uri is not registered");
  else if (g_strcmp0 (g_hash_table_lookup (form, "response_type"), "code") != 0)
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "unsupported_response_type", "response_type must be code");
  else if (challenge == NULL || strlen (challenge) != 43 ||
           g_strcmp0 (g_hash_table_lookup (form, "code_challenge_method"), "S256") != 0)
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "a code_challenge with S256 is required");
  else if (state == NULL || *state == '\0')
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "state is required");
  else if (!has_scope (scope, "all-apis") && !has_scope (scope, "sql"))
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_scope", "scope must have all-apis or sql");
  else if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_SIGN_IN_DENIED, NULL, NULL))
    {
      given = g_uri_escape_string (state, NULL, FALSE);
      location = g_strdup_printf ("%s?error=access_denied&error_description=%s&state=%s", redirect_uri,
                                  "The%20person%20refused%20the%20request.", given);
    }
  else
    {
      code = au_standin_random (16);
      data = g_new0 (Code, 1);
      data->client_id = g_strdup (client_id);
      data->redirect_uri = g_strdup (redirect_uri);
      data->challenge = g_strdup (challenge);
      data->offline = has_scope (scope, "offline_access");
      data->until = g_get_monotonic_time () + CODE_SECONDS * G_USEC_PER_SEC;
      g_hash_table_insert (self->codes, g_strdup (code), data);
      given = g_uri_escape_string (state, NULL, FALSE);
      if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_SIGN_IN_STATE, NULL, NULL))
        g_set_str (&given, "someone-elses-state");
      location = g_strdup_printf ("%s?code=%s&state=%s", redirect_uri, code, given);
    }
  if (location == NULL)
    return;
  au_standin_exchange_set_header (exchange, "Location", location);
  au_standin_exchange_reply (exchange, SOUP_STATUS_FOUND, "text/html", g_strdup (""));
}

static void
issue (AuStandinSignIn   *self,
       AuStandinExchange *exchange,
       const char        *client_id,
       const char        *scope,
       gboolean           with_refresh)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  g_autofree char *random = au_standin_random (24);
  g_autofree char *token = g_strconcat ("eyJ" AU_STANDIN_ISSUED, random, NULL);
  g_autofree char *refresh = NULL;
  Access *access = g_new0 (Access, 1);
  guint seconds = self->standin->options.token_seconds;

  if (seconds == 0)
    seconds = TOKEN_SECONDS;
  au_standin_strikes (self->standin, AU_STANDIN_FAULT_TOKEN_EXPIRES, NULL, &seconds);
  access->until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->access, g_strdup (token), access);
  g_mutex_unlock (&self->mutex);
  au_standin_count (self->standin, AU_STANDIN_TOKENS, 1);

  yyjson_mut_doc_set_root (json, root);
  if (!au_standin_strikes (self->standin, AU_STANDIN_FAULT_TOKEN_MALFORMED, NULL, NULL))
    yyjson_mut_obj_add_str (json, root, "access_token", token);
  yyjson_mut_obj_add_str (json, root, "token_type", "Bearer");
  yyjson_mut_obj_add_uint (json, root, "expires_in", seconds);
  yyjson_mut_obj_add_str (json, root, "scope", scope != NULL ? scope : "all-apis");
  if (with_refresh)
    {
      g_autofree char *more = au_standin_random (24);

      refresh = g_strconcat (AU_STANDIN_ISSUED, more, NULL);
      g_hash_table_insert (self->refresh, g_strdup (refresh), g_strdup (client_id));
      yyjson_mut_obj_add_str (json, root, "refresh_token", refresh);
    }
  au_standin_exchange_set_header (exchange, "Cache-Control", "no-store");
  au_standin_exchange_reply_json (exchange, json);
}

/* Whether the request has the client's id and secret as HTTP Basic. */
static gboolean
check_basic (AuStandinSignIn   *self,
             AuStandinExchange *exchange)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (exchange->message), "Authorization");
  g_autofree char *pair = g_strdup_printf ("%s:%s", self->standin->client_id,
                                           self->standin->client_secret);
  g_autofree guchar *decoded = NULL;
  gsize length = 0;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  decoded = g_base64_decode (header + 6, &length);
  return length == strlen (pair) && memcmp (decoded, pair, length) == 0;
}

static gboolean
check_verifier (const char *verifier,
                const char *challenge)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128)
    return FALSE;
  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchr (text, '=') = '\0';
  return g_str_equal (text, challenge);
}

static void
redeem_code (AuStandinSignIn   *self,
             AuStandinExchange *exchange,
             GHashTable        *form)
{
  const char *text = g_hash_table_lookup (form, "code");
  g_autofree char *key = NULL;
  Code *code = NULL;

  /* A code is good once, also for who gets something else wrong. */
  if (text != NULL)
    g_hash_table_steal_extended (self->codes, text, (gpointer *) &key, (gpointer *) &code);
  if (code == NULL || code->until < g_get_monotonic_time ())
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "Authorization code is invalid or expired");
  else if (g_strcmp0 (g_hash_table_lookup (form, "client_id"), code->client_id) != 0 ||
           g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), code->redirect_uri) != 0)
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
          "client_id or redirect_uri differs from the authorization request");
  else if (!check_verifier (g_hash_table_lookup (form, "code_verifier"), code->challenge))
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "code_verifier does not match");
  else
    issue (self, exchange, code->client_id, NULL, code->offline);
  if (code != NULL)
    code_free (code);
}

static void
redeem_refresh (AuStandinSignIn   *self,
                AuStandinExchange *exchange,
                GHashTable        *form)
{
  const char *text = g_hash_table_lookup (form, "refresh_token");
  g_autofree char *key = NULL;
  g_autofree char *client_id = NULL;

  if (text != NULL)
    g_hash_table_steal_extended (self->refresh, text, (gpointer *) &key, (gpointer *) &client_id);
  if (client_id == NULL || g_strcmp0 (g_hash_table_lookup (form, "client_id"), client_id) != 0 ||
      au_standin_strikes (self->standin, AU_STANDIN_FAULT_REFRESH_REVOKED, NULL, NULL))
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "Refresh token is invalid");
  else
    issue (self, exchange, client_id, g_hash_table_lookup (form, "scope"), TRUE);
}

static void
give_token (AuStandinSignIn   *self,
            AuStandinExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  SoupMessageBody *body = soup_server_message_get_request_body (exchange->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* An empty body may have no data at all. */
  g_autoptr (GHashTable) form = soup_form_decode (text != NULL ? text : "");
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *grant = g_hash_table_lookup (form, "grant_type");

  exchange->stage = AU_STANDIN_STAGE_TOKEN;
  if (au_standin_exchange_obstruct (exchange))
    return;
  if (g_strcmp0 (soup_server_message_get_method (exchange->message), "POST") != 0)
    fail (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, "invalid_request", "POST is required");
  else if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request",
          "Content-Type must be application/x-www-form-urlencoded");
  else if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_CLIENT_REFUSED, NULL, NULL))
    fail (exchange, SOUP_STATUS_UNAUTHORIZED, "invalid_client", "Client authentication failed");
  else if (g_strcmp0 (grant, "client_credentials") == 0)
    {
      const char *scope = g_hash_table_lookup (form, "scope");

      if (!check_basic (self, exchange))
        fail (exchange, SOUP_STATUS_UNAUTHORIZED, "invalid_client", "Client authentication failed");
      else if (!has_scope (scope, "all-apis") && !has_scope (scope, "sql"))
        fail (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_scope", "scope must have all-apis or sql");
      else
        issue (self, exchange, self->standin->client_id, scope, FALSE);
    }
  else if (g_strcmp0 (grant, "authorization_code") == 0)
    redeem_code (self, exchange, form);
  else if (g_strcmp0 (grant, "refresh_token") == 0)
    redeem_refresh (self, exchange, form);
  else
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type", "grant_type is not supported");
}

/* Answers what is about signing in. Returns whether @path is. */
gboolean
au_standin_sign_in_handle (AuStandinSignIn   *self,
                           AuStandinExchange *exchange,
                           const char        *path)
{
  if (g_str_equal (path, "/oidc/.well-known/oauth-authorization-server") ||
      g_str_equal (path, "/oidc/.well-known/openid-configuration"))
    discover (self, exchange);
  else if (g_str_equal (path, "/oidc/v1/authorize"))
    authorize (self, exchange);
  else if (g_str_equal (path, "/oidc/v1/token"))
    give_token (self, exchange);
  else
    return FALSE;
  return TRUE;
}
