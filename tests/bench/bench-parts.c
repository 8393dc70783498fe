/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"
#include "au-plot-render.h"
#include "au-png.h"
#include "figures.h"

#include <string.h>

#define WIDTH 1600
#define HEIGHT 900
#define N_ROUNDS 9

/* A first picture may take 20 ms of CPU however many points it has, a PNG file with its drawing
 * 40. */
#define PICTURE_BOUND 20
#define PNG_BOUND 40

/* How much more a picture of eight or ten times as many points may cost. */
#define RATIO_BOUND 2

static void
bench_figure (const char *name,
              AuFigure   *figure)
{
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) png_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) png_cpu = au_bench_series_new ();
  g_autofree char *png_name = g_strdup_printf ("%s, drawn and to PNG", name);
  AuPlotStyle style;

  memset (&style, 0, sizeof style);
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      double wall_start = au_bench_wall ();
      double cpu_start = au_bench_thread_cpu ();
      g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, WIDTH, HEIGHT, &style, NULL);
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface = au_plot_render_surface (layout, 1, &error);
      g_autoptr (GBytes) png = NULL;

      if (surface == NULL)
        g_error ("%s", error->message);
      au_bench_series_add (wall, au_bench_wall () - wall_start);
      au_bench_series_add (cpu, au_bench_thread_cpu () - cpu_start);
      png = au_png_encode (surface, 1, &error);
      if (png == NULL)
        g_error ("%s", error->message);
      au_bench_series_add (png_wall, au_bench_wall () - wall_start);
      au_bench_series_add (png_cpu, au_bench_thread_cpu () - cpu_start);
      cairo_surface_destroy (surface);
    }
  au_bench_line (name, wall, cpu, cpu, PICTURE_BOUND);
  au_bench_line (png_name, png_wall, png_cpu, png_cpu, PNG_BOUND);
}

/* What a picture of many points costs, laid out and drawn, as a multiple of one of few: near 1, as
 * the cost follows the pixels. */
static void
bench_ratio (const char *name,
             AuFigure   *many,
             AuFigure   *few)
{
  AuFigure *figures[] = { many, few };
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      double walls[2];
      double cpus[2];

      for (int j = 0; j < 2; j++)
        {
          double wall_start = au_bench_wall ();
          double cpu_start = au_bench_thread_cpu ();
          g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figures[j], WIDTH, HEIGHT, &style,
                                                                NULL);
          cairo_surface_t *surface = au_plot_render_surface (layout, 1, NULL);

          walls[j] = au_bench_wall () - wall_start;
          cpus[j] = au_bench_thread_cpu () - cpu_start;
          cairo_surface_destroy (surface);
        }
      au_bench_series_add (wall, walls[0] / walls[1]);
      au_bench_series_add (cpu, cpus[0] / cpus[1]);
    }
  au_bench_line (name, wall, cpu, cpu, RATIO_BOUND);
}

/**
 * au_bench_chart:
 *
 * Laying out and drawing a sealed figure, and writing the picture as PNG.
 *
 * Returns: 0
 */
int
au_bench_chart (void)
{
  g_autoptr (AuFigure) lines = figure_new_lines (4, 25000);
  g_autoptr (AuFigure) many_lines = figure_new_lines (4, 200000);
  g_autoptr (AuFigure) year = figure_new_lines (4, 730);
  g_autoptr (AuFigure) bars = figure_new_bars (5000);
  g_autoptr (AuFigure) many_bars = figure_new_bars (50000);
  g_autoptr (AuFigure) models = figure_new_models ();
  g_autoptr (AuFigure) table = figure_new_top_users (100);

  au_bench_heading ("chart", "ms for a picture of 1600×900");
  bench_figure ("4 lines of 25,000 points", lines);
  bench_figure ("4 lines of 200,000 points", many_lines);
  bench_figure ("4 lines of 730 points", year);
  bench_figure ("5,000 bars", bars);
  bench_figure ("50,000 bars", many_bars);
  bench_figure ("stacked bars, 20 months", models);
  bench_figure ("table of 100 rows", table);

  au_bench_heading ("chart, ratio", "times the cost of the picture of fewer points");
  bench_ratio ("4 lines of 200,000 points over 25,000", many_lines, lines);
  bench_ratio ("50,000 bars over 5,000", many_bars, bars);
  return 0;
}
