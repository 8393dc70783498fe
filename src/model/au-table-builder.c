/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-table-private.h"
#include "au-error.h"

#include <errno.h>
#include <glib/gi18n.h>

typedef struct
{
  AuColumn *column;
  GArray *cells;
  GByteArray *valid;
} Building;

struct _AuTableBuilder
{
  GArray *columns;
  GString *arena;
  guint column;
  guint n_rows;
};

static void
building_clear (gpointer data)
{
  Building *building = data;

  g_clear_pointer (&building->column, au_column_free);
  g_clear_pointer (&building->cells, g_array_unref);
  g_clear_pointer (&building->valid, g_byte_array_unref);
}

/**
 * au_table_builder_new:
 *
 * Returns: (transfer full): a builder with no column yet
 */
AuTableBuilder *
au_table_builder_new (void)
{
  AuTableBuilder *self = g_new0 (AuTableBuilder, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Building));
  g_array_set_clear_func (self->columns, building_clear);
  self->arena = g_string_new (NULL);
  return self;
}

void
au_table_builder_free (AuTableBuilder *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  if (self->arena != NULL)
    g_string_free (self->arena, TRUE);
  g_free (self);
}

/**
 * au_table_builder_add_column:
 * @self: a builder with no row yet
 * @column: the column's description, copied
 */
void
au_table_builder_add_column (AuTableBuilder *self,
                             const AuColumn *column)
{
  Building building = { 0, };

  g_return_if_fail (self->n_rows == 0 && self->column == 0);

  building.column = au_column_copy (column);
  building.cells = g_array_new (FALSE, TRUE, sizeof (AuCell));
  building.valid = g_byte_array_new ();
  g_array_append_val (self->columns, building);
}

guint
au_table_builder_get_n_columns (AuTableBuilder *self)
{
  return self->columns->len;
}

guint
au_table_builder_get_n_rows (AuTableBuilder *self)
{
  return self->n_rows;
}

static Building *
current (AuTableBuilder *self)
{
  return &g_array_index (self->columns, Building, self->column);
}

static void
append_cell (AuTableBuilder *self,
             AuCell          cell,
             gboolean        is_valid)
{
  Building *building = current (self);

  g_array_append_val (building->cells, cell);
  if (self->n_rows % 8 == 0)
    {
      const guint8 none = 0;

      g_byte_array_append (building->valid, &none, 1);
    }
  if (is_valid)
    building->valid->data[self->n_rows / 8] |= (guint8) (1u << (self->n_rows % 8));

  if (++self->column == self->columns->len)
    {
      self->column = 0;
      self->n_rows++;
    }
}

static AuDataType
current_type (AuTableBuilder *self)
{
  return current (self)->column->type;
}

void
au_table_builder_append_null (AuTableBuilder *self)
{
  append_cell (self, (AuCell){ .integer = 0 }, FALSE);
}

/**
 * au_table_builder_append_int64:
 * @self: a builder at a bigint, date (days) or timestamp (milliseconds) column
 * @value: the cell
 */
void
au_table_builder_append_int64 (AuTableBuilder *self,
                               gint64          value)
{
  g_return_if_fail (current_type (self) == AU_DATA_BIGINT || current_type (self) == AU_DATA_DATE ||
                    current_type (self) == AU_DATA_TIMESTAMP);

  append_cell (self, (AuCell){ .integer = value }, TRUE);
}

void
au_table_builder_append_double (AuTableBuilder *self,
                                double          value)
{
  g_return_if_fail (current_type (self) == AU_DATA_DOUBLE);

  append_cell (self, (AuCell){ .number = value }, TRUE);
}

void
au_table_builder_append_boolean (AuTableBuilder *self,
                                 gboolean        value)
{
  g_return_if_fail (current_type (self) == AU_DATA_BOOLEAN);

  append_cell (self, (AuCell){ .integer = value ? 1 : 0 }, TRUE);
}

static void
append_to_arena (AuTableBuilder *self,
                 const char     *value)
{
  AuCell cell = { .offset = self->arena->len };

  g_string_append_len (self->arena, value, (gssize) strlen (value) + 1);
  append_cell (self, cell, TRUE);
}

