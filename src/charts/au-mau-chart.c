/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>

/* Monthly active users: a bar a month, today's seats as a level line. */
struct _AuMauChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuMauChart, au_mau_chart, AU_TYPE_CHART)

static void
add_seats (AuPanel              *panel,
           const AuChartContext *context)
{
  gint64 seats = au_selection_get_seats (context->selection);
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  if (seats < 0)
    return;
  number = au_format_count (context->format, seats);
  /* Translators: the line of licensed seats; %s is how many, "500 seats". */
  label = g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) seats), number);
  /* Translators: of when the line of seats is; no query gives those of earlier months. */
  au_panel_add_reference_line (panel, (double) seats, label, _("today"));
}

static void
au_mau_chart_build (AuChart              *chart,
                    const AuChartContext *context,
                    AuResult *const      *results,
                    AuFigure             *figure)
{
  g_autoptr (AuChartRows) rows = au_chart_rows_new (au_result_get_table (results[0]), "month", NULL);
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuChartPeriod period;
  AuPanel *panel;
  AuSeries *series;
  AuDay first, last;
  int complete, running;

  if (!au_chart_rows_get_range (rows, &first, &last))
    return;

  au_figure_set_month_range (figure, first, last);
  range = au_chart_month_range (figure);
  /* Translators: %s is a range of months, "Apr 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("People active in a calendar month, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, C_("chart", "MAU"), _("people"));
  series = au_panel_add_series (panel, AU_SERIES_BAR, _("Monthly actives"), 0);
  au_chart_fill (series, figure, rows, "mau", NULL, context->format);
  add_seats (panel, context);

  au_chart_period_init (&period, results[0], context);
  au_chart_period_mark (&period, figure, NULL);
  complete = au_chart_period_emphasise (&period, figure);
  if (complete >= 0)
    {
      g_autofree char *text = au_series_dup_text (series, (gsize) complete);

      au_panel_set_label (panel, (gsize) complete, text);
    }

  running = au_figure_find_day (figure, period.running);
  if (running >= 0 && !isnan (au_series_get_value (series, (gsize) running)))
    {
      g_autofree char *text = au_series_dup_text (series, (gsize) running);
      g_autofree char *label = au_chart_so_far (text);

      au_panel_set_partial_label (panel, label);
    }
  au_chart_rows_add_footnotes (rows, figure, "mau", results[0]);
}

static void
au_mau_chart_class_init (AuMauChartClass *klass)
{
  static const char *const queries[] = { "mau", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "mau";
  chart_class->title = N_("Monthly active users");
  chart_class->empty = N_("The query knows of nobody who was active.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH;
  chart_class->build = au_mau_chart_build;
}

static void
au_mau_chart_init (AuMauChart *self)
{
}
