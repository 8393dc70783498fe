/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-team-list.h"

#include <string.h>

/* "teams | subscriptions | other words", each as a list. */
static char *
read_back (const char *text)
{
  g_autoptr (AuTeamList) list = au_team_list_parse (text);
  g_autoptr (GString) result = g_string_new (NULL);

  for (guint i = 0; i < list->team_ids->len; i++)
    g_string_append_printf (result, "%" G_GINT64_FORMAT " ",
                            g_array_index (list->team_ids, gint64, i));
  g_string_append_c (result, '|');
  for (guint i = 0; i < list->subscription_ids->len; i++)
    g_string_append_printf (result, " %s",
                            (char *) g_ptr_array_index (list->subscription_ids, i));
  g_string_append_c (result, '|');
  for (guint i = 0; i < list->unreadable->len; i++)
    g_string_append_printf (result, " %s", (char *) g_ptr_array_index (list->unreadable, i));
  return g_string_free_and_steal (g_steal_pointer (&result));
}

static void
test_forms (void)
{
  static const char *const cases[][2] = {
    { "40001", "40001 ||" },
    { "40001, 40002;40003\t40004\r\n40005", "40001 40002 40003 40004 40005 ||" },
    { "\"40001\",\"40002\"\n", "40001 40002 ||" },
    { "['40001', '40002']", "40001 40002 ||" },
    { "Team ID\n40001\n40002\n", "40001 40002 ||" },
    { "Team 40001 and #40002", "40001 40002 ||" },
    { "40001.0\n40002.00", "40001 40002 ||" },
    { "0040001 40001", "40001 ||" },
    { "\xef\xbb\xbf" "40001\u00a040002\u200b", "40001 40002 ||" },
    { "٤٠٠٠١، ٤٠٠٠٢", "40001 40002 ||" },
    { "40a01 40001 4-1 1e5", "40001 || 40a01 4-1 1e5" },
    { "-40001 99999999999999999999", "|| -40001 99999999999999999999" },
    { "40001 a0XSAMPLE000001 a0XSAMPLE000001AAA", "40001 | a0XSAMPLE000001|" },
    { "Halden Freight", "|| Halden Freight" },
    { "<b>x</b> 40001", "40001 || b x" },
    { "40001.5", "|| 40001.5" },
    { ".0 # .", "|| .0 ." },
    { "", "||" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = read_back (cases[i][0]);

      g_assert_cmpstr (result, ==, cases[i][1]);
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    gboolean certain;
    gboolean likely;
  } cases[] = {
    { "40001", TRUE, FALSE },
    { "40001 40002", TRUE, TRUE },
    { "40001, 40002, 40x03", FALSE, TRUE },
    { "Halden Freight 500", FALSE, FALSE },
    { "Enterprise 500 2 and some more words", FALSE, FALSE },
    { "40001 40001", TRUE, TRUE },
    { "Team", FALSE, FALSE },
    { "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuTeamList) list = au_team_list_parse (cases[i].text);

      g_assert_cmpint (au_team_list_is_certain (list), ==, cases[i].certain);
      g_assert_cmpint (au_team_list_is_likely (list), ==, cases[i].likely);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AuTeamList) list = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u\n", 1000000 + i);
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%u,", 1000000 + i);
  list = au_team_list_parse (text->str);
  g_assert_cmpuint (list->team_ids->len, ==, AU_TEAM_LIST_MAX);
  g_assert_cmpuint (list->n_left_out, ==, 10000);
  g_assert_cmpuint (list->n_duplicates, ==, 100);
  g_assert_cmpint (g_array_index (list->team_ids, gint64, 7), ==, 1000007);
}

static void
test_random (void)
{
  /* Whatever is pasted: nothing breaks, and each id is one that can be asked for. */
  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (AuTeamList) list = NULL;
      int n = g_test_rand_int_range (0, 60);

      for (int j = 0; j < n; j++)
        g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
      list = au_team_list_parse (text->str);
      for (guint j = 0; j < list->team_ids->len; j++)
        g_assert_cmpint (g_array_index (list->team_ids, gint64, j), >=, 0);
      for (guint j = 0; j < list->unreadable->len; j++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (list->unreadable, j), -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/team-list/forms", test_forms);
  g_test_add_func ("/model/team-list/kinds", test_kinds);
  g_test_add_func ("/model/team-list/many", test_many);
  g_test_add_func ("/model/team-list/random", test_random);
  return g_test_run ();
}
