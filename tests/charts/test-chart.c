/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all charts have in common. */
#include "config.h"

#include "support.h"
#include "au-error.h"

static void
test_names (void)
{
  static const char *const expected[] = {
    "mau", "model-spend", "active-users", "feature-adoption", "top-users", "true-ups",
    "depth-of-usage", "overage", "monthly-spend", NULL,
  };
  const char *const *names = au_chart_get_names ();

  g_assert_true (g_strv_equal (names, expected));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuChart) chart = au_chart_new (names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (au_chart_get_name (chart), ==, names[i]);
      g_assert_cmpstr (au_chart_get_title (chart), !=, "");
    }
}

static void
test_unknown_name (void)
{
  static const char *const names[] = { "", "MAU", "nonsense", "mau ", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (au_chart_new (names[i], &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_NOT_FOUND);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "true-ups"));
    }
}

/* Every query of a chart exists, and takes the options that the chart says it uses. */
static void
test_requests (void)
{
  static const char *const names[] = {
    "mau", "model-spend", "active-users", "feature-adoption", "top-users", "true-ups",
    "depth-of-usage", "overage", "monthly-spend", "mau-vs-spend",
  };
  const AuChartOptions options = { FALSE, 7, 9, FALSE };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "41001,40001");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuChart) chart = au_chart_new (names[i], &error);
      g_autoptr (GPtrArray) requests = NULL;
      AuChartOptionFlags flags = au_chart_get_option_flags (chart);

      requests = au_chart_create_requests (chart, catalog, selection, &options, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (requests->len, ==, g_strv_length ((GStrv) au_chart_get_queries (chart)));
      for (guint j = 0; j < requests->len; j++)
        {
          AuRequest *request = g_ptr_array_index (requests, j);
          AuContract *contract = au_request_get_contract (request);

          g_assert_cmpstr (au_request_get_name (request), ==, au_chart_get_queries (chart)[j]);
          g_assert_cmpint (au_contract_find_parameter (contract, "include_current_month") != NULL, ==,
                           (flags & AU_CHART_OPTION_CURRENT_MONTH) != 0);
          g_assert_cmpint (au_contract_find_parameter (contract, "months") != NULL, ==,
                           (flags & AU_CHART_OPTION_MONTHS) != 0);
          g_assert_cmpint (au_contract_find_parameter (contract, "limit") != NULL, ==,
                           (flags & AU_CHART_OPTION_LIMIT) != 0);
          if (flags & AU_CHART_OPTION_CURRENT_MONTH)
            {
              g_autoptr (GVariant) value = au_request_get_value (request, "include_current_month");

              g_assert_false (g_variant_get_boolean (value));
            }
          if (flags & AU_CHART_OPTION_LIMIT)
            {
              g_autoptr (GVariant) value = au_request_get_value (request, "limit");

              g_assert_cmpint (g_variant_get_int32 (value), ==, 9);
            }
        }
    }
}

static void
test_depth_teams (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "41001,40001");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("depth-of-usage", &error);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GVariant) teams = NULL;
  const gint64 *ids;
  gsize n;

  requests = au_chart_create_requests (chart, catalog, selection, NULL, &error);
  g_assert_no_error (error);
  teams = au_request_get_value (g_ptr_array_index (requests, 0), "team_ids");
  ids = g_variant_get_fixed_array (teams, &n, sizeof (gint64));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (ids[0], ==, 40001);
  g_assert_cmpint (ids[1], ==, 41001);
}

