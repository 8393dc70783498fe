/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-client.h"
#include "au-source.h"

G_BEGIN_DECLS

#define AU_TYPE_DATABRICKS_SOURCE (au_databricks_source_get_type ())

/**
 * AuDatabricksSource:
 *
 * Runs the queries on a Databricks SQL warehouse, by the REST Statement Execution API.
 */
G_DECLARE_FINAL_TYPE (AuDatabricksSource, au_databricks_source, AU, DATABRICKS_SOURCE, GObject)

AuSource           *au_databricks_source_new         (AuDatabricksConfig  *config,
                                                      AuQueryCatalog      *catalog);
AuDatabricksClient *au_databricks_source_get_client  (AuDatabricksSource  *self);
guint               au_databricks_source_get_n_open  (AuDatabricksSource  *self);
gboolean            au_databricks_source_close       (AuDatabricksSource  *self,
                                                      guint                milliseconds);

G_END_DECLS
