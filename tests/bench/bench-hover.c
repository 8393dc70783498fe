/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"
#include "au-chart-view.h"
#include "au-test.h"
#include "figures.h"

#define N_MOVES 200

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *drawn)
{
  *drawn = TRUE;
}

static gboolean
is_drawn (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
draw (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), &drawn);

  gtk_widget_queue_draw (widget);
  au_test_wait_for (is_drawn, &drawn);
  g_signal_handler_disconnect (clock, handler);
}

/* What our own code does in a move: the handler, which finds the band and fills the tooltip, and
 * the view's snapshot with the overlay. The rest of a frame is GTK's. */
static void
bench (const char *name,
       AuFigure   *figure)
{
  g_autoptr (AuBenchSeries) own_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) own_cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) frame_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) frame_cpu = au_bench_series_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = au_chart_view_new ();
  GtkWidgetClass *view_class = GTK_WIDGET_GET_CLASS (view);
  int n;

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 600);
  au_chart_view_set_figure (AU_CHART_VIEW (view), figure);
  gtk_window_present (GTK_WINDOW (window));
  au_test_wait_for (au_chart_view_is_settled, view);
  for (int i = 0; i < 5; i++)
    draw (view);

  n = (int) au_plot_layout_get_n_bands (au_chart_view_get_layout (AU_CHART_VIEW (view)));
  for (int i = 0; i < N_MOVES; i++)
    {
      double wall_start = au_bench_wall ();
      double cpu_start = au_bench_thread_cpu ();
      double wall, cpu;
      GtkSnapshot *snapshot;

      au_chart_view_hover (AU_CHART_VIEW (view), (int) ((gint64) i * n / N_MOVES));
      wall = au_bench_wall () - wall_start;
      cpu = au_bench_thread_cpu () - cpu_start;
      draw (view);
      if (i < 10)
        continue;
      au_bench_series_add (frame_wall, au_bench_wall () - wall_start);
      au_bench_series_add (frame_cpu, au_bench_thread_cpu () - cpu_start);

      snapshot = gtk_snapshot_new ();
      wall_start = au_bench_wall ();
      cpu_start = au_bench_thread_cpu ();
      view_class->snapshot (view, snapshot);
      au_bench_series_add (own_wall, wall + au_bench_wall () - wall_start);
      au_bench_series_add (own_cpu, cpu + au_bench_thread_cpu () - cpu_start);
      g_object_unref (snapshot);
    }
  au_bench_line (name, own_wall, own_cpu, own_cpu, 1);
  au_bench_line ("  with the frame", frame_wall, frame_cpu, NULL, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What GTK takes for any frame in which something is drawn anew: a window with an empty area of the
 * same size. */
static void
bench_empty (void)
{
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), gtk_drawing_area_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 600);
  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < 10 + N_MOVES; i++)
    {
      double wall_start = au_bench_wall ();
      double cpu_start = au_bench_thread_cpu ();

      draw (window);
      if (i < 10)
        continue;
      au_bench_series_add (wall, au_bench_wall () - wall_start);
      au_bench_series_add (cpu, au_bench_thread_cpu () - cpu_start);
    }
  au_bench_line ("a frame of an empty window", wall, cpu, NULL, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/**
 * au_bench_hover_large:
 *
 * A move over charts of very many points: the CPU of our own handlers and overlay, bound to 1 ms.
 */
void
au_bench_hover_large (void)
{
  g_autoptr (AuFigure) lines = figure_new_lines (4, 25000);
  g_autoptr (AuFigure) many_lines = figure_new_lines (4, 200000);
  g_autoptr (AuFigure) bars = figure_new_bars (5000);
  g_autoptr (AuFigure) many_bars = figure_new_bars (50000);

  au_bench_heading ("hover, own", "ms a move in our own handlers and overlay; cpu of the main thread");
  bench ("4 lines of 25,000 points", lines);
  bench ("4 lines of 200,000 points", many_lines);
  bench ("5,000 bars", bars);
  bench ("50,000 bars", many_bars);
  bench_empty ();
}
