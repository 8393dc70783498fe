/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart of every account of the sample workspace, against the rows that came, read here in
 * another way: row by row from their normal form, with no help of the charts' own code. */
#include "config.h"

#include "support.h"
#include "../source/support.h"
#include "au-chart-description.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-plot-render.h"
#include "au-summary.h"

#include <math.h>

#define HALDEN "a0XSAMPLE000001"
#define BRIGHTMOOR "a0XSAMPLE000002"
#define ORIEL "a0XSAMPLE000003"
#define KESTREL "a0XSAMPLE000004"
#define ZOLW "a0XSAMPLE000005"
#define PINECREST "a0XSAMPLE000006"
#define NORTHGATE "a0XSAMPLE000007"
#define TAMARIND "a0XSAMPLE000008,a0XSAMPLE000009,a0XSAMPLE000010"

static AuSource *source;
static GPtrArray *subscriptions;

typedef struct
{
  AuFigure *figure;
  AuResult *results[2];
  GError *errors[2];
  guint n;
} Drawn;

static void
clear_drawn (Drawn *drawn)
{
  for (guint i = 0; i < G_N_ELEMENTS (drawn->results); i++)
    {
      g_clear_pointer (&drawn->results[i], au_result_unref);
      g_clear_error (&drawn->errors[i]);
    }
  g_clear_pointer (&drawn->figure, au_figure_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawn, clear_drawn)

static AuSelection *
select_ids (const char *ids)
{
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  AuSelection *selection;

  for (guint i = 0; list[i] != NULL; i++)
    for (guint j = 0; j < subscriptions->len; j++)
      {
        AuSubscription *subscription = g_ptr_array_index (subscriptions, j);

        /* The id of one is listed in its form of 18 characters. */
        if (g_str_has_prefix (au_subscription_get_id (subscription), list[i]))
          g_ptr_array_add (chosen, subscription);
      }
  g_assert_cmpuint (chosen->len, ==, g_strv_length (list));
  selection = au_selection_new (chosen, &error);
  g_assert_no_error (error);
  return selection;
}

static Drawn
draw (const char *ids,
      const char *name)
{
  Drawn drawn = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSelection) selection = select_ids (ids);
  g_autoptr (AuChart) chart = au_chart_new (name, &error);
  g_autoptr (GPtrArray) requests = NULL;
  AuChartContext context = support_context (selection);

  g_assert_no_error (error);
  requests = au_chart_create_requests (chart, au_source_get_catalog (source), selection, NULL,
                                       &error);
  if (requests == NULL)
    {
      drawn.figure = au_chart_build_failed (chart, &context, error);
      return drawn;
    }
  drawn.n = requests->len;
  for (guint i = 0; i < requests->len; i++)
    drawn.results[i] = support_query (source, g_ptr_array_index (requests, i), NULL,
                                      &drawn.errors[i]);
  drawn.figure = au_chart_build (chart, &context, drawn.results, drawn.errors, drawn.n);
  return drawn;
}

static char *
get_cell (AuResult   *result,
          const char *column,
          guint       row)
{
  AuTable *table = au_result_get_table (result);
  int index = au_table_find_column (table, column);

  g_assert_cmpint (index, >=, 0);
  return au_table_dup_text (table, (guint) index, row);
}

/* Whole cents or things, of a normal form: "48211.50" is 4821150 hundredths. */
static gint64
to_hundredths (const char *text)
{
  return llround (g_ascii_strtod (text, NULL) * 100.0);
}

static int
find_category (AuFigure   *figure,
               const char *iso)
{
  AuDay day;

  g_assert_true (au_day_parse (iso, &day));
  return au_figure_find_day (figure, day);
}

