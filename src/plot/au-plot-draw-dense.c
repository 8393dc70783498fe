/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-columns-private.h"

#include <math.h>

/* Lines and bars whose points are closer than pixels, drawn from the columns of pixels that they
 * cover. Cairo's stroker costs by the overlapping segments and its filler by the height of edges
 * that are no edges of pixels, so a line that rises and falls within each pixel is drawn as
 * rectangles of whole pixels, in which nobody sees a slope; another one as its outline. */

/* The mean way up and down from column to column, in device pixels, past which a line is noise. */
#define NOISY 8.0

/* Where the corners of an octagon about a circle lie, of its radius. */
#define CORNER 0.41421356

static double
middle (const AuColumn *column)
{
  return (column->spans[0].top + column->spans[0].bottom) / 2.0;
}

/* Whether a column is one piece that goes on from the column before. */
static gboolean
goes_on (const AuColumns *columns,
         int              i)
{
  return i > 0 && i < columns->n && columns->columns[i].joined
         && columns->columns[i].n_spans == 1 && columns->columns[i - 1].n_spans == 1;
}

static gboolean
is_noise (const AuColumns *columns,
          const AuPlotPen *pen)
{
  double way = 0.0;
  int n = 0;

  for (int i = 0; i < columns->n; i++)
    {
      const AuColumn *column = &columns->columns[i];

      n += column->n_spans > 0;
      if (goes_on (columns, i))
        way += fabs (column->spans[0].top - column[-1].spans[0].top)
               + fabs (column->spans[0].bottom - column[-1].spans[0].bottom);
      else
        for (int j = 0; j < column->n_spans; j++)
          way += column->spans[j].bottom - column->spans[j].top;
    }

  return way * pen->scale_y > NOISY * n;
}

/* Whether the line goes on from one column to another, which may lie outside the plot. */
static gboolean
is_connected (const AuColumns *columns,
              int              a,
              int              b)
{
  if (MIN (a, b) < 0 || MAX (a, b) >= columns->n)
    return FALSE;
  for (int i = MIN (a, b) + 1; i <= MAX (a, b); i++)
    if (!columns->columns[i].joined)
      return FALSE;

  return TRUE;
}

/* The line as rectangles of whole pixels: each column of the picture shows what lies within half
 * the line's width of it. Joins are round, and so are ends where they have a @cap; without one a
 * level ends where it ends. */
static void
add_rectangles (const AuPlotPen *pen,
                const AuColumns *columns,
                double           half,
                double           cap)
{
  int width = MAX (1, (int) floor (2.0 * half * pen->scale_x + 0.5));
  g_autofree double *reaches = g_new (double, width);

  for (int i = 0; i < width; i++)
    {
      double away = (i - (width - 1) / 2.0) * columns->width;

      reaches[i] = sqrt (MAX (half * half - away * away, 0.0));
    }

  for (int i = -(width - 1) / 2; i < columns->n + width / 2; i++)
    {
      AuColumn column = { .n_spans = 0 };
      int from = MAX (i - width / 2, 0);
      int to = MIN (i + (width - 1) / 2, columns->n - 1);

      for (int j = from; j <= to; j++)
        for (int k = 0; k < columns->columns[j].n_spans; k++)
          {
            const AuSpan *span = &columns->columns[j].spans[k];
            double reach = reaches[j - (i - width / 2)];

            if (cap == 0.0 && span->bottom - span->top < half && !is_connected (columns, i, j))
              continue;
            au_column_add (&column, span->top - reach, span->bottom + reach);
          }

      for (int k = 0; k < column.n_spans; k++)
        {
          double top = au_plot_pen_snap_y (pen, column.spans[k].top);
          double bottom = au_plot_pen_snap_y (pen, column.spans[k].bottom);

          cairo_rectangle (pen->cr, columns->left + i * columns->width, top, columns->width,
                           MAX (bottom - top, 1.0 / pen->scale_y));
        }
    }
}

/* How far up and down a line goes in a column. A steep one is high, but no higher than what lies
 * within half its width: else the foot of a spike would be a spike. A peak has no slope. */
static AuSpan
find_stroke (const AuColumns *columns,
             int              i,
             double           half)
{
  double before = goes_on (columns, i) ? middle (&columns->columns[i])
                  - middle (&columns->columns[i - 1]) : NAN;
  double after = goes_on (columns, i + 1) ? middle (&columns->columns[i + 1])
                 - middle (&columns->columns[i]) : NAN;
  int reach = (int) ceil (half / columns->width);
  double slope = 0.0;
  double height;
  AuSpan range = columns->columns[i].spans[0];
  AuSpan span = range;

  if (isnan (before) != isnan (after))
    slope = (isnan (before) ? after : before) / columns->width;
  else if (before * after > 0.0)
    slope = (before + after) / 2.0 / columns->width;

  height = half * sqrt (1.0 + slope * slope);
  for (int j = i; j > i - reach && goes_on (columns, j); j--)
    {
      range.top = MIN (range.top, columns->columns[j - 1].spans[0].top);
      range.bottom = MAX (range.bottom, columns->columns[j - 1].spans[0].bottom);
    }
  for (int j = i + 1; j <= i + reach && goes_on (columns, j); j++)
    {
      range.top = MIN (range.top, columns->columns[j].spans[0].top);
      range.bottom = MAX (range.bottom, columns->columns[j].spans[0].bottom);
    }

  span.top = MIN (span.top - half, MAX (middle (&columns->columns[i]) - height, range.top));
  span.bottom = MAX (span.bottom + half, MIN (middle (&columns->columns[i]) + height,
                                              range.bottom));
  return span;
}

