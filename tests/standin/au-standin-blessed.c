/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The routes of the Blessed API over the sample workspace. A client that sends its key in two
 * places or in an address, a parameter that the route does not have, or one twice, is refused. Rows
 * come in one of four forms that a service may have, the next one for each request.
 */
#include "config.h"

#include "au-standin-blessed.h"
#include "au-error.h"
#include "au-sample-run.h"
#include "au-standin-spoil.h"

#include <string.h>

#define PREFIX "/api/v1/"

/* What many servers take as the first line of a request. */
#define MAX_TARGET 8190

static const struct
{
  const char *path;            /* below PREFIX; a * is one name, a parameter's value */
  const char *query;
  const char *hole;            /* (nullable): the parameter that stands in the path */
} routes[] = {
  { "subscriptions", "subscriptions", NULL },
  { "teams/search", "teams_search", NULL },
  { "teams/bulk", "teams_bulk", NULL },
  { "teams/*", "team_subscription", "team_id" },
  { "metrics/mau", "mau", NULL },
  { "metrics/model-spend", "model_spend", NULL },
  { "metrics/active-users", "active_users", NULL },
  { "metrics/feature-adoption", "feature_adoption", NULL },
  { "metrics/feature-adoption-pct", "feature_adoption_pct", NULL },
  { "metrics/top-users", "top_users", NULL },
  { "metrics/monthly-spend", "monthly_spend", NULL },
  { "metrics/overage", "overage", NULL },
  { "metrics/true-ups", "true_ups", NULL },
  { "metrics/depth-of-usage", "depth_of_usage", NULL },
  { "accounts/search", "accounts_search", NULL },
  { "accounts/*/opportunities", "account_opportunities", "account_id" },
};

/* The parameters' names on the wire and in the contract. */
static const char *const names[][2] = {
  { "subscriptionIds", "subscription_ids" },
  { "teamIds", "team_ids" },
  { "includeCurrentMonth", "include_current_month" },
  { "months", "months" },
  { "q", "q" },
  { "limit", "limit" },
};

typedef enum
{
  CAMEL = 1 << 0,              /* totalUsd, not total_usd; and in an object with "data" */
  WORDY = 1 << 1,              /* decimals as strings with all their digits, and more members */
} Form;

static void
refuse (AuStandinExchange *exchange,
        guint              status,
        const char        *format,
        ...) G_GNUC_PRINTF (3, 4);

static void
refuse (AuStandinExchange *exchange,
        guint              status,
        const char        *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    au_standin_count (exchange->standin, AU_STANDIN_UNAUTHORIZED, 1);
  else
    au_standin_count (exchange->standin, AU_STANDIN_REFUSED, 1);
  au_standin_exchange_reply_error (exchange, status, message);
}

/* Finds the route, and what stands in its hole. */
static int
find_route (const char  *path,
            char       **value)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_auto (GStrv) wanted = g_strsplit (routes[i].path, "/", -1);
      gboolean matches = g_strv_length (wanted) == g_strv_length (parts);

      for (guint j = 0; matches && wanted[j] != NULL; j++)
        {
          gboolean is_hole = g_str_equal (wanted[j], "*");

          matches = is_hole || g_str_equal (wanted[j], parts[j]);
          if (matches && is_hole)
            g_set_str (value, parts[j]);
        }
      if (matches)
        return (int) i;
    }
  return -1;
}

/* The key is in one of the two headers, and nowhere else. */
static gboolean
check_key (AuStandinExchange *exchange,
           const char        *query)
{
  AuStandin *standin = exchange->standin;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *key = soup_message_headers_get_list (headers, "X-API-Key");
  const char *authorization = soup_message_headers_get_list (headers, "Authorization");
  const char *path = g_uri_get_path (soup_server_message_get_uri (exchange->message));

  if (strstr (path, standin->api_key) != NULL ||
      (query != NULL && strstr (query, standin->api_key) != NULL))
    {
      refuse (exchange, SOUP_STATUS_BAD_REQUEST, "An API key has no place in an address.");
      return FALSE;
    }
  if (key != NULL && authorization != NULL)
    {
      refuse (exchange, SOUP_STATUS_BAD_REQUEST, "Send the API key in one header.");
      return FALSE;
    }
  if (authorization != NULL && g_str_has_prefix (authorization, "Bearer "))
    key = authorization + strlen ("Bearer ");
  if (key != NULL && g_str_equal (key, standin->api_key))
    return TRUE;
  refuse (exchange, SOUP_STATUS_UNAUTHORIZED, key == NULL ? "API key required" : "Invalid API key");
  return FALSE;
}

static const char *
find_name (const char *wire)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], wire))
      return names[i][1];
  return NULL;
}

static GHashTable *
read_parameters (AuStandinExchange *exchange,
                 const char        *query)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      const char *name = pair[0] != NULL ? find_name (pair[0]) : NULL;
      g_autofree char *value =
        g_strv_length (pair) == 2 ? g_uri_unescape_string (pair[1], NULL) : NULL;

      if (name == NULL || value == NULL || !g_utf8_validate (value, -1, NULL))
        {
          refuse (exchange, SOUP_STATUS_BAD_REQUEST, "Unknown or malformed parameter: %s", pairs[i]);
          return NULL;
        }
      if (!g_hash_table_insert (values, g_strdup (name), g_steal_pointer (&value)))
        {
          refuse (exchange, SOUP_STATUS_BAD_REQUEST, "Parameter given twice: %s", pair[0]);
          return NULL;
        }
    }
  return g_steal_pointer (&values);
}

static char *
dup_camel (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, "_", -1);

  for (guint i = 1; words[i] != NULL; i++)
    words[i][0] = g_ascii_toupper (words[i][0]);
  return g_strjoinv ("", words);
}