/**
 * au_table_builder_append_string:
 * @self: a builder at a string column
 * @value: valid UTF-8
 */
void
au_table_builder_append_string (AuTableBuilder *self,
                                const char     *value)
{
  g_return_if_fail (current_type (self) == AU_DATA_STRING);

  append_to_arena (self, value);
}

static gboolean
parse_fixed (const char **position,
             int          digits,
             int         *value)
{
  *value = 0;
  for (int i = 0; i < digits; i++, (*position)++)
    {
      if (!g_ascii_isdigit (**position))
        return FALSE;
      *value = *value * 10 + (**position - '0');
    }
  return TRUE;
}

/* ISO 8601 with a space or T, up to nine fraction digits, and Z, an offset, or nothing for UTC. */
static gboolean
parse_timestamp (const char *text,
                 gint64     *milliseconds)
{
  g_autofree char *date = g_strndup (text, 10);
  const char *position;
  AuDay day;
  int hour = 0, minute = 0, second = 0, fraction = 0, offset = 0;

  if (!au_day_parse (date, &day))
    return FALSE;
  position = text + 10;
  if (*position == 'T' || *position == ' ')
    {
      position++;
      if (!parse_fixed (&position, 2, &hour) || *position++ != ':' ||
          !parse_fixed (&position, 2, &minute))
        return FALSE;
      if (*position == ':')
        {
          position++;
          if (!parse_fixed (&position, 2, &second))
            return FALSE;
        }
      if (*position == '.')
        {
          int weight = 100;

          if (!g_ascii_isdigit (*++position))
            return FALSE;
          for (; g_ascii_isdigit (*position); position++, weight /= 10)
            fraction += (*position - '0') * weight;
        }
    }
  if (*position == 'Z')
    position++;
  else if (*position == '+' || *position == '-')
    {
      int sign = *position++ == '-' ? -1 : 1;
      int offset_hour, offset_minute = 0;

      if (!parse_fixed (&position, 2, &offset_hour))
        return FALSE;
      if (*position == ':')
        position++;
      if (*position != '\0' && !parse_fixed (&position, 2, &offset_minute))
        return FALSE;
      if (offset_hour > 18 || offset_minute > 59)
        return FALSE;
      offset = sign * (offset_hour * 60 + offset_minute);
    }
  if (*position != '\0' || hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *milliseconds = ((((gint64) day * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 +
                  fraction;
  return TRUE;
}

static gboolean
parse_double (const char *text,
              double     *value)
{
  char *end;

  /* g_ascii_strtod() also reads leading blanks and hexadecimal, which no engine writes. */
  if (*text == '\0' || g_ascii_isspace (*text) || strpbrk (text, "xX") != NULL)
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0';
}

static gboolean
parse_boolean (const char *text,
               gboolean   *value)
{
  *value = g_ascii_strcasecmp (text, "true") == 0;
  return *value || g_ascii_strcasecmp (text, "false") == 0;
}

/* Takes every plain decimal of any length as it is. An exponent, as an engine writes a DOUBLE, is
 * written out with the column's scale where that loses nothing. */
static gboolean
parse_decimal_text (const AuColumn *column,
                    const char     *text,
                    char          **plain)
{
  const char *position = text;
  gboolean has_digit = FALSE;
  double number;
  char buffer[400];
  char format[16];

  if (*position == '-' || *position == '+')
    position++;
  for (; g_ascii_isdigit (*position); position++)
    has_digit = TRUE;
  if (*position == '.')
    for (position++; g_ascii_isdigit (*position); position++)
      has_digit = TRUE;
  if (has_digit && *position == '\0')
    {
      *plain = g_strdup (text);
      return TRUE;
    }

  if (!parse_double (text, &number) || !isfinite (number) || fabs (number) >= 1e13)
    return FALSE;
  g_snprintf (format, sizeof format, "%%.%uf", column->scale);
  *plain = g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, number));
  return TRUE;
}

/**
 * au_table_builder_append_text:
 * @self: a builder
 * @text: (nullable): a cell as an engine writes it, %NULL for NULL
 * @error: return location for a #GError
 *
 * Reads @text as the current column's type. What reads without a loss is taken: a timestamp at
 * midnight is a date, a decimal keeps its own digits.
 *
 * Returns: %FALSE with %AU_ERROR_CONTRACT, naming the column and the row, where @text is of another
 *   type
 */
gboolean
au_table_builder_append_text (AuTableBuilder *self,
                              const char     *text,
                              GError        **error)
{
  const AuColumn *column = current (self)->column;
  g_autofree char *plain = NULL;
  g_autofree char *type_name = NULL;
  g_autofree char *shown = NULL;
  gint64 integer;
  double number;
  gboolean boolean;
  AuDay day;

  if (text == NULL)
    {
      au_table_builder_append_null (self);
      return TRUE;
    }

  switch (column->type)
    {
      case AU_DATA_STRING:
        if (!g_utf8_validate (text, -1, NULL))
          break;
        append_to_arena (self, text);
        return TRUE;

      case AU_DATA_BIGINT:
        if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
          break;
        append_cell (self, (AuCell){ .integer = integer }, TRUE);
        return TRUE;

      case AU_DATA_DECIMAL:
        if (!parse_decimal_text (column, text, &plain))
          break;
        append_to_arena (self, plain);
        return TRUE;

      case AU_DATA_DOUBLE:
        if (!parse_double (text, &number))
          break;
        append_cell (self, (AuCell){ .number = number }, TRUE);
        return TRUE;

      case AU_DATA_BOOLEAN:
        if (!parse_boolean (text, &boolean))
          break;
        append_cell (self, (AuCell){ .integer = boolean }, TRUE);
        return TRUE;

      case AU_DATA_DATE:
        if (au_day_parse (text, &day))
          {
            append_cell (self, (AuCell){ .integer = day }, TRUE);
            return TRUE;
          }
        if (parse_timestamp (text, &integer) && integer % 86400000 == 0)
          {
            append_cell (self, (AuCell){ .integer = integer / 86400000 }, TRUE);
            return TRUE;
          }
        break;

      case AU_DATA_TIMESTAMP:
        if (!parse_timestamp (text, &integer))
          break;
        append_cell (self, (AuCell){ .integer = integer }, TRUE);
        return TRUE;

      default:
        g_return_val_if_reached (FALSE);
    }

  type_name = au_column_dup_type_name (column);
  shown = g_utf8_make_valid (text, MIN (strlen (text), 40));
  g_strdelimit (shown, "\r\n\t", ' ');
  g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
               /* Translators: %s a column name, %s its type, %u a row number from 1, %s the text
                * found there. */
               _("The column “%s” should be %s, but row %u holds “%s”; the query has to return that type."),
               column->name, type_name, self->n_rows + 1, shown);
  return FALSE;
}

/**
 * au_table_builder_end:
 * @self: a builder at the start of a row; it is empty afterwards
 *
 * Returns: (transfer full): the table
 */
AuTable *
au_table_builder_end (AuTableBuilder *self)
{
  AuTable *table;

  g_return_val_if_fail (self->column == 0, NULL);

  table = g_atomic_rc_box_new0 (AuTable);
  table->n_columns = self->columns->len;
  table->n_rows = self->n_rows;
  table->columns = g_new0 (AuTableColumn, MAX (self->columns->len, 1));
  for (guint i = 0; i < self->columns->len; i++)
    {
      Building *building = &g_array_index (self->columns, Building, i);

      table->columns[i].column = g_steal_pointer (&building->column);
      table->columns[i].cells =
        (AuCell *) (gpointer) g_array_free (g_steal_pointer (&building->cells), FALSE);
      table->columns[i].valid = g_byte_array_free (g_steal_pointer (&building->valid), FALSE);
      /* They grew by doubling; a table stays as it is, and for as long as it is kept. */
      table->columns[i].cells = g_renew (AuCell, table->columns[i].cells, self->n_rows);
      table->columns[i].valid = g_renew (guint8, table->columns[i].valid, (self->n_rows + 7) / 8);
    }
  g_array_set_size (self->columns, 0);
  table->arena_length = self->arena->len + 1;
  table->arena = g_string_free_and_steal (g_steal_pointer (&self->arena));
  table->arena = g_renew (char, table->arena, table->arena_length);
  self->arena = g_string_new (NULL);
  self->n_rows = 0;
  return table;
}
