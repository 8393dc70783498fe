/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of charts share: results made of rows in plain text, and marks by name. */
#include "config.h"

#include "support.h"
#include "au-clock.h"

#include <math.h>
#include <string.h>

#define WIDTH 900
#define HEIGHT 400

static AuQueryCatalog *
get_catalog (void)
{
  static AuQueryCatalog *catalog;

  if (catalog == NULL)
    catalog = au_query_catalog_new (NULL);
  return catalog;
}

/* Cells are cut by `|`, rows by line feeds; NULL is a NULL. */
static AuTable *
make_table (const char *query,
            const char *rows)
{
  AuContract *contract = au_query_catalog_get_contract (get_catalog (), query);
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_auto (GStrv) lines = g_strsplit (rows, "\n", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);

      if (*lines[i] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, au_contract_get_n_columns (contract));
      for (guint j = 0; cells[j] != NULL; j++)
        {
          au_table_builder_append_text (builder, g_str_equal (cells[j], "NULL") ? NULL : cells[j],
                                        &error);
          g_assert_no_error (error);
        }
    }
  return au_table_builder_end (builder);
}

/* One subscription, Halden Freight; without a number of seats where @seats is below 0. */
AuSelection *
support_selection (gint64      seats,
                   const char *team_ids)
{
  g_autofree char *number = seats < 0 ? g_strdup ("NULL")
                                      : g_strdup_printf ("%" G_GINT64_FORMAT, seats);
  g_autofree char *row = g_strdup_printf (
    "a0XSAMPLE000001|Enterprise|001SAMPLE000001|Halden Freight|%s|NULL|%s", number, team_ids);
  g_autoptr (AuTable) table = make_table ("subscriptions", row);
  g_autoptr (GPtrArray) subscriptions = au_subscriptions_new_from_table (table);
  g_autoptr (GError) error = NULL;
  AuSelection *selection = au_selection_new (subscriptions, &error);

  g_assert_no_error (error);
  return selection;
}

/* Subscriptions of accounts of these names, the ids ascending. */
AuSelection *
support_selection_of (const char *const *names,
                      guint              n)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;
  g_autoptr (GError) error = NULL;
  AuSelection *selection;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (rows, "%sa0XSAMPLE%06u|Enterprise|001SAMPLE%06u|%s|500|NULL|40001",
                            i > 0 ? "\n" : "", i + 1, i + 1, names[i]);
  table = make_table ("subscriptions", rows->str);
  subscriptions = au_subscriptions_new_from_table (table);
  selection = au_selection_new (subscriptions, &error);
  g_assert_no_error (error);
  return selection;
}

AuChartContext
support_context (AuSelection *selection)
{
  return (AuChartContext){ selection, au_format_get_default (), AU_CHART_OPTIONS_DEFAULT,
                           SUPPORT_NOW, FALSE };
}

static AuStatement *
make_statement (const char *query)
{
  AuContract *contract = au_query_catalog_get_contract (get_catalog (), query);
  const char *ids[] = { "a0XSAMPLE000001", NULL };
  const gint64 teams[] = { 40001 };
  GVariantBuilder values = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (AuQuery) text = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  AuStatement *statement;

  if (au_contract_find_parameter (contract, "team_ids") != NULL)
    g_variant_builder_add (&values, "{sv}", "team_ids",
                           g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, teams, 1,
                                                      sizeof *teams));
  else
    g_variant_builder_add (&values, "{sv}", "subscription_ids", g_variant_new_strv (ids, -1));
  request = au_request_new (contract, g_variant_builder_end (&values), &error);
  g_assert_no_error (error);
  text = au_query_catalog_load (get_catalog (), query, &error);
  g_assert_no_error (error);
  statement = au_statement_new (text, request, &error);
  g_assert_no_error (error);
  return statement;
}

