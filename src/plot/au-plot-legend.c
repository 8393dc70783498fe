/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include "au-plot-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The row of names above a panel, for where they have no room beside it. It also
 * says what hatching means. */

#define ENTRY_WIDTH 220.0

typedef struct
{
  AuPlotText name;
  AuPlotText value;             /* its text is NULL where there is none */
  gboolean   has_swatch;
  gboolean   hatched;
  int        shape;
  AuColor    color;
  double     width;
} Entry;

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  au_plot_text_clear (&entry->name);
  au_plot_text_clear (&entry->value);
}

static double
row_height (AuPlotLayout *self)
{
  return au_plot_layout_line_height (self) + 3.0 * self->text;
}

static void
add_entry (AuPlotLayout  *self,
           GArray        *entries,
           Entry         *entry,
           const char    *name,
           gboolean       bold,
           const AuColor *color,
           const char    *value)
{
  /* A name may be cut, how far a period is may not. */
  double limit = entry->hatched || entry->shape == AU_SWATCH_DASHED ? self->content.width
                 : MIN (ENTRY_WIDTH * self->text, self->content.width);

  if (entry->has_swatch)
    {
      entry->width += 14.0 * self->text;
      limit -= entry->width;
    }

  if (value != NULL && *value != '\0')
    {
      entry->value = au_plot_layout_make_text (self, AU_LABEL_LEGEND, value, AU_SIZE_LABEL, TRUE,
                                               &self->style.foreground, MAX (limit, 8.0), 1);
      entry->width += entry->value.rect.width + 4.0 * self->text;
      limit -= entry->value.rect.width + 4.0 * self->text;
    }

  entry->name = au_plot_layout_make_text (self, AU_LABEL_LEGEND, name, AU_SIZE_LABEL, bold, color,
                                          MAX (limit, 8.0), 1);
  entry->width += entry->name.rect.width;
  g_array_append_val (entries, *entry);
}

static void
add_title (AuPlotLayout  *self,
           AuPanelLayout *panel,
           GArray        *entries)
{
  const AuPanel *data = panel->panel;
  AuColor color = self->style.foreground;
  Entry entry = { 0 };
  g_autofree char *value = NULL;

  if (data->series->len == 1)
    {
      const AuSeries *series = g_ptr_array_index (data->series, 0);

      color = au_plot_style_get_text_color (&self->style, series->rank);
    }

  if (data->unit != NULL)
    {
      Entry unit = { 0 };

      add_entry (self, entries, &entry, data->title, TRUE, &color, NULL);
      add_entry (self, entries, &unit, data->unit, FALSE, &self->style.dim, NULL);
    }
  else
    add_entry (self, entries, &entry, data->title, TRUE, &color, NULL);
}

static void
add_series (AuPlotLayout   *self,
            AuPanelLayout  *panel,
            GArray         *entries,
            const AuSeries *series)
{
  Entry entry = { .has_swatch = TRUE, .shape = -1 };
  g_autofree char *value = NULL;

  entry.color = au_plot_layout_series_color (self, series);

  if (series->kind == AU_SERIES_LINE || series->kind == AU_SERIES_STEP)
    {
      int last = au_plot_layout_last_value (series);

      entry.shape = panel->panel->series->len > 1 ? MAX (series->rank, 0) : 0;
      if (series->end_text != NULL)
        value = g_strdup (series->end_text);
      else if (last >= 0)
        value = au_plot_format_short (panel->panel->kind, series->values[last]);
    }

  add_entry (self, entries, &entry, series->name, FALSE, &self->style.foreground, value);
}

static GArray *
collect (AuPlotLayout  *self,
         AuPanelLayout *panel)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  const GPtrArray *all = panel->panel->series;
  gboolean title = self->narrow && self->n_panels > 1 && panel->panel->title != NULL;

  g_array_set_clear_func (entries, clear_entry);

  if (title)
    add_title (self, panel, entries);

  /* One series is named by the title of its figure or panel. */
  if (panel->use_legend && (all->len > 1 || (panel->has_lines && !title)))
    for (guint i = 0; i < all->len; i++)
      add_series (self, panel, entries, g_ptr_array_index (all, i));

  if (self->narrow && au_plot_layout_find_partial (self) >= 0
      && (panel->panel->partial_label != NULL
          || au_plot_layout_needs_partial_note (self, panel)))
    {
      g_autofree char *words = au_plot_layout_dup_partial_text (self, panel->panel);
      Entry entry = { .has_swatch = TRUE, .hatched = TRUE, .shape = panel->has_bars ? -1 : 0 };

      entry.color = all->len == 1
                    ? au_plot_layout_series_color (self, g_ptr_array_index (all, 0))
                    : self->style.dim;
      add_entry (self, entries, &entry, words, FALSE, &self->style.dim, NULL);
    }

  if (self->narrow && self->figure->forecast_method != NULL && au_plot_layout_has_forecast (panel))
    {
      /* Translators: in a legend, %s is how a forecast was made: "Forecast: linear trend". */
      g_autofree char *words = g_strdup_printf (_("Forecast: %s"), self->figure->forecast_method);
      Entry entry = { .has_swatch = TRUE, .shape = AU_SWATCH_DASHED };

      entry.color = au_plot_layout_series_color (self, g_ptr_array_index (all, 0));
      add_entry (self, entries, &entry, words, FALSE, &self->style.dim, NULL);
    }

  return entries;
}

/* Walks through the entries in rows; places them where @do_place. Returns the height. */
static double
flow (AuPlotLayout  *self,
      AuPanelLayout *panel,
      double         max_height,
      gboolean       do_place)
{
  g_autoptr (GArray) entries = collect (self, panel);
  double height = row_height (self);
  double gap = 14.0 * self->text;
  double x = 0.0;
  double y = 0.0;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (x > 0.0 && x + entry->width > self->content.width)
        {
          /* The rest has no room: the tooltip names them all. */
          if (y + 2.0 * height > max_height)
            break;
          x = 0.0;
          y += height;
        }

      if (do_place)
        {
          double left = self->content.x + x;
          double top = panel->top + y;

          if (entry->has_swatch)
            {
              double size = 9.0 * self->text;

              au_plot_layout_add_swatch (self, left,
                                         top + (entry->name.rect.height - size) / 2.0, size,
                                         &entry->color, entry->hatched, entry->shape);
              left += 14.0 * self->text;
            }

          x += entry->width + gap;
          {
            double value_x = left + entry->name.rect.width + 4.0 * self->text;

            au_plot_layout_place (self, &entry->name, left, top);
            if (entry->value.text != NULL)
              au_plot_layout_place (self, &entry->value, value_x, top);
          }
        }
      else
        x += entry->width + gap;
    }

  return entries->len > 0 ? y + height + 2.0 * self->text : 0.0;
}

/* Returns the height of the legend, at most @max_height, 0 where none is needed. */
double
au_plot_layout_measure_legend (AuPlotLayout  *self,
                               AuPanelLayout *panel,
                               double         max_height)
{
  return flow (self, panel, max_height, FALSE);
}

void
au_plot_layout_add_legend (AuPlotLayout  *self,
                           AuPanelLayout *panel)
{
  if (panel->legend_height > 0.0)
    flow (self, panel, panel->legend_height, TRUE);
}
