/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure-private.h"
#include "au-plot-layout.h"
#include "au-plot-text.h"
#include "au-scale.h"
#include "au-ticks.h"

G_BEGIN_DECLS

/* Sizes of text, in pixels at text scale 1: GTK's caption is 12. */
#define AU_SIZE_LABEL 12.0
#define AU_SIZE_VALUE 13.0
#define AU_SIZE_HEADING 15.0

/* Below this width, times the text's scale, names go above the plot. */
#define NARROW_WIDTH 480.0

/* A series of more values a pixel of the width has no marks: at no usual scale is there a device
 * pixel for each. */
#define AU_PLOT_MAX_MARKS 4.0

/* How much may be left out for lack of room: the years, then the legends, then
 * all words but those of the frame. */
#define AU_PLOT_MAX_REDUCTION 3

/* What a straight line of the picture is; the drawing knows colour and width. */
typedef enum
{
  AU_RULE_HAIRLINE,
  AU_RULE_ZERO,
  AU_RULE_REFERENCE,
  AU_RULE_LIMIT,
  AU_RULE_LEADER,
} AuRuleKind;

/**
 * AuPlotRule:
 *
 * A straight line. Leaders may slope, all others are level.
 */
typedef struct
{
  AuRuleKind kind;
  double     x1;
  double     y1;
  double     x2;
  double     y2;
  AuColor    color;             /* leaders only */
} AuPlotRule;

/**
 * AuPlotSwatch:
 *
 * The sign before a name: a square for bars, a marker's shape for lines; hatched
 * or hollow for what is not finished.
 */
typedef struct
{
  AuRect   rect;
  AuColor  color;
  gboolean hatched;
  int      shape;               /* a marker, or one of the two below */
} AuPlotSwatch;

#define AU_SWATCH_SQUARE (-1)
#define AU_SWATCH_DASHED (-2)

/**
 * AuPlotForecast:
 *
 * What is expected, where it is drawn: as a bar, and as the band about its value.
 */
typedef struct
{
  int    panel;
  int    series;
  int    category;
  AuRect rect;
  AuRect range;
  double y;
} AuPlotForecast;

/**
 * AuPanelLayout:
 *
 * Where a panel lies.
 */
typedef struct
{
  const AuPanel *panel;         /* (unowned) */
  AuRect         area;
  AuTicks        ticks;
  AuScale        scale;
  double         top;           /* where the panel begins, its legend included */
  double         legend_height;
  gboolean       use_legend;
  gboolean       has_bars;
  gboolean       has_lines;
  gboolean       fade;          /* bars but the emphasised are lighter */
} AuPanelLayout;

struct _AuPlotLayout
{
  AuFigure      *figure;        /* (owned) */
  int            width;
  int            height;
  AuPlotStyle    style;
  gboolean       slide;
  double         unit;          /* one designed pixel, in pixels */
  double         text;          /* the same for text and what depends on it */

  AuRect         content;       /* what the plot may use */
  gboolean       narrow;        /* no room for names beside the plot */
  int            reduction;     /* how much was left out for lack of room, from 0 */
  double         axis_height;   /* below the last panel */

  gboolean       mirrored;
  gsize          n_bands;
  double         band_start;    /* left edge of the first band, before mirroring */
  double         band_width;
  gboolean       rows;          /* bands are the rows of a table */
  double         row_top;
  double         row_height;

  guint          n_panels;
  AuPanelLayout  panels[2];

  GArray        *marks;         /* (owned) (element-type AuMark) */
  GArray        *texts;         /* (owned) (element-type AuPlotText) */
  GArray        *rules;         /* (owned) (element-type AuPlotRule) */
  GArray        *swatches;      /* (owned) (element-type AuPlotSwatch) */
  GArray        *forecasts;     /* (owned) (element-type AuPlotForecast), by panel and series */

  PangoLayout   *pango;         /* (owned) (nullable), only while laying out */
};

