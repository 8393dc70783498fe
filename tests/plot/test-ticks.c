/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-scale.h"
#include "au-ticks.h"

#include <math.h>
#include <string.h>

#define N_RANDOM 20000

/* A random value whose magnitude is anything from 10^-4 to 10^13. */
static double
random_magnitude (void)
{
  return pow (10.0, g_test_rand_double_range (-4.0, 13.0));
}

/* The mantissa of a step: 1, 2, 2.5 or 5. */
static void
assert_nice (double step)
{
  double mantissa = step / pow (10.0, floor (log10 (step) + 1e-9));
  gboolean nice = FALSE;

  for (guint i = 0; i < 4; i++)
    nice = nice || fabs (mantissa - ((double[]) { 1.0, 2.0, 2.5, 5.0 })[i]) < 1e-6;

  if (!nice)
    g_test_message ("step %g", step);
  g_assert_true (nice);
}

static void
assert_covers (const AuTicks *ticks,
               double         min,
               double         max)
{
  /* Less than a millionth of a pixel: a value on a tick is not pushed past it. */
  double slack = 2e-9 * ticks->step;

  g_assert_cmpfloat (ticks->values[0], <=, min + slack);
  g_assert_cmpfloat (ticks->values[ticks->n - 1], >=, max - slack);

  for (int i = 1; i < ticks->n; i++)
    g_assert_cmpfloat_with_epsilon (ticks->values[i] - ticks->values[i - 1], ticks->step,
                                    1e-9 * MAX (fabs (ticks->values[i]), ticks->step));
}

static void
test_positive (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      double max = random_magnitude ();
      AuValueKind kind = i % 2 == 0 ? AU_VALUE_MONEY : AU_VALUE_COUNT;
      AuTicks ticks;

      if (kind == AU_VALUE_COUNT)
        max = ceil (max);

      au_ticks_init (&ticks, 0.0, max, kind, TRUE, 300.0);
      assert_nice (ticks.step);
      assert_covers (&ticks, 0.0, max);
      g_assert_cmpfloat (ticks.values[0], ==, 0.0);
      g_assert_cmpint (ticks.n, <=, 7);
      if (kind == AU_VALUE_MONEY || max >= 3.0)
        g_assert_cmpint (ticks.n, >=, 4);
      if (kind == AU_VALUE_COUNT)
        g_assert_cmpfloat (ticks.step, ==, floor (ticks.step));
    }
}

static void
test_any_range (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      double a = random_magnitude () * (g_test_rand_bit () ? 1.0 : -1.0);
      double b = random_magnitude () * (g_test_rand_bit () ? 1.0 : -1.0);
      double height = g_test_rand_double_range (10.0, 2000.0);
      AuTicks ticks;

      au_ticks_init (&ticks, MIN (a, b), MAX (a, b), AU_VALUE_MONEY, TRUE, height);
      assert_nice (ticks.step);
      assert_covers (&ticks, MIN (MIN (a, b), 0.0), MAX (MAX (a, b), 0.0));
      g_assert_cmpint (ticks.n, >=, 2);
      g_assert_cmpint (ticks.n, <=, 9);

      /* Zero is a tick where it is on the axis. */
      g_assert_cmpfloat_with_epsilon (remainder (ticks.values[0], ticks.step), 0.0,
                                      1e-6 * ticks.step);

      /* No more of the axis is empty than the coarsest pair of steps explains. */
      if (height >= 240.0)
        g_assert_cmpfloat (ticks.values[ticks.n - 1] - ticks.values[0], <=,
                           4.0 * (MAX (MAX (a, b), 0.0) - MIN (MIN (a, b), 0.0)));
    }
}

/* Up from the height of a panel among others, no more than a third of the axis stays empty. */
static void
test_little_is_empty (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      double max = random_magnitude ();
      AuTicks ticks;

      au_ticks_init (&ticks, 0.0, max, AU_VALUE_MONEY, TRUE,
                     g_test_rand_double_range (60.0, 800.0));
      g_assert_cmpfloat (ticks.values[ticks.n - 1], <=, 1.5 * max);
    }
}

