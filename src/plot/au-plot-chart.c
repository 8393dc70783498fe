/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>
#include <string.h>

/* How panels, axes and the room around them share the picture. */

/* Past this many lines names at the ends are a list that nobody matches. */
#define MAX_NAMED_ENDS 5

/* What a legend may take of its panel's height. */
#define MAX_LEGEND_SHARE 0.4

static void
describe_panel (AuPlotLayout  *self,
                AuPanelLayout *panel)
{
  guint n_bars = 0;
  guint n_lines = 0;
  guint n_stacks = 0;

  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, i);

      switch (series->kind)
        {
          case AU_SERIES_BAR:
            n_bars++;
            break;

          case AU_SERIES_STACK:
            n_stacks++;
            break;

          case AU_SERIES_LINE:
          case AU_SERIES_STEP:
          default:
            n_lines++;
            break;
        }
    }

  panel->has_bars = n_bars + n_stacks > 0;
  panel->has_lines = n_lines > 0;
  panel->fade = n_bars == 1 && n_stacks == 0 && self->figure->emphasis >= 0
                && !self->style.high_contrast;
  panel->use_legend = self->narrow || n_lines > MAX_NAMED_ENDS || n_bars > 1;
}

/* The least and greatest value that the axis must reach. */
static void
find_range (const AuPanel *panel,
            double        *min,
            double        *max)
{
  *min = panel->least;
  *max = panel->greatest;

  for (guint i = 0; i < panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->series, i);

      for (guint j = 0; series->forecasts != NULL && j < series->forecasts->len; j++)
        {
          *min = MIN (*min, g_array_index (series->forecasts, AuForecast, j).low);
          *max = MAX (*max, g_array_index (series->forecasts, AuForecast, j).high);
        }
    }

  for (guint i = 0; i < panel->references->len; i++)
    {
      double value = g_array_index (panel->references, AuReference, i).value;

      *min = MIN (*min, value);
      *max = MAX (*max, value);
    }
}

/* Room above a panel for what stands over its top line. */
static double
measure_top (AuPlotLayout  *self,
             AuPanelLayout *panel,
             double         max)
{
  const AuPanel *data = panel->panel;

  if (g_hash_table_size (data->labels) > 0
      || (data->kind == AU_VALUE_PERCENT && max > 100.0)
      || (self->narrow && data->references->len > 0))
    return 20.0 * self->text;

  return 9.0 * self->text;
}

/* The axis goes from tick to tick, but for a little below zero it goes just as far as
* that and its label need: a credit must not cost the bars a third of their height. */
static void
set_scale (AuPlotLayout  *self,
           AuPanelLayout *panel,
           double         min)
{
  AuTicks *ticks = &panel->ticks;
  double lowest = ticks->values[0];

  if (ticks->n > 2 && min < 0.0 && ticks->values[1] == 0.0 && min > -0.5 * ticks->step)
    {
      double room = 20.0 * self->text / panel->area.height;
      double span = (ticks->values[ticks->n - 1] - min) / (1.0 - MIN (room, 0.4));

      lowest = MAX (lowest, ticks->values[ticks->n - 1] - span);
      ticks->n--;
      memmove (ticks->values, ticks->values + 1, ticks->n * sizeof *ticks->values);
    }

  /* What hangs nearly to the foot still needs its label below. */
  if (min < 0.0 && g_hash_table_size (panel->panel->labels) > 0)
    {
      double room = 20.0 * self->text / panel->area.height;
      double span = (ticks->values[ticks->n - 1] - min) / (1.0 - MIN (room, 0.4));

      lowest = MIN (lowest, ticks->values[ticks->n - 1] - span);
    }

  au_scale_init (&panel->scale, lowest, ticks->values[ticks->n - 1],
                 panel->area.y + panel->area.height, panel->area.y);
}

