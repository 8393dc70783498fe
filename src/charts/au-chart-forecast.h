/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"
#include "au-chart-period.h"

G_BEGIN_DECLS

/* Fewer complete months than this give no forecast, and no more than this are looked at. */
#define AU_CHART_FORECAST_MIN 4
#define AU_CHART_FORECAST_MAX 12

/**
 * AuChartTrend:
 * @n: how many values it was made from
 * @slope: what is gained from one period to the next
 * @mean_x: the mean of the places
 * @mean_y: the mean of the values
 * @sum_xx: sum of the squared distances of the places from their mean
 * @error: the standard error of the values about the line, with n − 2 degrees of freedom
 *
 * A straight line through values by least squares.
 */
typedef struct
{
  guint n;
  double slope;
  double mean_x;
  double mean_y;
  double sum_xx;
  double error;
} AuChartTrend;

gboolean au_chart_trend_fit     (AuChartTrend         *self,
                                 const double         *values,
                                 gsize                 n_values);
void     au_chart_trend_predict (const AuChartTrend   *self,
                                 double                x,
                                 double               *value,
                                 double               *low,
                                 double               *high);
void     au_chart_add_forecast  (AuFigure             *figure,
                                 AuSeries             *series,
                                 const AuChartPeriod  *period,
                                 const AuChartContext *context);

G_END_DECLS