static void
test_cases (void)
{
  AuTicks ticks;

  /* People are whole: 0, 1, 2 and never 0, 1, 1, 2, 2. */
  au_ticks_init (&ticks, 0.0, 2.0, AU_VALUE_COUNT, TRUE, 300.0);
  g_assert_cmpint (ticks.n, ==, 3);
  g_assert_cmpfloat (ticks.step, ==, 1.0);

  au_ticks_init (&ticks, 0.0, 0.0, AU_VALUE_MONEY, TRUE, 300.0);
  g_assert_cmpfloat (ticks.values[0], ==, 0.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, 1.0);

  au_ticks_init (&ticks, 0.0, 0.0, AU_VALUE_COUNT, TRUE, 300.0);
  g_assert_cmpint (ticks.n, ==, 2);
  g_assert_cmpfloat (ticks.values[1], ==, 1.0);

  /* All equal, without zero. */
  au_ticks_init (&ticks, 50.0, 50.0, AU_VALUE_MONEY, FALSE, 300.0);
  g_assert_cmpfloat (ticks.values[0], <, 50.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], >, 50.0);

  /* The mock-up's axis. */
  au_ticks_init (&ticks, 0.0, 500.0, AU_VALUE_COUNT, TRUE, 290.0);
  g_assert_cmpint (ticks.n, ==, 6);
  g_assert_cmpfloat (ticks.step, ==, 100.0);

  au_ticks_init (&ticks, NAN, INFINITY, AU_VALUE_COUNT, TRUE, 300.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, 1.0);

  /* A share of a whole shows the whole; what exceeds it is not cut off. */
  au_ticks_init (&ticks, 20.0, 41.0, AU_VALUE_PERCENT, TRUE, 300.0);
  g_assert_cmpfloat (ticks.values[0], ==, 0.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, 100.0);
  au_ticks_init (&ticks, 20.0, 113.0, AU_VALUE_PERCENT, TRUE, 300.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], >=, 113.0);

  /* Two panels: $58K needs no axis to $100K, nor $73K one. */
  au_ticks_init (&ticks, 0.0, 58000.0, AU_VALUE_MONEY, TRUE, 80.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, 60000.0);
  au_ticks_init (&ticks, 0.0, 73000.0, AU_VALUE_MONEY, TRUE, 80.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, 75000.0);

  /* A low axis with a little below zero stays near its values. */
  au_ticks_init (&ticks, -18400.0, 480000.0, AU_VALUE_MONEY, TRUE, 80.0);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], <=, 1000000.0);
}

static void
assert_labels (double             max,
               AuValueKind        kind,
               const char *const *expected)
{
  AuTicks ticks;

  au_ticks_init (&ticks, 0.0, max, kind, TRUE, 300.0);
  for (int i = 0; i < ticks.n; i++)
    {
      g_autofree char *label = au_ticks_dup_label (&ticks, i, kind);

      g_assert_nonnull (expected[i]);
      g_assert_cmpstr (label, ==, expected[i]);
    }
  g_assert_null (expected[ticks.n]);
}

static void
test_labels (void)
{
  assert_labels (50000.0, AU_VALUE_MONEY,
                 (const char *[]) { "$0", "$10K", "$20K", "$30K", "$40K", "$50K", NULL });
  assert_labels (1100000.0, AU_VALUE_MONEY,
                 (const char *[]) { "$0", "$250K", "$500K", "$750K", "$1,000K", "$1,250K", NULL });
  assert_labels (0.004, AU_VALUE_MONEY,
                 (const char *[]) { "$0", "$0.001", "$0.002", "$0.003", "$0.004", NULL });
  assert_labels (2.0, AU_VALUE_MONEY,
                 (const char *[]) { "$0", "$0.50", "$1.00", "$1.50", "$2.00", NULL });
  assert_labels (400.0, AU_VALUE_COUNT,
                 (const char *[]) { "0", "100", "200", "300", "400", NULL });
  assert_labels (1e9, AU_VALUE_COUNT,
                 (const char *[]) { "0", "0.2B", "0.4B", "0.6B", "0.8B", "1.0B", NULL });
  assert_labels (4e12, AU_VALUE_MONEY,
                 (const char *[]) { "$0", "$1T", "$2T", "$3T", "$4T", NULL });
  assert_labels (90.0, AU_VALUE_PERCENT,
                 (const char *[]) { "0\u00a0%", "20\u00a0%", "40\u00a0%", "60\u00a0%", "80\u00a0%",
                                    "100\u00a0%", NULL });
}

