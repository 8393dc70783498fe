/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-series.h"

#include "au-figure-private.h"
#include "au-plot-number.h"

#include <math.h>
#include <string.h>

/* Past this sums and differences would no longer be finite; no count of anything
 * comes near. */
#define LARGEST 1e100

static double
clean (double value)
{
  return isfinite (value) && fabs (value) < LARGEST ? value : NAN;
}

AuSeries *
au_series_new (AuPanel      *panel,
               AuSeriesKind  kind,
               const char   *name,
               int           rank)
{
  AuSeries *self = g_new0 (AuSeries, 1);

  self->panel = panel;
  self->kind = kind;
  self->name = g_strdup (name != NULL ? name : "");
  self->rank = rank;
  self->n_values = panel->figure->n_categories;
  self->values = g_new (double, MAX (self->n_values, 1));

  for (gsize i = 0; i < self->n_values; i++)
    self->values[i] = NAN;

  return self;
}

void
au_series_free (AuSeries *self)
{
  if (self->texts != NULL)
    {
      for (gsize i = 0; i < self->n_values; i++)
        g_free (self->texts[i]);
      g_free (self->texts);
    }

  g_clear_pointer (&self->pyramid, g_ptr_array_unref);
  g_clear_pointer (&self->forecasts, g_array_unref);
  g_free (self->values);
  g_free (self->end_text);
  g_free (self->name);
  g_free (self);
}

/**
 * au_series_set_values:
 * @series: a series
 * @values: (array length=n_values): a value a category, NaN where there is none
 * @n_values: as many as the figure has categories
 *
 * Sets all values at once; their texts are formatted when asked for. What is
 * not finite becomes a gap.
 */
void
au_series_set_values (AuSeries     *series,
                      const double *values,
                      gsize         n_values)
{
  g_return_if_fail (series != NULL);
  g_return_if_fail (!series->panel->figure->sealed);
  g_return_if_fail (n_values == series->n_values);

  for (gsize i = 0; i < n_values; i++)
    series->values[i] = clean (values[i]);
}

/**
 * au_series_set_value:
 * @series: a series
 * @category: index of the category
 * @value: the value; what is not finite is a gap
 * @text: (nullable): the exact value in words, where the source gave more than
 *   a double holds; %NULL formats @value
 *
 * Sets one value.
 */
void
au_series_set_value (AuSeries   *series,
                     gsize       category,
                     double      value,
                     const char *text)
{
  g_return_if_fail (series != NULL);
  g_return_if_fail (!series->panel->figure->sealed);
  g_return_if_fail (category < series->n_values);

  series->values[category] = clean (value);

  if (text != NULL && series->texts == NULL)
    series->texts = g_new0 (char *, series->n_values);
  if (series->texts != NULL)
    g_set_str (&series->texts[category], text);
}

/**
 * au_series_set_thin:
 * @series: a line
 * @thin: whether it is noise about a trend, and so drawn thin
 */
void
au_series_set_thin (AuSeries *series,
                    gboolean  thin)
{
  g_return_if_fail (series != NULL);
  g_return_if_fail (!series->panel->figure->sealed);

  series->thin = thin;
}

/**
 * au_series_set_end_text:
 * @series: a line or step
 * @text: (nullable): what stands after the name at the line's end; %NULL
 *   formats the last value, the empty string leaves it out
 */
void
au_series_set_end_text (AuSeries   *series,
                        const char *text)
{
  g_return_if_fail (series != NULL);
  g_return_if_fail (!series->panel->figure->sealed);

  g_set_str (&series->end_text, text);
}

/**
 * au_series_add_forecast:
 * @series: a bar or a line of a figure that has au_figure_set_forecast()
 * @category: a category, or a month after the last one; in ascending order
 * @value: what is expected; what is not finite is left out
 * @low: the lower end of its band
 * @high: the upper end
 *
 * Adds what is expected. It is no value of the series: only the picture and the tooltip show it.
 */
void
au_series_add_forecast (AuSeries *series,
                        gsize     category,
                        double    value,
                        double    low,
                        double    high)
{
  AuForecast forecast = { (int) category, clean (value), clean (low), clean (high) };

  g_return_if_fail (series != NULL);
  g_return_if_fail (!series->panel->figure->sealed);
  g_return_if_fail (category < series->n_values + series->panel->figure->n_future);

  if (isnan (forecast.value) || isnan (forecast.low) || isnan (forecast.high))
    return;
  if (series->forecasts == NULL)
    series->forecasts = g_array_new (FALSE, FALSE, sizeof (AuForecast));
  g_array_append_val (series->forecasts, forecast);
}

AuSeriesKind
au_series_get_kind (const AuSeries *series)
{
  g_return_val_if_fail (series != NULL, AU_SERIES_BAR);

  return series->kind;
}

const char *
au_series_get_name (const AuSeries *series)
{
  g_return_val_if_fail (series != NULL, NULL);

  return series->name;
}

/**
 * au_series_get_rank:
 * @series: a series
 *
 * Returns: the index of its colour, or %AU_RANK_OTHER
 */
int
au_series_get_rank (const AuSeries *series)
{
  g_return_val_if_fail (series != NULL, 0);

  return series->rank;
}

/**
 * au_series_get_value:
 * @series: a series
 * @category: index of the category
 *
 * Returns: the value, NaN for a gap
 */
double
au_series_get_value (const AuSeries *series,
                     gsize           category)
{
  g_return_val_if_fail (series != NULL, NAN);
  g_return_val_if_fail (category < series->n_values + series->panel->figure->n_future, NAN);

  return category < series->n_values ? series->values[category] : NAN;
}

/**
 * au_series_dup_text:
 * @series: a series
 * @category: index of the category
 *
 * Returns: (transfer full) (nullable): the exact value in words, %NULL for a gap
 */
char *
au_series_dup_text (const AuSeries *series,
                    gsize           category)
{
  g_return_val_if_fail (series != NULL, NULL);
  g_return_val_if_fail (category < series->n_values + series->panel->figure->n_future, NULL);

  if (category >= series->n_values || isnan (series->values[category]))
    return NULL;

  if (series->texts != NULL && series->texts[category] != NULL)
    return g_strdup (series->texts[category]);

  return au_plot_format_exact (series->panel->kind, series->values[category]);
}
