/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-columns-private.h"

#include <math.h>

#define LINE_WIDTH 2.0
#define THIN_WIDTH 1.2
#define DOT_RADIUS 3.6

/* Cairo's stroker costs by the overlapping segments of one path: short pieces
 * are drawn in little more than half the time, and look the same. */
#define PIECE 24

/* Points that are closer than this, in device pixels, are drawn as columns of pixels. */
#define DENSE 1.0

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

/* A dot at one height, or one drawn out from @top to @bottom for many. */
static void
draw_dot (const AuPlotLayout  *self,
          const AuPlotPen     *pen,
          const AuPanelLayout *panel,
          const AuSeries      *series,
          double               x,
          double               top,
          double               bottom,
          double               radius,
          gboolean             partial,
          const AuColor       *color)
{
  gboolean shaped = panel->panel->series->len > 1
                    && (panel->use_legend || self->style.high_contrast);
  int shape = shaped ? MAX (series->rank, 0) : 0;

  /* A ring of the background frees the dot from lines that it lies on. */
  for (int i = 0; i < 2; i++)
    {
      double r = i == 0 ? radius + 1.2 * self->unit : partial ? radius - 0.6 * self->unit : radius;

      au_plot_pen_set_color (pen, i == 0 ? &self->style.background : color);
      au_plot_pen_marker (pen, shape, x, top, r);
      if (bottom > top)
        {
          cairo_rectangle (pen->cr, x - r, top, 2.0 * r, bottom - top);
          au_plot_pen_marker (pen, shape, x, bottom, r);
        }

      if (i == 1 && partial)
        {
          cairo_set_dash (pen->cr, NULL, 0, 0.0);
          cairo_set_line_width (pen->cr, 1.6 * self->unit);
          cairo_stroke (pen->cr);
        }
      else
        cairo_fill (pen->cr);
    }
}

static double
dot_radius (const AuPlotLayout *self,
            gboolean            last)
{
  return (last ? DOT_RADIUS : DOT_RADIUS * 0.75) * self->unit;
}

/* Dots where a line has no length, and at its last point; from the mark @from on. */
static void
draw_dots (const AuPlotLayout  *self,
           const AuPlotPen     *pen,
           const AuPanelLayout *panel,
           const AuSeries      *series,
           const AuMark        *marks,
           gsize                n_marks,
           gsize                from,
           const AuColor       *color)
{
  /* A level has a length of its own. */
  if (series->kind == AU_SERIES_STEP)
    return;

  for (gsize i = from; i < n_marks; i++)
    {
      gboolean joined = (i > 0 && follows (&marks[i - 1], &marks[i]))
                        || (i + 1 < n_marks && follows (&marks[i], &marks[i + 1]));
      gboolean last = i + 1 == n_marks;

      if (!joined || last)
        draw_dot (self, pen, panel, series, marks[i].rect.x, marks[i].rect.y, marks[i].rect.y,
                  dot_radius (self, last), marks[i].partial, color);
    }
}

/* The points from @from on, and the one before them, from which their line starts. */
static GArray *
create_tail (const AuPlotLayout *self,
             int                 panel,
             int                 series_index,
             gsize               from)
{
  const AuSeries *series = g_ptr_array_index (self->panels[panel].panel->series, series_index);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (AuMark));
  int last = au_plot_layout_last_value (series);

  for (int i = MAX (MIN ((int) from - 1, last), 0); i <= last; i++)
    {
      AuMark mark;

      if (au_plot_layout_find_mark (self, panel, series_index, i, &mark))
        g_array_append_val (marks, mark);
    }

  return marks;
}

/* A line whose points share pixels: as columns of pixels, but for the periods that are not
 * finished, and the dots. */
static void
draw_dense (const AuPlotLayout *self,
            const AuPlotPen    *pen,
            int                 panel_index,
            int                 series_index,
            const AuColor      *color)
{
  const AuPanelLayout *panel = &self->panels[panel_index];
  const AuSeries *series = g_ptr_array_index (panel->panel->series, series_index);
  gsize n_finished = au_plot_count_finished (self, series);
  g_autoptr (AuColumns) columns = au_columns_new_line (self, pen, panel_index, series, n_finished);
  g_autoptr (GArray) tail = create_tail (self, panel_index, series_index, n_finished);
  const AuMark *marks = (const AuMark *) tail->data;
  double half = (series->thin ? THIN_WIDTH : LINE_WIDTH) * self->unit / 2.0;

  au_plot_draw_dense_line (pen, columns, half, series->kind == AU_SERIES_STEP ? 0.0 : half);

  if (series->kind == AU_SERIES_STEP)
    {
      stroke_step (self, pen, series, marks, tail->len, TRUE);
      return;
    }

  stroke_line (self, pen, series, marks, tail->len, TRUE);
  /* In the order of the categories, as each dot's ring lies over the one before. */
  for (int i = 0; columns->dots != NULL && i < columns->n; i++)
    {
      int index = self->mirrored ? columns->n - 1 - i : i;
      const AuColumn *dots = &columns->dots[index];

      for (int j = 0; j < dots->n_spans; j++)
        draw_dot (self, pen, panel, series, columns->left + (index + 0.5) * columns->width,
                  dots->spans[j].top, dots->spans[j].bottom, dot_radius (self, FALSE), FALSE,
                  color);
    }

  /* Before the unfinished ones stands another, which is not looked at here. */
  draw_dots (self, pen, panel, series, marks, tail->len,
             tail->len > 1 && (gsize) marks[0].category < n_finished ? 1 : 0, color);
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
        g_autoptr (GArray) own = NULL;
        const AuMark *marks;
        gsize n_marks;

        if (series->kind != AU_SERIES_LINE && series->kind != AU_SERIES_STEP)
          continue;
        if ((pass == 0) != series->thin)
          continue;

        if (self->band_width * pen->scale_x < DENSE && !pen->every_point)
          {
            cairo_save (pen->cr);
            au_plot_pen_set_color (pen, &color);
            draw_dense (self, pen, panel, (int) i - 1, &color);
            cairo_restore (pen->cr);
            continue;
          }

        marks = au_plot_find_series (self, panel, i - 1, &own, &n_marks);
        if (n_marks == 0)
          continue;

        cairo_save (pen->cr);
        au_plot_pen_set_color (pen, &color);

        if (series->kind == AU_SERIES_STEP)
          {
            stroke_step (self, pen, series, marks, n_marks, FALSE);
            stroke_step (self, pen, series, marks, n_marks, TRUE);
          }
        else
          {
            stroke_line (self, pen, series, marks, n_marks, FALSE);
            stroke_line (self, pen, series, marks, n_marks, TRUE);
          }

        draw_dots (self, pen, &self->panels[panel], series, marks, n_marks, 0, &color);
        cairo_restore (pen->cr);
      }
}
