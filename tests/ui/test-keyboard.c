/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* The real program on a real X server, driven by real keys: nothing of it is linked in here. */

/* With a sanitizer that looks at whole stacks the app takes several times as long. */
#ifdef __SANITIZE_ADDRESS__
#define PATIENCE 4
#else
#define PATIENCE 1
#endif

typedef struct
{
  GSubprocess *app;
  char *home;
  char *wanted; /* text that au_test_wait_for() looks for */
  char *path;
} Fixture;

static void
rest (gulong milliseconds)
{
  g_usleep (milliseconds * 1000 * PATIENCE);
}

static char *
run (const char *first,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list list;

  g_ptr_array_add (argv, (gpointer) first);
  va_start (list, first);
  for (const char *next = va_arg (list,
                                  const char *); next != NULL; next = va_arg (list, const char *))
    g_ptr_array_add (argv, (gpointer) next);
  va_end (list);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  return output;
}

static gboolean
has_window (Fixture *fixture)
{
  g_autofree char *found = run ("xdotool", "search", "--onlyvisible", "--name", fixture->wanted,
                                NULL);

  return *found != '\0';
}

static void
wait_for_window (Fixture    *fixture,
                 const char *name)
{
  g_autofree char *found = NULL;
  g_auto (GStrv) ids = NULL;

  g_set_str (&fixture->wanted, name);
  au_test_wait_for (has_window, fixture);
  found = run ("xdotool", "search", "--onlyvisible", "--name", name, NULL);
  ids = g_strsplit (g_strstrip (found), "\n", 2);
  /* No window manager gives it the focus. */
  g_free (run ("xdotool", "windowfocus", "--sync", ids[0], NULL));
}

static gboolean
has_setting (Fixture *fixture)
{
  g_autofree char *file = g_build_filename (fixture->home, "config", "glib-2.0", "settings",
                                            "keyfile", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (file, &text, NULL, NULL) && strstr (text, fixture->wanted) != NULL;
}

static gboolean
has_picture (Fixture *fixture)
{
  g_autofree char *data = NULL;
  gsize length;

  return g_file_get_contents (fixture->path, &data, &length, NULL) && length > 1000;
}

static void
start (Fixture      *fixture,
       gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *config = NULL;
  g_autofree char *cache = NULL;

  fixture->home = g_dir_make_tmp ("anyusage-home-XXXXXX", NULL);
  config = g_build_filename (fixture->home, "config", NULL);
  cache = g_build_filename (fixture->home, "cache", NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", config, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", cache, TRUE);
  /* Settings that last, so that they can be looked at from here. */
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "GTK_A11Y");
  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  if (data != NULL)
    {
      g_autofree char *options = g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL
                                              ? g_getenv ("ASAN_OPTIONS") : "", ":", data, NULL);

      g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", options, TRUE);
    }
  fixture->app = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ANYUSAGE_BINARY"), NULL);
  g_assert_no_error (error);
}

static void
stop (Fixture      *fixture,
      gconstpointer unused)
{
  g_free (run ("rm", "-rf", fixture->home, NULL));
  g_clear_object (&fixture->app);
  g_free (fixture->home);
  g_free (fixture->wanted);
  g_free (fixture->path);
}

static void
press (const char *key)
{
  g_free (run ("xdotool", "key", key, NULL));
}

/* For what may have to be tried again. */
static void
wait_a_while (gboolean (*condition)(Fixture *),
              Fixture *fixture)
{
  for (int i = 0; i < 50 && !condition (fixture); i++)
    rest (100);
}