/* Shared by the stages of laying out. */
AuPlotText     au_plot_layout_make_text        (AuPlotLayout       *self,
                                                AuLabelRole         role,
                                                const char         *text,
                                                double              size,
                                                gboolean            bold,
                                                const AuColor      *color,
                                                double              max_width,
                                                int                 max_lines);
void           au_plot_layout_place            (AuPlotLayout       *self,
                                                AuPlotText         *text,
                                                double              x,
                                                double              y);
double         au_plot_layout_line_height      (AuPlotLayout       *self);
gboolean       au_plot_layout_is_free          (const AuPlotLayout *self,
                                                const AuRect       *rect,
                                                double              gap);
void           au_plot_layout_add_rule         (AuPlotLayout       *self,
                                                AuRuleKind          kind,
                                                double              x1,
                                                double              x2,
                                                double              y);
void           au_plot_layout_add_swatch       (AuPlotLayout       *self,
                                                double              x,
                                                double              y,
                                                double              size,
                                                const AuColor      *color,
                                                gboolean            hatched,
                                                int                 shape);
double         au_plot_layout_band_center      (const AuPlotLayout *self,
                                                gsize               band);
AuColor        au_plot_layout_series_color     (const AuPlotLayout *self,
                                                const AuSeries     *series);
char *         au_plot_layout_dup_partial_text (const AuPlotLayout *self,
                                                const AuPanel      *panel);
int            au_plot_layout_find_partial     (const AuPlotLayout *self);
gboolean       au_plot_layout_needs_partial_note (const AuPlotLayout *self,
                                                  const AuPanelLayout *panel);
int            au_plot_layout_last_value       (const AuSeries     *series);

/* The stages. */
void           au_plot_layout_add_slide        (AuPlotLayout       *self,
                                                const AuPlotSlide  *slide);
void           au_plot_layout_add_status       (AuPlotLayout       *self);
void           au_plot_layout_add_table        (AuPlotLayout       *self);
void           au_plot_layout_add_chart        (AuPlotLayout       *self);
double         au_plot_layout_measure_value_axes (AuPlotLayout     *self);
void           au_plot_layout_add_value_axis   (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
double         au_plot_layout_measure_categories (AuPlotLayout     *self);
void           au_plot_layout_add_categories   (AuPlotLayout       *self,
                                                double              y);
void           au_plot_layout_add_marks        (AuPlotLayout       *self,
                                                int                 panel);
gboolean       au_plot_layout_has_marks        (const AuPlotLayout *self,
                                                int                 panel,
                                                int                 series);
GArray *       au_plot_layout_create_marks     (const AuPlotLayout *self,
                                                int                 panel,
                                                int                 series);
double         au_plot_layout_bar_width        (const AuPlotLayout  *self,
                                                const AuPanelLayout *panel);
void           au_plot_layout_add_forecasts    (AuPlotLayout       *self,
                                                AuPanelLayout      *panel,
                                                int                 index);
gboolean       au_plot_layout_has_forecast     (const AuPanelLayout *panel);
const AuForecast * au_plot_find_forecast       (const AuSeries     *series,
                                                int                 category);
void           au_plot_layout_add_value_labels (AuPlotLayout       *self,
                                                AuPanelLayout      *panel,
                                                int                 index);
void           au_plot_layout_part_hairlines   (AuPlotLayout       *self);
double         au_plot_layout_measure_legend   (AuPlotLayout       *self,
                                                AuPanelLayout      *panel,
                                                double              max_height);
void           au_plot_layout_add_legend       (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
double         au_plot_layout_measure_ends     (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
gboolean       au_plot_layout_try_ends         (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
void           au_plot_layout_add_ends         (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
void           au_plot_layout_add_references   (AuPlotLayout       *self,
                                                AuPanelLayout      *panel);
void           au_plot_push_apart              (const double       *wanted,
                                                const double       *heights,
                                                gsize               n,
                                                double              gap,
                                                double              min,
                                                double              max,
                                                double             *tops);

G_END_DECLS
