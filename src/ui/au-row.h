/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AU_TYPE_ROW (au_row_get_type ())

/**
 * AuRow:
 *
 * One row of a result, as an item of a list. It keeps the result alive.
 */
G_DECLARE_FINAL_TYPE (AuRow, au_row, AU, ROW, GObject)

AuRow      *au_row_new        (AuResult    *result,
                               guint        index);
GListModel *au_row_create_list (AuResult   *result);
AuResult   *au_row_get_result (AuRow       *self);
gboolean    au_row_is_null    (AuRow       *self,
                               const char  *column);
const char *au_row_get_string (AuRow       *self,
                               const char  *column);
gint64      au_row_get_int64  (AuRow       *self,
                               const char  *column);
gboolean    au_row_get_boolean (AuRow      *self,
                                const char  *column);
AuDay       au_row_get_day    (AuRow       *self,
                               const char  *column);
gboolean    au_row_get_decimal (AuRow      *self,
                                const char  *column,
                                AuDecimal   *value);

G_END_DECLS
