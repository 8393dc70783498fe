/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <math.h>

/* The opacity of a bar that is not the newest complete one, as long as its
 * contrast allows. */
#define FADED 0.8

/* Bars narrower than this many device pixels are neither rounded nor snapped. */
#define MIN_FINE_WIDTH 4.0

typedef struct
{
  AuRect   rect;
  gboolean below;               /* hangs from the baseline */
  gboolean far_end;             /* its far end is that of its stack */
} Bar;

static AuColor
fade (const AuPlotLayout *self,
      const AuColor      *color,
      double              alpha)
{
  AuColor translucent = au_color_with_alpha (color, alpha);

  /* Mixed rather than drawn translucent: grid lines must not shine through. */
  return au_color_over (&translucent, &self->style.background);
}

static AuColor
faded_color (const AuPlotLayout *self,
             const AuColor      *color)
{
  for (double alpha = FADED; alpha < 1.0; alpha += 0.05)
    {
      AuColor candidate = fade (self, color, alpha);

      if (au_color_contrast (&candidate, &self->style.background) >= 3.0)
        return candidate;
    }

  return *color;
}

/* Adds the path of a bar, rounded at its far end. */
void
au_plot_draw_bar_path (const AuPlotPen *pen,
                       const AuRect    *rect,
                       gboolean         below,
                       double           radius)
{
  cairo_t *cr = pen->cr;
  double x = rect->x;
  double y = rect->y;
  double width = rect->width;
  double height = rect->height;

  radius = MIN (radius, MIN (width / 2.0, height));

  if (radius < 0.5)
    {
      cairo_rectangle (cr, x, y, width, height);
      return;
    }

  cairo_new_sub_path (cr);
  if (below)
    {
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + width, y);
      cairo_arc (cr, x + width - radius, y + height - radius, radius, 0.0, G_PI / 2.0);
      cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2.0, G_PI);
    }
  else
    {
      cairo_move_to (cr, x + width, y + height);
      cairo_line_to (cr, x, y + height);
      cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
      cairo_arc (cr, x + width - radius, y + radius, radius, 1.5 * G_PI, 2.0 * G_PI);
    }
  cairo_close_path (cr);
}

static void
add_path (const AuPlotPen *pen,
          const Bar       *bar,
          double           radius)
{
  au_plot_draw_bar_path (pen, &bar->rect, bar->below, bar->far_end ? radius : 0.0);
}

/* Whether a part with the same sign stands further out in the same band. */
static gboolean
is_far_end (const AuPlotLayout *self,
            const AuPanel      *panel,
            const AuMark       *mark)
{
  for (guint i = mark->series + 1; i < panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->series, i);
      double value = series->values[mark->category];

      if (series->kind == AU_SERIES_STACK && !isnan (value) && value != 0.0
          && (value < 0.0) == (mark->value < 0.0))
        return FALSE;
    }

  return TRUE;
}

/* What a bar of next to nothing has above the zero line that lies over it. */
static double
least_height (const AuPlotLayout *self,
              const AuPlotPen    *pen)
{
  return MAX (1.0, floor (2.0 * self->unit * pen->scale_y + 0.5)) / pen->scale_y;
}

