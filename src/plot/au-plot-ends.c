/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include "au-plot-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What is written beside the plot, at the height of what it names: lines with
 * their last value, parts of the newest complete stack, seats, what an unfinished
 * period holds so far, and in a figure of two panels what each counts. */

/* How much of the picture the words beside the plot may take. */
#define MAX_SHARE 0.24
#define MAX_WIDTH 200.0

/* The words for an unfinished period wrap here. */
#define PARTIAL_WIDTH 110.0

/* The least distance between two of them. */
#define END_GAP 1.0

/* What several lines say together, and what another says beside it, stay apart by more. */
#define GROUP_GAP 6.0

/* The longest way, besides that past the plot's edge, that a leader may go to a mark. */
#define LEADER_REACH 24.0

/* A name and, in another weight or colour, what follows it. */
typedef struct
{
  AuPlotText name;
  AuPlotText value;             /* its text is NULL where there is none */
} EndRow;

typedef struct
{
  EndRow   rows[2];
  int      n_rows;
  double   anchor;              /* the height of what it names */
  double   anchor_x;
  double   height;
  double   top;
  gboolean has_swatch;
  gboolean hatched;
  int      shape;               /* of the swatch, as in AuPlotSwatch */
  gboolean has_leader;
  AuColor  color;
  int      order;               /* among equal anchors, from above */
} End;

static void
clear_end (gpointer data)
{
  End *end = data;

  for (int i = 0; i < end->n_rows; i++)
    {
      au_plot_text_clear (&end->rows[i].name);
      au_plot_text_clear (&end->rows[i].value);
    }
}

static double
max_width (const AuPlotLayout *self)
{
  return MIN (self->content.width * MAX_SHARE, MAX_WIDTH * self->text);
}

static double
swatch_room (const AuPlotLayout *self)
{
  return 14.0 * self->text;
}

static void
add_row (AuPlotLayout  *self,
         End           *end,
         AuLabelRole    role,
         const char    *name,
         gboolean       bold,
         const AuColor *color,
         const char    *value)
{
  EndRow *row = &end->rows[end->n_rows++];
  double limit = max_width (self) - (end->has_swatch ? swatch_room (self) : 0.0);
  int max_lines = 1;

  /* Names can be ellipsised, but this says what the picture means. */
  if (role == AU_LABEL_PARTIAL)
    {
      limit = MIN (limit, PARTIAL_WIDTH * self->text);
      max_lines = 3;
    }

  memset (row, 0, sizeof *row);

  if (value != NULL && *value != '\0')
    {
      row->value = au_plot_layout_make_text (self, role, value, AU_SIZE_LABEL, TRUE,
                                             &self->style.foreground, limit, 1);
      limit = MAX (limit - row->value.rect.width - 4.0 * self->text, 8.0);
    }

  row->name = au_plot_layout_make_text (self, role, name, AU_SIZE_LABEL, bold, color, limit,
                                        max_lines);
  end->height += row->name.rect.height;
}

static double
row_width (const AuPlotLayout *self,
           const EndRow       *row)
{
  double width = row->name.rect.width;

  if (row->value.text != NULL)
    width += 4.0 * self->text + row->value.rect.width;

  return width;
}

static AuColor
first_text_color (const AuPlotLayout  *self,
                  const AuPanelLayout *panel)
{
  const AuSeries *series;

  if (panel->panel->series->len == 0)
    return self->style.foreground;

  series = g_ptr_array_index (panel->panel->series, 0);

  return au_plot_style_get_text_color (&self->style, series->rank);
}

static char *
dup_end_value (const AuSeries *series)
{
  int last = au_plot_layout_last_value (series);

  if (series->end_text != NULL)
    return g_strdup (series->end_text);
  if (last < 0)
    return NULL;

  return au_plot_format_short (series->panel->kind, series->values[last]);
}

/* The category that the names of a stack stand for: the newest complete one. */
static int
find_named_category (const AuPlotLayout *self)
{
  if (self->figure->emphasis >= 0)
    return self->figure->emphasis;

  for (int i = (int) self->figure->n_categories - 1; i >= 0; i--)
    if (!au_figure_is_partial (self->figure, i))
      return i;

  return (int) self->figure->n_categories - 1;
}

static void
collect_references (AuPlotLayout  *self,
                    AuPanelLayout *panel,
                    GArray        *ends)
{
  for (guint i = 0; i < panel->panel->references->len; i++)
    {
      const AuReference *reference = &g_array_index (panel->panel->references, AuReference, i);
      End end = { .anchor = au_scale_map (&panel->scale, reference->value) };

      add_row (self, &end, AU_LABEL_REFERENCE, reference->label, FALSE, &self->style.foreground,
               NULL);
      if (reference->detail != NULL)
        add_row (self, &end, AU_LABEL_REFERENCE, reference->detail, FALSE, &self->style.dim,
                 NULL);
      g_array_append_val (ends, end);
    }
}

