/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a record again. Its checksums hold by now, but they say nothing of who wrote it, so it is
 * read as anything from outside is.
 */
#include "config.h"

#include "au-cli-record.h"
#include "au-error.h"
#include "au-table-canonical.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static void
result_free (gpointer data)
{
  AuCliRecordResult *self = data;

  g_free (self->query);
  g_free (self->source);
  g_free (self->host);
  g_free (self->file);
  g_free (self->file_sha256);
  g_free (self->standing);
  g_free (self->finished);
  g_free (self->rows_sha256);
  g_clear_pointer (&self->request, au_request_unref);
  g_clear_pointer (&self->table, au_table_unref);
  g_free (self);
}

static char *
dup_string (JsonObject *object,
            const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static GVariant *
parse_list (const AuParameter *parameter,
            JsonArray         *array)
{
  gboolean is_text = parameter->type == AU_PARAMETER_STRING_LIST;
  g_auto (GVariantBuilder) builder =
    G_VARIANT_BUILDER_INIT (is_text ? G_VARIANT_TYPE_STRING_ARRAY : G_VARIANT_TYPE ("ax"));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) ||
          json_node_get_value_type (node) != (is_text ? G_TYPE_STRING : G_TYPE_INT64))
        return NULL;
      if (is_text)
        g_variant_builder_add (&builder, "s", json_node_get_string (node));
      else
        g_variant_builder_add (&builder, "x", json_node_get_int (node));
    }
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer floating) (nullable): the value, NULL where it is of another type. */
static GVariant *
parse_value (const AuParameter *parameter,
             JsonNode          *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (parameter->type)
    {
      case AU_PARAMETER_STRING:
        return type == G_TYPE_STRING ? g_variant_new_string (json_node_get_string (node)) : NULL;

      case AU_PARAMETER_INT:
        return type == G_TYPE_INT64 ? g_variant_new_int32 ((gint32) json_node_get_int (node))
                                    : NULL;

      case AU_PARAMETER_BIGINT:
        return type == G_TYPE_INT64 ? g_variant_new_int64 (json_node_get_int (node)) : NULL;

      case AU_PARAMETER_BOOLEAN:
        return type == G_TYPE_BOOLEAN ? g_variant_new_boolean (json_node_get_boolean (node)) : NULL;

      case AU_PARAMETER_STRING_LIST:
      case AU_PARAMETER_BIGINT_LIST:
        return JSON_NODE_HOLDS_ARRAY (node) ? parse_list (parameter, json_node_get_array (node))
                                            : NULL;

      default:
        g_return_val_if_reached (NULL);
    }
}

static AuRequest *
parse_request (AuContract *contract,
               JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "parameters");
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);
      JsonNode *given = json_object_get_member (json_node_get_object (node), parameter->name);
      GVariant *value = given != NULL ? parse_value (parameter, given) : NULL;

      if (value == NULL)
        return NULL;
      g_variant_dict_insert_value (&dict, parameter->name, value);
    }
  return au_request_new (contract, g_variant_dict_end (&dict), NULL);
}

static gboolean
add_columns (AuContract     *contract,
             JsonArray      *columns,
             AuTableBuilder *builder)
{
  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonNode *node = json_array_get_element (columns, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = object != NULL ?
                         json_object_get_string_member_with_default (object, "name", NULL) : NULL;
      const char *type = object != NULL ?
                         json_object_get_string_member_with_default (object, "type", NULL) : NULL;
      int index = name != NULL ? au_contract_find_column (contract, name) : -1;
      g_autofree char *expected = NULL;

      if (index < 0)
        return FALSE;
      expected = au_column_dup_type_name (au_contract_get_column (contract, (guint) index));
      if (g_strcmp0 (type, expected) != 0)
        return FALSE;
      au_table_builder_add_column (builder, au_contract_get_column (contract, (guint) index));
    }
  return TRUE;
}

