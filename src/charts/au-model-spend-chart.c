/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"
#include "au-chart-types.h"
#include "au-plot-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* Spend by model: a stack a month, the model with the greatest total at the baseline, the seven
 * largest by name and the rest as "Other". */
struct _AuModelSpendChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuModelSpendChart, au_model_spend_chart, AU_TYPE_CHART)

/* A part of the stack: one model, or what is left over. */
typedef struct
{
  char *name;                   /* (owned) */
  GPtrArray *models;            /* (owned) (element-type utf8): as the rows name them, unowned */
  AuChartSum total;
} Part;

static void
free_part (gpointer data)
{
  Part *part = data;

  g_ptr_array_unref (part->models);
  g_free (part->name);
  g_free (part);
}

static Part *
new_part (const char *name)
{
  Part *part = g_new0 (Part, 1);

  part->name = g_strdup (name);
  part->models = g_ptr_array_new ();
  part->total = AU_CHART_SUM_INIT;
  return part;
}

static const char *
get_display_name (const char *model)
{
  if (g_ascii_strcasecmp (model, "default") == 0 || g_ascii_strcasecmp (model, "auto") == 0)
    /* Translators: the model that is chosen automatically. */
    return C_("model", "Auto");
  if (*model == '\0')
    return _("No name");
  return model;
}

static AuChartSum
sum_part (const Part        *part,
          const AuChartRows *rows,
          const AuTable     *table,
          AuDay              month)
{
  int column = au_table_find_column (table, "spend_usd");
  AuChartSum sum = AU_CHART_SUM_INIT;

  for (guint i = 0; i < part->models->len; i++)
    au_chart_sum_add_cell (&sum, table, column,
                           au_chart_rows_find (rows, month, g_ptr_array_index (part->models, i)));
  return sum;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const Part *first = *(Part *const *) a;
  const Part *second = *(Part *const *) b;
  int order = au_chart_sum_compare (&second->total, &first->total);

  return order != 0 ? order : g_strcmp0 (first->name, second->name);
}

static Part *
find_part (GPtrArray  *parts,
           const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);

      if (g_str_equal (part->name, name))
        return part;
    }
  return NULL;
}

/* Every model with its total over the result, the greatest first. */
static GPtrArray *
collect_parts (const AuChartRows *rows,
               const AuTable     *table,
               AuFigure          *figure)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);

  for (guint i = 0; i < au_chart_rows_get_n_names (rows); i++)
    {
      const char *model = au_chart_rows_get_name (rows, i);
      const char *name = get_display_name (model);
      Part *part = find_part (parts, name);

      if (part == NULL)
        {
          part = new_part (name);
          g_ptr_array_add (parts, part);
        }
      g_ptr_array_add (part->models, (gpointer) model);
    }

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);

      for (gsize j = 0; j < au_figure_get_n_categories (figure); j++)
        {
          AuChartSum sum = sum_part (part, rows, table, au_figure_get_day (figure, j));

          au_chart_sum_add (&part->total, &sum);
        }
    }
  g_ptr_array_sort (parts, compare_parts);
  return parts;
}

/* One that is left over keeps its name: it is as short as "Other (1)" and says more. */
static void
fold_rest (GPtrArray *parts)
{
  g_autofree char *name = NULL;
  Part *other;
  guint n;

  if (parts->len <= AU_PLOT_N_COLORS + 1)
    return;

  n = parts->len - AU_PLOT_N_COLORS;
  /* Translators: what is left of a stack; %u is how many models that is. */
  name = g_strdup_printf (ngettext ("Other (%u)", "Other (%u)", n), n);
  other = new_part (name);
  for (guint i = AU_PLOT_N_COLORS; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);

      g_ptr_array_extend (other->models, part->models, NULL, NULL);
      au_chart_sum_add (&other->total, &part->total);
    }
  g_ptr_array_set_size (parts, AU_PLOT_N_COLORS);
  g_ptr_array_add (parts, other);
}