static void
collect_partial (AuPlotLayout  *self,
                 AuPanelLayout *panel,
                 GArray        *ends)
{
  int partial = au_plot_layout_find_partial (self);
  const char *note;
  AuColor color = first_text_color (self, panel);
  double total = 0.0;
  End end = { 0 };

  /* A line says the same at its own end. */
  if (partial < 0 || panel->panel->partial_label == NULL)
    return;

  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, i);
      double value = series->values[partial];

      if (!isnan (value))
        total = series->kind == AU_SERIES_STACK ? total + value : MAX (total, value);
    }

  end.anchor = au_scale_map (&panel->scale, total);
  end.order = -1;
  add_row (self, &end, AU_LABEL_PARTIAL, panel->panel->partial_label, TRUE, &color, NULL);
  note = au_figure_get_partial_note (self->figure, partial);
  if (note != NULL && *note != '\0')
    add_row (self, &end, AU_LABEL_PARTIAL, note, FALSE, &self->style.dim, NULL);
  g_array_append_val (ends, end);
}

/* What is dashed or dotted, and how it came about: never to be taken for data. */
static void
collect_forecast (AuPlotLayout  *self,
                  AuPanelLayout *panel,
                  GArray        *ends)
{
  End end = { .order = -3, .has_swatch = TRUE, .shape = AU_SWATCH_DASHED };

  if (self->figure->forecast_method == NULL)
    return;

  for (guint i = 0; i < panel->panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, i);

      if (series->forecasts == NULL)
        continue;

      end.anchor = au_scale_map (&panel->scale, g_array_index (series->forecasts, AuForecast,
                                                               series->forecasts->len - 1).value);
      end.color = au_plot_layout_series_color (self, series);
      add_row (self, &end, AU_LABEL_PARTIAL, _("Forecast"), TRUE, &self->style.dim, NULL);
      add_row (self, &end, AU_LABEL_PARTIAL, self->figure->forecast_method, FALSE,
               &self->style.dim, NULL);
      g_array_append_val (ends, end);
      return;
    }
}

/* What hatching or a ring means, where no other words say how far the period is. It
 * stands at the foot, out of the way of the names. */
static void
collect_partial_note (AuPlotLayout  *self,
                      AuPanelLayout *panel,
                      GArray        *ends)
{
  g_autofree char *words = NULL;
  End end = {
    .anchor = panel->area.y + panel->area.height,
    .order = G_MAXINT,
    .has_swatch = TRUE,
    .hatched = TRUE,
    .shape = panel->has_bars ? -1 : 0,
    .color = self->style.dim,
  };

  if (!au_plot_layout_needs_partial_note (self, panel))
    return;

  words = au_plot_layout_dup_partial_text (self, panel->panel);
  add_row (self, &end, AU_LABEL_PARTIAL, words, FALSE, &self->style.dim, NULL);
  g_array_append_val (ends, end);
}

/* Whether the panel's title does for the name of its only line. */
static gboolean
title_names_line (const AuPlotLayout  *self,
                  const AuPanelLayout *panel)
{
  return self->n_panels > 1 && panel->panel->title != NULL && panel->panel->series->len == 1
         && panel->has_lines;
}

static void
collect_title (AuPlotLayout  *self,
               AuPanelLayout *panel,
               GArray        *ends)
{
  End end = { .anchor = panel->area.y + 8.0 * self->text, .order = -2 };
  AuColor color = panel->panel->series->len == 1 ? first_text_color (self, panel)
                  : self->style.foreground;
  g_autofree char *value = NULL;

  if (self->n_panels < 2 || panel->panel->title == NULL)
    return;

  if (title_names_line (self, panel))
    {
      const AuSeries *series = g_ptr_array_index (panel->panel->series, 0);
      int last = au_plot_layout_last_value (series);

      value = dup_end_value (series);
      if (last >= 0)
        end.anchor = au_scale_map (&panel->scale, series->values[last]);
    }

  add_row (self, &end, AU_LABEL_PANEL, panel->panel->title, TRUE, &color, value);
  if (panel->panel->unit != NULL)
    add_row (self, &end, AU_LABEL_PANEL, panel->panel->unit, FALSE, &self->style.dim, NULL);
  g_array_append_val (ends, end);
}

