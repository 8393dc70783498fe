/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-format.h"

#include <math.h>

static const AuFormat english = { ".", "," };
static const AuFormat german = { ",", "." };

#define ASSERT_TEXT(call, expected) \
  G_STMT_START \
  { \
    g_autofree char *text_ = call; \
    g_assert_cmpstr (text_, ==, expected); \
  } \
  G_STMT_END

static void
test_numbers (void)
{
  ASSERT_TEXT (au_format_count (&english, 0), "0");
  ASSERT_TEXT (au_format_count (&english, 999), "999");
  ASSERT_TEXT (au_format_count (&english, 1204311), "1,204,311");
  ASSERT_TEXT (au_format_count (&english, G_MININT64), "−9,223,372,036,854,775,808");
  ASSERT_TEXT (au_format_count (&german, -1204), "−1.204");
  ASSERT_TEXT (au_format_number (&english, 12.50, 2), "12.5");
  ASSERT_TEXT (au_format_number (&english, 100, 2), "100");
  ASSERT_TEXT (au_format_number (&english, -0.001, 2), "0");
  ASSERT_TEXT (au_format_number (&english, NAN, 2), "–");
  ASSERT_TEXT (au_format_fixed (&german, 1.5, 2), "1,50");
  ASSERT_TEXT (au_format_exact (&german, "-1204311.5800"), "−1.204.311,5800");
  ASSERT_TEXT (au_format_exact (&english, "704.97"), "704.97");
  ASSERT_TEXT (au_format_percent (&english, 82.4, 0), "82\u00a0%");
}

static void
test_money (void)
{
  AuDecimal big = { 120431158, 2 };

  ASSERT_TEXT (au_format_money (&english, big), "$1,204,311.58");
  ASSERT_TEXT (au_format_money (&german, big), "$1.204.311,58");
  ASSERT_TEXT (au_format_money_whole (&english, big), "$1,204,312");
  ASSERT_TEXT (au_format_money (&english, (AuDecimal){ -1200, 0 }), "−$1,200.00");
  ASSERT_TEXT (au_format_money (&english, (AuDecimal){ 0, 2 }), "$0");
  ASSERT_TEXT (au_format_money (&english, (AuDecimal){ 4, 3 }), "$0.004");
  ASSERT_TEXT (au_format_money_whole (&english, (AuDecimal){ -4, 3 }), "$0");
}

/* What Arabic words around it would tear apart is kept together; a plain number needs nothing. */
static void
test_isolated (void)
{
  const AuFormat arabic = { ".", ",", TRUE };

  ASSERT_TEXT (au_format_money_whole (&arabic, (AuDecimal){ 1204, 0 }), "\u2066$1,204\u2069");
  ASSERT_TEXT (au_format_money (&arabic, (AuDecimal){ 0, 2 }), "\u2066$0\u2069");
  ASSERT_TEXT (au_format_count (&arabic, -3), "\u2066−3\u2069");
  ASSERT_TEXT (au_format_count (&arabic, 1204), "1,204");
  ASSERT_TEXT (au_format_percent (&arabic, 82, 0), "\u206682\u00a0%\u2069");
  ASSERT_TEXT (au_format_isolate (&arabic, "42c77d9b…"), "\u206642c77d9b…\u2069");
  ASSERT_TEXT (au_format_isolate (&english, "42c77d9b…"), "42c77d9b…");
}

static void
test_dates (void)
{
  AuDay day = au_day_new (2026, 11, 3);

  ASSERT_TEXT (au_format_month (day), "Nov 2026");
  ASSERT_TEXT (au_format_month_long (day), "November 2026");
  ASSERT_TEXT (au_format_day (day), "3 Nov");
  ASSERT_TEXT (au_format_day_year (day), "3 Nov 2026");
  ASSERT_TEXT (au_format_month_range (au_day_new (2025, 4, 1), day), "Apr 2025 – Nov 2026");
  ASSERT_TEXT (au_format_month_range (day, day), "Nov 2026");
  ASSERT_TEXT (au_format_timestamp ((gint64) day * 86400000 + 33120000), "3 Nov 2026 09:12 UTC");
  ASSERT_TEXT (au_format_time (33120000), "09:12");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/format/numbers", test_numbers);
  g_test_add_func ("/model/format/money", test_money);
  g_test_add_func ("/model/format/isolated", test_isolated);
  g_test_add_func ("/model/format/dates", test_dates);
  return g_test_run ();
}
