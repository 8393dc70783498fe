/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-standin.h"
#include "au-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* The real program is quit while statements run on a workspace: nothing else would end them there,
 * so it does. */

#define OBJECT_PATH "/io/github/anyusage/Anyusage"

static AuStandin *standin;

static GSubprocess *
start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  GSubprocess *app;

  g_subprocess_launcher_setenv (launcher, "DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  g_subprocess_launcher_setenv (launcher, "DATABRICKS_TOKEN", au_standin_get_token (standin), TRUE);
  g_subprocess_launcher_setenv (launcher, "DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  app = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ANYUSAGE_BINARY"),
                                     "--source=databricks", "--subscription=a0XSAMPLE000001", NULL);
  g_assert_no_error (error);
  return app;
}

static gboolean
has_open (gpointer wanted)
{
  return au_standin_get_counter (standin, AU_STANDIN_OPEN) >= GPOINTER_TO_UINT (wanted);
}

/* What the desktop's own menus do. */
static void
quit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;

  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, APPLICATION_ID, OBJECT_PATH, "org.gtk.Actions", "Activate",
                                        g_variant_new ("(sava{sv})", "quit", NULL, NULL), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* @queries: those whose statements run for as long as they may. */
static void
test_quit (gconstpointer queries)
{
  g_auto (GStrv) names = g_strsplit (queries, " ", -1);
  g_autoptr (GSubprocess) app = NULL;
  g_autoptr (GError) error = NULL;
  guint cancels = au_standin_get_counter (standin, AU_STANDIN_CANCELS);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *fault = g_strdup_printf ("running:%s:100000", names[i]);

      g_assert_true (au_standin_set_fault (standin, fault, &error));
      g_assert_no_error (error);
    }
  app = start ();
  au_test_wait_for (has_open, GUINT_TO_POINTER (g_strv_length (names)));
  quit ();
  g_assert_true (g_subprocess_wait_check (app, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_OPEN), ==, 0);
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_CANCELS), >=,
                    cancels + g_strv_length (names));
  au_standin_clear_faults (standin);
}

int
main (int   argc,
      char *argv[])
{
  AuStandinOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  standin = au_standin_new (&options);
  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);

  /* While the list of customers is read, and while the charts are. */
  g_test_add_data_func ("/ui/quit/list", "subscriptions", test_quit);
  g_test_add_data_func ("/ui/quit/charts", "mau model_spend top_users overage", test_quit);
  status = g_test_run ();
  g_clear_pointer (&standin, au_standin_free);
  return status;
}
