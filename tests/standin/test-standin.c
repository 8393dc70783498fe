/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A healthy workspace, and what it refuses. */
#include "config.h"

#include "au-clock.h"
#include "wire.h"
#include "../source/support.h"

#include <string.h>

#define STATEMENTS "/api/2.0/sql/statements"
#define PLAIN "\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":\"SELECT 1 AS one\""

static void
setup (Wire          *wire,
       gconstpointer  unused)
{
  wire_start (wire, NULL);
}

static void
teardown (Wire          *wire,
          gconstpointer  unused)
{
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_OPEN), ==, 0);
  wire_stop (wire);
}

static void
test_states (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  const char *id = answer_text (submitted, "/statement_id");
  g_autoptr (Answer) done = NULL;

  g_assert_cmpuint (submitted->status, ==, 200);
  g_assert_nonnull (submitted->request_id);
  g_assert_cmpstr (answer_text (submitted, "/status/state"), ==, "PENDING");
  g_assert_false (answer_has (submitted, "/manifest"));
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_OPEN), ==, 1);

  done = wire_finish (wire, id);
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  g_assert_cmpstr (answer_text (done, "/statement_id"), ==, id);
  g_assert_cmpint (answer_int (done, "/manifest/total_row_count"), ==, 10);
  g_assert_cmpint (answer_int (done, "/manifest/total_chunk_count"), ==, 4);
  g_assert_cmpuint (answer_size (done, "/manifest/chunks"), ==, 4);
  g_assert_cmpint (answer_int (done, "/manifest/chunks/3/row_count"), ==, 1);
  g_assert_false (answer_has (done, "/manifest/total_byte_count"));
  g_assert_cmpuint (answer_size (done, "/result/data_array"), ==, 3);
  g_assert_cmpint (answer_int (done, "/result/next_chunk_index"), ==, 1);
  g_assert_true (answer_has (done, "/result/next_chunk_internal_link"));
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_OPEN), ==, 0);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_SUBMITTED), ==, 1);
}

/* Every cell is a string or null, whatever its type. */
static void
test_cells (Wire          *wire,
            gconstpointer  unused)
{
  g_autoptr (Answer) done = NULL;
  yyjson_val *row, *cell;
  size_t i, n;

  done = wire_post (wire, STATEMENTS,
                    "{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":"
                    "\"SELECT :i AS i, :d AS d, :b AS b, :s AS s, :e AS e, :n AS n, 0.1 AS f, 1e10 AS g\","
                    "\"wait_timeout\":\"10s\",\"parameters\":["
                    "{\"name\":\"i\",\"value\":\"9223372036854775807\",\"type\":\"BIGINT\"},"
                    "{\"name\":\"d\",\"value\":\"2026-11-24\",\"type\":\"DATE\"},"
                    "{\"name\":\"b\",\"value\":\"true\",\"type\":\"BOOLEAN\"},"
                    "{\"name\":\"s\",\"value\":\"a \\\"b\\\"\\n\\u017b\"},"
                    "{\"name\":\"e\",\"value\":\"\"},"
                    "{\"name\":\"n\",\"type\":\"STRING\"},"
                    "{\"name\":\"unused\",\"value\":null}]}");
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  row = yyjson_ptr_get (done->root, "/result/data_array/0");
  yyjson_arr_foreach (row, i, n, cell)
  {
    g_assert_true (yyjson_is_str (cell) || yyjson_is_null (cell));
  }
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/0"), ==, "9223372036854775807");
  g_assert_cmpstr (answer_text (done, "/manifest/schema/columns/0/type_name"), ==, "LONG");
  g_assert_cmpstr (answer_text (done, "/manifest/schema/columns/0/type_text"), ==, "BIGINT");
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/1"), ==, "2026-11-24");
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/3"), ==, "a \"b\"\nŻ");
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/4"), ==, "");
  g_assert_true (yyjson_is_null (yyjson_arr_get (row, 5)));
  g_assert_cmpstr (answer_text (done, "/manifest/schema/columns/5/type_text"), ==, "VOID");
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/6"), ==, "0.1");
  g_assert_cmpstr (answer_text (done, "/result/data_array/0/7"), ==, "1.0E10");
}

