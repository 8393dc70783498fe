/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>

/* Active users: four lines of people a day, over trailing windows. */
struct _AuActiveUsersChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuActiveUsersChart, au_active_users_chart, AU_TYPE_CHART)

static const struct
{
  const char *column;
  const char *name;
  gboolean thin;
} lines[] = {
  /* Translators: short for monthly active users. */
  { "mau", NC_("chart", "MAU"), FALSE },
  /* Translators: short for weekly active users. */
  { "wau", NC_("chart", "WAU"), FALSE },
  /* Translators: short for daily active users. */
  { "dau", NC_("chart", "DAU"), TRUE }, /* weekends make it noise about the trend */
  /* Translators: people who use agents the most. */
  { "power_users", NC_("chart", "Power users"), FALSE },
};

static void
au_active_users_chart_build (AuChart              *chart,
                             const AuChartContext *context,
                             AuResult *const      *results,
                             AuFigure             *figure)
{
  g_autoptr (AuChartRows) rows = au_chart_rows_new (au_result_get_table (results[0]), "day", NULL);
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuChartPeriod period;
  AuPanel *panel;
  AuDay first, last;

  if (!au_chart_rows_get_range (rows, &first, &last))
    return;

  au_figure_set_day_range (figure, first, last);
  range = au_format_day_range (first, last);
  /* Translators: %s is a range of days, "1 Apr 2025 – 23 Nov 2026". DAU counts 1 day, WAU and power
   * users 7, MAU 30, each up to and with the day. */
  subtitle = g_strdup_printf (_("People per day, trailing 1, 7 and 30 days, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, _("people"));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_LINE,
                                              g_dpgettext2 (NULL, "chart", lines[i].name), (int) i);

      au_series_set_thin (series, lines[i].thin);
      au_chart_fill (series, figure, rows, lines[i].column, NULL, context->format);
    }

  /* A day that was not over when it was read has not all of its people. */
  au_chart_period_init (&period, results[0], context);
  if (last >= period.read)
    {
      au_figure_set_partial (figure, au_figure_find_day (figure, period.read), _("day not finished"));
      au_figure_add_footnote (figure, _("The last day was not finished when it was read."));
    }

  au_figure_add_footnote (figure, _("MAU looks back 30 days, WAU and power users 7, DAU 1. Figures of teams are "
                                    "added: a person in two teams counts twice."));
  au_chart_rows_add_footnotes (rows, figure, "active_users", results[0]);
}

static void
au_active_users_chart_class_init (AuActiveUsersChartClass *klass)
{
  static const char *const queries[] = { "active_users", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "active-users";
  chart_class->title = N_("Active users");
  chart_class->empty = N_("The query knows of nobody who was active.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH;
  chart_class->build = au_active_users_chart_build;
}

static void
au_active_users_chart_init (AuActiveUsersChart *self)
{
}
