/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"

#include <math.h>

#define SERIES "Overage"

#define MONTHS \
        "2026-09-01|2026-09-30|0.00\n" \
        "2026-07-01|2026-07-31|21480.00\n" \
        "2026-10-01|2026-10-31|-3200.50\n" \
        "2026-06-01|2026-06-30|NULL\n"

static void
test_months (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage", MONTHS);
  g_autofree char *credit = support_text (figure, 0, SERIES, 4);

  g_assert_cmpint (au_figure_get_category_kind (figure), ==, AU_CATEGORY_MONTHS);
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 5);
  support_assert_gap (figure, 0, SERIES, 0);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 1), ==, 21480);
  support_assert_gap (figure, 0, SERIES, 2);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 3), ==, 0);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 4), ==, -3200.5);
  g_assert_cmpstr (credit, ==, "−$3,200.50");
  g_assert_true (support_has_footnote (figure, "An amount below zero is a credit."));
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==, "USD per billing period, Jun 2026 – Oct 2026");
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "$21,480"));
}

static void
test_below (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage", MONTHS);
  AuMark up = support_get_mark (figure, 0, SERIES, 1);
  AuMark down = support_get_mark (figure, 0, SERIES, 4);

  g_assert_cmpfloat_with_epsilon (down.rect.y, up.rect.y + up.rect.height, 0.01);
}

/* Billing periods that are no months keep their own ends. */
static void
test_periods (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage",
                                               "2026-07-15|2026-10-14|7.00\n"
                                               "2026-04-15|2026-07-14|5.00\n"
                                               "2026-10-15|2027-01-14|2.00\n");
  g_autofree char *first = au_figure_dup_category (figure, 0);

  g_assert_cmpint (au_figure_get_category_kind (figure), ==, AU_CATEGORY_NAMED);
  g_assert_cmpstr (first, ==, "15 Apr 2026 – 14 Jul 2026");
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, 5);
  g_assert_true (support_get_mark (figure, 0, SERIES, 1).emphasised);
  g_assert_true (support_get_mark (figure, 0, SERIES, 2).partial);
  g_assert_cmpstr (au_figure_get_partial_note (figure, 2), ==, "not finished, read 24 Nov");
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "USD per billing period, 15 Apr 2026 – 14 Jan 2027");
}

/* A quarter begins as a month does. */
static void
test_quarters (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage",
                                               "2026-07-01|2026-09-30|7.00\n"
                                               "2026-04-01|2026-06-30|5.00\n");
  g_autofree char *first = au_figure_dup_category (figure, 0);

  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 2);
  g_assert_cmpstr (first, ==, "1 Apr 2026 – 30 Jun 2026");
}

/* A period's last day is one of it. */
static void
test_last_day (void)
{
  g_autoptr (AuResult) result = support_result_read ("overage", "2026-10-01|2026-10-31|1.00",
                                                     au_day_new (2026, 10, 31), FALSE);
  g_autoptr (AuFigure) running = support_build_from ("overage", result, NULL);
  g_autoptr (AuResult) later = support_result_read ("overage", "2026-10-01|2026-10-31|1.00",
                                                    au_day_new (2026, 11, 1), FALSE);
  g_autoptr (AuFigure) complete = support_build_from ("overage", later, NULL);

  g_assert_true (support_get_mark (running, 0, SERIES, 0).partial);
  g_assert_false (support_get_mark (complete, 0, SERIES, 0).partial);
  g_assert_true (support_get_mark (complete, 0, SERIES, 0).emphasised);
}

static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage",
                                               "2026-10-01|2026-10-31|1.00\n"
                                               "2026-10-01|2026-10-31|2.00\n"
                                               "NULL|2026-10-31|3.00\n");

  g_assert_cmpuint (support_count_marks (figure), ==, 1);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, 1.0);
  g_assert_true (support_has_footnote (figure, "2 rows with different figures came back for Oct 2026"));
  g_assert_true (support_has_footnote (figure, "1 row has no date and is not drawn."));
}

static void
test_zeros (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage",
                                               "2026-09-01|2026-09-30|0.00\n2026-10-01|2026-10-31|0.00");
  g_autofree char *text = support_text (figure, 0, SERIES, 0);

  g_assert_cmpuint (support_count_marks (figure), ==, 2);
  g_assert_cmpstr (text, ==, "$0");
  g_assert_cmpuint (au_figure_get_n_footnotes (figure), ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = support_build ("overage", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/overage/months", test_months);
  g_test_add_func ("/charts/overage/below", test_below);
  g_test_add_func ("/charts/overage/periods", test_periods);
  g_test_add_func ("/charts/overage/quarters", test_quarters);
  g_test_add_func ("/charts/overage/last-day", test_last_day);
  g_test_add_func ("/charts/overage/duplicates", test_duplicates);
  g_test_add_func ("/charts/overage/zeros", test_zeros);
  g_test_add_func ("/charts/overage/empty", test_empty);

  return g_test_run ();
}
