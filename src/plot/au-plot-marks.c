/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>

/* A bar takes this part of its band: a gap of about a third. */
#define BAR_SHARE (2.0 / 3.0)

/* The widest bar or group of bars: a lone month is not a wall. */
#define MAX_BAR_WIDTH 56.0

static void
add_mark (AuPlotLayout *self,
          AuMarkRole    role,
          int           panel,
          int           series,
          gsize         category,
          double        value,
          AuRect        rect)
{
  AuMark mark = {
    .role = role,
    .panel = panel,
    .series = series,
    .category = category,
    .rect = rect,
    .value = value,
    .partial = au_figure_is_partial (self->figure, category),
    .emphasised = self->figure->emphasis == (int) category,
  };

  g_array_append_val (self->marks, mark);
}

/* A rectangle between two values at a place along the axis. */
static AuRect
make_bar (const AuPanelLayout *panel,
          double               x,
          double               width,
          double               from,
          double               to)
{
  double y1 = au_scale_map (&panel->scale, from);
  double y2 = au_scale_map (&panel->scale, to);

  return (AuRect) { x, MIN (y1, y2), width, fabs (y2 - y1) };
}

/* The width of a bar, or of the bars of a category together. */
static double
group_width (const AuPlotLayout *self,
             guint               n_places)
{
  return MIN (self->band_width * BAR_SHARE, MAX_BAR_WIDTH * n_places * self->unit);
}

static guint
count_places (const AuPanel *panel)
{
  guint n = 0;

  for (guint i = 0; i < panel->series->len; i++)
    n += ((AuSeries *) g_ptr_array_index (panel->series, i))->kind == AU_SERIES_BAR;
  return n;
}

/* Returns the width of one bar of a panel. */
double
au_plot_layout_bar_width (const AuPlotLayout  *self,
                          const AuPanelLayout *panel)
{
  guint n = MAX (count_places (panel->panel), 1);

  return group_width (self, n) / n;
}

static void
add_bars (AuPlotLayout   *self,
          AuPanelLayout  *panel,
          int             index,
          int             series_index,
          const AuSeries *series,
          guint           place,
          guint           n_places)
{
  double group = group_width (self, n_places);
  double width = group / n_places;

  for (gsize i = 0; i < series->n_values; i++)
    {
      double left = au_plot_layout_band_center (self, i) - group / 2.0 + place * width;

      if (!isnan (series->values[i]))
        add_mark (self, AU_MARK_BAR, index, series_index, i, series->values[i],
                  make_bar (panel, left, width, 0.0, series->values[i]));
    }
}

/* @feet holds, for each category, where the positive and the negative stack
 * have come to. */
static void
add_stack_part (AuPlotLayout   *self,
                AuPanelLayout  *panel,
                int             index,
                int             series_index,
                const AuSeries *series,
                double         *feet)
{
  double width = group_width (self, 1);

  for (gsize i = 0; i < series->n_values; i++)
    {
      double value = series->values[i];
      double *foot = &feet[2 * i + (value < 0.0 ? 1 : 0)];

      if (isnan (value))
        continue;

      add_mark (self, AU_MARK_BAR, index, series_index, i, value,
                make_bar (panel, au_plot_layout_band_center (self, i) - width / 2.0, width,
                          *foot, *foot + value));
      *foot += value;
    }
}

static void
add_points (AuPlotLayout   *self,
            AuPanelLayout  *panel,
            int             index,
            int             series_index,
            const AuSeries *series)
{
  for (gsize i = 0; i < series->n_values; i++)
    {
      AuRect rect = { au_plot_layout_band_center (self, i), 0.0, 0.0, 0.0 };

      if (isnan (series->values[i]))
        continue;

      rect.y = au_scale_map (&panel->scale, series->values[i]);
      add_mark (self, AU_MARK_POINT, index, series_index, i, series->values[i], rect);
    }
}

