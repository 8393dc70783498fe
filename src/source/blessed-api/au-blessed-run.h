/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"
#include "au-blessed-config.h"
#include "au-http.h"
#include "au-request.h"
#include "au-result.h"

G_BEGIN_DECLS

/**
 * AuBlessedClient:
 * @config: the configuration
 * @http: the way to the service
 * @auth: the key
 *
 * What a request to the service takes.
 */
typedef struct
{
  AuBlessedConfig *config;
  AuHttp *http;
  AuAuth *auth;
} AuBlessedClient;

void      au_blessed_run_async  (gpointer                source,
                                 const AuBlessedClient  *client,
                                 AuRequest              *request,
                                 guint                   max_tries,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data);
AuResult *au_blessed_run_finish (gpointer                source,
                                 GAsyncResult           *result,
                                 GError                **error);

G_END_DECLS
