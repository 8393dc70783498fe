/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-table.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define GAP "  "

/**
 * au_cli_text_width:
 * @text: UTF-8
 *
 * Returns: how many cells of a terminal @text takes: two for a wide character, none for a combining
 *   one
 */
guint
au_cli_text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* A control character in a name would move the terminal's cursor, or worse. */
static char *
dup_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_iscntrl (c) ? 0xfffd : c);
    }
  return g_string_free_and_steal (out);
}

/* The exact digits in the locale's form. The unit is said in the column's name. */
static char *
format_decimal (const AuTable *table,
                guint          column,
                guint          row)
{
  const AuFormat *format = au_format_get_default ();
  AuDecimal value;
  gint64 units;
  g_autofree char *whole = NULL;
  g_autofree char *digits = NULL;
  const char *point;

  if (!au_table_get_decimal (table, column, row, &value))
    return NULL;
  digits = au_decimal_to_text (value);
  point = strchr (digits, '.');
  if (point == NULL)
    return au_format_count (format, value.units);

  /* "-0.50" has no whole part to carry the sign. */
  units = g_ascii_strtoll (digits, NULL, 10);
  whole = au_format_count (format, units);
  return g_strconcat (units == 0 && value.units < 0 ? "−" : "", whole, format->decimal_point,
                      point + 1, NULL);
}

/* Returns the text of a cell for people. */
static char *
format_cell (const AuTable *table,
             guint          column,
             guint          row)
{
  const AuFormat *format = au_format_get_default ();
  const AuColumn *description = au_table_get_column (table, column);
  g_autofree char *text = NULL;

  if (au_table_is_null (table, column, row))
    return g_strdup ("–");

  switch (description->type)
    {
      case AU_DATA_BIGINT:
        /* An id is a name that happens to be written in digits. */
        if (g_strcmp0 (description->unit, "id") != 0)
          return au_format_count (format, au_table_get_int64 (table, column, row));
        break;

      case AU_DATA_DECIMAL:
        text = format_decimal (table, column, row);
        if (text != NULL)
          return g_steal_pointer (&text);
        break;

      case AU_DATA_DOUBLE:
        return au_format_number (format, au_table_get_double (table, column, row), 2);

      case AU_DATA_BOOLEAN:
        return g_strdup (au_table_get_boolean (table, column, row) ? _("yes") : _("no"));

      case AU_DATA_DATE:
        if (g_strcmp0 (description->unit, "month") == 0)
          return au_format_month (au_table_get_day (table, column, row));
        return au_format_day_year (au_table_get_day (table, column, row));

      case AU_DATA_TIMESTAMP:
        return au_format_timestamp (au_table_get_timestamp (table, column, row));

      case AU_DATA_STRING:
      default:
        break;
    }

  text = au_table_dup_text (table, column, row);
  return dup_printable (text);
}

static gboolean
is_number (const AuColumn *column)
{
  return column->type == AU_DATA_BIGINT || column->type == AU_DATA_DECIMAL ||
         column->type == AU_DATA_DOUBLE;
}

static void
append_padding (GString *out,
                guint    width)
{
  for (guint i = 0; i < width; i++)
    g_string_append_c (out, ' ');
}

static void
append_aligned (GString    *out,
                const char *text,
                guint       width,
                gboolean    at_end,
                gboolean    last)
{
  guint padding = width - au_cli_text_width (text);

  if (at_end)
    append_padding (out, padding);
  g_string_append (out, text);
  if (!at_end && !last)
    append_padding (out, padding);
  g_string_append (out, last ? "\n" : GAP);
}

/**
 * au_cli_table_append:
 * @out: where the text is appended
 * @table: rows
 *
 * Writes @table for people, in the locale's form: names of columns, a rule, then the rows, columns
 * aligned. NULL is a dash. Nothing is cut, so a row may be longer than a terminal is wide.
 */
void
au_cli_table_append (GString       *out,
                     const AuTable *table)
{
  guint n_columns = au_table_get_n_columns (table);
  guint n_rows = au_table_get_n_rows (table);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *widths = g_new0 (guint, n_columns);

  for (guint column = 0; column < n_columns; column++)
    widths[column] = au_cli_text_width (au_table_get_column (table, column)->name);
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint column = 0; column < n_columns; column++)
        {
          char *text = format_cell (table, column, row);

          widths[column] = MAX (widths[column], au_cli_text_width (text));
          g_ptr_array_add (cells, text);
        }
    }

  for (guint column = 0; column < n_columns; column++)
    append_aligned (out, au_table_get_column (table, column)->name, widths[column],
                    is_number (au_table_get_column (table, column)), column + 1 == n_columns);
  for (guint column = 0; column < n_columns; column++)
    {
      for (guint i = 0; i < widths[column]; i++)
        g_string_append (out, "─");
      g_string_append (out, column + 1 == n_columns ? "\n" : GAP);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint column = 0; column < n_columns; column++)
        append_aligned (out, g_ptr_array_index (cells, row * n_columns + column), widths[column],
                        is_number (au_table_get_column (table, column)), column + 1 == n_columns);
    }
}
