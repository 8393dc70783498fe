/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes that write a cache and are killed at any moment, alone and two at a time. */
#include "config.h"

#include "support.h"
#include "cache-support.h"
#include "au-clock.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define N_KILLS 500
#define N_REQUESTS 7

static const char *program;

static GSubprocess *
start_writer (const char *path,
              gint64      from)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, from);
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--writer",
                                          path, value, NULL);

  g_assert_no_error (error);
  return writer;
}

/* The last whole line that the killed process could say: what it had been told was kept. */
static gint64
kill_writer (GSubprocess *writer,
             gint64       fallback)
{
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  guint n;

  g_subprocess_send_signal (writer, SIGKILL);
  g_subprocess_communicate (writer, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (writer));
  text = g_strndup (g_bytes_get_size (out) > 0 ? g_bytes_get_data (out, NULL) : "",
                    g_bytes_get_size (out));
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines);
  return n > 1 ? g_ascii_strtoll (lines[n - 2], NULL, 10) : fallback;
}

/* Asserts that whatever is in the cache is whole, and returns the greatest value. */
static gint64
check_cache (const char *path)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (path, AU_CACHE_DEFAULT_LIMIT);
  gint64 greatest = -1;

  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (AuRequest) request = cache_create_request (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuResult) result = au_cache_store_get (store, cache_get_catalog (), request,
                                                        &error);

      g_assert_no_error (error);
      if (result != NULL)
        greatest = MAX (greatest, cache_check_result (result, i));
    }
  return greatest;
}

static void
assert_not_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);

  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
}

static void
test_kill (void)
{
  char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
  gint64 greatest = -1;
  gint64 n_written = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GSubprocess) writer = start_writer (path, greatest + 1);
      gint64 before = greatest;
      gint64 told;

      g_usleep ((gulong) g_test_rand_int_range (0, 40000));
      told = kill_writer (writer, greatest);
      greatest = check_cache (path);
      /* What was kept stays kept; one more may have been on its way. */
      g_assert_cmpint (greatest, >=, told);
      g_assert_cmpint (greatest, >=, before);
      assert_not_aside (path);
      n_written += greatest - before;
    }
  g_test_message ("killed %d times between %" G_GINT64_FORMAT " results: every cache opened, all of "
                  "it whole", N_KILLS, n_written);
  /* That it wrote at all in between. */
  g_assert_cmpint (n_written, >, N_KILLS / 2);
  support_remove_folder (folder);
}

static void
test_two (void)
{
  char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
  guint n_wrote = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GSubprocess) first = start_writer (path, 1000 * i);
      g_autoptr (GSubprocess) second = start_writer (path, 1000 * i + 500);
      gint64 told;

      for (guint n = 0; n < 10; n++)
        {
          g_usleep ((gulong) g_test_rand_int_range (1000, 20000));
          check_cache (path);
        }
      /* On a busy machine one may not have got as far as its first result. */
      told = kill_writer (first, -1);
      g_assert_true (told == -1 || told >= 1000 * i);
      n_wrote += told != -1;
      told = kill_writer (second, -1);
      g_assert_true (told == -1 || told >= 1000 * i + 500);
      n_wrote += told != -1;
      check_cache (path);
      assert_not_aside (path);
    }
  g_assert_cmpint (n_wrote, >, 10);
  support_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    return cache_run_writer (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);
  program = argv[0];
  g_test_add_func ("/cache/kill", test_kill);
  g_test_add_func ("/cache/two-instances", test_two);
  return g_test_run ();
}
