/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real program on a session bus, asked as GNOME Shell asks it.
 */
#include "config.h"

#include "au-test.h"

#include <gio/gio.h>
#include <string.h>

#define PATH "/io/github/anyusage/Anyusage"

static GSubprocess *program;
static GDBusConnection *bus;

static GVariant *
call (const char *method,
      GVariant   *arguments)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer =
    g_dbus_connection_call_sync (bus, APPLICATION_ID, PATH "/SearchProvider",
                                 "org.gnome.Shell.SearchProvider2", method, arguments, NULL,
                                 G_DBUS_CALL_FLAGS_NO_AUTO_START, 30000, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

static GStrv
find (const char *text)
{
  g_auto (GStrv) terms = g_strsplit (text, " ", -1);
  g_autoptr (GVariant) answer = call ("GetInitialResultSet", g_variant_new ("(^as)", terms));
  GStrv ids;

  g_variant_get (answer, "(^as)", &ids);
  return ids;
}

static gboolean
is_there (gpointer data)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", APPLICATION_ID), NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned;

  g_variant_get (answer, "(b)", &owned);
  return owned;
}

static void
test_find (void)
{
  g_auto (GStrv) hal = find ("hal");
  g_auto (GStrv) zolw = find ("zolw");
  g_auto (GStrv) two = find ("halden enterprise");
  g_auto (GStrv) none = find ("no such customer");
  g_auto (GStrv) blank = find ("");

  g_assert_true (g_strv_contains ((const char *const *) hal, "a0XSAMPLE000001"));
  g_assert_cmpuint (g_strv_length (hal), <=, 20);
  g_assert_cmpuint (g_strv_length (zolw), ==, 1);
  g_assert_cmpstr (two[0], ==, "a0XSAMPLE000001");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (blank), ==, 0);
}

static void
test_narrow (void)
{
  static const char *const before[] = { "a0XSAMPLE000001", NULL };
  static const char *const terms[] = { "hald", NULL };
  g_autoptr (GVariant) answer = call ("GetSubsearchResultSet",
                                      g_variant_new ("(^as^as)", before, terms));
  g_autofree const char **ids = NULL;

  g_variant_get (answer, "(^a&s)", &ids);
  g_assert_cmpstr (ids[0], ==, "a0XSAMPLE000001");
}

static void
test_describe (void)
{
  static const char *const ids[] = { "a0XSAMPLE000001", "a0X999999999999", "", NULL };
  g_autoptr (GVariant) answer = call ("GetResultMetas", g_variant_new ("(^as)", ids));
  g_autoptr (GVariant) metas = g_variant_get_child_value (answer, 0);
  g_autoptr (GVariant) meta = NULL;
  const char *text;

  /* What is not there is not described. */
  g_assert_cmpuint (g_variant_n_children (metas), ==, 1);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "id", "&s", &text));
  g_assert_cmpstr (text, ==, "a0XSAMPLE000001");
  g_assert_true (g_variant_lookup (meta, "name", "&s", &text));
  g_assert_cmpstr (text, ==, "Halden Freight");
  g_assert_true (g_variant_lookup (meta, "description", "&s", &text));
  g_assert_nonnull (strstr (text, "500 seats"));
}

/* The action groups of its windows tell that one is open. */
static gboolean
has_window (gpointer data)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (bus, APPLICATION_ID, PATH "/window/1", "org.gtk.Actions", "List",
                                 NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 1000, NULL, NULL);

  return answer != NULL;
}

static void
test_open (void)
{
  static const char *const terms[] = { "hald", NULL };
  g_autoptr (GVariant) answer = NULL;

  g_assert_false (has_window (NULL));
  answer = call ("ActivateResult", g_variant_new ("(s^asu)", "a0XSAMPLE000001", terms, 0));
  au_test_wait_for (has_window, NULL);
}

/* The menu of the app's icon opens what it names, also in a window that opens only now. */
static void
test_desktop_action (void)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_auto (GStrv) names = NULL;

  g_assert_true (g_key_file_load_from_file (entry, g_getenv ("ANYUSAGE_DESKTOP_FILE"),
                                            G_KEY_FILE_NONE, NULL));
  names = g_key_file_get_string_list (entry, "Desktop Entry", "Actions", NULL, NULL);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) answer = NULL;
      g_autoptr (GVariant) description = NULL;

      description = g_dbus_connection_call_sync (bus, APPLICATION_ID, PATH, "org.gtk.Actions",
                                                 "Describe", g_variant_new ("(s)", names[i]), NULL,
                                                 G_DBUS_CALL_FLAGS_NO_AUTO_START, 5000, NULL,
                                                 &error);
      g_assert_no_error (error);
      answer = g_dbus_connection_call_sync (bus, APPLICATION_ID, PATH,
                                            "org.freedesktop.Application", "ActivateAction",
                                            g_variant_new ("(sava{sv})", names[i], NULL, NULL),
                                            NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 5000, NULL,
                                            &error);
      g_assert_no_error (error);
    }
  au_test_wait_for (has_window, NULL);
}

static void
start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ANYUSAGE_BINARY"),
                                         "--gapplication-service", NULL);
  g_assert_no_error (error);
  au_test_wait_for (is_there, NULL);
}

static void
stop (void)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (bus, APPLICATION_ID, PATH, "org.gtk.Actions", "Activate",
                                 g_variant_new ("(sava{sv})", "quit", NULL, NULL), NULL,
                                 G_DBUS_CALL_FLAGS_NO_AUTO_START, 5000, NULL, NULL);

  g_assert_true (g_subprocess_wait_check (program, NULL, NULL));
  g_clear_object (&program);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  start ();
  g_test_add_func ("/ui/shell-search/find", test_find);
  g_test_add_func ("/ui/shell-search/narrow", test_narrow);
  g_test_add_func ("/ui/shell-search/describe", test_describe);
  g_test_add_func ("/ui/shell-search/open", test_open);
  g_test_add_func ("/ui/shell-search/desktop-action", test_desktop_action);
  status = g_test_run ();
  stop ();
  g_object_unref (bus);
  return status;
}
