/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the Statement Execution API. The service leaves out what is zero or empty, so what is
 * absent counts as that. */
#include "config.h"

#include "au-databricks-answer.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

G_STATIC_ASSERT (AU_HTTP_PADDING >= YYJSON_PADDING_SIZE);

/* Numbers stay the text that they were, so that a decimal keeps its digits. */
#define READ_FLAGS (YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW)

static gboolean
fail (GError     **error,
      const char  *what)
{
  AuSourceErrorDetails details = { NULL };

  details.text = (char *) what;
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ANSWER, &details, "%s",
                                                 _("The workspace sent an answer that cannot be read in full; run the query again, and copy the details to its administrator if that does not help.")));
  return FALSE;
}

static const char *
get_text (yyjson_val *object,
          const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  return value != NULL ? yyjson_get_str (value) : NULL;
}

static gint64
get_integer (yyjson_val *object,
             const char *name,
             gint64      fallback)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  const char *text = yyjson_is_raw (value) ? yyjson_get_raw (value) : yyjson_get_str (value);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return fallback;
  return number;
}

/* Text that ends at its zero: one inside would cut a cell short. */
static gboolean
is_whole (yyjson_val *value)
{
  return strlen (yyjson_get_str (value)) == yyjson_get_len (value);
}

static gboolean
parse_state (AuDatabricksAnswer  *self,
             const char          *text,
             GError             **error)
{
  static const char *const names[] = { "PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELED", "CLOSED" };

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        self->state = (AuDatabricksState) i;
        return TRUE;
      }
  return fail (error, "status.state");
}

/* Newer services have it as a member, all of them in the message. */
static char *
find_sql_state (yyjson_val *status,
                yyjson_val *error,
                const char *message)
{
  const char *found = get_text (status, "sql_state");

  if (found == NULL)
    found = get_text (error, "sql_state");
  if (found == NULL && message != NULL && (found = strstr (message, "SQLSTATE: ")) != NULL)
    found += strlen ("SQLSTATE: ");
  if (found == NULL || strlen (found) < 5)
    return NULL;
  for (int i = 0; i < 5; i++)
    if (!g_ascii_isalnum (found[i]))
      return NULL;
  return g_strndup (found, 5);
}

static gboolean
parse_manifest (AuDatabricksAnswer  *self,
                yyjson_val          *manifest,
                GError             **error)
{
  yyjson_val *columns = yyjson_obj_get (yyjson_obj_get (manifest, "schema"), "columns");
  const char *format = get_text (manifest, "format");
  yyjson_val *column, *chunk;
  size_t i, n;

  if (format != NULL && !g_str_equal (format, "JSON_ARRAY"))
    return fail (error, "manifest.format");
  self->has_manifest = TRUE;
  yyjson_arr_foreach (columns, i, n, column)
  {
    yyjson_val *name = yyjson_obj_get (column, "name");

    if (!yyjson_is_str (name) || !is_whole (name) ||
        get_integer (column, "position", (gint64) i) != (gint64) i)
      return fail (error, "manifest.schema.columns");
    g_ptr_array_add (self->names, (gpointer) yyjson_get_str (name));
    g_ptr_array_add (self->types, (gpointer) get_text (column, "type_name"));
  }
  g_ptr_array_add (self->names, NULL);
  self->n_chunks = get_integer (manifest, "total_chunk_count", 0);
  self->n_rows = get_integer (manifest, "total_row_count", -1);
  yyjson_arr_foreach (yyjson_obj_get (manifest, "chunks"), i, n, chunk)
  {
    gint64 offset = get_integer (chunk, "row_offset", 0);

    if (get_integer (chunk, "chunk_index", 0) == (gint64) i)
      g_array_append_val (self->offsets, offset);
  }
  self->truncated = yyjson_is_true (yyjson_obj_get (manifest, "truncated"));
  if (self->n_chunks < 0 || self->n_chunks > 1000000)
    return fail (error, "manifest.total_chunk_count");
  return TRUE;
}

static gboolean
is_header_text (yyjson_val *value,
                gboolean    is_name)
{
  const char *text = yyjson_get_str (value);

  if (text == NULL || !is_whole (value) || (is_name && *text == '\0'))
    return FALSE;
  for (; *text != '\0'; text++)
    if (is_name ? !g_ascii_isalnum (*text) && strchr ("-_", *text) == NULL
                : !g_ascii_isprint (*text))
      return FALSE;
  return TRUE;
}

