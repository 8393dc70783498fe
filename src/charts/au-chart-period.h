/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"

G_BEGIN_DECLS

/**
 * AuChartPeriod:
 * @read: the UTC day on which the query ran, which is its current_date()
 * @running: the first of the month that was not finished then
 * @data_through: the newest day of the data, or %AU_DAY_INVALID where the result does not tell
 *
 * When a result was read, and so which of its periods are complete.
 */
typedef struct
{
  AuDay read;
  AuDay running;
  AuDay data_through;
} AuChartPeriod;

AuDay    au_chart_day_of                (gint64                milliseconds);
void     au_chart_period_init           (AuChartPeriod        *self,
                                         AuResult             *result,
                                         const AuChartContext *context);
char    *au_chart_period_dup_note       (const AuChartPeriod  *self);
gboolean au_chart_period_mark           (const AuChartPeriod  *self,
                                         AuFigure             *figure,
                                         const char           *note);
int      au_chart_period_emphasise      (const AuChartPeriod  *self,
                                         AuFigure             *figure);
char    *au_chart_so_far                (const char           *value);
char    *au_chart_month_range           (AuFigure             *figure);

G_END_DECLS
