/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-application.h"
#include "au-bench-window.h"
#include "au-bench.h"

#include <gio/gio.h>
#include <stdio.h>
#include <unistd.h>

#define BORN "ANYUSAGE_BENCH_BORN"
#define N_STARTS 9

enum
{
  MAIN,
  WINDOW,
  FIRST_FRAME,
  DATA,
  CHART,
  CPU,
  N_FIGURES,
};

static double born;
static double figures[N_FIGURES];

static void
after_paint_cb (GdkFrameClock *clock,
                AuWindow      *window)
{
  AuChartCard *card = au_dashboard_get_card (window->dashboard);

  if (figures[FIRST_FRAME] <= 0)
    figures[FIRST_FRAME] = au_bench_wall () - born;
  if (figures[DATA] <= 0 && au_chart_card_get_load (card) != NULL)
    figures[DATA] = au_bench_wall () - born;
  if (!au_chart_card_is_settled (card))
    return;

  figures[CHART] = au_bench_wall () - born;
  figures[CPU] = au_bench_process_cpu ();
  for (guint i = 0; i < N_FIGURES; i++)
    printf ("%f\n", figures[i]);
  fflush (stdout);
  _exit (0);
}

static void
realize_cb (GtkWidget *widget)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (widget), "after-paint",
                          G_CALLBACK (after_paint_cb), widget);
}

static gboolean
added_cb (GSignalInvocationHint *hint,
          guint                  n_values,
          const GValue          *values,
          gpointer               user_data)
{
  GtkWidget *window = g_value_get_object (&values[1]);

  figures[WINDOW] = au_bench_wall () - born;
  g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
  return FALSE;
}

/**
 * au_bench_start_child:
 *
 * The app as it is, that tells when its first chart is drawn and ends there.
 *
 * Returns: an exit status; 0 never comes
 */
int
au_bench_start_child (int    argc,
                      char **argv)
{
  born = g_ascii_strtod (g_getenv (BORN), NULL);
  figures[MAIN] = au_bench_wall () - born;
  g_type_class_ref (GTK_TYPE_APPLICATION);
  g_signal_add_emission_hook (g_signal_lookup ("window-added", GTK_TYPE_APPLICATION), 0, added_cb, NULL, NULL);
  au_application_main (argc, argv);
  return 1;
}

static gboolean
start_once (double *into)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *now = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  now = g_strdup_printf ("%f", au_bench_wall ());
  g_subprocess_launcher_setenv (launcher, BORN, now, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, self, "--child",
                                       "--subscription", "a0XSAMPLE000001", "--view", "mau", NULL);
  if (child == NULL || !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (output, "\n", -1);
  if (g_strv_length (lines) != N_FIGURES + 1)
    return FALSE;
  for (guint i = 0; i < N_FIGURES; i++)
    into[i] = g_ascii_strtod (lines[i], NULL);
  return TRUE;
}

/**
 * au_bench_start:
 *
 * From the start of the process until the first chart is drawn, the sample workspace being there.
 *
 * Returns: 0, or 1 where the app did not start
 */
int
au_bench_start (void)
{
  static const char *names[] = { "main() reached", "window begun", "first frame", "first frame with its data",
                                 "first chart drawn" };
  AuBenchSeries *series[N_FIGURES];
  double once[N_FIGURES];

  for (guint i = 0; i < N_FIGURES; i++)
    series[i] = au_bench_series_new ();
  /* The first one makes the workspace and warms the machine's file cache. */
  for (int i = -1; i < N_STARTS; i++)
    {
      if (!start_once (once))
        return 1;
      for (guint j = 0; i >= 0 && j < N_FIGURES; j++)
        au_bench_series_add (series[j], once[j]);
    }
  au_bench_heading ("start", "ms since the process was started; cpu of all its threads, in all");
  for (guint i = 0; i < CPU; i++)
    au_bench_line (names[i], series[i], series[CPU], i == CHART ? series[i] : NULL,
                   600);
  for (guint i = 0; i < N_FIGURES; i++)
    au_bench_series_free (series[i]);
  return 0;
}
