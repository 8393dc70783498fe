/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"

#include <time.h>

#define NAME_WIDTH 44

struct _AuBenchSeries
{
  GArray *values; /* (element-type double) */
};

AuBenchSeries *
au_bench_series_new (void)
{
  AuBenchSeries *self = g_new0 (AuBenchSeries, 1);

  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
au_bench_series_free (AuBenchSeries *self)
{
  g_array_unref (self->values);
  g_free (self);
}

void
au_bench_series_add (AuBenchSeries *self,
                     double         value)
{
  g_array_append_val (self->values, value);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * au_bench_series_median:
 * @self: a series of at least one value
 *
 * The machine does other things as well, so a mean tells about them and a median about us.
 *
 * Returns: the value in the middle; of an even number the upper one of the two
 */
double
au_bench_series_median (AuBenchSeries *self)
{
  g_return_val_if_fail (self->values->len > 0, 0);

  g_array_sort (self->values, compare_values);
  return g_array_index (self->values, double, self->values->len / 2);
}

/**
 * au_bench_series_percentile:
 * @self: a series of at least one value
 * @percent: 0 to 100
 *
 * Returns: the smallest value that @percent of all do not exceed
 */
double
au_bench_series_percentile (AuBenchSeries *self,
                            guint          percent)
{
  g_return_val_if_fail (self->values->len > 0 && percent <= 100, 0);

  g_array_sort (self->values, compare_values);
  return g_array_index (self->values, double,
                        MIN (self->values->len - 1, self->values->len * percent / 100));
}

double
au_bench_series_max (AuBenchSeries *self)
{
  double max = 0;

  for (guint i = 0; i < self->values->len; i++)
    max = MAX (max, g_array_index (self->values, double, i));
  return max;
}

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

double
au_bench_wall (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
au_bench_thread_cpu (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

double
au_bench_process_cpu (void)
{
  return read_clock (CLOCK_PROCESS_CPUTIME_ID);
}

/**
 * au_bench_heading:
 * @group: the group's name
 * @unit: what the numbers below are
 *
 * Starts the group's lines.
 */
void
au_bench_heading (const char *group,
                  const char *unit)
{
  g_print ("%s: %s\n", group, unit);
}

/**
 * au_bench_line:
 * @name: what was measured
 * @wall: how long it took
 * @cpu: what it cost
 * @bounded: (nullable): which of the two is held to a bound
 * @bound: that bound
 *
 * Prints medians, the worst wall time, and what is bounded as a part of its bound.
 */
void
au_bench_line (const char    *name,
               AuBenchSeries *wall,
               AuBenchSeries *cpu,
               AuBenchSeries *bounded,
               double         bound)
{
  /* printf() would count bytes. */
  int pad = MAX (0, NAME_WIDTH - (int) g_utf8_strlen (name, -1));

  g_print ("  %s%*s wall %8.2f (worst %8.2f)  cpu %8.2f", name, pad, "",
           au_bench_series_median (wall), au_bench_series_max (wall), au_bench_series_median (cpu));
  if (bounded != NULL)
    g_print ("  %.2f of the bound %g", au_bench_series_median (bounded) / bound, bound);
  g_print ("\n");
}
