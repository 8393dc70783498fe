/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout.h"

#include "figures.h"

#include <math.h>
#include <string.h>

#define N_RANDOM 1500

static AuPlotStyle
make_style (double   text_scale,
            gboolean rtl)
{
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  style.text_scale = text_scale;
  style.rtl = rtl;

  return style;
}

static double
random_text_scale (void)
{
  return 1.0 + g_test_rand_int_range (0, 5) * 0.25;
}

static gboolean
intersect (const AuRect *a,
           const AuRect *b)
{
  const double slack = 0.02;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width
         && a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
assert_labels (const AuPlotLayout *layout,
               const char         *what)
{
  guint n = au_plot_layout_get_n_labels (layout);
  double width = au_plot_layout_get_width (layout);
  double height = au_plot_layout_get_height (layout);

  for (guint i = 0; i < n; i++)
    {
      AuLabel a = au_plot_layout_get_label (layout, i);
      gboolean inside = a.rect.x >= -0.51 && a.rect.y >= -0.51
                        && a.rect.x + a.rect.width <= width + 0.51
                        && a.rect.y + a.rect.height <= height + 0.51;

      if (!inside)
        g_test_message ("%s at %g×%g: “%s” is cut", what, width, height, a.text);
      g_assert_true (inside);

      /* A name may be shortened, a number never. */
      if (a.role == AU_LABEL_VALUE_TICK || a.role == AU_LABEL_VALUE || a.role == AU_LABEL_YEAR)
        g_assert_false (a.cut);

      for (guint j = 0; j < i; j++)
        {
          AuLabel b = au_plot_layout_get_label (layout, j);

          if (intersect (&a.rect, &b.rect))
            g_test_message ("%s at %g×%g: “%s” (%d) over “%s” (%d)", what, width, height,
                            a.text, a.role, b.text, b.role);
          g_assert_false (intersect (&a.rect, &b.rect));
        }
    }
}

static void
assert_marks (const AuPlotLayout *layout)
{
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);

  for (gsize i = 0; i < n; i++)
    {
      const AuMark *mark = &marks[i];
      AuRect area = { 0.0, 0.0, au_plot_layout_get_width (layout),
                      au_plot_layout_get_height (layout) };
      AuRect band;
      double center = mark->rect.x + mark->rect.width / 2.0;

      au_plot_layout_get_plot_area (layout, mark->panel, &area);
      g_assert_cmpfloat (mark->rect.x, >=, area.x - 0.01);
      g_assert_cmpfloat (mark->rect.x + mark->rect.width, <=, area.x + area.width + 0.01);
      g_assert_cmpfloat (mark->rect.y, >=, area.y - 0.01);
      g_assert_cmpfloat (mark->rect.y + mark->rect.height, <=, area.y + area.height + 0.01);

      g_assert_true (au_plot_layout_get_band (layout, mark->category, &band));
      if (mark->role != AU_MARK_CELL)
        g_assert_cmpint (au_plot_layout_find_band (layout, center, band.y + band.height / 2.0),
                         ==, mark->category);
      else
        g_assert_cmpint (au_plot_layout_find_band (layout, center,
                                                   mark->rect.y + mark->rect.height / 2.0),
                         ==, mark->category);
    }
}

/* Every kind of figure, at any size, text scale and direction. */
static void
test_any_size (void)
{
  AuFigure *figures[16];

  g_assert_cmpint (n_figure_entries, <=, G_N_ELEMENTS (figures));
  for (guint i = 0; i < n_figure_entries; i++)
    figures[i] = figure_entries[i].func ();

  for (int i = 0; i < N_RANDOM; i++)
    {
      guint which = g_test_rand_int_range (0, n_figure_entries);
      int width = (int) pow (2.0, g_test_rand_double_range (6.0, log2 (2561.0)));
      int height = (int) pow (2.0, g_test_rand_double_range (6.0, log2 (2561.0)));
      AuPlotStyle style = make_style (random_text_scale (), g_test_rand_bit ());
      AuPlotSlide slide = {
        "a0XSAMPLE000001 · read 24 Nov 2026 09:12 UTC · data through 23 Nov 2026",
        "mau.sql verified 9f2c41d8… · statement 01f0-7c3e · Anyusage",
      };
      g_autoptr (AuPlotLayout) layout = NULL;

      layout = au_plot_layout_new (figures[which], width, height, &style,
                                   g_test_rand_bit () ? &slide : NULL);
      assert_labels (layout, figure_entries[which].name);
      assert_marks (layout);
    }

  for (guint i = 0; i < n_figure_entries; i++)
    au_figure_unref (figures[i]);
}

