/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-answer.h"
#include "au-result-shape.h"
#include "au-table.h"

G_BEGIN_DECLS

AuResultShape *au_databricks_decode_begin (const AuQuery             *query,
                                           const AuDatabricksAnswer  *answer,
                                           AuTableBuilder            *builder,
                                           GError                   **error);
gboolean       au_databricks_decode_rows  (const AuQuery             *query,
                                           const AuResultShape       *shape,
                                           guint                      n_columns,
                                           yyjson_val                *rows,
                                           AuTableBuilder            *builder,
                                           GError                   **error);

G_END_DECLS
