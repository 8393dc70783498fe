/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person signs in: the browser shows the page, and comes back to a listener of ours. */
#include "config.h"

#include "au-auth-browser-private.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

/* The redirect addresses that the usual client has. */
#define FIRST_PORT 8020
#define LAST_PORT 8040

/* A sign-in that waits for the browser to come back. */
typedef struct
{
  AuAuthBrowserOpen open;
  gpointer open_data;
  SoupServer *server;
  GSource *limit;
  GSource *cancel;
  char *redirect;
  char *state;
  char *verifier;
} SignIn;

static void
stop_waiting (SignIn *sign_in)
{
  if (sign_in->limit != NULL)
    g_source_destroy (sign_in->limit);
  g_clear_pointer (&sign_in->limit, g_source_unref);
  if (sign_in->cancel != NULL)
    g_source_destroy (sign_in->cancel);
  g_clear_pointer (&sign_in->cancel, g_source_unref);
  if (sign_in->server != NULL)
    soup_server_remove_handler (sign_in->server, "/");
}

static gboolean
release_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  stop_waiting (sign_in);
  if (sign_in->server != NULL)
    {
      /* It listens no more, but may still be writing its page. */
      g_autoptr (GSource) later = g_timeout_source_new_seconds (2);

      soup_server_disconnect (sign_in->server);
      g_source_set_callback (later, release_cb, g_steal_pointer (&sign_in->server), g_object_unref);
      g_source_attach (later, g_main_context_get_thread_default ());
    }
  g_free (sign_in->redirect);
  g_free (sign_in->state);
  g_free (sign_in->verifier);
  g_free (sign_in);
}

static void
fail_sign_in (GTask      *task,
              const char *sentence)
{
  g_task_return_error (task, au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL, "%s", sentence));
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthBrowser *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AuOAuthTokens) tokens = au_oauth_request_finish (AU_HTTP (object), result, &error);

  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  au_auth_take_grant (AU_AUTH (self), au_auth_grant_new (tokens->access, tokens->lifetime));
  if (tokens->refresh != NULL)
    au_auth_browser_keep (self, tokens->refresh);
  g_task_return_boolean (task, TRUE);
}

static void
exchange_code (GTask      *task,
               const char *code)
{
  AuAuthBrowser *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code",
                                            "code", code,
                                            "redirect_uri", sign_in->redirect,
                                            "client_id",
                                            au_databricks_config_get_client_id (self->config),
                                            "code_verifier", sign_in->verifier, NULL);

  au_oauth_request_async (self->http, self->endpoints->token, form, NULL, AU_HTTP_RETRY_SUBMISSION,
                          g_task_get_cancellable (task), exchanged_cb, g_object_ref (task));
}

static void
answer_browser (SoupServerMessage *message,
                guint              status,
                const char        *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  char *page = g_strdup_printf ("<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
                                "<title>Anyusage</title></head><body><p>%s</p></body></html>\n",
                                escaped);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page,
                                    strlen (page));
  /* The address in the browser's history and its bar holds the code. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Referrer-Policy", "no-referrer");
}

/* The browser came back, or somebody else knocks. */
static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  SignIn *sign_in = g_task_get_task_data (task);
  const char *code = query != NULL ? g_hash_table_lookup (query, "code") : NULL;
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;
  const char *refusal = query != NULL ? g_hash_table_lookup (query, "error") : NULL;

  if (!g_str_equal (path, "/") || (code == NULL && refusal == NULL))
    {
      answer_browser (message, 404, _("There is nothing here."));
      return;
    }

  stop_waiting (sign_in);
  if (g_strcmp0 (state, sign_in->state) != 0)
    {
      answer_browser (message, 400, _("This belongs to another sign-in. Go back to Anyusage and sign in again."));
      fail_sign_in (task, _("The browser came back from another sign-in than the one that was started; sign in again."));
    }
  else if (refusal != NULL)
    {
      const char *more = g_hash_table_lookup (query, "error_description");
      g_autofree char *words = au_source_error_clean_line (more != NULL ? more : refusal);
      /* Translators: %s is what the sign-in page said. */
      g_autofree char *sentence = g_strdup_printf (_("The sign-in was refused (%s); sign in again."), words);

      answer_browser (message, 200, _("You are not signed in. You can close this page and go back to Anyusage."));
      fail_sign_in (task, sentence);
    }
  else
    {
      answer_browser (message, 200, _("You are signed in. You can close this page and go back to Anyusage."));
      exchange_code (task, code);
    }
}