/* A figure of random shape: values of any size and sign, gaps, long names. */
static AuFigure *
random_figure (void)
{
  AuFigure *figure = au_figure_new ();
  int n = (int) pow (10.0, g_test_rand_double_range (0.0, 2.4));
  int kind = g_test_rand_int_range (0, 3);
  int n_panels = g_test_rand_int_range (1, 3);
  AuDay first = au_day_new (g_test_rand_int_range (1990, 2030), g_test_rand_int_range (1, 13),
                            g_test_rand_int_range (1, 29));

  au_figure_set_title (figure, "A title");
  if (kind == 0)
    au_figure_set_month_range (figure, first, au_day_add_months (first, n - 1));
  else if (kind == 1)
    au_figure_set_day_range (figure, first, first + n - 1);
  else
    {
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;

      for (int i = 0; i < n; i++)
        g_strv_builder_take (names, g_strdup_printf (i % 7 == 3
                                                     ? "%d – a period with a very long name that "
                                                     "nobody could ever put under a bar, or so"
                                                     : "%d Jan –\n%d Feb", i, i));
      list = g_strv_builder_end (names);
      au_figure_set_names (figure, (const char * const *) list, NULL);
    }

  if (g_test_rand_bit ())
    {
      au_figure_set_partial (figure, n - 1, "23 of 30 days");
      au_figure_set_emphasis (figure, n - 2);
    }

  for (int p = 0; p < n_panels; p++)
    {
      AuValueKind values = g_test_rand_int_range (0, 3);
      AuPanel *panel = au_figure_add_panel (figure, values, "Panel", "unit");
      int n_series = g_test_rand_int_range (1, 10);
      AuSeriesKind drawn = g_test_rand_int_range (0, 4);
      double magnitude = values == AU_VALUE_PERCENT ? 100.0
                         : pow (10.0, g_test_rand_double_range (-3.0, 12.5));
      gboolean signs = g_test_rand_bit ();

      au_panel_set_partial_label (panel, "381 so far");
      if (g_test_rand_bit ())
        au_panel_add_reference_line (panel, magnitude * g_test_rand_double_range (0.0, 2.0),
                                     "500 seats", g_test_rand_bit () ? "today" : NULL);

      for (int s = 0; s < n_series; s++)
        {
          g_autofree char *name = g_strnfill (g_test_rand_int_range (1, 91), 'a' + s);
          AuSeries *series = au_panel_add_series (panel, drawn, name, s < 7 ? s : AU_RANK_OTHER);

          for (int i = 0; i < n; i++)
            {
              double value = magnitude * g_test_rand_double_range (signs ? -0.5 : 0.0, 1.0);

              if (g_test_rand_int_range (0, 12) > 0)
                au_series_set_value (series, i, g_test_rand_int_range (0, 40) == 0 ? 0.0 : value,
                                     NULL);
            }
        }

      for (int i = 0; i < n; i++)
        if (g_test_rand_bit ())
          au_panel_set_label (panel, i, "$1,204,311.58");
    }
  au_figure_seal (figure);

  return figure;
}

static void
test_any_figure (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (AuFigure) figure = random_figure ();
      AuPlotStyle style = make_style (random_text_scale (), g_test_rand_bit ());
      AuPlotSlide slide = { "left", "right" };
      g_autoptr (AuPlotLayout) layout = NULL;

      layout = au_plot_layout_new (figure, g_test_rand_int_range (64, 2561),
                                   g_test_rand_int_range (64, 1600), &style,
                                   g_test_rand_bit () ? &slide : NULL);
      assert_labels (layout, "random");
      assert_marks (layout);
    }
}

