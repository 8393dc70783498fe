/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-standin-rows.h"
#include "au-normal-form.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The precision that a sum of DECIMAL(18, s) has. */
#define DECIMAL_PRECISION 28

static void
column_free (gpointer data)
{
  AuStandinColumn *column = data;

  g_free (column->name);
  g_free (column->type_name);
  g_free (column->type_text);
  g_free (column);
}

AuStandinRows *
au_standin_rows_new (void)
{
  AuStandinRows *self = g_new0 (AuStandinRows, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->cells = g_ptr_array_new ();
  self->texts = g_string_chunk_new (65536);
  return self;
}

void
au_standin_rows_free (AuStandinRows *self)
{
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_string_chunk_free (self->texts);
  g_free (self);
}

AuStandinColumn *
au_standin_rows_add_column (AuStandinRows *self,
                            const char    *name,
                            const char    *type_name,
                            const char    *type_text)
{
  AuStandinColumn *column = g_new0 (AuStandinColumn, 1);

  column->name = g_strdup (name);
  column->type_name = g_strdup (type_name);
  column->type_text = g_strdup (type_text);
  g_ptr_array_add (self->columns, column);
  return column;
}

void
au_standin_rows_add_cell (AuStandinRows *self,
                          const char    *text)
{
  g_ptr_array_add (self->cells, text != NULL ? g_string_chunk_insert (self->texts, text) : NULL);
}

/**
 * au_standin_rows_double_text:
 * @value: a double
 *
 * Returns: (transfer full): @value as Spark casts it to a string: the shortest digits, a fraction
 *   always, and an exponent from 10^7 up and below 10^-3
 */
char *
au_standin_rows_double_text (double value)
{
  g_autoptr (GString) text = g_string_new (value < 0 ? "-" : NULL);
  char digits[32] = "", *exponent_at;
  int precision = 0, exponent, n;

  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strdup (value < 0 ? "-Infinity" : "Infinity");
  if (value == 0)
    return g_strdup (signbit (value) ? "-0.0" : "0.0");

  do
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (digits, sizeof digits, format, fabs (value));
    }
  while (g_ascii_strtod (digits, NULL) != fabs (value) && ++precision < 17);
  exponent_at = strchr (digits, 'e');
  exponent = (int) g_ascii_strtoll (exponent_at + 1, NULL, 10);
  *exponent_at = '\0';
  /* The digits without their point. */
  if (digits[1] == '.')
    memmove (digits + 1, digits + 2, strlen (digits + 2) + 1);
  n = (int) strlen (digits);

  if (exponent < -3 || exponent >= 7)
    g_string_append_printf (text, "%c.%sE%d", digits[0], n > 1 ? digits + 1 : "0", exponent);
  else if (exponent < 0)
    {
      g_string_append (text, "0.");
      for (int i = -1; i > exponent; i--)
        g_string_append_c (text, '0');
      g_string_append (text, digits);
    }
  else
    {
      for (int i = 0; i <= exponent; i++)
        g_string_append_c (text, i < n ? digits[i] : '0');
      g_string_append_c (text, '.');
      g_string_append (text, n > exponent + 1 ? digits + exponent + 1 : "0");
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_contract_column (AuStandinRows  *self,
                     const AuColumn *column)
{
  g_autofree char *decimal = NULL;
  AuStandinColumn *added;

  switch (column->type)
    {
      case AU_DATA_BIGINT:
        au_standin_rows_add_column (self, column->name, "LONG", "BIGINT");
        break;
      case AU_DATA_DECIMAL:
        decimal = g_strdup_printf ("DECIMAL(%d,%u)", DECIMAL_PRECISION, column->scale);
        added = au_standin_rows_add_column (self, column->name, "DECIMAL", decimal);
        added->precision = DECIMAL_PRECISION;
        added->scale = column->scale;
        break;
      case AU_DATA_DOUBLE:
        au_standin_rows_add_column (self, column->name, "DOUBLE", "DOUBLE");
        break;
      case AU_DATA_BOOLEAN:
        au_standin_rows_add_column (self, column->name, "BOOLEAN", "BOOLEAN");
        break;
      case AU_DATA_DATE:
        au_standin_rows_add_column (self, column->name, "DATE", "DATE");
        break;
      case AU_DATA_TIMESTAMP:
        au_standin_rows_add_column (self, column->name, "TIMESTAMP", "TIMESTAMP");
        break;
      case AU_DATA_STRING:
      default:
        au_standin_rows_add_column (self, column->name, "STRING", "STRING");
    }
}

static char *
dup_wire_text (const AuTable *table,
               guint          column,
               guint          row)
{
  if (au_table_is_null (table, column, row))
    return NULL;
  switch (au_table_get_column (table, column)->type)
    {
      case AU_DATA_DOUBLE:
        return au_standin_rows_double_text (au_table_get_double (table, column, row));
      case AU_DATA_TIMESTAMP:
        return au_normal_form_timestamp (au_table_get_timestamp (table, column, row));
      case AU_DATA_BOOLEAN:
        return g_strdup (au_table_get_boolean (table, column, row) ? "true" : "false");
      case AU_DATA_DATE:
        return au_day_to_iso (au_table_get_day (table, column, row));
      case AU_DATA_BIGINT:
        return g_strdup_printf ("%" G_GINT64_FORMAT, au_table_get_int64 (table, column, row));
      case AU_DATA_STRING:
        return g_strdup (au_table_get_string (table, column, row));
      case AU_DATA_DECIMAL:
      default:
        return au_table_dup_text (table, column, row);
    }
}

/**
 * au_standin_rows_new_from_table:
 * @table: rows of one of the sixteen queries
 *
 * Returns: (transfer full): the same in the wire's texts
 */
AuStandinRows *
au_standin_rows_new_from_table (const AuTable *table)
{
  AuStandinRows *self = au_standin_rows_new ();
  guint n_columns = au_table_get_n_columns (table);

  for (guint i = 0; i < n_columns; i++)
    add_contract_column (self, au_table_get_column (table, i));
  self->n_rows = au_table_get_n_rows (table);
  for (guint i = 0; i < self->n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        g_autofree char *text = dup_wire_text (table, j, i);

        au_standin_rows_add_cell (self, text);
      }
  return self;
}

/**
 * au_standin_rows_limit:
 * @self: rows
 * @row_limit: the most rows, or -1
 * @byte_limit: the most bytes of cells, or -1
 *
 * Cuts the rows off as a request's limits ask for.
 */
void
au_standin_rows_limit (AuStandinRows *self,
                       gint64         row_limit,
                       gint64         byte_limit)
{
  guint n_columns = self->columns->len;
  guint keep = 0;
  gint64 bytes = 0;

  for (; keep < self->n_rows; keep++)
    {
      for (guint j = 0; j < n_columns; j++)
        {
          const char *cell = g_ptr_array_index (self->cells, keep * n_columns + j);

          bytes += cell != NULL ? (gint64) strlen (cell) : 1;
        }
      if ((row_limit >= 0 && keep >= row_limit) || (byte_limit >= 0 && bytes > byte_limit))
        break;
    }
  if (keep == self->n_rows)
    return;
  self->n_rows = keep;
  self->truncated = TRUE;
}

static void
append_json_string (GString    *out,
                    const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *c < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

static gboolean
is_bare (AuStandinRows *self,
         guint          column)
{
  static const char *const types[] = { "LONG", "DOUBLE", "DECIMAL", "BOOLEAN", NULL };
  const AuStandinColumn *info = g_ptr_array_index (self->columns, column);

  return self->bare && g_strv_contains (types, info->type_name);
}

/**
 * au_standin_rows_to_json:
 * @self: rows
 * @first: the first row
 * @n_rows: how many
 *
 * Returns: (transfer full): a JSON array of arrays of strings and nulls
 */
char *
au_standin_rows_to_json (AuStandinRows *self,
                         guint          first,
                         guint          n_rows)
{
  g_autoptr (GString) out = g_string_new ("[");
  guint n_columns = self->columns->len;

  for (guint i = first; i < first + n_rows; i++)
    {
      g_string_append (out, i > first ? ",[" : "[");
      for (guint j = 0; j < n_columns - (self->short_row && i + 1 == self->n_rows); j++)
        {
          const char *cell = g_ptr_array_index (self->cells, i * n_columns + j);

          if (j > 0)
            g_string_append_c (out, ',');
          if (cell == NULL)
            g_string_append (out, "null");
          else if (is_bare (self, j))
            g_string_append (out, cell);
          else
            append_json_string (out, cell);
        }
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
append_csv_field (GString    *out,
                  const char *text)
{
  if (text[strcspn (text, "\",\r\n")] == '\0')
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/**
 * au_standin_rows_to_csv:
 * @self: rows
 * @first: the first row
 * @n_rows: how many
 *
 * Returns: (transfer full): the rows as CSV, the names of the columns before the first row of all
 */
char *
au_standin_rows_to_csv (AuStandinRows *self,
                        guint          first,
                        guint          n_rows)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_columns = self->columns->len;

  for (guint j = 0; first == 0 && j < n_columns; j++)
    {
      if (j > 0)
        g_string_append_c (out, ',');
      append_csv_field (out, ((AuStandinColumn *) g_ptr_array_index (self->columns, j))->name);
    }
  if (first == 0)
    g_string_append (out, "\r\n");
  for (guint i = first; i < first + n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        const char *cell = g_ptr_array_index (self->cells, i * n_columns + j);

        append_csv_field (out, cell != NULL ? cell : "null");
        g_string_append (out, j + 1 < n_columns ? "," : "\r\n");
      }
  return g_string_free_and_steal (g_steal_pointer (&out));
}