void
au_plot_layout_add_marks (AuPlotLayout  *self,
                          AuPanelLayout *panel,
                          int            index)
{
  const GPtrArray *all = panel->panel->series;
  g_autofree double *feet = NULL;
  guint n_places = count_places (panel->panel);
  guint place = 0;

  feet = g_new0 (double, 2 * MAX (self->figure->n_categories, 1));

  for (guint i = 0; i < all->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (all, i);

      switch (series->kind)
        {
          case AU_SERIES_BAR:
            add_bars (self, panel, index, i, series, place++, n_places);
            break;

          case AU_SERIES_STACK:
            add_stack_part (self, panel, index, i, series, feet);
            break;

          case AU_SERIES_LINE:
          case AU_SERIES_STEP:
          default:
            add_points (self, panel, index, i, series);
            break;
        }
    }
}

/* The far end of the bars, or of the points, in a band: the top where anything goes up or
 * nothing is there, else the bottom. Returns FALSE for a band without marks. */
static gboolean
find_far_end (const AuPlotLayout *self,
              int                 panel,
              AuMarkRole          role,
              gsize               category,
              double             *y,
              gboolean           *below)
{
  double top = INFINITY;
  double bottom = -INFINITY;
  gboolean up = FALSE;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const AuMark *mark = &g_array_index (self->marks, AuMark, i);

      if (mark->panel != panel || mark->role != role || mark->category != (int) category)
        continue;

      top = MIN (top, mark->rect.y);
      bottom = MAX (bottom, mark->rect.y + mark->rect.height);
      if (mark->value >= 0.0)
        up = TRUE;
    }

  if (!isfinite (top))
    return FALSE;

  *below = !up;
  *y = up ? top : bottom;

  return TRUE;
}

static void
rise_above (const AuPlotLayout *self,
            double              level,
            AuRect             *rect)
{
  if (level > rect->y - 1.0 && level < rect->y + rect->height + 1.0)
    rect->y = level - rect->height - 2.0 * self->unit;
}

/* A line through a number makes both hard to read: the number goes above it. Of
 * lines at several levels the lowest comes first. */
static void
rise_above_lines (const AuPlotLayout  *self,
                  const AuPanelLayout *panel,
                  gsize                category,
                  AuRect              *rect)
{
  const AuPanel *data = panel->panel;
  guint n = data->references->len + data->series->len;

  /* Each pass rises above one at least, or is the last. */
  for (guint pass = 0; pass < n; pass++)
    {
      double before = rect->y;

      for (guint i = 0; i < data->references->len; i++)
        rise_above (self, au_scale_map (&panel->scale, g_array_index (data->references, AuReference,
                                                                      i).value), rect);

      for (guint i = 0; i < data->series->len; i++)
        {
          const AuSeries *series = g_ptr_array_index (data->series, i);

          if ((series->kind == AU_SERIES_LINE || series->kind == AU_SERIES_STEP)
              && !isnan (series->values[category]))
            rise_above (self, au_scale_map (&panel->scale, series->values[category]), rect);
        }

      if (rect->y == before)
        break;
    }
}

/* Nor is it easy to read across the outline of what is expected next: there the number ends before
 * it. */
static void
end_before_forecasts (const AuPlotLayout *self,
                      int                 panel,
                      gsize               category,
                      AuRect             *rect)
{
  for (guint i = 0; i < self->forecasts->len; i++)
    {
      const AuPlotForecast *next = &g_array_index (self->forecasts, AuPlotForecast, i);
      double top = MIN (next->range.y, next->rect.y);
      double right = next->rect.x - 3.0 * self->unit;

      if (next->panel == panel && next->category > (int) category
          && rect->x + rect->width > right && rect->x < next->rect.x + next->rect.width
          && rect->y + rect->height > top)
        rect->x = MAX (right - rect->width, 0.0);
    }
}

