/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement as the wire has it: status, manifest, result. */
#include "config.h"

#include "au-standin-links.h"
#include "au-standin-statement.h"

#include <string.h>

#define CHUNK_ROWS 100

static guint
get_chunk_rows (AuStandinStatement *self)
{
  guint n = self->standin->options.chunk_rows;

  /* A closed statement has no chunk that could be asked for later. */
  if (self->with_result)
    return MAX (self->rows->n_rows, 1);
  return n != 0 ? n : CHUNK_ROWS;
}

guint
au_standin_statement_n_chunks (AuStandinStatement *self)
{
  guint n = get_chunk_rows (self);

  return self->rows != NULL ? (self->rows->n_rows + n - 1) / n : 0;
}

static guint
get_row_count (AuStandinStatement *self,
               guint               index)
{
  guint n = get_chunk_rows (self);

  return MIN (n, self->rows->n_rows - index * n);
}

/**
 * au_standin_statement_dup_chunk:
 * @self: a statement that has succeeded
 * @index: a chunk's index
 *
 * Returns: (transfer full): the rows of the chunk as a body of their own
 */
char *
au_standin_statement_dup_chunk (AuStandinStatement *self,
                                guint               index)
{
  guint first = index * get_chunk_rows (self);
  guint n = get_row_count (self, index);

  if (self->rows->short_chunk && index + 1 == au_standin_statement_n_chunks (self))
    n--;
  if (self->submission->format == AU_STANDIN_FORMAT_CSV)
    return au_standin_rows_to_csv (self->rows, first, n);
  return au_standin_rows_to_json (self->rows, first, n);
}

static void
add_column (yyjson_mut_doc        *json,
            yyjson_mut_val        *columns,
            const AuStandinColumn *column,
            guint                  position)
{
  yyjson_mut_val *out = yyjson_mut_arr_add_obj (json, columns);

  yyjson_mut_obj_add_strcpy (json, out, "name", column->name);
  yyjson_mut_obj_add_strcpy (json, out, "type_text", column->type_text);
  yyjson_mut_obj_add_strcpy (json, out, "type_name", column->type_name);
  yyjson_mut_obj_add_uint (json, out, "position", position);
  if (column->precision > 0)
    {
      yyjson_mut_obj_add_uint (json, out, "type_precision", column->precision);
      yyjson_mut_obj_add_uint (json, out, "type_scale", column->scale);
    }
}

static gsize
get_byte_count (AuStandinStatement *self,
                guint               index)
{
  g_autofree char *body = au_standin_statement_dup_chunk (self, index);

  return strlen (body);
}

static void
add_counts (AuStandinStatement *self,
            yyjson_mut_doc     *json,
            yyjson_mut_val     *out,
            guint               index)
{
  yyjson_mut_obj_add_uint (json, out, "chunk_index", index);
  yyjson_mut_obj_add_uint (json, out, "row_offset", index * get_chunk_rows (self));
  yyjson_mut_obj_add_uint (json, out, "row_count", get_row_count (self, index));
}

static void
add_manifest (AuStandinStatement *self,
              yyjson_mut_doc     *json,
              yyjson_mut_val     *root)
{
  static const char *const formats[] = { "JSON_ARRAY", "CSV", "ARROW_STREAM" };
  yyjson_mut_val *out = yyjson_mut_obj_add_obj (json, root, "manifest");
  yyjson_mut_val *schema, *array;
  guint n_chunks = au_standin_statement_n_chunks (self);
  gsize total = 0;

  yyjson_mut_obj_add_str (json, out, "format", formats[self->submission->format]);
  schema = yyjson_mut_obj_add_obj (json, out, "schema");
  yyjson_mut_obj_add_uint (json, schema, "column_count", self->rows->columns->len);
  array = yyjson_mut_obj_add_arr (json, schema, "columns");
  for (guint i = 0; i < self->rows->columns->len; i++)
    add_column (json, array, g_ptr_array_index (self->rows->columns, i), i);
  yyjson_mut_obj_add_uint (json, out, "total_chunk_count", n_chunks);
  if (n_chunks > 0)
    {
      array = yyjson_mut_obj_add_arr (json, out, "chunks");
      for (guint i = 0; i < n_chunks; i++)
        {
          yyjson_mut_val *chunk = yyjson_mut_arr_add_obj (json, array);

          add_counts (self, json, chunk, i);
          if (self->submission->links)
            {
              gsize bytes = get_byte_count (self, i);

              yyjson_mut_obj_add_uint (json, chunk, "byte_count", bytes);
              total += bytes;
            }
        }
    }
  yyjson_mut_obj_add_uint (json, out, "total_row_count", self->rows->n_promised);
  if (self->submission->links)
    yyjson_mut_obj_add_uint (json, out, "total_byte_count", total);
  yyjson_mut_obj_add_bool (json, out, "truncated", self->rows->truncated);
}