/* Each row is a mark of just its value, and there are no other marks. */
static void
check_one_series (const char *ids,
                  const char *chart,
                  const char *date_column,
                  const char *value_column,
                  guint       panel,
                  const char *series,
                  guint       result)
{
  g_auto (Drawn) drawn = draw (ids, chart);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_rows = au_table_get_n_rows (au_result_get_table (drawn.results[result]));

  g_assert_cmpuint (n_rows, >, 0);
  for (guint row = 0; row < n_rows; row++)
    {
      char *date = get_cell (drawn.results[result], date_column, row);
      g_autofree char *value = get_cell (drawn.results[result], value_column, row);
      double mark = support_mark (drawn.figure, panel, series, find_category (drawn.figure, date));

      if (value == NULL)
        g_assert_true (isnan (mark));
      else
        g_assert_cmpint (llround (mark * 100.0), ==, to_hundredths (value));
      g_hash_table_add (seen, date);
    }

  for (gsize i = 0; i < au_figure_get_n_categories (drawn.figure); i++)
    {
      g_autofree char *iso = au_day_to_iso (au_figure_get_day (drawn.figure, i));

      if (!g_hash_table_contains (seen, iso))
        support_assert_gap (drawn.figure, panel, series, (int) i);
    }
}

static void
test_single_series (void)
{
  static const char *const all[] = {
    HALDEN, BRIGHTMOOR, ORIEL, KESTREL, ZOLW, PINECREST, TAMARIND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      check_one_series (all[i], "mau", "month", "mau", 0, "Monthly actives", 0);
      check_one_series (all[i], "monthly-spend", "month", "total_usd", 0, "Spend", 0);
      check_one_series (all[i], "mau-vs-spend", "month", "mau", 0, "Monthly actives", 0);
      check_one_series (all[i], "mau-vs-spend", "month", "total_usd", 1, "Spend", 1);
    }
  check_one_series (HALDEN, "overage", "period_start", "overage_usd", 0, "Overage", 0);
  check_one_series (ZOLW, "overage", "period_start", "overage_usd", 0, "Overage", 0);
  check_one_series (PINECREST, "active-users", "day", "dau", 0, "DAU", 0);
  check_one_series (PINECREST, "active-users", "day", "mau", 0, "MAU", 0);
  check_one_series (PINECREST, "active-users", "day", "power_users", 0, "Power users", 0);
}

/* What is stacked in a month is what its rows sum to, to the cent or the head. */
static void
check_stack (const char *ids,
             const char *chart,
             const char *value_column)
{
  g_auto (Drawn) drawn = draw (ids, chart);
  AuPanel *panel = au_figure_get_panel (drawn.figure, 0);
  guint n_rows = au_table_get_n_rows (au_result_get_table (drawn.results[0]));

  g_assert_cmpuint (n_rows, >, 0);
  for (gsize i = 0; i < au_figure_get_n_categories (drawn.figure); i++)
    {
      g_autofree char *month = au_day_to_iso (au_figure_get_day (drawn.figure, i));
      gint64 expected = 0;
      gint64 stacked = 0;

      for (guint row = 0; row < n_rows; row++)
        {
          g_autofree char *date = get_cell (drawn.results[0], "month", row);
          g_autofree char *value = get_cell (drawn.results[0], value_column, row);

          if (g_str_equal (date, month) && value != NULL)
            expected += to_hundredths (value);
        }
      for (guint j = 0; j < au_panel_get_n_series (panel); j++)
        {
          const char *name = au_series_get_name (au_panel_get_series (panel, j));
          double mark = support_mark (drawn.figure, 0, name, (int) i);

          stacked += isnan (mark) ? 0 : llround (mark * 100.0);
        }
      g_assert_cmpint (stacked, ==, expected);
    }
}

static void
test_stacks (void)
{
  static const char *const all[] = {
    HALDEN, BRIGHTMOOR, ORIEL, KESTREL, ZOLW, PINECREST, TAMARIND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      check_stack (all[i], "model-spend", "spend_usd");
      check_stack (all[i], "depth-of-usage", "users");
    }
}