static void
collect_series (AuPlotLayout  *self,
                AuPanelLayout *panel,
                GArray        *ends)
{
  const GPtrArray *all = panel->panel->series;
  int named = find_named_category (self);
  double up = 0.0;
  double down = 0.0;
  gboolean title_is_name = title_names_line (self, panel);

  for (guint i = 0; i < all->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (all, i);
      AuColor color = au_plot_layout_series_color (self, series);
      AuColor text_color = au_plot_style_get_text_color (&self->style, series->rank);
      /* Of a stack the last is uppermost; lines that end in one point are named in their order. */
      gboolean stacked = series->kind == AU_SERIES_STACK;
      End end = { .order = (int) (stacked ? all->len - i : i + 1), .color = color, .shape = -1 };

      if (stacked)
        {
          double value = isnan (series->values[named]) ? 0.0 : series->values[named];
          double *foot = value < 0.0 ? &down : &up;

          end.anchor = au_scale_map (&panel->scale, *foot + value / 2.0);
          *foot += value;

          /* A lone bar needs no name: the title has it. */
          if (all->len < 2)
            continue;

          end.has_swatch = TRUE;
          add_row (self, &end, AU_LABEL_END, series->name, FALSE, &self->style.foreground, NULL);
          g_array_append_val (ends, end);
        }
      else if (series->kind != AU_SERIES_BAR && !title_is_name)
        {
          g_autofree char *value = dup_end_value (series);
          int last = au_plot_layout_last_value (series);

          if (last < 0)
            continue;

          end.anchor = au_scale_map (&panel->scale, series->values[last]);
          end.anchor_x = au_plot_layout_band_center (self, last);
          end.has_leader = TRUE;
          add_row (self, &end, AU_LABEL_END, series->name, TRUE, &text_color, value);
          g_array_append_val (ends, end);
        }
    }
}

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  const End *first = a;
  const End *second = b;

  if (first->anchor != second->anchor)
    return first->anchor < second->anchor ? -1 : 1;

  return first->order - second->order;
}

static GArray *
collect (AuPlotLayout  *self,
         AuPanelLayout *panel)
{
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (End));

  g_array_set_clear_func (ends, clear_end);
  collect_title (self, panel, ends);
  collect_references (self, panel, ends);
  collect_partial (self, panel, ends);
  collect_partial_note (self, panel, ends);
  collect_forecast (self, panel, ends);
  if (!panel->use_legend)
    collect_series (self, panel, ends);
  g_array_sort (ends, compare_ends);

  return ends;
}

/* Returns the room that the words beside a panel take, the gap included. */
double
au_plot_layout_measure_ends (AuPlotLayout  *self,
                             AuPanelLayout *panel)
{
  g_autoptr (GArray) ends = collect (self, panel);
  double width = 0.0;

  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);

      for (int j = 0; j < end->n_rows; j++)
        width = MAX (width, row_width (self, &end->rows[j])
                     + (end->has_swatch ? swatch_room (self) : 0.0));
    }

  return width > 0.0 ? width + 10.0 * self->text : 0.0;
}

/* The height of the line that stands at the height of what is named. */
static double
first_line (AuPlotLayout *self,
            const End    *end)
{
  PangoLayoutIter *iter;
  PangoRectangle logical;

  /* Not the font's line: Arabic letters come from another font, whose lines are taller. */
  au_plot_text_set_up (self->pango, &end->rows[0].name);
  iter = pango_layout_get_iter (self->pango);
  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  pango_layout_iter_free (iter);
  return (double) logical.height / PANGO_SCALE;
}

static void
place (AuPlotLayout  *self,
       AuPanelLayout *panel,
       End           *end)
{
  double x = panel->area.x + panel->area.width + 10.0 * self->text;
  double y = end->top;
  double first = first_line (self, end);
  double center = y + first / 2.0;

  if (end->has_swatch)
    {
      double size = 9.0 * self->text;

      au_plot_layout_add_swatch (self, x, center - size / 2.0, size, &end->color, end->hatched,
                                 end->shape);
      x += swatch_room (self);
    }

  /* A name that had to move says what it belongs to. */
  if (end->has_leader && fabs (center - end->anchor) > first * 0.4)
    {
      double edge = panel->area.x + panel->area.width;
      AuPlotRule rule = {
        AU_RULE_LEADER, end->anchor_x + 5.0 * self->unit, end->anchor,
        x - 2.0 * self->unit, center, end->color,
      };

      /* A line across the plot would pass for data. */
      if (edge - rule.x1 > LEADER_REACH * self->unit)
        rule.x1 = edge;

      if (rule.x2 > rule.x1)
        g_array_append_val (self->rules, rule);
    }

  for (int i = 0; i < end->n_rows; i++)
    {
      EndRow *row = &end->rows[i];
      double height = row->name.rect.height;
      double value_x = x + row->name.rect.width + 4.0 * self->text;

      au_plot_layout_place (self, &row->name, x, y);
      if (row->value.text != NULL)
        au_plot_layout_place (self, &row->value, value_x, y);
      y += height;
    }
}

