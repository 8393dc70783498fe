/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"

#include <glib/gi18n.h>
#include <math.h>

#define MILLISECONDS_A_DAY G_GINT64_CONSTANT (86400000)

/**
 * au_chart_day_of:
 * @milliseconds: a time, since 1970 UTC
 *
 * Returns: the UTC day that it lies in
 */
AuDay
au_chart_day_of (gint64 milliseconds)
{
  gint64 day = milliseconds / MILLISECONDS_A_DAY;

  /* Rounded down, so that a time before 1970 lies in its own day. */
  return (AuDay) (milliseconds % MILLISECONDS_A_DAY < 0 ? day - 1 : day);
}

/**
 * au_chart_period_init:
 * @self: (out caller-allocates): what to fill
 * @result: (nullable): a result
 * @context: gives the time where @result does not
 *
 * The running month is that of the query's current_date(), in UTC; see the data contract, "Which
 * month is unfinished".
 */
void
au_chart_period_init (AuChartPeriod        *self,
                      AuResult             *result,
                      const AuChartContext *context)
{
  AuProvenance *provenance = result != NULL ? au_result_get_provenance (result) : NULL;
  gint64 read = context->now;

  if (provenance != NULL && provenance->submitted > 0)
    read = provenance->submitted;
  self->read = au_chart_day_of (read);
  self->running = au_day_month_start (self->read);
  self->data_through = provenance != NULL ? provenance->data_through : AU_DAY_INVALID;
}

/**
 * au_chart_period_dup_note:
 * @self: when a result was read
 *
 * Counts days only where the data say how far they reach.
 *
 * Returns: (transfer full): how far the running month is: "23 of 30 days", or "November so far, read
 *   24 Nov"
 */
char *
au_chart_period_dup_note (const AuChartPeriod *self)
{
  g_autofree char *month = NULL;
  g_autofree char *day = NULL;

  if (self->data_through != AU_DAY_INVALID &&
      au_day_month_start (self->data_through) == self->running)
    {
      int n_days = au_day_days_in_month (self->running);

      return g_strdup_printf (
        /* Translators: how far a month is, like "23 of 30 days": %d days with data, %d days it has. */
        ngettext ("%d of %d day", "%d of %d days", (gulong) n_days),
        self->data_through - self->running + 1, n_days);
    }

  month = au_format_month_name (self->running);
  day = au_format_day (self->read);
  /* Translators: an unfinished month: %s its name, %s the day it was read, "November so far, read 24 Nov". */
  return g_strdup_printf (_("%s so far, read %s"), month, day);
}

/**
 * au_chart_period_mark:
 * @self: when the result was read
 * @figure: a figure of months
 * @note: (nullable): how far the running month is; %NULL for au_chart_period_dup_note()
 *
 * Marks the running month as unfinished, and any later one, which no blessed text should return.
 *
 * Returns: whether @figure has the running month
 */
gboolean
au_chart_period_mark (const AuChartPeriod *self,
                      AuFigure            *figure,
                      const char          *note)
{
  int running = au_figure_find_day (figure, self->running);
  g_autofree char *own = NULL;

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    if (au_figure_get_day (figure, i) > self->running)
      au_figure_set_partial (figure, (int) i, _("not begun when it was read"));

  if (running < 0)
    return FALSE;

  own = note == NULL ? au_chart_period_dup_note (self) : NULL;
  au_figure_set_partial (figure, running, note != NULL ? note : own);
  return TRUE;
}

static gboolean
has_value (AuFigure *figure,
           gsize     category)
{
  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      AuPanel *panel = au_figure_get_panel (figure, i);

      for (guint j = 0; j < au_panel_get_n_series (panel); j++)
        if (!isnan (au_series_get_value (au_panel_get_series (panel, j), category)))
          return TRUE;
    }
  return FALSE;
}

/**
 * au_chart_period_emphasise:
 * @self: when the result was read
 * @figure: a figure of months, its series filled
 *
 * Emphasises the newest complete month that has a value.
 *
 * Returns: its category, or -1
 */
int
au_chart_period_emphasise (const AuChartPeriod *self,
                           AuFigure            *figure)
{
  for (int i = (int) au_figure_get_n_categories (figure) - 1; i >= 0; i--)
    if (au_figure_get_day (figure, (gsize) i) < self->running && has_value (figure, (gsize) i))
      {
        au_figure_set_emphasis (figure, i);
        return i;
      }
  return -1;
}

/**
 * au_chart_so_far:
 * @value: what an unfinished period holds, formatted
 *
 * Returns: (transfer full): "381 so far"
 */
char *
au_chart_so_far (const char *value)
{
  /* Translators: %s is what an unfinished period holds, "381 so far". */
  return g_strdup_printf (_("%s so far"), value);
}

/**
 * au_chart_month_range:
 * @figure: a figure of months
 *
 * Returns: (transfer full): "Apr 2025 – Nov 2026"
 */
char *
au_chart_month_range (AuFigure *figure)
{
  gsize n = au_figure_get_n_categories (figure);

  g_return_val_if_fail (n > 0, NULL);

  return au_format_month_range (au_figure_get_day (figure, 0), au_figure_get_day (figure, n - 1));
}
