/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-columns-private.h"

#include <math.h>

/* Where several values share a pixel, a series is reduced to columns of device pixels before it is
 * drawn, so that drawing costs what the pixels cost. */

/* Adds a piece; what touches becomes one. Of too many the two that are nearest do. */
void
au_column_add (AuColumn *column,
               double    top,
               double    bottom)
{
  AuSpan spans[AU_COLUMN_MAX_SPANS + 1];
  int n = 0;
  int at;

  /* Nearly all columns are of one piece. */
  if (column->n_spans == 0)
    {
      column->spans[0] = (AuSpan) { top, bottom };
      column->n_spans = 1;
      return;
    }

  for (int i = 0; i < column->n_spans; i++)
    {
      const AuSpan *other = &column->spans[i];

      if (other->top > bottom || other->bottom < top)
        spans[n++] = *other;
      else
        {
          top = MIN (top, other->top);
          bottom = MAX (bottom, other->bottom);
        }
    }

  for (at = n; at > 0 && spans[at - 1].top > top; at--)
    spans[at] = spans[at - 1];
  spans[at] = (AuSpan) { top, bottom };
  n++;

  if (n > AU_COLUMN_MAX_SPANS)
    {
      int nearest = 1;

      for (int i = 2; i < n; i++)
        if (spans[i].top - spans[i - 1].bottom < spans[nearest].top - spans[nearest - 1].bottom)
          nearest = i;
      spans[nearest - 1].bottom = spans[nearest].bottom;
      n--;
      for (int i = nearest; i < n; i++)
        spans[i] = spans[i + 1];
    }

  for (int i = 0; i < n; i++)
    column->spans[i] = spans[i];
  column->n_spans = n;
}

static AuColumns *
create (const AuPlotLayout *self,
        const AuPlotPen    *pen,
        int                 panel)
{
  const AuRect *area = &self->panels[panel].area;
  AuColumns *columns = g_new0 (AuColumns, 1);

  columns->left = au_plot_pen_snap_x (pen, area->x);
  columns->width = 1.0 / pen->scale_x;
  columns->n = MAX ((int) ceil ((area->x + area->width - columns->left) * pen->scale_x), 1);
  columns->columns = g_new0 (AuColumn, columns->n);

  return columns;
}

void
au_columns_free (AuColumns *columns)
{
  g_free (columns->dots);
  g_free (columns->columns);
  g_free (columns);
}

/* The place of a column in the order of the categories: from the right in a mirrored picture. */
static int
find_column (const AuPlotLayout *self,
             const AuColumns    *columns,
             int                 place)
{
  return self->mirrored ? columns->n - 1 - place : place;
}

/* Where the column in that place begins along the categories, before mirroring. */
static double
find_start (const AuPlotLayout *self,
            const AuColumns    *columns,
            int                 place)
{
  if (!self->mirrored)
    return columns->left + place * columns->width;

  return self->width - columns->left - (columns->n - place) * columns->width;
}

/* The first category whose center is not left of @x. The first column takes what lies before it,
 * the last what lies behind. */
static gsize
find_first (const AuPlotLayout *self,
            const AuColumns    *columns,
            int                 place,
            gsize               n_values)
{
  double first;

  if (place == 0)
    return 0;
  if (place >= columns->n)
    return n_values;

  first = ceil ((find_start (self, columns, place) - self->band_start) / self->band_width - 0.5);

  return (gsize) CLAMP (first, 0.0, (double) n_values);
}

static gboolean
has_value (const AuSeries *series,
           gsize           category)
{
  return category < series->n_values && !isnan (series->values[category]);
}

/* The height at which the segment from a category to the next passes @x. */
static double
cross (const AuPlotLayout  *self,
       const AuPanelLayout *panel,
       const AuSeries      *series,
       gsize                category,
       double               x)
{
  double part = (x - au_plot_layout_band_center (self, category)) / self->band_width;
  double from = series->values[category];
  double to = series->values[category + 1];

  /* A level holds to the edge of its band, and all of the change is drawn there. */
  if (series->kind == AU_SERIES_STEP)
    return au_scale_map (&panel->scale, part < 0.5 ? from : to);

  return au_scale_map (&panel->scale, from + CLAMP (part, 0.0, 1.0) * (to - from));
}

/* One run of values between gaps, as far as it lies in a column. */
static void
add_run (AuColumns           *columns,
         int                  index,
         const AuPanelLayout *panel,
         const AuSeries      *series,
         gsize                from,
         gsize                to,
         const AuExtent      *extent,
         const double        *entry,
         const double        *exit)
{
  double top = au_scale_map (&panel->scale, extent->greatest);
  double bottom = au_scale_map (&panel->scale, extent->least);

  /* A level has a length of its own; a point between two gaps has none. */
  if (to - from == 1 && series->kind != AU_SERIES_STEP
      && (from == 0 || !has_value (series, from - 1)) && !has_value (series, to))
    {
      if (columns->dots == NULL)
        columns->dots = g_new0 (AuColumn, columns->n);
      au_column_add (&columns->dots[index], top, bottom);
      return;
    }

  for (int i = 0; i < 2; i++)
    {
      const double *y = i == 0 ? entry : exit;

      if (y != NULL)
        {
          top = MIN (top, *y);
          bottom = MAX (bottom, *y);
        }
    }
  au_column_add (&columns->columns[index], top, bottom);
}