static Bar
make_bar (const AuPlotLayout *self,
          const AuPlotPen    *pen,
          const AuPanel      *panel,
          const AuMark       *mark,
          gboolean            stacked)
{
  Bar bar = { mark->rect, mark->value < 0.0, TRUE };
  double width = bar.rect.width * pen->scale_x;
  double least = stacked ? 1.0 / pen->scale_y : least_height (self, pen);

  if (width >= MIN_FINE_WIDTH)
    {
      double center = bar.rect.x + bar.rect.width / 2.0;

      /* All bars the same whole number of pixels: the eye sees one pixel more. */
      bar.rect.width = floor (width + 0.5) / pen->scale_x;
      bar.rect.x = au_plot_pen_snap_x (pen, center - bar.rect.width / 2.0);
    }
  else if (width < 1.0)
    bar.rect.width = 1.0 / pen->scale_x;

  if (stacked)
    bar.far_end = is_far_end (self, panel, mark);

  if (stacked && !bar.far_end)
    {
      /* One pixel of the background between the parts. */
      double y1 = au_plot_pen_snap_y (pen, bar.rect.y);
      double y2 = au_plot_pen_snap_y (pen, bar.rect.y + bar.rect.height);
      double gap = MAX (1.0, floor (self->unit * pen->scale_y)) / pen->scale_y;

      /* In high contrast two, but not where that is most of the part. */
      if (self->style.high_contrast && y2 - y1 > 6.0 * gap)
        gap *= 2.0;
      if (y2 - y1 > 1.5 * gap)
        {
          bar.rect.y = bar.below ? y1 : y1 + gap;
          bar.rect.height = y2 - y1 - gap;
        }
    }
  else if (stacked)
    {
      double y1 = bar.below ? au_plot_pen_snap_y (pen, bar.rect.y) : bar.rect.y;
      double y2 = bar.below ? bar.rect.y + bar.rect.height
                  : au_plot_pen_snap_y (pen, bar.rect.y + bar.rect.height);

      bar.rect.y = y1;
      bar.rect.height = MAX (y2 - y1, 0.0);
    }

  /* Little is not nothing. */
  if (mark->value != 0.0 && bar.rect.height < least)
    {
      if (!bar.below)
        bar.rect.y -= least - bar.rect.height;
      bar.rect.height = least;
    }

  return bar;
}

/* A zero is drawn: a bar of no height would look like a month that is not known. It is the
 * thinnest line there is, on the zero line, so that nobody takes it for a small amount. */
static void
add_zero (const AuPlotLayout *self,
          const AuPlotPen    *pen,
          Bar                *bar)
{
  double thickness = MAX (1.0, floor (self->unit * pen->scale_y + 0.5));
  double line = floor (bar->rect.y * pen->scale_y + 0.5) - floor (thickness / 2.0);

  /* The zero line is as thick, and is drawn right below. */
  bar->rect.y = (line - thickness) / pen->scale_y;
  bar->rect.height = thickness / pen->scale_y;
  bar->far_end = FALSE;
  add_path (pen, bar, 0.0);
}

static void
draw_partial (const AuPlotLayout *self,
              const AuPlotPen    *pen,
              const Bar          *bar,
              const AuColor      *color,
              double              radius)
{
  AuColor tint = fade (self, color, 0.22);

  cairo_save (pen->cr);
  add_path (pen, bar, radius);
  cairo_clip (pen->cr);
  au_plot_pen_set_color (pen, &tint);
  cairo_paint (pen->cr);
  au_plot_pen_set_color (pen, color);
  au_plot_pen_hatch (pen, &bar->rect, self->unit);
  cairo_restore (pen->cr);
}

/* Within the bar and whole pixels wide, so that it takes nothing from the gap to the next part. A
 * part that would be nothing but outline goes without: it has its colour. */
static void
draw_outline (const AuPlotLayout *self,
              const AuPlotPen    *pen,
              const Bar          *bar,
              double              radius)
{
  double line = MAX (1.0, floor (self->unit * pen->scale_x + 0.5)) / pen->scale_x;
  Bar inner = *bar;

  inner.rect.x += line / 2.0;
  inner.rect.y += line / 2.0;
  inner.rect.width -= line;
  inner.rect.height -= line;
  if (inner.rect.height < 2.5 * line || inner.rect.width < 2.5 * line)
    return;

  add_path (pen, &inner, MAX (radius - line / 2.0, 0.0));
  au_plot_pen_set_color (pen, &self->style.foreground);
  cairo_set_line_width (pen->cr, line);
  cairo_stroke (pen->cr);
}