static gboolean
has_label (const AuPlotLayout *layout,
           AuLabelRole         role,
           const char         *text)
{
  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if (label.role == role && g_str_equal (label.text, text))
        return TRUE;
    }

  return FALSE;
}

static guint
count_labels (const AuPlotLayout *layout,
              AuLabelRole         role)
{
  guint n = 0;

  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    n += au_plot_layout_get_label (layout, i).role == role;

  return n;
}

/* At ordinary sizes nothing that is promised may be dropped for lack of room. */
static void
test_promised_labels (void)
{
  static const int widths[] = { 328, 360, 480, 640, 860, 1160, 1600, 2560 };
  g_autoptr (AuFigure) mau = figure_new_mau ();
  g_autoptr (AuFigure) models = figure_new_models ();
  g_autoptr (AuFigure) lines = figure_new_active_users ();
  g_autoptr (AuFigure) adoption = figure_new_adoption ();
  g_autoptr (AuFigure) overage = figure_new_overage ();

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (int rtl = 0; rtl < 2; rtl++)
      {
        AuPlotStyle style = make_style (1.0, rtl);
        gboolean narrow = widths[i] < 480;
        g_autoptr (AuPlotLayout) a = NULL;
        g_autoptr (AuPlotLayout) b = NULL;
        g_autoptr (AuPlotLayout) c = NULL;
        g_autoptr (AuPlotLayout) d = NULL;
        g_autoptr (AuPlotLayout) e = NULL;

        a = au_plot_layout_new (mau, widths[i], 330, &style, NULL);
        g_assert_true (has_label (a, AU_LABEL_VALUE, "412"));
        g_assert_true (has_label (a, AU_LABEL_CATEGORY_TICK, "Nov"));
        g_assert_true (has_label (a, AU_LABEL_YEAR, "2025"));
        g_assert_true (has_label (a, AU_LABEL_YEAR, "2026"));
        g_assert_true (has_label (a, AU_LABEL_REFERENCE, narrow ? "500 seats today"
                                  : "500 seats"));
        g_assert_cmpuint (count_labels (a, AU_LABEL_VALUE_TICK), >=, 4);
        g_assert_cmpuint (count_labels (a, AU_LABEL_VALUE_TICK), <=, 7);
        if (narrow)
          g_assert_true (has_label (a, AU_LABEL_LEGEND, "381 so far · 23 of 30 days"));
        else
          {
            g_assert_true (has_label (a, AU_LABEL_PARTIAL, "381 so far"));
            g_assert_true (has_label (a, AU_LABEL_PARTIAL, "23 of 30 days"));
          }

        /* Each name once, beside the plot or above it. */
        b = au_plot_layout_new (models, widths[i], 400, &style, NULL);
        for (guint j = 0; j < 8; j++)
          g_assert_true (has_label (b, narrow ? AU_LABEL_LEGEND : AU_LABEL_END,
                                    au_series_get_name (au_panel_get_series
                                                          (au_figure_get_panel (models, 0), j))));

        /* What hatching means, and dashes. */
        g_assert_true (has_label (b, narrow ? AU_LABEL_LEGEND : AU_LABEL_PARTIAL,
                                  "23 of 30 days"));
        d = au_plot_layout_new (adoption, widths[i], 330, &style, NULL);
        g_assert_true (has_label (d, narrow ? AU_LABEL_LEGEND : AU_LABEL_PARTIAL,
                                  "23 of 30 days"));

        /* A label wider than its bar, at the edge. */
        e = au_plot_layout_new (overage, widths[i], 330, &style, NULL);
        g_assert_true (has_label (e, AU_LABEL_VALUE, "$38,950"));

        c = au_plot_layout_new (lines, widths[i], 330, &style, NULL);
        g_assert_true (has_label (c, narrow ? AU_LABEL_LEGEND : AU_LABEL_END, "Power users"));
        g_assert_true (has_label (c, narrow ? AU_LABEL_LEGEND : AU_LABEL_END, "422"));
      }
}

