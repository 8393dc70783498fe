/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets the room: names before bars, and a date below every bar before the words under it. */
#include "config.h"

#include "au-plot-layout.h"
#include "figures.h"

#include <string.h>

static AuPlotLayout *
lay_out (AuFigure *figure,
         int       width,
         int       height,
         gboolean  rtl)
{
  const AuPlotSlide slide = { "left", "right" };
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  style.rtl = rtl;
  return au_plot_layout_new (figure, width, height, &style, &slide);
}

static AuFigure *
new_table (const char *long_name,
           guint       n_rows)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, "Top users");
  au_figure_set_table (figure);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "User", 0);
  au_figure_add_column (figure, AU_COLUMN_BAR, "Requests", 0);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, "Sessions", 3);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "L4", 5);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "Last active", 1);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("user-%03u@longmeadow-marine.example", i);
      g_autofree char *number = g_strdup_printf ("%u", 2528 >> i);
      const char *cells[] = { i == 1 && long_name != NULL ? long_name : name, number, number,
                              i == 0 ? "L4" : "", "23 Nov, 17:00", NULL };

      au_figure_add_row (figure, cells, 2528 >> i);
    }
  au_figure_seal (figure);
  return figure;
}

static guint
count_cut (AuPlotLayout *layout)
{
  guint n_cut = 0;

  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      n_cut += label.role == AU_LABEL_CELL && label.cut;
    }
  return n_cut;
}

/* The addresses of all are whole and the bars still long enough to compare. */
static void
test_names (void)
{
  g_autoptr (AuFigure) figure = new_table (NULL, 5);
  g_autoptr (AuPlotLayout) layout = lay_out (figure, 640, 400, FALSE);
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);

  g_assert_cmpuint (count_cut (layout), ==, 0);
  g_assert_cmpfloat (marks[0].rect.width, >=, 60.0);
}

/* One address of a machine does not take the room of everybody's bar. */
static void
test_long_name (void)
{
  g_autoptr (AuFigure) figure =
    new_table ("platform-build-automation-owner-emeritus-of-the-second-department@halden.example", 20);
  g_autoptr (AuFigure) others = new_table (NULL, 20);
  g_autoptr (AuPlotLayout) layout = lay_out (figure, 1600, 900, FALSE);
  g_autoptr (AuPlotLayout) plain = lay_out (others, 1600, 900, FALSE);
  gsize n;
  const AuMark *marks = au_plot_layout_get_marks (layout, &n);
  const AuMark *plain_marks = au_plot_layout_get_marks (plain, &n);

  /* Its own name is the only one that is cut; an L4 in one row of twenty is not. */
  g_assert_cmpuint (count_cut (layout), ==, 1);
  g_assert_cmpuint (count_cut (plain), ==, 0);
  g_assert_cmpfloat (marks[0].rect.width, >=, 0.7 * plain_marks[0].rect.width);
}

/* Ones below ones, from right to left as well: numbers keep their direction. */
static void
test_numbers (void)
{
  for (int rtl = 0; rtl < 2; rtl++)
    {
      g_autoptr (AuFigure) figure = new_table (NULL, 5);
      g_autoptr (AuPlotLayout) layout = lay_out (figure, 900, 500, rtl);
      double ends[2] = { 0.0, 0.0 };
      guint n_seen = 0;

      /* Each number stands in its row twice, as requests and as sessions. */
      for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
        {
          AuLabel label = au_plot_layout_get_label (layout, i);
          double end;

          if (label.role != AU_LABEL_CELL || !g_ascii_isdigit (*label.text) ||
              strchr (label.text, ',') != NULL)
            continue;
          end = label.rect.x + label.rect.width;
          if (n_seen < 2)
            ends[n_seen] = end;
          else
            g_assert_cmpfloat_with_epsilon (end, ends[n_seen % 2], 0.5);
          n_seen++;
        }
      g_assert_cmpuint (n_seen, ==, 10);
    }
}

static void
check_deals (int   width,
             int   height,
             guint n_expected)
{
  static const char *const names[] = {
    "8 Sep 2025\nInitial deal\nTamarind Stores", "8 Sep 2025\nInitial deal\nTamarind Distribution",
    "19 Mar 2026\nTrue-up 1", "15 Jun 2026\nInitial deal", "14 Sep 2026\nTrue-up 2", NULL,
  };
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuPlotLayout) layout = NULL;
  AuSeries *series;
  guint n_dates = 0;

  au_figure_set_names (figure, names, NULL);
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL),
                                AU_SERIES_BAR, "Licences", 0);
  for (gsize i = 0; i < 5; i++)
    au_series_set_value (series, i, 100.0, NULL);
  au_figure_seal (figure);

  layout = lay_out (figure, width, height, FALSE);
  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if (label.role != AU_LABEL_CATEGORY_TICK)
        continue;
      n_dates++;
      /* A name may be cut, a date may not. */
      if (label.cut)
        g_assert_nonnull (strstr (label.text, "\nTamarind"));
    }
  g_assert_cmpuint (n_dates, ==, n_expected);
}

static void
test_dates (void)
{
  check_deals (1600, 900, 5);
  check_deals (640, 400, 5);
  check_deals (480, 300, 5);
  /* No room even for the dates. */
  check_deals (300, 300, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/29-names-are-whole-where-there-is-room", test_names);
  g_test_add_func ("/plot/point/29-one-long-name-leaves-the-bars", test_long_name);
  g_test_add_func ("/plot/point/28-numbers-end-together", test_numbers);
  g_test_add_func ("/plot/point/09-a-date-below-every-bar", test_dates);

  return g_test_run ();
}
