/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>

/* Overage: a bar a billing period; a credit hangs below. Where all periods are calendar months the
 * axis is of months, so that one without a row is a gap. */
struct _AuOverageChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuOverageChart, au_overage_chart, AU_TYPE_CHART)

typedef struct
{
  AuDay start;
  AuDay end;
  guint row;
  guint n_rows;
  gboolean differ;
} Period;

static int
compare_periods (gconstpointer a,
                 gconstpointer b)
{
  const Period *first = a;
  const Period *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (first->end != second->end)
    return first->end < second->end ? -1 : 1;
  return (first->row > second->row) - (first->row < second->row);
}

/* The periods in order, each once, with its first row. */
static GArray *
collect_periods (const AuTable *table,
                 guint         *n_undated)
{
  int start_column = au_table_find_column (table, "period_start");
  int end_column = au_table_find_column (table, "period_end");
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Period));
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (Period));

  *n_undated = 0;
  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      Period period = { au_table_get_day (table, (guint) start_column, row),
                        au_table_get_day (table, (guint) end_column, row), row, 1, FALSE };

      if (period.start == AU_DAY_INVALID || period.end == AU_DAY_INVALID)
        (*n_undated)++;
      else
        g_array_append_val (all, period);
    }
  g_array_sort (all, compare_periods);

  for (guint i = 0; i < all->len; i++)
    {
      const Period *period = &g_array_index (all, Period, i);
      Period *last = periods->len > 0 ? &g_array_index (periods, Period, periods->len - 1) : NULL;

      if (last == NULL || last->start != period->start || last->end != period->end)
        g_array_append_val (periods, *period);
      else
        {
          last->n_rows++;
          last->differ = last->differ || !au_chart_same_rows (table, last->row, period->row);
        }
    }
  return periods;
}

static gboolean
is_month (const Period *period)
{
  return au_day_month_start (period->start) == period->start &&
         period->end == period->start + au_day_days_in_month (period->start) - 1;
}

static char *
dup_name (const Period *period)
{
  if (is_month (period))
    return au_format_month (period->start);
  return au_format_day_range (period->start, period->end);
}

static void
set_categories (AuFigure *figure,
                GArray   *periods)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) long_names = g_strv_builder_new ();
  g_auto (GStrv) short_list = NULL;
  g_auto (GStrv) long_list = NULL;
  gboolean monthly = TRUE;

  for (guint i = 0; i < periods->len; i++)
    monthly = monthly && is_month (&g_array_index (periods, Period, i));
  if (monthly)
    {
      au_figure_set_month_range (figure, g_array_index (periods, Period, 0).start,
                                 g_array_index (periods, Period, periods->len - 1).start);
      return;
    }

  for (guint i = 0; i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);
      g_autofree char *start = au_format_day (period->start);
      g_autofree char *end = au_format_day_year (period->end);

      g_strv_builder_take (names, g_strdup_printf ("%s –\n%s", start, end));
      g_strv_builder_take (long_names, dup_name (period));
    }
  short_list = g_strv_builder_end (names);
  long_list = g_strv_builder_end (long_names);
  au_figure_set_names (figure, (const char *const *) short_list, (const char *const *) long_list);
}

static void
set_words (AuFigure *figure,
           GArray   *periods)
{
  const Period *first = &g_array_index (periods, Period, 0);
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuDay end = first->end;

  for (guint i = 0; i < periods->len; i++)
    end = MAX (end, g_array_index (periods, Period, i).end);
  if (au_figure_get_category_kind (figure) == AU_CATEGORY_MONTHS)
    range = au_chart_month_range (figure);
  else
    range = au_format_day_range (first->start, end);
  /* Translators: %s is a range of days or months, "Apr 2025 – Oct 2026". */
  subtitle = g_strdup_printf (_("USD per billing period, %s"), range);
  au_figure_set_subtitle (figure, subtitle);
}