static int
compare_x (gconstpointer a,
           gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The first month and the newest have labels, and those between are evenly spaced. */
static void
test_month_ticks (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style = make_style (1.0, FALSE);

  for (int width = 300; width < 1600; width += 7)
    {
      g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, width, 330, &style, NULL);
      g_autoptr (GArray) centers = g_array_new (FALSE, FALSE, sizeof (double));
      AuRect first, last;
      double distance;

      for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
        {
          AuLabel label = au_plot_layout_get_label (layout, i);
          double center = label.rect.x + label.rect.width / 2.0;

          if (label.role == AU_LABEL_CATEGORY_TICK)
            g_array_append_val (centers, center);
        }

      g_array_sort (centers, compare_x);
      g_assert_cmpuint (centers->len, >=, 4);
      g_assert_true (au_plot_layout_get_band (layout, 19, &last));
      g_assert_cmpfloat_with_epsilon (g_array_index (centers, double, centers->len - 1),
                                      last.x + last.width / 2.0, 12.0);
      g_assert_true (au_plot_layout_get_band (layout, 0, &first));
      g_assert_cmpfloat_with_epsilon (g_array_index (centers, double, 0),
                                      first.x + first.width / 2.0, 12.0);
      distance = g_array_index (centers, double, 2) - g_array_index (centers, double, 1);
      for (guint i = 3; i + 1 < centers->len; i++)
        g_assert_cmpfloat_with_epsilon (g_array_index (centers, double, i)
                                        - g_array_index (centers, double, i - 1), distance, 0.01);
    }
}

/* In right-to-left the picture is the mirror image. */
static void
test_mirrored (void)
{
  for (guint i = 0; i < n_figure_entries; i++)
    {
      g_autoptr (AuFigure) figure = figure_entries[i].func ();
      AuPlotStyle ltr = make_style (1.0, FALSE);
      AuPlotStyle rtl = make_style (1.0, TRUE);
      g_autoptr (AuPlotLayout) a = au_plot_layout_new (figure, 860, 400, &ltr, NULL);
      g_autoptr (AuPlotLayout) b = au_plot_layout_new (figure, 860, 400, &rtl, NULL);
      gsize n_a;
      gsize n_b;
      const AuMark *marks_a = au_plot_layout_get_marks (a, &n_a);
      const AuMark *marks_b = au_plot_layout_get_marks (b, &n_b);

      g_assert_cmpuint (n_a, ==, n_b);
      for (gsize j = 0; j < n_a; j++)
        {
          g_assert_cmpint (marks_a[j].category, ==, marks_b[j].category);
          g_assert_cmpfloat_with_epsilon (marks_a[j].rect.x, 860.0 - marks_b[j].rect.x
                                          - marks_b[j].rect.width, 1e-6);
          g_assert_cmpfloat (marks_a[j].rect.y, ==, marks_b[j].rect.y);
        }

      for (int x = 0; x < 860; x += 13)
        g_assert_cmpint (au_plot_layout_find_band (a, x + 0.25, 200.0), ==,
                         au_plot_layout_find_band (b, 860.0 - x - 0.25, 200.0));
    }
}

/* The height of each bar is its value in the axis' scale, computed here from
 * two marks of the same picture. */
static void
test_heights (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style = make_style (1.0, FALSE);
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, 860, 330, &style, NULL);
  AuRect area;
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);

  g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));
  g_assert_cmpuint (n, ==, 20);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (marks[i].rect.height, marks[i].value / 500.0 * area.height,
                                      1e-6);
      g_assert_cmpfloat_with_epsilon (marks[i].rect.y + marks[i].rect.height,
                                      area.y + area.height, 1e-6);
      g_assert_cmpint (marks[i].partial, ==, i == 19);
      g_assert_cmpint (marks[i].emphasised, ==, i == 18);
      /* A gap of about a third. */
      g_assert_cmpfloat_with_epsilon (marks[i].rect.width, area.width / 20.0 * 2.0 / 3.0, 0.5);
    }
}

