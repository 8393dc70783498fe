/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <math.h>
#include <string.h>

#define LINE_WIDTH 2.0
#define THIN_WIDTH 1.2
#define DOT_RADIUS 3.6

/* Cairo's stroker costs by the overlapping segments of one path: short pieces
 * are drawn in little more than half the time, and look the same. */
#define PIECE 24

/* More points than this a device pixel are drawn as the envelope of each column. */
#define DENSE 2.0

static gboolean
follows (const AuMark *mark,
         const AuMark *next)
{
  return next->category == mark->category + 1;
}

static void
set_line (const AuPlotLayout *self,
          const AuPlotPen    *pen,
          const AuSeries     *series,
          gboolean            dashed)
{
  /* In high contrast a line is told by its dashes as well as by its colour. */
  static const double patterns[][4] = {
    { 0 }, { 8.0, 4.0 }, { 2.0, 3.5 }, { 8.0, 3.5, 2.0, 3.5 }, { 4.0, 4.0 }, { 14.0, 4.0 },
    { 14.0, 3.0, 2.0, 3.0 },
  };
  static const int lengths[] = { 0, 2, 2, 4, 2, 2, 4 };
  int which = series->rank >= 0 ? series->rank % (int) G_N_ELEMENTS (lengths) : 4;
  double dashes[4];
  int n = 0;

  cairo_set_line_width (pen->cr, (series->thin ? THIN_WIDTH : LINE_WIDTH) * self->unit);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);

  if (dashed)
    {
      dashes[0] = 3.0 * self->unit;
      dashes[1] = 4.5 * self->unit;
      n = 2;
    }
  /* A lone line is told from none other, and dashes would make it look expected or unfinished. */
  else if (self->style.high_contrast && !series->thin && series->panel->series->len > 1)
    {
      n = lengths[which];
      for (int i = 0; i < n; i++)
        dashes[i] = patterns[which][i] * self->unit;
      /* Round caps would fill the gaps, and with them the difference. */
      if (n > 0)
        cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
    }

  cairo_set_dash (pen->cr, dashes, n, 0.0);
}

/* Strokes the segments that end in a finished period, or those that do not. */
static void
stroke_line (const AuPlotLayout *self,
             const AuPlotPen    *pen,
             const AuSeries     *series,
             const AuMark       *marks,
             gsize               n_marks,
             gboolean            partial)
{
  int in_piece = 0;
  /* A dash pattern must run on over the whole line. */
  int limit = self->style.high_contrast || partial ? G_MAXINT : PIECE;

  set_line (self, pen, series, partial);

  for (gsize i = 0; i + 1 < n_marks; i++)
    {
      if (!follows (&marks[i], &marks[i + 1]) || marks[i + 1].partial != partial)
        {
          in_piece = 0;
          continue;
        }

      if (in_piece == 0 || in_piece >= limit)
        {
          if (in_piece > 0)
            cairo_stroke (pen->cr);
          in_piece = 0;
          cairo_move_to (pen->cr, marks[i].rect.x, marks[i].rect.y);
        }
      cairo_line_to (pen->cr, marks[i + 1].rect.x, marks[i + 1].rect.y);
      in_piece++;
    }
  cairo_stroke (pen->cr);
}

/* A level holds over its whole band and changes between two. */
static void
stroke_step (const AuPlotLayout *self,
             const AuPlotPen    *pen,
             const AuSeries     *series,
             const AuMark       *marks,
             gsize               n_marks,
             gboolean            partial)
{
  double half = self->band_width / 2.0 * (self->mirrored ? -1.0 : 1.0);
  gboolean open = FALSE;

  set_line (self, pen, series, partial);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);

  for (gsize i = 0; i < n_marks; i++)
    {
      double y = marks[i].rect.y;
      gboolean joined = i > 0 && follows (&marks[i - 1], &marks[i]);

      if (marks[i].partial != partial)
        {
          open = FALSE;
          continue;
        }

      if (!open || !joined)
        cairo_move_to (pen->cr, marks[i].rect.x - half, joined ? marks[i - 1].rect.y : y);
      cairo_line_to (pen->cr, marks[i].rect.x - half, y);
      cairo_line_to (pen->cr, marks[i].rect.x + half, y);
      open = TRUE;
    }
  cairo_stroke (pen->cr);
}

/* Fills the outline of a run of device columns, each from its least to its
 * greatest value: the same pixels as stroking every point, at a hundredth of
 * the cost. */
