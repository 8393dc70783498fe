/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "au-figure.h"
#include "au-plot-style.h"
#include "au-tooltip.h"

G_BEGIN_DECLS

/* The smallest and largest side of a picture, in pixels. */
#define AU_PLOT_MIN_SIZE 32
#define AU_PLOT_MAX_SIZE 16384

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} AuRect;

/**
 * AuPlotSlide:
 * @footer_start: (nullable): left of the footer (right in RTL)
 * @footer_end: (nullable): right of the footer
 *
 * The frame of an exported picture: title, subtitle, rule and footer around
 * the plot. On the screen the card's widgets show these instead.
 */
typedef struct
{
  const char *footer_start;
  const char *footer_end;
} AuPlotSlide;

/**
 * AuMarkRole:
 * @AU_MARK_BAR: a bar or a part of a stack; the rectangle is the bar
 * @AU_MARK_POINT: a point of a line or step; the rectangle has no size and
 *   lies at the point
 * @AU_MARK_CELL: a row of a table; the rectangle is its bar
 */
typedef enum
{
  AU_MARK_BAR,
  AU_MARK_POINT,
  AU_MARK_CELL,
} AuMarkRole;

/**
 * AuMark:
 * @role: what it is
 * @panel: index of the panel
 * @series: index of the series in its panel
 * @category: index of the category
 * @rect: where it is, in pixels of the picture
 * @value: what it stands for
 * @partial: whether its period is not finished
 * @emphasised: whether it belongs to the newest complete period
 *
 * A datum. Gaps have no mark; a zero has one. Marks are ordered by panel, then
 * series, then category.
 */
typedef struct
{
  AuMarkRole role;
  int        panel;
  int        series;
  int        category;
  AuRect     rect;
  double     value;
  gboolean   partial;
  gboolean   emphasised;
} AuMark;

typedef enum
{
  AU_LABEL_TITLE,
  AU_LABEL_SUBTITLE,
  AU_LABEL_FOOTER,
  AU_LABEL_FOOTNOTE,
  AU_LABEL_PANEL,
  AU_LABEL_VALUE_TICK,
  AU_LABEL_CATEGORY_TICK,
  AU_LABEL_YEAR,
  AU_LABEL_VALUE,
  AU_LABEL_END,
  AU_LABEL_REFERENCE,
  AU_LABEL_PARTIAL,
  AU_LABEL_LEGEND,
  AU_LABEL_HEADER,
  AU_LABEL_CELL,
  AU_LABEL_STATUS,
} AuLabelRole;

/**
 * AuLabel:
 * @role: what it is for
 * @rect: the box of its ink-independent extents, in pixels
 * @text: what it says, in full
 * @cut: whether it is drawn ellipsised, as a name may be and a number never is
 *
 * A piece of text that is drawn.
 */
typedef struct
{
  AuLabelRole  role;
  AuRect       rect;
  const char  *text;
  gboolean     cut;
} AuLabel;

/**
 * AuPlotLayout:
 *
 * A figure at a size, in a style: where everything goes. Immutable and
 * reference-counted; any thread may create it, draw it and ask it, several at
 * the same time. Positions are in logical pixels from the top left.
 */
typedef struct _AuPlotLayout AuPlotLayout;

AuPlotLayout *   au_plot_layout_new              (AuFigure           *figure,
                                                  int                 width,
                                                  int                 height,
                                                  const AuPlotStyle  *style,
                                                  const AuPlotSlide  *slide);
AuPlotLayout *   au_plot_layout_ref              (AuPlotLayout       *layout);
void             au_plot_layout_unref            (AuPlotLayout       *layout);

int              au_plot_natural_height          (AuFigure           *figure,
                                                  int                 width,
                                                  const AuPlotStyle  *style);

AuFigure *       au_plot_layout_get_figure       (const AuPlotLayout *layout);
int              au_plot_layout_get_width        (const AuPlotLayout *layout);
int              au_plot_layout_get_height       (const AuPlotLayout *layout);
gboolean         au_plot_layout_is_transparent   (const AuPlotLayout *layout);

/* Drawing. */
void             au_plot_layout_draw             (const AuPlotLayout *layout,
                                                  cairo_t            *cr);
void             au_plot_layout_draw_hover       (const AuPlotLayout *layout,
                                                  cairo_t            *cr,
                                                  int                 band);

/* What is where. */
const AuMark *   au_plot_layout_get_marks        (const AuPlotLayout *layout,
                                                  gsize              *n_marks);
gboolean         au_plot_layout_find_mark        (const AuPlotLayout *layout,
                                                  int                 panel,
                                                  int                 series,
                                                  int                 category,
                                                  AuMark             *mark);
char *           au_plot_layout_describe_mark    (const AuPlotLayout *layout,
                                                  gsize               mark);
guint            au_plot_layout_get_n_labels     (const AuPlotLayout *layout);
AuLabel          au_plot_layout_get_label        (const AuPlotLayout *layout,
                                                  guint               index);
gboolean         au_plot_layout_get_plot_area    (const AuPlotLayout *layout,
                                                  guint               panel,
                                                  AuRect             *area);
gsize            au_plot_layout_get_n_bands      (const AuPlotLayout *layout);
gboolean         au_plot_layout_get_band         (const AuPlotLayout *layout,
                                                  int                 band,
                                                  AuRect             *rect);
int              au_plot_layout_find_band        (const AuPlotLayout *layout,
                                                  double              x,
                                                  double              y);
AuTooltip *      au_plot_layout_get_tooltip      (const AuPlotLayout *layout,
                                                  int                 band);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuPlotLayout, au_plot_layout_unref)

G_END_DECLS
