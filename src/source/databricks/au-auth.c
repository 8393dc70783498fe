/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-auth.h"

/* A token is renewed this long before it ends, or at half of its life where that is shorter. */
#define MARGIN 300

typedef struct
{
  AuAuthGrant *grant; /* (nullable) */
  gint64 renew_at;    /* monotonic; 0 for never */
  GQueue waiting;     /* (element-type GTask) */
  gboolean is_fetching;
} AuAuthPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AuAuth, au_auth, G_TYPE_OBJECT)

AuAuthGrant *
au_auth_grant_new (const char *token,
                   guint       lifetime)
{
  AuAuthGrant *self = g_new0 (AuAuthGrant, 1);

  self->token = g_strdup (token);
  self->lifetime = lifetime;
  return self;
}

void
au_auth_grant_free (AuAuthGrant *self)
{
  g_free (self->token);
  g_free (self);
}

/**
 * au_auth_get_kind:
 *
 * Returns: (transfer none): how the user agent calls it: `pat`, `oauth-m2m`, `oauth-u2m`
 */
const char *
au_auth_get_kind (AuAuth *self)
{
  g_return_val_if_fail (AU_IS_AUTH (self), NULL);

  return AU_AUTH_GET_CLASS (self)->get_kind (self);
}

/**
 * au_auth_take_grant:
 * @self: a way of signing in
 * @grant: (transfer full): what a sign-in just gave
 *
 * For a sign-in that was not asked for by au_auth_get_token_async(), as one in a browser.
 */
void
au_auth_take_grant (AuAuth      *self,
                    AuAuthGrant *grant)
{
  AuAuthPrivate *private = au_auth_get_instance_private (self);

  g_clear_pointer (&private->grant, au_auth_grant_free);
  private->grant = grant;
  /* The clock on the wall may be wrong, or put right in the middle. */
  private->renew_at = grant->lifetime == 0 ? 0
                      : g_get_monotonic_time () +
                      (gint64) (grant->lifetime - MIN (MARGIN,
                                                       grant->lifetime / 2)) * G_USEC_PER_SEC;
}

/**
 * au_auth_forget:
 * @self: a way of signing in
 *
 * Drops the token, so that the next request gets a new one.
 */
void
au_auth_forget (AuAuth *self)
{
  AuAuthPrivate *private = au_auth_get_instance_private (self);

  g_clear_pointer (&private->grant, au_auth_grant_free);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  AuAuth *self = AU_AUTH (object);
  AuAuthPrivate *private = au_auth_get_instance_private (self);
  g_autoptr (GError) error = NULL;
  AuAuthGrant *grant = AU_AUTH_GET_CLASS (self)->fetch_finish (self, result, &error);
  GQueue waiting = private->waiting;
  g_autofree char *token = NULL;

  g_queue_init (&private->waiting);
  private->is_fetching = FALSE;
  if (grant != NULL)
    {
      token = g_strdup (grant->token);
      au_auth_take_grant (self, grant);
    }
  while (waiting.length > 0)
    {
      g_autoptr (GTask) task = g_queue_pop_head (&waiting);

      if (token != NULL)
        g_task_return_pointer (task, g_strdup (token), g_free);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

/**
 * au_auth_get_token_async:
 * @self: a way of signing in
 * @refused: (nullable): the token that the service just refused
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when there is one
 * @user_data: data for @callback
 *
 * Gives the token at hand, or gets one where there is none, where it ends soon, or where it is
 * @refused.
 */
void
au_auth_get_token_async (AuAuth              *self,
                         const char          *refused,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  AuAuthPrivate *private = au_auth_get_instance_private (self);
  g_autoptr (GTask) task = NULL;
  gboolean is_refused;

  g_return_if_fail (AU_IS_AUTH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_auth_get_token_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  is_refused = private->grant != NULL && g_strcmp0 (refused, private->grant->token) == 0;
  if (private->grant != NULL && !is_refused &&
      (private->renew_at == 0 || g_get_monotonic_time () < private->renew_at))
    {
      g_task_return_pointer (task, g_strdup (private->grant->token), g_free);
      return;
    }

  g_queue_push_tail (&private->waiting, g_steal_pointer (&task));
  if (private->is_fetching)
    return;
  private->is_fetching = TRUE;
  /* Not the cancellable of the one who happens to be first: the others wait for it too. */
  AU_AUTH_GET_CLASS (self)->fetch_async (self, is_refused, NULL, fetched_cb, NULL);
}

/**
 * au_auth_get_token_finish:
 * @self: a way of signing in
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a token, which may be the refused one where there is no other; or %NULL
 *   with %AU_SOURCE_ERROR_SIGN_IN where a person has to sign in, or another %AU_SOURCE_ERROR
 */
char *
au_auth_get_token_finish (AuAuth        *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
au_auth_finalize (GObject *object)
{
  AuAuthPrivate *private = au_auth_get_instance_private (AU_AUTH (object));

  /* Whoever waits holds a reference. */
  g_clear_pointer (&private->grant, au_auth_grant_free);

  G_OBJECT_CLASS (au_auth_parent_class)->finalize (object);
}

static void
au_auth_class_init (AuAuthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_auth_finalize;
}

static void
au_auth_init (AuAuth *self)
{
  AuAuthPrivate *private = au_auth_get_instance_private (self);

  g_queue_init (&private->waiting);
}