static void
add_footnotes (AuFigure *figure,
               GArray   *periods,
               guint     n_undated,
               gboolean  credit)
{
  if (credit)
    au_figure_add_footnote (figure, _("An amount below zero is a credit."));

  for (guint i = 0; i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);
      g_autofree char *name = dup_name (period);
      g_autofree char *footnote = NULL;

      if (period->n_rows < 2)
        continue;
      footnote = au_chart_dup_repetition (period->n_rows, period->differ, name);
      au_figure_add_footnote (figure, footnote);
    }

  if (n_undated > 0)
    {
      g_autofree char *footnote = g_strdup_printf (
        ngettext ("%u row has no date and is not drawn.", "%u rows have no date and are not drawn.", n_undated),
        n_undated);

      au_figure_add_footnote (figure, footnote);
    }
}

/* Only of months is it known that one lies between two others. */
static void
add_gaps (AuFigure *figure,
          GArray   *periods,
          AuResult *result)
{
  g_autoptr (GHashTable) dates = g_hash_table_new (NULL, NULL);

  if (au_figure_get_category_kind (figure) != AU_CATEGORY_MONTHS)
    return;
  for (guint i = 0; i < periods->len; i++)
    g_hash_table_add (dates, GINT_TO_POINTER (g_array_index (periods, Period, i).start));
  au_chart_add_gap_footnote (figure, "overage", result, dates);
}

static void
au_overage_chart_build (AuChart              *chart,
                        const AuChartContext *context,
                        AuResult *const      *results,
                        AuFigure             *figure)
{
  const AuTable *table = au_result_get_table (results[0]);
  int column = au_table_find_column (table, "overage_usd");
  g_autoptr (GArray) periods = NULL;
  AuChartPeriod when;
  AuPanel *panel;
  AuSeries *series;
  guint n_undated;
  gboolean credit = FALSE;
  int complete = -1;
  g_autofree char *complete_label = NULL;

  periods = collect_periods (table, &n_undated);
  if (periods->len == 0)
    return;

  set_categories (figure, periods);
  set_words (figure, periods);
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, _("USD"));
  series = au_panel_add_series (panel, AU_SERIES_BAR, _("Overage"), 0);
  au_chart_period_init (&when, results[0], context);

  for (guint i = 0; i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);
      int category = au_figure_get_category_kind (figure) == AU_CATEGORY_MONTHS
                     ? au_figure_find_day (figure, period->start) : (int) i;
      AuChartSum value = AU_CHART_SUM_INIT;
      g_autofree char *text = NULL;

      au_chart_sum_add_cell (&value, table, column, (int) period->row);
      text = au_chart_sum_dup_text (&value, AU_VALUE_MONEY, context->format);
      au_series_set_value (series, (gsize) category, au_chart_sum_get (&value), text);
      credit = credit || au_chart_sum_get (&value) < 0.0;

      if (period->end >= when.read)
        {
          g_autofree char *day = au_format_day (when.read);
          /* Translators: %s is a day: "not finished, read 24 Nov". */
          g_autofree char *note = g_strdup_printf (_("not finished, read %s"), day);

          au_figure_set_partial (figure, category, note);
          if (value.n_cells > 0)
            {
              g_autofree char *amount = au_chart_sum_dup_label (&value, AU_VALUE_MONEY,
                                                                context->format);
              g_autofree char *label = au_chart_so_far (amount);

              au_panel_set_partial_label (panel, label);
            }
        }
      else if (value.n_cells > 0)
        {
          g_autofree char *label = au_chart_sum_dup_label (&value, AU_VALUE_MONEY, context->format);

          /* Most periods have none: those that do are the story. */
          if (au_chart_sum_get (&value) != 0.0)
            au_panel_set_label (panel, (gsize) category, label);
          complete = category;
          g_set_str (&complete_label, label);
        }
    }

  if (complete >= 0)
    {
      au_figure_set_emphasis (figure, complete);
      au_panel_set_label (panel, (gsize) complete, complete_label);
    }
  add_gaps (figure, periods, results[0]);
  add_footnotes (figure, periods, n_undated, credit);
}

static void
au_overage_chart_class_init (AuOverageChartClass *klass)
{
  static const char *const queries[] = { "overage", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "overage";
  chart_class->title = N_("Overage");
  chart_class->empty = N_("The query knows of no billing period with an overage.");
  chart_class->queries = queries;
  chart_class->build = au_overage_chart_build;
}

static void
au_overage_chart_init (AuOverageChart *self)
{
}