/* A text of ours has the contract's types, also where SQLite has none such. */
static void
test_contract_types (Wire          *wire,
                     gconstpointer  unused)
{
  g_autofree char *text = wire_dup_query ("monthly_spend");
  g_autofree char *body = NULL;
  g_autoptr (Answer) done = NULL;
  g_auto (GStrv) parts = g_strsplit (text, "(:subscription_ids)", -1);
  g_autofree char *expanded = g_strjoinv ("(:subscription_ids_0, :subscription_ids_1)", parts);
  g_autofree char *escaped = g_strescape (expanded, NULL);
  gboolean dates = FALSE, decimals = FALSE;

  body = g_strdup_printf ("{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":\"%s\","
                          "\"wait_timeout\":\"10s\",\"parameters\":["
                          "{\"name\":\"subscription_ids_0\",\"value\":\"a0XSAMPLE000001\"},"
                          "{\"name\":\"subscription_ids_1\",\"value\":\"a0XSAMPLE000003\"},"
                          "{\"name\":\"include_current_month\",\"value\":\"false\",\"type\":\"BOOLEAN\"}]}",
                          escaped);
  done = wire_post (wire, STATEMENTS, body);
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  g_assert_cmpint (answer_int (done, "/manifest/total_row_count"), >, 0);
  for (guint i = 0; i < answer_size (done, "/manifest/schema/columns"); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/manifest/schema/columns/%u/type_name", i);

      dates = dates || g_strcmp0 (answer_text (done, pointer), "DATE") == 0;
      decimals = decimals || g_strcmp0 (answer_text (done, pointer), "DECIMAL") == 0;
    }
  g_assert_true (dates);
  g_assert_true (decimals);
}

static void
test_chunks (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  const char *id = answer_text (done, "/statement_id");
  g_autofree char *next = g_strdup (answer_text (done, "/result/next_chunk_internal_link"));
  g_autoptr (Answer) beyond = NULL;
  guint n_rows = 3;

  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *suffix = g_strdup_printf ("/result/chunks/%u", i);
      g_autoptr (Answer) by_index = wire_poll (wire, id, suffix);
      g_autoptr (Answer) by_link = wire_get (wire, next);

      g_assert_cmpstr (by_index->body, ==, by_link->body);
      g_assert_cmpint (answer_int (by_index, "/chunk_index"), ==, i);
      g_assert_cmpint (answer_int (by_index, "/row_offset"), ==, n_rows);
      g_assert_cmpint (answer_int (by_index, "/row_count"), ==, answer_size (by_index, "/data_array"));
      n_rows += answer_size (by_index, "/data_array");
      g_free (next);
      next = g_strdup (answer_text (by_link, "/next_chunk_internal_link"));
    }
  g_assert_null (next);
  g_assert_cmpuint (n_rows, ==, 10);
  beyond = wire_poll (wire, id, "/result/chunks/4");
  g_assert_cmpuint (beyond->status, ==, 400);
}

static void
test_links (Wire          *wire,
            gconstpointer  unused)
{
  g_autoptr (Answer) inline_done = wire_run (wire, "");
  g_autoptr (Answer) done = wire_run (wire, ",\"disposition\":\"EXTERNAL_LINKS\"");
  const char *uri = answer_text (done, "/result/external_links/0/external_link");
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) rows = NULL;
  g_autofree char *first = NULL;

  g_assert_true (g_str_has_prefix (uri, au_standin_get_link_uri (wire->standin)));
  g_assert_cmpstr (au_standin_get_link_uri (wire->standin), !=, au_standin_get_uri (wire->standin));
  g_assert_false (answer_has (done, "/result/next_chunk_index"));
  g_assert_cmpint (answer_int (done, "/result/external_links/0/next_chunk_index"), ==, 1);
  g_assert_true (g_str_has_suffix (answer_text (done, "/result/external_links/0/expiration"), ".000Z"));
  g_assert_cmpint (answer_int (done, "/manifest/total_byte_count"), >, 0);

  refused = wire_get (wire, uri);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 1);
  wire->token = "";
  rows = wire_get (wire, uri);
  wire->token = NULL;
  g_assert_cmpuint (rows->status, ==, 200);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_LINKS), ==, 1);
  first = yyjson_val_write (yyjson_ptr_get (inline_done->root, "/result/data_array"), 0, NULL);
  g_assert_cmpstr (rows->body, ==, first);
  g_assert_cmpint (answer_int (done, "/result/external_links/0/byte_count"), ==, strlen (rows->body));
}

