/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-normal-form.h"

#include <math.h>
#include <string.h>

/**
 * au_normal_form_timestamp:
 * @milliseconds: since 1970-01-01 00:00 UTC
 *
 * Returns: (transfer full): `2026-11-24T09:12:00.000Z`
 */
char *
au_normal_form_timestamp (gint64 milliseconds)
{
  gint64 day = milliseconds / 86400000;
  gint64 rest = milliseconds % 86400000;
  g_autofree char *date = NULL;

  if (rest < 0)
    {
      rest += 86400000;
      day--;
    }
  date = au_day_to_iso ((AuDay) day);
  return g_strdup_printf ("%sT%02d:%02d:%02d.%03dZ", date, (int) (rest / 3600000),
                          (int) (rest / 60000 % 60),
                          (int) (rest / 1000 % 60), (int) (rest % 1000));
}

/**
 * au_normal_form_double:
 *
 * Returns: (transfer full): the shortest text that reads back as the same double
 */
char *
au_normal_form_double (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strdup (value < 0 ? "-Infinity" : "Infinity");

  for (int digits = 15; digits <= 17; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return g_strdup (buffer);
}

static void
append_field (GString    *out,
              const char *text,
              gboolean    neutralise)
{
  /* A spreadsheet runs a cell that starts with one of these as a formula. */
  if (neutralise && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    {
      g_autofree char *safe = g_strconcat ("'", text, NULL);

      append_field (out, safe, FALSE);
      return;
    }

  if (*text != '\0' && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/**
 * au_normal_form_append_csv:
 * @out: where the text is appended
 * @table: a table
 * @for_spreadsheets: whether to put an apostrophe before text cells that a spreadsheet would run
 *
 * Writes RFC 4180 with CRLF, header first. NULL is an empty field and the empty string is `""`.
 */
void
au_normal_form_append_csv (GString       *out,
                           const AuTable *table,
                           gboolean       for_spreadsheets)
{
  guint n_columns = au_table_get_n_columns (table);

  for (guint column = 0; column < n_columns; column++)
    {
      if (column > 0)
        g_string_append_c (out, ',');
      append_field (out, au_table_get_column (table, column)->name, FALSE);
    }
  g_string_append (out, "\r\n");

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      for (guint column = 0; column < n_columns; column++)
        {
          g_autofree char *text = au_table_dup_text (table, column, row);
          gboolean is_text = au_table_get_column (table, column)->type == AU_DATA_STRING;

          if (column > 0)
            g_string_append_c (out, ',');
          if (text != NULL)
            append_field (out, text, for_spreadsheets && is_text);
        }
      g_string_append (out, "\r\n");
    }
}
