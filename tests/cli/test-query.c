/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The sixteen queries with arguments that fit, and how many rows are to be expected at least. */
static const struct
{
  const char *name;
  const char *arguments[4];
  guint min_rows;
} queries[] = {
  { "account_opportunities", { "--param", "account_id=001SAMPLE000001" }, 1 },
  { "accounts_search", { "--param", "q=hal", "--param", "limit=3" }, 1 },
  { "active_users", { "--subscription", "a0XSAMPLE000001" }, 300 },
  { "depth_of_usage", { "--subscription", "a0XSAMPLE000001", "--param", "months=6" }, 10 },
  { "feature_adoption", { "--subscription", "a0XSAMPLE000001" }, 20 },
  { "feature_adoption_pct", { "--subscription", "a0XSAMPLE000001" }, 20 },
  { "mau", { "--subscription", "a0XSAMPLE000001" }, 20 },
  { "model_spend", { "--subscription", "a0XSAMPLE000001" }, 20 },
  { "monthly_spend", { "--subscription", "a0XSAMPLE000001" }, 20 },
  { "overage", { "--subscription", "a0XSAMPLE000003" }, 1 },
  { "subscriptions", { NULL }, 401 },
  { "team_subscription", { "--param", "team_id=40001" }, 1 },
  { "teams_bulk", { "--param", "team_ids=40001, 41001,49999" }, 3 },
  { "teams_search", { "--param", "q=HALDEN" }, 1 },
  { "top_users", { "--subscription", "a0XSAMPLE000001", "--param", "limit=7" }, 7 },
  { "true_ups", { "--subscription", "a0XSAMPLE000001" }, 4 },
};

static Run *
run_query (gsize       index,
           const char *format)
{
  const char *const *a = queries[index].arguments;
  const char *form[] = { "--format", format, NULL };

  if (a[0] == NULL)
    return run_anyusage ("query", queries[index].name, form[0], form[1], NULL);
  return run_anyusage ("query", queries[index].name, form[0], form[1], a[0], a[1], a[2], a[3], NULL);
}

