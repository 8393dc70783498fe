/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is expected: computed as by hand, never taken for data, off where nobody chose it. */
#include "config.h"

#include "support.h"
#include "au-chart-description.h"
#include "au-chart-forecast.h"

#include <math.h>
#include <string.h>

#define HEADING "Forecast"
#define METHOD "linear trend, 80\u00a0%\u00a0band"

/* Four complete months, the running one and how they were read: 24 November 2026. */
#define FOUR \
        "2026-07-01|10.00|NULL|10.00\n2026-08-01|12.00|NULL|12.00\n" \
        "2026-09-01|11.00|NULL|11.00\n2026-10-01|15.00|NULL|15.00\n"

static AuFigure *
build (const char *chart_name,
       const char *rows,
       gboolean    include_forecast)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new (chart_name, &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) spend = support_result ("monthly_spend", rows);
  g_autoptr (AuResult) mau = support_result ("mau", "2026-10-01|412|NULL");
  AuChartContext context = support_context (selection);
  AuResult *one[] = { spend };
  AuResult *two[] = { mau, spend };
  gboolean both = g_str_equal (chart_name, "mau-vs-spend");

  g_assert_no_error (error);
  context.options.include_forecast = include_forecast;
  return au_chart_build (chart, &context, both ? two : one, NULL, both ? 2 : 1);
}

static AuTooltip *
get_tooltip (AuFigure *figure,
             int       band)
{
  AuPlotStyle style;
  g_autoptr (AuPlotLayout) layout = NULL;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 900, 400, &style, NULL);
  return au_plot_layout_get_tooltip (layout, band);
}

/* By hand, from 10, 12, 11, 15 at 0, 1, 2, 3: the means are 1.5 and 12, Sxx 5, Sxy 7, so the slope
 * is 1.4; the rests are 0.1, 0.7, −1.7, 0.9, their squares 4.2 together, so s = √2.1 = 1.449138.
 * At 4 the line has 12 + 1.4 × 2.5 = 15.5, and the interval is
 * 1.886 × 1.449138 × √(1 + 0.25 + 1.25) = 4.321369 to either side; at 5 it has 16.9 and 1.886 ×
 * 1.449138 × √(1 + 0.25 + 2.45) = 5.257172. */
static void
test_by_hand (void)
{
  const double values[] = { 10.0, 12.0, 11.0, 15.0 };
  AuChartTrend trend;
  double value, low, high;

  g_assert_true (au_chart_trend_fit (&trend, values, G_N_ELEMENTS (values)));
  g_assert_cmpuint (trend.n, ==, 4);
  g_assert_cmpfloat_with_epsilon (trend.slope, 1.4, 1e-12);
  g_assert_cmpfloat_with_epsilon (trend.error, 1.449138, 1e-6);
  au_chart_trend_predict (&trend, 4.0, &value, &low, &high);
  g_assert_cmpfloat_with_epsilon (value, 15.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (low, 15.5 - 4.321369, 1e-5);
  g_assert_cmpfloat_with_epsilon (high, 15.5 + 4.321369, 1e-5);
  au_chart_trend_predict (&trend, 5.0, &value, &low, &high);
  g_assert_cmpfloat_with_epsilon (value, 16.9, 1e-12);
  g_assert_cmpfloat_with_epsilon (high - value, 5.257172, 1e-5);
}

/* By hand, from 1, 3, 5, 9 at 0, 1, 3, 4: the means are 2 and 4.5, Sxx 10, Sxy 18, the slope 1.8;
 * the rests are 0.1, 0.3, −1.3, 0.9, their squares 2.6 together, s = √1.3 = 1.140175. */
static void
test_gap (void)
{
  const double values[] = { 1.0, 3.0, NAN, 5.0, 9.0 };
  AuChartTrend trend;
  double value, low, high;

  g_assert_true (au_chart_trend_fit (&trend, values, G_N_ELEMENTS (values)));
  g_assert_cmpfloat_with_epsilon (trend.slope, 1.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (trend.error, 1.140175, 1e-6);
  au_chart_trend_predict (&trend, 5.0, &value, &low, &high);
  g_assert_cmpfloat_with_epsilon (value, 4.5 + 1.8 * 3.0, 1e-12);
  /* 1.886 × 1.140175 × √(1 + 1/4 + 9/10). */
  g_assert_cmpfloat_with_epsilon (high - value, 3.153063, 1e-5);
}

static void
test_drawn (void)
{
  static const char *const charts[] = { "monthly-spend", "mau-vs-spend" };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr (AuFigure) figure = build (charts[i], FOUR "2026-11-01|9.00|NULL|9.00", TRUE);
      g_autoptr (AuTooltip) running = get_tooltip (figure, support_month (figure, 2026, 10) + 1);
      g_autoptr (AuTooltip) next = get_tooltip (figure, support_month (figure, 2026, 10) + 2);
      const AuTooltipRow *last = g_ptr_array_index (running->rows, running->rows->len - 1);
      const AuTooltipRow *only = g_ptr_array_index (next->rows, 0);

      g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, HEADING));
      g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, METHOD));
      g_assert_true (support_has_footnote (figure, "computed here and no data: a straight line "
                                           "through the newest 4 complete months"));
      g_assert_cmpstr (last->name, ==, "Forecast, computed");
      g_assert_cmpstr (last->value, ==, "$15.50 ($11.18 – $19.82)");
      g_assert_cmpstr (next->title, ==, "December 2026");
      g_assert_cmpuint (next->rows->len, ==, 1);
      g_assert_cmpstr (only->value, ==, "$16.90 ($11.64 – $22.16)");
      g_assert_cmpstr (next->note, ==, METHOD);
    }
}