static void
test_csv (Wire          *wire,
          gconstpointer  unused)
{
  g_autoptr (Answer) done = wire_run (wire, ",\"disposition\":\"EXTERNAL_LINKS\",\"format\":\"CSV\"");
  g_autoptr (Answer) rows = NULL;
  g_auto (GStrv) lines = NULL;

  wire->token = "";
  rows = wire_get (wire, answer_text (done, "/result/external_links/0/external_link"));
  lines = g_strsplit (rows->body, "\r\n", -1);
  g_assert_cmpstr (rows->type, ==, "text/csv");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 1);
}

static void
test_limits (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (Answer) all = wire_run (wire, ",\"row_limit\":10");
  g_autoptr (Answer) some = wire_run (wire, ",\"row_limit\":4");
  g_autoptr (Answer) few = wire_run (wire, ",\"byte_limit\":200");

  g_assert_false (yyjson_get_bool (yyjson_ptr_get (all->root, "/manifest/truncated")));
  g_assert_true (yyjson_get_bool (yyjson_ptr_get (some->root, "/manifest/truncated")));
  g_assert_cmpint (answer_int (some, "/manifest/total_row_count"), ==, 4);
  g_assert_true (yyjson_get_bool (yyjson_ptr_get (few->root, "/manifest/truncated")));
}

/* A statement that outlives its wait goes on, or ends where that was asked for. */
static void
test_wait (void)
{
  AuStandinOptions options = { .run_ms = 5300 };
  Wire wire;
  g_autoptr (Answer) cancelled = NULL;
  gint64 start = g_get_monotonic_time ();

  wire_start (&wire, &options);
  cancelled = wire_submit (&wire, ",\"wait_timeout\":\"5s\",\"on_wait_timeout\":\"CANCEL\"");
  g_assert_cmpstr (answer_text (cancelled, "/status/state"), ==, "CANCELED");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 5 * G_USEC_PER_SEC);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
  wire_stop (&wire);
}

static void
test_polls (void)
{
  AuStandinOptions options = { .pending_polls = 2, .running_polls = 2 };
  static const char *const states[] = { "PENDING", "PENDING", "RUNNING", "RUNNING" };
  g_autoptr (Answer) submitted = NULL;
  g_autoptr (Answer) done = NULL;
  Wire wire;

  wire_start (&wire, &options);
  submitted = wire_submit (&wire, "");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (Answer) answer = wire_poll (&wire, answer_text (submitted, "/statement_id"), "");

      g_assert_cmpstr (answer_text (answer, "/status/state"), ==, states[i]);
    }
  done = wire_finish (&wire, answer_text (submitted, "/statement_id"));
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  wire_stop (&wire);
}

static void
test_cancel (void)
{
  AuStandinOptions options = { .run_ms = 60000 };
  g_autoptr (Answer) submitted = NULL;
  g_autoptr (Answer) cancelled = NULL;
  g_autoptr (Answer) unknown = NULL;
  g_autoptr (Answer) done = NULL;
  g_autofree char *path = NULL;
  Wire wire;

  wire_start (&wire, &options);
  submitted = wire_submit (&wire, "");
  path = g_strdup_printf (STATEMENTS "/%s/cancel", answer_text (submitted, "/statement_id"));
  cancelled = wire_post (&wire, path, "");
  g_assert_cmpuint (cancelled->status, ==, 200);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_CANCELS), ==, 1);
  done = wire_finish (&wire, answer_text (submitted, "/statement_id"));
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "CANCELED");
  unknown = wire_post (&wire, STATEMENTS "/no-such-id/cancel", "");
  g_assert_cmpuint (unknown->status, ==, 404);
  wire_stop (&wire);
}

/* A statement that is under way when the server goes is no trouble. */
static void
test_stop (void)
{
  AuStandinOptions options = { .run_ms = 60000, .latency_ms = 20 };
  g_autoptr (Answer) submitted = NULL;
  gint64 start = g_get_monotonic_time ();
  Wire wire;

  wire_start (&wire, &options);
  submitted = wire_submit (&wire, "");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 1);
  wire_stop (&wire);
}