/* The letters of a label: its unit. */
static char *
letters_of (const char *label)
{
  GString *letters = g_string_new (NULL);

  for (const char *c = label; *c != '\0'; c++)
    if (g_ascii_isalpha (*c))
      g_string_append_c (letters, *c);

  return g_string_free (letters, FALSE);
}

static void
test_one_unit (void)
{
  for (int i = 0; i < N_RANDOM / 10; i++)
    {
      double max = random_magnitude ();
      AuValueKind kind = g_test_rand_bit () ? AU_VALUE_MONEY : AU_VALUE_COUNT;
      g_autofree char *unit = NULL;
      g_autofree char *before = NULL;
      AuTicks ticks;

      au_ticks_init (&ticks, g_test_rand_bit () ? -max / 2.0 : 0.0, max, kind, TRUE, 300.0);

      for (int j = 0; j < ticks.n; j++)
        {
          g_autofree char *label = au_ticks_dup_label (&ticks, j, kind);
          g_autofree char *letters = letters_of (label);

          /* No two ticks read the same. */
          g_assert_cmpstr (label, !=, before);
          g_set_str (&before, label);

          if (ticks.values[j] == 0.0)
            continue;
          if (unit == NULL)
            unit = g_steal_pointer (&letters);
          else
            g_assert_cmpstr (letters, ==, unit);

          g_assert_cmpint (g_utf8_strlen (label, -1), <=, 12);
          if (ticks.values[j] < 0.0)
            g_assert_true (g_str_has_prefix (label, "−"));
        }
    }
}

static void
test_month_step (void)
{
  g_assert_cmpint (au_ticks_month_step (20, 36.0, 32.0), ==, 1);
  g_assert_cmpint (au_ticks_month_step (20, 13.0, 32.0), ==, 3);
  g_assert_cmpint (au_ticks_month_step (120, 1.0, 32.0), ==, 60);

  for (int i = 0; i < N_RANDOM; i++)
    {
      int n = g_test_rand_int_range (1, 2000);
      double band = g_test_rand_double_range (0.01, 80.0);
      double label = g_test_rand_double_range (5.0, 120.0);
      int step = au_ticks_month_step (n, band, label);

      g_assert_cmpint (step, >=, 1);
      /* Two labels touch only where there is just one. */
      if (step < n)
        g_assert_cmpfloat (step * band, >=, label);
      g_assert_true (step <= 6 || step % 12 == 0);
    }
}

static void
test_scale (void)
{
  AuScale scale;

  au_scale_init (&scale, 0.0, 500.0, 300.0, 0.0);
  g_assert_cmpfloat (au_scale_map (&scale, 0.0), ==, 300.0);
  g_assert_cmpfloat (au_scale_map (&scale, 500.0), ==, 0.0);
  g_assert_cmpfloat (au_scale_map (&scale, 250.0), ==, 150.0);
  g_assert_cmpfloat (au_scale_invert (&scale, 150.0), ==, 250.0);

  /* An empty domain still maps to something. */
  au_scale_init (&scale, 7.0, 7.0, 300.0, 0.0);
  g_assert_true (isfinite (au_scale_map (&scale, 7.0)));
  au_scale_init (&scale, NAN, INFINITY, 300.0, 0.0);
  g_assert_true (isfinite (au_scale_map (&scale, 7.0)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/02-steps-are-round-and-few", test_positive);
  g_test_add_func ("/plot/point/02-any-range-is-covered", test_any_range);
  g_test_add_func ("/plot/point/02-little-of-an-axis-is-empty", test_little_is_empty);
  g_test_add_func ("/plot/ticks/cases", test_cases);
  g_test_add_func ("/plot/ticks/labels", test_labels);
  g_test_add_func ("/plot/point/10-one-unit-along-an-axis", test_one_unit);
  g_test_add_func ("/plot/ticks/month-step", test_month_step);
  g_test_add_func ("/plot/scale", test_scale);

  return g_test_run ();
}