static void
test_adoption (void)
{
  g_auto (Drawn) drawn = draw (HALDEN, "feature-adoption");
  guint n_rows = au_table_get_n_rows (au_result_get_table (drawn.results[0]));
  guint n_plan_mode = 0;

  g_assert_cmpuint (support_count_marks (drawn.figure), ==, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *month = get_cell (drawn.results[0], "month", row);
      g_autofree char *feature = get_cell (drawn.results[0], "feature", row);
      g_autofree char *pct = get_cell (drawn.results[0], "pct", row);

      if (g_str_equal (feature, "agent"))
        {
          int category = find_category (drawn.figure, month);

          g_assert_cmpfloat (support_mark (drawn.figure, 0, "Agent", category), ==,
                             g_ascii_strtod (pct, NULL));
        }
      if (g_str_equal (feature, "plan_mode"))
        n_plan_mode++;
    }
  /* It was launched after the account signed: before that there is nothing, not nought. */
  g_assert_cmpuint (n_plan_mode, >, 0);
  g_assert_cmpuint (n_plan_mode, <, au_figure_get_n_categories (drawn.figure));
  support_assert_gap (drawn.figure, 0, "Plan mode", 0);
}

static void
test_true_ups (void)
{
  g_auto (Drawn) drawn = draw (HALDEN, "true-ups");
  static const double added[] = { 250, 75, 75, 100 };
  static const double running[] = { 250, 325, 400, 500 };

  g_assert_cmpuint (au_figure_get_n_categories (drawn.figure), ==, 4);
  for (int i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (support_mark (drawn.figure, 0, "Licences added", i), ==, added[i]);
      g_assert_cmpfloat (support_mark (drawn.figure, 0, "Running total", i), ==, running[i]);
    }
}

static void
test_top_users (void)
{
  g_auto (Drawn) drawn = draw (HALDEN, "top-users");
  guint n_rows = au_table_get_n_rows (au_result_get_table (drawn.results[0]));

  g_assert_cmpuint (n_rows, ==, 25);
  g_assert_cmpuint (au_figure_get_n_categories (drawn.figure), ==, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *email = get_cell (drawn.results[0], "email", row);
      g_autofree char *requests = get_cell (drawn.results[0], "requests", row);

      g_assert_cmpstr (au_figure_get_cell (drawn.figure, row, 0), ==, email);
      g_assert_cmpfloat (au_figure_get_bar_value (drawn.figure, row), ==,
                         g_ascii_strtod (requests, NULL));
    }
}

