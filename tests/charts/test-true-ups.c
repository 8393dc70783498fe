/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"

#include <math.h>

#define ADDED "Licences added"
#define RUNNING "Running total"

/* Columns: close date, name, subtype, number, licences, amount. */
#define ROWS \
        "2026-07-14|Halden – True-up 3|True-up|3|-30|-14400.00\n" \
        "2025-04-01|Halden – Enterprise|Initial|0|250|120000.00\n" \
        "2025-09-11|Halden – True-up 2|True-up|2|NULL|500.00\n" \
        "2025-09-11|Halden – True-up 1|True-up|1|75|0.00\n" \
        "NULL|Halden – True-up 4|True-up|4|0|NULL\n"

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups", ROWS);

  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 5);
  g_assert_cmpfloat (support_mark (figure, 0, ADDED, 0), ==, 250);
  g_assert_cmpfloat (support_mark (figure, 0, ADDED, 1), ==, 75);
  support_assert_gap (figure, 0, ADDED, 2);
  g_assert_cmpfloat (support_mark (figure, 0, ADDED, 3), ==, -30);
  g_assert_cmpfloat (support_mark (figure, 0, ADDED, 4), ==, 0);
}

/* 250 + 75 + unknown − 30 + 0 */
static void
test_running (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups", ROWS);
  static const double sums[] = { 250, 325, 325, 295, 295 };

  for (int i = 0; i < 5; i++)
    g_assert_cmpfloat (support_mark (figure, 0, RUNNING, i), ==, sums[i]);
  g_assert_true (support_has_footnote (figure, "The running total is computed here"));
  g_assert_true (support_has_footnote (figure, "1 deal has no licence count: it has no bar, and the "
                                       "running total skips it."));
}

static void
test_below (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups", ROWS);
  AuMark up = support_get_mark (figure, 0, ADDED, 0);
  AuMark down = support_get_mark (figure, 0, ADDED, 3);

  g_assert_cmpfloat (down.rect.height, >, 0.0);
  g_assert_cmpfloat_with_epsilon (down.rect.y, up.rect.y + up.rect.height, 0.01);
}

static void
test_words (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups", ROWS);
  g_autofree char *added = support_text (figure, 0, ADDED, 1);
  g_autofree char *taken = support_text (figure, 0, ADDED, 3);
  g_autofree char *first = au_figure_dup_category (figure, 0);
  g_autofree char *free_of_charge = au_figure_dup_category (figure, 1);
  g_autofree char *unknown = au_figure_dup_category (figure, 2);
  g_autofree char *contraction = au_figure_dup_category (figure, 3);
  g_autofree char *undated = au_figure_dup_category (figure, 4);

  g_assert_cmpstr (added, ==, "+75");
  g_assert_cmpstr (taken, ==, "−30");
  g_assert_cmpstr (first, ==, "1 Apr 2025 · Halden – Enterprise · $120,000.00");
  g_assert_cmpstr (free_of_charge, ==, "11 Sep 2025 · Halden – True-up 1 · $0");
  g_assert_cmpstr (unknown, ==, "11 Sep 2025 · Halden – True-up 2 · $500.00 · no licence count");
  g_assert_cmpstr (contraction, ==, "14 Jul 2026 · Halden – True-up 3 · −$14,400.00");
  g_assert_cmpstr (undated, ==, "No date · Halden – True-up 4");
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "+250"));
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "Licences added by each won deal, by close date, 1 Apr 2025 – 14 Jul 2026");
}

/* The label of a bar stands at the bar, not at the line above it. */
static void
test_label (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups",
                                               "2025-04-01|A|x|0|250|NULL\n"
                                               "2025-09-11|B|x|1|75|NULL");
  AuPlotStyle style;
  g_autoptr (AuPlotLayout) layout = NULL;
  AuMark bar = support_get_mark (figure, 0, ADDED, 1);
  gboolean seen = FALSE;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 900, 400, &style, NULL);
  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if (label.role != AU_LABEL_VALUE || !g_str_equal (label.text, "+75"))
        continue;
      g_assert_cmpfloat_with_epsilon (label.rect.y + label.rect.height, bar.rect.y, 8.0);
      seen = TRUE;
    }
  g_assert_true (seen);
}

/* Rows that are equal in every cell are one deal; any other two are two. */
static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups",
                                               "2025-04-01|A|x|0|250|1.00\n"
                                               "2025-04-01|B|x|0|250|1.00\n"
                                               "2025-04-01|A|x|0|250|1.00\n"
                                               "2025-09-11|A|x|1|10|1.00\n");

  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 3);
  g_assert_cmpfloat (support_mark (figure, 0, RUNNING, 2), ==, 510);
  g_assert_true (support_has_footnote (figure, "1 row came back twice, equal in every cell"));
}

/* Two deals of one day and kind, of two subscriptions: no two labels say the same. */
static void
test_same_day (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups",
                                               "2025-04-01|Halden – True-up 1|x|1|50|1.00\n"
                                               "2025-04-01|A company with a very long name – True-up 1|x|1|25|1.00\n"
                                               "2025-04-01|Halden – True-up 1|x|1|10|1.00\n"
                                               "2025-05-01|Halden – True-up 2|x|2|10|1.00\n");

  g_assert_true (support_has_label (figure, AU_LABEL_CATEGORY_TICK,
                                    "1 Apr 2025\nTrue-up 1\nHalden"));
  g_assert_true (support_has_label (figure, AU_LABEL_CATEGORY_TICK,
                                    "1 Apr 2025\nTrue-up 1\nA company with a very long…"));
  g_assert_true (support_has_label (figure, AU_LABEL_CATEGORY_TICK,
                                    "1 Apr 2025\nTrue-up 1\nHalden (2)"));
  g_assert_true (support_has_label (figure, AU_LABEL_CATEGORY_TICK, "1 May 2025\nTrue-up 2"));
}

static void
test_unknown_first (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups",
                                               "2025-04-01|A|x|0|NULL|1.00\n2025-09-11|B|x|1|10|1.00");

  /* Nothing is known yet, so the total is not zero. */
  support_assert_gap (figure, 0, RUNNING, 0);
  g_assert_cmpfloat (support_mark (figure, 0, RUNNING, 1), ==, 10);
}

static void
test_overflow (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups",
                                               "2025-04-01|A|x|0|9223372036854775807|1.00\n"
                                               "2025-09-11|B|x|1|1|1.00");

  g_assert_cmpfloat (support_mark (figure, 0, ADDED, 1), ==, 1);
  support_assert_gap (figure, 0, RUNNING, 1);
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = support_build ("true-ups", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/true-ups/values", test_values);
  g_test_add_func ("/charts/true-ups/running", test_running);
  g_test_add_func ("/charts/point/05-a-contraction-hangs-below", test_below);
  g_test_add_func ("/charts/true-ups/words", test_words);
  g_test_add_func ("/charts/true-ups/label", test_label);
  g_test_add_func ("/charts/true-ups/duplicates", test_duplicates);
  g_test_add_func ("/charts/true-ups/same-day", test_same_day);
  g_test_add_func ("/charts/true-ups/unknown-first", test_unknown_first);
  g_test_add_func ("/charts/true-ups/overflow", test_overflow);
  g_test_add_func ("/charts/true-ups/empty", test_empty);

  return g_test_run ();
}
