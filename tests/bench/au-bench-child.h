/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The environment's: which source a child asks, instead of the sample workspace. */
#define AU_BENCH_SOURCE "ANYUSAGE_BENCH_SOURCE"

/* When something was reached in a child, in ms since its process was started; the last one is the
 * CPU time of all its threads until its chart was drawn. */
enum
{
  AU_BENCH_FIGURE_MAIN,
  AU_BENCH_FIGURE_WINDOW,
  AU_BENCH_FIGURE_FRAME,
  AU_BENCH_FIGURE_DATA,
  AU_BENCH_FIGURE_CHART,
  AU_BENCH_FIGURE_CPU,
  AU_BENCH_N_FIGURES,
};

int           au_bench_child_main  (int          argc,
                                    char       **argv);
void          au_bench_child_run   (gboolean     empty,
                                    const char  *cache,
                                    double      *figures,
                                    GPtrArray  **files);
GSubprocess * au_bench_child_start (gboolean     empty);

G_END_DECLS