/**
 * au_columns_new_line:
 * @self: a layout
 * @pen: what it is drawn with
 * @panel: index of the panel
 * @series: a line or step
 * @n_values: how many of its values, from the first
 *
 * Reduces a line to what it covers of each column of device pixels: from the least to the greatest
 * of its values, and on to where the segments from the last value of the column before and to the
 * first of the next one cross its edges. These four values a column are all that a line leaves in
 * the pixels: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time
 * Series Data Aggregation", Proceedings of the VLDB Endowment 7(10), 2014, pages 797 to 808.
 *
 * Gaps part a column into pieces; only there every value is read. Else it takes time by the number
 * of columns.
 *
 * Returns: (transfer full): the columns, in pixels of the picture
 */
AuColumns *
au_columns_new_line (const AuPlotLayout *self,
                     const AuPlotPen    *pen,
                     int                 panel_index,
                     const AuSeries     *series,
                     gsize               n_values)
{
  const AuPanelLayout *panel = &self->panels[panel_index];
  AuColumns *columns = create (self, pen, panel_index);
  gsize to = 0;

  for (int place = 0; place < columns->n; place++)
    {
      int index = find_column (self, columns, place);
      gsize from = to;
      AuExtent extent;
      double entry = 0.0;
      double exit = 0.0;
      gboolean enters;
      gboolean leaves;

      to = MAX (from, find_first (self, columns, place + 1, n_values));
      if (from == to)
        continue;

      enters = from > 0 && has_value (series, from - 1) && has_value (series, from);
      leaves = to < n_values && has_value (series, to - 1) && has_value (series, to);
      if (enters)
        {
          entry = cross (self, panel, series, from - 1, find_start (self, columns, place));
          columns->columns[self->mirrored ? index + 1 : index].joined = TRUE;
        }
      if (leaves)
        exit = cross (self, panel, series, to - 1, find_start (self, columns, place + 1));

      extent = au_series_find_extent (series, from, to);
      if (extent.n_values == to - from)
        {
          add_run (columns, index, panel, series, from, to, &extent, enters ? &entry : NULL,
                   leaves ? &exit : NULL);
          continue;
        }

      for (gsize start = from, end; start < to && extent.n_values > 0; start = end + 1)
        {
          AuExtent run;

          for (end = start; end < to && !isnan (series->values[end]); end++)
            ;
          if (end == start)
            continue;
          run = au_series_find_extent (series, start, end);
          add_run (columns, index, panel, series, start, end, &run,
                   enters && start == from ? &entry : NULL, leaves && end == to ? &exit : NULL);
        }
    }

  return columns;
}

/* @feet holds where the stacks have come to, and is moved on. Here every value is read. */
static void
add_stack_parts (AuColumn            *column,
                 const AuPanelLayout *panel,
                 const AuSeries      *series,
                 gsize                from,
                 gsize                to,
                 double              *feet)
{
  for (gsize i = from; i < to; i++)
    {
      double value = series->values[i];
      double *foot = &feet[2 * i + (value < 0.0 ? 1 : 0)];
      double y1;
      double y2;

      /* A part of nothing is not drawn. */
      if (isnan (value) || value == 0.0)
        continue;

      y1 = au_scale_map (&panel->scale, *foot);
      *foot += value;
      y2 = au_scale_map (&panel->scale, *foot);
      au_column_add (column, MIN (y1, y2), MAX (y1, y2));
    }
}

/**
 * au_columns_new_bars:
 * @self: a layout
 * @pen: what it is drawn with
 * @panel: index of the panel
 * @series: bars or a part of a stack
 * @n_values: how many of its values, from the first
 * @feet: (inout) (array): for the parts of a stack, where the positive and the negative stack of
 *   each category have come to
 *
 * Reduces bars to what any of them covers of each column of device pixels. Bars all stand on the
 * zero line, so the least and the greatest of a column are enough.
 *
 * Returns: (transfer full): the columns, in pixels of the picture
 */
AuColumns *
au_columns_new_bars (const AuPlotLayout *self,
                     const AuPlotPen    *pen,
                     int                 panel_index,
                     const AuSeries     *series,
                     gsize               n_values,
                     double             *feet)
{
  const AuPanelLayout *panel = &self->panels[panel_index];
  AuColumns *columns = create (self, pen, panel_index);
  gsize to = 0;

  for (int place = 0; place < columns->n; place++)
    {
      AuColumn *column = &columns->columns[find_column (self, columns, place)];
      gsize from = to;
      AuExtent extent;

      to = MAX (from, find_first (self, columns, place + 1, n_values));
      if (series->kind == AU_SERIES_STACK)
        {
          add_stack_parts (column, panel, series, from, to, feet);
          continue;
        }

      extent = au_series_find_extent (series, from, to);
      if (extent.n_values > 0)
        au_column_add (column, au_scale_map (&panel->scale, MAX (extent.greatest, 0.0)),
                       au_scale_map (&panel->scale, MIN (extent.least, 0.0)));
    }

  return columns;
}
