/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-window.h"
#include "au-bench.h"
#include "au-picker-model.h"
#include "au-plot-render.h"
#include "au-png.h"
#include "au-test.h"
#include "figures.h"

#include <string.h>

#define WIDTH 1600
#define HEIGHT 900
#define N_ROUNDS 9

static void
bench_figure (const char *name,
              AuFigure   *figure)
{
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) png_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) png_cpu = au_bench_series_new ();
  g_autofree char *png_name = g_strdup_printf ("%s, to PNG", name);
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
      wall_start = au_bench_wall ();
      cpu_start = au_bench_thread_cpu ();
      png = au_png_encode (surface, 1, &error);
      if (png == NULL)
        g_error ("%s", error->message);
      au_bench_series_add (png_wall, au_bench_wall () - wall_start);
      au_bench_series_add (png_cpu, au_bench_thread_cpu () - cpu_start);
      cairo_surface_destroy (surface);
    }
  au_bench_line (name, wall, cpu, NULL, 0);
  au_bench_line (png_name, png_wall, png_cpu, NULL, 0);
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
  g_autoptr (AuFigure) year = figure_new_lines (4, 730);
  g_autoptr (AuFigure) bars = figure_new_bars (5000);
  g_autoptr (AuFigure) models = figure_new_models ();
  g_autoptr (AuFigure) table = figure_new_top_users (100);

  au_bench_heading ("chart", "ms for a picture of 1600×900");
  bench_figure ("4 lines of 25,000 points", lines);
  bench_figure ("4 lines of 730 points", year);
  bench_figure ("5,000 bars", bars);
  bench_figure ("stacked bars, 20 months", models);
  bench_figure ("table of 100 rows", table);
  return 0;
}

static gboolean
is_ready (gpointer session)
{
  return au_session_get_state (session) != AU_SESSION_LOADING;
}

static void
bench_picker (const char *size)
{
  static const char *typed[] = { "", "h", "ha", "hal", "hald", "e", "a0xsample0001", "zzzz" };
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = NULL;
  g_autoptr (AuPickerModel) model = NULL;
  static const char *favourites[] = { "a0XSAMPLE000001", "a0XSAMPLE000002", "a0XSAMPLE000399", NULL };
  g_autofree char *count = NULL;
  g_autofree char *first = NULL;
  g_autoptr (AuBenchSeries) first_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) first_cpu = au_bench_series_new ();
  double wall_start, cpu_start;
  guint n;

  if (size != NULL)
    g_setenv ("ANYUSAGE_SAMPLE_SIZE", size, TRUE);
  g_settings_set_strv (settings, "favourites", favourites);
  g_settings_set_strv (settings, "recent", favourites);
  session = au_session_new (settings, "sample");
  au_session_open (session);
  au_test_wait_for (is_ready, session);
  if (au_session_get_error (session) != NULL)
    g_error ("%s", au_session_get_error (session)->message);
  n = au_subscription_index_get_n_items (au_session_get_index (session));

  model = au_picker_model_new (session);
  wall_start = au_bench_wall ();
  cpu_start = au_bench_thread_cpu ();
  au_picker_model_search (model, "");
  au_bench_series_add (first_wall, au_bench_wall () - wall_start);
  au_bench_series_add (first_cpu, au_bench_thread_cpu () - cpu_start);
  first = g_strdup_printf ("%u subscriptions, the first search", n);
  au_bench_line (first, first_wall, first_cpu, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
      g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
      g_autofree char *name = g_strdup_printf ("%u subscriptions, “%s”", n, typed[i]);

      for (int round = 0; round < N_ROUNDS; round++)
        {
          /* What was typed before would make it easier. */
          au_picker_model_search (model, "");
          wall_start = au_bench_wall ();
          cpu_start = au_bench_thread_cpu ();
          au_picker_model_search (model, typed[i]);
          au_bench_series_add (wall, au_bench_wall () - wall_start);
          au_bench_series_add (cpu, au_bench_thread_cpu () - cpu_start);
        }
      au_bench_line (name, wall, cpu, cpu, 8);
    }
}

/**
 * au_bench_picker:
 *
 * A keystroke in the picker: finding and listing what matches, without the drawing of the rows.
 *
 * Returns: 0
 */
int
au_bench_picker (void)
{
  au_bench_window_init ();
  au_bench_heading ("picker", "ms of the main loop a keystroke");
  bench_picker (NULL);
  bench_picker ("100000");
  return 0;
}
