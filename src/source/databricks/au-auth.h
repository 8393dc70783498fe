/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuAuthGrant:
 * @token: (owned): what goes behind "Bearer"
 * @lifetime: seconds that it is good for, 0 where nobody said
 *
 * What a way of signing in gives.
 */
typedef struct
{
  char *token;
  guint lifetime;
} AuAuthGrant;

AuAuthGrant *au_auth_grant_new  (const char   *token,
                                 guint         lifetime);
void         au_auth_grant_free (AuAuthGrant  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuAuthGrant, au_auth_grant_free)

#define AU_TYPE_AUTH (au_auth_get_type ())

/**
 * AuAuth:
 *
 * A way of signing in. Keeps the token it got, has it renewed before it ends, and once for all who
 * ask at the same time. Nothing that it holds is ever part of a message or a log.
 */
G_DECLARE_DERIVABLE_TYPE (AuAuth, au_auth, AU, AUTH, GObject)

/**
 * AuAuthClass:
 * @get_kind: its name in the user agent
 * @fetch_async: gets a token; @renew is set where the last one was refused
 * @fetch_finish: its outcome
 */
struct _AuAuthClass
{
  GObjectClass parent_class;

  const char  *(*get_kind)     (AuAuth               *self);
  void         (*fetch_async)  (AuAuth               *self,
                                gboolean              renew,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
  AuAuthGrant *(*fetch_finish) (AuAuth               *self,
                                GAsyncResult         *result,
                                GError              **error);
};

const char *au_auth_get_kind         (AuAuth               *self);
void        au_auth_get_token_async  (AuAuth               *self,
                                      const char           *refused,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
char       *au_auth_get_token_finish (AuAuth               *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void        au_auth_take_grant       (AuAuth               *self,
                                      AuAuthGrant          *grant);
void        au_auth_forget           (AuAuth               *self);

G_END_DECLS
