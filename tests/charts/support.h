/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"
#include "au-plot-layout.h"

G_BEGIN_DECLS

/* The clock of these tests: 24 November 2026, 09:12 UTC. */
#define SUPPORT_NOW ((gint64) au_day_new (2026, 11, 24) * 86400000 + 33120000)

AuSelection   *support_selection    (gint64          seats,
                                     const char     *team_ids);
AuSelection   *support_selection_of (const char *const *names,
                                     guint              n);
AuChartContext support_context      (AuSelection    *selection);
AuResult      *support_result       (const char     *query,
                                     const char     *rows);
AuResult      *support_result_read  (const char     *query,
                                     const char     *rows,
                                     AuDay           read,
                                     gboolean        truncated);
AuFigure      *support_build        (const char     *chart,
                                     const char     *rows);
AuFigure      *support_build_from   (const char     *chart,
                                     AuResult       *first,
                                     AuResult       *second);
guint          support_count_marks  (AuFigure       *figure);
double         support_mark         (AuFigure       *figure,
                                     guint           panel,
                                     const char     *series,
                                     int             category);
AuMark         support_get_mark     (AuFigure       *figure,
                                     guint           panel,
                                     const char     *series,
                                     int             category);
char          *support_text         (AuFigure       *figure,
                                     guint           panel,
                                     const char     *series,
                                     int             category);
int            support_month        (AuFigure       *figure,
                                     int             year,
                                     int             month);
gboolean       support_has_footnote (AuFigure       *figure,
                                     const char     *words);
gboolean       support_has_label    (AuFigure       *figure,
                                     AuLabelRole     role,
                                     const char     *text);

#define support_assert_gap(figure, panel, series, category) \
        g_assert_true (isnan (support_mark (figure, panel, series, category)))

G_END_DECLS
