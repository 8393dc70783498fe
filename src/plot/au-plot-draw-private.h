/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout-private.h"

G_BEGIN_DECLS

/**
 * AuPlotPen:
 *
 * What drawing needs to know of the surface, found once a picture.
 */
typedef struct
{
  cairo_t *cr;
  double   scale_x;             /* device pixels in a logical one */
  double   scale_y;
  gboolean every_point;         /* draws each, however many share a pixel: to compare with */
} AuPlotPen;

void       au_plot_pen_init          (AuPlotPen          *pen,
                                      cairo_t            *cr);
double     au_plot_pen_snap_x        (const AuPlotPen    *pen,
                                      double              x);
double     au_plot_pen_snap_y        (const AuPlotPen    *pen,
                                      double              y);
void       au_plot_pen_set_color     (const AuPlotPen    *pen,
                                      const AuColor      *color);
void       au_plot_pen_level         (const AuPlotPen    *pen,
                                      double              x1,
                                      double              x2,
                                      double              y,
                                      double              thickness);
void       au_plot_pen_hatch         (const AuPlotPen    *pen,
                                      const AuRect       *bounds,
                                      double              unit);
void       au_plot_pen_marker        (const AuPlotPen    *pen,
                                      int                 shape,
                                      double              x,
                                      double              y,
                                      double              radius);

void       au_plot_draw_bar_path     (const AuPlotPen    *pen,
                                      const AuRect       *rect,
                                      gboolean            below,
                                      double              radius);
void       au_plot_draw_forecasts    (const AuPlotLayout *self,
                                      const AuPlotPen    *pen,
                                      int                 panel);
void       au_plot_draw_background   (const AuPlotLayout *self,
                                      const AuPlotPen    *pen);
void       au_plot_draw_plot         (const AuPlotLayout *self,
                                      const AuPlotPen    *pen);
void       au_plot_draw_bars         (const AuPlotLayout *self,
                                      const AuPlotPen    *pen,
                                      int                 panel);
void       au_plot_draw_lines        (const AuPlotLayout *self,
                                      const AuPlotPen    *pen,
                                      int                 panel);

/* The texts as they are read: from the top, and in a line in the direction of the script. */
GPtrArray * au_plot_sort_texts       (const AuPlotLayout *self);

/* How many of a series' values come before those of the unfinished periods at its end. */
gsize       au_plot_count_finished   (const AuPlotLayout *self,
                                      const AuSeries     *series);

/* The marks of one series: a run of the list, which is ordered, or where the layout has none of
 * their own, made for @own, which is to be freed. */
const AuMark * au_plot_find_series   (const AuPlotLayout *self,
                                      int                 panel,
                                      int                 series,
                                      GArray            **own,
                                      gsize              *n_marks);

G_END_DECLS
