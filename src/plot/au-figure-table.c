/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure.h"

#include "au-figure-private.h"

#include <math.h>

/* Tables with bars: a figure whose categories are rows. */

/**
 * au_figure_set_table:
 * @figure: a figure without categories
 *
 * Makes the figure a table with bars: add its columns, then its rows, which
 * are the categories. It has no panels.
 */
void
au_figure_set_table (AuFigure *figure)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_NONE);

  figure->category_kind = AU_CATEGORY_TABLE;
}

/**
 * au_figure_add_column:
 * @figure: a table without rows
 * @kind: how its cells are drawn
 * @title: its heading
 * @priority: where there is no room, the columns with the highest numbers are
 *   left out first; 0 for those that should never be. The first column always stays.
 */
void
au_figure_add_column (AuFigure     *figure,
                      AuColumnKind  kind,
                      const char   *title,
                      int           priority)
{
  AuFigureColumn column = { kind, NULL, priority };

  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_TABLE);
  g_return_if_fail (figure->rows->len == 0);

  column.title = g_strdup (title != NULL ? title : "");
  g_array_append_val (figure->columns, column);
}

/**
 * au_figure_add_row:
 * @figure: a table with columns
 * @cells: (array zero-terminated=1): a text for each column, "" where empty
 * @bar_value: the length of the row's bar; what is not finite has no bar
 */
void
au_figure_add_row (AuFigure           *figure,
                   const char * const *cells,
                   double              bar_value)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_TABLE);
  g_return_if_fail (cells != NULL);
  g_return_if_fail (g_strv_length ((GStrv) cells) == figure->columns->len);

  if (!isfinite (bar_value))
    bar_value = NAN;

  g_ptr_array_add (figure->rows, g_strdupv ((GStrv) cells));
  g_ptr_array_add (figure->exact_rows, NULL);
  g_array_append_val (figure->bar_values, bar_value);
  figure->n_categories = figure->rows->len;
}

/**
 * au_figure_set_exact_row:
 * @figure: a table with rows
 * @cells: (array zero-terminated=1): for each column the value as it was queried, in the normal
 *   form; "" where there is none
 *
 * Says of the last row what its texts stand for, to sort and to copy it by.
 */
void
au_figure_set_exact_row (AuFigure           *figure,
                         const char * const *cells)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->rows->len > 0);
  g_return_if_fail (cells != NULL);
  g_return_if_fail (g_strv_length ((GStrv) cells) == figure->columns->len);

  g_strfreev (g_ptr_array_index (figure->exact_rows, figure->rows->len - 1));
  g_ptr_array_index (figure->exact_rows, figure->rows->len - 1) = g_strdupv ((GStrv) cells);
}

/**
 * au_figure_set_more_rows:
 * @figure: a table
 * @note: (nullable): what is written below the last row: "more rows exist"
 */
void
au_figure_set_more_rows (AuFigure   *figure,
                         const char *note)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  g_set_str (&figure->more_rows, note);
}

guint
au_figure_get_n_columns (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, 0);

  return figure->columns->len;
}

const char *
au_figure_get_column_title (const AuFigure *figure,
                            guint           column)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (column < figure->columns->len, NULL);

  return g_array_index (figure->columns, AuFigureColumn, column).title;
}

const char *
au_figure_get_cell (const AuFigure *figure,
                    gsize           row,
                    guint           column)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (row < figure->rows->len, NULL);
  g_return_val_if_fail (column < figure->columns->len, NULL);

  return ((GStrv) g_ptr_array_index (figure->rows, row))[column];
}

/**
 * au_figure_get_exact_cell:
 * @figure: a table
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer none): the value as it was queried, where that was not said the text of the
 *   cell
 */
const char *
au_figure_get_exact_cell (const AuFigure *figure,
                          gsize           row,
                          guint           column)
{
  GStrv cells;

  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (row < figure->rows->len, NULL);
  g_return_val_if_fail (column < figure->columns->len, NULL);

  cells = g_ptr_array_index (figure->exact_rows, row);
  return cells != NULL ? cells[column] : au_figure_get_cell (figure, row, column);
}

AuColumnKind
au_figure_get_column_kind (const AuFigure *figure,
                           guint           column)
{
  g_return_val_if_fail (figure != NULL, AU_COLUMN_TEXT);
  g_return_val_if_fail (column < figure->columns->len, AU_COLUMN_TEXT);

  return g_array_index (figure->columns, AuFigureColumn, column).kind;
}

double
au_figure_get_bar_value (const AuFigure *figure,
                         gsize           row)
{
  g_return_val_if_fail (figure != NULL, NAN);
  g_return_val_if_fail (row < figure->bar_values->len, NAN);

  return g_array_index (figure->bar_values, double, row);
}
