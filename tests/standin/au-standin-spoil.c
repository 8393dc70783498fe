/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are not as they should be. */
#include "config.h"

#include "au-standin-spoil.h"

#include <string.h>

/* Gives the rows a column more or less at their end. */
static void
resize (AuStandinRows *rows,
        guint          n_columns)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&rows->cells);
  guint n_old = rows->columns->len;

  rows->cells = g_ptr_array_sized_new (rows->n_rows * n_columns);
  for (guint i = 0; i < rows->n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        if (j < n_old)
          g_ptr_array_add (rows->cells, g_ptr_array_index (old, i * n_old + j));
        else
          au_standin_rows_add_cell (rows, "nobody asked");
      }
}

static gboolean
is_number (const AuStandinColumn *column)
{
  return g_str_equal (column->type_name, "LONG") || g_str_equal (column->type_name, "DOUBLE") ||
         g_str_equal (column->type_name, "DECIMAL");
}

static void
spoil_number (AuStandinRows *rows)
{
  guint n_columns = rows->columns->len;

  for (guint j = 0; j < n_columns && rows->n_rows > 0; j++)
    if (is_number (g_ptr_array_index (rows->columns, j)))
      {
        rows->cells->pdata[(rows->n_rows - 1) * n_columns + j] =
          g_string_chunk_insert (rows->texts, "12 people");
        return;
      }
}

/**
 * au_standin_spoil_rows:
 * @standin: the server
 * @query: (nullable): the query that they are of
 * @rows: the rows
 *
 * Lets the faults strike that change the rows themselves or what the manifest says of them.
 */
void
au_standin_spoil_rows (AuStandin     *standin,
                       const char    *query,
                       AuStandinRows *rows)
{
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_NO_ROWS, query, NULL))
    rows->n_rows = 0;
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_TRUNCATED, query, NULL))
    rows->truncated = TRUE;
  if (rows->columns->len > 1 &&
      au_standin_strikes (standin, AU_STANDIN_FAULT_COLUMN_MISSING, query, NULL))
    {
      resize (rows, rows->columns->len - 1);
      g_ptr_array_set_size (rows->columns, (int) rows->columns->len - 1);
    }
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_COLUMN_EXTRA, query, NULL))
    {
      resize (rows, rows->columns->len + 1);
      au_standin_rows_add_column (rows, "etl_batch", "STRING", "STRING");
    }
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_COLUMN_TYPE, query, NULL))
    for (guint j = 0; j < rows->columns->len; j++)
      {
        AuStandinColumn *column = g_ptr_array_index (rows->columns, j);

        g_set_str (&column->type_name, "VARIANT");
        g_set_str (&column->type_text, "VARIANT");
        column->precision = 0;
      }
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_NOT_A_NUMBER, query, NULL))
    spoil_number (rows);
  rows->short_row = au_standin_strikes (standin, AU_STANDIN_FAULT_ROW_SHORT, query, NULL);
  rows->bare = au_standin_strikes (standin, AU_STANDIN_FAULT_BARE_VALUES, query, NULL);
  rows->short_chunk = au_standin_strikes (standin, AU_STANDIN_FAULT_CHUNK_SHORT, query, NULL);
  rows->result_missing = au_standin_strikes (standin, AU_STANDIN_FAULT_RESULT_MISSING, query, NULL);
  rows->manifest_missing = au_standin_strikes (standin, AU_STANDIN_FAULT_MANIFEST_MISSING, query,
                                               NULL);
  rows->n_promised = rows->n_rows;
  if (au_standin_strikes (standin, AU_STANDIN_FAULT_ROW_COUNT, query, &rows->n_promised))
    rows->n_promised += rows->n_rows;
}