/* Parts of a stack touch and come to its total; below zero they hang apart. */
static void
test_stack (void)
{
  AuFigure *figure = au_figure_new ();
  const double values[] = { 30.0, -10.0, 20.0, -5.0, 0.0 };
  AuPlotStyle style = make_style (1.0, FALSE);
  AuPanel *panel;
  AuPlotLayout *layout;
  const AuMark *marks;
  AuRect area;
  gsize n;
  double zero;
  double unit;

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 1, 31));
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    au_series_set_value (au_panel_add_series (panel, AU_SERIES_STACK, "Part", i), 0, values[i],
                         NULL);
  au_figure_seal (figure);

  layout = au_plot_layout_new (figure, 600, 400, &style, NULL);
  au_plot_layout_get_plot_area (layout, 0, &area);
  marks = au_plot_layout_get_marks (layout, &n);
  g_assert_cmpuint (n, ==, 5);

  zero = marks[0].rect.y + marks[0].rect.height;
  unit = marks[0].rect.height / 30.0;
  g_assert_cmpfloat_with_epsilon (marks[1].rect.y, zero, 1e-9);
  g_assert_cmpfloat_with_epsilon (marks[1].rect.height, 10.0 * unit, 1e-9);
  g_assert_cmpfloat_with_epsilon (marks[2].rect.y + marks[2].rect.height, marks[0].rect.y, 1e-9);
  g_assert_cmpfloat_with_epsilon (zero - marks[2].rect.y, 50.0 * unit, 1e-9);
  g_assert_cmpfloat_with_epsilon (marks[3].rect.y, zero + 10.0 * unit, 1e-9);
  g_assert_cmpfloat (marks[4].rect.height, ==, 0.0);
  g_assert_cmpfloat (zero, <, area.y + area.height);

  au_plot_layout_unref (layout);
  au_figure_unref (figure);
}

/* A gap has no mark, a zero has one, and so has what is not finite none. */
static void
test_gaps (void)
{
  AuFigure *figure = au_figure_new ();
  AuPlotStyle style = make_style (1.0, FALSE);
  AuSeries *series;
  AuPlotLayout *layout;
  const AuMark *marks;
  gsize n;

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 6, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL),
                                AU_SERIES_LINE, "Line", 0);
  au_series_set_value (series, 0, 4.0, NULL);
  au_series_set_value (series, 1, 0.0, NULL);
  au_series_set_value (series, 3, INFINITY, NULL);
  au_series_set_value (series, 4, NAN, NULL);
  au_series_set_value (series, 5, 7.0, NULL);
  au_figure_seal (figure);

  layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
  marks = au_plot_layout_get_marks (layout, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (marks[1].category, ==, 1);
  g_assert_cmpint (marks[2].category, ==, 5);

  au_plot_layout_unref (layout);
  au_figure_unref (figure);
}

static void
test_bands (void)
{
  g_autoptr (AuFigure) figure = figure_new_two_panels ();
  AuPlotStyle style = make_style (1.0, FALSE);
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, 860, 440, &style, NULL);
  AuRect top;
  AuRect bottom;

  g_assert_cmpuint (au_plot_layout_get_n_bands (layout), ==, 20);
  g_assert_true (au_plot_layout_get_plot_area (layout, 0, &top));
  g_assert_true (au_plot_layout_get_plot_area (layout, 1, &bottom));
  g_assert_false (au_plot_layout_get_plot_area (layout, 2, &top));

  /* One axis for both. */
  g_assert_cmpfloat (top.x, ==, bottom.x);
  g_assert_cmpfloat (top.width, ==, bottom.width);
  g_assert_cmpfloat (top.y + top.height, <, bottom.y);

  for (int i = 0; i < 20; i++)
    {
      AuRect band;

      g_assert_true (au_plot_layout_get_band (layout, i, &band));
      g_assert_cmpfloat (band.y, <=, top.y);
      g_assert_cmpfloat_with_epsilon (band.y + band.height, bottom.y + bottom.height, 1e-6);

      /* The whole of the band, not only the bar, and the gap between panels. */
      g_assert_cmpint (au_plot_layout_find_band (layout, band.x + 0.01, 1.0), ==, i);
      g_assert_cmpint (au_plot_layout_find_band (layout, band.x + band.width - 0.01,
                                                 (top.y + top.height + bottom.y) / 2.0), ==, i);
    }

  g_assert_cmpint (au_plot_layout_find_band (layout, top.x - 1.0, 100.0), ==, -1);
  g_assert_cmpint (au_plot_layout_find_band (layout, top.x + top.width + 1.0, 100.0), ==, -1);
  g_assert_cmpint (au_plot_layout_find_band (layout, top.x + 20.0, -1.0), ==, -1);
  g_assert_cmpint (au_plot_layout_find_band (layout, NAN, 10.0), ==, -1);
  g_assert_false (au_plot_layout_get_band (layout, 20, &top));
  g_assert_false (au_plot_layout_get_band (layout, -1, &top));
}

