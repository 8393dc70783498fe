/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-application.h"
#include "au-bench-window.h"
#include "au-bench-child.h"
#include "au-bench-files.h"
#include "au-bench.h"

#include <glib/gstdio.h>

#define N_STARTS 30
#define N_COLD_STARTS 5
#define N_FIRST_STARTS 3

/* From the start of the process to its first chart, in ms. The first bound is the product's, the
 * others are what nothing may come to: files read from a disk, and a workspace of 40 MB made. */
#define START_BOUND 450

typedef struct
{
  AuBenchSeries *series[AU_BENCH_N_FIGURES];
} Starts;

static const char *const names[AU_BENCH_N_FIGURES] = {
  "main() reached", "window begun", "first frame", "first frame with its data", "first chart drawn",
  NULL,
};

static void
starts_init (Starts *starts)
{
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    starts->series[i] = au_bench_series_new ();
}

static void
starts_clear (Starts *starts)
{
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    au_bench_series_free (starts->series[i]);
}

static void
starts_add (Starts       *starts,
            const double *figures)
{
  for (guint i = 0; i < AU_BENCH_N_FIGURES; i++)
    au_bench_series_add (starts->series[i], figures[i]);
}

static void
print_chart (Starts     *starts,
             const char *name,
             double      bound)
{
  AuBenchSeries *wall = starts->series[AU_BENCH_FIGURE_CHART];

  au_bench_line (name, wall, starts->series[AU_BENCH_FIGURE_CPU], bound > 0 ? wall : NULL, bound);
}

/* What the machine has read before is there, and an empty window beside it, one after the other. */
static void
bench_warm (void)
{
  Starts app, empty;
  double figures[AU_BENCH_N_FIGURES];

  starts_init (&app);
  starts_init (&empty);
  for (int i = -1; i < N_STARTS; i++)
    {
      /* The first one makes the workspace and warms the machine's file cache. */
      au_bench_child_run (FALSE, NULL, figures, NULL);
      if (i >= 0)
        starts_add (&app, figures);
      au_bench_child_run (TRUE, NULL, figures, NULL);
      if (i >= 0)
        starts_add (&empty, figures);
    }
  for (guint i = 0; i < AU_BENCH_FIGURE_CHART; i++)
    au_bench_line (names[i], app.series[i], NULL, NULL, 0);
  print_chart (&app, "first chart drawn", START_BOUND);
  print_chart (&empty, "an empty window beside it", 0);
  au_bench_value ("of the first chart's CPU, an empty window's", "parts",
                  au_bench_series_median (empty.series[AU_BENCH_FIGURE_CPU]) /
                  au_bench_series_median (app.series[AU_BENCH_FIGURE_CPU]), -1);
  starts_clear (&app);
  starts_clear (&empty);
}

/* After the files that the app reads were dropped from the machine's cache, as far as no other
 * process has them mapped. */
static void
bench_cold (void)
{
  g_autoptr (GPtrArray) files = NULL;
  Starts starts;
  double figures[AU_BENCH_N_FIGURES];
  double before = 0, after = 0;

  starts_init (&starts);
  au_bench_child_run (FALSE, NULL, figures, &files);
  for (guint i = 0; i < N_COLD_STARTS; i++)
    {
      before = au_bench_files_get_cached (files);
      au_bench_files_evict (files);
      after = au_bench_files_get_cached (files);
      au_bench_child_run (FALSE, NULL, figures, NULL);
      starts_add (&starts, figures);
    }
  print_chart (&starts, "first chart drawn, files not in memory", 0);
  au_bench_value ("  of them dropped from memory before", "MiB", before - after, -1);
  au_bench_value ("  of them kept by other processes", "MiB", after, -1);
  starts_clear (&starts);
}

/* With an empty cache folder: the sample workspace is made. */
static void
bench_first (void)
{
  Starts starts;
  double figures[AU_BENCH_N_FIGURES];

  starts_init (&starts);
  for (guint i = 0; i < N_FIRST_STARTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cache = g_dir_make_tmp ("anyusage-bench-XXXXXX", &error);

      if (cache == NULL)
        g_error ("%s", error->message);
      au_bench_child_run (FALSE, cache, figures, NULL);
      starts_add (&starts, figures);
      au_bench_files_remove (cache);
    }
  print_chart (&starts, "first chart drawn, the sample workspace made", 0);
  starts_clear (&starts);
}

/**
 * au_bench_start:
 *
 * From the start of the process until the first chart is drawn.
 *
 * Returns: 0
 */
int
au_bench_start (void)
{
  au_bench_heading ("start", "ms since the process was started; cpu of all its threads, in all");
  bench_warm ();
  bench_cold ();
  bench_first ();
  au_bench_cached ();
  return 0;
}