/* Whether a column stands out of both its neighbours, so that an outline would end in a point where
 * the line is as wide as anywhere. */
static gboolean
is_peak (const AuColumns *columns,
         int              i,
         double           half)
{
  const AuSpan *span = &columns->columns[i].spans[0];
  const AuSpan *before = &span[0];
  const AuSpan *after = &span[0];

  if (!goes_on (columns, i) || !goes_on (columns, i + 1))
    return FALSE;

  before = &columns->columns[i - 1].spans[0];
  after = &columns->columns[i + 1].spans[0];

  return span->top < MIN (before->top, after->top) - half
         || span->bottom > MAX (before->bottom, after->bottom) + half;
}

/* Adds the outline of the columns from @from to before @to, clockwise as cairo_rectangle() goes. It
 * is longer by @cap at each end. */
static void
add_outline (const AuPlotPen *pen,
             const AuColumns *columns,
             int              from,
             int              to,
             double           half,
             double           cap)
{
  double first = columns->left + (from + 0.5) * columns->width - cap;
  double last = columns->left + (to - 0.5) * columns->width + cap;

  for (int i = from; i < to; i++)
    {
      const AuColumn *column = &columns->columns[i];
      double y = find_stroke (columns, i, half).top;

      if (i == from)
        cairo_move_to (pen->cr, first, column->spans[0].top - half * CORNER);
      cairo_line_to (pen->cr, columns->left + (i + 0.5) * columns->width, y);
      if (i + 1 == to)
        cairo_line_to (pen->cr, last, column->spans[0].top - half * CORNER);
    }

  for (int i = to - 1; i >= from; i--)
    {
      const AuColumn *column = &columns->columns[i];
      double y = find_stroke (columns, i, half).bottom;

      if (i + 1 == to)
        cairo_line_to (pen->cr, last, column->spans[0].bottom + half * CORNER);
      cairo_line_to (pen->cr, columns->left + (i + 0.5) * columns->width, y);
      if (i == from)
        cairo_line_to (pen->cr, first, column->spans[0].bottom + half * CORNER);
    }
  cairo_close_path (pen->cr);
}

/* Adds what a round pen covers that goes up or down in a column, as cairo_rectangle() goes. Eight
 * corners are as good as round. */
static void
add_stroke (const AuPlotPen *pen,
            double           x,
            const AuSpan    *span,
            double           half)
{
  double corner = half * CORNER;

  cairo_move_to (pen->cr, x - half, span->top - corner);
  cairo_line_to (pen->cr, x - corner, span->top - half);
  cairo_line_to (pen->cr, x + corner, span->top - half);
  cairo_line_to (pen->cr, x + half, span->top - corner);
  cairo_line_to (pen->cr, x + half, span->bottom + corner);
  cairo_line_to (pen->cr, x + corner, span->bottom + half);
  cairo_line_to (pen->cr, x - corner, span->bottom + half);
  cairo_line_to (pen->cr, x - half, span->bottom + corner);
  cairo_close_path (pen->cr);
}

static void
add_outlines (const AuPlotPen *pen,
              const AuColumns *columns,
              double           half,
              double           cap)
{
  int from = 0;

  for (int i = 0; i <= columns->n; i++)
    {
      if (!goes_on (columns, i))
        {
          if (i - from > 1)
            add_outline (pen, columns, from, i, half, cap);
          from = i;
        }

      /* What an outline does not show. */
      if (i < columns->n
          && ((!goes_on (columns, i) && !goes_on (columns, i + 1)) || is_peak (columns, i, half)))
        for (int j = 0; j < columns->columns[i].n_spans; j++)
          add_stroke (pen, columns->left + (i + 0.5) * columns->width,
                      &columns->columns[i].spans[j], half);
    }
}

/* Fills what a line covers that is twice as wide as @half and longer by @cap at its ends, in the
 * colour that is set. */
void
au_plot_draw_dense_line (const AuPlotPen *pen,
                         const AuColumns *columns,
                         double           half,
                         double           cap)
{
  if (is_noise (columns, pen))
    add_rectangles (pen, columns, half, cap);
  else
    add_outlines (pen, columns, half, MAX (cap, columns->width / 2.0));
  cairo_fill (pen->cr);
}

/* Fills what the bars cover that @columns are of. Of a value of next to nothing at least @least is
 * drawn away from the zero line at @zero, of a zero @thickness above it. */
void
au_plot_draw_dense_bars (const AuPlotPen *pen,
                         const AuColumns *columns,
                         double           zero,
                         double           least,
                         double           thickness)
{
  for (int i = 0; i < columns->n; i++)
    for (int j = 0; j < columns->columns[i].n_spans; j++)
      {
        AuSpan span = columns->columns[i].spans[j];
        double top;
        double bottom;

        if (span.top == zero && span.bottom == zero)
          span.top -= thickness;
        if (span.top < zero && span.bottom >= zero)
          span.top = MIN (span.top, zero - least);
        if (span.bottom > zero && span.top <= zero)
          span.bottom = MAX (span.bottom, zero + least);

        top = au_plot_pen_snap_y (pen, span.top);
        bottom = au_plot_pen_snap_y (pen, span.bottom);
        cairo_rectangle (pen->cr, columns->left + i * columns->width, top, columns->width,
                         MAX (bottom - top, 1.0 / pen->scale_y));
      }
  cairo_fill (pen->cr);
}
