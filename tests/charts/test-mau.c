/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-error.h"

#include <math.h>

#define SERIES "Monthly actives"

/* Eight months in no order, February 2026 without a row and March 2026 NULL. */
#define ROWS \
        "2026-07-01|375|2026-11-23\n" \
        "2026-11-01|381|2026-11-23\n" \
        "2026-01-01|263|2026-11-23\n" \
        "2026-10-01|412|2026-11-23\n" \
        "2026-03-01|NULL|2026-11-23\n" \
        "2026-04-01|0|2026-11-23\n" \
        "2026-09-01|399|2026-11-23\n" \
        "2026-08-01|368|2026-11-23\n"

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", ROWS);

  g_assert_cmpstr (au_figure_get_title (figure), ==, "Monthly active users");
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "People active in a calendar month, Jan 2026 – Nov 2026");
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 11);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, support_month (figure, 2026, 1)), ==, 263);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, support_month (figure, 2026, 7)), ==, 375);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, support_month (figure, 2026, 11)), ==, 381);
  g_assert_cmpuint (support_count_marks (figure), ==, 7);
}

static void
test_gaps (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", ROWS);

  /* No row, and a NULL, are gaps; a zero is a zero. */
  support_assert_gap (figure, 0, SERIES, support_month (figure, 2026, 2));
  support_assert_gap (figure, 0, SERIES, support_month (figure, 2026, 3));
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, support_month (figure, 2026, 4)), ==, 0);
}

/* A gap is explained; a NULL is a row that came. */
static void
test_gap_footnote (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", ROWS);
  g_autoptr (AuFigure) whole = support_build ("mau", "2026-09-01|1|2026-11-23\n2026-10-01|2|2026-11-23\n");
  g_autoptr (AuFigure) many = support_build ("mau",
                                             "2026-01-01|1|2026-11-23\n2026-04-01|1|2026-11-23\n"
                                             "2026-06-01|1|2026-11-23\n2026-08-01|1|2026-11-23\n"
                                             "2026-10-01|1|2026-11-23\n");

  g_assert_true (support_has_footnote (figure, "mau returned no row for Feb 2026, May 2026 – Jun 2026: "
                                       "a gap is no zero."));
  g_assert_false (support_has_footnote (whole, "no row"));
  g_assert_true (support_has_footnote (many, "no row for Feb 2026 – Mar 2026, May 2026, Jul 2026, …: "));
}

static void
test_months (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", ROWS);
  int october = support_month (figure, 2026, 10);
  int november = support_month (figure, 2026, 11);

  g_assert_true (support_get_mark (figure, 0, SERIES, october).emphasised);
  g_assert_false (support_get_mark (figure, 0, SERIES, october).partial);
  g_assert_true (support_get_mark (figure, 0, SERIES, november).partial);
  g_assert_false (support_get_mark (figure, 0, SERIES, november).emphasised);
  g_assert_cmpstr (au_figure_get_partial_note (figure, (gsize) november), ==, "23 of 30 days");
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "412"));
  g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, "381 so far"));
  g_assert_true (support_has_label (figure, AU_LABEL_REFERENCE, "500 seats"));
  g_assert_true (support_has_label (figure, AU_LABEL_REFERENCE, "today"));
}

/* Which month is unfinished follows the day of the query, not that of the data or of the app. */
static void
test_reading_day (void)
{
  g_autoptr (AuResult) result = support_result_read ("mau", ROWS, au_day_new (2026, 12, 1), FALSE);
  g_autoptr (AuFigure) figure = support_build_from ("mau", result, NULL);
  int november = support_month (figure, 2026, 11);

  g_assert_true (support_get_mark (figure, 0, SERIES, november).emphasised);
  g_assert_false (support_get_mark (figure, 0, SERIES, november).partial);
}

static void
test_no_data_through (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "2026-10-01|412|NULL\n2026-11-01|381|NULL");

  /* No day is known, so none is claimed. */
  g_assert_cmpstr (au_figure_get_partial_note (figure, 1), ==, "November so far, read 24 Nov");
}

static void
test_old_data (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau",
                                               "2026-10-01|412|2026-10-30\n"
                                               "2026-11-01|0|2026-10-30");

  g_assert_cmpstr (au_figure_get_partial_note (figure, 1), ==, "November so far, read 24 Nov");
}

static void
test_future (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau",
                                               "2026-10-01|412|NULL\n"
                                               "2026-12-01|7|NULL");

  /* December is neither complete nor begun; it is not taken for the newest month. */
  g_assert_true (support_get_mark (figure, 0, SERIES, 0).emphasised);
  g_assert_true (support_get_mark (figure, 0, SERIES, 2).partial);
}

