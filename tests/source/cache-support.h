/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-cache-store.h"

G_BEGIN_DECLS

AuQueryCatalog *cache_get_catalog  (void);
AuRequest      *cache_create_request (guint            number);
AuResult       *cache_create_result (guint             number,
                                     gint64            value);
gint64          cache_check_result (AuResult          *result,
                                    guint              number);
int             cache_run_writer   (const char        *path,
                                    gint64             from);

G_END_DECLS
