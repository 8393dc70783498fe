/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-client.h"
#include "au-query-catalog.h"
#include "au-request.h"
#include "au-result.h"

G_BEGIN_DECLS

/**
 * AuDatabricksRunHooks:
 * @waiting: called while the statement waits for its warehouse, after each poll
 * @running: called when it no longer does
 * @too_large: called where the result turned out too large to come inline
 * @opened: called when a statement was sent
 * @closed: called when it is known to have ended, or given up
 *
 * What a run tells its source, in the source's thread.
 */
typedef struct
{
  void (*waiting)   (gpointer source);
  void (*running)   (gpointer source);
  void (*too_large) (gpointer    source,
                     const char *query);
  void (*opened)    (gpointer source);
  void (*closed)    (gpointer source);
} AuDatabricksRunHooks;

void      au_databricks_run_async  (gpointer                     source,
                                    const AuDatabricksRunHooks  *hooks,
                                    AuDatabricksClient          *client,
                                    AuQueryCatalog              *catalog,
                                    AuRequest                   *request,
                                    gboolean                     by_links,
                                    GCancellable                *cancellable,
                                    GAsyncReadyCallback          callback,
                                    gpointer                     user_data);
AuResult *au_databricks_run_finish (gpointer                     source,
                                    GAsyncResult                *result,
                                    GError                     **error);

G_END_DECLS