/* The range that the words beside a panel may take: a little more than the panel. */
static void
find_limits (const AuPlotLayout  *self,
             const AuPanelLayout *panel,
             double              *min,
             double              *max)
{
  *min = MAX (panel->area.y - 10.0 * self->text, panel->top + panel->legend_height);
  *max = panel->area.y + panel->area.height + 5.0 * self->text;
}

/* Returns whether all words beside a panel have room. */
gboolean
au_plot_layout_try_ends (AuPlotLayout  *self,
                         AuPanelLayout *panel)
{
  g_autoptr (GArray) ends = collect (self, panel);
  double total = 0.0;
  double min;
  double max;

  find_limits (self, panel, &min, &max);
  for (guint i = 0; i < ends->len; i++)
    total += g_array_index (ends, End, i).height + (i > 0 ? END_GAP * self->unit : 0.0);

  return total <= max - min;
}

/* Where there is room, words of several lines are kept apart from what is beside them, so that
 * nobody reads the one into the other. Returns the room that is added after each. */
static double *
find_extra_gaps (const AuPlotLayout *self,
                 GArray             *ends,
                 double              room)
{
  double *extra = g_new0 (double, ends->len + 1);
  double total = 0.0;
  double wanted = 0.0;

  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);
      const End *next = i + 1 < ends->len ? &g_array_index (ends, End, i + 1) : NULL;

      total += end->height + (i > 0 ? END_GAP * self->unit : 0.0);
      if (next != NULL && (end->n_rows > 1 || next->n_rows > 1 || end->hatched || next->hatched))
        extra[i] = GROUP_GAP * self->text;
      wanted += extra[i];
    }

  for (guint i = 0; i < ends->len && wanted > 0.0; i++)
    extra[i] *= CLAMP ((room - total) / wanted, 0.0, 1.0);

  return extra;
}

/* Places the words beside a panel. */
void
au_plot_layout_add_ends (AuPlotLayout  *self,
                         AuPanelLayout *panel)
{
  g_autoptr (GArray) ends = collect (self, panel);
  g_autofree double *wanted = g_new (double, ends->len + 1);
  g_autofree double *heights = g_new (double, ends->len + 1);
  g_autofree double *tops = g_new (double, ends->len + 1);
  g_autofree double *extra = NULL;
  double gap = END_GAP * self->unit;
  double min;
  double max;

  if (self->reduction >= AU_PLOT_MAX_REDUCTION)
    return;

  find_limits (self, panel, &min, &max);
  extra = find_extra_gaps (self, ends, max - min);
  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);

      /* The first of several lines stands at the height of what is named. */
      wanted[i] = end->anchor - first_line (self, end) / 2.0;
      heights[i] = end->height + extra[i];
    }

  au_plot_push_apart (wanted, heights, ends->len, gap, min, max, tops);

  for (guint i = 0; i < ends->len; i++)
    {
      End *end = &g_array_index (ends, End, i);

      end->top = tops[i];
      /* Where even the legend was no help, what is left over is left out. */
      if (end->top + end->height <= max + 0.5)
        place (self, panel, end);
    }
}

/* Draws the level lines and, where there is no room beside the plot, their names
 * above them. */
void
au_plot_layout_add_references (AuPlotLayout  *self,
                               AuPanelLayout *panel)
{
  const AuRect *area = &panel->area;

  for (guint i = 0; i < panel->panel->references->len; i++)
    {
      const AuReference *reference = &g_array_index (panel->panel->references, AuReference, i);
      double y = au_scale_map (&panel->scale, reference->value);
      g_autofree char *words = NULL;
      AuPlotText text;
      AuRect rect;

      au_plot_layout_add_rule (self, AU_RULE_REFERENCE, area->x, area->x + area->width, y);

      if (!self->narrow || self->reduction >= AU_PLOT_MAX_REDUCTION)
        continue;

      words = g_strjoin (" ", reference->label, reference->detail, NULL);
      text = au_plot_layout_make_text (self, AU_LABEL_REFERENCE, words, AU_SIZE_LABEL, FALSE,
                                       &self->style.foreground, area->width, 1);
      rect = text.rect;
      rect.x = area->x + area->width - rect.width;
      rect.y = y - rect.height - 1.0 * self->unit;

      if (rect.y >= panel->top - 1.0 && au_plot_layout_is_free (self, &rect, 2.0))
        au_plot_layout_place (self, &text, rect.x, rect.y);
      else
        au_plot_text_clear (&text);
    }
}
