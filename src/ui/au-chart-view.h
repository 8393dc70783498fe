/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"
#include "au-plot-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_CHART_VIEW (au_chart_view_get_type ())

G_DECLARE_FINAL_TYPE (AuChartView, au_chart_view, AU, CHART_VIEW, GtkWidget)

GtkWidget    *au_chart_view_new          (void);
AuFigure     *au_chart_view_get_figure   (AuChartView *self);
void          au_chart_view_set_figure   (AuChartView *self,
                                          AuFigure    *figure);
AuPlotLayout *au_chart_view_get_layout   (AuChartView *self);
gboolean      au_chart_view_is_settled   (AuChartView *self);
void          au_chart_view_hover        (AuChartView *self,
                                          int          band);
int           au_chart_view_get_hovered  (AuChartView *self);
const char   *au_chart_view_get_phrase   (AuChartView *self);
GPtrArray    *au_chart_view_get_legend_items (AuChartView *self);
guint         au_chart_view_get_n_hidden (AuChartView *self);
GHashTable   *au_chart_view_find_hidden  (AuChartView *self,
                                          AuFigure    *figure);

G_END_DECLS
