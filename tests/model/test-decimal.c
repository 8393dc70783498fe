/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-decimal.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 units;
    guint scale;
  } good[] = {
    { "0", 0, 0 },
    { "48211.50", 4821150, 2 },
    { "-1200", -1200, 0 },
    { "-0.01", -1, 2 },
    { "9223372036854775807", G_MAXINT64, 0 },
    { ".5", 5, 1 },
    { "+7.0", 70, 1 },
  };
  static const char *bad[] = {
    "", "-", ".", "1e5", "1,000", "1.2.3", " 1", "1 ", "NaN", "9223372036854775808", "0x10",
    "0.0000000000000000001",
  };
  AuDecimal value;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (au_decimal_parse (good[i].text, &value));
      g_assert_cmpint (value.units, ==, good[i].units);
      g_assert_cmpuint (value.scale, ==, good[i].scale);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (au_decimal_parse (bad[i], &value));
  g_assert_false (au_decimal_parse (NULL, &value));
}

static void
test_rounding (void)
{
  static const struct
  {
    const char *text;
    guint scale;
    const char *rounded;
  } cases[] = {
    { "0.125", 2, "0.13" }, { "-0.125", 2, "-0.13" }, { "0.124", 2, "0.12" }, { "0.5", 0, "1" },
    { "-0.5", 0, "-1" },    { "0.49", 0, "0" },       { "2.5", 0, "3" },      { "12", 2, "12.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AuDecimal value;
      g_autofree char *text = NULL;

      g_assert_true (au_decimal_parse (cases[i].text, &value));
      g_assert_true (au_decimal_rescale (&value, cases[i].scale));
      text = au_decimal_to_text (value);
      g_assert_cmpstr (text, ==, cases[i].rounded);
    }
}

static void
test_sum (void)
{
  AuDecimal sum = AU_DECIMAL_ZERO;
  AuDecimal cent = { 1, 2 };
  AuDecimal huge = { G_MAXINT64, 0 };
  AuDecimal one = { 1, 0 };

  /* A sum of a hundred thousand cents, which doubles do not hit. */
  for (int i = 0; i < 100000; i++)
    g_assert_true (au_decimal_add (&sum, cent));
  g_assert_cmpint (sum.units, ==, 100000);
  g_assert_cmpint (au_decimal_compare (sum, (AuDecimal){ 1000, 0 }), ==, 0);

  g_assert_false (au_decimal_add (&huge, one));
  g_assert_cmpint (huge.units, ==, G_MAXINT64);
  g_assert_true (au_decimal_subtract (&sum, one));
  g_assert_cmpint (sum.units, ==, 99900);
  g_assert_cmpint (au_decimal_compare ((AuDecimal){ -1, 2 }, AU_DECIMAL_ZERO), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/decimal/parse", test_parse);
  g_test_add_func ("/model/decimal/rounding", test_rounding);
  g_test_add_func ("/model/decimal/sum", test_sum);
  return g_test_run ();
}
