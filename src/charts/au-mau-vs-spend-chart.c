/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-forecast.h"
#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>

/* Actives above spend on one axis of months: two panels, each with its own value axis. Either does
 * without the other. */
struct _AuMauVsSpendChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuMauVsSpendChart, au_mau_vs_spend_chart, AU_TYPE_CHART)

typedef struct
{
  AuChartRows *rows;            /* (owned) (nullable): of a result that came */
  AuChartPeriod period;
} Half;

static void
init_half (Half                 *half,
           AuResult             *result,
           const AuChartContext *context,
           AuDay                *first,
           AuDay                *last)
{
  AuDay from, to;

  half->rows = NULL;
  au_chart_period_init (&half->period, result, context);
  if (result == NULL)
    return;
  half->rows = au_chart_rows_new (au_result_get_table (result), "month", NULL);
  if (!au_chart_rows_get_range (half->rows, &from, &to))
    {
      g_clear_pointer (&half->rows, au_chart_rows_free);
      return;
    }
  *first = *first == AU_DAY_INVALID ? from : MIN (*first, from);
  *last = *last == AU_DAY_INVALID ? to : MAX (*last, to);
}

/* How far the running month is may differ: only one of the results says how far its data reach. */
static void
mark_running (AuFigure   *figure,
              const Half *mau,
              const Half *spend)
{
  const AuChartPeriod *period = mau->rows != NULL ? &mau->period : &spend->period;
  g_autofree char *note = au_chart_period_dup_note (period);
  g_autofree char *spend_note = au_chart_period_dup_note (&spend->period);
  g_autofree char *month = au_format_month_name (period->running);
  g_autofree char *footnote = NULL;

  if (mau->rows != NULL && spend->rows != NULL && !g_str_equal (note, spend_note))
    {
      g_autofree char *mau_note = g_steal_pointer (&note);
      g_autofree char *day = au_format_day (spend->period.read);

      /* Translators: %s how far the actives of a month are, "23 of 30 days", %s the day on which its
       * spend was read. */
      note = g_strdup_printf (_("MAU %s, spend read %s"), mau_note, day);
    }

  if (!au_chart_period_mark (period, figure, note))
    return;
  /* Translators: how an unfinished month is drawn: %s is the month, %s how far it is. */
  footnote = g_strdup_printf (_("Hatched and dashed: %s is not finished: %s."), month, note);
  au_figure_add_footnote (figure, footnote);
}

/* The last point of the line is not that of a whole month: its value says so. */
static void
add_spend_end (AuSeries             *series,
               const Half           *spend,
               const AuTable        *table,
               const AuChartContext *context)
{
  AuChartSum value = AU_CHART_SUM_INIT;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  au_chart_sum_add_cell (&value, table, au_table_find_column (table, "total_usd"),
                         au_chart_rows_find (spend->rows, spend->period.running, NULL));
  amount = au_chart_sum_dup_label (&value, AU_VALUE_MONEY, context->format);
  if (amount == NULL)
    return;
  text = au_chart_so_far (amount);
  au_series_set_end_text (series, text);
}

static void
au_mau_vs_spend_chart_build (AuChart              *chart,
                             const AuChartContext *context,
                             AuResult *const      *results,
                             AuFigure             *figure)
{
  Half mau, spend;
  AuDay first = AU_DAY_INVALID;
  AuDay last = AU_DAY_INVALID;
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuSeries *actives = NULL;
  AuSeries *line = NULL;
  AuPanel *actives_panel = NULL;
  int complete;

  init_half (&mau, results[0], context, &first, &last);
  init_half (&spend, results[1], context, &first, &last);
  if (first == AU_DAY_INVALID)
    return;

  au_figure_set_month_range (figure, first, last);
  range = au_chart_month_range (figure);
  /* Translators: %s is a range of months, "Apr 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("People active, and USD spent, per calendar month, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  if (mau.rows != NULL)
    {
      actives_panel = au_figure_add_panel (figure, AU_VALUE_COUNT, C_("chart", "MAU"), _("people"));
      actives = au_panel_add_series (actives_panel, AU_SERIES_BAR, _("Monthly actives"), 0);
      au_chart_fill (actives, figure, mau.rows, "mau", NULL, context->format);
    }
  if (spend.rows != NULL)
    {
      AuPanel *panel = au_figure_add_panel (figure, AU_VALUE_MONEY, _("Spend"), _("USD"));

      line = au_panel_add_series (panel, AU_SERIES_LINE, _("Spend"), 1);
      au_chart_fill (line, figure, spend.rows, "total_usd", NULL, context->format);
      add_spend_end (line, &spend, au_result_get_table (results[1]), context);
    }

  mark_running (figure, &mau, &spend);
  complete = au_chart_period_emphasise (mau.rows != NULL ? &mau.period : &spend.period, figure);
  if (complete >= 0 && actives != NULL)
    {
      g_autofree char *text = au_series_dup_text (actives, (gsize) complete);

      au_panel_set_label (actives_panel, (gsize) complete, text);
    }

  if (line != NULL && !au_chart_rows_has_repeated (spend.rows) &&
      !au_result_get_provenance (results[1])->truncated)
    au_chart_add_forecast (figure, line, &spend.period, context);

  if (mau.rows != NULL)
    au_chart_rows_add_footnotes (mau.rows, figure, "mau", results[0]);
  else if (results[0] != NULL)
    au_figure_add_footnote (figure, _("mau returned no rows."));
  if (spend.rows != NULL)
    au_chart_rows_add_footnotes (spend.rows, figure, "monthly_spend", results[1]);
  else if (results[1] != NULL)
    au_figure_add_footnote (figure, _("monthly_spend returned no rows."));

  g_clear_pointer (&mau.rows, au_chart_rows_free);
  g_clear_pointer (&spend.rows, au_chart_rows_free);
}

static void
au_mau_vs_spend_chart_class_init (AuMauVsSpendChartClass *klass)
{
  static const char *const queries[] = { "mau", "monthly_spend", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "mau-vs-spend";
  chart_class->title = N_("Actives and spend");
  chart_class->empty = N_("The queries know of no active person and of no spend.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH | AU_CHART_OPTION_FORECAST;
  chart_class->optional = (1u << 0) | (1u << 1);
  chart_class->build = au_mau_vs_spend_chart_build;
}

static void
au_mau_vs_spend_chart_init (AuMauVsSpendChart *self)
{
}
