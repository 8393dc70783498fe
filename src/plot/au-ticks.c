/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-ticks.h"

#include "au-plot-number-private.h"

#include <math.h>

/* The fewest and most intervals; 3 to 6 make the 4 to 7 ticks that read well. */
#define MIN_INTERVALS 3
#define MAX_INTERVALS 6

/* What the empty part of an axis costs against a tick more or less than wanted: with so much, no
 * axis of 60 pixels or more is empty by more than a third. */
#define EMPTY_WEIGHT 6.0

/* Tick labels nearer than this, in pixels, are left out: then the ticks help nobody. */
#define MIN_INTERVAL_HEIGHT 20.0

static const double multiples[] = { 1.0, 2.0, 2.5, 5.0 };

static double
count_intervals (double min,
                 double max,
                 double step)
{
  /* A value that lies on a tick must not open another interval because of the
   * last bit of the division. */
  return ceil (max / step - 1e-9) - floor (min / step + 1e-9);
}

static gboolean
is_allowed (double      step,
            AuValueKind kind)
{
  if (kind == AU_VALUE_COUNT)
    return step >= 1.0 && step == floor (step);

  return TRUE;
}

/* How much of the axis is empty beyond the values: $42K of $100K for $58K. */
static double
find_empty (double min,
            double max,
            double step,
            double n)
{
  return CLAMP (1.0 - (max - min) / (n * step), 0.0, 1.0);
}

/* Returns the nicest step whose number of intervals is near @wanted and, at most @most, leaves
 * little of the axis empty. */
static double
find_step (double      min,
           double      max,
           AuValueKind kind,
           double      wanted,
           double      most)
{
  int exponent = (int) floor (log10 ((max - min) / wanted));
  double best = NAN;
  double best_distance = INFINITY;
  double best_n = INFINITY;

  for (int k = exponent - 1; k <= exponent + 2; k++)
    for (guint i = 0; i < G_N_ELEMENTS (multiples); i++)
      {
        /* pow() of a negative exponent is not exact, a division by an exact
         * power of ten is correctly rounded. */
        double step = k >= 0 ? multiples[i] * pow (10.0, k) : multiples[i] / pow (10.0, -k);
        double n = count_intervals (min, max, step);
        double distance = fabs (n - wanted);

        if (!is_allowed (step, kind) || n + 1.0 > AU_TICKS_MAX)
          continue;

        /* A high axis has its four to seven ticks first, and then as little empty as can be. */
        distance += EMPTY_WEIGHT * find_empty (min, max, step, n);
        if (n > most)
          distance += 100.0 * (n - most);
        if (n < MIN_INTERVALS && most >= MAX_INTERVALS)
          distance += 100.0 * (MIN_INTERVALS - n);

        /* Of two equally far, the one with fewer lines; of two with as many, the
         * finer, which leaves less of the axis empty. */
        if (distance < best_distance || (distance == best_distance && n < best_n))
          {
            best = step;
            best_n = n;
            best_distance = distance;
          }
      }

  if (isnan (best))
    best = kind == AU_VALUE_COUNT ? 1.0 : (max - min) / wanted;

  return best;
}

/**
 * au_ticks_init:
 * @ticks: (out caller-allocates): the ticks to fill
 * @min: the least value; what is not finite counts as 0
 * @max: the greatest value, likewise
 * @kind: what the axis counts; counts have whole steps
 * @include_zero: whether 0 is on the axis, as under bars it must be
 * @height: the room for the axis, in pixels at text scale 1
 *
 * Chooses steps of 1, 2, 2.5 or 5 times a power of ten, so that from 240
 * pixels on there are four to seven ticks, fewer in less room and where whole
 * numbers allow no more; and so that little of the axis is empty. Percentages
 * always span 0 to 100, and more only where a value exceeds 100.
 */