static void
add_next (AuStandinStatement *self,
          yyjson_mut_doc     *json,
          yyjson_mut_val     *out,
          guint               index)
{
  guint next = index + 1;
  g_autofree char *link = NULL;

  if (self->no_next || next >= au_standin_statement_n_chunks (self))
    return;
  link = g_strdup_printf ("/api/2.0/sql/statements/%s/result/chunks/%u?row_offset=%u", self->id, next,
                          next * get_chunk_rows (self));
  yyjson_mut_obj_add_uint (json, out, "next_chunk_index", next);
  yyjson_mut_obj_add_strcpy (json, out, "next_chunk_internal_link", link);
}

static void
fill_result (AuStandinStatement *self,
             yyjson_mut_doc     *json,
             yyjson_mut_val     *out,
             guint               index)
{
  if (self->submission->links)
    {
      yyjson_mut_val *array = yyjson_mut_obj_add_arr (json, out, "external_links");
      yyjson_mut_val *link = yyjson_mut_arr_add_obj (json, array);

      add_counts (self, json, link, index);
      yyjson_mut_obj_add_uint (json, link, "byte_count", get_byte_count (self, index));
      add_next (self, json, link, index);
      au_standin_links_add (self->standin->links, self, index, json, link);
    }
  else
    {
      g_autofree char *rows = au_standin_statement_dup_chunk (self, index);

      add_counts (self, json, out, index);
      add_next (self, json, out, index);
      yyjson_mut_obj_add (out, yyjson_mut_str (json, "data_array"), yyjson_mut_rawcpy (json, rows));
    }
  au_standin_count (self->standin, AU_STANDIN_CHUNKS, 1);
}

/**
 * au_standin_statement_chunk:
 * @self: a statement that has succeeded
 * @index: a chunk's index, below the number of chunks
 *
 * Returns: (transfer full): the chunk's answer
 */
yyjson_mut_doc *
au_standin_statement_chunk (AuStandinStatement *self,
                            guint               index)
{
  yyjson_mut_doc *json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);

  yyjson_mut_doc_set_root (json, root);
  fill_result (self, json, root, index);
  return json;
}

static void
add_status (AuStandinStatement *self,
            yyjson_mut_doc     *json,
            yyjson_mut_val     *root)
{
  static const char *const names[] = { "PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELED", "CLOSED" };
  yyjson_mut_val *status = yyjson_mut_obj_add_obj (json, root, "status");
  yyjson_mut_val *error;
  const char *sql_state;

  yyjson_mut_obj_add_str (json, status, "state", self->is_unknown ? "SUSPENDED" : names[self->state]);
  if (self->state != AU_STANDIN_STATE_FAILED)
    return;
  error = yyjson_mut_obj_add_obj (json, status, "error");
  yyjson_mut_obj_add_str (json, error, "error_code", self->failure_code);
  yyjson_mut_obj_add_strcpy (json, error, "message", self->failure);
  sql_state = strstr (self->failure, "SQLSTATE: ");
  if (sql_state != NULL && strlen (sql_state) >= 15)
    yyjson_mut_obj_add_strncpy (json, status, "sql_state", sql_state + strlen ("SQLSTATE: "), 5);
}

/**
 * au_standin_statement_describe:
 * @self: a statement
 *
 * Returns: (transfer full): the answer to a submission or a poll, in the state that was looked at
 *   last
 */
yyjson_mut_doc *
au_standin_statement_describe (AuStandinStatement *self)
{
  yyjson_mut_doc *json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  yyjson_mut_val *result;

  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_strcpy (json, root, "statement_id", self->id);
  add_status (self, json, root);
  if ((self->state != AU_STANDIN_STATE_SUCCEEDED && !self->with_result) || self->is_unknown ||
      self->rows->manifest_missing)
    return json;
  add_manifest (self, json, root);
  result = yyjson_mut_obj_add_obj (json, root, "result");
  if (au_standin_statement_n_chunks (self) > 0 && !self->rows->result_missing)
    fill_result (self, json, result, 0);
  return json;
}
