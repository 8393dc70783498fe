/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"
#include "au-cli-session.h"
#include "au-image.h"
#include "au-summary.h"

G_BEGIN_DECLS

/**
 * AuCliChart:
 * @chart: (owned): the chart
 * @n_results: how many queries it draws
 * @results: (owned) (array length=n_results): their rows, %NULL where one failed
 * @errors: (owned) (array length=n_results): why
 * @refusal: (owned) (nullable): why nothing was asked at all, as where no team is linked
 * @figure: (owned): what it says, as an exported picture has it
 *
 * A chart with all that came of its queries.
 */
typedef struct
{
  AuChart *chart;
  guint n_results;
  AuResult **results;
  GError **errors;
  GError *refusal;
  AuFigure *figure;
} AuCliChart;

GPtrArray    *au_cli_charts_load      (AuCliSession            *session,
                                       AuSelection             *selection,
                                       const char *const       *names,
                                       const AuChartOptions    *options,
                                       AuSummary              **summary,
                                       GError                 **error);
const GError *au_cli_chart_get_error  (const AuCliChart        *self);
AuResult     *au_cli_chart_get_main   (const AuCliChart        *self);
GBytes       *au_cli_chart_render     (const AuCliChart        *self,
                                       AuSelection             *selection,
                                       const AuImage         *picture,
                                       GError                 **error);
void          au_cli_chart_tell       (const AuCliChart        *self);

G_END_DECLS
