/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-view.h"
#include "au-rasterizer.h"

G_BEGIN_DECLS

struct _AuChartView
{
  GtkWidget parent_instance;

  AuFigure *full;     /* (owned) (nullable): as it was given */
  AuFigure *figure;   /* (owned) (nullable): the same without what the legend hides */
  AuPicture *picture; /* (owned) (nullable): what is shown; may be of a size or style before */
  GCancellable *cancellable; /* (nullable): of the picture being made */
  guint pack_id;             /* the timeout until a hidden picture is packed */

  /* What the picture being made, or else the one shown, was made for. */
  AuFigure *made_figure; /* (unowned): only compared */
  int made_width;
  int made_height;
  double made_scale;
  AuPlotStyle made_style;

  /* Measured natural height, for one width. */
  int measured_width;
  int measured_height;

  GdkSurface *surface; /* (unowned) (nullable): of the window, while realized */

  /* The point: what the pointer is over or the keyboard has reached. */
  GtkWidget *tooltip; /* child */
  int band;           /* or -1 */
  int series;         /* of all panels, or -1 for all at once; the keyboard's alone */
  gboolean by_keys;
  double pointer_x;
  double pointer_y;
  double surface_x; /* where the pointer last was in the window */
  double surface_y;
  char *phrase; /* (owned) (nullable): what was announced last */

  /* The legend. */
  GPtrArray *items; /* (element-type AuLegendItem): children, of series that may be hidden */
  int legend_width; /* for which @legend_height was measured, or -1 */
  int legend_height;
};

/* The picture. */
void     _au_chart_view_get_style          (AuChartView *self,
                                            AuPlotStyle *style);
void     _au_chart_view_update_picture     (AuChartView *self);
void     _au_chart_view_describe           (AuChartView *self);

/* The overlay and the point. */
gboolean _au_chart_view_is_table           (AuChartView *self);
void     _au_chart_view_init_point         (AuChartView *self);
void     _au_chart_view_set_point          (AuChartView *self,
                                            int          band,
                                            int          series,
                                            gboolean     by_keys);
void     _au_chart_view_refresh_tooltip    (AuChartView *self);
void     _au_chart_view_allocate_tooltip   (AuChartView *self,
                                            int          width,
                                            int          height);
void     _au_chart_view_snapshot_point     (AuChartView *self,
                                            GtkSnapshot *snapshot);
void     _au_chart_view_announce           (AuChartView *self,
                                            const char  *phrase);

/* The legend. */
void     _au_chart_view_create_legend      (AuChartView *self);
void     _au_chart_view_color_legend       (AuChartView *self);
int      _au_chart_view_measure_legend     (AuChartView *self,
                                            int          width);
gboolean _au_chart_view_place_legend       (AuChartView *self);
void     _au_chart_view_allocate_legend    (AuChartView *self,
                                            int          width,
                                            int          height);
gboolean _au_chart_view_focus              (GtkWidget       *widget,
                                            GtkDirectionType direction);

G_END_DECLS