/* What a cell of the CSV says where the JSON says @node. */
static char *
dup_csv_field (JsonNode   *node,
               const char *type)
{
  const char *text;

  if (json_node_is_null (node))
    return g_strdup ("");
  if (g_str_equal (type, "bigint"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (g_str_equal (type, "boolean"))
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");

  text = json_node_get_string (node);
  g_assert_nonnull (text);
  return g_strdup (*text != '\0' ? text : "\"\"");
}

static void
compare_rows (JsonArray *columns,
              JsonArray *rows,
              GPtrArray *records)
{
  guint n_columns = json_array_get_length (columns);

  g_assert_cmpuint (json_array_get_length (rows) + 1, ==, records->len);
  for (guint row = 0; row < records->len; row++)
    {
      const char *const *record = g_ptr_array_index (records, row);

      g_assert_cmpuint (g_strv_length ((GStrv) record), ==, n_columns);
      for (guint i = 0; i < n_columns; i++)
        {
          JsonObject *column = json_array_get_object_element (columns, i);
          const char *type = json_object_get_string_member (column, "type");
          g_autofree char *expected = NULL;
          JsonNode *node;

          if (row == 0)
            {
              g_assert_cmpstr (record[i], ==, json_object_get_string_member (column, "name"));
              continue;
            }
          node = json_array_get_element (json_array_get_array_element (rows, row - 1), i);
          if (g_str_equal (type, "double") && !json_node_is_null (node))
            {
              g_assert_cmpfloat (g_ascii_strtod (record[i], NULL), ==, json_node_get_double (node));
              continue;
            }
          expected = dup_csv_field (node, type);
          g_assert_cmpstr (record[i], ==, expected);
        }
    }
}

static void
test_all (void)
{
  g_autoptr (Run) list = run_anyusage ("list", "queries", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (Run) csv = run_query (i, "csv");
      g_autoptr (Run) json = run_query (i, "json");
      g_autoptr (Run) table = run_query (i, "table");
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_strconcat (queries[i].name, "\t", NULL);
      JsonObject *object, *provenance;

      g_test_message ("%s", queries[i].name);
      g_assert_nonnull (strstr (list->out, line));

      run_assert_done (csv);
      records = parse_csv (csv->out, csv->length);
      g_assert_cmpuint (records->len, >, queries[i].min_rows);

      run_assert_done (json);
      json_parser_load_from_data (parser, json->out, (gssize) json->length, &error);
      g_assert_no_error (error);
      object = json_node_get_object (json_parser_get_root (parser));
      g_assert_cmpstr (json_object_get_string_member (object, "query"), ==, queries[i].name);
      compare_rows (json_object_get_array_member (object, "columns"),
                    json_object_get_array_member (object, "rows"), records);

      provenance = json_object_get_object_member (object, "provenance");
      g_assert_cmpint (json_object_get_int_member (provenance, "rows"), ==, records->len - 1);
      g_assert_cmpstr (json_object_get_string_member (provenance, "standing"), ==, "verified");
      g_assert_cmpstr (json_object_get_string_member (provenance, "finished"), ==,
                       "2026-11-24T09:12:00.000Z");

      /* The receipt is told beside the rows, not among them. */
      g_assert_cmpint (table->status, ==, 0);
      g_assert_nonnull (strstr (table->err, ".sql verified "));
      g_assert_null (strstr (table->out, "verified"));
    }
}

/* Every checksum that provenance names can be computed anew from what it says. */
static void
test_provenance (void)
{
  g_autoptr (Run) run = run_anyusage ("query", "mau", "--format", "json", "--subscription",
                                      "a0XSAMPLE000002,a0XSAMPLE000001", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sum = NULL;
  JsonObject *provenance, *parameters;
  JsonArray *ids;
  const char *text;

  run_assert_done (run);
  json_parser_load_from_data (parser, run->out, (gssize) run->length, &error);
  g_assert_no_error (error);
  provenance = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                              "provenance");
  text = json_object_get_string_member (provenance, "sent_text");
  g_assert_nonnull (strstr (text, ":subscription_ids_1"));
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_assert_cmpstr (sum, ==, json_object_get_string_member (provenance, "sent_sha256"));

  parameters = json_object_get_object_member (provenance, "parameters");
  ids = json_object_get_array_member (parameters, "subscription_ids");
  g_assert_cmpstr (json_array_get_string_element (ids, 0), ==, "a0XSAMPLE000002");
  g_assert_cmpstr (json_array_get_string_element (ids, 1), ==, "a0XSAMPLE000001");
  g_assert_true (json_object_get_boolean_member (parameters, "include_current_month"));
  g_assert_cmpstr (json_object_get_string_member (provenance, "data_through"), ==, "2026-11-23");
}

/* Several ways to say the same. */
static void
test_same (void)
{
  static const char *ways[][5] = {
    { "--subscription", "a0XSAMPLE000001", "--subscription", "a0XSAMPLE000005" },
    { "--subscription", " a0XSAMPLE000001 ,,a0XSAMPLE000005,a0XSAMPLE000001" },
    { "--subscription=a0XSAMPLE000001", "--subscription=a0XSAMPLE0000052PA" },
    { "--param", "subscription_ids=a0XSAMPLE000001,a0XSAMPLE000005" },
  };
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      const char *const *a = ways[i];
      g_autoptr (Run) run = run_anyusage ("query", "mau", "--format=json", a[0], a[1], a[2], a[3],
                                          NULL);

      run_assert_done (run);
      /* The form that the source lists is sent, whichever was given. */
      g_assert_nonnull (strstr (run->out, "[\"a0XSAMPLE000001\", \"a0XSAMPLE0000052PA\"]"));
      if (first == NULL)
        first = g_strdup (run->out);
      g_assert_cmpstr (run->out, ==, first);
    }
}

static void
test_teams (void)
{
  g_autoptr (Run) given = run_anyusage ("query", "depth_of_usage", "--param", "team_ids=40001,41001",
                                        "--format", "csv", NULL);
  g_autoptr (Run) resolved = run_anyusage ("query", "depth_of_usage", "--subscription",
                                           "a0XSAMPLE000001", "--format", "csv", NULL);
  g_autoptr (Run) none = run_anyusage ("query", "depth_of_usage", "--subscription",
                                       "a0XSAMPLE000010", NULL);

  run_assert_done (given);
  run_assert_done (resolved);
  g_assert_cmpstr (given->out, ==, resolved->out);
  run_assert_fails (none, 1, "No team is linked to a0XSAMPLE000010");
}

static void
test_truncated (void)
{
  g_autoptr (Run) run = run_anyusage ("query", "top_users", "--subscription", "a0XSAMPLE000003",
                                      "--format", "csv", NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->err, "top_users: the source returned only the first "));
  g_assert_nonnull (strstr (run->err, "more exist"));
}

static void
test_table (void)
{
  g_autoptr (Run) run = run_anyusage ("query", "true_ups", "--subscription", "a0XSAMPLE000001",
                                      NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, "close_date "));
  g_assert_nonnull (strstr (run->out, " 120,000.00\n"));
  g_assert_nonnull (strstr (run->out, "\n1 Apr 2025 "));
}

