/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-auth-token.h"
#include "au-http-address.h"
#include "au-secrets.h"
#include "au-source-error.h"

struct _AuAuthToken
{
  AuAuth parent_instance;

  const char *kind;
  char *service;
  char *secret;
  char *given; /* (nullable) */
  char *what;
  char *missing;
};

G_DEFINE_FINAL_TYPE (AuAuthToken, au_auth_token, AU_TYPE_AUTH)

static const char *
au_auth_token_get_kind (AuAuth *auth)
{
  return AU_AUTH_TOKEN (auth)->kind;
}

static void
grant_free (gpointer data)
{
  au_auth_grant_free (data);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuAuthToken *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = au_secrets_lookup_finish (result, &error);

  if (error == NULL && token == NULL)
    error = au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, NULL, "%s", self->missing);
  if (error == NULL)
    au_http_address_check_secret (token, self->what, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, au_auth_grant_new (token, 0), grant_free);
}

static void
au_auth_token_fetch_async (AuAuth              *auth,
                           gboolean             renew,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  AuAuthToken *self = AU_AUTH_TOKEN (auth);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_auth_token_fetch_async);
  if (self->given != NULL)
    g_task_return_pointer (task, au_auth_grant_new (self->given, 0), grant_free);
  else
    au_secrets_lookup_async (self->service, self->secret, cancellable, looked_up_cb,
                             g_steal_pointer (&task));
}

static AuAuthGrant *
au_auth_token_fetch_finish (AuAuth        *auth,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
au_auth_token_finalize (GObject *object)
{
  AuAuthToken *self = AU_AUTH_TOKEN (object);

  g_free (self->service);
  g_free (self->secret);
  g_free (self->given);
  g_free (self->what);
  g_free (self->missing);

  G_OBJECT_CLASS (au_auth_token_parent_class)->finalize (object);
}

static void
au_auth_token_class_init (AuAuthTokenClass *klass)
{
  AuAuthClass *auth_class = AU_AUTH_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = au_auth_token_finalize;
  auth_class->get_kind = au_auth_token_get_kind;
  auth_class->fetch_async = au_auth_token_fetch_async;
  auth_class->fetch_finish = au_auth_token_fetch_finish;
}

static void
au_auth_token_init (AuAuthToken *self)
{
}

/**
 * au_auth_token_new:
 * @info: what the token is for and where it is, copied
 *
 * Returns: (transfer full): a way of signing in
 */
AuAuth *
au_auth_token_new (const AuAuthTokenInfo *info)
{
  AuAuthToken *self = g_object_new (AU_TYPE_AUTH_TOKEN, NULL);

  self->kind = info->kind;
  self->service = g_strdup (info->service);
  self->secret = g_strdup (info->secret);
  self->given = g_strdup (info->given);
  self->what = g_strdup (info->what);
  self->missing = g_strdup (info->missing);
  return AU_AUTH (self);
}
