/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-view.h"
#include "au-legend-item.h"

G_BEGIN_DECLS

AuFigure    *figure_new_actives   (void);
AuFigure    *figure_new_models    (void);
AuFigure    *figure_new_eight     (void);
AuFigure    *figure_new_people    (guint        n_rows);
AuFigure    *figure_new_lines     (guint        n_points);

AuChartView *view_open            (AuFigure    *figure,
                                   int          width);
void         view_close           (AuChartView *view);
void         view_wait            (AuChartView *view);
gboolean     widget_press         (GtkWidget   *widget,
                                   guint        key,
                                   GdkModifierType modifiers);
char        *widget_dup_text      (GtkWidget   *widget);
GtkWidget   *widget_find          (GtkWidget   *widget,
                                   GType        type);
GdkTexture  *widget_render        (GtkWidget   *widget);

G_END_DECLS
