/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-sample-pool.h"
#include "au-standin-rows.h"

G_BEGIN_DECLS

AuStandinRows *au_standin_run (AuSamplePool    *pool,
                               AuQueryCatalog  *catalog,
                               const char      *query,
                               const char      *text,
                               GPtrArray       *parameters,
                               GCancellable    *cancellable,
                               char           **failure);

G_END_DECLS