/* As a program writes a number: without zeros that say nothing. */
static char *
dup_number (const char *text)
{
  char *number = g_strdup (text);

  if (strchr (number, '.') == NULL || strchr (number, 'E') != NULL)
    return number;
  while (g_str_has_suffix (number, "0"))
    number[strlen (number) - 1] = '\0';
  if (g_str_has_suffix (number, "."))
    number[strlen (number) - 1] = '\0';
  return number;
}

static yyjson_mut_val *
make_cell (yyjson_mut_doc        *json,
           const AuStandinColumn *column,
           const char            *cell,
           Form                   form)
{
  gboolean is_decimal = g_str_equal (column->type_name, "DECIMAL");
  gboolean is_number =
    is_decimal || g_str_equal (column->type_name, "LONG") || g_str_equal (column->type_name, "DOUBLE");
  g_autofree char *number = NULL;

  if (cell == NULL)
    return yyjson_mut_null (json);
  if (g_str_equal (column->type_name, "BOOLEAN"))
    return yyjson_mut_bool (json, g_str_equal (cell, "true"));
  /* A cell that a fault spoiled is no number any more. */
  if (!is_number || (is_decimal && (form & WORDY)) || strspn (cell, "0123456789+-.E") < strlen (cell))
    return yyjson_mut_strcpy (json, cell);
  number = form & WORDY ? g_strdup (cell) : dup_number (cell);
  return yyjson_mut_rawcpy (json, number);
}

static yyjson_mut_val *
make_row (yyjson_mut_doc *json,
          AuStandinRows  *rows,
          guint           row,
          Form            form)
{
  guint n_columns = rows->columns->len;
  guint n = n_columns - (rows->short_row && row + 1 == rows->n_rows ? 1 : 0);
  yyjson_mut_val *object = yyjson_mut_obj (json);

  for (guint j = 0; j < n; j++)
    {
      const AuStandinColumn *column = g_ptr_array_index (rows->columns, j);
      g_autofree char *name = form & CAMEL ? dup_camel (column->name) : g_strdup (column->name);
      const char *cell = g_ptr_array_index (rows->cells, row * n_columns + j);

      yyjson_mut_obj_add (object, yyjson_mut_strcpy (json, name),
                          make_cell (json, column, cell, form));
    }
  if (form & WORDY)
    yyjson_mut_obj_add_uint (json, object, "_row", row);
  return object;
}

static void
reply_rows (AuStandinExchange *exchange,
            AuStandinRows     *rows)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *array = yyjson_mut_arr (json);
  Form form = (Form) (exchange->standin->n_routes++ % 4);

  for (guint i = 0; i < rows->n_rows; i++)
    yyjson_mut_arr_append (array, make_row (json, rows, i, form));
  if (form & CAMEL)
    {
      yyjson_mut_val *root = yyjson_mut_obj (json);

      yyjson_mut_obj_add_val (json, root, "data", array);
      yyjson_mut_doc_set_root (json, root);
    }
  else
    yyjson_mut_doc_set_root (json, array);
  if (au_standin_exchange_reply_json (exchange, json))
    au_standin_count (exchange->standin, AU_STANDIN_ROUTES, 1);
}

static void
answer (AuStandinExchange *exchange,
        GHashTable        *values)
{
  AuStandin *standin = exchange->standin;
  AuContract *contract = au_query_catalog_get_contract (standin->catalog, exchange->query);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) request = au_request_new_from_text (contract, values, &error);
  g_autoptr (AuResult) result = NULL;
  g_autoptr (AuStandinRows) rows = NULL;

  if (request == NULL)
    {
      refuse (exchange, SOUP_STATUS_BAD_REQUEST, "%s", error->message);
      return;
    }
  result = au_sample_run (standin->pool, standin->catalog, request, NULL, &error);
  if (result == NULL)
    {
      au_standin_exchange_reply_error (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
      return;
    }
  rows = au_standin_rows_new_from_table (au_result_get_table (result));
  au_standin_spoil_rows (standin, exchange->query, rows);
  reply_rows (exchange, rows);
}

/**
 * au_standin_blessed_handle:
 * @standin: the server
 * @exchange: a request
 * @path: its path
 *
 * Answers what is asked of the Blessed API, in the server's thread, since the sample's queries are
 * short.
 *
 * Returns: whether @path belongs to it
 */
gboolean
au_standin_blessed_handle (AuStandin         *standin,
                           AuStandinExchange *exchange,
                           const char        *path)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *value = NULL;
  int route;

  if (!g_str_has_prefix (path, PREFIX))
    return FALSE;
  exchange->stage = AU_STANDIN_STAGE_ROUTE;
  route = find_route (path + strlen (PREFIX), &value);
  if (route >= 0)
    exchange->query = g_strdup (routes[route].query);
  if (au_standin_exchange_obstruct (exchange) || !check_key (exchange, query))
    return TRUE;

  if (route < 0)
    refuse (exchange, SOUP_STATUS_NOT_FOUND, "Not found");
  else if (!g_str_equal (soup_server_message_get_method (exchange->message), "GET"))
    refuse (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, "Method not allowed");
  else if (strlen (path) + (query != NULL ? strlen (query) : 0) > MAX_TARGET)
    refuse (exchange, SOUP_STATUS_REQUEST_URI_TOO_LONG, "URI too long");
  else if ((values = read_parameters (exchange, query)) != NULL)
    {
      if (value != NULL)
        g_hash_table_insert (values, g_strdup (routes[route].hole), g_steal_pointer (&value));
      answer (exchange, values);
    }
  return TRUE;
}