static gboolean
parse_link_headers (AuDatabricksChunk  *chunk,
                    yyjson_val         *headers,
                    GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_obj_iter iter = yyjson_obj_iter_with (headers);
  yyjson_val *name;

  while ((name = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (name);

      /* Ours are not to be replaced by those of an answer, and none may start another. */
      if (!is_header_text (name, TRUE) || !is_header_text (value, FALSE) ||
          g_ascii_strcasecmp (yyjson_get_str (name), "host") == 0 ||
          g_ascii_strcasecmp (yyjson_get_str (name), "authorization") == 0)
        return fail (error, "external_links.http_headers");
      g_strv_builder_add_many (builder, yyjson_get_str (name), yyjson_get_str (value), NULL);
    }
  chunk->headers = g_strv_builder_end (builder);
  return TRUE;
}

/* A path on the workspace's own host, which nothing can lead away from it. */
static gboolean
is_own_path (const char *path)
{
  if (!g_str_has_prefix (path, "/api/") || strlen (path) > 4096 || strstr (path, "/../") != NULL)
    return FALSE;
  for (; *path != '\0'; path++)
    if (!g_ascii_isgraph (*path) || *path == '#' || *path == '\\')
      return FALSE;
  return TRUE;
}

static gboolean
parse_chunk (AuDatabricksAnswer  *self,
             yyjson_val          *result,
             GError             **error)
{
  AuDatabricksChunk *chunk = &self->chunk;
  yyjson_val *links = yyjson_obj_get (result, "external_links");
  yyjson_val *link = yyjson_arr_get_first (links);
  yyjson_val *holder = link != NULL ? link : result;
  const char *expiration;

  if (links != NULL && yyjson_arr_size (links) > 1)
    return fail (error, "external_links");
  self->has_result = TRUE;
  chunk->rows = yyjson_obj_get (result, "data_array");
  if (chunk->rows != NULL && !yyjson_is_arr (chunk->rows) && !yyjson_is_null (chunk->rows))
    return fail (error, "data_array");
  chunk->index = get_integer (holder, "chunk_index", 0);
  chunk->row_count = get_integer (holder, "row_count", -1);
  chunk->next_index = get_integer (holder, "next_chunk_index", -1);
  chunk->next_path = get_text (holder, "next_chunk_internal_link");
  if (chunk->next_path != NULL && !is_own_path (chunk->next_path))
    return fail (error, "next_chunk_internal_link");

  if (link == NULL)
    return TRUE;
  chunk->link = get_text (link, "external_link");
  if (chunk->link == NULL || !is_whole (yyjson_obj_get (link, "external_link")))
    return fail (error, "external_link");
  expiration = get_text (link, "expiration");
  if (expiration != NULL)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (expiration, NULL);

      if (date != NULL)
        chunk->expires = g_date_time_to_unix_usec (date);
    }
  return parse_link_headers (chunk, yyjson_obj_get (link, "http_headers"), error);
}

static gboolean
parse_statement (AuDatabricksAnswer  *self,
                 yyjson_val          *root,
                 GError             **error)
{
  yyjson_val *status = yyjson_obj_get (root, "status");
  yyjson_val *failure = yyjson_obj_get (status, "error");
  yyjson_val *manifest = yyjson_obj_get (root, "manifest");
  yyjson_val *result = yyjson_obj_get (root, "result");

  self->statement_id = get_text (root, "statement_id");
  if (self->statement_id == NULL || *self->statement_id == '\0' ||
      strlen (self->statement_id) > 128)
    return fail (error, "statement_id");
  /* It becomes part of a path. */
  for (const char *p = self->statement_id; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_", *p) == NULL)
      return fail (error, "statement_id");
  if (!parse_state (self, get_text (status, "state"), error))
    return FALSE;
  self->error_code = get_text (failure, "error_code");
  self->error_message = get_text (failure, "message");
  self->sql_state = find_sql_state (status, failure, self->error_message);
  if (yyjson_is_obj (manifest) && !parse_manifest (self, manifest, error))
    return FALSE;
  return !yyjson_is_obj (result) || parse_chunk (self, result, error);
}

/**
 * au_databricks_answer_parse:
 * @body: (transfer full): the bytes, with %AU_HTTP_PADDING zeros behind them; they are changed
 * @length: how many
 * @form: what they are
 * @error: return location for a #GError
 *
 * Reads in place, in any thread.
 *
 * Returns: (transfer full): the answer, or %NULL with %AU_SOURCE_ERROR_ANSWER where it is cut, is
 *   no JSON, or lacks what it needs
 */
AuDatabricksAnswer *
au_databricks_answer_parse (char              *body,
                            gsize              length,
                            AuDatabricksForm   form,
                            GError           **error)
{
  g_autoptr (AuDatabricksAnswer) self = g_new0 (AuDatabricksAnswer, 1);
  yyjson_read_err problem;
  yyjson_val *root;
  gboolean is_good;

  self->body = body;
  self->names = g_ptr_array_new ();
  self->types = g_ptr_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->n_rows = -1;
  self->chunk.row_count = -1;
  self->chunk.next_index = -1;
  self->document = length > 0 ? yyjson_read_opts (body, length, READ_FLAGS, NULL, &problem) : NULL;
  if (self->document == NULL)
    {
      fail (error, length > 0 ? problem.msg : "empty");
      return NULL;
    }

  root = yyjson_doc_get_root (self->document);
  if (form == AU_DATABRICKS_FORM_ROWS)
    {
      is_good = yyjson_is_arr (root) || fail (error, "rows");
      self->has_result = TRUE;
      self->chunk.rows = root;
    }
  else if (!yyjson_is_obj (root))
    is_good = fail (error, "no object");
  else if (form == AU_DATABRICKS_FORM_CHUNK)
    is_good = parse_chunk (self, root, error);
  else
    is_good = parse_statement (self, root, error);
  return is_good ? g_steal_pointer (&self) : NULL;
}

void
au_databricks_answer_free (AuDatabricksAnswer *self)
{
  /* An array of chunks has gaps where none has come yet. */
  if (self == NULL)
    return;
  g_clear_pointer (&self->document, yyjson_doc_free);
  g_free (self->body);
  g_free (self->sql_state);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->offsets, g_array_unref);
  g_strfreev (self->chunk.headers);
  g_free (self);
}
