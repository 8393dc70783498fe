/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http.h"

G_BEGIN_DECLS

/**
 * AuOAuthEndpoints:
 * @authorization: (owned): where a person signs in
 * @token: (owned): where tokens come from
 *
 * What a workspace says of its OAuth.
 */
typedef struct
{
  char *authorization;
  char *token;
} AuOAuthEndpoints;

/**
 * AuOAuthTokens:
 * @access: (owned): the access token
 * @refresh: (owned) (nullable): what gets the next one
 * @lifetime: seconds that @access is good for
 *
 * What a sign-in gave.
 */
typedef struct
{
  char *access;
  char *refresh;
  guint lifetime;
} AuOAuthTokens;

void              au_oauth_endpoints_free  (AuOAuthEndpoints     *self);
void              au_oauth_tokens_free     (AuOAuthTokens        *self);
char             *au_oauth_make_random     (guint                 n_bytes);
char             *au_oauth_make_challenge  (const char           *verifier);

void              au_oauth_discover_async  (AuHttp               *http,
                                            const char           *host,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
AuOAuthEndpoints *au_oauth_discover_finish (AuHttp               *http,
                                            GAsyncResult         *result,
                                            GError              **error);
void              au_oauth_request_async   (AuHttp               *http,
                                            const char           *url,
                                            const char           *form,
                                            const char           *basic,
                                            AuHttpRetry           retry,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
AuOAuthTokens    *au_oauth_request_finish  (AuHttp               *http,
                                            GAsyncResult         *result,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuOAuthEndpoints, au_oauth_endpoints_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuOAuthTokens, au_oauth_tokens_free)

G_END_DECLS
