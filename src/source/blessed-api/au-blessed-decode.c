/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the service's rows, objects with a member for each column, to the contract's columns. */
#include "config.h"

#include "au-blessed-decode.h"
#include "au-blessed-route.h"
#include "au-decimal.h"
#include "au-error.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yyjson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

G_STATIC_ASSERT (AU_HTTP_PADDING >= YYJSON_PADDING_SIZE);

/* Numbers stay the text that they were, so that a decimal keeps its digits. */
#define READ_FLAGS (YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW)

/* What a member is that no column of the contract has the name of. */
#define IGNORED (-1)

/* A member's name, where it stood in the last row, and its column. */
typedef struct
{
  const char *name; /* of the row that it was first seen in */
  int column;
} Member;

typedef struct
{
  const AuContract *contract;
  const char *route;
  AuTableBuilder *builder;
  GArray *members;        /* (element-type Member): in the order of the last row that differed */
  GHashTable *columns;    /* (element-type utf8 int): column + 1 by name, in both spellings */
  GHashTable *seen;       /* (element-type utf8): ignored names */
  GStrvBuilder *ignored;
  yyjson_val **cells;     /* the row's cell of each column, NULL where it has none */
  gboolean *absent;       /* of each optional column, whether the rows do not have it */
} Decoder;

static void
fail_answer (const char  *route,
             const char  *what,
             GError     **error)
{
  AuSourceErrorDetails details = { NULL };

  details.text = (char *) what;
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ANSWER, &details,
                                                 /* Translators: %s is a route of a service. */
                                                 _("%s sent an answer that cannot be read in full; try again, and copy the details to whoever keeps the Blessed API if that does not help."),
                                                 route));
}

static gboolean
fail_missing (Decoder         *self,
              const AuColumn  *column,
              gboolean         everywhere,
              GError         **error)
{
  g_autofree char *type = au_column_dup_type_name (column);

  if (everywhere)
    g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                 /* Translators: a route of a service, column name, its type. */
                 _("%s returns no column “%s” (%s); whoever keeps the Blessed API has to add it."),
                 self->route, column->name, type);
  else
    g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                 /* Translators: a route of a service, row number from 1, column name, its type. */
                 _("%s: row %u has no “%s” (%s), which other rows have; whoever keeps the Blessed API has to mend it."),
                 self->route, au_table_builder_get_n_rows (self->builder) + 1, column->name, type);
  return FALSE;
}

static void
add_names (Decoder *self)
{
  for (guint i = 0; i < au_contract_get_n_columns (self->contract); i++)
    {
      const char *name = au_contract_get_column (self->contract, i)->name;

      g_hash_table_insert (self->columns, au_blessed_route_dup_wire_name (name),
                           GUINT_TO_POINTER (i + 1));
      g_hash_table_insert (self->columns, g_strdup (name), GUINT_TO_POINTER (i + 1));
    }
}

static int
find_column (Decoder    *self,
             const char *name)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, name));

  if (found == 0 && g_hash_table_add (self->seen, g_strdup (name)))
    g_strv_builder_add (self->ignored, name);
  return found > 0 ? (int) found - 1 : IGNORED;
}

/* Rows mostly have the same members in the same order: then a name is compared with one other and
 * not looked up. */
static int
get_column (Decoder    *self,
            guint       position,
            const char *name)
{
  Member member = { name, IGNORED };

  if (position < self->members->len)
    {
      const Member *last = &g_array_index (self->members, Member, position);

      if (strcmp (last->name, name) == 0)
        return last->column;
    }
  member.column = find_column (self, name);
  if (position < self->members->len)
    g_array_index (self->members, Member, position) = member;
  else
    g_array_append_val (self->members, member);
  return member.column;
}