/* The app ends as it should and had nothing to complain of; a sanitizer's report is one, too. */
static void
quit (Fixture *fixture)
{
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;

  press ("ctrl+q");
  g_assert_true (g_subprocess_communicate_utf8 (fixture->app, NULL, NULL, NULL, &errors, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (fixture->app))
    g_printerr ("%s\n", errors);
  g_assert_true (g_subprocess_get_successful (fixture->app));
  g_assert_null (strstr (errors, "CRITICAL"));
  g_assert_null (strstr (errors, "WARNING"));
}

static void
test_find_look_export (Fixture      *fixture,
                       gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  fixture->path = g_build_filename (fixture->home, "hal.png", NULL);

  wait_for_window (fixture, "^Anyusage$");
  /* The picker opens once the list of customers is there; asked for before, nothing happens. */
  g_set_str (&fixture->wanted, "^Hal.* Anyusage$");
  for (int i = 0; !has_window (fixture); i++)
    {
      g_assert_cmpint (i, <, 50);
      g_free (run ("xdotool", "key", "ctrl+k", NULL));
      g_free (run ("xdotool", "type", "hal", NULL));
      g_free (run ("xdotool", "key", "Return", NULL));
      rest (500);
    }

  g_free (run ("xdotool", "key", "alt+3", NULL));
  g_set_str (&fixture->wanted, "last-view='model-spend'");
  au_test_wait_for (has_setting, fixture);

  /* The chart has to be there before it can be exported; until then a toast says so. */
  g_set_str (&fixture->wanted, "^Export Chart$");
  for (int i = 0; !has_window (fixture); i++)
    {
      g_assert_cmpint (i, <, 50);
      g_free (run ("xdotool", "key", "ctrl+e", NULL));
      rest (500);
      /* The dialog begins with what was chosen last, so Enter saves. GTK gives the keys of the
       * window to a modal one over it: a second Enter would save under the proposed name in a
       * chooser that is slow to show, so it gets its time. */
      g_free (run ("xdotool", "key", "Return", NULL));
      wait_a_while (has_window, fixture);
    }
  for (int i = 0; !has_picture (fixture); i++)
    {
      g_assert_cmpint (i, <, 10);
      if (has_window (fixture))
        {
          /* The name is its entry's, once the folder has been read, which may take what was typed
           * away. */
          wait_for_window (fixture, "^Export Chart$");
          rest (500);
          press ("ctrl+a");
          g_free (run ("xdotool", "type", fixture->path, NULL));
          press ("Return");
        }
      wait_a_while (has_picture, fixture);
    }
  g_assert_true (g_file_get_contents (fixture->path, &data, &length, NULL));
  g_assert_cmpmem (data, 8, "\211PNG\r\n\032\n", 8);

  wait_for_window (fixture, "^Hal.* Anyusage$");
  quit (fixture);

  g_set_str (&fixture->wanted, "last-subscriptions=['a0XSAMPLE000");
  g_assert_true (has_setting (fixture));
}

static void
type (const char *text)
{
  g_free (run ("xdotool", "type", text, NULL));
  /* The list that the next key is about is there when the answer is, in a few milliseconds. */
  rest (300);
}

static void
test_pick_star_move (Fixture      *fixture,
                     gconstpointer unused)
{
  wait_for_window (fixture, "^Anyusage$");
  /* A list highlights what the pointer is over, and that would be over it. */
  g_free (run ("xdotool", "mousemove", "1279", "1023", NULL));
  g_set_str (&fixture->wanted, "^Tamarind.* Anyusage$");
  for (int i = 0; !has_window (fixture); i++)
    {
      g_assert_cmpint (i, <, 20);
      press ("ctrl+k");
      type ("tamarind");
      press ("ctrl+Return");
      press ("Down");
      press ("ctrl+Return");
      press ("Return");
      rest (500);
    }
  g_set_str (&fixture->wanted,
             "last-subscriptions=['a0XSAMPLE000009', 'a0XSAMPLE000010']");
  au_test_wait_for (has_setting, fixture);

  /* Two stars, then one of them one place down. */
  press ("ctrl+k");
  type ("halden freight");
  press ("ctrl+d");
  press ("ctrl+a");
  type ("oriel");
  press ("ctrl+d");
  press ("ctrl+a");
  press ("BackSpace");
  rest (300);
  press ("Down");
  press ("alt+Down");
  g_set_str (&fixture->wanted,
             "favourites={'sample': [('a0XSAMPLE000003', 'Oriel Genomics'), "
             "('a0XSAMPLE000001', 'Halden Freight')]}");
  au_test_wait_for (has_setting, fixture);

  /* Of two chips the first goes by Delete while it has the focus, the other by Backspace in the
   * entry, and the row that was moved is still the one that Enter opens. */
  press ("Tab");
  press ("Delete");
  press ("shift+Tab");
  press ("BackSpace");
  rest (100);
  press ("Return");
  g_set_str (&fixture->wanted, "last-subscriptions=['a0XSAMPLE000001']");
  au_test_wait_for (has_setting, fixture);

  wait_for_window (fixture, "^Halden.* Anyusage$");
  quit (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* GTK 4.18's file chooser loses what it has read of a folder, in functions that have no name by
   * which LeakSanitizer could be told of them. */
  g_test_add ("/ui/keyboard/find-look-export", Fixture, "detect_leaks=0", start, test_find_look_export, stop);
  g_test_add ("/ui/keyboard/pick-star-move", Fixture, NULL, start, test_pick_star_move, stop);
  return g_test_run ();
}
