/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-forecast.h"
#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>

/* Monthly spend: a bar a month for the total that the query gives; its two parts stand beside it in
 * words. */
struct _AuMonthlySpendChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuMonthlySpendChart, au_monthly_spend_chart, AU_TYPE_CHART)

/* "$48,211.50: API cost $40,100.00, token fee $8,111.50" */
static char *
dup_parts (const AuTable        *table,
           int                   row,
           const AuChartContext *context)
{
  const AuFormat *format = context->format;
  int total_column = au_table_find_column (table, "total_usd");
  int cost_column = au_table_find_column (table, "api_cost_usd");
  int fee_column = au_table_find_column (table, "token_fee_usd");
  g_autofree char *total = au_chart_dup_cell (table, total_column, row, format);
  g_autofree char *cost = au_chart_dup_cell (table, cost_column, row, format);
  g_autofree char *fee = au_chart_dup_cell (table, fee_column, row, format);

  if (total == NULL || (cost == NULL && fee == NULL))
    return g_steal_pointer (&total);
  if (fee == NULL)
    /* Translators: %s the total of a month, %s the part of it that is API cost, in dollars. */
    return g_strdup_printf (_("%s: API cost %s, no token fee stated"), total, cost);
  if (cost == NULL)
    /* Translators: %s the total of a month, %s the part of it that is the token fee, in dollars. */
    return g_strdup_printf (_("%s: token fee %s, no API cost stated"), total, fee);
  /* Translators: %s the total of a month, %s and %s its parts, all in dollars. */
  return g_strdup_printf (_("%s: API cost %s, token fee %s"), total, cost, fee);
}

static gboolean
parts_differ (const AuTable *table,
              int            row)
{
  AuChartSum total = AU_CHART_SUM_INIT;
  AuChartSum parts = AU_CHART_SUM_INIT;

  au_chart_sum_add_cell (&total, table, au_table_find_column (table, "total_usd"), row);
  au_chart_sum_add_cell (&parts, table, au_table_find_column (table, "api_cost_usd"), row);
  au_chart_sum_add_cell (&parts, table, au_table_find_column (table, "token_fee_usd"), row);
  return total.n_cells > 0 && parts.n_cells > 0 && total.is_exact && parts.is_exact &&
         au_chart_sum_compare (&total, &parts) != 0;
}

static void
fill_totals (AuSeries             *series,
             AuFigure             *figure,
             const AuChartRows    *rows,
             const AuTable        *table,
             const AuChartContext *context)
{
  int column = au_table_find_column (table, "total_usd");
  guint n_differing = 0;
  g_autofree char *newest = NULL;

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      int row = au_chart_rows_find (rows, au_figure_get_day (figure, i), NULL);
      g_autofree char *text = NULL;

      if (row < 0)
        continue;
      text = dup_parts (table, row, context);
      au_series_set_value (series, i, au_chart_get_number (table, column, row), text);
      if (parts_differ (table, row))
        {
          n_differing++;
          g_free (newest);
          newest = au_format_month (au_figure_get_day (figure, i));
        }
    }

  if (n_differing > 0)
    {
      g_autofree char *footnote = g_strdup_printf (
        /* Translators: %u in how many months, %s the newest of them. */
        ngettext ("In %u month the two parts do not add up to the total, which is drawn: %s.",
                  "In %u months the two parts do not add up to the total, which is drawn; the newest is %s.",
                  n_differing),
        n_differing, newest);

      au_figure_add_footnote (figure, footnote);
    }
}

static AuChartSum
get_total (const AuChartRows *rows,
           const AuTable     *table,
           AuDay              month)
{
  AuChartSum value = AU_CHART_SUM_INIT;

  au_chart_sum_add_cell (&value, table, au_table_find_column (table, "total_usd"),
                         au_chart_rows_find (rows, month, NULL));
  return value;
}

static void
au_monthly_spend_chart_build (AuChart              *chart,
                              const AuChartContext *context,
                              AuResult *const      *results,
                              AuFigure             *figure)
{
  const AuTable *table = au_result_get_table (results[0]);
  g_autoptr (AuChartRows) rows = au_chart_rows_new (table, "month", NULL);
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *running = NULL;
  AuChartPeriod period;
  AuChartSum total;
  AuPanel *panel;
  AuSeries *series;
  AuDay first, last;
  int complete;

  if (!au_chart_rows_get_range (rows, &first, &last))
    return;

  au_figure_set_month_range (figure, first, last);
  range = au_chart_month_range (figure);
  /* Translators: %s is a range of months, "Apr 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("USD per calendar month, API cost and token fee together, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, _("USD"));
  series = au_panel_add_series (panel, AU_SERIES_BAR, _("Spend"), 0);
  fill_totals (series, figure, rows, table, context);

  au_chart_period_init (&period, results[0], context);
  au_chart_period_mark (&period, figure, NULL);
  complete = au_chart_period_emphasise (&period, figure);
  if (complete >= 0)
    {
      total = get_total (rows, table, au_figure_get_day (figure, (gsize) complete));
      au_chart_sum_label (&total, panel, complete, AU_VALUE_MONEY, context->format);
    }

  /* The note beside it says "so far". */
  total = get_total (rows, table, period.running);
  running = au_chart_sum_dup_label (&total, AU_VALUE_MONEY, context->format);
  au_panel_set_partial_label (panel, running);
  if (!au_chart_rows_has_repeated (rows) && !au_result_get_provenance (results[0])->truncated)
    au_chart_add_forecast (figure, series, &period, context);
  au_chart_rows_add_footnotes (rows, figure, "monthly_spend", results[0]);
}

static void
au_monthly_spend_chart_class_init (AuMonthlySpendChartClass *klass)
{
  static const char *const queries[] = { "monthly_spend", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "monthly-spend";
  chart_class->title = N_("Monthly spend");
  chart_class->empty = N_("The query knows of no month with spend.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH | AU_CHART_OPTION_FORECAST;
  chart_class->build = au_monthly_spend_chart_build;
}

static void
au_monthly_spend_chart_init (AuMonthlySpendChart *self)
{
}