static void
test_one_month (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "2026-11-01|26|2026-11-23");

  g_assert_cmpuint (support_count_marks (figure), ==, 1);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, 26);
  g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, "26 so far"));
  g_assert_cmpint (au_figure_get_emphasis (figure), ==, -1);
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "People active in a calendar month, Nov 2026");
}

static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau",
                                               "2026-09-01|399|NULL\n"
                                               "2026-10-01|412|NULL\n"
                                               "2026-10-01|412|NULL\n"
                                               "2026-09-01|400|NULL\n"
                                               "2026-09-15|401|NULL\n");

  /* Neither added up nor drawn over each other. */
  g_assert_cmpuint (support_count_marks (figure), ==, 2);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 0), ==, 399);
  g_assert_cmpfloat (support_mark (figure, 0, SERIES, 1), ==, 412);
  g_assert_true (support_has_footnote (figure, "3 rows with different figures came back for "
                                       "Sep 2026: the first is shown."));
  g_assert_true (support_has_footnote (figure, "2 equal rows came back for Oct 2026"));
}

static void
test_undated (void)
{
  g_autoptr (AuFigure) some = support_build ("mau", "NULL|5|NULL\n2026-10-01|412|NULL");
  g_autoptr (AuFigure) all = support_build ("mau", "NULL|5|NULL\nNULL|6|NULL");

  g_assert_cmpuint (support_count_marks (some), ==, 1);
  g_assert_true (support_has_footnote (some, "1 row has no date and is not drawn."));
  g_assert_cmpint (au_figure_get_status (all), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpstr (au_figure_get_status_detail (all), ==,
                   "Rows came back, but none has a date, so none can be drawn.");
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
  g_assert_cmpstr (au_figure_get_status_heading (figure), ==, "No rows returned");
  g_assert_cmpuint (support_count_marks (figure), ==, 0);
}

static void
test_no_seats (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("mau", &error);
  g_autoptr (AuSelection) selection = support_selection (-1, "40001");
  g_autoptr (AuResult) result = support_result ("mau", ROWS);
  g_autoptr (AuFigure) figure = NULL;
  AuChartContext context = support_context (selection);

  figure = au_chart_build (chart, &context, &result, NULL, 1);
  g_assert_false (support_has_label (figure, AU_LABEL_REFERENCE, "today"));
}

static void
test_truncated (void)
{
  g_autoptr (AuResult) result = support_result_read ("mau", ROWS, au_day_new (2026, 11, 24), TRUE);
  g_autoptr (AuFigure) figure = support_build_from ("mau", result, NULL);

  g_assert_true (support_has_footnote (figure, "Only the first 8 rows of mau came back, more exist"));
  /* February may be among those that were held back. */
  g_assert_false (support_has_footnote (figure, "returned no row"));
}

/* Months are dates: no offset of the machine moves them. */
static void
test_time_zones (void)
{
  static const char *const zones[] = { "Pacific/Auckland", "America/Los_Angeles", "UTC" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (AuFigure) figure = NULL;

      g_setenv ("TZ", zones[i], TRUE);
      tzset ();
      figure = support_build ("mau", ROWS);
      g_assert_cmpfloat (support_mark (figure, 0, SERIES, 10), ==, 381);
      g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                       "People active in a calendar month, Jan 2026 – Nov 2026");
      g_assert_true (support_get_mark (figure, 0, SERIES, 10).partial);
    }
}

static void
test_large (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "2026-10-01|9007199254740993|NULL");
  g_autofree char *text = support_text (figure, 0, SERIES, 0);

  /* A double would make it …992. */
  g_assert_cmpstr (text, ==, "9,007,199,254,740,993");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/mau/values", test_values);
  g_test_add_func ("/charts/point/13-a-missing-month-is-a-gap", test_gaps);
  g_test_add_func ("/charts/point/13-a-gap-is-explained", test_gap_footnote);
  g_test_add_func ("/charts/mau/months", test_months);
  g_test_add_func ("/charts/mau/reading-day", test_reading_day);
  g_test_add_func ("/charts/mau/no-data-through", test_no_data_through);
  g_test_add_func ("/charts/mau/old-data", test_old_data);
  g_test_add_func ("/charts/mau/future", test_future);
  g_test_add_func ("/charts/point/14-one-month", test_one_month);
  g_test_add_func ("/charts/point/20-repeated-keys-are-told", test_duplicates);
  g_test_add_func ("/charts/mau/undated", test_undated);
  g_test_add_func ("/charts/mau/empty", test_empty);
  g_test_add_func ("/charts/mau/no-seats", test_no_seats);
  g_test_add_func ("/charts/mau/truncated", test_truncated);
  g_test_add_func ("/charts/point/24-no-time-zone-moves-a-month", test_time_zones);
  g_test_add_func ("/charts/point/23-a-billion-people", test_large);

  return g_test_run ();
}