static void
fill_envelope (const AuPlotPen *pen,
               const double    *least,
               const double    *greatest,
               int              from,
               int              to,
               double           left,
               double           half)
{
  if (to - from == 1)
    {
      cairo_rectangle (pen->cr, left + from / pen->scale_x, least[from] - half,
                       1.0 / pen->scale_x, greatest[from] - least[from] + 2.0 * half);
      cairo_fill (pen->cr);
      return;
    }

  cairo_move_to (pen->cr, left + (from + 0.5) / pen->scale_x, least[from] - half);
  for (int i = from + 1; i < to; i++)
    cairo_line_to (pen->cr, left + (i + 0.5) / pen->scale_x, least[i] - half);
  for (int i = to - 1; i >= from; i--)
    cairo_line_to (pen->cr, left + (i + 0.5) / pen->scale_x, greatest[i] + half);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

static void
draw_dense (const AuPlotLayout  *self,
            const AuPlotPen     *pen,
            const AuPanelLayout *panel,
            const AuSeries      *series,
            const AuMark        *marks,
            gsize                n_marks)
{
  double left = au_plot_pen_snap_x (pen, panel->area.x);
  int n = MAX ((int) ceil (panel->area.width * pen->scale_x) + 1, 1);
  g_autofree double *least = g_new (double, n);
  g_autofree double *greatest = g_new (double, n);
  double half = (series->thin ? THIN_WIDTH : LINE_WIDTH) * self->unit / 2.0;
  int run = 0;

  for (int i = 0; i < n; i++)
    {
      least[i] = INFINITY;
      greatest[i] = -INFINITY;
    }

  for (gsize i = 0; i < n_marks; i++)
    {
      int column = CLAMP ((int) ((marks[i].rect.x - left) * pen->scale_x), 0, n - 1);

      least[column] = MIN (least[column], marks[i].rect.y);
      greatest[column] = MAX (greatest[column], marks[i].rect.y);
    }

  /* A column without a point is a gap: at this density it holds several. */
  for (int i = 0; i <= n; i++)
    if (i == n || greatest[i] < least[i])
      {
        if (i > run)
          fill_envelope (pen, least, greatest, run, i, left, half);
        run = i + 1;
      }
}

/* Dots where a line has no length, and at its last point. */
static void
draw_dots (const AuPlotLayout  *self,
           const AuPlotPen     *pen,
           const AuPanelLayout *panel,
           const AuSeries      *series,
           const AuMark        *marks,
           gsize                n_marks,
           const AuColor       *color)
{
  gboolean shaped = panel->panel->series->len > 1
                    && (panel->use_legend || self->style.high_contrast);
  int shape = shaped ? MAX (series->rank, 0) : 0;

  for (gsize i = 0; i < n_marks; i++)
    {
      gboolean joined = (i > 0 && follows (&marks[i - 1], &marks[i]))
                        || (i + 1 < n_marks && follows (&marks[i], &marks[i + 1]));
      gboolean last = i + 1 == n_marks;
      double radius = (last ? DOT_RADIUS : DOT_RADIUS * 0.75) * self->unit;

      if (joined && !last)
        continue;
      /* A level has a length of its own. */
      if (series->kind == AU_SERIES_STEP)
        continue;

      /* A ring of the background frees the dot from lines that it lies on. */
      au_plot_pen_marker (pen, shape, marks[i].rect.x, marks[i].rect.y,
                          radius + 1.2 * self->unit);
      au_plot_pen_set_color (pen, &self->style.background);
      cairo_fill (pen->cr);

      au_plot_pen_marker (pen, shape, marks[i].rect.x, marks[i].rect.y,
                          marks[i].partial ? radius - 0.6 * self->unit : radius);
      au_plot_pen_set_color (pen, color);
      if (marks[i].partial)
        {
          cairo_set_dash (pen->cr, NULL, 0, 0.0);
          cairo_set_line_width (pen->cr, 1.6 * self->unit);
          cairo_stroke (pen->cr);
        }
      else
        cairo_fill (pen->cr);
    }
}

void
au_plot_draw_lines (const AuPlotLayout *self,
                    const AuPlotPen    *pen,
                    int                 panel)
{
  const AuPanelLayout *layout = &self->panels[panel];

  /* Lines of low rank last, thin ones first: what matters lies on top. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = layout->panel->series->len; i > 0; i--)
      {
        const AuSeries *series = g_ptr_array_index (layout->panel->series, i - 1);
        AuColor color = au_plot_layout_series_color (self, series);
        const AuMark *marks;
        gsize n_marks;

        if (series->kind != AU_SERIES_LINE && series->kind != AU_SERIES_STEP)
          continue;
        if ((pass == 0) != series->thin)
          continue;

        marks = au_plot_find_series (self, panel, i - 1, &n_marks);
        if (n_marks == 0)
          continue;

        cairo_save (pen->cr);
        au_plot_pen_set_color (pen, &color);

        if (series->kind == AU_SERIES_STEP)
          {
            stroke_step (self, pen, series, marks, n_marks, FALSE);
            stroke_step (self, pen, series, marks, n_marks, TRUE);
          }
        else if (self->band_width * pen->scale_x * DENSE < 1.0)
          draw_dense (self, pen, layout, series, marks, n_marks);
        else
          {
            stroke_line (self, pen, series, marks, n_marks, FALSE);
            stroke_line (self, pen, series, marks, n_marks, TRUE);
          }

        draw_dots (self, pen, layout, series, marks, n_marks, &color);
        cairo_restore (pen->cr);
      }
}
