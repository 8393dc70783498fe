/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-error.h"

#include <math.h>

#define MAU "2026-09-01|399|2026-11-23\n2026-10-01|412|2026-11-23\n2026-11-01|381|2026-11-23"
#define SPEND "2026-11-01|1.00|NULL|1.00\n2026-08-01|2.00|NULL|2.00\n2026-10-01|3.00|NULL|3.00"

static AuFigure *
build (const char *mau,
       const char *spend)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("mau-vs-spend", &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) first = mau != NULL ? support_result ("mau", mau) : NULL;
  g_autoptr (AuResult) second = spend != NULL ? support_result ("monthly_spend", spend) : NULL;
  g_autoptr (GError) refusal = g_error_new_literal (AU_ERROR, AU_ERROR_SOURCE, "It was refused.");
  AuChartContext context = support_context (selection);

  g_assert_no_error (error);
  return au_chart_build (chart, &context, (AuResult *[]){ first, second },
                         (GError *[]){ refusal, refusal }, 2);
}

/* One axis of months for both, as long as the longer. */
static void
test_values (void)
{
  g_autoptr (AuFigure) figure = build (MAU, SPEND);

  g_assert_cmpuint (au_figure_get_n_panels (figure), ==, 2);
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 4);
  support_assert_gap (figure, 0, "Monthly actives", 0);
  g_assert_cmpfloat (support_mark (figure, 0, "Monthly actives", 2), ==, 412);
  g_assert_cmpfloat (support_mark (figure, 1, "Spend", 0), ==, 2);
  support_assert_gap (figure, 1, "Spend", 1);
  g_assert_cmpfloat (support_mark (figure, 1, "Spend", 3), ==, 1);
}

/* The days are known of one of the two, and claimed of that one only. */
static void
test_running (void)
{
  g_autoptr (AuFigure) figure = build (MAU, SPEND);

  g_assert_cmpstr (au_figure_get_partial_note (figure, 3), ==, "MAU 23 of 30 days, spend read 24 Nov");
  g_assert_true (support_get_mark (figure, 1, "Spend", 3).partial);
  g_assert_true (support_get_mark (figure, 0, "Monthly actives", 2).emphasised);
  g_assert_true (support_has_footnote (figure, "November is not finished"));
  g_assert_true (support_has_label (figure, AU_LABEL_PANEL, "$1.00 so far"));
}

static void
test_one_missing (void)
{
  g_autoptr (AuFigure) spend = build (NULL, SPEND);
  g_autoptr (AuFigure) mau = build (MAU, NULL);
  g_autoptr (AuFigure) none = build (NULL, NULL);

  g_assert_cmpuint (au_figure_get_n_panels (spend), ==, 1);
  g_assert_cmpfloat (support_mark (spend, 0, "Spend", 0), ==, 2);
  g_assert_true (support_has_footnote (spend, "The rows of mau are missing: It was refused."));
  g_assert_cmpstr (au_figure_get_partial_note (spend, 3), ==, "November so far, read 24 Nov");

  g_assert_cmpuint (au_figure_get_n_panels (mau), ==, 1);
  g_assert_cmpstr (au_figure_get_partial_note (mau, 2), ==, "23 of 30 days");
  g_assert_true (support_has_footnote (mau, "The rows of monthly_spend are missing"));

  g_assert_cmpint (au_figure_get_status (none), ==, AU_FIGURE_FAILED);
  g_assert_cmpstr (au_figure_get_status_detail (none), ==, "It was refused.");
}

static void
test_one_empty (void)
{
  g_autoptr (AuFigure) mau = build (MAU, "");
  g_autoptr (AuFigure) none = build ("", "");

  g_assert_cmpint (au_figure_get_status (mau), ==, AU_FIGURE_READY);
  g_assert_true (support_has_footnote (mau, "monthly_spend returned no rows."));
  g_assert_cmpint (au_figure_get_status (none), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/mau-vs-spend/values", test_values);
  g_test_add_func ("/charts/mau-vs-spend/running", test_running);
  g_test_add_func ("/charts/mau-vs-spend/one-missing", test_one_missing);
  g_test_add_func ("/charts/mau-vs-spend/one-empty", test_one_empty);

  return g_test_run ();
}
