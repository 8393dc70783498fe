/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* What is expected and not known: dashed outlines, dotted lines and a pale band, so that nobody
 * takes it for data. It has no marks: what counts or lists data does not meet it. */

#define BAND_ALPHA 0.18

static const double dashes[] = { 3.0, 3.0 };

void
au_plot_layout_add_forecasts (AuPlotLayout  *self,
                              AuPanelLayout *panel,
                              int            index)
{
  double width = au_plot_layout_bar_width (self, panel);

  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, i);

      for (guint j = 0; series->forecasts != NULL && j < series->forecasts->len; j++)
        {
          const AuForecast *from = &g_array_index (series->forecasts, AuForecast, j);
          double y = au_scale_map (&panel->scale, from->value);
          double zero = au_scale_map (&panel->scale, 0.0);
          double high = au_scale_map (&panel->scale, from->high);
          AuPlotForecast forecast = {
            .panel = index, .series = (int) i, .category = from->category,
          };

          forecast.rect = (AuRect) {
            au_plot_layout_band_center (self, (gsize) from->category) - width / 2.0, MIN (y, zero),
            width, fabs (y - zero),
          };
          forecast.range = forecast.rect;
          forecast.range.y = high;
          forecast.range.height = au_scale_map (&panel->scale, from->low) - high;
          forecast.y = y;
          g_array_append_val (self->forecasts, forecast);
        }
    }
}

static double
center (const AuPlotForecast *forecast)
{
  return forecast->rect.x + forecast->rect.width / 2.0;
}

static void
draw_bar (const AuPlotLayout   *self,
          const AuPlotPen      *pen,
          const AuPlotForecast *forecast,
          const AuColor        *color)
{
  AuColor pale = au_color_with_alpha (color, BAND_ALPHA);
  double half = 0.6 * self->unit;
  AuRect outline = forecast->rect;

  outline.x = au_plot_pen_snap_x (pen, outline.x) + half;
  outline.y += half;
  outline.width = MAX (outline.width - 2.0 * half, 1.0 / pen->scale_x);
  outline.height = MAX (outline.height - half, 0.0);

  au_plot_pen_set_color (pen, &pale);
  cairo_rectangle (pen->cr, outline.x, forecast->range.y, outline.width, forecast->range.height);
  cairo_fill (pen->cr);

  au_plot_pen_set_color (pen, color);
  au_plot_draw_bar_path (pen, &outline, forecast->y > forecast->rect.y + 0.5,
                         self->style.corner_radius * self->unit);
  cairo_stroke (pen->cr);
}

/* The band and the dotted line of one series, from its last finished point on. */
static void
draw_line (const AuPlotLayout  *self,
           const AuPlotPen     *pen,
           const AuPlotForecast *forecasts,
           guint                n,
           const AuMark        *from,
           const AuColor       *color)
{
  AuColor pale = au_color_with_alpha (color, BAND_ALPHA);

  cairo_new_path (pen->cr);
  if (from != NULL)
    cairo_move_to (pen->cr, from->rect.x, from->rect.y);
  for (guint i = 0; i < n; i++)
    cairo_line_to (pen->cr, center (&forecasts[i]), forecasts[i].range.y);
  for (guint i = n; i > 0; i--)
    cairo_line_to (pen->cr, center (&forecasts[i - 1]),
                   forecasts[i - 1].range.y + forecasts[i - 1].range.height);
  cairo_close_path (pen->cr);
  au_plot_pen_set_color (pen, &pale);
  cairo_fill (pen->cr);

  au_plot_pen_set_color (pen, color);
  if (from != NULL)
    cairo_move_to (pen->cr, from->rect.x, from->rect.y);
  for (guint i = 0; i < n; i++)
    cairo_line_to (pen->cr, center (&forecasts[i]), forecasts[i].y);
  cairo_stroke (pen->cr);
}

static gboolean
find_last_finished (const AuPlotLayout *self,
                    int                 panel,
                    int                 series_index,
                    AuMark             *mark)
{
  const AuSeries *series = g_ptr_array_index (self->panels[panel].panel->series, series_index);

  for (gsize i = series->n_values; i > 0; i--)
    if (!isnan (series->values[i - 1]) && !au_figure_is_partial (self->figure, i - 1))
      return au_plot_layout_find_mark (self, panel, series_index, (int) (i - 1), mark);

  return FALSE;
}

/* Draws what is expected in a panel. */
void
au_plot_draw_forecasts (const AuPlotLayout *self,
                        const AuPlotPen    *pen,
                        int                 panel)
{
  const AuPlotForecast *all = (const AuPlotForecast *) self->forecasts->data;
  double scaled[G_N_ELEMENTS (dashes)];
  guint i = 0;

  cairo_save (pen->cr);
  for (guint j = 0; j < G_N_ELEMENTS (dashes); j++)
    scaled[j] = dashes[j] * self->unit;
  cairo_set_dash (pen->cr, scaled, G_N_ELEMENTS (scaled), 0.0);
  cairo_set_line_width (pen->cr, 1.2 * self->unit);

  while (i < self->forecasts->len)
    {
      const AuSeries *series;
      AuColor color;
      guint end = i + 1;

      while (end < self->forecasts->len && all[end].panel == all[i].panel &&
             all[end].series == all[i].series)
        end++;
      if (all[i].panel != panel)
        {
          i = end;
          continue;
        }

      series = g_ptr_array_index (self->panels[panel].panel->series, all[i].series);
      color = au_plot_layout_series_color (self, series);
      if (series->kind == AU_SERIES_BAR)
        for (; i < end; i++)
          draw_bar (self, pen, &all[i], &color);
      else
        {
          AuMark last;
          gboolean found = find_last_finished (self, panel, all[i].series, &last);

          cairo_set_line_width (pen->cr, 1.8 * self->unit);
          draw_line (self, pen, &all[i], end - i, found ? &last : NULL, &color);
        }
      i = end;
    }
  cairo_restore (pen->cr);
}

/* Whether @panel has something that is expected, and so has to name the method. */
gboolean
au_plot_layout_has_forecast (const AuPanelLayout *panel)
{
  for (guint i = 0; i < panel->panel->series->len; i++)
    if (((AuSeries *) g_ptr_array_index (panel->panel->series, i))->forecasts != NULL)
      return TRUE;
  return FALSE;
}

/* The series' expectation for a category, or NULL. */
const AuForecast *
au_plot_find_forecast (const AuSeries *series,
                       int             category)
{
  for (guint i = 0; series->forecasts != NULL && i < series->forecasts->len; i++)
    {
      const AuForecast *forecast = &g_array_index (series->forecasts, AuForecast, i);

      if (forecast->category == category)
        return forecast;
    }
  return NULL;
}
