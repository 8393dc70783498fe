/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuStandinColumn:
 * @name: (owned): its name in the result
 * @type_name: (owned): the wire's name of the type, such as LONG
 * @type_text: (owned): the type as SQL has it, such as BIGINT
 * @precision: digits of a DECIMAL, else 0
 * @scale: fraction digits of a DECIMAL, else 0
 *
 * A column as a manifest describes it.
 */
typedef struct
{
  char *name;
  char *type_name;
  char *type_text;
  guint precision;
  guint scale;
} AuStandinColumn;

/**
 * AuStandinRows:
 * @columns: (element-type AuStandinColumn): the columns
 * @cells: (element-type utf8): the texts of the cells row by row, %NULL for NULL
 * @texts: what the cells point into
 * @n_rows: the number of rows
 * @truncated: whether more rows exist
 * @n_promised: what the manifest says that @n_rows is
 * @bare: by a fault: numbers and booleans are written without quotes
 * @short_row: by a fault: the last row lacks its last cell
 * @short_chunk: by a fault: the last chunk lacks its last row
 * @result_missing: by a fault: the first answer has no rows
 * @manifest_missing: by a fault: the answer has neither manifest nor result
 *
 * Rows as the wire has them: every cell is text.
 */
typedef struct
{
  GPtrArray *columns;
  GPtrArray *cells;
  GStringChunk *texts;
  guint n_rows;
  gboolean truncated;
  guint n_promised;
  gboolean bare;
  gboolean short_row;
  gboolean short_chunk;
  gboolean result_missing;
  gboolean manifest_missing;
} AuStandinRows;

AuStandinRows   *au_standin_rows_new            (void);
void             au_standin_rows_free           (AuStandinRows    *self);
AuStandinColumn *au_standin_rows_add_column     (AuStandinRows    *self,
                                                 const char       *name,
                                                 const char       *type_name,
                                                 const char       *type_text);
void             au_standin_rows_add_cell       (AuStandinRows    *self,
                                                 const char       *text);
AuStandinRows   *au_standin_rows_new_from_table (const AuTable    *table);
void             au_standin_rows_limit          (AuStandinRows    *self,
                                                 gint64            row_limit,
                                                 gint64            byte_limit);
char            *au_standin_rows_double_text    (double            value);
char            *au_standin_rows_to_json        (AuStandinRows    *self,
                                                 guint             first,
                                                 guint             n_rows);
char            *au_standin_rows_to_csv         (AuStandinRows    *self,
                                                 guint             first,
                                                 guint             n_rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandinRows, au_standin_rows_free)

G_END_DECLS
