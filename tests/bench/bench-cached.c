/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-child.h"
#include "au-bench-files.h"
#include "au-bench.h"
#include "au-standin.h"

/* A dashboard that was read before opens again with no network: the readings of a workspace are
 * kept by one process, the workspace goes away, and other processes show what was kept. */

#define N_STARTS 20

/* From the window to its first chart, in ms. */
#define CACHED_BOUND 300

/* The requests of the eight views and of the list of subscriptions. */
#define N_STATEMENTS 10

#define MAX_WAIT_MS 30000

/* What it reads of a workspace in a whole visit. Readings are written a moment after they came. */
static void
read_all (AuStandin *standin)
{
  g_autoptr (GSubprocess) child = au_bench_child_start (FALSE);
  guint waited = 0;

  for (; au_standin_get_counter (standin, AU_STANDIN_SUBMITTED) < N_STATEMENTS ||
       au_standin_get_counter (standin, AU_STANDIN_OPEN) > 0; waited += 100)
    {
      if (waited > MAX_WAIT_MS)
        g_error ("The app did not ask for all of its views.");
      g_usleep (100 * 1000);
    }
  g_usleep (G_USEC_PER_SEC);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
}

/**
 * au_bench_cached:
 *
 * From the window to its first chart, of what is kept on this computer, with no network.
 */
void
au_bench_cached (void)
{
  g_autoptr (AuStandin) standin = au_standin_new (NULL);
  g_autoptr (AuBenchSeries) series = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("anyusage-bench-XXXXXX", &error);

  if (folder == NULL || !au_standin_start (standin, &error))
    g_error ("%s", error->message);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  g_setenv ("DATABRICKS_TOKEN", au_standin_get_token (standin), TRUE);
  g_setenv ("DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  g_setenv (AU_BENCH_SOURCE, "databricks", TRUE);
  read_all (standin);
  g_clear_pointer (&standin, au_standin_free);

  for (int i = -1; i < N_STARTS; i++)
    {
      double figures[AU_BENCH_N_FIGURES];

      au_bench_child_run (FALSE, NULL, figures, NULL);
      if (i < 0)
        continue;
      au_bench_series_add (series,
                           figures[AU_BENCH_FIGURE_CHART] - figures[AU_BENCH_FIGURE_WINDOW]);
      au_bench_series_add (cpu, figures[AU_BENCH_FIGURE_CPU]);
    }
  au_bench_line ("from the window to its first chart, cached, no network", series, cpu, series,
                 CACHED_BOUND);
  g_unsetenv (AU_BENCH_SOURCE);
  au_bench_files_remove (folder);
}
