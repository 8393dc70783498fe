/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same numbers wherever a person finds them: in the drawing, the tooltip, the table and the CSV
 * file of each of the nine charts. */
#include "config.h"

#include "au-test.h"
#include "au-chart-load.h"
#include "au-clock.h"
#include "au-figure-grid.h"
#include "au-normal-form.h"
#include "au-plot-layout.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

static const struct
{
  const char *chart;
  const char *columns[5]; /* of the CSV, whose sum is drawn */
} cases[] = {
  { "mau", { "mau" } },
  { "model-spend", { "spend_usd" } },
  { "active-users", { "dau", "wau", "mau", "power_users" } },
  { "feature-adoption", { "pct" } },
  { "top-users", { "requests" } },
  { "true-ups", { "licenses" } },
  { "depth-of-usage", { "users" } },
  { "overage", { "overage_usd" } },
  { "monthly-spend", { "total_usd" } },
};

/* The first number that a text for people says, in hundredths: of "81.4 %, 79 of 97" the share, of
 * "$10.50, API cost $8.00" the total. */
static gint64
read_text (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2212)
        g_string_append_c (digits, '-');
      else if (c < 128 && strchr ("0123456789.-", (int) c) != NULL)
        g_string_append_c (digits, (char) c);
      else if (digits->len > 0 && c != ',' && c != '$')
        break;
    }
  g_assert_cmpuint (digits->len, >, 0);
  return llround (g_ascii_strtod (digits->str, NULL) * 100.0);
}

static gint64
to_hundredths (double value)
{
  return llround (value * 100.0);
}

/* Reads RFC 4180 and nothing else: a stray quote, a bare line end or a record of another length
 * fails. */
static GPtrArray *
parse_csv (const char *text)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_fields = 0;

  while (*text != '\0')
    {
      g_autoptr (GStrvBuilder) record = g_strv_builder_new ();
      GStrv fields;

      for (gboolean more = TRUE; more;)
        {
          GString *field = g_string_new (NULL);

          if (*text == '"')
            {
              for (text++; *text != '"' || text[1] == '"'; text++)
                {
                  g_assert_cmpint (*text, !=, '\0');
                  text += *text == '"' ? 1 : 0;
                  g_string_append_c (field, *text);
                }
              text++;
            }
          else
            for (; strchr (",\r\n\"", *text) == NULL; text++)
              g_string_append_c (field, *text);
          g_strv_builder_take (record, g_string_free_and_steal (field));
          g_assert_true (*text == ',' || (*text == '\r' && text[1] == '\n'));
          more = *text == ',';
          text += more ? 1 : 2;
        }
      fields = g_strv_builder_end (record);
      g_assert_true (n_fields == 0 || g_strv_length (fields) == n_fields);
      n_fields = g_strv_length (fields);
      g_ptr_array_add (records, fields);
    }
  return records;
}

static gint64
sum_csv (AuResult          *result,
         const char *const *columns)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) records = NULL;
  GStrv head;
  gint64 sum = 0;

  au_normal_form_append_csv (text, au_result_get_table (result), TRUE);
  records = parse_csv (text->str);
  head = g_ptr_array_index (records, 0);
  g_assert_cmpuint (records->len, ==, au_table_get_n_rows (au_result_get_table (result)) + 1);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      guint column = 0;

      while (head[column] != NULL && !g_str_equal (head[column], columns[i]))
        column++;
      g_assert_nonnull (head[column]);
      for (guint row = 1; row < records->len; row++)
        {
          const char *field = ((GStrv) g_ptr_array_index (records, row))[column];

          if (*field != '\0')
            sum += to_hundredths (g_ascii_strtod (field, NULL));
        }
    }
  return sum;
}

/* Whether a mark is what a row says, rather than a running sum of several. */
static gboolean
is_datum (AuFigure     *figure,
          const AuMark *mark)
{
  AuSeries *series;

  if (mark->role == AU_MARK_CELL)
    return TRUE;
  series = au_panel_get_series (au_figure_get_panel (figure, (guint) mark->panel),
                                (guint) mark->series);
  return au_series_get_kind (series) != AU_SERIES_STEP;
}

static const AuTooltipRow *
find_row (const AuTooltip *tooltip,
          const char      *name)
{
  for (guint i = 0; i < tooltip->rows->len; i++)
    {
      const AuTooltipRow *row = g_ptr_array_index (tooltip->rows, i);

      if (g_str_equal (row->name, name))
        return row;
    }
  return NULL;
}