static const struct
{
  const char *fields;
  const char *message;
} refusals[] = {
  { "\"statement\":\"SELECT 1\"", "warehouse_id" },
  { "\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\"", "statement" },
  { "\"warehouse_id\":7,\"statement\":\"SELECT 1\"", "warehouse_id must be a string" },
  { PLAIN ",\"wait_timeout\":\"3s\"", "between 5s and 50s" },
  { PLAIN ",\"wait_timeout\":\"51s\"", "between 5s and 50s" },
  { PLAIN ",\"wait_timeout\":\"10\"", "number of seconds" },
  { PLAIN ",\"wait_timeout\":\"10.0s\"", "number of seconds" },
  { PLAIN ",\"wait_timeout\":10", "wait_timeout must be a string" },
  { PLAIN ",\"on_wait_timeout\":\"STOP\"", "on_wait_timeout" },
  { PLAIN ",\"disposition\":\"INLINE_OR_EXTERNAL_LINKS\"", "disposition" },
  { PLAIN ",\"disposition\":\"inline\"", "disposition" },
  { PLAIN ",\"format\":\"JSON\"", "format" },
  { PLAIN ",\"format\":\"CSV\"", "EXTERNAL_LINKS" },
  { PLAIN ",\"format\":\"ARROW_STREAM\",\"disposition\":\"INLINE\"", "EXTERNAL_LINKS" },
  { PLAIN ",\"row_limit\":0", "row_limit" },
  { PLAIN ",\"row_limit\":\"many\"", "row_limit" },
  { PLAIN ",\"parameters\":{\"a\":\"b\"}", "parameters must be a list" },
  { PLAIN ",\"parameters\":[{\"value\":\"1\"}]", "needs a name" },
  { PLAIN ",\"parameters\":[{\"name\":\"a\",\"value\":[\"1\",\"2\"]}]", "a list as its value" },
  { PLAIN ",\"parameters\":[{\"name\":\"a\",\"value\":1}]", "must be a string" },
  { PLAIN ",\"parameters\":[{\"name\":\"a\",\"value\":true}]", "must be a string" },
  { PLAIN ",\"parameters\":[{\"name\":\"a\",\"value\":\"1\",\"type\":\"ARRAY<STRING>\"}]", "a type that" },
  { PLAIN ",\"parameters\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\"}]", "given twice" },
  { PLAIN ",\"query_tags\":[{\"key\":\"\",\"value\":\"x\"}]", "needs a key" },
  { PLAIN ",\"query_tags\":[{\"key\":\"@@system\"}]", "reserved" },
  { PLAIN ",\"query_tags\":{\"application\":\"x\"}", "query_tags must be a list" },
  { PLAIN ",\"catalog\":1", "catalog must be a string" },
};

static void
test_refusals (Wire          *wire,
               gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *body = g_strdup_printf ("{%s}", refusals[i].fields);
      g_autoptr (Answer) answer = wire_post (wire, STATEMENTS, body);

      g_test_message ("%s", body);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_nonnull (answer_text (answer, "/error_code"));
      g_assert_nonnull (strstr (answer_text (answer, "/message"), refusals[i].message));
    }
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_REFUSED), ==,
                    G_N_ELEMENTS (refusals));
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_SUBMITTED), ==, 0);
}

static void
test_refused_bodies (Wire          *wire,
                     gconstpointer  unused)
{
  g_autofree char *long_text = g_strnfill (17 * 1024 * 1024, ' ');
  g_autofree char *huge_text = g_strnfill (25 * 1024 * 1024, ' ');
  g_autofree char *long_body = g_strdup_printf ("{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\","
                                                "\"statement\":\"%s\"}", long_text);
  g_autoptr (Answer) too_long = wire_post (wire, STATEMENTS, long_body);
  g_autoptr (Answer) too_large = wire_post (wire, STATEMENTS, huge_text);
  g_autoptr (Answer) form = wire_send (wire, "POST", STATEMENTS, "application/x-www-form-urlencoded",
                                       "{" PLAIN "}");
  g_autoptr (Answer) cut = wire_post (wire, STATEMENTS, "{" PLAIN);
  g_autoptr (Answer) list = wire_post (wire, STATEMENTS, "[]");
  g_autoptr (Answer) put = wire_send (wire, "PUT", STATEMENTS, "application/json", "{" PLAIN "}");
  g_autoptr (Answer) execute = wire_post (wire, STATEMENTS "/execute", "{" PLAIN "}");
  g_autoptr (Answer) slash = wire_post (wire, STATEMENTS "/", "{" PLAIN ",\"wait_timeout\":\"30s\"}");
  g_autoptr (Answer) warehouse = wire_post (wire, STATEMENTS,
                                            "{\"warehouse_id\":\"0\",\"statement\":\"SELECT 1\"}");

  g_assert_cmpuint (too_long->status, ==, 400);
  g_assert_nonnull (strstr (answer_text (too_long, "/message"), "16 MiB"));
  g_assert_cmpuint (too_large->status, ==, 413);
  g_assert_cmpuint (form->status, ==, 400);
  g_assert_cmpuint (cut->status, ==, 400);
  g_assert_cmpuint (list->status, ==, 400);
  g_assert_cmpuint (put->status, ==, 404);
  g_assert_cmpuint (execute->status, ==, 404);
  g_assert_cmpuint (slash->status, ==, 200);
  g_assert_cmpuint (warehouse->status, ==, 404);
  g_assert_nonnull (strstr (answer_text (warehouse, "/message"), "does not exist"));
}

