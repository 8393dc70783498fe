/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Secrets in GNOME's own keyring, on a session bus of this test and in a folder of its own.
 */
#include "config.h"

#include "au-test.h"
#include "au-secrets.h"
#include "au-source-error.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define HOST "https://adb-1.2.azuredatabricks.net"
#define OTHER "https://adb-3.4.azuredatabricks.net"

static GSubprocess *keyring;

static gboolean
is_there (gpointer data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", "org.freedesktop.secrets"), NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned;

  g_variant_get (answer, "(b)", &owned);
  return owned;
}

static gboolean
is_not_there (gpointer data)
{
  return !is_there (data);
}

static void
start_keyring (const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GOutputStream *input;

  /* What is strict with our code is not meant for others'. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  keyring = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                         "--components=secrets",
                                         password != NULL ? "--unlock" : NULL,
                                         NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (keyring);
  if (password != NULL)
    g_assert_true (g_output_stream_write_all (input, password, strlen (password), NULL, NULL,
                                              NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  au_test_wait_for (is_there, NULL);
}

static void
stop_keyring (void)
{
  g_subprocess_send_signal (keyring, SIGTERM);
  g_assert_true (g_subprocess_wait (keyring, NULL, NULL));
  g_clear_object (&keyring);
  au_test_wait_for (is_not_there, NULL);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static char *
look_up (const char *host,
         const char *kind,
         GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  au_secrets_lookup_async (host, kind, NULL, done_cb, &result);
  au_test_wait_for (is_set, &result);
  return au_secrets_lookup_finish (result, error);
}

static gboolean
store (const char *host,
       const char *kind,
       const char *secret,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  au_secrets_store_async (host, kind, secret, NULL, done_cb, &result);
  au_test_wait_for (is_set, &result);
  return au_secrets_store_finish (result, error);
}

static void
assert_kept (const char *host,
             const char *kind,
             const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = look_up (host, kind, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
}

static void
test_keep (void)
{
  static const char *const kinds[] = {
    AU_SECRET_TOKEN, AU_SECRET_CLIENT_SECRET, AU_SECRET_REFRESH_TOKEN, AU_SECRET_API_KEY,
  };

  start_keyring ("correct horse");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *first = g_strdup_printf ("first-%u-\xc5\xbc\n%%\"'", i);
      g_autofree char *second = g_strdup_printf ("second-%u", i);
      g_autoptr (GError) error = NULL;

      assert_kept (HOST, kinds[i], NULL);
      g_assert_true (store (HOST, kinds[i], first, &error));
      g_assert_no_error (error);
      assert_kept (HOST, kinds[i], first);
      assert_kept (OTHER, kinds[i], NULL);
      store (HOST, kinds[i], second, &error);
      g_assert_no_error (error);
      assert_kept (HOST, kinds[i], second);
    }

  /* All of them stay when one goes, and the daemon too. */
  g_assert_true (store (HOST, AU_SECRET_TOKEN, NULL, NULL));
  assert_kept (HOST, AU_SECRET_TOKEN, NULL);
  assert_kept (HOST, AU_SECRET_REFRESH_TOKEN, "second-2");
  stop_keyring ();
  start_keyring ("correct horse");
  /* The first question finds out that it is another one. */
  g_free (look_up (HOST, AU_SECRET_REFRESH_TOKEN, NULL));
  assert_kept (HOST, AU_SECRET_REFRESH_TOKEN, "second-2");
  assert_kept (HOST, AU_SECRET_TOKEN, NULL);
  stop_keyring ();
}

/* Nobody is there to unlock it: it says so or has nothing, and soon. */
static void
test_locked (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gint64 start;

  start_keyring ("correct horse");
  g_free (look_up (HOST, AU_SECRET_API_KEY, NULL));
  g_assert_true (store (HOST, AU_SECRET_TOKEN, "kept", NULL));
  stop_keyring ();

  start_keyring (NULL);
  g_free (look_up (HOST, AU_SECRET_API_KEY, NULL));
  start = g_get_monotonic_time ();
  found = look_up (HOST, AU_SECRET_TOKEN, &error);
  g_test_message ("looked up in %.1f s: %s, %s",
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, found,
                  error != NULL ? error->message : "no error");
  g_assert_null (found);
  g_clear_error (&error);
  start = g_get_monotonic_time ();
  g_assert_false (store (HOST, AU_SECRET_TOKEN, "another", &error));
  g_test_message ("not stored in %.1f s: %s",
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, error->message);
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_KEYRING);
  g_assert_nonnull (strstr (error->message, "DATABRICKS_TOKEN"));
  stop_keyring ();

  /* What was kept was not touched. */
  start_keyring ("correct horse");
  g_free (look_up (HOST, AU_SECRET_API_KEY, NULL));
  assert_kept (HOST, AU_SECRET_TOKEN, "kept");
  stop_keyring ();
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GSubprocess) cleaner = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  int status;

  g_test_init (&argc, &argv, NULL);
  /* GNOME's Sdk, in which the Flatpak is built, has none. */
  if (program == NULL)
    {
      g_print ("1..0 # SKIP there is no gnome-keyring-daemon\n");
      return 0;
    }
  folder = g_dir_make_tmp ("anyusage-keyring-XXXXXX", NULL);
  g_setenv ("HOME", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_test_add_func ("/keyring/keep", test_keep);
  g_test_add_func ("/keyring/locked", test_locked);
  status = g_test_run ();
  cleaner = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", folder, NULL);
  g_subprocess_wait (cleaner, NULL, NULL);
  return status;
}
