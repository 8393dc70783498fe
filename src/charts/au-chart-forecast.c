/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-forecast.h"

#include <glib/gi18n.h>
#include <math.h>

/* How many months after the running one a forecast goes. */
#define N_AHEAD 2

/* The quantile 0.9 of Student's t distribution by degrees of freedom, from 1: NIST/SEMATECH
 * e-Handbook of Statistical Methods, table 1.3.6.7.2. It leaves a tenth on either side: an interval
 * of 80 %. */
static const double quantiles[] = {
  3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372,
};

G_STATIC_ASSERT (G_N_ELEMENTS (quantiles) == AU_CHART_FORECAST_MAX - 2);

/**
 * au_chart_trend_fit:
 * @self: (out caller-allocates): the line
 * @values: (array length=n_values): values at the places 0, 1, 2, …, NaN where there is none
 * @n_values: at most %AU_CHART_FORECAST_MAX
 *
 * Fits y = ȳ + b (x − x̄) with b = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², and s² = Σ(y − ŷ)² / (n − 2):
 * simple linear regression by least squares, as in NIST/SEMATECH e-Handbook of Statistical Methods,
 * 4.1.4.1.
 *
 * Returns: whether there are %AU_CHART_FORECAST_MIN values
 */
gboolean
au_chart_trend_fit (AuChartTrend *self,
                    const double *values,
                    gsize         n_values)
{
  double sum_xy = 0.0;
  double sum_squares = 0.0;

  g_return_val_if_fail (n_values <= AU_CHART_FORECAST_MAX, FALSE);

  *self = (AuChartTrend) { 0 };
  for (gsize i = 0; i < n_values; i++)
    if (!isnan (values[i]))
      {
        self->n++;
        self->mean_x += (double) i;
        self->mean_y += values[i];
      }
  if (self->n < AU_CHART_FORECAST_MIN)
    return FALSE;

  self->mean_x /= self->n;
  self->mean_y /= self->n;
  for (gsize i = 0; i < n_values; i++)
    if (!isnan (values[i]))
      {
        double x = (double) i - self->mean_x;

        self->sum_xx += x * x;
        sum_xy += x * (values[i] - self->mean_y);
      }
  self->slope = sum_xy / self->sum_xx;

  for (gsize i = 0; i < n_values; i++)
    if (!isnan (values[i]))
      {
        double rest = values[i] - self->mean_y - self->slope * ((double) i - self->mean_x);

        sum_squares += rest * rest;
      }
  self->error = sqrt (sum_squares / (self->n - 2));
  return TRUE;
}

/**
 * au_chart_trend_predict:
 * @self: a line
 * @x: a place
 * @value: (out): what the line has there
 * @low: (out): the lower end of the interval in which a new value lies with a probability of 80 %
 * @high: (out): the upper end
 *
 * The prediction interval of one new value, ŷ ± t(0.9, n − 2) s √(1 + 1/n + (x − x̄)² / Σ(x −
 * x̄)²): Draper and Smith, "Applied Regression Analysis", third edition, section 3.1. It takes the
 * values' distances from the line for independent and normal.
 */
void
au_chart_trend_predict (const AuChartTrend *self,
                        double              x,
                        double             *value,
                        double             *low,
                        double             *high)
{
  double away = x - self->mean_x;
  double half = quantiles[self->n - 3] * self->error *
                sqrt (1.0 + 1.0 / self->n + away * away / self->sum_xx);

  *value = self->mean_y + self->slope * away;
  *low = *value - half;
  *high = *value + half;
}

/* Spend that never was below zero will not be. */
static double
find_floor (AuFigure *figure,
            AuSeries *series)
{
  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    if (au_series_get_value (series, i) < 0.0)
      return -HUGE_VAL;
  return 0.0;
}

/**
 * au_chart_add_forecast:
 * @figure: a figure of months, its series filled and its running month marked
 * @series: what is to be expected of
 * @period: when the result was read
 * @context: its options say whether a forecast is wanted
 *
 * Expects the running month and the two after it: a straight line through the newest complete
 * months, at most twelve, with its prediction interval. The running month is not expected to come
 * to less than it has already. The method is named in the picture, and a footnote says that it is
 * computed.
 *
 * Does nothing with less than four complete months among the newest twelve, where the newest
 * complete month has no value, or where a month came more than once and it is not known which row
 * holds.
 */
void
au_chart_add_forecast (AuFigure             *figure,
                       AuSeries             *series,
                       const AuChartPeriod  *period,
                       const AuChartContext *context)
{
  int newest = au_figure_find_day (figure, au_day_add_months (period->running, -1));
  int first = MAX (newest + 1 - AU_CHART_FORECAST_MAX, 0);
  int last = newest + 1 + N_AHEAD;
  int n_future = last + 1 - (int) au_figure_get_n_categories (figure);
  double values[AU_CHART_FORECAST_MAX];
  double least = find_floor (figure, series);
  g_autofree char *footnote = NULL;
  AuChartTrend trend;

  if (!context->options.include_forecast || newest < 0 ||
      isnan (au_series_get_value (series, (gsize) newest)))
    return;
  for (int i = first; i <= newest; i++)
    values[i - first] = au_series_get_value (series, (gsize) i);
  if (!au_chart_trend_fit (&trend, values, (gsize) (newest + 1 - first)))
    return;

  /* Translators: how a forecast was made: a straight line, and the range where it is in 80 of 100
   * cases. */
  au_figure_set_forecast (figure, (guint) MAX (n_future, 0), _("linear trend, 80\u00a0%\u00a0band"));
  for (int i = newest + 1; i <= last; i++)
    {
      double so_far = i < (int) au_figure_get_n_categories (figure)
                      ? au_series_get_value (series, (gsize) i) : (double) NAN;
      double floor = isnan (so_far) ? least : MAX (so_far, least);
      double value, low, high;

      au_chart_trend_predict (&trend, i - first, &value, &low, &high);
      au_series_add_forecast (series, (gsize) i, MAX (value, floor), MAX (low, floor),
                              MAX (high, floor));
    }

  footnote = g_strdup_printf (
    /* Translators: %u is how many months a forecast is made from. */
    ngettext ("Forecast, computed here and no data: a straight line through %u complete month "
              "(least squares) with its 80 %% prediction interval.",
              "Forecast, computed here and no data: a straight line through the newest %u complete "
              "months (least squares) with its 80 %% prediction interval.", trend.n),
    trend.n);
  au_figure_add_footnote (figure, footnote);
}
