/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-environment.h"

#include <gio/gio.h>
#include <string.h>

static void
test_hide (void)
{
  static const char *const names[] = { "AU_TEST_SECRET", "AU_TEST_NOTHING", NULL };
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *output = NULL;

  g_assert_true (g_setenv ("AU_TEST_SECRET", "a=b", TRUE));
  before = au_environment_get ();
  g_assert_cmpstr (g_environ_getenv (before, "AU_TEST_SECRET"), ==, "a=b");

  au_environment_hide (names);
  g_assert_null (g_getenv ("AU_TEST_SECRET"));
  g_clear_pointer (&before, g_strfreev);
  before = au_environment_get ();
  g_assert_cmpstr (g_environ_getenv (before, "AU_TEST_SECRET"), ==, "a=b");
  g_assert_null (g_environ_getenv (before, "AU_TEST_NOTHING"));

  /* No child sees it. */
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "env", NULL);
  g_assert_nonnull (child);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, NULL));
  g_assert_nonnull (strstr (output, "PATH="));
  g_assert_null (strstr (output, "AU_TEST_SECRET"));

  /* What is set anew counts. */
  g_assert_true (g_setenv ("AU_TEST_SECRET", "new", TRUE));
  after = au_environment_get ();
  g_assert_cmpstr (g_environ_getenv (after, "AU_TEST_SECRET"), ==, "new");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/environment/hide", test_hide);
  return g_test_run ();
}
