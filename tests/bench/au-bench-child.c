/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-child.h"
#include "au-application.h"
#include "au-bench-window.h"
#include "au-bench.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The app in a process of its own, or an empty window of libadwaita's to compare it with. It tells
 * what it reached and when, on standard output. */

#define BORN "ANYUSAGE_BENCH_BORN"
#define STAY "ANYUSAGE_BENCH_STAY"
#define FILES "ANYUSAGE_BENCH_FILES"

static double born;
static double figures[AU_BENCH_N_FIGURES];

/* The paths of the files that are mapped, one a line, and the workspace's, which is only read. */
static void
print_files (void)
{
  g_autofree char *text = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "anyusage", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_auto (GStrv) lines = NULL;
  const char *name;

  if (!g_file_get_contents ("/proc/self/maps", &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strchr (lines[i], '/') != NULL)
      printf ("%s\n", strchr (lines[i], '/'));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    printf ("%s/%s\n", folder, name);
}

static void
tell (void)
{
  figures[AU_BENCH_FIGURE_CHART] = au_bench_wall () - born;
  figures[AU_BENCH_FIGURE_CPU] = au_bench_process_cpu ();
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    printf ("%f\n", figures[i]);
  if (g_getenv (FILES) != NULL)
    print_files ();
  fflush (stdout);
  if (g_getenv (STAY) == NULL)
    _exit (0);
}

/* The sample workspace has nothing that was kept, so its chart is the answer itself. What another
 * source's card shows first may be what was kept, while the answer is on its way. */
static gboolean
is_drawn (AuChartCard *card)
{
  if (g_getenv (AU_BENCH_SOURCE) == NULL)
    return au_chart_card_is_settled (card);
  return g_str_equal (au_chart_card_get_state (card), "chart") &&
         au_chart_view_is_settled (au_chart_card_get_view (card));
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWidget     *window)
{
  if (figures[AU_BENCH_FIGURE_FRAME] <= 0)
    figures[AU_BENCH_FIGURE_FRAME] = au_bench_wall () - born;
  if (AU_IS_WINDOW (window))
    {
      AuChartCard *card = au_dashboard_get_card (AU_WINDOW (window)->dashboard);

      if (figures[AU_BENCH_FIGURE_DATA] <= 0 && au_chart_card_get_load (card) != NULL)
        figures[AU_BENCH_FIGURE_DATA] = au_bench_wall () - born;
      if (!is_drawn (card))
        return;
    }
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  tell ();
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

  figures[AU_BENCH_FIGURE_WINDOW] = au_bench_wall () - born;
  g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
  return FALSE;
}

static void
activate_cb (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 900);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_empty (int    argc,
           char **argv)
{
  g_autoptr (AdwApplication) application =
    adw_application_new ("io.github.anyusage.Empty", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

/**
 * au_bench_child_main:
 * @argc: number of words
 * @argv: the program's name, "app" or "empty", and the app's options
 *
 * The app as it is, or the empty window, drawn as the app would be.
 *
 * Returns: an exit status
 */
int
au_bench_child_main (int    argc,
                     char **argv)
{
  gboolean empty = g_str_equal (argv[1], "empty");

  born = g_ascii_strtod (g_getenv (BORN), NULL);
  figures[AU_BENCH_FIGURE_MAIN] = au_bench_wall () - born;
  g_type_class_ref (GTK_TYPE_APPLICATION);
  g_signal_add_emission_hook (g_signal_lookup ("window-added", GTK_TYPE_APPLICATION), 0, added_cb,
                              NULL, NULL);
  argv[1] = argv[0];
  if (!empty)
    return au_application_main (argc - 1, argv + 1);
  au_application_prefer_plain_drawing ();
  return run_empty (argc - 1, argv + 1);
}

static GSubprocess *
start (gboolean    empty,
       const char *cache,
       gboolean    stays,
       gboolean    with_files)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;
  const char *source = g_getenv (AU_BENCH_SOURCE);
  GSubprocess *child;

  if (cache != NULL)
    g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", cache, TRUE);
  if (stays)
    g_subprocess_launcher_setenv (launcher, STAY, "1", TRUE);
  if (with_files)
    g_subprocess_launcher_setenv (launcher, FILES, "1", TRUE);
  now = g_strdup_printf ("%f", au_bench_wall ());
  g_subprocess_launcher_setenv (launcher, BORN, now, TRUE);
  if (empty)
    child = g_subprocess_launcher_spawn (launcher, &error, self, "--child", "empty", NULL);
  else
    child = g_subprocess_launcher_spawn (launcher, &error, self, "--child", "app", "--subscription",
                                         "a0XSAMPLE000001", "--view", "mau", "--source",
                                         source != NULL ? source : "sample", NULL);
  if (child == NULL)
    g_error ("%s", error->message);
  return child;
}

/**
 * au_bench_child_run:
 * @empty: whether it is the empty window
 * @cache: (nullable): a cache folder of its own
 * @into: (array fixed-size=6): what it reached and when
 * @files: (out) (optional) (transfer full): paths of the files that it has read
 *
 * Starts a child and waits until it has drawn its chart, or the empty window its first frame, and
 * has ended.
 */
void
au_bench_child_run (gboolean     empty,
                    const char  *cache,
                    double      *into,
                    GPtrArray  **files)
{
  g_autoptr (GSubprocess) child = start (empty, cache, FALSE, files != NULL);
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (output, "\n", -1);
  if (g_strv_length (lines) <= AU_BENCH_N_FIGURES)
    g_error ("The app did not start.");
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    into[i] = g_ascii_strtod (lines[i], NULL);
  if (files == NULL)
    return;
  *files = g_ptr_array_new_with_free_func (g_free);
  for (guint i = AU_BENCH_N_FIGURES; lines[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (*files, lines[i], g_str_equal, NULL) && *lines[i] == '/')
      g_ptr_array_add (*files, g_strdup (lines[i]));
}

/**
 * au_bench_child_start:
 * @empty: whether it is the empty window
 *
 * Returns: (transfer full): a child that has drawn its chart and goes on
 */
GSubprocess *
au_bench_child_start (gboolean empty)
{
  GSubprocess *child = start (empty, NULL, TRUE, FALSE);
  g_autoptr (GDataInputStream) output =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      if (line == NULL)
        g_error ("The app did not start.");
    }
  return child;
}
