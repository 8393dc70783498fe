/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-view-support.h"

#include "au-chart-table.h"
#include "au-decimal.h"
#include "au-test.h"
#include "au-ui-resources.h"

#include <adwaita.h>
#include <locale.h>
#include <math.h>

static AuChartTable *
open_table (AuFigure *figure)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *table = au_chart_table_new ();

  gtk_window_set_child (GTK_WINDOW (window), table);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  au_chart_table_set_figure (AU_CHART_TABLE (table), figure);
  au_figure_unref (figure);
  gtk_window_present (GTK_WINDOW (window));
  return AU_CHART_TABLE (table);
}

static void
close_table (AuChartTable *table)
{
  gpointer alive = table;

  g_object_add_weak_pointer (G_OBJECT (table), &alive);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (table))));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (alive);
}

static void
sort (AuChartTable *table,
      guint         column,
      GtkSortType   order)
{
  GtkColumnView *view = au_chart_table_get_column_view (table);
  g_autoptr (GtkColumnViewColumn) item =
    g_list_model_get_item (gtk_column_view_get_columns (view), column);

  gtk_column_view_sort_by_column (view, item, order);
}

/* The column of what is copied, in the order of now. */
static char *
dup_column (AuChartTable *table,
            guint         column)
{
  g_autofree char *text = au_chart_table_create_text (table);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_string_append_printf (out, "%s%s", i > 1 ? "|" : "", cells[column]);
    }
  return g_string_free_and_steal (out);
}

static void
assert_column (AuChartTable *table,
               guint         column,
               const char   *expected)
{
  g_autofree char *found = dup_column (table, column);

  g_assert_cmpstr (found, ==, expected);
}

static AuFigure *
create_decimals (void)
{
  /* Two amounts that are one double, two that text would sort the wrong way, a negative one and a
   * gap. */
  static const char *texts[] = { "$90,071,992,547,409.93", "$90,071,992,547,409.92", "$9.10",
                                 "$10.00", "−$3.50", NULL };
  static const double values[] = { 90071992547409.92, 90071992547409.92, 9.1, 10, -3.5, NAN };
  AuFigure *figure = au_figure_new ();
  AuSeries *series;

  au_figure_set_title (figure, "Spend");
  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 6, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, "USD"),
                                AU_SERIES_BAR, "Spend", 0);
  for (gsize i = 0; i < 6; i++)
    au_series_set_value (series, i, values[i], texts[i]);
  au_figure_seal (figure);
  return figure;
}

static void
test_sort (void)
{
  AuChartTable *table = open_table (create_decimals ());

  assert_column (table, 0, "2026-01-01|2026-02-01|2026-03-01|2026-04-01|2026-05-01|2026-06-01");
  sort (table, 1, GTK_SORT_ASCENDING);
  assert_column (table, 1, "-3.50|9.10|10.00|90071992547409.92|90071992547409.93|");
  sort (table, 1, GTK_SORT_DESCENDING);
  /* What has no value stands last either way. */
  assert_column (table, 1, "90071992547409.93|90071992547409.92|10.00|9.10|-3.50|");
  sort (table, 0, GTK_SORT_DESCENDING);
  assert_column (table, 0, "2026-06-01|2026-05-01|2026-04-01|2026-03-01|2026-02-01|2026-01-01");
  close_table (table);
}

/* 17: the parts of a row add up to its total, and both are those of the tooltip. */
static void
test_agrees (void)
{
  AuFigure *figure = figure_new_models ();
  g_autoptr (AuFigureGrid) grid = au_figure_grid_new (figure);
  AuPlotStyle style;
  g_autoptr (AuPlotLayout) layout = NULL;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 600, 400, &style, NULL);
  g_assert_cmpuint (au_figure_grid_get_n_rows (grid), ==, au_plot_layout_get_n_bands (layout));
  g_assert_cmpuint (au_figure_grid_get_n_columns (grid), ==, 5);
  for (guint row = 0; row < au_figure_grid_get_n_rows (grid); row++)
    {
      g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, (int) row);
      AuDecimal sum = AU_DECIMAL_ZERO;
      AuDecimal total;

      g_assert_cmpstr (au_figure_grid_get_text (grid, row, 0), ==, tooltip->title);
      for (guint i = 0; i < 3; i++)
        {
          const AuTooltipRow *item = g_ptr_array_index (tooltip->rows, 2 - i);
          AuDecimal value;

          g_assert_cmpstr (au_figure_grid_get_text (grid, row, i + 1), ==, item->value);
          g_assert_true (au_decimal_parse (au_figure_grid_get_exact (grid, row, i + 1), &value));
          g_assert_true (au_decimal_add (&sum, value));
        }
      g_assert_cmpstr (au_figure_grid_get_text (grid, row, 4), ==, tooltip->total);
      g_assert_true (au_decimal_parse (au_figure_grid_get_exact (grid, row, 4), &total));
      g_assert_cmpint (au_decimal_compare (sum, total), ==, 0);
    }
  au_figure_unref (figure);
}

