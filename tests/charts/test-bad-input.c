/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes in badly made data, and sizes that nobody would choose: each must be drawn, in any
 * style, with no label over another, or be said. */
#include "config.h"

#include "support.h"
#include "au-chart-description.h"
#include "au-plot-render.h"

#include <math.h>
#include <string.h>

/* One chart of rows as the query would return them, drawn small, common and right to left. */
static AuFigure *
draw (const char *chart,
      const char *rows)
{
  static const int sizes[][2] = { { 64, 64 }, { 360, 300 }, { 1600, 900 } };
  AuFigure *figure = support_build (chart, rows);
  g_autofree char *words = au_chart_create_description (figure);

  g_assert_true (g_utf8_validate (words, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (AuPlotLayout) layout = NULL;
      g_autoptr (GError) error = NULL;
      AuPlotStyle style;
      cairo_surface_t *surface;
      gsize n;
      const AuMark *marks;

      au_plot_style_init (&style, i == 1 ? AU_PLOT_DARK : AU_PLOT_LIGHT, i == 2);
      style.rtl = i == 1;
      layout = au_plot_layout_new (figure, sizes[i][0], sizes[i][1], &style, NULL);
      marks = au_plot_layout_get_marks (layout, &n);
      for (gsize j = 0; j < n; j++)
        g_assert_true (isfinite (marks[j].rect.x) && isfinite (marks[j].rect.y) &&
                       isfinite (marks[j].rect.width) && isfinite (marks[j].rect.height));
      for (gsize j = 0; j < au_plot_layout_get_n_bands (layout); j++)
        {
          g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, (int) j);

          g_assert_nonnull (tooltip);
        }
      surface = au_plot_render_surface (layout, 1.0, &error);
      g_assert_no_error (error);
      cairo_surface_destroy (surface);
    }
  return figure;
}

static void
test_no_rows (void)
{
  for (guint i = 0; au_chart_get_names ()[i] != NULL; i++)
    {
      g_autoptr (AuFigure) figure = draw (au_chart_get_names ()[i], "");

      g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
    }
}

static void
test_all_null (void)
{
  g_autoptr (AuFigure) months = draw ("mau", "2026-09-01|NULL|NULL\n2026-10-01|NULL|NULL");
  g_autoptr (AuFigure) undated = draw ("mau", "NULL|NULL|NULL\nNULL|NULL|NULL");

  g_assert_cmpint (au_figure_get_status (months), ==, AU_FIGURE_READY);
  g_assert_cmpuint (support_count_marks (months), ==, 0);
  g_assert_cmpint (au_figure_get_status (undated), ==, AU_FIGURE_NO_ROWS);
}

static void
test_one_row (void)
{
  g_autoptr (AuFigure) figure = draw ("mau", "2026-10-01|412|NULL");

  g_assert_cmpuint (support_count_marks (figure), ==, 1);
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "412"));
}

static void
test_all_equal (void)
{
  g_autoptr (AuFigure) figure = draw ("monthly-spend",
                                      "2026-07-01|5.00|NULL|5.00\n2026-08-01|5.00|NULL|5.00\n"
                                      "2026-09-01|5.00|NULL|5.00\n2026-10-01|5.00|NULL|5.00");
  AuMark first = support_get_mark (figure, 0, "Spend", 0);
  AuMark last = support_get_mark (figure, 0, "Spend", 3);

  g_assert_cmpfloat (first.rect.height, >, 10.0);
  g_assert_cmpfloat (first.rect.height, ==, last.rect.height);
}

static void
test_all_zero (void)
{
  g_autoptr (AuFigure) figure = draw ("monthly-spend",
                                      "2026-09-01|0.00|NULL|0.00\n2026-10-01|0.00|NULL|0.00");

  g_assert_cmpuint (support_count_marks (figure), ==, 2);
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE_TICK, "$0"));
}

static void
test_negative_only (void)
{
  g_autoptr (AuFigure) figure = draw ("monthly-spend",
                                      "2026-09-01|-10.00|NULL|-10.00\n"
                                      "2026-10-01|-40.00|NULL|-40.00");
  AuMark small = support_get_mark (figure, 0, "Spend", 0);
  AuMark large = support_get_mark (figure, 0, "Spend", 1);

  /* Both hang from one line. */
  g_assert_cmpfloat (small.rect.y, ==, large.rect.y);
  g_assert_cmpfloat_with_epsilon (large.rect.height, 4.0 * small.rect.height, 1e-6);
}

static void
test_not_finite (void)
{
  g_autoptr (AuFigure) figure = draw ("feature-adoption",
                                      "2026-08-01|agent|NaN\n"
                                      "2026-09-01|agent|Infinity\n"
                                      "2026-10-01|agent|80.0");

  support_assert_gap (figure, 0, "Agent", 0);
  support_assert_gap (figure, 0, "Agent", 1);
  g_assert_cmpfloat (support_mark (figure, 0, "Agent", 2), ==, 80.0);
}