static gboolean
limit_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  stop_waiting (g_task_get_task_data (task));
  fail_sign_in (task, _("Nobody signed in within ten minutes; sign in again."));
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  stop_waiting (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Loopback only, so that nobody else can come in the browser's place from outside. */
static guint
listen (AuAuthBrowser *self,
        SoupServer    *server)
{
  guint port = au_databricks_config_get_callback_port (self->config);
  guint last = port != 0 ? port : LAST_PORT;

  for (port = port != 0 ? port : FIRST_PORT; port <= last; port++)
    if (soup_server_listen_local (server, port, 0, NULL) ||
        soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
      return port;
  return 0;
}

static char *
make_page (AuAuthBrowser *self,
           SignIn        *sign_in)
{
  g_autofree char *challenge = au_oauth_make_challenge (sign_in->verifier);
  g_autofree char *scope =
    g_strconcat ("offline_access ", au_databricks_config_get_scopes (self->config), NULL);
  g_autofree char *query = soup_form_encode ("response_type", "code",
                                             "client_id",
                                             au_databricks_config_get_client_id (self->config),
                                             "redirect_uri", sign_in->redirect,
                                             "scope", scope,
                                             "state", sign_in->state,
                                             "code_challenge", challenge,
                                             "code_challenge_method", "S256", NULL);

  return g_strconcat (self->endpoints->authorization,
                      strchr (self->endpoints->authorization, '?') != NULL ? "&" : "?", query, NULL);
}

static void
wait_for_browser (GTask *task)
{
  AuAuthBrowser *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *page = NULL;
  guint port;

  sign_in->server = soup_server_new ("server-header", "Anyusage", NULL);
  port = listen (self, sign_in->server);
  if (port == 0)
    {
      fail_sign_in (task, _("The ports that the browser would come back to are all in use; close other sign-ins, or set another port in Preferences."));
      return;
    }
  sign_in->redirect = g_strdup_printf ("http://localhost:%u", port);
  sign_in->state = au_oauth_make_random (16);
  sign_in->verifier = au_oauth_make_random (64);
  soup_server_add_handler (sign_in->server, "/", request_cb, g_object_ref (task), g_object_unref);

  sign_in->limit = g_timeout_source_new_seconds (self->patience);
  g_source_set_callback (sign_in->limit, limit_cb, task, NULL);
  g_source_attach (sign_in->limit, g_task_get_context (task));
  if (cancellable != NULL)
    {
      sign_in->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (sign_in->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (sign_in->cancel, g_task_get_context (task));
    }
  page = make_page (self, sign_in);
  sign_in->open (page, sign_in->open_data);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_warning ("No browser could be opened: %s", error->message);
}

/**
 * au_auth_browser_open_default:
 * @uri: a page
 * @user_data: not used
 *
 * Shows @uri in the system's browser, which inherits no secret of the environment.
 */
void
au_auth_browser_open_default (const char *uri,
                              gpointer    user_data)
{
  g_autoptr (GAppLaunchContext) context = g_app_launch_context_new ();
  const char *const *names = au_databricks_get_secret_variables ();

  for (guint i = 0; names[i] != NULL; i++)
    g_app_launch_context_unsetenv (context, names[i]);
  g_app_info_launch_default_for_uri_async (uri, context, NULL, opened_cb, NULL);
}

/**
 * au_auth_browser_sign_in_async:
 * @self: a way of signing in
 * @open: (nullable): shows the page; %NULL for au_auth_browser_open_default()
 * @open_data: data for @open
 * @cancellable: (nullable): a #GCancellable, to stop waiting for the browser
 * @callback: called with the outcome
 * @user_data: data for @callback
 *
 * Has a person sign in. Queries that failed for want of it can be run again then.
 */
void
au_auth_browser_sign_in_async (AuAuthBrowser       *self,
                               AuAuthBrowserOpen    open,
                               gpointer             open_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SignIn *sign_in;

  g_return_if_fail (AU_IS_AUTH_BROWSER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_auth_browser_sign_in_async);
  sign_in = g_new0 (SignIn, 1);
  sign_in->open = open != NULL ? open : au_auth_browser_open_default;
  sign_in->open_data = open_data;
  g_task_set_task_data (task, sign_in, sign_in_free);
  au_auth_browser_discover (task, wait_for_browser);
}

/**
 * au_auth_browser_sign_in_finish:
 * @self: the way of signing in
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_SIGN_IN where it was refused or given up, another
 *   %AU_SOURCE_ERROR, or %G_IO_ERROR_CANCELLED
 */
gboolean
au_auth_browser_sign_in_finish (AuAuthBrowser  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
