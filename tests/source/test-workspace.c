/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For unshare(). */
#define _GNU_SOURCE

#include "config.h"

#include "au-clock.h"
#include "au-error.h"
#include "au-sample-workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

/* Small ones, so that the tests take no time. */
#define SIZE 10

#define CURRENT "sample-v" G_STRINGIFY (AU_SAMPLE_GENERATOR_VERSION) "-"

static void
count_cb (double   fraction,
          gpointer user_data)
{
  guint *count = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_atomic_int_inc (count);
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "anyusage", NULL);
}

static char *
ensure (guint *n_progress)
{
  g_autoptr (GError) error = NULL;
  guint ignored = 0;
  char *path;

  if (n_progress == NULL)
    n_progress = &ignored;
  path = au_sample_workspace_ensure (au_clock_today (), SIZE, count_cb, n_progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (au_sample_workspace_is_complete (path));
  return path;
}

/* The names in the folder, sorted, in one text. */
static char *
list_folder (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
test_size (void)
{
  static const char *const bad[] = { "9", "0", "-1", "100001", "12x", " 12", "1e3", "many", "99999999999999999999" };
  guint size;

  g_unsetenv ("ANYUSAGE_SAMPLE_SIZE");
  g_assert_true (au_sample_workspace_read_size (&size, NULL));
  g_assert_cmpuint (size, ==, AU_SAMPLE_WORKSPACE_DEFAULT_SIZE);
  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "", TRUE);
  g_assert_true (au_sample_workspace_read_size (&size, NULL));
  g_assert_cmpuint (size, ==, AU_SAMPLE_WORKSPACE_DEFAULT_SIZE);
  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "100000", TRUE);
  g_assert_true (au_sample_workspace_read_size (&size, NULL));
  g_assert_cmpuint (size, ==, 100000);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_setenv ("ANYUSAGE_SAMPLE_SIZE", bad[i], TRUE);
      g_assert_false (au_sample_workspace_read_size (&size, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, bad[i]));
    }
  g_unsetenv ("ANYUSAGE_SAMPLE_SIZE");
}

static void
test_once (void)
{
  g_autofree char *day = au_day_to_iso (au_clock_today ());
  g_autofree char *name = g_strdup_printf ("sample-v%d-%s-%d.sqlite sample.lock", AU_SAMPLE_GENERATOR_VERSION, day, SIZE);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *names = NULL;
  guint n_progress = 0;
  gint64 start;

  first = ensure (&n_progress);
  g_assert_cmpuint (n_progress, >, 0);
  names = list_folder ();
  g_assert_cmpstr (names, ==, name);

  n_progress = 0;
  start = g_get_monotonic_time ();
  again = ensure (&n_progress);
  g_assert_cmpuint (n_progress, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpstr (again, ==, first);
}

/* A file that is cut off, or that is no database, or empty, is never taken for the workspace. */
static void
test_broken (void)
{
  g_autofree char *path = ensure (NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  const gsize cuts[] = { 0, 99, 100, 8192 };

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cuts) + 2; i++)
    {
      g_autofree char *again = NULL;
      g_autofree char *rewritten = NULL;
      gsize rewritten_length;
      guint n_progress = 0;

      if (i < G_N_ELEMENTS (cuts))
        g_assert_true (g_file_set_contents (path, bytes, (gssize) cuts[i], NULL));
      else if (i == G_N_ELEMENTS (cuts))
        g_assert_true (g_file_set_contents (path, bytes, (gssize) length - 1, NULL));
      else
        {
          g_autofree char *zeros = g_malloc0 (length);

          g_assert_true (g_file_set_contents (path, zeros, (gssize) length, NULL));
        }
      g_assert_false (au_sample_workspace_is_complete (path));
      again = ensure (&n_progress);
      g_assert_cmpuint (n_progress, >, 0);
      g_assert_true (g_file_get_contents (again, &rewritten, &rewritten_length, NULL));
      g_assert_cmpmem (rewritten, rewritten_length, bytes, length);
    }
  g_unlink (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (au_sample_workspace_is_complete (path));
}

static void
test_old_files (void)
{
  static const struct
  {
    const char *name;
    int age_hours;
    gboolean stays;
  } files[] = {
    { "sample-v0-2026-11-24-10.sqlite", 30, FALSE },
    { CURRENT "2025-01-01-412.sqlite", 30, FALSE },
    { CURRENT "2025-01-02-412.sqlite", 2, TRUE },
    { CURRENT "2026-11-24-100000.sqlite", 300, TRUE },
    { CURRENT "2026-11-24-412.sqlite.tmp", 0, FALSE },
    { CURRENT "2026-11-24-412.sqlite.tmp-journal", 0, FALSE },
    { "notes.txt", 3000, TRUE },
    { "sample-vault.txt", 3000, TRUE },
  };
  g_autofree char *folder = dup_folder ();
  g_autofree char *made = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      time_t then = time (NULL) - files[i].age_hours * 3600;
      struct utimbuf times = { then, then };

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      g_assert_cmpint (g_utime (path, &times), ==, 0);
    }

  made = ensure (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, files[i].stays);
    }
}

