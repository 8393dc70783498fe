/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"

#include <math.h>

#define ROWS \
        "b@halden.example|100|10|5|false|true|2026-11-23T17:00:00.000Z\n" \
        "a@halden.example|18642|0|23|true|true|2025-12-14T23:59:59.000Z\n" \
        "NULL|NULL|NULL|NULL|NULL|NULL|NULL\n" \
        "użytkownik-204@halden.example|0|1204|23|false|false|2026-01-01T00:00:00.000Z\n"

static AuFigure *
build (const char *rows,
       int         limit,
       gboolean    truncated)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new ("top-users", &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) result = support_result_read ("top_users", rows, au_day_new (2026, 11, 24),
                                                     truncated);
  AuChartContext context = support_context (selection);

  g_assert_no_error (error);
  context.options.limit = limit;
  return au_chart_build (chart, &context, &result, NULL, 1);
}

static void
test_order (void)
{
  g_autoptr (AuFigure) figure = build (ROWS, 25, FALSE);

  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 4);
  g_assert_cmpstr (au_figure_get_cell (figure, 0, 0), ==, "a@halden.example");
  g_assert_cmpstr (au_figure_get_cell (figure, 1, 0), ==, "b@halden.example");
  g_assert_cmpstr (au_figure_get_cell (figure, 2, 0), ==, "użytkownik-204@halden.example");
  g_assert_cmpstr (au_figure_get_cell (figure, 3, 0), ==, "No e-mail");
}

static void
test_cells (void)
{
  g_autoptr (AuFigure) figure = build (ROWS, 25, FALSE);
  static const char *const first[] = { "a@halden.example", "18,642", "0", "23", "L4", "Power", "14 Dec 2025" };
  static const char *const second[] = { "b@halden.example", "100", "10", "5", "", "Power", "23 Nov, 17:00" };
  static const char *const last[] = { "No e-mail", "–", "–", "–", "", "", "–" };

  g_assert_cmpuint (au_figure_get_n_columns (figure), ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpstr (au_figure_get_cell (figure, 0, i), ==, first[i]);
      g_assert_cmpstr (au_figure_get_cell (figure, 1, i), ==, second[i]);
      g_assert_cmpstr (au_figure_get_cell (figure, 3, i), ==, last[i]);
    }
}

static void
test_bars (void)
{
  g_autoptr (AuFigure) figure = build (ROWS, 25, FALSE);

  g_assert_cmpfloat (au_figure_get_bar_value (figure, 0), ==, 18642);
  g_assert_cmpfloat (au_figure_get_bar_value (figure, 2), ==, 0);
  g_assert_true (isnan (au_figure_get_bar_value (figure, 3)));
}

/* Each sentence says what is known and no more. */
static void
test_words (void)
{
  g_autoptr (AuFigure) all = build (ROWS, 25, FALSE);
  g_autoptr (AuFigure) limited = build (ROWS, 4, FALSE);
  g_autoptr (AuFigure) truncated = build (ROWS, 4, TRUE);

  g_assert_cmpstr (au_figure_get_title (all), ==, "Top users");
  g_assert_cmpstr (au_figure_get_subtitle (all), ==,
                   "Requests of today’s members, as the source table has them; all 4 rows");
  g_assert_cmpstr (au_figure_get_title (limited), ==, "Top 4 users by requests");
  g_assert_cmpstr (au_figure_get_subtitle (truncated), ==,
                   "Requests of today’s members, as the source table has them; first 4 rows, more exist");
  g_assert_true (support_has_label (truncated, AU_LABEL_FOOTNOTE, "first 4 rows, more exist"));
  g_assert_false (support_has_label (limited, AU_LABEL_FOOTNOTE, "first 4 rows, more exist"));
}

static void
test_empty (void)
{
  g_autoptr (AuFigure) figure = build ("", 25, FALSE);

  g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/top-users/order", test_order);
  g_test_add_func ("/charts/top-users/cells", test_cells);
  g_test_add_func ("/charts/top-users/bars", test_bars);
  g_test_add_func ("/charts/top-users/words", test_words);
  g_test_add_func ("/charts/top-users/empty", test_empty);

  return g_test_run ();
}
