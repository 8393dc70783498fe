/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-tooltip.h"

#include "au-format.h"
#include "au-plot-layout-private.h"
#include "au-plot-number.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  const AuSeries *series;
  double          value;
  guint           order;
} Line;

static void
free_row (gpointer data)
{
  AuTooltipRow *row = data;

  g_free (row->share);
  g_free (row->value);
  g_free (row->name);
  g_free (row);
}

void
au_tooltip_free (AuTooltip *tooltip)
{
  g_return_if_fail (tooltip != NULL);

  g_ptr_array_unref (tooltip->rows);
  g_free (tooltip->note);
  g_free (tooltip->total);
  g_free (tooltip->title);
  g_free (tooltip);
}

static AuTooltipRow *
add_row (AuTooltip     *tooltip,
         const AuColor *color,
         const char    *name,
         const char    *value)
{
  AuTooltipRow *row = g_new0 (AuTooltipRow, 1);

  if (color != NULL)
    row->color = *color;
  row->name = g_strdup (name);
  row->value = g_strdup (value);
  g_ptr_array_add (tooltip->rows, row);

  return row;
}

/* Adds cents as integers: a total must equal the sum of the rows below it to the
 * cent, whatever doubles make of it. */
static double
add_up (const AuPanel *panel,
        int            category)
{
  gint64 cents = 0;
  double plain = 0.0;
  gboolean exact = panel->kind == AU_VALUE_MONEY;

  for (guint i = 0; i < panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->series, i);
      double value = series->values[category];

      if (series->kind != AU_SERIES_STACK || isnan (value))
        continue;

      plain += value;
      /* Not for sums past what an integer holds, nor where cents are not all. */
      if (fabs (value) > 1e13 || fabs (value * 100.0 - round (value * 100.0)) > 1e-4)
        exact = FALSE;
      else
        cents += llround (value * 100.0);
    }

  return exact ? cents / 100.0 : plain;
}

typedef struct
{
  guint  index;
  double rest;
} Remainder;

static int
compare_remainders (gconstpointer a,
                    gconstpointer b)
{
  const Remainder *first = a;
  const Remainder *second = b;

  if (first->rest != second->rest)
    return first->rest > second->rest ? -1 : 1;

  return first->index < second->index ? -1 : 1;
}

/* Rounds shares so that they add up to 100, by largest remainder (Hamilton's
 * method). Returns NULL where there is no whole to be a share of. */
static int *
make_shares (const double *values,
             guint         n)
{
  g_autofree int *shares = g_new0 (int, n + 1);
  g_autofree Remainder *rest = g_new (Remainder, n + 1);
  double total = 0.0;
  int left = 100;

  for (guint i = 0; i < n; i++)
    {
      if (values[i] < 0.0)
        return NULL;
      total += values[i];
    }

  if (!(total > 0.0) || !isfinite (total))
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      double share = values[i] / total * 100.0;

      shares[i] = (int) floor (share);
      rest[i] = (Remainder) { i, share - shares[i] };
      left -= shares[i];
    }

  qsort (rest, n, sizeof *rest, compare_remainders);
  for (guint i = 0; i < n && left > 0; i++, left--)
    shares[rest[i].index]++;

  return g_steal_pointer (&shares);
}

static void
add_stack (const AuPlotLayout *self,
           AuTooltip          *tooltip,
           const AuPanel      *panel,
           int                 category)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree int *shares = NULL;

  /* From the top of the stack to its foot. */
  for (guint i = panel->series->len; i > 0; i--)
    {
      AuSeries *series = g_ptr_array_index (panel->series, i - 1);

      if (series->kind != AU_SERIES_STACK || isnan (series->values[category]))
        continue;

      g_ptr_array_add (parts, series);
      g_array_append_val (values, series->values[category]);
    }

  if (parts->len == 0)
    return;

  if (parts->len > 1)
    shares = make_shares ((const double *) values->data, values->len);

  for (guint i = 0; i < parts->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (parts, i);
      AuColor color = au_plot_layout_series_color (self, series);
      g_autofree char *value = au_series_dup_text (series, category);
      AuTooltipRow *row = add_row (tooltip, &color, series->name, value);

      if (shares == NULL)
        continue;

      if (shares[i] == 0 && series->values[category] > 0.0)
        {
          g_autofree char *one = au_format_percent (au_format_get_default (), 1.0, 0);

          /* Translators: a share that is less than one percent; %s is "1 %". */
          row->share = g_strdup_printf (_("<%s"), one);
        }
      else
        row->share = au_format_percent (au_format_get_default (), shares[i], 0);
    }

  if (parts->len > 1)
    {
      g_free (tooltip->total);
      tooltip->total = au_plot_format_exact (panel->kind, add_up (panel, category));
    }
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *first = a;
  const Line *second = b;

  if (first->value != second->value)
    return first->value > second->value ? -1 : 1;

  return first->order < second->order ? -1 : 1;
}

