/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a good chart that no other test of this room proves; see points.txt. */
#include "config.h"

#include "support.h"
#include "au-chart-description.h"
#include "au-normal-form.h"
#include "au-plot-render.h"

#include <math.h>
#include <string.h>

#define MODELS \
        "2026-10-01|atlas|1000.10\n2026-10-01|quill|200.21\n2026-10-01|comet|33.33\n" \
        "2026-09-01|atlas|900.00\n2026-09-01|quill|0.07\n"

static AuPlotLayout *
lay_out (AuFigure *figure)
{
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  return au_plot_layout_new (figure, 900, 400, &style, NULL);
}

/* The drawn stack, the tooltip's total and the rows of the file come to the same cents. */
static void
test_one_sum (void)
{
  g_autoptr (AuResult) result = support_result ("model_spend", MODELS);
  g_autoptr (AuFigure) figure = support_build_from ("model-spend", result, NULL);
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  int october = support_month (figure, 2026, 10);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, october);
  GString *csv = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  gint64 drawn = 0, written = 0;
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);

  for (gsize i = 0; i < n; i++)
    drawn += marks[i].category == october ? llround (marks[i].value * 100.0) : 0;
  au_normal_form_append_csv (csv, au_result_get_table (result), TRUE);
  lines = g_strsplit (csv->str, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (g_str_has_prefix (lines[i], "2026-10"))
      written += llround (g_ascii_strtod (strrchr (lines[i], ',') + 1, NULL) * 100.0);

  g_assert_cmpint (drawn, ==, 123364);
  g_assert_cmpint (written, ==, 123364);
  g_assert_cmpstr (tooltip->total, ==, "$1,233.64");
  g_string_free (csv, TRUE);
}

/* Each row of the tooltip says the share of the whole, to no more than 100. */
static void
test_shares (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend", MODELS);
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout,
                                                              support_month (figure, 2026, 10));
  int sum = 0;

  for (guint i = 0; i < tooltip->rows->len; i++)
    sum += atoi (((AuTooltipRow *) g_ptr_array_index (tooltip->rows, i))->share);
  g_assert_cmpint (sum, ==, 100);
}

static void
test_seats (void)
{
  g_autoptr (AuFigure) mau = support_build ("mau", "2026-09-01|399|NULL\n2026-10-01|412|NULL");
  g_autoptr (AuFigure) deals = support_build ("true-ups", "2025-04-01|A|x|0|250|NULL\n"
                                              "2025-09-11|B|x|1|75|NULL");
  AuPanel *panel = au_figure_get_panel (mau, 0);
  g_autofree char *words = au_panel_dup_reference (panel, 0);

  g_assert_cmpuint (au_panel_get_n_references (panel), ==, 1);
  g_assert_cmpstr (words, ==, "500 seats today");
  g_assert_true (support_has_label (mau, AU_LABEL_REFERENCE, "500 seats"));
  g_assert_cmpint (au_series_get_kind (au_panel_get_series (au_figure_get_panel (deals, 0), 1)), ==,
                   AU_SERIES_STEP);
}

/* The unit of money is said once, in the subtitle; the axis and the marks have its sign. */
static void
test_currency (void)
{
  g_autoptr (AuFigure) figure = support_build ("monthly-spend", "2026-10-01|5.00|NULL|5.00");
  const char *subtitle = au_figure_get_subtitle (figure);

  g_assert_nonnull (strstr (subtitle, "USD"));
  g_assert_null (strstr (strstr (subtitle, "USD") + 1, "USD"));
}

/* Files have neither separators nor signs of money, whatever the screen has. */
static void
test_neutral (void)
{
  g_autoptr (AuResult) result = support_result ("model_spend", "2026-10-01|atlas|1204311.58");
  GString *csv = g_string_new (NULL);

  au_normal_form_append_csv (csv, au_result_get_table (result), TRUE);
  g_assert_nonnull (strstr (csv->str, "2026-10-01,atlas,1204311.58"));
  g_string_free (csv, TRUE);
}

/* What a spreadsheet would run as a formula is disarmed; a number below zero is left alone. */
static void
test_disarmed (void)
{
  g_autoptr (AuResult) result = support_result ("model_spend",
                                                "2026-10-01|=1+1|-5.00\n2026-10-01|a, \"b\"|1.00\n"
                                                "2026-10-01|@x|2.00\n2026-10-01|-y|2.00\n"
                                                "2026-10-01|+z|2.00");
  GString *csv = g_string_new (NULL);

  au_normal_form_append_csv (csv, au_result_get_table (result), TRUE);
  g_assert_nonnull (strstr (csv->str, ",'=1+1,-5.00"));
  g_assert_nonnull (strstr (csv->str, ",\"a, \"\"b\"\"\",1.00"));
  g_assert_nonnull (strstr (csv->str, ",'@x,"));
  g_assert_nonnull (strstr (csv->str, ",'-y,"));
  g_assert_nonnull (strstr (csv->str, ",'+z,"));
  g_string_free (csv, TRUE);
}

static void
test_trend (void)
{
  static const struct { const char *rows; const char *word; } cases[] = {
    { "2026-08-01|100|NULL\n2026-09-01|120|NULL\n2026-10-01|150|NULL", "; rising." },
    { "2026-08-01|150|NULL\n2026-09-01|120|NULL\n2026-10-01|90|NULL", "; falling." },
    { "2026-08-01|100|NULL\n2026-09-01|101|NULL\n2026-10-01|100|NULL", "; level." },
  };
  g_autoptr (AuFigure) two = support_build ("mau", "2026-09-01|100|NULL\n2026-10-01|900|NULL");
  g_autofree char *none = au_chart_create_description (two);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuFigure) figure = support_build ("mau", cases[i].rows);
      g_autofree char *words = au_chart_create_description (figure);

      g_assert_nonnull (strstr (words, cases[i].word));
    }
  g_assert_null (strstr (none, "rising"));
}

/* One footnote or label says it in the picture, and the tooltip as well. */
static void
test_unfinished (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "2026-10-01|412|2026-11-23\n"
                                               "2026-11-01|381|2026-11-23");
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, 1);

  g_assert_cmpstr (tooltip->note, ==, "23 of 30 days");
  g_assert_true (support_has_label (figure, AU_LABEL_PARTIAL, "23 of 30 days"));
  g_assert_true (support_get_mark (figure, 0, "Monthly actives", 1).partial);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/point/16-unfinished-is-told", test_unfinished);
  g_test_add_func ("/charts/point/17-one-sum", test_one_sum);
  g_test_add_func ("/charts/point/18-shares-of-a-month", test_shares);
  g_test_add_func ("/charts/point/21-seats-are-a-level", test_seats);
  g_test_add_func ("/charts/point/25-currency-once", test_currency);
  g_test_add_func ("/charts/point/26-files-are-neutral", test_neutral);
  g_test_add_func ("/charts/point/36-trend", test_trend);
  g_test_add_func ("/charts/point/49-csv-is-disarmed", test_disarmed);

  return g_test_run ();
}
