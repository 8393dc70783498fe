/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-client.h"
#include "au-source.h"

G_BEGIN_DECLS

void  au_databricks_trial_async  (AuSource             *source,
                                  AuDatabricksClient   *client,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char *au_databricks_trial_finish (AuSource             *source,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
