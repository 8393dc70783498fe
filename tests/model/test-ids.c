/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-ids.h"

static void
test_subscription_ids (void)
{
  static const char *bad[] = {
    "", "a0XSAMPLE00000", "a0XSAMPLE0000011111", "a0XSAMPLE-00001", "a0XSAMPLE00000ż", "a0XSAMPLE 000001",
    "a0XSAMPLE000001'",
  };

  g_assert_true (au_subscription_id_is_valid ("a0XSAMPLE000001"));
  g_assert_true (au_subscription_id_is_valid ("a0XSAMPLE000001AA"));
  g_assert_true (au_subscription_id_is_valid ("a0XSAMPLE000001AAA"));
  g_assert_false (au_subscription_id_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (au_subscription_id_is_valid (bad[i]));

  g_assert_true (au_subscription_id_equal ("a0XSAMPLE000005", "a0XSAMPLE000005AAA"));
  g_assert_false (au_subscription_id_equal ("a0XSAMPLE000005", "a0XSAMPLE000005A"));
  g_assert_false (au_subscription_id_equal ("a0XSAMPLE000005A", "a0XSAMPLE000005AA"));
  g_assert_false (au_subscription_id_equal ("a0XSAMPLE000005", "a0XSAMPLE000005AA"));
  g_assert_false (au_subscription_id_equal ("a0XSAMPLE000005AAA", "a0XSAMPLE000005AA"));
  g_assert_false (au_subscription_id_equal ("a0XSAMPLE000005", "A0XSAMPLE000005"));
}

static void
test_clean (void)
{
  static const char *ids[] = {
    " a0XSAMPLE000002", "a0XSAMPLE000001AAA", "", "a0XSAMPLE000001", "a0XSAMPLE000002\n", "a0XSAMPLE000001A", NULL,
  };
  static const char *bad[] = { "a0XSAMPLE000001", "x\n'; DROP", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) clean = au_subscription_ids_clean (ids, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (",", clean);
  g_assert_cmpstr (joined, ==, "a0XSAMPLE000002,a0XSAMPLE000001AAA,a0XSAMPLE000001A");

  g_assert_null (au_subscription_ids_clean (bad, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_team_ids (void)
{
  static const char *bad[] = { "40001,x", "-1", "1.5", "99999999999999999999", "0x10", "١" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = au_team_ids_parse (" 40001, 41001 ,,40001", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 40001);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, 41001);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (au_team_ids_parse (bad[i], &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ids/subscription", test_subscription_ids);
  g_test_add_func ("/model/ids/clean", test_clean);
  g_test_add_func ("/model/ids/team", test_team_ids);
  return g_test_run ();
}
