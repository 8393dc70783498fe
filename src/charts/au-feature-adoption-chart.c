/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>

/* Feature adoption: a line a feature, as a share of the month's active people. How many people that
 * is comes from a second query and stands beside the share in words; the chart does without it. */
struct _AuFeatureAdoptionChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuFeatureAdoptionChart, au_feature_adoption_chart, AU_TYPE_CHART)

/* In the order of their colours, so that a feature has one colour whatever the customer. */
static const struct
{
  const char *id;
  const char *name;
} features[] = {
  { "agent", NC_("feature", "Agent") },
  { "rules", NC_("feature", "Rules") },
  { "mcp", NC_("feature", "MCP") },
  { "plan_mode", NC_("feature", "Plan mode") },
};

static void
fill_line (AuSeries             *series,
           const char           *feature,
           const AuChartRows    *shares,
           const AuTable        *share_table,
           const AuChartRows    *people,
           const AuTable        *people_table,
           AuFigure             *figure,
           const AuChartContext *context)
{
  int share_column = au_table_find_column (share_table, "pct");
  int people_column = people_table != NULL ? au_table_find_column (people_table, "users") : -1;

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      AuDay month = au_figure_get_day (figure, i);
      double share = au_chart_get_number (share_table, share_column,
                                          au_chart_rows_find (shares, month, feature));
      int row = people != NULL ? au_chart_rows_find (people, month, feature) : -1;
      g_autofree char *percent = NULL;
      g_autofree char *n_people = NULL;
      g_autofree char *text = NULL;

      if (isnan (share))
        continue;
      percent = au_format_percent (context->format, share, 1);
      if (people_table != NULL)
        n_people = au_chart_dup_cell (people_table, people_column, row, context->format);
      if (n_people != NULL)
        {
          gint64 n = au_table_get_int64 (people_table, (guint) people_column, (guint) row);

          /* Translators: %s a share, "76.4 %", %s how many people that is. */
          text = g_strdup_printf (ngettext ("%s, %s person", "%s, %s people", (gulong) n),
                                  percent, n_people);
        }
      au_series_set_value (series, i, share, text != NULL ? text : percent);
    }
}

static void
add_excess_footnote (AuPanel  *panel,
                     AuFigure *figure)
{
  for (guint i = 0; i < au_panel_get_n_series (panel); i++)
    for (gsize j = 0; j < au_figure_get_n_categories (figure); j++)
      if (au_series_get_value (au_panel_get_series (panel, i), j) > 100.0)
        {
          au_figure_add_footnote (figure,
                                  /* xgettext:no-c-format */
                                  _("A share above 100 % is drawn as the query returned it."));
          return;
        }
}

static void
add_lines (AuPanel              *panel,
           const AuChartRows    *shares,
           const AuTable        *share_table,
           const AuChartRows    *people,
           const AuTable        *people_table,
           AuFigure             *figure,
           const AuChartContext *context)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) returned = g_hash_table_new (g_str_hash, g_str_equal);
  int rank = 0;

  for (guint i = 0; i < au_chart_rows_get_n_names (shares); i++)
    g_hash_table_add (returned, (gpointer) au_chart_rows_get_name (shares, i));

  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    {
      g_hash_table_add (known, (gpointer) features[i].id);
      if (g_hash_table_contains (returned, features[i].id))
        {
          const char *name = g_dpgettext2 (NULL, "feature", features[i].name);

          fill_line (au_panel_add_series (panel, AU_SERIES_LINE, name, (int) i), features[i].id,
                     shares, share_table, people, people_table, figure, context);
        }
    }

  /* A replacing text may know more features than the contract. */
  rank = G_N_ELEMENTS (features);
  for (guint i = 0; i < au_chart_rows_get_n_names (shares); i++)
    {
      const char *name = au_chart_rows_get_name (shares, i);

      if (!g_hash_table_contains (known, name))
        fill_line (au_panel_add_series (panel, AU_SERIES_LINE,
                                        *name != '\0' ? name : _("No name"), rank++),
                   name, shares, share_table, people, people_table, figure, context);
    }
}

static void
au_feature_adoption_chart_build (AuChart              *chart,
                                 const AuChartContext *context,
                                 AuResult *const      *results,
                                 AuFigure             *figure)
{
  const AuTable *share_table = au_result_get_table (results[0]);
  const AuTable *people_table = results[1] != NULL ? au_result_get_table (results[1]) : NULL;
  g_autoptr (AuChartRows) shares = au_chart_rows_new (share_table, "month", "feature");
  g_autoptr (AuChartRows) people = NULL;
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;
  AuChartPeriod period;
  AuPanel *panel;
  AuDay first, last;

  if (!au_chart_rows_get_range (shares, &first, &last))
    return;
  if (people_table != NULL)
    people = au_chart_rows_new (people_table, "month", "feature");

  au_figure_set_month_range (figure, first, last);
  range = au_chart_month_range (figure);
  /* Translators: %s is a range of months, "Apr 2025 – Nov 2026". */
  subtitle = g_strdup_printf (_("Share of the people active in a calendar month who used the feature, %s"),
                              range);
  au_figure_set_subtitle (figure, subtitle);

  /* Translators: what the axis counts. xgettext:no-c-format */
  panel = au_figure_add_panel (figure, AU_VALUE_PERCENT, NULL, _("% of active people"));
  add_lines (panel, shares, share_table, people, people_table, figure, context);

  au_chart_period_init (&period, results[0], context);
  au_chart_period_mark (&period, figure, NULL);
  au_chart_period_emphasise (&period, figure);
  add_excess_footnote (panel, figure);
  au_chart_rows_add_footnotes (shares, figure, "feature_adoption_pct", results[0]);
}

static void
au_feature_adoption_chart_class_init (AuFeatureAdoptionChartClass *klass)
{
  static const char *const queries[] = { "feature_adoption_pct", "feature_adoption", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "feature-adoption";
  chart_class->title = N_("Feature adoption");
  chart_class->empty = N_("The query knows of nobody who used a feature.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_CURRENT_MONTH;
  chart_class->optional = 1u << 1;
  chart_class->build = au_feature_adoption_chart_build;
}

static void
au_feature_adoption_chart_init (AuFeatureAdoptionChart *self)
{
}
