/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
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

/* What the group's lines are of, for the records. */
static char *current_group;

/* One object a line in the file that ANYUSAGE_BENCH_RECORDS names; au_bench_report() reads them. */
static void
write_record (JsonBuilder *builder)
{
  const char *path = g_getenv ("ANYUSAGE_BENCH_RECORDS");
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  FILE *file;

  if (path == NULL)
    return;
  file = fopen (path, "a");
  if (file == NULL || fprintf (file, "%s\n", text) < 0 || fclose (file) != 0)
    g_error ("%s cannot be written to.", path);
}

static void
set_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  /* Digits past these are of no thing that was measured. */
  json_builder_add_double_value (builder, round (value * 1e4) / 1e4);
}

static void
set_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
set_series (JsonBuilder   *builder,
            const char    *name,
            AuBenchSeries *series)
{
  if (series == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  set_number (builder, "median", au_bench_series_median (series));
  set_number (builder, "p99", au_bench_series_percentile (series, 99));
  set_number (builder, "worst", au_bench_series_max (series));
  json_builder_set_member_name (builder, "runs");
  json_builder_add_int_value (builder, series->values->len);
  json_builder_end_object (builder);
}

static JsonBuilder *
begin_record (const char *name,
              const char *unit)
{
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  json_builder_begin_object (builder);
  set_string (builder, "group", current_group);
  set_string (builder, "name", trimmed);
  set_string (builder, "unit", unit);
  return builder;
}

static void
end_record (JsonBuilder *builder,
            const char  *of,
            double       value,
            double       bound)
{
  if (of != NULL)
    {
      json_builder_set_member_name (builder, "bound");
      json_builder_begin_object (builder);
      set_string (builder, "of", of);
      set_number (builder, "value", value);
      set_number (builder, "at_most", bound);
      if (bound > 0)
        set_number (builder, "ratio", value / bound);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  write_record (builder);
  g_object_unref (builder);
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
  g_set_str (&current_group, group);
  g_print ("%s: %s\n", group, unit);
}

static void
print_name (const char *name)
{
  /* printf() would count bytes. */
  int pad = MAX (0, NAME_WIDTH - (int) g_utf8_strlen (name, -1));

  g_print ("  %s%*s", name, pad, "");
}

static void
print_series (const char    *what,
              AuBenchSeries *series)
{
  if (series != NULL)
    g_print (" %s %8.2f (p99 %8.2f)", what, au_bench_series_median (series),
             au_bench_series_percentile (series, 99));
  else
    g_print (" %*s", (int) strlen (what) + 24, "");
}

static void
print_line (const char    *name,
            AuBenchSeries *wall,
            AuBenchSeries *cpu,
            AuBenchSeries *bounded,
            guint          percent,
            double         bound)
{
  JsonBuilder *record = begin_record (name, "ms");
  g_autofree char *of = NULL;
  double value = 0;

  print_name (name);
  print_series ("wall", wall);
  print_series (" cpu", cpu);
  if (bounded != NULL)
    {
      value = percent > 0 ? au_bench_series_percentile (bounded, percent)
                          : au_bench_series_median (bounded);
      of = g_strconcat (bounded == wall ? "wall" : "cpu", percent > 0 ? " p99" : " median", NULL);
      g_print ("  %s is %.2f of the bound %g", of, value / bound, bound);
    }
  g_print ("\n");
  set_series (record, "wall", wall);
  set_series (record, "cpu", cpu);
  end_record (record, of, value, bound);
}

/**
 * au_bench_line:
 * @name: what was measured
 * @wall: (nullable): how long it took, in ms
 * @cpu: (nullable): what it cost, in ms
 * @bounded: (nullable): which of the two is held to a bound by its median
 * @bound: that bound
 *
 * Prints medians and 99th percentiles, which of fewer than a hundred runs is the worst, and what is
 * bounded as a part of its bound.
 */
void
au_bench_line (const char    *name,
               AuBenchSeries *wall,
               AuBenchSeries *cpu,
               AuBenchSeries *bounded,
               double         bound)
{
  print_line (name, wall, cpu, bounded, 0, bound);
}

/**
 * au_bench_line_p99:
 *
 * au_bench_line(), where the bound is for the 99th percentile.
 */
void
au_bench_line_p99 (const char    *name,
                   AuBenchSeries *wall,
                   AuBenchSeries *cpu,
                   AuBenchSeries *bounded,
                   double         bound)
{
  print_line (name, wall, cpu, bounded, 99, bound);
}

/**
 * au_bench_value:
 * @name: what was measured
 * @unit: of what the value is a number
 * @value: the value
 * @bound: what it may be at most; negative where there is no bound
 *
 * Prints what is no time and is measured once.
 */
void
au_bench_value (const char *name,
                const char *unit,
                double      value,
                double      bound)
{
  JsonBuilder *record = begin_record (name, unit);

  print_name (name);
  g_print (" %13.2f %s", value, unit);
  if (bound > 0)
    g_print ("  %.2f of the bound %g", value / bound, bound);
  else if (bound >= 0)
    g_print ("  the bound is %g", bound);
  g_print ("\n");
  set_number (record, "value", value);
  end_record (record, bound >= 0 ? "value" : NULL, value, bound);
}
