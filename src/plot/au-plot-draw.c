/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <math.h>

/* Periods at the end that are not finished and share pixels, but still are drawn one by one. */
#define MAX_UNFINISHED 64

static gboolean
is_less (const AuMark *mark,
         int           panel,
         int           series)
{
  return mark->panel < panel || (mark->panel == panel && mark->series < series);
}

static gsize
lower_bound (const AuPlotLayout *self,
             int                 panel,
             int                 series)
{
  gsize low = 0;
  gsize high = self->marks->len;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (is_less (&g_array_index (self->marks, AuMark, middle), panel, series))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

const AuMark *
au_plot_find_series (const AuPlotLayout *self,
                     int                 panel,
                     int                 series,
                     GArray            **own,
                     gsize              *n_marks)
{
  gsize first;

  if (!au_plot_layout_has_marks (self, panel, series))
    {
      *own = au_plot_layout_create_marks (self, panel, series);
      *n_marks = (*own)->len;
      return (const AuMark *) (*own)->data;
    }

  first = lower_bound (self, panel, series);
  *n_marks = lower_bound (self, panel, series + 1) - first;

  return (const AuMark *) self->marks->data + first;
}

gsize
au_plot_count_finished (const AuPlotLayout *self,
                        const AuSeries     *series)
{
  gsize n = series->n_values;
  /* More than these would not be told apart anyway. */
  gsize least = n > MAX_UNFINISHED ? n - MAX_UNFINISHED : 0;

  while (n > least && au_figure_is_partial (self->figure, n - 1))
    n--;

  return n;
}

static void
draw_rules (const AuPlotLayout *self,
            const AuPlotPen    *pen,
            AuRuleKind          kind)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const AuPlotRule *rule = &g_array_index (self->rules, AuPlotRule, i);

      if (rule->kind != kind)
        continue;

      switch (kind)
        {
          case AU_RULE_HAIRLINE:
            au_plot_pen_set_color (pen, &self->style.hairline);
            au_plot_pen_level (pen, rule->x1, rule->x2, rule->y1,
                               self->unit * (self->rows ? 0.6 : 0.9));
            break;

          case AU_RULE_ZERO:
          case AU_RULE_LIMIT:
            au_plot_pen_set_color (pen, &self->style.zero_line);
            au_plot_pen_level (pen, rule->x1, rule->x2, rule->y1, self->unit);
            break;

          case AU_RULE_REFERENCE:
            au_plot_pen_set_color (pen, &self->style.reference_line);
            /* In high contrast the grid is strong too: what is told apart by colour else, is told
             * apart by weight there. */
            au_plot_pen_level (pen, rule->x1, rule->x2, rule->y1,
                               (self->style.high_contrast ? 2.6 : 1.6) * self->unit);
            break;

          case AU_RULE_LEADER:
          default:
            au_plot_pen_set_color (pen, &rule->color);
            cairo_set_line_width (pen->cr, 0.8 * self->unit);
            cairo_move_to (pen->cr, rule->x1, rule->y1);
            cairo_line_to (pen->cr, rule->x2, rule->y2);
            cairo_stroke (pen->cr);
            break;
        }
    }
}

static void
draw_swatches (const AuPlotLayout *self,
               const AuPlotPen    *pen)
{
  for (guint i = 0; i < self->swatches->len; i++)
    {
      const AuPlotSwatch *swatch = &g_array_index (self->swatches, AuPlotSwatch, i);
      AuRect rect = swatch->rect;

      if (swatch->shape == AU_SWATCH_DASHED)
        {
          double dash = rect.width / 4.5;

          cairo_save (pen->cr);
          au_plot_pen_set_color (pen, &swatch->color);
          cairo_set_dash (pen->cr, &dash, 1, 0.0);
          cairo_set_line_width (pen->cr, rect.width / 8.0);
          cairo_rectangle (pen->cr, rect.x + rect.width / 16.0, rect.y + rect.width / 16.0,
                           rect.width * 0.875, rect.height * 0.875);
          cairo_stroke (pen->cr);
          cairo_restore (pen->cr);
          continue;
        }

      if (swatch->shape >= 0)
        {
          double radius = rect.width * 0.42;
          double y = rect.y + rect.height / 2.0;

          au_plot_pen_set_color (pen, &swatch->color);
          au_plot_pen_marker (pen, swatch->shape, rect.x + rect.width / 2.0, y,
                              swatch->hatched ? radius * 0.8 : radius);
          cairo_set_line_width (pen->cr, 0.36 * radius);
          if (swatch->hatched)
            cairo_stroke (pen->cr);
          else
            cairo_fill (pen->cr);
          continue;
        }

      rect.x = au_plot_pen_snap_x (pen, rect.x);
      rect.y = au_plot_pen_snap_y (pen, rect.y);
      cairo_save (pen->cr);
      cairo_new_sub_path (pen->cr);
      for (int corner = 0; corner < 4; corner++)
        {
          double radius = rect.width * 0.17;
          gboolean right = corner == 0 || corner == 3;

          cairo_arc (pen->cr, right ? rect.x + rect.width - radius : rect.x + radius,
                     corner < 2 ? rect.y + rect.height - radius : rect.y + radius,
                     radius, corner * G_PI / 2.0, (corner + 1) * G_PI / 2.0);
        }
      cairo_close_path (pen->cr);
      cairo_clip (pen->cr);
      if (swatch->hatched)
        {
          AuColor tint = au_color_with_alpha (&swatch->color, 0.22);

          au_plot_pen_set_color (pen, &tint);
          cairo_paint (pen->cr);
          au_plot_pen_set_color (pen, &swatch->color);
          au_plot_pen_hatch (pen, &rect, self->text * 0.7);
        }
      else
        {
          au_plot_pen_set_color (pen, &swatch->color);
          cairo_paint (pen->cr);
        }
      cairo_restore (pen->cr);
    }
}

