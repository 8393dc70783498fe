/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>

/* The numbers that are written at marks. */

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

  for (guint i = 0; i < self->panels[panel].panel->series->len; i++)
    {
      AuMark mark;

      if (!au_plot_layout_find_mark (self, panel, (int) i, (int) category, &mark)
          || mark.role != role)
        continue;

      top = MIN (top, mark.rect.y);
      bottom = MAX (bottom, mark.rect.y + mark.rect.height);
      if (mark.value >= 0.0)
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

  for (guint i = 0; panel->panel->greatest > greatest && i < panel->panel->series->len; i++)
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
