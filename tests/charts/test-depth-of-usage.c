/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-error.h"

#include <math.h>

/* The buckets come in no order, and their names do not sort by themselves. */
#define ROWS \
        "2026-10-01|201+|201|150\n" \
        "2026-10-01|11–50|11|88\n" \
        "2026-09-01|1–10|1|22\n" \
        "2026-10-01|51–200|51|135\n" \
        "2026-10-01|1–10|1|19\n" \
        "2026-11-01|51–200|51|0\n"

static void
test_order (void)
{
  g_autoptr (AuFigure) figure = support_build ("depth-of-usage", ROWS);
  static const char *const names[] = { "1–10", "11–50", "51–200", "201+" };

  AuPanel *panel = au_figure_get_panel (figure, 0);

  g_assert_cmpuint (au_panel_get_n_series (panel), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (au_series_get_name (au_panel_get_series (panel, i)), ==, names[i]);
}

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = support_build ("depth-of-usage", ROWS);
  AuMark low = support_get_mark (figure, 0, "1–10", 1);
  AuMark high = support_get_mark (figure, 0, "201+", 1);

  g_assert_cmpfloat (low.value, ==, 19);
  g_assert_cmpfloat (high.value, ==, 150);
  g_assert_cmpfloat (high.rect.y, <, low.rect.y);
  g_assert_cmpfloat (support_mark (figure, 0, "51–200", 2), ==, 0);
  support_assert_gap (figure, 0, "201+", 0);
  g_assert_cmpuint (support_count_marks (figure), ==, 6);
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "People by their agent requests in a calendar month, Sep 2026 – Nov 2026");
}

/* 150 + 88 + 135 + 19 */
static void
test_total (void)
{
  g_autoptr (AuFigure) figure = support_build ("depth-of-usage", ROWS);

  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "392"));
  g_assert_true (support_get_mark (figure, 0, "201+", 1).emphasised);
  g_assert_true (support_get_mark (figure, 0, "51–200", 2).partial);
}

/* A bucket has one colour for all customers, whichever of the others came back. */
static void
test_colors (void)
{
  g_autoptr (AuFigure) all = support_build ("depth-of-usage", ROWS);
  g_autoptr (AuFigure) some = support_build ("depth-of-usage",
                                             "2026-10-01|201+|201|1\n2026-10-01|11–50|11|2\n");
  g_autoptr (AuFigure) fine = support_build ("depth-of-usage",
                                             "2026-10-01|1–3|1|1\n2026-10-01|4–6|4|2\n2026-10-01|7+|7|2\n");
  AuPanel *panel = au_figure_get_panel (all, 0);

  for (int i = 0; i < 4; i++)
    g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, (guint) i)), ==, i);

  panel = au_figure_get_panel (some, 0);
  g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 0)), ==, 1);
  g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 1)), ==, 3);

  /* Finer ones than the colours tell apart: each has its own all the same. */
  panel = au_figure_get_panel (fine, 0);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, (guint) i)), ==, i);
}

/* A selection without teams has nothing to ask, which is not a failure. */
static void
test_no_team (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("depth-of-usage", &error);
  g_autoptr (AuSelection) selection = support_selection (60, "");
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (AuFigure) figure = NULL;
  AuChartContext context = support_context (selection);

  requests = au_chart_create_requests (chart, catalog, selection, NULL, &error);
  g_assert_null (requests);
  g_assert_error (error, AU_ERROR, AU_ERROR_EMPTY_LIST);
  figure = au_chart_build_failed (chart, &context, error);
  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpstr (au_figure_get_status_heading (figure), ==, "No team is linked");
}

static void
test_odd_buckets (void)
{
  g_autoptr (AuFigure) figure = support_build ("depth-of-usage",
                                               "2026-10-01|many|NULL|3\n"
                                               "2026-10-01|few|1|4\n"
                                               "2026-10-01|NULL|5|2\n");
  AuPanel *panel;

  g_assert_cmpfloat (support_mark (figure, 0, "many", 0), ==, 3);
  g_assert_cmpfloat (support_mark (figure, 0, "No name", 0), ==, 2);
  panel = au_figure_get_panel (figure, 0);
  g_assert_cmpstr (au_series_get_name (au_panel_get_series (panel, 2)), ==, "many");
}

static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("depth-of-usage",
                                               "2026-10-01|1–10|1|3\n2026-10-01|1–10|1|3");

  g_assert_cmpfloat (support_mark (figure, 0, "1–10", 0), ==, 3);
  g_assert_true (support_has_footnote (figure, "2 equal rows came back for 1–10, Oct 2026: it is shown once."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/depth-of-usage/order", test_order);
  g_test_add_func ("/charts/depth-of-usage/values", test_values);
  g_test_add_func ("/charts/depth-of-usage/total", test_total);
  g_test_add_func ("/charts/depth-of-usage/colors", test_colors);
  g_test_add_func ("/charts/depth-of-usage/no-team", test_no_team);
  g_test_add_func ("/charts/depth-of-usage/odd-buckets", test_odd_buckets);
  g_test_add_func ("/charts/depth-of-usage/duplicates", test_duplicates);

  return g_test_run ();
}