/* Bars in the cells of a table. They grow in the direction of the text. */
static void
draw_cells (const AuPlotLayout *self,
            const AuPlotPen    *pen)
{
  const AuColor *color = au_plot_style_get_color (&self->style, 0);
  double radius = self->style.corner_radius * self->text * 0.8;

  au_plot_pen_set_color (pen, color);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const AuMark *mark = &g_array_index (self->marks, AuMark, i);
      double width = MAX (mark->rect.width, 1.0 / pen->scale_x);
      double r = MIN (radius, width);
      double y1 = au_plot_pen_snap_y (pen, mark->rect.y);
      double y2 = au_plot_pen_snap_y (pen, mark->rect.y + mark->rect.height);
      double x = mark->rect.x;

      if (mark->role != AU_MARK_CELL || !(mark->value > 0.0))
        continue;

      cairo_new_sub_path (pen->cr);
      if (self->mirrored)
        {
          x += mark->rect.width - width;
          cairo_move_to (pen->cr, x + width, y1);
          cairo_line_to (pen->cr, x + width, y2);
          cairo_arc (pen->cr, x + r, y2 - r, r, G_PI / 2.0, G_PI);
          cairo_arc (pen->cr, x + r, y1 + r, r, G_PI, 1.5 * G_PI);
        }
      else
        {
          cairo_move_to (pen->cr, x, y2);
          cairo_line_to (pen->cr, x, y1);
          cairo_arc (pen->cr, x + width - r, y1 + r, r, 1.5 * G_PI, 2.0 * G_PI);
          cairo_arc (pen->cr, x + width - r, y2 - r, r, 0.0, G_PI / 2.0);
        }
      cairo_close_path (pen->cr);
    }
  cairo_fill (pen->cr);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const AuRect *first = &(*(const AuPlotText *const *) a)->rect;
  const AuRect *second = &(*(const AuPlotText *const *) b)->rect;
  gboolean mirrored = GPOINTER_TO_INT (data);
  /* Whole pixels, or three texts could each be before the next. */
  double rows = round (first->y) - round (second->y);
  double columns = first->x - second->x;

  if (rows != 0.0)
    return rows < 0.0 ? -1 : 1;
  if (columns == 0.0)
    return 0;
  return (columns < 0.0) != mirrored ? -1 : 1;
}

GPtrArray *
au_plot_sort_texts (const AuPlotLayout *self)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < self->texts->len; i++)
    g_ptr_array_add (texts, &g_array_index (self->texts, AuPlotText, i));
  g_ptr_array_sort_with_data (texts, compare_texts, GINT_TO_POINTER (self->style.rtl));
  return texts;
}

/* What the picture stands on, unless it is transparent. */
void
au_plot_draw_background (const AuPlotLayout *self,
                         const AuPlotPen    *pen)
{
  if (self->style.transparent)
    return;

  au_plot_pen_set_color (pen, &self->style.background);
  cairo_rectangle (pen->cr, 0.0, 0.0, self->width, self->height);
  cairo_fill (pen->cr);
}

/* All that is neither background nor text. */
void
au_plot_draw_plot (const AuPlotLayout *self,
                   const AuPlotPen    *pen)
{
  draw_rules (self, pen, AU_RULE_HAIRLINE);
  draw_rules (self, pen, AU_RULE_LIMIT);

  for (guint i = 0; i < self->n_panels; i++)
    au_plot_draw_bars (self, pen, i);
  if (self->rows)
    draw_cells (self, pen);

  for (guint i = 0; i < self->n_panels; i++)
    au_plot_draw_forecasts (self, pen, i);

  draw_rules (self, pen, AU_RULE_ZERO);
  draw_rules (self, pen, AU_RULE_REFERENCE);

  for (guint i = 0; i < self->n_panels; i++)
    au_plot_draw_lines (self, pen, i);

  draw_rules (self, pen, AU_RULE_LEADER);
  draw_swatches (self, pen);
}

/**
 * au_plot_layout_draw:
 * @layout: a layout
 * @cr: where to draw; the picture's top left is at the origin
 *
 * Draws the picture without any state of the pointer or the keyboard. Lines
 * and bars are put on whole pixels of the target surface.
 */
void
au_plot_layout_draw (const AuPlotLayout *layout,
                     cairo_t            *cr)
{
  g_autoptr (PangoLayout) pango = NULL;
  AuPlotPen pen;

  g_return_if_fail (layout != NULL);
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  au_plot_pen_init (&pen, cr);

  au_plot_draw_background (layout, &pen);
  au_plot_draw_plot (layout, &pen);

  pango = au_plot_text_create_layout (&layout->style);
  pango_cairo_update_layout (cr, pango);
  for (guint i = 0; i < layout->texts->len; i++)
    au_plot_text_draw (pango, &g_array_index (layout->texts, AuPlotText, i), cr);

  cairo_restore (cr);
}