static gboolean
sort_members (Decoder     *self,
              yyjson_val  *row,
              GError     **error)
{
  guint n_columns = au_contract_get_n_columns (self->contract);
  yyjson_obj_iter iter = yyjson_obj_iter_with (row);
  yyjson_val *key;

  memset (self->cells, 0, n_columns * sizeof *self->cells);
  for (guint position = 0; (key = yyjson_obj_iter_next (&iter)) != NULL; position++)
    {
      int column = get_column (self, position, yyjson_get_str (key));

      if (column == IGNORED)
        continue;
      if (self->cells[column] != NULL)
        {
          g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                       /* Translators: a route of a service, column name, row number from 1. */
                       _("%s returns the column “%s” twice in row %u; whoever keeps the Blessed API has to leave out one."),
                       self->route, au_contract_get_column (self->contract, (guint) column)->name,
                       au_table_builder_get_n_rows (self->builder) + 1);
          return FALSE;
        }
      self->cells[column] = yyjson_obj_iter_get_val (key);
    }
  return TRUE;
}

/* JSON does not say types beforehand, so a cell of another kind is all there is to see: a number or
 * true is no text. The reverse is: a number may come as text, so that it keeps its digits. */
static const char *
get_text (const AuColumn *column,
          yyjson_val     *value)
{
  const char *text = NULL;

  if (yyjson_is_str (value))
    text = yyjson_get_str (value);
  else if (yyjson_is_raw (value) && column->type != AU_DATA_STRING)
    text = yyjson_get_raw (value);
  else if (yyjson_is_bool (value) && column->type == AU_DATA_BOOLEAN)
    return yyjson_get_bool (value) ? "true" : "false";
  return text != NULL && strlen (text) == yyjson_get_len (value) ? text : NULL;
}

static const char *
describe (yyjson_val *value)
{
  if (yyjson_is_raw (value))
    return yyjson_get_raw (value);
  if (yyjson_is_bool (value))
    return yyjson_get_bool (value) ? "true" : "false";
  if (yyjson_is_arr (value))
    return "[…]";
  return yyjson_is_obj (value) ? "{…}" : "\\u0000";
}

/* A program writes 48211.5 where the column has two digits after the point; the zero says nothing
 * and loses nothing. */
static char *
dup_scaled (const AuColumn *column,
            const char     *text)
{
  AuDecimal value;

  if (column->type != AU_DATA_DECIMAL || !au_decimal_parse (text, &value) ||
      value.scale >= column->scale || !au_decimal_rescale (&value, column->scale))
    return NULL;
  return au_decimal_to_text (value);
}

static gboolean
append_cell (Decoder         *self,
             const AuColumn  *column,
             yyjson_val      *value,
             GError         **error)
{
  const char *text;
  g_autofree char *scaled = NULL;
  g_autofree char *type = NULL;

  if (yyjson_is_null (value))
    {
      au_table_builder_append_null (self->builder);
      return TRUE;
    }
  text = get_text (column, value);
  if (text != NULL)
    {
      scaled = dup_scaled (column, text);
      if (au_table_builder_append_text (self->builder, scaled != NULL ? scaled : text, error))
        return TRUE;
      g_prefix_error (error, "%s: ", self->route);
      return FALSE;
    }
  type = au_column_dup_type_name (column);
  g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
               /* Translators: a route of a service, column name, its type, row number from 1, what
                * is there. */
               _("%s: the column “%s” should be %s, but row %u holds %.40s; whoever keeps the Blessed API has to mend it."),
               self->route, column->name, type, au_table_builder_get_n_rows (self->builder) + 1,
               describe (value));
  return FALSE;
}

/* What the first row has decides whether an optional column is there; without any row it is. */
static void
add_columns (Decoder  *self,
             gboolean  has_rows)
{
  for (guint i = 0; i < au_contract_get_n_columns (self->contract); i++)
    {
      const AuColumn *column = au_contract_get_column (self->contract, i);

      self->absent[i] = column->optional && has_rows && self->cells[i] == NULL;
      if (!self->absent[i])
        au_table_builder_add_column (self->builder, column);
    }
}

