/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault does what its line says, and no more. */
#include "config.h"

#include "../source/support.h"
#include "au-clock.h"
#include "au-standin-fault.h"
#include "checks.h"

#include <string.h>

#define N_CHECKS (N_TRANSPORT_CHECKS + N_STATEMENT_CHECKS)
#define STATE "/status/state"

static const Check *
get_check (guint index)
{
  return index < N_TRANSPORT_CHECKS ? &transport_checks[index]
                                    : &statement_checks[index - N_TRANSPORT_CHECKS];
}

static void
test_fault (gconstpointer data)
{
  const Check *check = data;
  Wire wire;

  wire_start (&wire, NULL);
  wire_set_fault (&wire, check->fault);
  check->check (&wire);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), <=,
                    g_str_has_prefix (check->fault, "hang") || g_str_has_prefix (check->fault, "cut"));
  wire_stop (&wire);
}

/* The list of checks is that of the faults, in its order. */
static void
test_all (void)
{
  g_autofree char *text = au_standin_describe_faults ();

  g_assert_cmpuint (N_CHECKS, ==, au_standin_faults_count ());
  for (guint i = 0; i < N_CHECKS; i++)
    {
      g_auto (GStrv) parts = g_strsplit (get_check (i)->fault, ":", 2);
      const char *name = au_standin_faults_get_name ((AuStandinFault) i);
      g_autofree char *line = g_strconcat (name, " ", NULL);

      g_assert_cmpstr (parts[0], ==, name);
      g_assert_nonnull (strstr (text, line));
    }
}

static void
test_bad_names (void)
{
  static const char *const names[] = {
    "", "nonsense", "drop:no_such_query", "drop@nowhere", "truncated@submit", "drop:mau:dau",
  };
  g_autoptr (AuStandin) standin = au_standin_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (au_standin_set_fault (standin, names[i], &error));
      g_assert_nonnull (error);
    }
}

/* A fault for one query, for a number of times and at one stage leaves the rest alone. */
static void
test_arguments (void)
{
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) done = NULL;
  Wire wire;

  wire_start (&wire, NULL);
  wire_set_fault (&wire, "table-missing:mau");
  wire_set_fault (&wire, "server-error:subscriptions:1@poll");
  other = wire_submit (&wire, "");
  g_assert_cmpuint (other->status, ==, 200);
  first = wire_poll (&wire, answer_text (other, "/statement_id"), "");
  g_assert_cmpuint (first->status, ==, 500);
  done = wire_finish (&wire, answer_text (other, "/statement_id"));
  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  wire_stop (&wire);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);

  g_test_add_func ("/faults/all", test_all);
  g_test_add_func ("/faults/bad-names", test_bad_names);
  g_test_add_func ("/faults/arguments", test_arguments);
  for (guint i = 0; i < N_CHECKS; i++)
    if (get_check (i)->check != NULL)
      {
        g_auto (GStrv) parts = g_strsplit (get_check (i)->fault, ":", 2);
        g_autofree char *path = g_strconcat ("/faults/", parts[0], NULL);

        g_test_add_data_func (path, get_check (i), test_fault);
      }

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