static void
test_magnitudes (void)
{
  g_autoptr (AuFigure) huge = draw ("mau", "2026-09-01|1000000000000000|NULL\n"
                                    "2026-10-01|999999999999999|NULL");
  g_autofree char *text = support_text (huge, 0, "Monthly actives", 0);
  g_autoptr (AuFigure) tiny = draw ("feature-adoption", "2026-10-01|agent|0.000001");

  g_assert_cmpstr (text, ==, "1,000,000,000,000,000");
  g_assert_cmpfloat (support_mark (tiny, 0, "Agent", 0), ==, 0.000001);
}

static void
test_many_series (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (AuFigure) figure = NULL;
  gint64 cents = 0;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (rows, "2026-10-01|model-%d|%d.01\n", i, i);
  figure = draw ("model-spend", rows->str);
  g_assert_cmpuint (au_panel_get_n_series (au_figure_get_panel (figure, 0)), ==, 8);
  for (guint i = 0; i < 8; i++)
    {
      AuSeries *series = au_panel_get_series (au_figure_get_panel (figure, 0), i);

      cents += llround (au_series_get_value (series, 0) * 100.0);
    }
  /* 0 + 1 + … + 199, and 200 times a cent. */
  g_assert_cmpint (cents, ==, 19900 * 100 + 200);
}

/* Names of 400 characters, with markup, emoji, right-to-left and control characters: shown as they
 * are, never read as markup. */
static void
test_names (void)
{
  g_autofree char *longest = g_strnfill (400, 'x');
  static const char *const odd[] = {
    "<b>bold</b> & <span>", "👩‍💻🏳️‍🌈", "نموذج الذكاء", "\x01\x1b[31mred\x7f", "a\tb",
    "\u202eevil\u202c", "e\u0301\u0301\u0301\u0301",
  };
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (AuFigure) figure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    g_string_append_printf (rows, "2026-10-01|%s|%u.00\n", odd[i], i + 1);
  g_string_append_printf (rows, "2026-10-01|%s|99.00\n", longest);
  figure = draw ("model-spend", rows->str);
  g_assert_cmpuint (au_panel_get_n_series (au_figure_get_panel (figure, 0)), ==, 8);
  g_assert_cmpfloat (support_mark (figure, 0, longest, 0), ==, 99.0);
  g_assert_cmpfloat (support_mark (figure, 0, odd[0], 0), ==, 1.0);
  g_assert_true (support_has_label (figure, AU_LABEL_END, odd[0]));
}

static void
test_old_date (void)
{
  g_autoptr (AuFigure) figure = draw ("mau", "1900-01-01|5|NULL\n2026-10-01|412|NULL");

  g_assert_cmpuint (au_figure_get_n_categories (figure), ==, 126 * 12 + 10);
  g_assert_cmpuint (support_count_marks (figure), ==, 2);
}

static void
test_duplicate_keys (void)
{
  g_autoptr (AuFigure) figure = draw ("mau", "2026-10-01|412|NULL\n2026-10-01|413|NULL");

  g_assert_cmpuint (support_count_marks (figure), ==, 1);
  g_assert_cmpuint (au_figure_get_n_footnotes (figure), >, 0);
}

static void
test_large_export (void)
{
  g_autoptr (AuFigure) figure = support_build ("mau", "2026-09-01|399|NULL\n2026-10-01|412|NULL");
  AuPlotSlide slide = { "left", "right" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL;
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  png = au_plot_render_png (figure, 10000, 5625, 1.0, &style, &slide, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (png), >, 10000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/bad-input/no-rows", test_no_rows);
  g_test_add_func ("/charts/bad-input/all-null", test_all_null);
  g_test_add_func ("/charts/bad-input/one-row", test_one_row);
  g_test_add_func ("/charts/bad-input/all-equal", test_all_equal);
  g_test_add_func ("/charts/bad-input/all-zero", test_all_zero);
  g_test_add_func ("/charts/bad-input/negative-only", test_negative_only);
  g_test_add_func ("/charts/bad-input/not-finite", test_not_finite);
  g_test_add_func ("/charts/bad-input/magnitudes", test_magnitudes);
  g_test_add_func ("/charts/bad-input/many-series", test_many_series);
  g_test_add_func ("/charts/bad-input/names", test_names);
  g_test_add_func ("/charts/bad-input/old-date", test_old_date);
  g_test_add_func ("/charts/bad-input/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/charts/bad-input/large-export", test_large_export);

  return g_test_run ();
}
