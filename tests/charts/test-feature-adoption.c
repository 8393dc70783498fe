/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-error.h"

#include <math.h>

/* Plan mode begins in October; rules in October as the other query never says. */
#define SHARES \
        "2026-11-01|agent|96.51162790697674\n" \
        "2026-09-01|rules|51.8\n" \
        "2026-09-01|agent|93.7\n" \
        "2026-10-01|agent|95.4\n" \
        "2026-10-01|plan_mode|48\n" \
        "2026-10-01|rules|0\n" \
        "2026-10-01|mcp|NULL\n" \
        "2026-11-01|mcp|42.1\n"
#define PEOPLE \
        "2026-09-01|agent|367\n" \
        "2026-10-01|agent|1\n" \
        "2026-11-01|agent|362\n"

static AuFigure *
build (const char *shares,
       const char *people)
{
  g_autoptr (AuResult) first = support_result ("feature_adoption_pct", shares);
  g_autoptr (AuResult) second = people != NULL ? support_result ("feature_adoption", people) : NULL;

  return support_build_from ("feature-adoption", first, second);
}

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = build (SHARES, PEOPLE);

  g_assert_cmpfloat (support_mark (figure, 0, "Agent", 2), ==, 96.51162790697674);
  g_assert_cmpfloat (support_mark (figure, 0, "Rules", 0), ==, 51.8);
  g_assert_cmpfloat (support_mark (figure, 0, "Rules", 1), ==, 0);
  g_assert_cmpfloat (support_mark (figure, 0, "Plan mode", 1), ==, 48);
  g_assert_cmpint (au_panel_get_value_kind (au_figure_get_panel (figure, 0)), ==, AU_VALUE_PERCENT);
  g_assert_cmpuint (support_count_marks (figure), ==, 7);
}

/* Before a launch there is no value, which is not a zero. */
static void
test_launch (void)
{
  g_autoptr (AuFigure) figure = build (SHARES, PEOPLE);

  support_assert_gap (figure, 0, "Plan mode", 0);
  support_assert_gap (figure, 0, "MCP", 1);
  support_assert_gap (figure, 0, "Rules", 2);
}

static void
test_people (void)
{
  g_autoptr (AuFigure) figure = build (SHARES, PEOPLE);
  g_autofree char *many = support_text (figure, 0, "Agent", 0);
  g_autofree char *one = support_text (figure, 0, "Agent", 1);
  g_autofree char *none = support_text (figure, 0, "Rules", 0);

  g_assert_cmpstr (many, ==, "93.7\u00a0%, 367 people");
  g_assert_cmpstr (one, ==, "95.4\u00a0%, 1 person");
  g_assert_cmpstr (none, ==, "51.8\u00a0%");
}

/* The shares stand without the people, and say that those are missing; not the other way round. */
static void
test_one_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("feature-adoption", &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) shares = support_result ("feature_adoption_pct", SHARES);
  g_autoptr (AuResult) people = support_result ("feature_adoption", PEOPLE);
  g_autoptr (GError) refusal = g_error_new_literal (AU_ERROR, AU_ERROR_SOURCE, "It was refused.");
  g_autoptr (AuFigure) without_people = NULL;
  g_autoptr (AuFigure) without_shares = NULL;
  AuChartContext context = support_context (selection);
  g_autofree char *text = NULL;

  without_people = au_chart_build (chart, &context, (AuResult *[]){ shares, NULL },
                                   (GError *[]){ NULL, refusal }, 2);
  g_assert_cmpint (au_figure_get_status (without_people), ==, AU_FIGURE_READY);
  g_assert_true (support_has_footnote (without_people,
                                       "The rows of feature_adoption are missing: It was refused."));
  text = support_text (without_people, 0, "Agent", 0);
  g_assert_cmpstr (text, ==, "93.7\u00a0%");

  without_shares = au_chart_build (chart, &context, (AuResult *[]){ NULL, people },
                                   (GError *[]){ refusal, NULL }, 2);
  g_assert_cmpint (au_figure_get_status (without_shares), ==, AU_FIGURE_FAILED);
  g_assert_cmpstr (au_figure_get_status_detail (without_shares), ==, "It was refused.");
}

static void
test_excess (void)
{
  g_autoptr (AuFigure) figure = build ("2026-10-01|agent|104.2", NULL);

  g_assert_cmpfloat (support_mark (figure, 0, "Agent", 0), ==, 104.2);
  g_assert_true (support_has_footnote (figure, "above 100"));
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "104.2\u00a0%"));
}

/* A feature has its colour whatever the customer uses. */
static void
test_colours (void)
{
  g_autoptr (AuFigure) figure = build ("2026-10-01|mcp|10\n2026-10-01|warp|20\n2026-10-01|agent|5", NULL);
  AuPanel *panel = au_figure_get_panel (figure, 0);

  g_assert_cmpuint (au_panel_get_n_series (panel), ==, 3);
  g_assert_cmpstr (au_series_get_name (au_panel_get_series (panel, 0)), ==, "Agent");
  g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 0)), ==, 0);
  g_assert_cmpstr (au_series_get_name (au_panel_get_series (panel, 1)), ==, "MCP");
  g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 1)), ==, 2);
  g_assert_cmpstr (au_series_get_name (au_panel_get_series (panel, 2)), ==, "warp");
  g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 2)), ==, 4);
}

static void
test_running (void)
{
  g_autoptr (AuFigure) figure = build (SHARES, PEOPLE);

  g_assert_true (support_get_mark (figure, 0, "Agent", 2).partial);
  g_assert_true (support_get_mark (figure, 0, "Agent", 1).emphasised);
  g_assert_cmpstr (au_figure_get_partial_note (figure, 2), ==, "November so far, read 24 Nov");
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = build ("", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpstr (au_figure_get_status_detail (figure), ==,
                   "The query knows of nobody who used a feature.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/feature-adoption/values", test_values);
  g_test_add_func ("/charts/feature-adoption/launch", test_launch);
  g_test_add_func ("/charts/feature-adoption/people", test_people);
  g_test_add_func ("/charts/feature-adoption/one-missing", test_one_missing);
  g_test_add_func ("/charts/point/22-more-than-all-is-told", test_excess);
  g_test_add_func ("/charts/feature-adoption/colours", test_colours);
  g_test_add_func ("/charts/feature-adoption/running", test_running);
  g_test_add_func ("/charts/feature-adoption/empty", test_empty);

  return g_test_run ();
}