/* A level line does not run through the number of a bar that nearly reaches it. */
static void
test_label_and_line (void)
{
  for (double value = 440.0; value < 500.0; value += 3.0)
    for (int level = 0; level < 2; level++)
      {
        AuFigure *figure = au_figure_new ();
        AuPlotStyle style = make_style (1.0, FALSE);
        AuPanel *panel;
        AuPlotLayout *layout;
        AuRect area;
        double y;
        gboolean found = FALSE;

        au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 1, 1));
        panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL);
        au_series_set_value (au_panel_add_series (panel, AU_SERIES_BAR, "Bar", 0), 0, value, NULL);
        if (level == 0)
          au_panel_add_reference_line (panel, 500.0, "500 seats", NULL);
        else
          au_series_set_value (au_panel_add_series (panel, AU_SERIES_STEP, "Seats", 1), 0, 500.0,
                               NULL);
        au_panel_set_label (panel, 0, "490");
        au_figure_seal (figure);

        layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
        g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));
        y = area.y;
        for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
          {
            AuLabel label = au_plot_layout_get_label (layout, i);

            if (label.role != AU_LABEL_VALUE)
              continue;

            found = TRUE;
            g_assert_true (label.rect.y > y || label.rect.y + label.rect.height < y);
          }
        g_assert_true (found);

        au_plot_layout_unref (layout);
        au_figure_unref (figure);
      }
}

/* What exceeds 100 % is neither cut off nor passed over. */
static void
test_excess (void)
{
  AuFigure *figure = au_figure_new ();
  AuPlotStyle style = make_style (1.0, FALSE);
  AuSeries *series;
  AuPlotLayout *layout;

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 6, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_PERCENT, NULL, NULL),
                                AU_SERIES_LINE, "Agent", 0);
  for (int i = 0; i < 6; i++)
    au_series_set_value (series, i, i == 2 ? 112.0 : 80.0, NULL);
  au_figure_seal (figure);

  layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
  g_assert_true (has_label (layout, AU_LABEL_VALUE, "112\u00a0%"));
  assert_marks (layout);

  au_plot_layout_unref (layout);
  au_figure_unref (figure);
}

