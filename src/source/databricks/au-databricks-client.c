/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-databricks-client.h"
#include "au-auth-browser.h"
#include "au-auth-machine.h"
#include "au-auth-token.h"
#include "au-secrets.h"

#include <glib/gi18n.h>

struct _AuDatabricksClient
{
  GObject parent_instance;

  AuDatabricksConfig *config;
  AuHttp *http;
  AuAuth *auth;
};

G_DEFINE_FINAL_TYPE (AuDatabricksClient, au_databricks_client, G_TYPE_OBJECT)

typedef struct
{
  AuDatabricksCall call;
  char *path;
  char *token;
  gboolean is_second;
  AuHttpResponse *refusal; /* (nullable): to the first token */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->path);
  g_free (call->token);
  g_clear_pointer (&call->call.body, g_bytes_unref);
  g_clear_pointer (&call->refusal, au_http_response_free);
  g_free (call);
}

static void
response_free (gpointer data)
{
  au_http_response_free (data);
}

static void token_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

static void
give (GTask          *task,
      AuHttpResponse *response)
{
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (au_http_fault_check (response, call->call.subject, &error))
    g_task_return_pointer (task, response, response_free);
  else
    {
      au_http_response_free (response);
      g_task_return_error (task, error);
    }
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuDatabricksClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  AuHttpResponse *response = au_http_send_finish (AU_HTTP (object), result, &error);

  if (response == NULL)
    g_task_return_error (task, error);
  else if (!call->is_second && au_http_is_sign_in_refusal (response))
    {
      /* Nothing was done with it, so it may be sent again, whatever it is. */
      call->is_second = TRUE;
      call->refusal = response;
      au_auth_get_token_async (self->auth, call->token, g_task_get_cancellable (task), token_cb,
                               g_object_ref (task));
    }
  else
    give (task, response);
}

static void
send_call (GTask *task)
{
  AuDatabricksClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  const char *workspace_id = au_databricks_config_get_workspace_id (self->config);
  g_autofree char *url =
    g_strconcat (au_databricks_config_get_host (self->config), call->path, NULL);
  AuHttpRequest *request = au_http_request_new (call->call.method, url);

  request->authorization = g_strconcat ("Bearer ", call->token, NULL);
  request->retry = call->call.retry;
  request->max_tries = call->call.max_tries;
  request->patience = call->call.patience;
  if (call->call.body != NULL)
    {
      request->content_type = "application/json";
      request->body = g_bytes_ref (call->call.body);
    }
  if (workspace_id != NULL)
    {
      const char *const headers[] = {
        "X-Databricks-Org-Id", workspace_id, "X-Databricks-Workspace-Id", workspace_id, NULL
      };

      request->headers = g_strdupv ((char **) headers);
    }
  au_http_send_async (self->http, request, g_task_get_cancellable (task), sent_cb,
                      g_object_ref (task));
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *token = au_auth_get_token_finish (AU_AUTH (object), result, &error);

  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_strcmp0 (token, call->token) == 0)
    {
      give (task, g_steal_pointer (&call->refusal));
      return;
    }
  g_free (call->token);
  call->token = g_steal_pointer (&token);
  g_clear_pointer (&call->refusal, au_http_response_free);
  send_call (task);
}

/**
 * au_databricks_client_call_async:
 * @self: a client
 * @call: what to ask, copied
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 */
void
au_databricks_client_call_async (AuDatabricksClient     *self,
                                 const AuDatabricksCall *call,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *copy;

  g_return_if_fail (AU_IS_DATABRICKS_CLIENT (self));

  copy = g_new0 (Call, 1);
  copy->call = *call;
  copy->path = g_strdup (call->path);
  if (call->body != NULL)
    g_bytes_ref (call->body);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_databricks_client_call_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copy, call_free);
  au_auth_get_token_async (self->auth, NULL, cancellable, token_cb, g_steal_pointer (&task));
}

/**
 * au_databricks_client_call_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a successful answer in JSON, or %NULL with %AU_SOURCE_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
AuHttpResponse *
au_databricks_client_call_finish (AuDatabricksClient  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

AuDatabricksConfig *
au_databricks_client_get_config (AuDatabricksClient *self)
{
  return self->config;
}

AuHttp *
au_databricks_client_get_http (AuDatabricksClient *self)
{
  return self->http;
}

AuAuth *
au_databricks_client_get_auth (AuDatabricksClient *self)
{
  return self->auth;
}

static void
au_databricks_client_finalize (GObject *object)
{
  AuDatabricksClient *self = AU_DATABRICKS_CLIENT (object);

  g_clear_object (&self->auth);
  g_clear_object (&self->http);
  g_clear_pointer (&self->config, au_databricks_config_unref);

  G_OBJECT_CLASS (au_databricks_client_parent_class)->finalize (object);
}

static void
au_databricks_client_class_init (AuDatabricksClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_databricks_client_finalize;
}

static void
au_databricks_client_init (AuDatabricksClient *self)
{
}

static AuAuth *
make_token (AuDatabricksConfig *config)
{
  const char *host = au_databricks_config_get_host (config);
  g_autofree char *missing = g_strdup_printf (
    /* Translators: %s is an address. */
    _("There is no access token for %s; enter one in Preferences, or give it in DATABRICKS_TOKEN."), host);
  const AuAuthTokenInfo info = {
    "pat", host, AU_SECRET_TOKEN, au_databricks_config_get_token (config), _("The access token"), missing,
  };

  return au_auth_token_new (&info);
}

/**
 * au_databricks_client_new:
 * @config: the configuration
 *
 * Returns: (transfer full): a client with a connection pool of its own
 */
AuDatabricksClient *
au_databricks_client_new (AuDatabricksConfig *config)
{
  AuDatabricksClient *self = g_object_new (AU_TYPE_DATABRICKS_CLIENT, NULL);

  self->config = au_databricks_config_ref (config);
  self->http = au_http_new ();
  switch (au_databricks_config_get_sign_in (config))
    {
      case AU_DATABRICKS_SIGN_IN_MACHINE:
        self->auth = au_auth_machine_new (config, self->http);
        break;
      case AU_DATABRICKS_SIGN_IN_BROWSER:
        self->auth = au_auth_browser_new (config, self->http);
        break;
      case AU_DATABRICKS_SIGN_IN_TOKEN:
      default:
        self->auth = make_token (config);
        break;
    }
  au_http_set_sign_in (self->http, au_auth_get_kind (self->auth));
  return self;
}