static void
add_value_label (AuPlotLayout  *self,
                 AuPanelLayout *panel,
                 int            index,
                 AuMarkRole     role,
                 gsize          category,
                 const char    *label,
                 gboolean       bold)
{
  AuPlotText text;
  AuRect rect;
  double y;
  gboolean below;

  if (!find_far_end (self, index, role, category, &y, &below))
    return;

  text = au_plot_layout_make_text (self, AU_LABEL_VALUE, label, bold ? AU_SIZE_VALUE
                                   : AU_SIZE_LABEL, bold,
                                   bold ? &self->style.foreground : &self->style.dim, 0.0, 1);
  rect = text.rect;
  rect.x = CLAMP (au_plot_layout_band_center (self, category) - rect.width / 2.0, 0.0,
                  MAX (0.0, self->width - rect.width));
  /* A zero is drawn a little above its line. */
  rect.y = below ? y + 2.0 * self->unit : y - rect.height - 3.0 * self->unit;

  if (!below)
    rise_above_lines (self, panel, category, &rect);
  end_before_forecasts (self, index, category, &rect);

  if (rect.y < panel->top - 1.0
      || (below && rect.y + rect.height > panel->area.y + panel->area.height)
      || !au_plot_layout_is_free (self, &rect, 4.0 * self->unit))
    {
      au_plot_text_clear (&text);
      return;
    }

  au_plot_layout_place (self, &text, rect.x, rect.y);
}

/* What exceeds the whole is named at the mark: it must not pass for an error of
 * the drawing. */
static void
flag_excess (AuPlotLayout  *self,
             AuPanelLayout *panel,
             int            index)
{
  double greatest = 100.0;
  int where = -1;
  const AuSeries *which = NULL;

  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, i);

      for (gsize j = 0; j < series->n_values; j++)
        if (series->values[j] > greatest)
          {
            greatest = series->values[j];
            where = j;
            which = series;
          }
    }

  if (where >= 0)
    {
      g_autofree char *text = au_series_dup_text (which, where);

      add_value_label (self, panel, index, which->kind == AU_SERIES_LINE
                       || which->kind == AU_SERIES_STEP ? AU_MARK_POINT : AU_MARK_BAR,
                       where, text, TRUE);
    }
}

void
au_plot_layout_add_value_labels (AuPlotLayout  *self,
                                 AuPanelLayout *panel,
                                 int            index)
{
  GHashTable *labels = panel->panel->labels;
  int emphasis = self->figure->emphasis;
  AuMarkRole role = panel->has_bars ? AU_MARK_BAR : AU_MARK_POINT;
  const char *text;

  if (self->reduction >= AU_PLOT_MAX_REDUCTION)
    return;

  if (panel->panel->kind == AU_VALUE_PERCENT)
    flag_excess (self, panel, index);

  if (g_hash_table_size (labels) == 0)
    return;

  text = emphasis >= 0 ? g_hash_table_lookup (labels, GINT_TO_POINTER (emphasis)) : NULL;
  if (text != NULL)
    add_value_label (self, panel, index, role, emphasis, text, TRUE);

  for (gsize i = self->figure->n_categories; i > 0; i--)
    {
      text = g_hash_table_lookup (labels, GSIZE_TO_POINTER (i - 1));
      if (text != NULL && (int) (i - 1) != emphasis)
        add_value_label (self, panel, index, role, i - 1, text, FALSE);
    }
}

/* Hairlines stop before a number that is written over them and go on behind it: in high contrast
 * they would strike it out. */
void
au_plot_layout_part_hairlines (AuPlotLayout *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const AuPlotText *text = &g_array_index (self->texts, AuPlotText, i);
      double left = text->rect.x - 3.0 * self->unit;
      double right = text->rect.x + text->rect.width + 3.0 * self->unit;

      if (text->role != AU_LABEL_VALUE)
        continue;

      for (guint j = 0; j < self->rules->len; j++)
        {
          AuPlotRule *rule = &g_array_index (self->rules, AuPlotRule, j);
          AuPlotRule rest = *rule;

          if (rule->kind != AU_RULE_HAIRLINE || rule->x2 <= left || rule->x1 >= right
              || rule->y1 <= text->rect.y || rule->y1 >= text->rect.y + text->rect.height)
            continue;

          rest.x1 = right;
          rule->x2 = MAX (left, rule->x1);
          if (rest.x2 > rest.x1)
            g_array_append_val (self->rules, rest);
        }
    }
}