static void
add_merged_footnote (GPtrArray *parts,
                     AuFigure  *figure)
{
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);
      g_autofree char *models = NULL;
      g_autofree char *footnote = NULL;

      if (part->models->len < 2)
        continue;
      g_ptr_array_sort_values (part->models, (GCompareFunc) g_strcmp0);
      g_ptr_array_add (part->models, NULL);
      models = g_strjoinv (" + ", (GStrv) part->models->pdata);
      g_ptr_array_remove_index (part->models, part->models->len - 1);
      /* Translators: %s a name in the chart, %s what it adds up: "“Auto” is default + auto." */
      footnote = g_strdup_printf (_("“%s” is %s."), part->name, models);
      au_figure_add_footnote (figure, footnote);
    }
}

/* Whatever the query did not return itself is marked as computed; see the data contract. */
static void
add_computed_footnote (GPtrArray *parts,
                       AuFigure  *figure)
{
  if (parts->len > AU_PLOT_N_COLORS + 1)
    au_figure_add_footnote (figure, _("Totals, shares and “Other” are computed here, from the rows returned."));
  else if (parts->len > 1)
    au_figure_add_footnote (figure, _("Totals and shares are computed here, from the rows returned."));
}

static void
fill_part (const Part           *part,
           AuSeries             *series,
           const AuChartRows    *rows,
           const AuTable        *table,
           AuFigure             *figure,
           const AuChartContext *context)
{
  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      AuChartSum sum = sum_part (part, rows, table, au_figure_get_day (figure, i));
      g_autofree char *text = au_chart_sum_dup_text (&sum, AU_VALUE_MONEY, context->format);

      au_series_set_value (series, i, au_chart_sum_get (&sum), text);
    }
}

static AuChartSum
sum_parts (GPtrArray         *parts,
           const AuChartRows *rows,
           const AuTable     *table,
           AuFigure          *figure,
           int                category)
{
  AuChartSum total = AU_CHART_SUM_INIT;

  for (guint i = 0; i < parts->len && category >= 0; i++)
    {
      AuChartSum sum = sum_part (g_ptr_array_index (parts, i), rows, table,
                                 au_figure_get_day (figure, (gsize) category));

      au_chart_sum_add (&total, &sum);
    }
  return total;
}

static void
au_model_spend_chart_build (AuChart              *chart,
                            const AuChartContext *context,
                            AuResult *const      *results,
                            AuFigure             *figure)
{
  const AuTable *table = au_result_get_table (results[0]);
  g_autoptr (AuChartRows) rows = au_chart_rows_new (table, "month", "model");
  g_autoptr (GPtrArray) parts = NULL;
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
  /* Translators: %s is a range of months, "Apr 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("USD per calendar month, %s"), range);
  au_figure_set_subtitle (figure, subtitle);

  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, _("Spend"), _("USD"));
  parts = collect_parts (rows, table, figure);
  add_merged_footnote (parts, figure);
  add_computed_footnote (parts, figure);
  fold_rest (parts);
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);
      int rank = i < AU_PLOT_N_COLORS ? (int) i : AU_RANK_OTHER;
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK, part->name, rank);

      fill_part (part, series, rows, table, figure, context);
    }

  au_chart_period_init (&period, results[0], context);
  au_chart_period_mark (&period, figure, NULL);
  complete = au_chart_period_emphasise (&period, figure);
  total = sum_parts (parts, rows, table, figure, complete);
  au_chart_sum_label (&total, panel, complete, AU_VALUE_MONEY, context->format);
  au_chart_rows_add_footnotes (rows, figure, "model_spend", results[0]);
}

static void
au_model_spend_chart_class_init (AuModelSpendChartClass *klass)
{
  static const char *const queries[] = { "model_spend", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "model-spend";
  chart_class->title = N_("Spend by model");
  chart_class->empty = N_("The query knows of no spend on any model.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH;
  chart_class->build = au_model_spend_chart_build;
}

static void
au_model_spend_chart_init (AuModelSpendChart *self)
{
}
