/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>

#define MAX_BOXES 12

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
cost (const double *wanted,
      const double *tops,
      int           n)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += (tops[i] - wanted[i]) * (tops[i] - wanted[i]);

  return sum;
}

static gboolean
is_allowed (const double *tops,
            const double *heights,
            int           n,
            double        gap,
            double        min,
            double        max)
{
  for (int i = 0; i < n; i++)
    {
      double next = i + 1 < n ? tops[i + 1] - gap : max;

      if (tops[i] < min - 1e-6 || tops[i] + heights[i] > next + 1e-6)
        return FALSE;
    }

  return TRUE;
}

/* No overlap, in range, in order, and no small change of the result is better. */
static void
test_any (void)
{
  for (int round = 0; round < 3000; round++)
    {
      int n = g_test_rand_int_range (1, MAX_BOXES);
      double wanted[MAX_BOXES];
      double heights[MAX_BOXES];
      double tops[MAX_BOXES];

      for (int i = 0; i < n; i++)
        {
          wanted[i] = g_test_rand_double_range (-20.0, 320.0);
          heights[i] = g_test_rand_double_range (5.0, 22.0);
        }
      qsort (wanted, n, sizeof *wanted, compare);

      au_plot_push_apart (wanted, heights, n, 1.0, 0.0, 300.0, tops);
      g_assert_true (is_allowed (tops, heights, n, 1.0, 0.0, 300.0));

      for (int change = 0; change < 30; change++)
        {
          double other[MAX_BOXES];
          int from = g_test_rand_int_range (0, n);
          int to = g_test_rand_int_range (from, n);
          double by = g_test_rand_double_range (-3.0, 3.0);

          for (int i = 0; i < n; i++)
            other[i] = tops[i] + (i >= from && i <= to ? by : 0.0);
          if (is_allowed (other, heights, n, 1.0, 0.0, 300.0))
            g_assert_cmpfloat (cost (wanted, other, n), >=, cost (wanted, tops, n) - 1e-4);
        }
    }
}

static void
test_cases (void)
{
  double tops[3];

  /* Those that have room stay. */
  au_plot_push_apart ((double[]) { 10.0, 50.0, 90.0 }, (double[]) { 15.0, 15.0, 15.0 }, 3, 1.0, 0.0,
                      200.0, tops);
  g_assert_cmpfloat (tops[0], ==, 10.0);
  g_assert_cmpfloat (tops[1], ==, 50.0);
  g_assert_cmpfloat (tops[2], ==, 90.0);

  /* Two at one height give way by half each. */
  au_plot_push_apart ((double[]) { 50.0, 50.0 }, (double[]) { 15.0, 15.0 }, 2, 1.0, 0.0, 200.0,
                      tops);
  g_assert_cmpfloat_with_epsilon (tops[0], 42.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (tops[1], 58.0, 1e-9);

  /* What hangs over the end is drawn in, and pushes the one before. */
  au_plot_push_apart ((double[]) { 180.0, 199.0 }, (double[]) { 15.0, 15.0 }, 2, 1.0, 0.0, 200.0,
                      tops);
  g_assert_cmpfloat_with_epsilon (tops[1], 185.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (tops[0], 169.0, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/43-end-labels-are-pushed-apart", test_any);
  g_test_add_func ("/plot/push/cases", test_cases);

  return g_test_run ();
}
