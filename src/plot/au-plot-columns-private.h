/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-draw-private.h"

G_BEGIN_DECLS

/* No column of pixels is drawn in more pieces than this. */
#define AU_COLUMN_MAX_SPANS 4

typedef struct
{
  double top;
  double bottom;
} AuSpan;

/**
 * AuColumn:
 *
 * What lies in one column of device pixels: pieces that do not touch, from the top. @joined is
 * whether it hangs together with the column to its left.
 */
typedef struct
{
  AuSpan   spans[AU_COLUMN_MAX_SPANS];
  int      n_spans;
  gboolean joined;
} AuColumn;

/**
 * AuColumns:
 *
 * A series as columns of device pixels, from the left of the plot to its right.
 */
typedef struct
{
  double    left;               /* of the first, in logical pixels */
  double    width;              /* of one */
  int       n;
  AuColumn *columns;            /* (owned) (array length=n) */
  AuColumn *dots;               /* (owned) (nullable) (array length=n): points between two gaps */
} AuColumns;

AuColumns * au_columns_new_line    (const AuPlotLayout  *self,
                                    const AuPlotPen     *pen,
                                    int                  panel,
                                    const AuSeries      *series,
                                    gsize                n_values);
AuColumns * au_columns_new_bars    (const AuPlotLayout  *self,
                                    const AuPlotPen     *pen,
                                    int                  panel,
                                    const AuSeries      *series,
                                    gsize                n_values,
                                    double              *feet);
void        au_columns_free        (AuColumns           *columns);
void        au_column_add          (AuColumn            *column,
                                    double               top,
                                    double               bottom);

void        au_plot_draw_dense_line (const AuPlotPen    *pen,
                                     const AuColumns    *columns,
                                     double              half,
                                     double              cap);
void        au_plot_draw_dense_bars (const AuPlotPen    *pen,
                                     const AuColumns    *columns,
                                     double              zero,
                                     double              least,
                                     double              thickness);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuColumns, au_columns_free)

G_END_DECLS
