/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-auth-browser-private.h"
#include "au-auth-memory.h"
#include "au-secrets.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

/* Whoever has not signed in by then has turned to something else. */
#define PATIENCE_SECONDS (10 * 60)

G_DEFINE_FINAL_TYPE (AuAuthBrowser, au_auth_browser, AU_TYPE_AUTH)

static const char *
au_auth_browser_get_kind (AuAuth *auth)
{
  return "oauth-u2m";
}

static void
grant_free (gpointer data)
{
  au_auth_grant_free (data);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* Not told to the person: this session goes on, the next one asks to sign in again. */
  if (!au_secrets_store_finish (result, &error))
    g_message ("The sign-in could not be kept: %s", error->message);
}

typedef struct
{
  GTask *task;
  AuAuthBrowserReady ready;
} Discovery;

static void
discovered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Discovery *discovery = user_data;
  g_autoptr (GTask) task = discovery->task;
  AuAuthBrowser *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->endpoints, au_oauth_endpoints_free);
  self->endpoints = au_oauth_discover_finish (AU_HTTP (object), result, &error);
  if (self->endpoints != NULL)
    discovery->ready (task);
  else
    g_task_return_error (task, error);
  g_free (discovery);
}

/**
 * au_auth_browser_keep:
 * @self: a way of signing in
 * @refresh_token: (nullable): what gets the next token
 *
 * Keeps it, for this program and, where there is a keyring, for the next one. The one before may be
 * of no use from now on.
 */
void
au_auth_browser_keep (AuAuthBrowser *self,
                      const char    *refresh_token)
{
  const char *host = au_databricks_config_get_host (self->config);

  if (au_auth_memory_set (host, refresh_token))
    au_secrets_store_async (host, AU_SECRET_REFRESH_TOKEN, refresh_token, NULL, stored_cb, NULL);
}

/**
 * au_auth_browser_discover:
 * @task: a task of an #AuAuthBrowser
 * @ready: what to do with @task once it is known where to ask
 */
void
au_auth_browser_discover (GTask              *task,
                          AuAuthBrowserReady  ready)
{
  AuAuthBrowser *self = g_task_get_source_object (task);
  Discovery *discovery;

  if (self->endpoints != NULL)
    {
      ready (task);
      return;
    }
  discovery = g_new0 (Discovery, 1);
  discovery->task = g_object_ref (task);
  discovery->ready = ready;
  au_oauth_discover_async (self->http, au_databricks_config_get_host (self->config),
                           g_task_get_cancellable (task), discovered_cb, discovery);
}

/* ------------------------------------------------------------- a token from the last sign-in */

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthBrowser *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AuOAuthTokens) tokens = au_oauth_request_finish (AU_HTTP (object), result, &error);
  g_autofree char *now = au_auth_memory_dup (au_databricks_config_get_host (self->config));

  if (tokens == NULL)
    {
      /* Unless somebody has signed in meanwhile. */
      if (g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN) &&
          g_strcmp0 (now, g_task_get_task_data (task)) == 0)
        au_auth_browser_keep (self, NULL);
      g_task_return_error (task, error);
      return;
    }
  if (tokens->refresh != NULL)
    au_auth_browser_keep (self, tokens->refresh);
  g_task_return_pointer (task, au_auth_grant_new (tokens->access, tokens->lifetime), grant_free);
}

static void
refresh (GTask *task)
{
  AuAuthBrowser *self = g_task_get_source_object (task);
  g_autofree char *token = au_auth_memory_dup (au_databricks_config_get_host (self->config));
  g_autofree char *form = soup_form_encode ("grant_type", "refresh_token",
                                            "refresh_token", token != NULL ? token : "",
                                            "client_id",
                                            au_databricks_config_get_client_id (self->config),
                                            NULL);

  g_task_set_task_data (task, g_steal_pointer (&token), g_free);
  /* Used twice, a refresh token counts as stolen. */
  au_oauth_request_async (self->http, self->endpoints->token, form, NULL, AU_HTTP_RETRY_SUBMISSION,
                          g_task_get_cancellable (task), refreshed_cb, g_object_ref (task));
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthBrowser *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = au_secrets_lookup_finish (result, &error);
  const char *host = au_databricks_config_get_host (self->config);

  /* Where there is no keyring, nothing is in it either. */
  if (token == NULL)
    {
      g_clear_error (&error);
      g_task_return_error (task, au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL,
                                                      /* Translators: %s is an address. */
                                                      _("You are not signed in to %s; sign in with the browser in Preferences."),
                                                      host));
      return;
    }
  au_auth_memory_set (host, token);
  au_auth_browser_discover (task, refresh);
}

static void
au_auth_browser_fetch_async (AuAuth              *auth,
                             gboolean             renew,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  AuAuthBrowser *self = AU_AUTH_BROWSER (auth);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *known = au_auth_memory_dup (au_databricks_config_get_host (self->config));

  g_task_set_source_tag (task, au_auth_browser_fetch_async);
  if (known != NULL)
    au_auth_browser_discover (task, refresh);
  else
    au_secrets_lookup_async (au_databricks_config_get_host (self->config), AU_SECRET_REFRESH_TOKEN,
                             cancellable, looked_up_cb, g_object_ref (task));
}

static AuAuthGrant *
au_auth_browser_fetch_finish (AuAuth        *auth,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_auth_browser_set_patience:
 * @self: a way of signing in
 * @seconds: how long to wait for the browser, ten minutes by default
 */
void
au_auth_browser_set_patience (AuAuthBrowser *self,
                              guint          seconds)
{
  g_return_if_fail (AU_IS_AUTH_BROWSER (self));

  self->patience = seconds;
}

static void
au_auth_browser_finalize (GObject *object)
{
  AuAuthBrowser *self = AU_AUTH_BROWSER (object);

  g_clear_pointer (&self->config, au_databricks_config_unref);
  g_clear_object (&self->http);
  g_clear_pointer (&self->endpoints, au_oauth_endpoints_free);

  G_OBJECT_CLASS (au_auth_browser_parent_class)->finalize (object);
}

static void
au_auth_browser_class_init (AuAuthBrowserClass *klass)
{
  AuAuthClass *auth_class = AU_AUTH_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = au_auth_browser_finalize;
  auth_class->get_kind = au_auth_browser_get_kind;
  auth_class->fetch_async = au_auth_browser_fetch_async;
  auth_class->fetch_finish = au_auth_browser_fetch_finish;
}

static void
au_auth_browser_init (AuAuthBrowser *self)
{
  self->patience = PATIENCE_SECONDS;
}

/**
 * au_auth_browser_new:
 * @config: the configuration; it has a client id
 * @http: the HTTP layer
 *
 * Returns: (transfer full): a way of signing in
 */
AuAuth *
au_auth_browser_new (AuDatabricksConfig *config,
                     AuHttp             *http)
{
  AuAuthBrowser *self = g_object_new (AU_TYPE_AUTH_BROWSER, NULL);

  self->config = au_databricks_config_ref (config);
  self->http = g_object_ref (http);
  return AU_AUTH (self);
}
