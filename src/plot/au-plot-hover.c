/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <math.h>

static void
draw_ring (const AuPlotLayout *self,
           const AuPlotPen    *pen,
           double              x,
           double              y,
           const AuColor      *color)
{
  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, x, y, 4.0 * self->unit, 0.0, 2.0 * G_PI);
  au_plot_pen_set_color (pen, &self->style.background);
  cairo_fill_preserve (pen->cr);
  au_plot_pen_set_color (pen, color);
  cairo_set_line_width (pen->cr, 2.0 * self->unit);
  cairo_stroke (pen->cr);
}

static void
draw_rings (const AuPlotLayout *self,
            const AuPlotPen    *pen,
            int                 band)
{
  for (guint i = 0; i < self->n_panels; i++)
    {
      const AuPanel *panel = self->panels[i].panel;

      for (guint j = 0; j < panel->series->len; j++)
        {
          const AuSeries *series = g_ptr_array_index (panel->series, j);
          AuColor color = au_plot_layout_series_color (self, series);
          AuMark mark;

          if (series->kind == AU_SERIES_STACK
              || !au_plot_layout_find_mark (self, (int) i, (int) j, band, &mark))
            continue;

          draw_ring (self, pen, mark.rect.x + mark.rect.width / 2.0,
                     mark.value < 0.0 ? mark.rect.y + mark.rect.height : mark.rect.y, &color);
        }
    }
}

/**
 * au_plot_layout_draw_hover:
 * @layout: a layout
 * @cr: where to draw, as for au_plot_layout_draw()
 * @band: the category that is hovered or has the keyboard; -1 draws nothing
 *
 * Draws what lies over the picture for one band: a highlight where there are
 * bars only, a crosshair with a ring at each datum where there are lines.
 */
void
au_plot_layout_draw_hover (const AuPlotLayout *layout,
                           cairo_t            *cr,
                           int                 band)
{
  AuPlotPen pen;
  AuRect rect;
  gboolean lines = FALSE;

  g_return_if_fail (layout != NULL);
  g_return_if_fail (cr != NULL);

  if (!au_plot_layout_get_band (layout, band, &rect))
    return;

  cairo_save (cr);
  cairo_new_path (cr);
  au_plot_pen_init (&pen, cr);

  for (guint i = 0; i < layout->n_panels; i++)
    lines = lines || layout->panels[i].has_lines;

  if (!lines)
    {
      double x = au_plot_pen_snap_x (&pen, rect.x);

      au_plot_pen_set_color (&pen, &layout->style.band);
      cairo_rectangle (cr, x, rect.y, au_plot_pen_snap_x (&pen, rect.x + rect.width) - x,
                       rect.height);
      cairo_fill (cr);
    }
  else
    {
      double pixels = MAX (1.0, floor (layout->unit * pen.scale_x));
      double x = au_plot_pen_snap_x (&pen, rect.x + rect.width / 2.0
                                     - pixels / pen.scale_x / 2.0);

      au_plot_pen_set_color (&pen, &layout->style.zero_line);
      cairo_rectangle (cr, x, rect.y, pixels / pen.scale_x, rect.height);
      cairo_fill (cr);
      draw_rings (layout, &pen, band);
    }

  cairo_restore (cr);
}