static void
test_status (void)
{
  g_autoptr (AuFigure) figure = figure_new_empty ();
  AuPlotStyle style = make_style (1.0, FALSE);
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
  gsize n;

  g_assert_true (has_label (layout, AU_LABEL_STATUS, "No rows were returned"));
  au_plot_layout_get_marks (layout, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (au_plot_layout_find_band (layout, 100.0, 100.0), ==, -1);
  g_assert_null (au_plot_layout_get_tooltip (layout, 0));
}

static void
test_slide (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style = make_style (1.0, FALSE);
  AuPlotSlide slide = { "left words", "right words" };
  g_autoptr (AuPlotLayout) on_screen = au_plot_layout_new (figure, 1600, 900, &style, NULL);
  g_autoptr (AuPlotLayout) exported = au_plot_layout_new (figure, 1600, 900, &style, &slide);

  g_assert_false (has_label (on_screen, AU_LABEL_TITLE, "Monthly active users"));
  g_assert_true (has_label (exported, AU_LABEL_TITLE, "Monthly active users"));
  g_assert_cmpuint (count_labels (exported, AU_LABEL_SUBTITLE), ==, 1);
  g_assert_true (has_label (exported, AU_LABEL_FOOTER, "left words"));
  g_assert_true (has_label (exported, AU_LABEL_FOOTER, "right words"));
  g_assert_true (has_label (exported, AU_LABEL_PARTIAL, "23 of 30 days"));
}

/* A table that has no room for all its rows says how many are missing. */
static void
test_table (void)
{
  g_autoptr (AuFigure) figure = figure_new_top_users (25);
  AuPlotStyle style = make_style (1.0, FALSE);
  int natural = au_plot_natural_height (figure, 860, &style);
  g_autoptr (AuPlotLayout) whole = au_plot_layout_new (figure, 860, natural, &style, NULL);
  g_autoptr (AuPlotLayout) low = au_plot_layout_new (figure, 860, 200, &style, NULL);
  AuPlotSlide slide = { "left", "right" };
  g_autoptr (AuPlotLayout) exported = au_plot_layout_new (figure, 1600, 900, &style, &slide);
  g_autofree char *more = NULL;
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (whole, &n);

  g_assert_cmpuint (au_plot_layout_get_n_bands (whole), ==, 25);
  g_assert_true (has_label (whole, AU_LABEL_FOOTNOTE, "First 25 rows, more exist"));
  g_assert_cmpuint (n, ==, 25);
  for (gsize i = 1; i < n; i++)
    g_assert_cmpfloat_with_epsilon (marks[i].rect.width / marks[0].rect.width,
                                    marks[i].value / marks[0].value, 1e-9);

  g_assert_cmpuint (au_plot_layout_get_n_bands (low), <, 25);
  more = g_strdup_printf ("%u rows have no room here · First 25 rows, more exist",
                          25 - (guint) au_plot_layout_get_n_bands (low));
  g_assert_true (has_label (low, AU_LABEL_FOOTNOTE, more));

  g_assert_cmpuint (au_plot_layout_get_n_bands (exported), ==, 25);
}

static void
test_describe (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style = make_style (1.0, FALSE);
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, 860, 330, &style, NULL);
  g_autofree char *complete = au_plot_layout_describe_mark (layout, 18);
  g_autofree char *partial = au_plot_layout_describe_mark (layout, 19);

  g_assert_cmpstr (complete, ==, "October 2026, Monthly actives 412");
  g_assert_cmpstr (partial, ==, "November 2026, Monthly actives 381, 23 of 30 days");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/07-no-two-labels-meet", test_any_size);
  g_test_add_func ("/plot/point/07-no-two-labels-meet-in-any-figure", test_any_figure);
  g_test_add_func ("/plot/point/12-nothing-promised-is-dropped", test_promised_labels);
  g_test_add_func ("/plot/point/06-first-and-last-month-are-labelled", test_month_ticks);
  g_test_add_func ("/plot/point/28-right-to-left-mirrors", test_mirrored);
  g_test_add_func ("/plot/layout/heights", test_heights);
  g_test_add_func ("/plot/point/05-below-zero-hangs-apart", test_stack);
  g_test_add_func ("/plot/point/13-null-is-a-gap-zero-is-drawn", test_gaps);
  g_test_add_func ("/plot/point/30-the-whole-band-is-hit", test_bands);
  g_test_add_func ("/plot/layout/label-and-line", test_label_and_line);
  g_test_add_func ("/plot/point/22-more-than-the-whole-is-shown", test_excess);
  g_test_add_func ("/plot/layout/status", test_status);
  g_test_add_func ("/plot/point/45-the-frame-of-an-export", test_slide);
  g_test_add_func ("/plot/layout/table", test_table);
  g_test_add_func ("/plot/point/35-a-datum-is-one-phrase", test_describe);

  return g_test_run ();
}