static gboolean
append_row (Decoder     *self,
            yyjson_val  *row,
            GError     **error)
{
  gboolean is_first = au_table_builder_get_n_columns (self->builder) == 0;

  if (!yyjson_is_obj (row))
    {
      fail_answer (self->route, _("a row is no object"), error);
      return FALSE;
    }
  if (!sort_members (self, row, error))
    return FALSE;
  if (is_first)
    add_columns (self, TRUE);
  for (guint i = 0; i < au_contract_get_n_columns (self->contract); i++)
    {
      const AuColumn *column = au_contract_get_column (self->contract, i);

      if (self->absent[i])
        continue;
      if (self->cells[i] == NULL)
        return fail_missing (self, column, is_first, error);
      if (!append_cell (self, column, self->cells[i], error))
        return FALSE;
    }
  return TRUE;
}

/* A bare array, or one in "data". */
static yyjson_val *
find_rows (yyjson_doc  *json,
           const char  *route,
           GError     **error)
{
  yyjson_val *root = yyjson_doc_get_root (json);
  yyjson_val *rows = yyjson_is_obj (root) ? yyjson_obj_get (root, "data") : root;

  if (yyjson_is_arr (rows))
    return rows;
  fail_answer (route, _("neither an array nor an object with an array “data”"), error);
  return NULL;
}

static gboolean
append_answer (Decoder         *self,
               yyjson_doc      *json,
               GError         **error)
{
  yyjson_val *rows = find_rows (json, self->route, error);
  yyjson_val *row;
  size_t i, n;

  if (rows == NULL)
    return FALSE;
  yyjson_arr_foreach (rows, i, n, row)
  if (!append_row (self, row, error))
    return FALSE;
  return TRUE;
}

static void
free_json (gpointer data)
{
  yyjson_doc_free (data);
}

static gboolean
append_all (Decoder    *self,
            GPtrArray  *responses,
            GError    **error)
{
  /* Kept to the end: names of members point into them. */
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (free_json);

  for (guint i = 0; i < responses->len; i++)
    {
      AuHttpResponse *response = g_ptr_array_index (responses, i);
      yyjson_read_err failure = { 0, NULL, 0 };
      yyjson_doc *json = NULL;

      if (response->body != NULL)
        json = yyjson_read_opts (response->body, response->length, READ_FLAGS, NULL, &failure);
      if (json == NULL)
        {
          g_autofree char *what = g_strdup_printf ("%s at byte %zu of %zu",
                                                   failure.msg != NULL ? failure.msg : "no body",
                                                   failure.pos, response->length);

          fail_answer (self->route, what, error);
          return FALSE;
        }
      g_ptr_array_add (documents, json);
      if (!append_answer (self, json, error))
        return FALSE;
    }
  if (au_table_builder_get_n_columns (self->builder) == 0)
    add_columns (self, FALSE);
  return TRUE;
}

/**
 * au_blessed_decode:
 * @contract: what the rows have to be
 * @route: who sent them, for messages
 * @responses: (element-type AuHttpResponse): answers whose rows follow each other; their bodies are
 *   changed
 * @ignored: (out) (transfer full): names of members beyond the contract's columns
 * @error: return location for a #GError
 *
 * An answer is an array of objects, bare or as "data" of an object, with the contract's columns as
 * members, in snake_case or camelCase. In any thread.
 *
 * Returns: (transfer full): the rows; or %NULL with %AU_ERROR_CONTRACT, naming the column, or
 *   %AU_SOURCE_ERROR_ANSWER
 */
AuTable *
au_blessed_decode (const AuContract  *contract,
                   const char        *route,
                   GPtrArray         *responses,
                   GStrv             *ignored,
                   GError           **error)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n_columns = au_contract_get_n_columns (contract);
  g_autofree yyjson_val **cells = g_new0 (yyjson_val *, n_columns + 1);
  g_autofree gboolean *absent = g_new0 (gboolean, n_columns + 1);
  Decoder self = { contract, route, builder, members, columns, seen, names, cells, absent };

  add_names (&self);
  if (!append_all (&self, responses, error))
    return NULL;
  *ignored = g_strv_builder_end (names);
  return au_table_builder_end (builder);
}
