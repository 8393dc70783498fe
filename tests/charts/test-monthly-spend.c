/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"

#include <math.h>

#define SERIES "Spend"

/* Columns: month, API cost, token fee, total. */
#define ROWS \
        "2026-11-01|32843.01|6726.87|39569.88\n" \
        "2026-10-01|40016.00|8195.50|48211.50\n" \
        "2026-08-01|3500.43|NULL|3500.43\n" \
        "2026-07-01|NULL|0.01|0.01\n" \
        "2026-06-01|-10.00|2.00|-8.00\n"

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend", ROWS);
  g_autofree char *whole = support_text (figure, 0, SERIES, 4);
  g_autofree char *no_fee = support_text (figure, 0, SERIES, 2);
  g_autofree char *no_cost = support_text (figure, 0, SERIES, 1);
  g_autofree char *credit = support_text (figure, 0, SERIES, 0);

  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 4), ==, 48211.50);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, -8);
  support_assert_gap (figure, 0, SERIES, 3);
  g_assert_cmpstr (whole, ==, "$48,211.50: API cost $40,016.00, token fee $8,195.50");
  g_assert_cmpstr (no_fee, ==, "$3,500.43: API cost $3,500.43, no token fee stated");
  g_assert_cmpstr (no_cost, ==, "$0.01: token fee $0.01, no API cost stated");
  g_assert_cmpstr (credit, ==, "−$8.00: API cost −$10.00, token fee $2.00");
  g_assert_cmpuint (au_figure_get_n_footnotes (figure), ==, 2);
  g_assert_true (support_has_footnote (figure, "monthly_spend returned no row for Sep 2026"));
  g_assert_true (support_has_footnote (figure, "Forecast, computed here"));
}

/* The query gives no data_through, so no number of days is claimed. */
static void
test_running (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend", ROWS);

  g_assert_true (support_get_mark (figure, 0, SERIES, 5).partial);
  g_assert_cmpstr (au_figure_get_partial_note (figure, 5), ==, "November so far, read 24 Nov");
  g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, "$39,570"));
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "$48,212"));
}

/* The total is drawn as it came, and that it is no sum is said. */
static void
test_parts (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend",
                                               "2026-09-01|0.10|0.20|0.30\n"
                                               "2026-10-01|1.00|2.00|3.01\n"
                                               "2026-08-01|1.00|2.00|NULL\n");

  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 2), ==, 3.01);
  support_assert_gap (figure, 0, SERIES, 0);
  g_assert_true (support_has_footnote (figure, "In 1 month the two parts do not add up to the total, "
                                       "which is drawn: Oct 2026."));
}

static void
test_duplicate (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend",
                                               "2026-10-01|1.00|2.00|3.00\n2026-10-01|1.00|2.00|3.00");

  g_assert_cmpuint (support_count_marks (figure), ==, 1);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, 3);
  g_assert_true (support_has_footnote (figure, "2 equal rows came back for Oct 2026: it is shown once."));
}

static void
test_sizes (void)
{
  g_autoptr (AuFigure) tiny = support_build ("monthly-spend", "2026-10-01|0.04|NULL|0.04");
  g_autoptr (AuFigure) huge = support_build ("monthly-spend", "2026-10-01|1000000000000.01|NULL|1000000000000.01");
  g_autofree char *text = support_text (huge, 0, SERIES, 0);

  g_assert_true (support_has_label (tiny, AU_LABEL_VALUE, "$0.04"));
  g_assert_true (support_has_label (huge, AU_LABEL_VALUE, "$1.00T"));
  g_assert_true (g_str_has_prefix (text, "$1,000,000,000,000.01"));
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/monthly-spend/values", test_values);
  g_test_add_func ("/charts/monthly-spend/running", test_running);
  g_test_add_func ("/charts/monthly-spend/parts", test_parts);
  g_test_add_func ("/charts/monthly-spend/duplicate", test_duplicate);
  g_test_add_func ("/charts/point/23-tiny-and-huge-money", test_sizes);
  g_test_add_func ("/charts/monthly-spend/empty", test_empty);

  return g_test_run ();
}