/* The traps of the workspace, as a person would see them. */
static void
test_traps (void)
{
  g_auto (Drawn) duplicate = draw (BRIGHTMOOR, "monthly-spend");
  g_auto (Drawn) unordered = draw (KESTREL, "mau");
  g_auto (Drawn) refused = draw (KESTREL, "feature-adoption");
  g_auto (Drawn) beside = draw (KESTREL, "active-users");
  g_auto (Drawn) truncated = draw (ORIEL, "top-users");
  g_auto (Drawn) contraction = draw (ZOLW, "true-ups");
  g_auto (Drawn) one = draw (PINECREST, "mau");
  g_auto (Drawn) unused = draw (NORTHGATE, "mau");
  g_auto (Drawn) teamless = draw ("a0XSAMPLE000010", "depth-of-usage");
  g_auto (Drawn) unknown = draw (TAMARIND, "true-ups");
  gboolean falls = FALSE;

  g_assert_true (support_has_footnote (duplicate.figure, "2 equal rows came back for"));

  /* The rows do fall back in time, and the marks do not: test_single_series() has their values. */
  for (guint row = 1; row < au_table_get_n_rows (au_result_get_table (unordered.results[0])); row++)
    {
      g_autofree char *before = get_cell (unordered.results[0], "month", row - 1);
      g_autofree char *after = get_cell (unordered.results[0], "month", row);

      falls = falls || g_strcmp0 (before, after) > 0;
    }
  g_assert_true (falls);

  g_assert_cmpint (au_figure_get_status (refused.figure), ==, AU_FIGURE_FAILED);
  g_assert_cmpint (au_figure_get_status (beside.figure), ==, AU_FIGURE_READY);

  g_assert_nonnull (strstr (au_figure_get_subtitle (truncated.figure), "more exist"));

  g_assert_cmpfloat (support_mark (contraction.figure, 0, "Licences added", 1), <, 0.0);

  g_assert_cmpuint (support_count_marks (one.figure), ==, 1);
  g_assert_true (support_get_mark (one.figure, 0, "Monthly actives", 0).partial);

  g_assert_cmpint (au_figure_get_status (unused.figure), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpstr (au_figure_get_status_heading (teamless.figure), ==, "No team is linked");
  g_assert_true (support_has_footnote (unknown.figure, "no licence count"));
}

static void
test_partial (void)
{
  g_auto (Drawn) drawn = draw (HALDEN, "mau");
  int november = support_month (drawn.figure, 2026, 11);

  g_assert_cmpstr (au_figure_get_partial_note (drawn.figure, (gsize) november), ==, "23 of 30 days");
  g_assert_true (support_get_mark (drawn.figure, 0, "Monthly actives", november - 1).emphasised);
  g_assert_cmpfloat (support_mark (drawn.figure, 0, "Monthly actives", november - 1), ==, 412);
}

/* A card's value is that of the last complete point of its chart. */
static void
test_cards (void)
{
  static const char *const all[] = { HALDEN, BRIGHTMOOR, ORIEL, KESTREL, ZOLW, TAMARIND };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_auto (Drawn) mau = draw (all[i], "mau");
      g_autoptr (AuSelection) selection = select_ids (all[i]);
      AuSummaryInput inputs[AU_SUMMARY_N_QUERIES] = { { mau.results[0], NULL } };
      AuChartContext context = support_context (selection);
      g_autoptr (AuSummary) summary = au_summary_build (&context, inputs);
      int complete = au_figure_get_emphasis (mau.figure);
      g_autofree char *value = support_text (mau.figure, 0, "Monthly actives", complete);

      g_assert_cmpstr (summary->cards[AU_SUMMARY_CARD_MAU].value, ==, value);
    }
}

/* The same rows make the same picture, byte for byte; each has words for who does not see it. */
static void
test_pictures (void)
{
  static const char *const all[] = { HALDEN, KESTREL, PINECREST, NORTHGATE, TAMARIND };
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_DARK, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; au_chart_get_names ()[j] != NULL; j++)
      {
        g_auto (Drawn) one = draw (all[i], au_chart_get_names ()[j]);
        g_auto (Drawn) two = draw (all[i], au_chart_get_names ()[j]);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) first = NULL;
        g_autoptr (GBytes) second = NULL;
        g_autofree char *words = au_chart_create_description (one.figure);

        first = au_plot_render_png (one.figure, 400, 300, 1.0, &style, NULL, &error);
        g_assert_no_error (error);
        second = au_plot_render_png (two.figure, 400, 300, 1.0, &style, NULL, &error);
        g_assert_no_error (error);
        g_assert_true (g_bytes_equal (first, second));
        g_assert_true (g_utf8_validate (words, -1, NULL));
        g_assert_true (g_str_has_suffix (words, "."));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);

  source = support_open (NULL);
  request = support_request (source, "subscriptions", "");
  listed = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  subscriptions = au_subscriptions_new_from_table (au_result_get_table (listed));

  g_test_add_func ("/charts/sample/single-series", test_single_series);
  g_test_add_func ("/charts/point/17-stacks-are-the-rows", test_stacks);
  g_test_add_func ("/charts/sample/adoption", test_adoption);
  g_test_add_func ("/charts/sample/true-ups", test_true_ups);
  g_test_add_func ("/charts/sample/top-users", test_top_users);
  g_test_add_func ("/charts/sample/traps", test_traps);
  g_test_add_func ("/charts/point/16-unfinished-in-every-chart", test_partial);
  g_test_add_func ("/charts/sample/cards", test_cards);
  g_test_add_func ("/charts/sample/pictures", test_pictures);
  status = g_test_run ();

  g_clear_pointer (&subscriptions, g_ptr_array_unref);
  g_clear_object (&source);
  support_remove_workspace ();
  return status;
}
