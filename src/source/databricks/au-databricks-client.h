/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"
#include "au-databricks-config.h"
#include "au-http-fault.h"

G_BEGIN_DECLS

#define AU_TYPE_DATABRICKS_CLIENT (au_databricks_client_get_type ())

/**
 * AuDatabricksClient:
 *
 * Requests to a workspace: signed in, signed in again once where the token is refused, and with an
 * answer that is what it should be. Belongs to one thread.
 */
G_DECLARE_FINAL_TYPE (AuDatabricksClient, au_databricks_client, AU, DATABRICKS_CLIENT, GObject)

/**
 * AuDatabricksCall:
 * @method: `GET` or `POST`
 * @path: (nullable): path and query on the workspace
 * @body: (nullable) (transfer none): JSON
 * @retry: how it may be repeated
 * @subject: what an error would be about
 * @max_tries: attempts at most, 0 for the usual
 * @patience: milliseconds during which it is repeated in any case
 *
 * A request to the workspace.
 */
typedef struct
{
  const char *method;
  const char *path;
  GBytes *body;
  AuHttpRetry retry;
  AuHttpSubject subject;
  guint max_tries;
  gint64 patience;
} AuDatabricksCall;

AuDatabricksClient *au_databricks_client_new         (AuDatabricksConfig      *config);
AuDatabricksConfig *au_databricks_client_get_config  (AuDatabricksClient      *self);
AuHttp             *au_databricks_client_get_http    (AuDatabricksClient      *self);
AuAuth             *au_databricks_client_get_auth    (AuDatabricksClient      *self);
void                au_databricks_client_call_async  (AuDatabricksClient      *self,
                                                      const AuDatabricksCall  *call,
                                                      GCancellable            *cancellable,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
AuHttpResponse     *au_databricks_client_call_finish (AuDatabricksClient      *self,
                                                      GAsyncResult            *result,
                                                      GError                 **error);

G_END_DECLS