/* Gives each panel its place; returns whether it is a place worth having. */
static gboolean
divide (AuPlotLayout *self)
{
  gboolean bare = self->reduction >= AU_PLOT_MAX_REDUCTION;
  double gap = self->n_panels > 1 ? MIN (22.0 * self->text, self->content.height * 0.1) : 0.0;
  double tops[2] = { 0.0, 0.0 };
  double mins[2] = { 0.0, 0.0 };
  double maxs[2] = { 0.0, 0.0 };
  double legend = self->content.height / self->n_panels * MAX_LEGEND_SHARE;
  double used;
  double shares = 0.0;
  double left;
  double right = 0.0;
  double y;
  gboolean fits = TRUE;

  self->axis_height = bare ? 1.0 : au_plot_layout_measure_categories (self);
  used = self->axis_height + gap * (self->n_panels - 1);

  for (guint i = 0; i < self->n_panels; i++)
    {
      AuPanelLayout *panel = &self->panels[i];

      panel->legend_height = 0.0;
      if (self->reduction < 2)
        panel->legend_height = au_plot_layout_measure_legend (self, panel, legend);
      find_range (panel->panel, &mins[i], &maxs[i]);
      tops[i] = bare ? 1.0 : measure_top (self, panel, maxs[i]);
      used += panel->legend_height + tops[i];
      shares += panel->panel->height_share;
    }

  y = self->content.y;
  for (guint i = 0; i < self->n_panels; i++)
    {
      AuPanelLayout *panel = &self->panels[i];
      double height = (self->content.height - used) * panel->panel->height_share / shares;

      if (height < 40.0 * self->text)
        fits = FALSE;

      panel->top = y;
      panel->area.y = y + panel->legend_height + tops[i];
      panel->area.height = MAX (height, 1.0);
      y = panel->area.y + panel->area.height + gap;

      au_ticks_init (&panel->ticks, mins[i], maxs[i], panel->panel->kind, TRUE,
                     panel->area.height / self->text);
      set_scale (self, panel, mins[i]);
    }

  left = bare ? 0.0 : au_plot_layout_measure_value_axes (self);

  if (!self->narrow && !bare)
    for (guint i = 0; i < self->n_panels; i++)
      right = MAX (right, au_plot_layout_measure_ends (self, &self->panels[i]));

  /* A dot on the last point needs its radius. */
  right = MAX (right, 5.0 * self->unit);

  for (guint i = 0; i < self->n_panels; i++)
    {
      self->panels[i].area.x = self->content.x + left;
      self->panels[i].area.width = MAX (self->content.width - left - right, 4.0);
    }

  self->n_bands = self->figure->n_categories + self->figure->n_future;
  self->band_start = self->panels[0].area.x;
  self->band_width = self->panels[0].area.width / self->n_bands;

  return fits && self->panels[0].area.width >= 60.0 * self->text;
}

/* Gives the panels their places, and leaves out as much as it takes. */
static void
fit (AuPlotLayout *self)
{
  while (!divide (self) && self->reduction < AU_PLOT_MAX_REDUCTION)
    self->reduction++;
}

static void
add_limit (AuPlotLayout  *self,
           AuPanelLayout *panel)
{
  const AuRect *area = &panel->area;

  /* Where a share of a whole exceeds the whole, the whole is drawn as a limit. */
  if (panel->panel->kind == AU_VALUE_PERCENT && panel->scale.domain_max > 100.0)
    au_plot_layout_add_rule (self, AU_RULE_LIMIT, area->x, area->x + area->width,
                             au_scale_map (&panel->scale, 100.0));
}

void
au_plot_layout_add_chart (AuPlotLayout *self)
{
  AuPanelLayout *last;

  self->narrow = self->content.width < NARROW_WIDTH * self->text;
  self->n_panels = self->figure->panels->len;

  for (guint i = 0; i < self->n_panels; i++)
    {
      self->panels[i].panel = g_ptr_array_index (self->figure->panels, i);
      describe_panel (self, &self->panels[i]);
    }

  fit (self);

  /* Names that do not fit beside the plot go above it, which makes it lower. */
  for (guint i = 0; i < self->n_panels; i++)
    {
      AuPanelLayout *panel = &self->panels[i];

      if (self->narrow || panel->use_legend)
        continue;

      panel->use_legend = !au_plot_layout_try_ends (self, panel);
      if (panel->use_legend)
        fit (self);
    }

  for (guint i = 0; i < self->n_panels; i++)
    {
      AuPanelLayout *panel = &self->panels[i];

      if (self->reduction < AU_PLOT_MAX_REDUCTION)
        au_plot_layout_add_value_axis (self, panel);
      add_limit (self, panel);
      au_plot_layout_add_marks (self, (int) i);
      au_plot_layout_add_forecasts (self, panel, i);
    }

  last = &self->panels[self->n_panels - 1];
  if (self->reduction < AU_PLOT_MAX_REDUCTION)
    au_plot_layout_add_categories (self, last->area.y + last->area.height);

  for (guint i = 0; i < self->n_panels; i++)
    {
      AuPanelLayout *panel = &self->panels[i];

      if (self->reduction < 2)
        au_plot_layout_add_legend (self, panel);
      if (!self->narrow)
        au_plot_layout_add_ends (self, panel);
      au_plot_layout_add_references (self, panel);
      au_plot_layout_add_value_labels (self, panel, i);
    }
}
