/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run.h"

#include <gio/gio.h>
#include <string.h>

static const char *const titles[] = {
  "Halden Freight", "Monthly active users", "Spend by model", "Active users", "Feature adoption",
  "Top 25 users by requests", "True-ups", "Depth of usage", "Overage", "Monthly spend",
};

/* What a program that reads PDF says of a file. */
static char *
read_with (const char *program,
           const char *option,
           const char *path)
{
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { program, option, path,
                              g_str_equal (program, "pdftotext") ? "-" : NULL, NULL };
  int status = 0;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&out);
}

static void
test_report (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *one = g_build_filename (folder, "one.pdf", NULL);
  g_autofree char *two = g_build_filename (folder, "two.pdf", NULL);
  g_autoptr (Run) first = run_anyusage ("report", "--subscription", "a0XSAMPLE000001", "--output",
                                        one, NULL);
  g_autoptr (Run) second = run_anyusage ("report", "--subscription", "a0XSAMPLE000001", "--output",
                                         two, NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize n_a = 0;
  gsize n_b = 0;

  run_assert_done (first);
  run_assert_done (second);
  g_assert_cmpuint (count_files (folder), ==, 2);
  g_assert_true (g_file_get_contents (one, &a, &n_a, NULL));
  g_assert_true (g_file_get_contents (two, &b, &n_b, NULL));
  g_assert_cmpmem (a, n_a, b, n_b);
  remove_folder (folder);
}

static void
test_reader (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdfinfo");
  g_autofree char *info = NULL;
  g_autofree char *words = NULL;
  g_autofree char *fonts = NULL;
  g_auto (GStrv) pages = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (Run) run = NULL;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils is not here.");
      remove_folder (folder);
      return;
    }
  run = run_anyusage ("report", "--subscription", "a0XSAMPLE000001", "--output", path, NULL);
  run_assert_done (run);

  info = read_with ("pdfinfo", "-isodates", path);
  g_assert_nonnull (strstr (info, "Title:           Halden Freight: usage and spend\n"));
  g_assert_nonnull (strstr (info, "Creator:         Anyusage " PACKAGE_VERSION "\n"));
  g_assert_nonnull (strstr (info, "CreationDate:    2026-11-24T09:12:00Z\n"));
  g_assert_null (strstr (info, "Author:"));
  g_assert_nonnull (strstr (info, "Tagged:          yes\n"));
  g_assert_nonnull (strstr (info, "Pages:           10\n"));
  g_assert_nonnull (strstr (info, "Page size:       1200 x 675 pts\n"));

  /* A page a chart, each with its title first and where it came from last. */
  words = read_with ("pdftotext", "-raw", path);
  pages = g_strsplit (words, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages), ==, G_N_ELEMENTS (titles) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_assert_true (g_str_has_prefix (pages[i], titles[i]));
      g_assert_nonnull (strstr (pages[i], "read 24 Nov 2026 09:12 UTC"));
      g_assert_nonnull (strstr (pages[i], ".sql verified "));
    }
  g_assert_nonnull (strstr (pages[0], "\nMonthly actives\n412\n"));
  g_assert_nonnull (strstr (pages[0], "\n10 Monthly spend\n"));

  fonts = read_with ("pdffonts", path, NULL);
  lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL; i++)
    /* Embedded, a subset, and with the letters that its shapes stand for. */
    g_assert_nonnull (strstr (lines[i], " yes yes yes "));
  remove_folder (folder);
}

/* A chart that failed has its page, and the status says so. */
static void
test_failing_chart (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *words = NULL;
  g_auto (GStrv) pages = NULL;
  g_autoptr (Run) run = run_anyusage ("report", "--subscription", "a0XSAMPLE000004", "--output",
                                      path, NULL);

  run_assert_fails (run, 1, "feature-adoption: its page says why");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  if (program != NULL)
    {
      words = read_with ("pdftotext", "-raw", path);
      pages = g_strsplit (words, "\f", -1);
      g_assert_cmpuint (g_strv_length (pages), ==, G_N_ELEMENTS (titles) + 1);
      g_assert_true (g_str_has_prefix (pages[4], "Feature adoption"));
      g_assert_nonnull (strstr (pages[4], "feature_adoption"));
      g_assert_nonnull (strstr (pages[1], "verified"));
    }
  remove_folder (folder);
}

static void
test_unwritable (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *old = g_build_filename (folder, "old.pdf", NULL);
  g_autofree char *below = g_build_filename (old, "report.pdf", NULL);
  g_autofree char *text = NULL;
  const char *const places[] = { folder, below, "/proc/report.pdf", "/dev/full" };
  g_autofree char *command = NULL;
  g_autoptr (Run) limited = NULL;

  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (Run) run = run_anyusage ("report", "--subscription", "a0XSAMPLE000001", "--output",
                                          places[i], NULL);

      run_assert_fails (run, 1, places[i]);
    }
  /* A limit on the size of files stops the writing half-way, as a full disk does. */
  command = g_strdup_printf ("ulimit -f 8; exec \"$ANYUSAGE_PROGRAM\" report --subscription "
                             "a0XSAMPLE000001 --output %s", old);
  limited = run_shell (command);
  run_assert_fails (limited, 1, old);
  g_assert_true (g_file_get_contents (old, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
}

static void
test_odd_path (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "🚀 תקציר “q”.pdf", NULL);
  g_autofree char *letters = g_strnfill (400, 'n');
  g_autofree char *long_path = g_build_filename (folder, letters, NULL);
  g_autoptr (Run) done = run_anyusage ("report", "--subscription", "a0XSAMPLE000007", "--output",
                                       path, NULL);
  g_autoptr (Run) too_long = run_anyusage ("report", "--subscription", "a0XSAMPLE000007", "--output",
                                           long_path, NULL);

  run_assert_done (done);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  run_assert_fails (too_long, 1, "File name too long");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();
  g_test_add_func ("/cli/report/same-bytes", test_report);
  g_test_add_func ("/cli/report/reader", test_reader);
  g_test_add_func ("/cli/report/failing-chart", test_failing_chart);
  g_test_add_func ("/cli/report/unwritable", test_unwritable);
  g_test_add_func ("/cli/report/odd-path", test_odd_path);
  return g_test_run ();
}
