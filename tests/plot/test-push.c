/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>
#include <string.h>

#define MAX_BOXES 12

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
cost (const double *wanted,
      const double *tops,
      int           n)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += (tops[i] - wanted[i]) * (tops[i] - wanted[i]);

  return sum;
}

static gboolean
is_allowed (const double *tops,
            const double *heights,
            int           n,
            double        gap,
            double        min,
            double        max)
{
  for (int i = 0; i < n; i++)
    {
      double next = i + 1 < n ? tops[i + 1] - gap : max;

      if (tops[i] < min - 1e-6 || tops[i] + heights[i] > next + 1e-6)
        return FALSE;
    }

  return TRUE;
}

/* No overlap, in range, in order, and no small change of the result is better. */
static void
test_any (void)
{
  for (int round = 0; round < 3000; round++)
    {
      int n = g_test_rand_int_range (1, MAX_BOXES);
      double wanted[MAX_BOXES];
      double heights[MAX_BOXES];
      double tops[MAX_BOXES];

      for (int i = 0; i < n; i++)
        {
          wanted[i] = g_test_rand_double_range (-20.0, 320.0);
          heights[i] = g_test_rand_double_range (5.0, 22.0);
        }
      qsort (wanted, n, sizeof *wanted, compare);

      au_plot_push_apart (wanted, heights, n, 1.0, 0.0, 300.0, tops);
      g_assert_true (is_allowed (tops, heights, n, 1.0, 0.0, 300.0));

      for (int change = 0; change < 30; change++)
        {
          double other[MAX_BOXES];
          int from = g_test_rand_int_range (0, n);
          int to = g_test_rand_int_range (from, n);
          double by = g_test_rand_double_range (-3.0, 3.0);

          for (int i = 0; i < n; i++)
            other[i] = tops[i] + (i >= from && i <= to ? by : 0.0);
          if (is_allowed (other, heights, n, 1.0, 0.0, 300.0))
            g_assert_cmpfloat (cost (wanted, other, n), >=, cost (wanted, tops, n) - 1e-4);
        }
    }
}

static void
test_cases (void)
{
  double tops[3];

  /* Those that have room stay. */
  au_plot_push_apart ((double[]) { 10.0, 50.0, 90.0 }, (double[]) { 15.0, 15.0, 15.0 }, 3, 1.0, 0.0,
                      200.0, tops);
  g_assert_cmpfloat (tops[0], ==, 10.0);
  g_assert_cmpfloat (tops[1], ==, 50.0);
  g_assert_cmpfloat (tops[2], ==, 90.0);

  /* Two at one height give way by half each. */
  au_plot_push_apart ((double[]) { 50.0, 50.0 }, (double[]) { 15.0, 15.0 }, 2, 1.0, 0.0, 200.0,
                      tops);
  g_assert_cmpfloat_with_epsilon (tops[0], 42.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (tops[1], 58.0, 1e-9);

  /* What hangs over the end is drawn in, and pushes the one before. */
  au_plot_push_apart ((double[]) { 180.0, 199.0 }, (double[]) { 15.0, 15.0 }, 2, 1.0, 0.0, 200.0,
                      tops);
  g_assert_cmpfloat_with_epsilon (tops[1], 185.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (tops[0], 169.0, 1e-9);
}

/* Two lines of one month that end in the same value, far from the words beside the plot. */
static void
test_short_leaders (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuPlotLayout) layout = NULL;
  AuPlotStyle style;
  AuPanel *panel;
  guint n = 0;

  au_figure_set_month_range (figure, au_day_new (2026, 11, 1), au_day_new (2026, 11, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_PERCENT, NULL, NULL);
  for (int i = 0; i < 2; i++)
    au_series_set_value (au_panel_add_series (panel, AU_SERIES_LINE, i == 0 ? "Rules" : "Plans", i),
                         0, 60.0, NULL);
  au_figure_seal (figure);

  memset (&style, 0, sizeof style);
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 900, 500, &style, NULL);
  for (guint i = 0; i < layout->rules->len; i++)
    {
      const AuPlotRule *rule = &g_array_index (layout->rules, AuPlotRule, i);

      if (rule->kind != AU_RULE_LEADER)
        continue;
      n++;
      /* None runs through the plot, where it would pass for data. */
      g_assert_cmpfloat (rule->x1, >=, layout->panels[0].area.x + layout->panels[0].area.width);
    }
  g_assert_cmpuint (n, ==, 2);
}

/* A bar's number on a gridline: the line stops before it and goes on behind it. */
static void
test_parted_hairlines (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  AuPlotStyle style;
  AuPanel *panel;
  AuSeries *series;
  guint n_parted = 0;

  au_figure_set_month_range (figure, au_day_new (2026, 8, 1), au_day_new (2026, 10, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL);
  series = au_panel_add_series (panel, AU_SERIES_BAR, "MAU", 0);
  for (int i = 0; i < 3; i++)
    au_series_set_value (series, i, i == 1 ? 912.0 : 2400.0, NULL);
  au_panel_set_label (panel, 1, "912");
  au_figure_seal (figure);

  memset (&style, 0, sizeof style);
  au_plot_style_init (&style, AU_PLOT_LIGHT, TRUE);
  /* The number lies on another place between two gridlines at each height. */
  for (int height = 200; height < 700; height += 20)
    {
      g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, 600, height, &style, NULL);

      for (guint i = 0; i < layout->texts->len; i++)
        {
          const AuPlotText *text = &g_array_index (layout->texts, AuPlotText, i);

          if (text->role != AU_LABEL_VALUE)
            continue;
          for (guint j = 0; j < layout->rules->len; j++)
            {
              const AuPlotRule *rule = &g_array_index (layout->rules, AuPlotRule, j);

              if (rule->kind != AU_RULE_HAIRLINE || rule->y1 <= text->rect.y
                  || rule->y1 >= text->rect.y + text->rect.height)
                continue;
              n_parted++;
              g_assert_true (rule->x2 <= text->rect.x
                             || rule->x1 >= text->rect.x + text->rect.width);
            }
        }
    }
  g_assert_cmpuint (n_parted, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/43-end-labels-are-pushed-apart", test_any);
  g_test_add_func ("/plot/push/cases", test_cases);
  g_test_add_func ("/plot/push/leaders-stay-out-of-the-plot", test_short_leaders);
  g_test_add_func ("/plot/push/hairlines-part-for-numbers", test_parted_hairlines);

  return g_test_run ();
}
