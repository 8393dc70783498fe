/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-client.h"

G_BEGIN_DECLS

/**
 * AuDatabricksWarehouseState:
 *
 * What a warehouse does, in the order in which a list offers them.
 */
typedef enum
{
  AU_DATABRICKS_WAREHOUSE_RUNNING,
  AU_DATABRICKS_WAREHOUSE_STARTING,
  AU_DATABRICKS_WAREHOUSE_STOPPED,
  AU_DATABRICKS_WAREHOUSE_STOPPING,
  AU_DATABRICKS_WAREHOUSE_UNKNOWN,
  AU_DATABRICKS_WAREHOUSE_DELETED,
} AuDatabricksWarehouseState;

/**
 * AuDatabricksWarehouse:
 * @id: (owned): its id
 * @name: (owned): its name for people
 * @state: what it does
 * @size: (owned): such as "2X-Small", may be empty
 * @kind: (owned): "Serverless", "Pro" or "Classic", may be empty
 * @problem: (owned) (nullable): what is wrong with it, in its own words
 *
 * A SQL warehouse.
 */
typedef struct
{
  char *id;
  char *name;
  AuDatabricksWarehouseState state;
  char *size;
  char *kind;
  char *problem;
} AuDatabricksWarehouse;

#define AU_TYPE_DATABRICKS_WAREHOUSE (au_databricks_warehouse_get_type ())

GType                  au_databricks_warehouse_get_type       (void);
AuDatabricksWarehouse *au_databricks_warehouse_copy           (const AuDatabricksWarehouse *self);
void                   au_databricks_warehouse_free           (AuDatabricksWarehouse *self);
const char            *au_databricks_warehouse_state_get_name (AuDatabricksWarehouseState state);

void                   au_databricks_list_warehouses_async    (AuDatabricksClient    *client,
                                                               GCancellable          *cancellable,
                                                               GAsyncReadyCallback    callback,
                                                               gpointer               user_data);
GPtrArray             *au_databricks_list_warehouses_finish   (AuDatabricksClient    *client,
                                                               GAsyncResult          *result,
                                                               GError               **error);
void                   au_databricks_get_warehouse_async      (AuDatabricksClient    *client,
                                                               guint                  max_tries,
                                                               GCancellable          *cancellable,
                                                               GAsyncReadyCallback    callback,
                                                               gpointer               user_data);
AuDatabricksWarehouse *au_databricks_get_warehouse_finish     (AuDatabricksClient    *client,
                                                               GAsyncResult          *result,
                                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuDatabricksWarehouse, au_databricks_warehouse_free)

G_END_DECLS