/* What a workspace finds out only when it runs the text is a failed statement, no HTTP error. */
static const struct
{
  const char *text;
  const char *parameters;
  const char *name;
  const char *sql_state;
} failures[] = {
  { "SELECT :a", "", "[UNBOUND_SQL_PARAMETER]", "42P02" },
  { "SELECT ?", "", "[UNBOUND_SQL_PARAMETER]", "42P02" },
  { "SELECT * FROM main.dbt.nowhere", "", "[TABLE_OR_VIEW_NOT_FOUND]", "42P01" },
  { "SELECT no_such_column FROM main.dbt.dim_teams", "", "[UNRESOLVED_COLUMN", "42703" },
  { "SELECT no_such_function (1)", "", "[UNRESOLVED_ROUTINE]", "42883" },
  { "SELEC 1", "", "\n[PARSE_SYNTAX_ERROR]", "42601" },
  { "SELECT 1; SELECT 2", "", "\n[PARSE_SYNTAX_ERROR]", "42601" },
  { "SELECT :a", "{\"name\":\"a\",\"value\":\"twelve\",\"type\":\"INT\"}", "[CAST_INVALID_INPUT]", "22018" },
  { "SELECT :a", "{\"name\":\"a\",\"value\":\"3000000000\",\"type\":\"INT\"}", "[CAST_INVALID_INPUT]", "22018" },
  { "SELECT :a", "{\"name\":\"a\",\"value\":\"\",\"type\":\"DATE\"}", "[CAST_INVALID_INPUT]", "22018" },
  { "SELECT :a", "{\"name\":\"a\",\"value\":\"maybe\",\"type\":\"BOOLEAN\"}", "[CAST_INVALID_INPUT]", "22018" },
};

static void
test_failures (Wire          *wire,
               gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *body = NULL;
      g_autoptr (Answer) answer = NULL;

      body = g_strdup_printf ("{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":\"%s\","
                              "\"wait_timeout\":\"30s\",\"parameters\":[%s]}", failures[i].text,
                              failures[i].parameters);
      answer = wire_post (wire, STATEMENTS, body);
      g_test_message ("%s: %s", body, answer->body);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer_text (answer, "/status/state"), ==, "FAILED");
      g_assert_cmpstr (answer_text (answer, "/status/error/error_code"), ==, "BAD_REQUEST");
      g_assert_true (g_str_has_prefix (answer_text (answer, "/status/error/message"), failures[i].name));
      g_assert_cmpstr (answer_text (answer, "/status/sql_state"), ==, failures[i].sql_state);
    }
}

/* A text that would write is no query. */
static void
test_read_only (Wire          *wire,
                gconstpointer  unused)
{
  g_autoptr (Answer) answer = wire_post (wire, STATEMENTS,
                                         "{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":"
                                         "\"DELETE FROM main.dbt.dim_teams\",\"wait_timeout\":\"30s\"}");
  g_autoptr (Answer) count = wire_post (wire, STATEMENTS,
                                        "{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":"
                                        "\"SELECT count(*) FROM main.dbt.dim_teams\",\"wait_timeout\":\"30s\"}");

  g_assert_cmpstr (answer_text (answer, "/status/state"), ==, "FAILED");
  g_assert_cmpstr (answer_text (count, "/result/data_array/0/0"), !=, "0");
}