static void
test_bad_values (void)
{
  static const struct
  {
    const char *arguments[6];
    int status;
    const char *part;
  } cases[] = {
    { { "mau", "--subscription", "a0XUNKNOWN00001" }, 1,
      "There is no subscription a0XUNKNOWN00001 in the Sample workspace" },
    { { "depth_of_usage", "--subscription", "a0XUNKNOWN00001" }, 1, "a0XUNKNOWN00001" },
    { { "mau", "--subscription", "a0XSAMPLE00000" }, 2, "a0XSAMPLE00000" },
    { { "mau", "--subscription", "a0XSAMPLE000001,'; DROP TABLE x" }, 2, "DROP" },
    { { "mau", "--subscription", "a0XSAMPLE000001\nx" }, 2, "no Salesforce id" },
    { { "mau", "--subscription", "\xff\xfe" }, 2, "no Salesforce id" },
    { { "mau", "--subscription", "," }, 2, "at least one id" },
    { { "mau" }, 2, "at least one id" },
    { { "mau", "--param", "subscription_ids=" }, 2, "at least one id" },
    { { "mau", "--param", "subscription_ids=x" }, 2, "no Salesforce id" },
    { { "mau", "--param", "subscription_ids=a0XSAMPLE000001", "--subscription", "a0XSAMPLE000001" },
      2, "say the same" },
    { { "mau", "--subscription", "a0XSAMPLE000001", "--param", "include_current_month=maybe" }, 2,
      "include_current_month" },
    { { "mau", "--subscription", "a0XSAMPLE000001", "--param", "months=3" }, 2, "months" },
    { { "mau", "--subscription", "a0XSAMPLE000001", "--param", "months" }, 2, "NAME=VALUE" },
    { { "mau", "--subscription", "a0XSAMPLE000001", "--param", "=3" }, 2, "NAME=VALUE" },
    { { "teams_bulk", "--param", "team_ids=40001,abc" }, 2, "abc" },
    { { "teams_bulk", "--param", "team_ids=" }, 2, "team_ids" },
    { { "teams_bulk" }, 2, "team_ids" },
    { { "team_subscription", "--param", "team_id=letters" }, 2, "letters" },
    { { "depth_of_usage", "--param", "team_ids=40001", "--param", "months=0" }, 2, "months" },
    { { "depth_of_usage", "--subscription", "a0XSAMPLE000001", "--param", "months=x" }, 2, "months" },
    { { "top_users", "--subscription", "a0XSAMPLE000001", "--param", "limit=-1" }, 2, "limit" },
    { { "top_users", "--subscription", "a0XSAMPLE000001", "--param", "limit=99999999999" }, 2,
      "limit" },
    { { "teams_search", "--param", "q=a", "--param", "q=b" }, 2, "twice" },
    { { "teams_search", "--param", "q=\xff" }, 2, "q" },
    { { "teams_search" }, 2, "q" },
    { { "teams_search", "--subscription", "a0XSAMPLE000001" }, 2, "--subscription" },
    { { "subscriptions", "--param", "q=x" }, 2, "takes no parameter" },
    { { "account_opportunities", "--param", "account_id=no" }, 2, "no Salesforce id" },
    { { "feature_adoption", "--subscription", "a0XSAMPLE000004" }, 1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *a = cases[i].arguments;
      g_autoptr (Run) run = run_anyusage ("query", a[0], a[1], a[2], a[3], a[4], NULL);

      run_assert_fails (run, cases[i].status, cases[i].part);
      g_assert_cmpstr (run->out, ==, "");
    }
}

static void
test_too_many (void)
{
  g_autoptr (Run) list = run_anyusage ("list", "subscriptions", NULL);
  g_auto (GStrv) lines = g_strsplit (list->out, "\n", -1);
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (Run) most = NULL;
  g_autoptr (Run) more = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (ids, "%.*s,", (int) strcspn (lines[i], "\t"), lines[i]);
  most = run_anyusage ("query", "mau", "--format", "csv", "--subscription", ids->str, NULL);
  run_assert_done (most);

  g_string_append_printf (ids, "%.*s", (int) strcspn (lines[200], "\t"), lines[200]);
  more = run_anyusage ("query", "mau", "--format", "csv", "--subscription", ids->str, NULL);
  run_assert_fails (more, 2, "201");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();
  g_test_add_func ("/cli/query/all", test_all);
  g_test_add_func ("/cli/query/provenance", test_provenance);
  g_test_add_func ("/cli/query/same", test_same);
  g_test_add_func ("/cli/query/teams", test_teams);
  g_test_add_func ("/cli/query/truncated", test_truncated);
  g_test_add_func ("/cli/query/table", test_table);
  g_test_add_func ("/cli/query/bad-values", test_bad_values);
  g_test_add_func ("/cli/query/too-many", test_too_many);
  return g_test_run ();
}
