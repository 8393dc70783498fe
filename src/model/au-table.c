/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-table-private.h"
#include "au-normal-form.h"

/*
 * Every cell is eight bytes in its column's array: an integer, a double, a day, a boolean, or for
 * text an offset into the table's one arena of NUL-terminated strings. A bitmap marks the cells
 * that
 * hold a value, so NULL needs no value of its own.
 */

G_DEFINE_BOXED_TYPE (AuTable, au_table, au_table_ref, au_table_unref)

AuTable *
au_table_ref (AuTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_table (gpointer data)
{
  AuTable *self = data;

  for (guint i = 0; i < self->n_columns; i++)
    {
      au_column_free (self->columns[i].column);
      g_free (self->columns[i].cells);
      g_free (self->columns[i].valid);
    }
  g_free (self->columns);
  g_free (self->arena);
}

void
au_table_unref (AuTable *self)
{
  g_atomic_rc_box_release_full (self, clear_table);
}

guint
au_table_get_n_rows (const AuTable *self)
{
  return self->n_rows;
}

guint
au_table_get_n_columns (const AuTable *self)
{
  return self->n_columns;
}

/**
 * au_table_get_size:
 *
 * Returns: the bytes of memory that all cells take
 */
gsize
au_table_get_size (const AuTable *self)
{
  return self->arena_length +
         self->n_columns * (self->n_rows * sizeof (AuCell) + (self->n_rows + 7) / 8);
}

/**
 * au_table_get_column:
 *
 * Returns: (transfer none): the column's description
 */
const AuColumn *
au_table_get_column (const AuTable *self,
                     guint          column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->columns[column].column;
}

/**
 * au_table_find_column:
 *
 * Returns: the position of the column called @name, or -1; an optional column may be absent
 */
int
au_table_find_column (const AuTable *self,
                      const char    *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].column->name, name))
      return (int) i;
  return -1;
}

gboolean
au_table_is_null (const AuTable *self,
                  guint          column,
                  guint          row)
{
  g_return_val_if_fail (column < self->n_columns && row < self->n_rows, TRUE);

  return (self->columns[column].valid[row / 8] & (1u << (row % 8))) == 0;
}

static const AuCell *
get_cell (const AuTable *self,
          guint          column,
          guint          row)
{
  static const AuCell nothing = { .integer = 0 };

  if (au_table_is_null (self, column, row))
    return &nothing;
  return &self->columns[column].cells[row];
}

/**
 * au_table_get_string:
 *
 * Returns: (transfer none) (nullable): the text of a string or decimal cell, %NULL for NULL
 */
const char *
au_table_get_string (const AuTable *self,
                     guint          column,
                     guint          row)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_STRING ||
                        self->columns[column].column->type == AU_DATA_DECIMAL, NULL);

  if (au_table_is_null (self, column, row))
    return NULL;
  return self->arena + self->columns[column].cells[row].offset;
}

/**
 * au_table_get_int64:
 *
 * Returns: a bigint cell; 0 for NULL, which au_table_is_null() tells apart
 */
gint64
au_table_get_int64 (const AuTable *self,
                    guint          column,
                    guint          row)
{
  g_return_val_if_fail (column < self->n_columns, 0);
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_BIGINT, 0);

  return get_cell (self, column, row)->integer;
}

/**
 * au_table_get_double:
 *
 * Returns: a bigint, decimal or double cell for drawing; NaN for NULL
 */
double
au_table_get_double (const AuTable *self,
                     guint          column,
                     guint          row)
{
  g_return_val_if_fail (column < self->n_columns, 0);

  if (au_table_is_null (self, column, row))
    return (double) NAN;

  switch (self->columns[column].column->type)
    {
      case AU_DATA_BIGINT:
        return (double) get_cell (self, column, row)->integer;

      case AU_DATA_DOUBLE:
        return get_cell (self, column, row)->number;

      case AU_DATA_DECIMAL:
        return g_ascii_strtod (au_table_get_string (self, column, row), NULL);

      case AU_DATA_STRING:
      case AU_DATA_BOOLEAN:
      case AU_DATA_DATE:
      case AU_DATA_TIMESTAMP:
      default:
        g_return_val_if_reached ((double) NAN);
    }
}

/**
 * au_table_get_decimal:
 * @self: a table
 * @column: a decimal or bigint column
 * @row: a row
 * @value: (out): the exact value
 *
 * Returns: %FALSE where the cell is NULL, or has more digits than an #AuDecimal holds
 */
gboolean
au_table_get_decimal (const AuTable *self,
                      guint          column,
                      guint          row,
                      AuDecimal     *value)
{
  g_return_val_if_fail (column < self->n_columns, FALSE);

  if (au_table_is_null (self, column, row))
    return FALSE;
  if (self->columns[column].column->type == AU_DATA_BIGINT)
    {
      *value = (AuDecimal){ get_cell (self, column, row)->integer, 0 };
      return TRUE;
    }
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_DECIMAL, FALSE);
  return au_decimal_parse (au_table_get_string (self, column, row), value);
}

gboolean
au_table_get_boolean (const AuTable *self,
                      guint          column,
                      guint          row)
{
  g_return_val_if_fail (column < self->n_columns, FALSE);
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_BOOLEAN, FALSE);

  return get_cell (self, column, row)->integer != 0;
}

/**
 * au_table_get_day:
 *
 * Returns: a date cell, %AU_DAY_INVALID for NULL
 */
AuDay
au_table_get_day (const AuTable *self,
                  guint          column,
                  guint          row)
{
  g_return_val_if_fail (column < self->n_columns, AU_DAY_INVALID);
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_DATE, AU_DAY_INVALID);

  if (au_table_is_null (self, column, row))
    return AU_DAY_INVALID;
  return (AuDay) get_cell (self, column, row)->integer;
}

/**
 * au_table_get_timestamp:
 *
 * Returns: a timestamp cell, milliseconds since 1970-01-01 00:00 UTC; 0 for NULL
 */
gint64
au_table_get_timestamp (const AuTable *self,
                        guint          column,
                        guint          row)
{
  g_return_val_if_fail (column < self->n_columns, 0);
  g_return_val_if_fail (self->columns[column].column->type == AU_DATA_TIMESTAMP, 0);

  return get_cell (self, column, row)->integer;
}

/**
 * au_table_dup_text:
 *
 * Writes a cell in the normal form of values: dates ISO, timestamps UTC with milliseconds, booleans
 * `true` or `false`, doubles shortest that read back the same, decimals as the source wrote them.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for NULL
 */
char *
au_table_dup_text (const AuTable *self,
                   guint          column,
                   guint          row)
{
  const AuCell *cell;

  g_return_val_if_fail (column < self->n_columns, NULL);

  if (au_table_is_null (self, column, row))
    return NULL;

  cell = get_cell (self, column, row);
  switch (self->columns[column].column->type)
    {
      case AU_DATA_STRING:
      case AU_DATA_DECIMAL:
        return g_strdup (self->arena + cell->offset);

      case AU_DATA_BIGINT:
        return g_strdup_printf ("%" G_GINT64_FORMAT, cell->integer);

      case AU_DATA_DOUBLE:
        return au_normal_form_double (cell->number);

      case AU_DATA_BOOLEAN:
        return g_strdup (cell->integer != 0 ? "true" : "false");

      case AU_DATA_DATE:
        return au_day_to_iso ((AuDay) cell->integer);

      case AU_DATA_TIMESTAMP:
        return au_normal_form_timestamp (cell->integer);

      default:
        g_return_val_if_reached (NULL);
    }
}