void
au_ticks_init (AuTicks     *ticks,
               double       min,
               double       max,
               AuValueKind  kind,
               gboolean     include_zero,
               double       height)
{
  double wanted;
  double first;
  double n;

  g_return_if_fail (ticks != NULL);

  if (!isfinite (min))
    min = 0.0;
  if (!isfinite (max))
    max = 0.0;
  if (max < min)
    {
      double swap = min;

      min = max;
      max = swap;
    }

  if (include_zero || kind == AU_VALUE_PERCENT)
    {
      min = MIN (min, 0.0);
      max = MAX (max, 0.0);
    }
  if (kind == AU_VALUE_PERCENT)
    max = MAX (max, 100.0);

  /* A span of nothing, or of nothing that a double can divide. */
  if (max - min <= 1e-12 * MAX (fabs (min), fabs (max)))
    {
      double room = min == 0.0 ? 1.0 : fabs (min) * 0.5;

      if (kind == AU_VALUE_COUNT)
        room = MAX (room, 1.0);
      if (min != 0.0)
        min -= room;
      max += room;
    }

  wanted = CLAMP (height / 56.0, height < 2.0 * MIN_INTERVAL_HEIGHT ? 1.0 : 2.0, 5.0);
  if (height >= 240.0)
    wanted = MAX (wanted, MIN_INTERVALS + 1.0);

  ticks->step = find_step (min, max, kind, wanted,
                           CLAMP (floor (height / MIN_INTERVAL_HEIGHT), 1.0, MAX_INTERVALS));
  first = floor (min / ticks->step + 1e-9);
  n = count_intervals (min, max, ticks->step) + 1.0;
  ticks->n = (int) CLAMP (n, 2.0, AU_TICKS_MAX);

  for (int i = 0; i < ticks->n; i++)
    {
      ticks->values[i] = (first + i) * ticks->step;
      if (ticks->values[i] == 0.0)
        ticks->values[i] = 0.0;         /* No negative zero. */
    }
}

/* Decimals that @step needs when written in @unit, at most 9. */
static int
count_decimals (double step,
                double unit)
{
  double scaled = step / unit;
  int decimals = 0;

  while (decimals < 9 && fabs (scaled - round (scaled)) > 1e-6 * MAX (1.0, scaled))
    {
      scaled *= 10.0;
      decimals++;
    }

  return decimals;
}

/**
 * au_ticks_dup_label:
 * @ticks: ticks
 * @index: which of them
 * @kind: what the axis counts
 *
 * One unit and one number of decimals serve the whole axis: never "900K" below
 * "1.1M". Zero has neither.
 *
 * Returns: (transfer full): "$10K", "400", "25 %"
 */
char *
au_ticks_dup_label (const AuTicks *ticks,
                    int            index,
                    AuValueKind    kind)
{
  double magnitude;
  double unit = 1.0;
  const char *suffix = "";
  int decimals;

  g_return_val_if_fail (ticks != NULL, NULL);
  g_return_val_if_fail (index >= 0 && index < ticks->n, NULL);

  magnitude = MAX (fabs (ticks->values[0]), fabs (ticks->values[ticks->n - 1]));

  if (magnitude >= 1e15 && kind != AU_VALUE_PERCENT)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      if (ticks->values[index] == 0.0)
        return g_strdup (kind == AU_VALUE_MONEY ? "$0" : "0");
      g_ascii_formatd (buffer, sizeof buffer, "%.2e", ticks->values[index]);
      return g_strconcat (kind == AU_VALUE_MONEY ? "$" : "", buffer, NULL);
    }

  if (kind != AU_VALUE_PERCENT && magnitude >= (kind == AU_VALUE_MONEY ? 1e4 : 1e5))
    {
      suffix = au_plot_find_unit (magnitude, &unit);

      /* "$0.25M" to "$1.00M" is harder to read than "$250K" to "$1,000K". */
      if (count_decimals (ticks->step, unit) > 1 && magnitude < 10.0 * unit)
        suffix = au_plot_find_unit (unit / 1000.0, &unit);
    }

  decimals = count_decimals (ticks->step, unit);
  /* Dollars have no single decimal: "$2.50". */
  if (kind == AU_VALUE_MONEY && unit == 1.0 && decimals == 1)
    decimals = 2;

  return au_plot_format_scaled (kind, ticks->values[index], unit, suffix, decimals);
}

/**
 * au_ticks_month_step:
 * @n_months: how many months the axis has
 * @band_width: the width of a month, in pixels
 * @label_width: the width that a label and the gap after it take, in pixels
 *
 * Returns: every how many months a label goes so that none touch: 1, 2, 3, 4, 6
 *   or a multiple of 12
 */
int
au_ticks_month_step (int    n_months,
                     double band_width,
                     double label_width)
{
  static const int steps[] = { 1, 2, 3, 4, 6 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * band_width >= label_width)
      return steps[i];

  for (int years = 1; years * 12 < n_months; years = years == 1 ? 2 : years == 2 ? 5 : years * 2)
    if (years * 12 * band_width >= label_width)
      return years * 12;

  return MAX (12, ((n_months + 11) / 12) * 12);
}
