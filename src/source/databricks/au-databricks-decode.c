/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the service's rows, arrays of texts, to the columns of the contract. */
#include "config.h"

#include "au-databricks-decode.h"
#include "au-error.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* The service's types that hold what the contract wants, with a blank on either side. */
static const char *
get_accepted_types (AuDataType type)
{
  switch (type)
    {
      case AU_DATA_STRING:
        return " STRING CHAR VARCHAR ";
      case AU_DATA_BIGINT:
        return " LONG INT SHORT BYTE ";
      case AU_DATA_DECIMAL:
      case AU_DATA_DOUBLE:
        return " DECIMAL DOUBLE FLOAT LONG INT SHORT BYTE ";
      case AU_DATA_BOOLEAN:
        return " BOOLEAN ";
      case AU_DATA_DATE:
        return " DATE TIMESTAMP TIMESTAMP_NTZ ";
      case AU_DATA_TIMESTAMP:
        return " TIMESTAMP TIMESTAMP_NTZ DATE ";
      default:
        g_return_val_if_reached ("");
    }
}

/* Types that say for certain that a column is something else. Others, also those that no one has
 * heard of yet, are decided by their cells. */
#define KNOWN_TYPES \
  " STRING CHAR VARCHAR LONG INT SHORT BYTE DECIMAL DOUBLE FLOAT BOOLEAN DATE TIMESTAMP TIMESTAMP_NTZ " \
  "ARRAY MAP STRUCT BINARY INTERVAL VARIANT "

static gboolean
has_word (const char *words,
          const char *word)
{
  g_autofree char *padded = g_strconcat (" ", word, " ", NULL);

  return strstr (words, padded) != NULL;
}

static gboolean
check_types (const AuQuery             *query,
             const AuResultShape       *shape,
             const AuDatabricksAnswer  *answer,
             GError                   **error)
{
  const AuContract *contract = au_query_get_contract (query);

  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    {
      const AuColumn *column = au_contract_get_column (contract, i);
      int index = g_array_index (shape->source_index, int, i);
      const char *type = index >= 0 ? g_ptr_array_index (answer->types, (guint) index) : NULL;
      g_autofree char *wanted = NULL;

      if (type == NULL || !has_word (KNOWN_TYPES, type) ||
          has_word (get_accepted_types (column->type), type))
        continue;
      wanted = au_column_dup_type_name (column);
      g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                   /* Translators: file, column name, its type, the type that came instead. */
                   _("%s: the column “%s” should be %s, but the warehouse returns %s; the query has to return that type."),
                   au_query_get_file (query),
                   au_key_map_get_column (au_query_get_map (query), column->name), wanted, type);
      return FALSE;
    }
  return TRUE;
}

/**
 * au_databricks_decode_begin:
 * @query: the query that ran
 * @answer: an answer with the manifest of its result
 * @builder: an empty builder, gets the contract's columns
 * @error: return location for a #GError
 *
 * Holds names and types of the result against the contract.
 *
 * Returns: (transfer full): how the result lies under the contract; or %NULL with
 *   %AU_ERROR_CONTRACT, naming the column
 */
AuResultShape *
au_databricks_decode_begin (const AuQuery             *query,
                            const AuDatabricksAnswer  *answer,
                            AuTableBuilder            *builder,
                            GError                   **error)
{
  const AuContract *contract = au_query_get_contract (query);
  g_autoptr (AuResultShape) shape =
    au_result_shape_new (query, (const char *const *) answer->names->pdata, error);

  if (shape == NULL || !check_types (query, shape, answer, error))
    return NULL;
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    if (g_array_index (shape->source_index, int, i) >= 0)
      au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  return g_steal_pointer (&shape);
}

static gboolean
fail_rows (const AuQuery  *query,
           guint           row,
           GError        **error)
{
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                                 /* Translators: file, row number from 1. */
                                                 _("%s: row %u of the answer does not have the columns that it should; run the query again."),
                                                 au_query_get_file (query), row));
  return FALSE;
}

/* A cell as text: the service writes text for every type; a number, true or false is taken as
 * well. */
static gboolean
append_value (AuTableBuilder  *builder,
              yyjson_val      *value,
              gboolean        *is_text,
              GError         **error)
{
  const char *text;

  *is_text = TRUE;
  if (yyjson_is_null (value))
    {
      au_table_builder_append_null (builder);
      return TRUE;
    }
  if (yyjson_is_str (value))
    text = yyjson_get_str (value);
  else if (yyjson_is_raw (value))
    text = yyjson_get_raw (value);
  else if (yyjson_is_bool (value))
    text = yyjson_get_bool (value) ? "true" : "false";
  else
    {
      *is_text = FALSE;
      return FALSE;
    }
  if (strlen (text) != yyjson_get_len (value) && !yyjson_is_bool (value))
    {
      *is_text = FALSE;
      return FALSE;
    }
  return au_table_builder_append_text (builder, text, error);
}

static gboolean
append_row (const AuQuery        *query,
            const int            *indices,
            guint                 n_indices,
            guint                 n_columns,
            yyjson_val           *row,
            AuTableBuilder       *builder,
            GError              **error)
{
  guint n = au_table_builder_get_n_rows (builder);
  yyjson_val *first;

  if (!yyjson_is_arr (row) || yyjson_arr_size (row) != n_columns)
    return fail_rows (query, n + 1, error);
  first = yyjson_arr_get_first (row);
  for (guint i = 0, at = 0; i < n_indices; i++)
    {
      /* Columns mostly come in the contract's order: then each is the next one. A row with an array
       * or object in it is searched from its start. */
      yyjson_val *value = indices[i] == (int) at &&
                          first != NULL ? first : yyjson_arr_get (row, (size_t) indices[i]);
      gboolean is_text;

      at = (guint) indices[i] + 1;
      first = at < n_columns ? unsafe_yyjson_get_next (value) : NULL;
      if (append_value (builder, value, &is_text, error))
        continue;
      if (!is_text)
        return fail_rows (query, n + 1, error);
      g_prefix_error (error, "%s: ", au_query_get_file (query));
      return FALSE;
    }
  return TRUE;
}

/**
 * au_databricks_decode_rows:
 * @query: the query that ran
 * @shape: how its result lies under the contract
 * @n_columns: columns that each row has to have
 * @rows: (nullable): an array of rows; %NULL is none
 * @builder: a builder with the columns of au_databricks_decode_begin()
 * @error: return location for a #GError
 *
 * Appends the rows; in any thread, one at a time.
 *
 * Returns: %FALSE with %AU_ERROR_CONTRACT where a cell is of another type, or
 *   %AU_SOURCE_ERROR_ANSWER where a row is none; @builder is of no use then
 */
gboolean
au_databricks_decode_rows (const AuQuery        *query,
                           const AuResultShape  *shape,
                           guint                 n_columns,
                           yyjson_val           *rows,
                           AuTableBuilder       *builder,
                           GError              **error)
{
  g_autofree int *indices = g_new (int, shape->source_index->len + 1);
  guint n_indices = 0;
  yyjson_val *row;
  size_t i, n;

  for (guint c = 0; c < shape->source_index->len; c++)
    if (g_array_index (shape->source_index, int, c) >= 0)
      indices[n_indices++] = g_array_index (shape->source_index, int, c);
  yyjson_arr_foreach (rows, i, n, row)
  if (!append_row (query, indices, n_indices, n_columns, row, builder, error))
    return FALSE;
  return TRUE;
}
