/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"

#include <math.h>

/* Columns: day, dau, wau, mau, power users. 21 November has no row, the 22nd no power users. */
#define ROWS \
        "2026-11-23|201|356|425|59\n" \
        "2026-11-20|210|340|430|58\n" \
        "2026-11-22|40|350|426|NULL\n"

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", ROWS);

  g_assert_cmpint (au_figure_get_category_kind (figure), ==, AU_CATEGORY_DAYS);
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 4);
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "People per day, trailing 1, 7 and 30 days, 20 Nov 2026 – 23 Nov 2026");
  g_assert_cmpfloat (support_mark (figure, 0, "DAU", 0), ==, 210);
  g_assert_cmpfloat (support_mark (figure, 0, "WAU", 2), ==, 350);
  g_assert_cmpfloat (support_mark (figure, 0, "MAU", 3), ==, 425);
  g_assert_cmpfloat (support_mark (figure, 0, "Power users", 3), ==, 59);
  g_assert_cmpuint (support_count_marks (figure), ==, 11);
}

static void
test_gaps (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", ROWS);

  support_assert_gap (figure, 0, "DAU", 1);
  support_assert_gap (figure, 0, "MAU", 1);
  support_assert_gap (figure, 0, "Power users", 2);
}

static void
test_words (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", ROWS);

  g_assert_true (support_has_footnote (figure, "a person in two teams counts twice"));
  g_assert_true (support_has_footnote (figure, "MAU looks back 30 days"));
  for (gsize i = 0; i < 4; i++)
    g_assert_false (au_figure_is_partial (figure, i));
  g_assert_true (support_has_label (figure, AU_LABEL_END, "425"));
}

static void
test_today (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", "2026-11-23|1|2|3|4\n2026-11-24|1|2|3|4");

  g_assert_true (support_get_mark (figure, 0, "DAU", 1).partial);
  g_assert_false (support_get_mark (figure, 0, "DAU", 0).partial);
}

static void
test_one_day (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", "2026-11-23|0|2|3|NULL");

  g_assert_cmpuint (support_count_marks (figure), ==, 3);
  g_assert_cmpfloat (support_mark (figure, 0, "DAU", 0), ==, 0);
  g_assert_true (support_has_label (figure, AU_LABEL_END, "3"));
}

static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", "2026-11-23|1|2|3|4\n2026-11-23|1|2|3|5");

  g_assert_cmpfloat (support_mark (figure, 0, "Power users", 0), ==, 4);
  g_assert_true (support_has_footnote (figure, "2 rows with different figures came back for 23 Nov 2026"));
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = support_build ("active-users", "");

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/active-users/values", test_values);
  g_test_add_func ("/charts/active-users/gaps", test_gaps);
  g_test_add_func ("/charts/active-users/words", test_words);
  g_test_add_func ("/charts/active-users/today", test_today);
  g_test_add_func ("/charts/active-users/one-day", test_one_day);
  g_test_add_func ("/charts/active-users/duplicates", test_duplicates);
  g_test_add_func ("/charts/active-users/empty", test_empty);

  return g_test_run ();
}
