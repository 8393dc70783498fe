/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query.h"
#include "au-result-shape.h"
#include "au-table.h"

#include <sqlite3.h>

G_BEGIN_DECLS

void     au_sample_decode_add_columns (const AuQuery        *query,
                                       const AuResultShape  *shape,
                                       AuTableBuilder       *builder);
gboolean au_sample_decode_row         (const AuQuery        *query,
                                       const AuResultShape  *shape,
                                       sqlite3_stmt         *statement,
                                       AuTableBuilder       *builder,
                                       GError              **error);

G_END_DECLS
