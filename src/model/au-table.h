/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-column.h"
#include "au-day.h"
#include "au-decimal.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define AU_TYPE_TABLE (au_table_get_type ())

/**
 * AuTable:
 *
 * An immutable table, stored by column, of which any thread may read. NULL is kept apart from zero
 * and from the empty string. Cells are addressed by column, then row, both from 0.
 */
typedef struct _AuTable AuTable;

GType           au_table_get_type      (void);
AuTable        *au_table_ref           (AuTable       *self);
void            au_table_unref         (AuTable       *self);
guint           au_table_get_n_rows    (const AuTable *self);
guint           au_table_get_n_columns (const AuTable *self);
gsize           au_table_get_size      (const AuTable *self);
const AuColumn *au_table_get_column    (const AuTable *self,
                                        guint          column);
int             au_table_find_column   (const AuTable *self,
                                        const char    *name);
gboolean        au_table_is_null       (const AuTable *self,
                                        guint          column,
                                        guint          row);
const char     *au_table_get_string    (const AuTable *self,
                                        guint          column,
                                        guint          row);
gint64          au_table_get_int64     (const AuTable *self,
                                        guint          column,
                                        guint          row);
double          au_table_get_double    (const AuTable *self,
                                        guint          column,
                                        guint          row);
gboolean        au_table_get_decimal   (const AuTable *self,
                                        guint          column,
                                        guint          row,
                                        AuDecimal     *value);
gboolean        au_table_get_boolean   (const AuTable *self,
                                        guint          column,
                                        guint          row);
AuDay           au_table_get_day       (const AuTable *self,
                                        guint          column,
                                        guint          row);
gint64          au_table_get_timestamp (const AuTable *self,
                                        guint          column,
                                        guint          row);
char           *au_table_dup_text      (const AuTable *self,
                                        guint          column,
                                        guint          row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuTable, au_table_unref)

/**
 * AuTableBuilder:
 *
 * Makes an #AuTable, row by row: one append for every column in order, then the next row.
 */
typedef struct _AuTableBuilder AuTableBuilder;

AuTableBuilder *au_table_builder_new              (void);
void            au_table_builder_free             (AuTableBuilder  *self);
void            au_table_builder_add_column       (AuTableBuilder  *self,
                                                   const AuColumn  *column);
guint           au_table_builder_get_n_columns    (AuTableBuilder  *self);
guint           au_table_builder_get_n_rows       (AuTableBuilder  *self);
void            au_table_builder_append_null      (AuTableBuilder  *self);
void            au_table_builder_append_int64     (AuTableBuilder  *self,
                                                   gint64           value);
void            au_table_builder_append_double    (AuTableBuilder  *self,
                                                   double           value);
void            au_table_builder_append_boolean   (AuTableBuilder  *self,
                                                   gboolean         value);
void            au_table_builder_append_string    (AuTableBuilder  *self,
                                                   const char      *value);
gboolean        au_table_builder_append_text      (AuTableBuilder  *self,
                                                   const char      *text,
                                                   GError         **error);
AuTable        *au_table_builder_end              (AuTableBuilder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuTableBuilder, au_table_builder_free)

G_END_DECLS
