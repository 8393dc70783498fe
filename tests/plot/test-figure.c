/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure.h"
#include "au-plot-number.h"

#include "figures.h"

#include <math.h>

static void
test_months (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autofree char *name = NULL;

  au_figure_set_month_range (figure, au_day_new (2025, 11, 17), au_day_new (2026, 2, 3));
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 4);
  g_assert_cmpint (au_figure_get_day (figure, 0), ==, au_day_new (2025, 11, 1));
  g_assert_cmpint (au_figure_get_day (figure, 3), ==, au_day_new (2026, 2, 1));
  g_assert_cmpint (au_figure_find_day (figure, au_day_new (2025, 12, 31)), ==, 1);
  g_assert_cmpint (au_figure_find_day (figure, au_day_new (2025, 10, 31)), ==, -1);
  g_assert_cmpint (au_figure_find_day (figure, au_day_new (2026, 3, 1)), ==, -1);
  name = au_figure_dup_category (figure, 2);
  g_assert_cmpstr (name, ==, "January 2026");
}

static void
test_days (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuFigure) endless = au_figure_new ();
  g_autoptr (AuFigure) reversed = au_figure_new ();
  g_autofree char *name = NULL;

  au_figure_set_day_range (figure, au_day_new (2026, 2, 27), au_day_new (2026, 3, 2));
  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 4);
  g_assert_cmpint (au_figure_find_day (figure, au_day_new (2026, 3, 1)), ==, 2);
  name = au_figure_dup_category (figure, 2);
  g_assert_cmpstr (name, ==, "1 Mar 2026");

  /* A stray date costs no memory, and the newest days are kept. */
  au_figure_set_day_range (endless, au_day_new (1, 1, 1), au_day_new (2026, 3, 2));
  g_assert_cmpuint (au_figure_get_n_categories (endless), <, 1000000);
  g_assert_cmpint (au_figure_find_day (endless, au_day_new (2026, 3, 2)), ==,
                   (int) au_figure_get_n_categories (endless) - 1);

  au_figure_set_day_range (reversed, au_day_new (2026, 3, 2), au_day_new (2026, 3, 1));
  g_assert_cmpuint (au_figure_get_n_categories (reversed), ==, 0);
}

static void
test_names (void)
{
  const char * const names[] = { "#1\nAug 2025", "#2", NULL };
  const char * const long_names[] = { "True-up 1, closed 14 Aug 2025", "True-up 2", NULL };
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuFigure) plain = au_figure_new ();
  g_autofree char *name = NULL;
  g_autofree char *plain_name = NULL;

  au_figure_set_names (figure, names, long_names);
  name = au_figure_dup_category (figure, 0);
  g_assert_cmpstr (name, ==, "True-up 1, closed 14 Aug 2025");

  au_figure_set_names (plain, names, NULL);
  plain_name = au_figure_dup_category (plain, 0);
  g_assert_cmpstr (plain_name, ==, "#1 Aug 2025");
  g_assert_cmpint (au_figure_find_day (plain, 0), ==, -1);
}

static void
test_partial (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 3, 1));
  au_figure_set_partial (figure, 2, "23 of 30 days");
  au_figure_set_partial (figure, 3, "out of range");
  au_figure_set_partial (figure, -1, "out of range");
  au_figure_set_emphasis (figure, 7);

  g_assert_true (au_figure_is_partial (figure, 2));
  g_assert_false (au_figure_is_partial (figure, 1));
  g_assert_cmpstr (au_figure_get_partial_note (figure, 2), ==, "23 of 30 days");
  g_assert_null (au_figure_get_partial_note (figure, 1));
  g_assert_cmpint (au_figure_get_emphasis (figure), ==, -1);
}

static void
test_values (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  AuSeries *series;
  g_autofree char *formatted = NULL;
  g_autofree char *given = NULL;

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 4, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, NULL),
                                AU_SERIES_BAR, "Spend", 0);
  au_series_set_value (series, 0, 1204311.58, NULL);
  au_series_set_value (series, 1, 0.1, "$0.1000000000000000001");
  au_series_set_value (series, 2, -INFINITY, "nothing");
  au_figure_seal (figure);

  formatted = au_series_dup_text (series, 0);
  given = au_series_dup_text (series, 1);
  g_assert_cmpstr (formatted, ==, "$1,204,311.58");
  g_assert_cmpstr (given, ==, "$0.1000000000000000001");
  g_assert_null (au_series_dup_text (series, 2));
  g_assert_null (au_series_dup_text (series, 3));
  g_assert_true (isnan (au_series_get_value (series, 2)));
}

/* A sealed figure cannot be changed: that is what makes it safe in threads. */
static void
test_sealed (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (AuFigure) figure = figure_new_mau ();

      au_figure_set_title (figure, "Another");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*sealed*");
}

static void
assert_exact (AuValueKind kind,
              double      value,
              const char *expected)
{
  g_autofree char *text = au_plot_format_exact (kind, value);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_short (AuValueKind kind,
              double      value,
              const char *expected)
{
  g_autofree char *text = au_plot_format_short (kind, value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_numbers (void)
{
  assert_exact (AU_VALUE_COUNT, 1204, "1,204");
  assert_exact (AU_VALUE_COUNT, 1e9, "1,000,000,000");
  assert_exact (AU_VALUE_MONEY, 1204311.58, "$1,204,311.58");
  assert_exact (AU_VALUE_MONEY, -1200, "−$1,200.00");
  assert_exact (AU_VALUE_MONEY, 0, "$0");
  assert_exact (AU_VALUE_MONEY, 0.004, "$0.0040");
  assert_exact (AU_VALUE_MONEY, 1e12, "$1,000,000,000,000.00");
  assert_exact (AU_VALUE_PERCENT, 82.44, "82.4\u00a0%");
  assert_exact (AU_VALUE_COUNT, NAN, "–");

  assert_short (AU_VALUE_COUNT, 412, "412");
  assert_short (AU_VALUE_COUNT, 12340, "12,340");
  assert_short (AU_VALUE_COUNT, 1234000, "1.23M");
  assert_short (AU_VALUE_MONEY, 48211.5, "$48.2K");
  assert_short (AU_VALUE_MONEY, 9123.4, "$9,123");
  assert_short (AU_VALUE_MONEY, 1204311.58, "$1.20M");
  assert_short (AU_VALUE_MONEY, -39100, "−$39.1K");
  assert_short (AU_VALUE_MONEY, 0.004, "$0.0040");
  assert_short (AU_VALUE_PERCENT, 82.44, "82\u00a0%");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/figure/months", test_months);
  g_test_add_func ("/plot/figure/days", test_days);
  g_test_add_func ("/plot/figure/names", test_names);
  g_test_add_func ("/plot/figure/partial", test_partial);
  g_test_add_func ("/plot/figure/values", test_values);
  g_test_add_func ("/plot/figure/sealed", test_sealed);
  g_test_add_func ("/plot/figure/numbers", test_numbers);

  return g_test_run ();
}