/* Where several bars share a device pixel, draws for each column of pixels what any
 * of its bars covers: the same picture, without the overlaps. */
static void
draw_dense (const AuPlotPen     *pen,
            const AuPanelLayout *layout,
            const AuMark        *marks,
            gsize                n_marks,
            const AuColor       *color)
{
  double left = au_plot_pen_snap_x (pen, layout->area.x);
  int n = MAX ((int) ceil (layout->area.width * pen->scale_x), 1);
  g_autofree double *top = g_new (double, n);
  g_autofree double *bottom = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      top[i] = INFINITY;
      bottom[i] = -INFINITY;
    }

  for (gsize i = 0; i < n_marks; i++)
    {
      const AuRect *rect = &marks[i].rect;
      double center = rect->x + rect->width / 2.0;
      int column = CLAMP ((int) floor ((center - left) * pen->scale_x), 0, n - 1);

      top[column] = MIN (top[column], rect->y);
      bottom[column] = MAX (bottom[column], rect->y + rect->height);
    }

  for (int i = 0; i < n; i++)
    if (top[i] <= bottom[i])
      {
        double y = au_plot_pen_snap_y (pen, top[i]);
        double height = au_plot_pen_snap_y (pen, bottom[i]) - y;

        cairo_rectangle (pen->cr, left + i / pen->scale_x, y, 1.0 / pen->scale_x,
                         MAX (height, 1.0 / pen->scale_y));
      }
  au_plot_pen_set_color (pen, color);
  cairo_fill (pen->cr);
}

/* Draws the bars of a panel, the many of one colour in one fill. */
void
au_plot_draw_bars (const AuPlotLayout *self,
                   const AuPlotPen    *pen,
                   int                 panel)
{
  const AuPanelLayout *layout = &self->panels[panel];
  double radius = self->style.corner_radius * self->unit;

  for (guint i = 0; i < layout->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (layout->panel->series, i);
      gboolean stacked = series->kind == AU_SERIES_STACK;
      AuColor color = au_plot_layout_series_color (self, series);
      AuColor plain = layout->fade ? faded_color (self, &color) : color;
      const AuMark *marks;
      gsize n_marks;

      if (series->kind != AU_SERIES_BAR && !stacked)
        continue;

      marks = au_plot_find_series (self, panel, i, &n_marks);

      if (self->band_width * pen->scale_x < 1.5)
        {
          draw_dense (pen, layout, marks, n_marks, &color);
          continue;
        }

      for (gsize j = 0; j < n_marks; j++)
        {
          Bar bar;

          if (marks[j].partial || (layout->fade && marks[j].emphasised))
            continue;

          bar = make_bar (self, pen, layout->panel, &marks[j], stacked);
          if (marks[j].value != 0.0)
            add_path (pen, &bar, radius);
          else if (!stacked)
            add_zero (self, pen, &bar);
        }
      au_plot_pen_set_color (pen, &plain);
      cairo_fill (pen->cr);

      for (gsize j = 0; j < n_marks; j++)
        {
          Bar bar;

          if (!marks[j].partial && !(layout->fade && marks[j].emphasised)
              && !self->style.high_contrast)
            continue;

          bar = make_bar (self, pen, layout->panel, &marks[j], stacked);

          if (marks[j].value == 0.0)
            {
              if (!stacked)
                {
                  add_zero (self, pen, &bar);
                  au_plot_pen_set_color (pen, &color);
                  cairo_fill (pen->cr);
                }
              continue;
            }

          if (marks[j].partial)
            draw_partial (self, pen, &bar, &color, radius);
          else if (layout->fade)
            {
              add_path (pen, &bar, radius);
              au_plot_pen_set_color (pen, &color);
              cairo_fill (pen->cr);
            }

          if (self->style.high_contrast && bar.rect.width * pen->scale_x >= MIN_FINE_WIDTH)
            draw_outline (self, pen, &bar, radius);
        }
    }
}