static gboolean
add_row (JsonNode       *row,
         guint           n_columns,
         AuTableBuilder *builder)
{
  JsonArray *cells = JSON_NODE_HOLDS_ARRAY (row) ? json_node_get_array (row) : NULL;

  if (cells == NULL || json_array_get_length (cells) != n_columns)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    {
      JsonNode *cell = json_array_get_element (cells, i);
      const char *text = NULL;

      if (!JSON_NODE_HOLDS_NULL (cell) &&
          (!JSON_NODE_HOLDS_VALUE (cell) || json_node_get_value_type (cell) != G_TYPE_STRING))
        return FALSE;
      if (!JSON_NODE_HOLDS_NULL (cell))
        text = json_node_get_string (cell);
      if (!au_table_builder_append_text (builder, text, NULL))
        return FALSE;
    }
  return TRUE;
}

static AuTable *
parse_table (AuContract *contract,
             JsonObject *object)
{
  JsonArray *columns = get_array (object, "columns");
  JsonArray *values = get_array (object, "values");
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();

  if (columns == NULL || values == NULL || json_array_get_length (columns) == 0 ||
      !add_columns (contract, columns, builder))
    return NULL;
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!add_row (json_array_get_element (values, i), json_array_get_length (columns), builder))
      return NULL;
  return au_table_builder_end (builder);
}

/* Whether what the record says of itself twice agrees: a text and rows with their checksums. */
static gboolean
check_sums (const AuCliRecordResult *result,
            JsonObject              *object)
{
  const char *text = json_object_get_string_member_with_default (object, "sent_text", NULL);
  const char *sum = json_object_get_string_member_with_default (object, "sent_sha256", NULL);
  g_autofree char *text_sum = NULL;
  g_autofree char *rows_sum = NULL;

  if (text != NULL)
    text_sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  if (g_strcmp0 (text_sum, sum) != 0)
    return FALSE;
  if (result->table == NULL)
    return TRUE;
  rows_sum = au_table_compute_sha256 (result->table);
  return g_strcmp0 (rows_sum, result->rows_sha256) == 0;
}

static AuCliRecordResult *
parse_result (JsonNode       *node,
              AuQueryCatalog *catalog)
{
  AuCliRecordResult *result;
  AuContract *contract;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  result = g_new0 (AuCliRecordResult, 1);
  result->query = dup_string (object, "query");
  result->source = dup_string (object, "source");
  result->host = dup_string (object, "host");
  result->file = dup_string (object, "file");
  result->file_sha256 = dup_string (object, "file_sha256");
  result->standing = dup_string (object, "standing");
  result->finished = dup_string (object, "finished");
  result->rows_sha256 = dup_string (object, "rows_sha256");
  result->n_rows = (guint) json_object_get_int_member_with_default (object, "rows", 0);
  contract = result->query != NULL ? au_query_catalog_get_contract (catalog, result->query) : NULL;
  if (contract != NULL)
    {
      result->request = parse_request (contract, object);
      result->table = parse_table (contract, object);
    }
  if (result->query == NULL || result->source == NULL || result->standing == NULL ||
      result->finished == NULL || result->rows_sha256 == NULL || !check_sums (result, object))
    g_clear_pointer (&result, result_free);
  return result;
}

/**
 * au_cli_record_parse:
 * @record: a record whose own checksum holds
 * @catalog: the queries
 * @error: return location for a #GError
 *
 * Reads what a record tells and recomputes the checksums that are in it.
 *
 * Returns: (transfer full) (element-type AuCliRecordResult): its results; %NULL with
 *   %AU_ERROR_FAILED where its parts do not agree
 */
GPtrArray *
au_cli_record_parse (const char      *record,
                     AuQueryCatalog  *catalog,
                     GError         **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (result_free);
  JsonNode *root = NULL;
  JsonArray *array = NULL;

  if (json_parser_load_from_data (parser, record, -1, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    array = get_array (json_node_get_object (root), "results");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AuCliRecordResult *result = parse_result (json_array_get_element (array, i), catalog);

      if (result == NULL)
        array = NULL;
      else
        g_ptr_array_add (results, result);
    }
  if (array == NULL)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_FAILED, _("the parts of its record do not agree"));
      return NULL;
    }
  return g_steal_pointer (&results);
}
