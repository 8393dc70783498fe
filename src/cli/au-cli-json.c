/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON is written here rather than by json-glib: the data contract wants the shortest text that
 * reads back as the same double, where json-glib always writes 17 digits, and rows need no tree in
 * memory.
 */
#include "config.h"

#include "au-cli-json.h"
#include "au-normal-form.h"

#include <math.h>
#include <string.h>

static void
append_string (GString    *out,
               const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_string_or_null (GString    *out,
                       const char *text)
{
  if (text != NULL)
    append_string (out, text);
  else
    g_string_append (out, "null");
}

static void
append_key (GString    *out,
            const char *indent,
            const char *key)
{
  g_string_append (out, indent);
  append_string (out, key);
  g_string_append (out, ": ");
}

/* One member of an object, and the comma behind it. */
static void
append_member (GString    *out,
               const char *key,
               const char *text)
{
  append_key (out, "    ", key);
  append_string_or_null (out, text);
  g_string_append (out, ",\n");
}

static void
append_cell (GString       *out,
             const AuTable *table,
             guint          column,
             guint          row)
{
  g_autofree char *text = au_table_dup_text (table, column, row);
  AuDataType type = au_table_get_column (table, column)->type;
  gboolean bare = type == AU_DATA_BIGINT || type == AU_DATA_BOOLEAN ||
                  (type == AU_DATA_DOUBLE && isfinite (au_table_get_double (table, column, row)));

  if (text != NULL && bare)
    g_string_append (out, text);
  else
    append_string_or_null (out, text);
}

static void
append_columns (GString       *out,
                const AuTable *table)
{
  g_string_append (out, "  \"columns\": [");
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      const AuColumn *column = au_table_get_column (table, i);
      g_autofree char *type = au_column_dup_type_name (column);

      append_key (out, i > 0 ? ",\n    {" : "\n    {", "name");
      append_string (out, column->name);
      append_key (out, ", ", "type");
      append_string (out, type);
      append_key (out, ", ", "unit");
      append_string_or_null (out, column->unit);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n  ],\n");
}

static void
append_rows (GString       *out,
             const AuTable *table)
{
  guint n_rows = au_table_get_n_rows (table);

  g_string_append (out, "  \"rows\": [");
  for (guint row = 0; row < n_rows; row++)
    {
      g_string_append (out, row > 0 ? ",\n    [" : "\n    [");
      for (guint column = 0; column < au_table_get_n_columns (table); column++)
        {
          if (column > 0)
            g_string_append (out, ", ");
          append_cell (out, table, column, row);
        }
      g_string_append_c (out, ']');
    }
  g_string_append (out, n_rows > 0 ? "\n  ],\n" : "],\n");
}

static void
append_value (GString  *out,
              GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      append_string (out, g_variant_get_string (value, NULL));
    }
  else if (g_variant_is_container (value))
    {
      g_string_append_c (out, '[');
      for (gsize i = 0; i < g_variant_n_children (value); i++)
        {
          g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

          if (i > 0)
            g_string_append (out, ", ");
          append_value (out, child);
        }
      g_string_append_c (out, ']');
    }
  else
    {
      /* Numbers and booleans print as JSON has them. */
      g_autofree char *text = g_variant_print (value, FALSE);

      g_string_append (out, text);
    }
}

static void
append_parameters (GString         *out,
                   const AuRequest *request)
{
  const AuContract *contract = au_request_get_contract (request);

  append_key (out, "    ", "parameters");
  g_string_append_c (out, '{');
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const char *name = au_contract_get_parameter (contract, i)->name;
      g_autoptr (GVariant) value = au_request_get_value (request, name);

      append_key (out, i > 0 ? ", " : "", name);
      append_value (out, value);
    }
  g_string_append (out, "},\n");
}

static void
append_ignored (GString            *out,
                const char *const  *names)
{
  append_key (out, "    ", "ignored_columns");
  g_string_append_c (out, '[');
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_string (out, names[i]);
    }
  g_string_append (out, "],\n");
}

/* The text and its sums; where there is no text, the route that was asked. */
static void
append_sent (GString            *out,
             const AuProvenance *provenance)
{
  const AuQuery *query = au_provenance_get_query (provenance);

  if (query == NULL)
    {
      append_member (out, "route", provenance->route);
      append_member (out, "asked", provenance->asked);
      return;
    }
  append_member (out, "file", au_query_get_file (query));
  append_member (out, "file_sha256", au_query_get_sha256 (query));
  append_member (out, "sent_sha256", au_statement_get_sha256 (provenance->statement));
  append_member (out, "sent_text", au_statement_get_text (provenance->statement));
}

static void
append_provenance (GString            *out,
                   const AuProvenance *provenance,
                   const char         *rows_sha256)
{
  AuRequest *request = au_provenance_get_request (provenance);
  g_autofree char *submitted = au_normal_form_timestamp (provenance->submitted);
  g_autofree char *finished = au_normal_form_timestamp (provenance->finished);
  g_autofree char *data_through = NULL;

  if (provenance->data_through != AU_DAY_INVALID)
    data_through = au_day_to_iso (provenance->data_through);

  g_string_append (out, "  \"provenance\": {\n");
  append_member (out, "source", provenance->source);
  append_member (out, "host", provenance->host);
  append_member (out, "query", au_request_get_name (request));
  append_member (out, "standing", au_provenance_get_standing (provenance));
  append_sent (out, provenance);
  append_parameters (out, request);
  append_member (out, "statement_id", provenance->statement_id);
  append_member (out, "submitted", submitted);
  append_member (out, "finished", finished);
  append_key (out, "    ", "rows");
  g_string_append_printf (out, "%u,\n", provenance->n_rows);
  append_key (out, "    ", "truncated");
  g_string_append_printf (out, "%s,\n", provenance->truncated ? "true" : "false");
  append_member (out, "data_through", data_through);
  append_ignored (out, (const char *const *) provenance->ignored_columns);
  append_member (out, "rows_sha256", rows_sha256);
  append_key (out, "    ", "from_cache");
  g_string_append_printf (out, "%s,\n", provenance->from_cache ? "true" : "false");
  append_key (out, "    ", "contract_version");
  g_string_append_printf (out, "%u,\n", provenance->contract_version);
  append_key (out, "    ", "app_version");
  append_string (out, provenance->app_version);
  g_string_append (out, "\n  }\n");
}

/**
 * au_cli_json_append_result:
 * @out: where the text is appended
 * @result: rows and where they came from
 *
 * Writes an object with `query`, `columns`, `rows` and `provenance`. A cell is a number for bigint
 * and double, `true` or `false`, null for NULL, and else a string in the normal form: decimals too,
 * whose digits a JSON reader would otherwise make a double of. A double that is no number is the
 * string `NaN` or `Infinity`.
 */
void
au_cli_json_append_result (GString  *out,
                           AuResult *result)
{
  const AuTable *table = au_result_get_table (result);
  const AuProvenance *provenance = au_result_get_provenance (result);

  g_string_append (out, "{\n");
  append_key (out, "  ", "query");
  append_string (out, au_request_get_name (au_provenance_get_request (provenance)));
  g_string_append (out, ",\n");
  append_columns (out, table);
  append_rows (out, table);
  append_provenance (out, provenance, au_result_get_rows_sha256 (result));
  g_string_append (out, "}\n");
}
