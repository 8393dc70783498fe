/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kinds of secrets that are kept. */
#define AU_SECRET_TOKEN "token"
#define AU_SECRET_CLIENT_SECRET "client-secret"
#define AU_SECRET_REFRESH_TOKEN "refresh-token"
#define AU_SECRET_API_KEY "api-key"

void     au_secrets_lookup_async  (const char           *host,
                                   const char           *kind,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char    *au_secrets_lookup_finish (GAsyncResult         *result,
                                   GError              **error);
void     au_secrets_store_async   (const char           *host,
                                   const char           *kind,
                                   const char           *secret,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean au_secrets_store_finish  (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
