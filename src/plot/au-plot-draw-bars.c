/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-columns-private.h"

#include <math.h>

/* The opacity of a bar that is not the newest complete one, as long as its
 * contrast allows. */
#define FADED 0.8

/* Bands that are narrower than this, in device pixels, are drawn as columns of pixels. */
#define DENSE 1.5

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

static double
zero_thickness (const AuPlotLayout *self,
                const AuPlotPen    *pen)
{
  return MAX (1.0, floor (self->unit * pen->scale_y + 0.5)) / pen->scale_y;
}

/* A zero is drawn: a bar of no height would look like a month that is not known. It is the
 * thinnest line there is, on the zero line, so that nobody takes it for a small amount. */
static void
add_zero (const AuPlotLayout *self,
          const AuPlotPen    *pen,
          Bar                *bar)
{
  double thickness = zero_thickness (self, pen) * pen->scale_y;
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

/* The bars of a series that are not like the others: those of unfinished periods, and the one that
 * is emphasised. */
static void
draw_special (const AuPlotLayout *self,
              const AuPlotPen    *pen,
              const AuPanelLayout *layout,
              const AuMark       *mark,
              gboolean            stacked,
              const AuColor      *color)
{
  double radius = self->style.corner_radius * self->unit;
  Bar bar = make_bar (self, pen, layout->panel, mark, stacked);

  if (mark->value == 0.0)
    {
      if (!stacked)
        {
          add_zero (self, pen, &bar);
          au_plot_pen_set_color (pen, color);
          cairo_fill (pen->cr);
        }
      return;
    }

  if (mark->partial)
    draw_partial (self, pen, &bar, color, radius);
  else if (layout->fade)
    {
      add_path (pen, &bar, radius);
      au_plot_pen_set_color (pen, color);
      cairo_fill (pen->cr);
    }

  if (self->style.high_contrast && bar.rect.width * pen->scale_x >= MIN_FINE_WIDTH)
    draw_outline (self, pen, &bar, radius);
}

/* Bars of which several share a pixel: as columns of pixels, and those one by one that are not like
 * the others. */
static void
draw_dense (const AuPlotLayout *self,
            const AuPlotPen    *pen,
            int                 panel,
            int                 series_index,
            double             *feet,
            const AuColor      *color,
            const AuColor      *plain)
{
  const AuPanelLayout *layout = &self->panels[panel];
  const AuSeries *series = g_ptr_array_index (layout->panel->series, series_index);
  gboolean stacked = series->kind == AU_SERIES_STACK;
  gsize n_finished = au_plot_count_finished (self, series);
  g_autoptr (AuColumns) columns = au_columns_new_bars (self, pen, panel, series, n_finished, feet);
  AuMark mark;

  au_plot_pen_set_color (pen, plain);
  au_plot_draw_dense_bars (pen, columns, au_scale_map (&layout->scale, 0.0),
                           stacked ? 1.0 / pen->scale_y : least_height (self, pen),
                           zero_thickness (self, pen));

  if (layout->fade && self->figure->emphasis < (int) n_finished
      && au_plot_layout_find_mark (self, panel, series_index, self->figure->emphasis, &mark))
    draw_special (self, pen, layout, &mark, stacked, color);
  for (gsize i = n_finished; i < series->n_values; i++)
    if (au_plot_layout_find_mark (self, panel, series_index, (int) i, &mark))
      draw_special (self, pen, layout, &mark, stacked, color);
}

/* Draws the bars of a panel, the many of one colour in one fill. */
void
au_plot_draw_bars (const AuPlotLayout *self,
                   const AuPlotPen    *pen,
                   int                 panel)
{
  const AuPanelLayout *layout = &self->panels[panel];
  double radius = self->style.corner_radius * self->unit;
  gboolean dense = self->band_width * pen->scale_x < DENSE && !pen->every_point;
  g_autofree double *feet = NULL;

  for (guint i = 0; i < layout->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (layout->panel->series, i);
      gboolean stacked = series->kind == AU_SERIES_STACK;
      AuColor color = au_plot_layout_series_color (self, series);
      AuColor plain = layout->fade ? faded_color (self, &color) : color;
      g_autoptr (GArray) own = NULL;
      const AuMark *marks;
      gsize n_marks;

      if (series->kind != AU_SERIES_BAR && !stacked)
        continue;

      if (dense)
        {
          if (stacked && feet == NULL)
            feet = g_new0 (double, 2 * MAX (series->n_values, 1));
          draw_dense (self, pen, panel, (int) i, feet, &color, &plain);
          continue;
        }

      marks = au_plot_find_series (self, panel, i, &own, &n_marks);

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
        if (marks[j].partial || (layout->fade && marks[j].emphasised)
            || self->style.high_contrast)
          draw_special (self, pen, layout, &marks[j], stacked, &color);
    }
}