static gboolean
has_rows (gpointer user_data)
{
  g_autofree char *text = widget_dup_text (user_data);

  return strstr (text, "December 2025") != NULL;
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* 37: the same rows as are drawn, each with its header, numbers at the end in figures of one
 * width. */
static void
test_rows (void)
{
  AuChartTable *table = open_table (figure_new_actives ());
  AuFigureGrid *grid = au_chart_table_get_grid (table);
  GtkWidget *month, *value;
  g_autofree char *phrase = NULL;

  au_test_wait_for (has_rows, table);
  g_assert_cmpuint (au_figure_grid_get_n_rows (grid), ==, 12);
  g_assert_cmpstr (au_figure_grid_get_title (grid, 0), ==, "Month");
  g_assert_cmpstr (au_figure_grid_get_title (grid, 1), ==, "MAU");
  g_assert_cmpstr (au_figure_grid_get_title (grid, 2), ==, "Unfinished");
  /* A gap is no zero. */
  g_assert_null (au_figure_grid_get_exact (grid, 5, 1));
  phrase = au_figure_grid_create_phrase (grid, 11);
  g_assert_cmpstr (phrase, ==, "November 2026, MAU 420, Unfinished 23 of 30 days");

  month = find_label (GTK_WIDGET (table), "December 2025");
  value = find_label (GTK_WIDGET (table), "409");
  g_assert_nonnull (month);
  g_assert_nonnull (value);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (month), GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (value),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "MAU");
  g_assert_true (gtk_widget_has_css_class (value, "numeric"));
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (value)), ==, 1);
  close_table (table);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("nothing");
}

static void
test_copy (void)
{
  AuChartTable *table = open_table (figure_new_people (3));
  GtkSelectionModel *model = gtk_column_view_get_model (au_chart_table_get_column_view (table));
  g_autofree char *all = au_chart_table_create_text (table);
  g_autofree char *copied = NULL;

  g_assert_cmpstr (all, ==, "User\tRequests\tDays\n"
                   "user-000@halden.example\t10,000\t0\n"
                   "user-001@halden.example\t9,991\t1\n"
                   "user-002@halden.example\t9,982\t2\n");
  gtk_selection_model_select_item (model, 1, TRUE);
  au_chart_table_copy (table);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (table)), NULL, read_cb,
                                 &copied);
  au_test_wait_for (has_text, &copied);
  g_assert_cmpstr (copied, ==, "User\tRequests\tDays\nuser-001@halden.example\t9,991\t1\n");
  close_table (table);
}

/* Exact values where the source said them; a name that looks like a formula is none. */
static void
test_exact (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuFigureGrid) grid = NULL;
  static const char *first[] = { "=cmd()", "1,204", "23 Nov, 12:04", NULL };
  static const char *first_exact[] = { "=cmd()", "1204", "2026-11-23T12:04:11.000Z", NULL };
  static const char *second[] = { "a\tb", "–", "14 Dec 2025", NULL };
  static const char *second_exact[] = { "a\tb", "", "2025-12-14T08:00:00.000Z", NULL };
  static const guint rows[] = { 0, 1 };
  g_autofree char *text = NULL;

  au_figure_set_table (figure);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "User", 0);
  au_figure_add_column (figure, AU_COLUMN_BAR, "Requests", 0);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "Last active", 1);
  au_figure_add_row (figure, first, 1204);
  au_figure_set_exact_row (figure, first_exact);
  au_figure_add_row (figure, second, NAN);
  au_figure_set_exact_row (figure, second_exact);
  au_figure_seal (figure);
  grid = au_figure_grid_new (figure);
  text = au_figure_grid_create_text (grid, rows, 2);
  g_assert_cmpstr (text, ==, "User\tRequests\tLast active\n"
                   "'=cmd()\t1204\t2026-11-23T12:04:11.000Z\n"
                   "a b\t\t2025-12-14T08:00:00.000Z\n");
  /* By the time, not by its words. */
  g_assert_cmpint (au_figure_grid_compare (grid, 2, 0, 1, FALSE), >, 0);
  g_assert_cmpint (au_figure_grid_compare (grid, 1, 1, 0, FALSE), >, 0);
  g_assert_cmpint (au_figure_grid_compare (grid, 1, 1, 0, TRUE), <, 0);
}

/* The table of another figure, of none, of one without rows. */
static void
test_change (void)
{
  AuChartTable *table = open_table (figure_new_people (300));
  g_autoptr (AuFigure) empty = au_figure_new ();
  g_autoptr (AuFigure) models = figure_new_models ();

  au_chart_table_set_figure (table, models);
  g_assert_cmpuint (au_figure_grid_get_n_rows (au_chart_table_get_grid (table)), ==, 6);
  au_chart_table_set_figure (table, NULL);
  g_assert_null (au_chart_table_create_text (table));
  au_figure_set_status (empty, AU_FIGURE_NO_ROWS, "Nothing", "No rows came back");
  au_figure_seal (empty);
  au_chart_table_set_figure (table, empty);
  g_assert_cmpuint (au_figure_grid_get_n_rows (au_chart_table_get_grid (table)), ==, 0);
  close_table (table);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  au_ui_get_resource ();
  g_test_add_func ("/chart-table/point/17-agrees", test_agrees);
  g_test_add_func ("/chart-table/point/37-rows", test_rows);
  g_test_add_func ("/chart-table/sort", test_sort);
  g_test_add_func ("/chart-table/copy", test_copy);
  g_test_add_func ("/chart-table/exact", test_exact);
  g_test_add_func ("/chart-table/change", test_change);
  return g_test_run ();
}