/* The column of the table that holds a series: they stand in the order of panels and series. */
static guint
find_column (AuFigure     *figure,
             AuFigureGrid *grid,
             const AuMark *mark)
{
  guint column = 1;

  if (mark->role == AU_MARK_CELL)
    {
      for (column = 0; !au_figure_grid_has_bar (grid, column); column++)
        g_assert_cmpuint (column, <, au_figure_grid_get_n_columns (grid));
      return column;
    }
  for (int i = 0; i < mark->panel; i++)
    column += au_panel_get_n_series (au_figure_get_panel (figure, (guint) i));
  return column + (guint) mark->series;
}

static void
check_mark (AuFigure     *figure,
            AuPlotLayout *layout,
            AuFigureGrid *grid,
            const AuMark *mark)
{
  guint column = find_column (figure, grid, mark);
  const char *exact = au_figure_grid_get_exact (grid, (guint) mark->category, column);
  g_autoptr (AuTooltip) tooltip = NULL;
  const AuTooltipRow *row;
  AuPanel *panel;
  const char *name;

  g_assert_nonnull (exact);
  g_assert_cmpint (to_hundredths (g_ascii_strtod (exact, NULL)), ==, to_hundredths (mark->value));
  if (mark->role == AU_MARK_CELL)
    {
      /* A row of a table has its number beside its bar. */
      const char *text = au_figure_grid_get_text (grid, (guint) mark->category, column);

      g_assert_cmpint (read_text (text), ==, to_hundredths (mark->value));
      return;
    }

  panel = au_figure_get_panel (figure, (guint) mark->panel);
  name = au_series_get_name (au_panel_get_series (panel, (guint) mark->series));
  tooltip = au_plot_layout_get_tooltip (layout, mark->category);
  g_assert_nonnull (tooltip);
  row = find_row (tooltip, name);
  g_assert_nonnull (row);
  if (au_panel_get_value_kind (panel) == AU_VALUE_PERCENT)
    /* Shares are written with fewer digits than they have: to a tenth. */
    g_assert_cmpint (ABS (read_text (row->value) - to_hundredths (mark->value)), <=, 5);
  else
    g_assert_cmpint (read_text (row->value), ==, to_hundredths (mark->value));
}

typedef struct
{
  AuChartLoad *load;
  gboolean done;
} Loaded;

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Loaded *loaded = user_data;

  loaded->load = au_chart_load_finish (result, NULL);
  loaded->done = TRUE;
}

static gboolean
is_loaded (gpointer data)
{
  return ((Loaded *) data)->done;
}

static gboolean
is_ready (gpointer data)
{
  return au_session_get_state (data) == AU_SESSION_READY;
}

static void
test_agree (gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");
  const char *ids[] = { data, NULL };
  AuPlotStyle style;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  au_session_open (session);
  au_test_wait_for (is_ready, session);
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuChart) chart = au_chart_new (cases[i].chart, NULL);
      g_autoptr (AuChartLoad) load = NULL;
      g_autoptr (AuFigure) figure = NULL;
      g_autoptr (AuPlotLayout) layout = NULL;
      g_autoptr (AuFigureGrid) grid = NULL;
      Loaded loaded = { NULL, FALSE };
      const AuMark *marks;
      gsize n_marks = 0;
      gint64 sum = 0;

      g_test_message ("%s", cases[i].chart);
      au_chart_load_async (chart, session, 0, NULL, loaded_cb, &loaded);
      au_test_wait_for (is_loaded, &loaded);
      load = loaded.load;
      g_assert_nonnull (load);
      figure = au_chart_load_build_alone (load, chart, FALSE);
      g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_READY);
      /* High enough for every row of a table. */
      layout = au_plot_layout_new (figure, 1600, 1600, &style, NULL);
      grid = au_figure_grid_new (figure);
      g_assert_cmpuint (au_figure_grid_get_n_rows (grid), ==, au_figure_get_n_categories (figure));

      marks = au_plot_layout_get_marks (layout, &n_marks);
      g_assert_cmpuint (n_marks, >, 0);
      for (gsize j = 0; j < n_marks; j++)
        {
          check_mark (figure, layout, grid, &marks[j]);
          if (is_datum (figure, &marks[j]))
            sum += to_hundredths (marks[j].value);
        }
      g_assert_cmpint (sum, ==, sum_csv (g_ptr_array_index (load->results, 0), cases[i].columns));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  gtk_init ();
  g_test_add_data_func ("/ui/agree/point/17-drawing-tooltip-table-csv", "a0XSAMPLE000001",
                        test_agree);
  return g_test_run ();
}
