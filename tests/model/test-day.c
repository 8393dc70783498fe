/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-clock.h"
#include "au-day.h"
#include "au-error.h"

static void
test_round_trip (void)
{
  /* Every day of three centuries against GLib's own calendar. */
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1900);
  for (AuDay day = au_day_new (1900, 1, 1); day < au_day_new (2200, 1, 1); day++)
    {
      int y, m, d;

      au_day_split (day, &y, &m, &d);
      g_assert_cmpint (y, ==, g_date_get_year (&date));
      g_assert_cmpint (m, ==, g_date_get_month (&date));
      g_assert_cmpint (d, ==, g_date_get_day (&date));
      g_assert_cmpint (au_day_weekday (day), ==, g_date_get_weekday (&date) - G_DATE_MONDAY);
      g_assert_cmpint (au_day_new (y, m, d), ==, day);
      g_date_add_days (&date, 1);
    }
  g_assert_cmpint (au_day_new (1970, 1, 1), ==, 0);
}

static void
test_parse (void)
{
  static const char *bad[] = {
    "", "nonsense", "2026-11-31", "2026-2-03", "2026-02-29", "2026-11-24 ", " 2026-11-24", "2026/11/24",
    "2026-11-24T00:00", "0000-01-01", "2026-13-01", "2026-00-01", "20261124", "٢٠٢٦-11-24",
  };
  AuDay day;

  g_assert_true (au_day_parse ("2024-02-29", &day));
  g_assert_cmpint (day, ==, au_day_new (2024, 2, 29));
  g_assert_false (au_day_parse (NULL, &day));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (au_day_parse (bad[i], &day));
}

static void
test_months (void)
{
  AuDay day = au_day_new (2026, 1, 31);
  g_autofree char *iso = au_day_to_iso (au_day_add_months (day, 1));

  g_assert_cmpstr (iso, ==, "2026-02-28");
  g_assert_cmpint (au_day_add_months (day, -1), ==, au_day_new (2025, 12, 31));
  g_assert_cmpint (au_day_add_months (day, -13), ==, au_day_new (2024, 12, 31));
  g_assert_cmpint (au_day_month_start (day), ==, au_day_new (2026, 1, 1));
  g_assert_cmpint (au_day_months_between (au_day_new (2025, 12, 31), au_day_new (2026, 1, 1)), ==,
                   1);
  g_assert_cmpint (au_day_days_in_month (au_day_new (2000, 2, 5)), ==, 29);
  g_assert_cmpint (au_day_days_in_month (au_day_new (1900, 2, 5)), ==, 28);
}

static void
test_clock (void)
{
  static const char *bad[] = { "nonsense", "2026-11-31", "1812-01-01", "2026-11-24\n" };
  g_autoptr (GError) error = NULL;

  g_setenv ("ANYUSAGE_TODAY", "2026-11-24", TRUE);
  g_assert_true (au_clock_init (&error));
  g_assert_no_error (error);
  g_assert_cmpint (au_clock_today (), ==, au_day_new (2026, 11, 24));
  g_assert_cmpint (au_clock_now () % 86400000, ==, (9 * 60 + 12) * 60 * 1000);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_setenv ("ANYUSAGE_TODAY", bad[i], TRUE);
      g_assert_false (au_clock_init (&error));
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
      g_assert_null (strchr (error->message, '\n'));
      g_clear_error (&error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/day/round-trip", test_round_trip);
  g_test_add_func ("/model/day/parse", test_parse);
  g_test_add_func ("/model/day/months", test_months);
  g_test_add_func ("/model/clock", test_clock);
  return g_test_run ();
}