static void
test_bad_options (void)
{
  const AuChartOptions options = { TRUE, 12, 0, TRUE };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("top-users", &error);

  g_assert_null (au_chart_create_requests (chart, catalog, selection, &options, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
}

/* No rows, not loaded, and failed are three different things to say. */
static void
test_three_states (void)
{
  g_autoptr (GError) error = g_error_new_literal (AU_ERROR, AU_ERROR_SOURCE, "The warehouse sleeps.");
  g_autoptr (AuChart) chart = au_chart_new ("mau", NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  AuChartContext context = support_context (selection);
  g_autoptr (AuFigure) empty = support_build ("mau", "");
  g_autoptr (AuFigure) waiting = au_chart_build_not_loaded (chart);
  g_autoptr (AuFigure) failed = au_chart_build_failed (chart, &context, error);

  g_assert_cmpint (au_figure_get_status (empty), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpint (au_figure_get_status (waiting), ==, AU_FIGURE_NOT_LOADED);
  g_assert_cmpint (au_figure_get_status (failed), ==, AU_FIGURE_FAILED);
  g_assert_cmpstr (au_figure_get_status_detail (failed), ==, "The warehouse sleeps.");
  g_assert_cmpstr (au_figure_get_status_heading (empty), ==, "No rows returned");
  g_assert_cmpstr (au_figure_get_status_heading (waiting), ==, "Not loaded");
  g_assert_cmpstr (au_figure_get_status_heading (failed), ==, "Could not be loaded");
  g_assert_true (support_has_label (failed, AU_LABEL_STATUS, "The warehouse sleeps."));
  g_assert_cmpuint (support_count_marks (failed), ==, 0);
}

static void
test_missing_result (void)
{
  g_autoptr (GError) error = g_error_new_literal (AU_ERROR, AU_ERROR_SOURCE, "The warehouse sleeps.");
  g_autoptr (AuChart) chart = au_chart_new ("mau", NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  AuChartContext context = support_context (selection);
  AuResult *none = NULL;
  g_autoptr (AuFigure) told = au_chart_build (chart, &context, &none, &error, 1);
  g_autoptr (AuFigure) untold = au_chart_build (chart, &context, &none, NULL, 1);

  g_assert_cmpstr (au_figure_get_status_detail (told), ==, "The warehouse sleeps.");
  g_assert_cmpstr (au_figure_get_status_detail (untold), ==, "The query gave no result.");
}

static void
test_stands_alone (void)
{
  g_autoptr (AuChart) chart = au_chart_new ("mau", NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) result = support_result ("mau", "2026-10-01|412|NULL");
  g_autoptr (AuResult) empty = support_result ("mau", "");
  g_autoptr (AuFigure) figure = NULL;
  g_autoptr (AuFigure) blank = NULL;
  AuChartContext context = support_context (selection);

  context.stands_alone = TRUE;
  figure = au_chart_build (chart, &context, &result, NULL, 1);
  blank = au_chart_build (chart, &context, &empty, NULL, 1);
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "Halden Freight · People active in a calendar month, Oct 2026");
  g_assert_cmpstr (au_figure_get_subtitle (blank), ==, "Halden Freight");
}

static AuSelection *
make_selection (const char *account)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, "subscriptions");
  const char *cells[] = { "a0XSAMPLE000001", "x", "001SAMPLE000001", account, "5", NULL, "" };
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;

  g_assert_cmpuint (au_contract_get_n_columns (contract), ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_true (au_table_builder_append_text (builder, cells[i], NULL));
  table = au_table_builder_end (builder);
  subscriptions = au_subscriptions_new_from_table (table);
  return au_selection_new (subscriptions, NULL);
}

static void
test_file_names (void)
{
  static const struct
  {
    const char *account;
    const char *expected;
  } names[] = {
    { "Halden Freight", "Halden-Freight_mau_2026-11-24.png" },
    { "Żółw Software S.A.", "Żółw-Software-S.A._mau_2026-11-24.png" },
    { "Kestrel & Thorn / Games", "Kestrel-&-Thorn-Games_mau_2026-11-24.png" },
    { "../../etc/passwd", "etc-passwd_mau_2026-11-24.png" },
    { "a\tb\nc:d\\e?f", "a-b-c-d-e-f_mau_2026-11-24.png" },
    { ".hidden", "hidden_mau_2026-11-24.png" },
    { "///", "mau_2026-11-24.png" },
  };
  g_autoptr (AuChart) chart = au_chart_new ("mau", NULL);
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autoptr (AuSelection) long_selection = make_selection (endless);
  g_autofree char *long_name = au_chart_create_file_name (chart, long_selection,
                                                          au_day_new (2026, 11, 24), "png");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AuSelection) selection = make_selection (names[i].account);
      g_autofree char *name = au_chart_create_file_name (chart, selection,
                                                         au_day_new (2026, 11, 24), "png");

      g_assert_cmpstr (name, ==, names[i].expected);
    }
  g_assert_cmpuint (strlen (long_name), <, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/chart/names", test_names);
  g_test_add_func ("/charts/chart/unknown-name", test_unknown_name);
  g_test_add_func ("/charts/chart/requests", test_requests);
  g_test_add_func ("/charts/chart/depth-teams", test_depth_teams);
  g_test_add_func ("/charts/chart/bad-options", test_bad_options);
  g_test_add_func ("/charts/point/15-three-states-of-nothing", test_three_states);
  g_test_add_func ("/charts/chart/missing-result", test_missing_result);
  g_test_add_func ("/charts/chart/stands-alone", test_stands_alone);
  g_test_add_func ("/charts/point/48-file-names", test_file_names);

  return g_test_run ();
}
