/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-request.h"
#include "au-result.h"
#include "au-sample-pool.h"

G_BEGIN_DECLS

AuResult *au_sample_run (AuSamplePool    *pool,
                         AuQueryCatalog  *catalog,
                         AuRequest       *request,
                         GCancellable    *cancellable,
                         GError         **error);

G_END_DECLS
