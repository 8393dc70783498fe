/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-exchange.h"

G_BEGIN_DECLS

/**
 * AuStandinWarehouseState:
 *
 * Whether a warehouse can run a statement.
 */
typedef enum
{
  AU_STANDIN_WAREHOUSE_READY,
  AU_STANDIN_WAREHOUSE_WAIT,
  AU_STANDIN_WAREHOUSE_BROKEN,
} AuStandinWarehouseState;

AuStandinWarehouses     *au_standin_warehouses_new    (AuStandin            *standin);
void                     au_standin_warehouses_free   (AuStandinWarehouses  *self);
gboolean                 au_standin_warehouses_start  (AuStandinWarehouses  *self,
                                                       const char           *id);
AuStandinWarehouseState  au_standin_warehouses_look   (AuStandinWarehouses  *self,
                                                       const char           *id);
gboolean                 au_standin_warehouses_handle (AuStandinWarehouses  *self,
                                                       AuStandinExchange    *exchange,
                                                       const char           *path);

G_END_DECLS