static void
test_warehouses (void)
{
  AuStandinOptions options = { .warehouse_start_ms = 150 };
  const char *path = "/api/2.0/sql/warehouses/" AU_STANDIN_STOPPED_WAREHOUSE;
  g_autoptr (Answer) list = NULL;
  g_autoptr (Answer) stopped = NULL;
  g_autoptr (Answer) submitted = NULL;
  g_autoptr (Answer) starting = NULL;
  g_autoptr (Answer) poll = NULL;
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) running = NULL;
  g_autoptr (Answer) missing = NULL;
  Wire wire;

  wire_start (&wire, &options);
  list = wire_get (&wire, "/api/2.0/sql/warehouses");
  g_assert_cmpuint (answer_size (list, "/warehouses"), ==, 2);
  g_assert_cmpstr (answer_text (list, "/warehouses/0/state"), ==, "RUNNING");
  stopped = wire_get (&wire, path);
  g_assert_cmpstr (answer_text (stopped, "/state"), ==, "STOPPED");
  missing = wire_get (&wire, "/api/2.0/sql/warehouses/0");
  g_assert_cmpuint (missing->status, ==, 404);

  submitted = wire_post (&wire, STATEMENTS,
                         "{\"warehouse_id\":\"" AU_STANDIN_STOPPED_WAREHOUSE "\",\"statement\":"
                         "\"SELECT 1\",\"wait_timeout\":\"0s\"}");
  starting = wire_get (&wire, path);
  g_assert_cmpstr (answer_text (starting, "/state"), ==, "STARTING");
  poll = wire_poll (&wire, answer_text (submitted, "/statement_id"), "");
  g_assert_cmpstr (answer_text (poll, "/status/state"), ==, "PENDING");
  done = wire_finish (&wire, answer_text (submitted, "/statement_id"));
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  running = wire_get (&wire, path);
  g_assert_cmpstr (answer_text (running, "/state"), ==, "RUNNING");
  wire_stop (&wire);
}

static void
test_me (Wire          *wire,
         gconstpointer  unused)
{
  g_autoptr (Answer) me = wire_get (wire, "/api/2.0/preview/scim/v2/Me");
  g_autoptr (Answer) config = NULL;
  g_autofree char *agent = NULL;

  g_assert_cmpuint (me->status, ==, 200);
  g_assert_nonnull (answer_text (me, "/userName"));
  g_assert_cmpstr (soup_message_headers_get_one (me->headers, "X-Databricks-Org-Id"), ==,
                   AU_STANDIN_WORKSPACE_ID);
  wire->token = "";
  config = wire_get (wire, "/.well-known/databricks-config");
  g_assert_true (g_str_has_suffix (answer_text (config, "/oidc_endpoint"), "/oidc"));
  agent = au_standin_dup_user_agent (wire->standin);
  g_assert_cmpstr (agent, ==, "wire/1.0");
}

static void
test_tokens (Wire          *wire,
             gconstpointer  unused)
{
  static const struct
  {
    const char *token;
    guint status;
  } tokens[] = {
    { "", 401 }, { "dapi0", 401 }, { "eyJ0", 403 }, { "Basic eDp5", 401 },
  };
  static const char *const paths[] = {
    STATEMENTS "/x", "/api/2.0/sql/warehouses", "/api/2.0/preview/scim/v2/Me",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
      {
        g_autoptr (Answer) answer = NULL;

        wire->token = tokens[i].token;
        answer = wire_get (wire, paths[j]);
        g_assert_cmpuint (answer->status, ==, tokens[i].status);
        g_assert_cmpint (answer_int (answer, "/error_code"), ==, tokens[i].status);
        g_assert_nonnull (answer->request_id);
        g_assert_cmpint (soup_message_headers_get_one (answer->headers, "WWW-Authenticate") != NULL, ==,
                         tokens[i].status == 401);
      }
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_UNAUTHORIZED), ==, 12);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);

#define ADD(path, function) g_test_add ("/standin/" path, Wire, NULL, setup, function, teardown)
  ADD ("states", test_states);
  ADD ("cells", test_cells);
  ADD ("contract-types", test_contract_types);
  ADD ("chunks", test_chunks);
  ADD ("links", test_links);
  ADD ("csv", test_csv);
  ADD ("limits", test_limits);
  ADD ("refusals", test_refusals);
  ADD ("refused-bodies", test_refused_bodies);
  ADD ("failures", test_failures);
  ADD ("read-only", test_read_only);
  ADD ("me", test_me);
  ADD ("tokens", test_tokens);
  g_test_add_func ("/standin/wait", test_wait);
  g_test_add_func ("/standin/polls", test_polls);
  g_test_add_func ("/standin/cancel", test_cancel);
  g_test_add_func ("/standin/stop", test_stop);
  g_test_add_func ("/standin/warehouses", test_warehouses);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
