/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"
#include "au-chart-types.h"
#include "au-plot-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* Depth of usage: a stack a month of people by how many agent requests they made, the fewest at the
 * baseline. */
struct _AuDepthChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuDepthChart, au_depth_chart, AU_TYPE_CHART)

typedef struct
{
  const char *name;             /* (unowned) */
  gint64 min;
} Bucket;

static int
compare_buckets (gconstpointer a,
                 gconstpointer b)
{
  const Bucket *first = a;
  const Bucket *second = b;

  if (first->min != second->min)
    return first->min < second->min ? -1 : 1;
  return g_strcmp0 (first->name, second->name);
}

/* The lower end of a bucket as its first row has it; one without comes last. */
static gint64
find_bucket_min (const AuTable *table,
                 const char    *bucket)
{
  int name_column = au_table_find_column (table, "bucket");
  int min_column = au_table_find_column (table, "bucket_min");

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      const char *name = au_table_get_string (table, (guint) name_column, row);

      if (g_str_equal (name != NULL ? name : "", bucket) &&
          !au_table_is_null (table, (guint) min_column, row))
        return au_table_get_int64 (table, (guint) min_column, row);
    }
  return G_MAXINT64;
}

static GArray *
collect_buckets (const AuChartRows *rows,
                 const AuTable     *table)
{
  GArray *buckets = g_array_new (FALSE, FALSE, sizeof (Bucket));

  for (guint i = 0; i < au_chart_rows_get_n_names (rows); i++)
    {
      Bucket bucket = { au_chart_rows_get_name (rows, i), 0 };

      bucket.min = find_bucket_min (table, bucket.name);
      g_array_append_val (buckets, bucket);
    }
  g_array_sort (buckets, compare_buckets);
  return buckets;
}

/* A bucket's colour is that of how much it counts and not its rank among those that came back: a
 * customer without anybody in 1–10 has 11–50 in the colour that all others have it in. The buckets
 * of the blessed query take the first four colours in order. */
static int
find_rank (gint64 min)
{
  static const gint64 steps[] = { 10, 50, 200, 1000, 5000, 25000 };
  int rank = 0;

  while (rank < (int) G_N_ELEMENTS (steps) && min > steps[rank])
    rank++;
  return rank;
}

/* The rank of each bucket; where another text has finer buckets, so that two would share a colour,
 * or one without a lower end, it is their order after all. */
static int
get_rank (GArray *buckets,
          guint   index)
{
  for (guint i = 0; i < buckets->len; i++)
    if (g_array_index (buckets, Bucket, i).min == G_MAXINT64 ||
        (i > 0 && find_rank (g_array_index (buckets, Bucket, i).min) ==
         find_rank (g_array_index (buckets, Bucket, i - 1).min)))
      return index < AU_PLOT_N_COLORS ? (int) index : AU_RANK_OTHER;

  return find_rank (g_array_index (buckets, Bucket, index).min);
}

/* Each person is in one bucket of a month, so the buckets may be added up. */
static AuChartSum
sum_buckets (GArray            *buckets,
             const AuChartRows *rows,
             const AuTable     *table,
             AuFigure          *figure,
             int                category)
{
  AuChartSum total = AU_CHART_SUM_INIT;

  if (category < 0)
    return total;
  for (guint i = 0; i < buckets->len; i++)
    au_chart_sum_add_cell (&total, table, au_table_find_column (table, "users"),
                           au_chart_rows_find (rows, au_figure_get_day (figure, (gsize) category),
                                               g_array_index (buckets, Bucket, i).name));
  return total;
}

static void
au_depth_chart_build (AuChart              *chart,
                      const AuChartContext *context,
                      AuResult *const      *results,
                      AuFigure             *figure)
{
  const AuTable *table = au_result_get_table (results[0]);
  g_autoptr (AuChartRows) rows = au_chart_rows_new (table, "month", "bucket");
  g_autoptr (GArray) buckets = NULL;
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuChartPeriod period;
  AuChartSum total;
  AuPanel *panel;
  AuDay first, last;
  int complete;

  if (!au_chart_rows_get_range (rows, &first, &last))
    return;

  au_figure_set_month_range (figure, first, last);
  range = au_chart_month_range (figure);
  /* Translators: %s is a range of months, "Dec 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("People by their agent requests in a calendar month, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, _("people"));
  buckets = collect_buckets (rows, table);
  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *bucket = &g_array_index (buckets, Bucket, i);
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK,
                                              *bucket->name != '\0' ? bucket->name : _("No name"),
                                              get_rank (buckets, i));

      au_chart_fill (series, figure, rows, "users", bucket->name, context->format);
    }

  au_chart_period_init (&period, results[0], context);
  au_chart_period_mark (&period, figure, NULL);
  complete = au_chart_period_emphasise (&period, figure);
  total = sum_buckets (buckets, rows, table, figure, complete);
  au_chart_sum_label (&total, panel, complete, AU_VALUE_COUNT, context->format);
  au_figure_add_footnote (figure,
                          _("Today’s members of the teams, each once with all their agent requests; "
                            "who made none is not counted."));
  if (buckets->len > 1)
    au_figure_add_footnote (figure, _("Totals and shares are computed here, from the rows returned."));
  au_chart_rows_add_footnotes (rows, figure, "depth_of_usage", results[0]);
}

static void
au_depth_chart_class_init (AuDepthChartClass *klass)
{
  static const char *const queries[] = { "depth_of_usage", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "depth-of-usage";
  chart_class->title = N_("Depth of usage");
  chart_class->empty = N_("The query knows of no member who made an agent request.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH | AU_CHART_OPTION_MONTHS;
  chart_class->build = au_depth_chart_build;
}

static void
au_depth_chart_init (AuDepthChart *self)
{
}