/* As a source would give it, had it been asked at 09:12 of the day @read. */
AuResult *
support_result_read (const char *query,
                     const char *rows,
                     AuDay       read,
                     gboolean    truncated)
{
  g_autoptr (AuTable) table = make_table (query, rows);
  g_autoptr (AuProvenance) provenance = au_provenance_new ();

  provenance->source = g_strdup ("Sample workspace");
  provenance->statement = make_statement (query);
  provenance->statement_id = g_strdup ("01f0c0de-7c3e-4d5e-8f00-000000000001");
  provenance->submitted = (gint64) read * 86400000 + 33120000;
  provenance->finished = provenance->submitted + 1500;
  provenance->n_rows = au_table_get_n_rows (table);
  provenance->truncated = truncated;
  provenance->data_through = au_table_find_data_through (table);
  return au_result_new (table, provenance);
}

AuResult *
support_result (const char *query,
                const char *rows)
{
  return support_result_read (query, rows, au_day_new (2026, 11, 24), FALSE);
}

AuFigure *
support_build_from (const char *chart_name,
                    AuResult   *first,
                    AuResult   *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new (chart_name, &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  AuChartContext context = support_context (selection);
  AuResult *results[] = { first, second };

  g_assert_no_error (error);
  return au_chart_build (chart, &context, results, NULL,
                         g_strv_length ((GStrv) au_chart_get_queries (chart)));
}

/* A chart of one query. */
AuFigure *
support_build (const char *chart_name,
               const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new (chart_name, &error);
  g_autoptr (AuResult) result = NULL;

  g_assert_no_error (error);
  result = support_result (au_chart_get_queries (chart)[0], rows);
  return support_build_from (chart_name, result, NULL);
}

static AuPlotLayout *
lay_out (AuFigure *figure)
{
  AuPlotStyle style;

  g_assert_true (au_figure_is_sealed (figure));
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  return au_plot_layout_new (figure, WIDTH, HEIGHT, &style, NULL);
}

guint
support_count_marks (AuFigure *figure)
{
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  gsize n;

  au_plot_layout_get_marks (layout, &n);
  return (guint) n;
}

/* The mark of a series in a category; its value is NaN where there is none, a gap. */
AuMark
support_get_mark (AuFigure   *figure,
                  guint       panel,
                  const char *series,
                  int         category)
{
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  AuMark found = { .value = (double) NAN };
  guint n_found = 0;
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);

  g_assert_cmpint (category, >=, 0);
  for (gsize i = 0; i < n; i++)
    {
      AuPanel *own = au_figure_get_panel (figure, (guint) marks[i].panel);
      AuSeries *line = au_panel_get_series (own, (guint) marks[i].series);

      if (marks[i].panel != (int) panel || marks[i].category != category ||
          !g_str_equal (au_series_get_name (line), series))
        continue;
      found = marks[i];
      n_found++;
    }
  g_assert_cmpuint (n_found, <=, 1);
  return found;
}

double
support_mark (AuFigure   *figure,
              guint       panel,
              const char *series,
              int         category)
{
  return support_get_mark (figure, panel, series, category).value;
}

/* The exact value in words, as a tooltip has it. */
char *
support_text (AuFigure   *figure,
              guint       panel,
              const char *series,
              int         category)
{
  AuPanel *own = au_figure_get_panel (figure, panel);

  g_assert_cmpint (category, >=, 0);
  for (guint i = 0; i < au_panel_get_n_series (own); i++)
    if (g_str_equal (au_series_get_name (au_panel_get_series (own, i)), series))
      return au_series_dup_text (au_panel_get_series (own, i), (gsize) category);
  return NULL;
}

int
support_month (AuFigure *figure,
               int       year,
               int       month)
{
  return au_figure_find_day (figure, au_day_new (year, month, 1));
}

gboolean
support_has_footnote (AuFigure   *figure,
                      const char *words)
{
  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    if (strstr (au_figure_get_footnote (figure, i), words) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether the picture has that text written in it. */
gboolean
support_has_label (AuFigure   *figure,
                   AuLabelRole role,
                   const char *text)
{
  g_autoptr (AuPlotLayout) layout = lay_out (figure);

  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if (label.role == role && g_str_equal (label.text, text))
        return TRUE;
    }
  return FALSE;
}
