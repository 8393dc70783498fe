/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From SQLite's cells to those of the contract. */
#include "config.h"

#include "au-sample-decode.h"
#include "au-error.h"
#include "au-sample-number.h"

#include <glib/gi18n.h>
#include <string.h>

/* What stands in a cell, in words that follow "row 1 holds". */
static char *
describe_cell (sqlite3_stmt *statement,
               int           index)
{
  g_autofree char *shown = NULL;
  const char *text;

  switch (sqlite3_column_type (statement, index))
    {
      case SQLITE_INTEGER:
        /* Translators: what a cell holds. */
        return g_strdup_printf (_("the whole number %lld"), sqlite3_column_int64 (statement, index));
      case SQLITE_FLOAT:
        shown = au_sample_number_shortest (sqlite3_column_double (statement, index));
        /* Translators: what a cell holds; %s is a number such as 2.5. */
        return g_strdup_printf (_("the double %s"), shown);
      case SQLITE_TEXT:
        text = (const char *) sqlite3_column_text (statement, index);
        if (text == NULL || *text == '\0')
          /* Translators: what a cell holds. */
          return g_strdup (_("empty text"));
        shown = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 40));
        g_strdelimit (shown, "\r\n\t", ' ');
        /* Translators: what a cell holds; %s is the start of it. */
        return g_strdup_printf (_("text (“%s”)"), shown);
      default:
        /* Translators: what a cell holds. */
        return g_strdup (_("raw bytes"));
    }
}

static gboolean
fail_type (const AuQuery  *query,
           const AuColumn *column,
           guint           row,
           sqlite3_stmt   *statement,
           int             index,
           GError        **error)
{
  g_autofree char *type = au_column_dup_type_name (column);
  g_autofree char *found = describe_cell (statement, index);

  g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
               /* Translators: file, column name, its type, row number from 1, what it holds. */
               _("%s: the column “%s” should be %s, but row %u holds %s."), au_query_get_file (query),
               au_key_map_get_column (au_query_get_map (query), column->name), type, row, found);
  return FALSE;
}

static gboolean
append_decimal (AuTableBuilder *builder,
                const AuColumn *column,
                sqlite3_stmt   *statement,
                int             index)
{
  g_autofree char *text = NULL;

  if (sqlite3_column_type (statement, index) == SQLITE_INTEGER)
    {
      g_autoptr (GString) exact = g_string_new (NULL);

      g_string_append_printf (exact, "%lld", sqlite3_column_int64 (statement, index));
      for (guint i = 0; i < column->scale; i++)
        g_string_append (exact, i == 0 ? ".0" : "0");
      text = g_string_free_and_steal (g_steal_pointer (&exact));
    }
  else
    text = au_sample_number_round (sqlite3_column_double (statement, index), (int) column->scale);
  return text != NULL && au_table_builder_append_text (builder, text, NULL);
}

/* The cell's text where it is text, is UTF-8 and has no NUL in it, else NULL. */
static const char *
get_plain_text (sqlite3_stmt *statement,
                int           index)
{
  const char *text;

  if (sqlite3_column_type (statement, index) != SQLITE_TEXT)
    return NULL;
  text = (const char *) sqlite3_column_text (statement, index);
  if (text == NULL ||
      !g_utf8_validate_len (text, (gsize) sqlite3_column_bytes (statement, index), NULL))
    return NULL;
  return text;
}

static gboolean
append_cell (AuTableBuilder *builder,
             const AuColumn *column,
             sqlite3_stmt   *statement,
             int             index)
{
  int type = sqlite3_column_type (statement, index);
  const char *text;
  gint64 integer;

  if (type == SQLITE_NULL)
    {
      au_table_builder_append_null (builder);
      return TRUE;
    }

  switch (column->type)
    {
      case AU_DATA_STRING:
        text = get_plain_text (statement, index);
        if (text == NULL)
          return FALSE;
        au_table_builder_append_string (builder, text);
        return TRUE;

      case AU_DATA_BIGINT:
        if (type != SQLITE_INTEGER)
          return FALSE;
        au_table_builder_append_int64 (builder, sqlite3_column_int64 (statement, index));
        return TRUE;

      case AU_DATA_DECIMAL:
        if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
          return FALSE;
        return append_decimal (builder, column, statement, index);

      case AU_DATA_DOUBLE:
        if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
          return FALSE;
        au_table_builder_append_double (builder, sqlite3_column_double (statement, index));
        return TRUE;

      case AU_DATA_BOOLEAN:
        integer = sqlite3_column_int64 (statement, index);
        if (type != SQLITE_INTEGER || (integer != 0 && integer != 1))
          return FALSE;
        au_table_builder_append_boolean (builder, integer == 1);
        return TRUE;

      case AU_DATA_DATE:
      case AU_DATA_TIMESTAMP:
        text = get_plain_text (statement, index);
        return text != NULL && au_table_builder_append_text (builder, text, NULL);

      default:
        g_return_val_if_reached (FALSE);
    }
}

/**
 * au_sample_decode_add_columns:
 * @query: the query that runs
 * @shape: how its result lies under the contract
 * @builder: an empty builder
 *
 * Adds the contract's columns; an optional one that the result lacks is left out.
 */
void
au_sample_decode_add_columns (const AuQuery       *query,
                              const AuResultShape *shape,
                              AuTableBuilder      *builder)
{
  const AuContract *contract = au_query_get_contract (query);

  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    if (g_array_index (shape->source_index, int, i) >= 0)
      au_table_builder_add_column (builder, au_contract_get_column (contract, i));
}

/**
 * au_sample_decode_row:
 * @query: the query that runs
 * @shape: how its result lies under the contract
 * @statement: a statement at a row
 * @builder: a builder with the columns of au_sample_decode_add_columns()
 * @error: return location for a #GError
 *
 * Appends the row. SQLite has no decimals, booleans or dates: a decimal is a number rounded half
 * up to its scale, exact below 10^13; a boolean 1 or 0; a date or timestamp ISO text.
 *
 * Returns: %FALSE with %AU_ERROR_CONTRACT, naming file, column and row, where a cell is of another
 *   type; @builder is of no use then
 */
gboolean
au_sample_decode_row (const AuQuery        *query,
                      const AuResultShape  *shape,
                      sqlite3_stmt         *statement,
                      AuTableBuilder       *builder,
                      GError              **error)
{
  const AuContract *contract = au_query_get_contract (query);
  guint row = au_table_builder_get_n_rows (builder) + 1;

  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    {
      const AuColumn *column = au_contract_get_column (contract, i);
      int index = g_array_index (shape->source_index, int, i);

      if (index >= 0 && !append_cell (builder, column, statement, index))
        return fail_type (query, column, row, statement, index, error);
    }
  return TRUE;
}
