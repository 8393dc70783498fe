/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-auth-machine.h"
#include "au-http-address.h"
#include "au-oauth.h"
#include "au-secrets.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

struct _AuAuthMachine
{
  AuAuth parent_instance;

  AuDatabricksConfig *config;
  AuHttp *http;
  char *endpoint; /* (nullable): of tokens, once known */
};

G_DEFINE_FINAL_TYPE (AuAuthMachine, au_auth_machine, AU_TYPE_AUTH)

static const char *
au_auth_machine_get_kind (AuAuth *auth)
{
  return "oauth-m2m";
}

static void
grant_free (gpointer data)
{
  au_auth_grant_free (data);
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AuOAuthTokens) tokens = au_oauth_request_finish (AU_HTTP (object), result, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, au_auth_grant_new (tokens->access, tokens->lifetime), grant_free);
  else
    g_task_return_error (task, error);
}

static void
request_token (GTask      *task,
               const char *secret)
{
  AuAuthMachine *self = g_task_get_source_object (task);
  g_autofree char *form = NULL;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *basic = NULL;
  g_autofree char *id = NULL;
  g_autofree char *escaped = NULL;

  /* RFC 6749, section 2.3.1: both are form-encoded before they become Basic credentials. */
  id = g_uri_escape_string (au_databricks_config_get_client_id (self->config), NULL, FALSE);
  escaped = g_uri_escape_string (secret, NULL, FALSE);
  pair = g_strconcat (id, ":", escaped, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  basic = g_strconcat ("Basic ", encoded, NULL);
  form = soup_form_encode ("grant_type", "client_credentials",
                           "scope", au_databricks_config_get_scopes (self->config), NULL);
  au_oauth_request_async (self->http, self->endpoint, form, basic, AU_HTTP_RETRY_IDEMPOTENT,
                          g_task_get_cancellable (task), requested_cb, g_object_ref (task));
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthMachine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = au_secrets_lookup_finish (result, &error);

  if (error == NULL && secret == NULL)
    error = au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL,
                                 /* Translators: %s is an address. */
                                 _("There is no client secret for %s; enter one in Preferences, or give it in DATABRICKS_CLIENT_SECRET."),
                                 au_databricks_config_get_host (self->config));
  if (error == NULL)
    au_http_address_check_secret (secret, _("The client secret"), &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    request_token (task, secret);
}

static void
find_secret (GTask *task)
{
  AuAuthMachine *self = g_task_get_source_object (task);
  const char *secret = au_databricks_config_get_client_secret (self->config);

  if (secret != NULL)
    request_token (task, secret);
  else
    au_secrets_lookup_async (au_databricks_config_get_host (self->config), AU_SECRET_CLIENT_SECRET,
                             g_task_get_cancellable (task), looked_up_cb, g_object_ref (task));
}

static void
discovered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthMachine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AuOAuthEndpoints) endpoints =
    au_oauth_discover_finish (AU_HTTP (object), result, &error);

  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->endpoint = g_steal_pointer (&endpoints->token);
  find_secret (task);
}

static void
au_auth_machine_fetch_async (AuAuth              *auth,
                             gboolean             renew,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  AuAuthMachine *self = AU_AUTH_MACHINE (auth);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_auth_machine_fetch_async);
  if (self->endpoint != NULL)
    find_secret (task);
  else
    au_oauth_discover_async (self->http, au_databricks_config_get_host (self->config), cancellable,
                             discovered_cb, g_object_ref (task));
}

static AuAuthGrant *
au_auth_machine_fetch_finish (AuAuth        *auth,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
au_auth_machine_finalize (GObject *object)
{
  AuAuthMachine *self = AU_AUTH_MACHINE (object);

  g_clear_pointer (&self->config, au_databricks_config_unref);
  g_clear_object (&self->http);
  g_free (self->endpoint);

  G_OBJECT_CLASS (au_auth_machine_parent_class)->finalize (object);
}

static void
au_auth_machine_class_init (AuAuthMachineClass *klass)
{
  AuAuthClass *auth_class = AU_AUTH_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = au_auth_machine_finalize;
  auth_class->get_kind = au_auth_machine_get_kind;
  auth_class->fetch_async = au_auth_machine_fetch_async;
  auth_class->fetch_finish = au_auth_machine_fetch_finish;
}

static void
au_auth_machine_init (AuAuthMachine *self)
{
}

/**
 * au_auth_machine_new:
 * @config: the configuration; it has a client id
 * @http: the HTTP layer
 *
 * Returns: (transfer full): a way of signing in
 */
AuAuth *
au_auth_machine_new (AuDatabricksConfig *config,
                     AuHttp             *http)
{
  AuAuthMachine *self = g_object_new (AU_TYPE_AUTH_MACHINE, NULL);

  self->config = au_databricks_config_ref (config);
  self->http = g_object_ref (http);
  return AU_AUTH (self);
}