static void
test_unwritable (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GError) error = NULL;

  /* The tests may run as root, whom no permission stops; a file in the folder's place does. */
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_null (au_sample_workspace_ensure (au_clock_today (), SIZE, NULL, NULL, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, "XDG_CACHE_HOME"));
}

/* Runs in a process of its own, which may do with its mounts what it likes. */
static int
fill_small_disk (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *names = NULL;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  if (unshare (CLONE_NEWNS) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return 77;
  if (mount ("none", g_get_user_cache_dir (), "tmpfs", 0, "size=1m") != 0)
    return 77;

  path = au_sample_workspace_ensure (au_clock_today (), SIZE, NULL, NULL, NULL, &error);
  names = list_folder ();
  g_printerr ("%s\n", error != NULL ? error->message : "no error");
  return path == NULL && g_error_matches (error, AU_ERROR, AU_ERROR_SOURCE) &&
         strstr (error->message, g_get_user_cache_dir ()) != NULL &&
         g_str_equal (names, "sample.lock") ? 0 : 1;
}

static void
test_full_disk (void)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    _exit (fill_small_disk ());
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("no small disk can be mounted here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
die_cb (double   fraction,
        gpointer user_data)
{
  if (fraction > 0.4)
    kill (getpid (), SIGKILL);
}

/* A making that was killed leaves nothing that the next one trusts, and no lock. */
static void
test_killed (void)
{
  g_autofree char *path = NULL;
  g_autofree char *names = NULL;
  g_autofree char *before = NULL;
  pid_t child = fork ();
  guint n_progress = 0;
  int status = 0;

  if (child == 0)
    {
      au_sample_workspace_ensure (au_clock_today (), SIZE, die_cb, NULL, NULL, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  before = list_folder ();
  g_assert_nonnull (strstr (before, ".tmp"));

  path = ensure (&n_progress);
  g_assert_cmpuint (n_progress, >, 0);
  names = list_folder ();
  g_assert_null (strstr (names, ".tmp"));
}

static gpointer
ensure_thread (gpointer data)
{
  return ensure (data);
}

static void
test_two_at_once (void)
{
  guint counts[2] = { 0, 0 };
  GThread *one = g_thread_new ("one", ensure_thread, &counts[0]);
  GThread *two = g_thread_new ("two", ensure_thread, &counts[1]);
  g_autofree char *first = g_thread_join (one);
  g_autofree char *second = g_thread_join (two);

  g_assert_cmpstr (first, ==, second);
  g_assert_true ((counts[0] == 0) != (counts[1] == 0));
}

static void
cancel_cb (double   fraction,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  g_assert_null (au_sample_workspace_ensure (au_clock_today (), SIZE, cancel_cb, cancellable,
                                             cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  names = list_folder ();
  g_assert_cmpstr (names, ==, "sample.lock");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (au_clock_init (NULL));

  g_test_add_func ("/source/workspace/size", test_size);
  g_test_add_func ("/source/workspace/once", test_once);
  g_test_add_func ("/source/workspace/broken", test_broken);
  g_test_add_func ("/source/workspace/old-files", test_old_files);
  g_test_add_func ("/source/workspace/unwritable", test_unwritable);
  g_test_add_func ("/source/workspace/full-disk", test_full_disk);
  g_test_add_func ("/source/workspace/killed", test_killed);
  g_test_add_func ("/source/workspace/two-at-once", test_two_at_once);
  g_test_add_func ("/source/workspace/cancel", test_cancel);

  return g_test_run ();
}