/* Neither a mark, nor a category, nor a word of the description: it is no data. */
static void
test_no_data (void)
{
  g_autoptr (AuFigure) with = build ("monthly-spend", FOUR "2026-11-01|9.00|NULL|9.00", TRUE);
  g_autoptr (AuFigure) without = build ("monthly-spend", FOUR "2026-11-01|9.00|NULL|9.00", FALSE);
  g_autofree char *text = support_text (with, 0, "Spend", 5);

  g_assert_cmpuint (au_figure_get_n_categories (with), ==, 5);
  g_assert_cmpuint (au_figure_get_n_future (with), ==, 2);
  g_assert_cmpuint (support_count_marks (with), ==, support_count_marks (without));
  g_assert_true (isnan (au_series_get_value (au_panel_get_series (au_figure_get_panel (with, 0), 0),
                                             6)));
  g_assert_null (text);

  g_assert_cmpuint (au_figure_get_n_future (without), ==, 0);
  g_assert_null (au_figure_get_forecast_method (without));
  g_assert_false (support_has_label (without, AU_LABEL_PARTIAL, HEADING));
  g_assert_false (support_has_footnote (without, "Forecast"));
  g_assert_false (AU_CHART_OPTIONS_EXPORT.include_forecast);
  g_assert_true (AU_CHART_OPTIONS_DEFAULT.include_forecast);
}

/* Three complete months, an old newest month, a month twice: nothing is to be expected of these. */
static void
test_suppressed (void)
{
  static const char *const rows[] = {
    "2026-08-01|12.00|NULL|12.00\n2026-09-01|11.00|NULL|11.00\n2026-10-01|15.00|NULL|15.00\n"
    "2026-11-01|9.00|NULL|9.00",
    "2026-05-01|1.00|NULL|1.00\n2026-06-01|1.00|NULL|1.00\n" FOUR "2026-10-01|16.00|NULL|16.00",
    "2026-05-01|1.00|NULL|1.00\n2026-06-01|1.00|NULL|1.00\n2026-07-01|1.00|NULL|1.00\n"
    "2026-08-01|1.00|NULL|1.00\n2026-09-01|1.00|NULL|1.00\n2026-11-01|9.00|NULL|9.00",
    "2026-11-01|9.00|NULL|9.00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AuFigure) figure = build ("monthly-spend", rows[i], TRUE);

      g_assert_null (au_figure_get_forecast_method (figure));
      g_assert_cmpuint (au_figure_get_n_future (figure), ==, 0);
    }
}

/* What is spent is spent, and what never was below zero will not be. */
static void
test_floor (void)
{
  g_autoptr (AuFigure) more = build ("monthly-spend", FOUR "2026-11-01|40.00|NULL|40.00", TRUE);
  g_autoptr (AuFigure) falling = build ("monthly-spend",
                                        "2026-07-01|40.00|NULL|40.00\n2026-08-01|30.00|NULL|30.00\n"
                                        "2026-09-01|20.00|NULL|20.00\n2026-10-01|1.00|NULL|1.00\n",
                                        TRUE);
  g_autoptr (AuTooltip) running = get_tooltip (more, 4);
  g_autoptr (AuTooltip) next = get_tooltip (falling, 5);
  const AuTooltipRow *last = g_ptr_array_index (running->rows, running->rows->len - 1);
  const AuTooltipRow *only = g_ptr_array_index (next->rows, 0);

  g_assert_cmpstr (last->value, ==, "$40.00 ($40.00 – $40.00)");
  g_assert_cmpstr (only->value, ==, "$0 ($0 – $0)");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/forecast/by-hand", test_by_hand);
  g_test_add_func ("/charts/forecast/gap", test_gap);
  g_test_add_func ("/charts/forecast/drawn", test_drawn);
  g_test_add_func ("/charts/forecast/no-data", test_no_data);
  g_test_add_func ("/charts/forecast/suppressed", test_suppressed);
  g_test_add_func ("/charts/forecast/floor", test_floor);

  return g_test_run ();
}