/* Lines in the order in which they cross the band, bars in their own. */
static void
add_others (const AuPlotLayout *self,
            AuTooltip          *tooltip,
            const AuPanel      *panel,
            int                 category)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < panel->series->len; i++)
    {
      AuSeries *series = g_ptr_array_index (panel->series, i);
      AuColor color = au_plot_layout_series_color (self, series);
      Line line = { series, series->values[category], i };

      if (series->kind == AU_SERIES_STACK || isnan (line.value))
        continue;

      if (series->kind == AU_SERIES_BAR)
        {
          g_autofree char *value = au_series_dup_text (series, category);

          add_row (tooltip, &color, series->name, value);
        }
      else
        g_array_append_val (lines, line);
    }

  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      AuColor color = au_plot_layout_series_color (self, line->series);
      g_autofree char *value = au_series_dup_text (line->series, category);

      add_row (tooltip, &color, line->series->name, value);
    }
}

/* What is expected, to as many digits as it deserves. */
static void
add_forecasts (const AuPlotLayout *self,
               AuTooltip          *tooltip,
               const AuPanel      *panel,
               int                 category)
{
  for (guint i = 0; i < panel->series->len; i++)
    {
      const AuSeries *series = g_ptr_array_index (panel->series, i);
      const AuForecast *forecast = au_plot_find_forecast (series, category);
      g_autofree char *value = NULL;
      g_autofree char *low = NULL;
      g_autofree char *high = NULL;
      g_autofree char *words = NULL;

      if (forecast == NULL)
        continue;
      value = au_plot_format_short (panel->kind, forecast->value);
      low = au_plot_format_short (panel->kind, forecast->low);
      high = au_plot_format_short (panel->kind, forecast->high);
      /* Translators: a forecast: %s what is expected, %s and %s from where to where it may be. */
      words = g_strdup_printf (_("%s (%s – %s)"), value, low, high);
      add_row (tooltip, NULL, _("Forecast, computed"), words);
    }
}

/**
 * au_plot_layout_get_tooltip:
 * @layout: a layout
 * @band: index of a category
 *
 * Returns: (transfer full) (nullable): what to say about it; without rows where
 *   the category is a gap in all series
 */
AuTooltip *
au_plot_layout_get_tooltip (const AuPlotLayout *layout,
                            int                 band)
{
  AuTooltip *tooltip;
  const char *note;

  g_return_val_if_fail (layout != NULL, NULL);

  if (band < 0 || (gsize) band >= layout->n_bands)
    return NULL;

  tooltip = g_new0 (AuTooltip, 1);
  tooltip->rows = g_ptr_array_new_with_free_func (free_row);
  tooltip->title = au_figure_dup_category (layout->figure, band);

  if (layout->rows)
    {
      for (guint i = 1; i < layout->figure->columns->len; i++)
        {
          const char *cell = au_figure_get_cell (layout->figure, band, i);

          if (*cell != '\0')
            add_row (tooltip, NULL, au_figure_get_column_title (layout->figure, i), cell);
        }
    }

  for (guint i = 0; i < layout->n_panels; i++)
    {
      if ((gsize) band < layout->figure->n_categories)
        {
          add_stack (layout, tooltip, layout->panels[i].panel, band);
          add_others (layout, tooltip, layout->panels[i].panel, band);
        }
      add_forecasts (layout, tooltip, layout->panels[i].panel, band);
    }

  note = au_figure_get_partial_note (layout->figure, band);
  if (note != NULL)
    tooltip->note = g_strdup (*note != '\0' ? note : _("not finished"));
  else if ((gsize) band >= layout->figure->n_categories)
    tooltip->note = g_strdup (layout->figure->forecast_method);

  return tooltip;
}
