/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const charts[] = {
  "mau", "model-spend", "active-users", "feature-adoption", "top-users", "true-ups",
  "depth-of-usage", "overage", "monthly-spend", NULL,
};

static char *
read_file (const char *folder,
           const char *name,
           gsize      *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

static guint32
read_number (const char *data)
{
  guint32 number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_BE (number);
}

/* Reads the size out of the file's own header. */
static void
assert_png (const char *folder,
            const char *name,
            guint       width,
            guint       height)
{
  gsize length = 0;
  g_autofree char *data = read_file (folder, name, &length);

  g_assert_cmpuint (length, >, 500);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpmem (data + 12, 4, "IHDR", 4);
  g_assert_cmpuint (read_number (data + 16), ==, width);
  g_assert_cmpuint (read_number (data + 20), ==, height);
  g_assert_cmpmem (data + length - 8, 4, "IEND", 4);
}

static void
assert_pictures (const char *folder)
{
  for (guint i = 0; charts[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (charts[i], ".png", NULL);

      assert_png (folder, name, 1600, 900);
    }
}

static void
test_list (void)
{
  g_autoptr (Run) run = run_anyusage ("list", "charts", NULL);
  g_auto (GStrv) lines = NULL;

  run_assert_done (run);
  lines = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  for (guint i = 0; i < 9; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, 2);
      g_assert_true (g_strv_contains (charts, fields[0]));
      g_assert_cmpstr (fields[1], !=, "");
    }
}

static void
test_all (void)
{
  static const char *const selections[] = {
    "a0XSAMPLE000001", "a0XSAMPLE000005", "a0XSAMPLE000006", "a0XSAMPLE000007", "a0XSAMPLE000010",
    "a0XSAMPLE000008,a0XSAMPLE000009,a0XSAMPLE000010",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (selections); i++)
    {
      g_autofree char *folder = make_folder ();
      g_autofree char *target = g_build_filename (folder, "new", "folder", NULL);
      g_autoptr (Run) run = NULL;

      g_test_message ("%s", selections[i]);
      run = run_anyusage ("export", "--subscription", selections[i], "--chart", "all", "--format",
                          "png", "--size", "1600x900", "--output", target, NULL);
      run_assert_done (run);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpuint (count_files (target), ==, 9);
      assert_pictures (target);
      remove_folder (folder);
    }
}

static void
test_same_bytes (void)
{
  g_autofree char *one = make_folder ();
  g_autofree char *two = make_folder ();
  g_autoptr (Run) first = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--output",
                                        one, NULL);
  g_autoptr (Run) second = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--output",
                                         two, NULL);

  run_assert_done (first);
  run_assert_done (second);
  for (guint i = 0; charts[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (charts[i], ".png", NULL);
      gsize length_a, length_b;
      g_autofree char *a = read_file (one, name, &length_a);
      g_autofree char *b = read_file (two, name, &length_b);

      g_assert_cmpmem (a, length_a, b, length_b);
    }
  remove_folder (one);
  remove_folder (two);
}

static void
test_size (void)
{
  static const struct
  {
    const char *size;
    const char *scale;
    guint width;
    guint height;
  } cases[] = {
    { "1200x1200", "1", 1200, 1200 },
    { "800x450", "2", 1600, 900 },
    { "640X360", "4", 2560, 1440 },
    { "32x32", "1", 32, 32 },
  };
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "Ż ó.png", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart",
                                          "mau", "--size", cases[i].size, "--scale", cases[i].scale,
                                          "--output", path, NULL);

      run_assert_done (run);
      assert_png (folder, "Ż ó.png", cases[i].width, cases[i].height);
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
  remove_folder (folder);
}

/* The rows behind a chart are those of its query. */
static void
test_rows (void)
{
  static const char *const pairs[][2] = {
    { "mau", "mau" },
    { "model-spend", "model_spend" },
    { "active-users", "active_users" },
    { "top-users", "top_users" },
    { "true-ups", "true_ups" },
    { "depth-of-usage", "depth_of_usage" },
    { "overage", "overage" },
    { "monthly-spend", "monthly_spend" },
  };
  g_autofree char *folder = make_folder ();
  g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--format",
                                      "csv", "--output", folder, NULL);

  run_assert_done (run);
  g_assert_cmpuint (count_files (folder), ==, 9);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *name = g_strconcat (pairs[i][0], ".csv", NULL);
      g_autofree char *text = read_file (folder, name, NULL);
      g_autoptr (Run) query = run_anyusage ("query", pairs[i][1], "--subscription",
                                            "a0XSAMPLE000001", "--format", "csv", NULL);

      g_assert_cmpstr (text, ==, query->out);
    }
  remove_folder (folder);
}

/* No team is linked, so nothing can be asked: the columns, and no row. */
static void
test_no_rows (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "depth.csv", NULL);
  g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000010", "--chart",
                                      "depth-of-usage", "--output", path, NULL);
  g_autofree char *text = NULL;

  run_assert_done (run);
  text = read_file (folder, "depth.csv", NULL);
  g_assert_cmpstr (text, ==, "month,bucket,bucket_min,users\r\n");
  remove_folder (folder);
}

/* Makes a query folder with one text of the shipped ones in it, changed. */
static char *
make_changed_text (const char *name,
                   const char *from,
                   const char *to)
{
  char *folder = make_folder ();
  g_autofree char *sql = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "sql", NULL);
  g_autofree char *shipped = read_file (sql, name, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new (shipped);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  return folder;
}

/* A spreadsheet must not run an opportunity's name; a query's rows stay as they are. */
static void
test_spreadsheets (void)
{
  g_autofree char *texts = make_changed_text ("true_ups.sql", "o.Name AS name",
                                              "concat('=1+', o.Name) AS name");
  g_autofree char *setting = g_strconcat ("ANYUSAGE_SQL_DIR=", texts, NULL);
  g_autofree char *path = g_build_filename (texts, "rows.csv", NULL);
  g_autofree char *rows = NULL;
  g_autoptr (Run) export = NULL;
  g_autoptr (Run) query = NULL;

  export = run_with (setting, "export", "--subscription", "a0XSAMPLE000005", "--chart", "true-ups",
                     "--output", path, NULL);
  query = run_with (setting, "query", "true_ups", "--subscription", "a0XSAMPLE000005", "--format",
                    "csv", NULL);
  run_assert_done (export);
  run_assert_done (query);
  rows = read_file (texts, "rows.csv", NULL);
  g_assert_nonnull (strstr (rows, ",'=1+"));
  g_assert_nonnull (strstr (query->out, ",=1+"));
  g_assert_null (strstr (query->out, "'="));
  /* A negative number is no text. */
  g_assert_nonnull (strstr (rows, ",-"));
  remove_folder (texts);
}

static void
test_failing_charts (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *texts = make_changed_text ("mau.sql", "AS mau", "AS people");
  g_autofree char *setting = g_strconcat ("ANYUSAGE_SQL_DIR=", texts, NULL);
  g_autofree char *one = g_build_filename (folder, "one", NULL);
  g_autofree char *two = g_build_filename (folder, "two", NULL);
  g_autofree char *picture = g_build_filename (one, "mau.png", NULL);
  g_autofree char *alone = g_build_filename (folder, "alone.png", NULL);
  g_autoptr (Run) changed = NULL;
  g_autoptr (Run) faulty = NULL;
  g_autoptr (Run) only = NULL;

  changed = run_with (setting, "export", "--subscription", "a0XSAMPLE000001", "--output", one, NULL);
  run_assert_fails (changed, 1, "mau: ");
  g_assert_cmpuint (count_files (one), ==, 8);
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));

  faulty = run_anyusage ("export", "--subscription", "a0XSAMPLE000004", "--output", two, NULL);
  run_assert_fails (faulty, 1, "feature-adoption: ");
  g_assert_cmpuint (count_files (two), ==, 8);

  only = run_with (setting, "export", "--subscription", "a0XSAMPLE000001", "--chart", "mau",
                   "--output", alone, NULL);
  run_assert_fails (only, 1, "mau: ");
  g_assert_false (g_file_test (alone, G_FILE_TEST_EXISTS));
  remove_folder (folder);
  remove_folder (texts);
}

static void
test_truncated (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000003", "--output",
                                      folder, NULL);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->err, "anyusage: top-users: "));
  g_assert_nonnull (strstr (run->err, "more exist"));
  assert_pictures (folder);
  remove_folder (folder);
}

static void
test_usage (void)
{
  static const struct
  {
    const char *arguments[6];
    const char *part;
  } cases[] = {
    { { "--chart", "mau" }, "--subscription" },
    { { "--subscription", "," }, "--subscription" },
    { { "--subscription", "short" }, "no Salesforce id" },
    { { "--subscription", "a0XSAMPLE000001", "--chart", "dogs" }, "list charts" },
    { { "--subscription", "a0XSAMPLE000001", "--chart", "mau-vs-spend" }, "list charts" },
    { { "--subscription", "a0XSAMPLE000001", "--format", "gif" }, "gif" },
    { { "--subscription", "a0XSAMPLE000001", "--format", "csv", "--style", "dark" }, "no style" },
    { { "--subscription", "a0XSAMPLE000001", "--format", "csv", "--transparent" }, "no style" },
    { { "--subscription", "a0XSAMPLE000001", "--style", "grey" }, "light or dark" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "rubbish" }, "rubbish" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "1600" }, "1600" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "x" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "0x0" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "-100x100" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "+100x100" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "100x100x100" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "31x100" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "99999999999999999999x9" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "16384x16384" }, "too large" },
    { { "--subscription", "a0XSAMPLE000001", "--size", "8000x100", "--scale", "3" }, "too large" },
    { { "--subscription", "a0XSAMPLE000001", "--scale", "0" }, "no scale" },
    { { "--subscription", "a0XSAMPLE000001", "--scale", "5" }, "no scale" },
    { { "--subscription", "a0XSAMPLE000001", "--scale", "1.5" }, "no scale" },
    { { "--subscription", "a0XSAMPLE000001", "--format", "csv", "--size", "100x100" }, "no size" },
    { { "--subscription", "a0XSAMPLE000001", "stray" }, "stray" },
  };
  g_autofree char *folder = make_folder ();
  g_autofree char *target = g_build_filename (folder, "target", NULL);
  g_autofree char *picture = g_build_filename (folder, "mau.png", NULL);
  g_autofree char *photo = g_build_filename (folder, "mau.JPG", NULL);
  g_autoptr (Run) nowhere = NULL;
  g_autoptr (Run) one_file = NULL;
  g_autoptr (Run) misnamed = NULL;
  g_autoptr (Run) unknown = NULL;
  g_autoptr (Run) forced = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *a = cases[i].arguments;
      g_autoptr (Run) run = run_anyusage ("export", "--output", target, a[0], a[1], a[2], a[3], a[4],
                                          a[5], NULL);

      run_assert_fails (run, 2, cases[i].part);
    }
  nowhere = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", NULL);
  run_assert_fails (nowhere, 2, "--output");
  one_file = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--output", picture, NULL);
  run_assert_fails (one_file, 2, "--chart");
  misnamed = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart", "mau",
                           "--format", "csv", "--output", picture, NULL);
  run_assert_fails (misnamed, 2, ".png");
  unknown = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart", "mau",
                          "--output", photo, NULL);
  run_assert_fails (unknown, 2, ".jpg");
  forced = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart", "mau",
                         "--format", "png", "--output", photo, NULL);
  run_assert_fails (forced, 2, ".jpg");
  g_assert_cmpuint (count_files (folder), ==, 0);
  remove_folder (folder);
}

static void
test_unknown (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *target = g_build_filename (folder, "target", NULL);
  g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XUNKNOWN00001", "--output",
                                      target, NULL);

  run_assert_fails (run, 1, "a0XUNKNOWN00001");
  g_assert_cmpuint (count_files (folder), ==, 0);
  remove_folder (folder);
}

/* Where it cannot be written: a sentence, the old file as it was, and nothing beside it. */
static void
test_unwritable (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *old = g_build_filename (folder, "old.png", NULL);
  g_autofree char *below = g_build_filename (old, "mau.png", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "mau.png", NULL);
  const char *const places[] = { folder, below, missing, "/proc/mau.png" };
  g_autofree char *command = NULL;
  g_autofree char *text = NULL;
  g_autoptr (Run) all = NULL;
  g_autoptr (Run) limited = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (old, "old", -1, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart",
                                          "mau", "--format", "png", "--output", places[i], NULL);

      run_assert_fails (run, 1, places[i]);
    }

  all = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--output", old, NULL);
  run_assert_fails (all, 2, "--chart");

  /* A limit on the size of files stops the writing half-way, as a full disk does. */
  command = g_strdup_printf ("ulimit -f 8; exec \"$ANYUSAGE_PROGRAM\" export --subscription "
                             "a0XSAMPLE000001 --chart mau --output %s", old);
  limited = run_shell (command);
  run_assert_fails (limited, 1, old);

  text = read_file (folder, "old.png", NULL);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
}

static void
test_full_disk (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *command = NULL;
  g_autoptr (Run) run = NULL;

  command = g_strdup_printf ("cd %s && echo old >mau.png && head -c 100000 /dev/zero >rest 2>/dev/null; "
                             "\"$ANYUSAGE_PROGRAM\" export --subscription a0XSAMPLE000001 "
                             "--chart mau --output mau.png; echo $?; cat mau.png; ls -A", folder);
  run = run_shell_on_disk (folder, command);
  if (run != NULL)
    {
      run_assert_fails (run, 0, "mau.png was not written: No space left");
      g_assert_cmpstr (run->out, ==, "1\nold\nmau.png\nrest\n");
    }
  else
    g_test_skip ("No file system can be mounted here.");
  remove_folder (folder);
}

static void
test_dashboard (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *target = g_build_filename (folder, "dashboard", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *text = NULL;
  g_autoptr (Run) run = run_anyusage ("dashboard", "--output", target, NULL);
  g_autoptr (Run) nowhere = run_anyusage ("dashboard", NULL);
  g_autoptr (Run) in_file = NULL;
  g_autoptr (GError) error = NULL;

  run_assert_done (run);
  g_assert_cmpuint (count_files (target), ==, 10);
  assert_pictures (target);
  text = read_file (target, "summary.txt", NULL);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "Halden Freight\na0XSAMPLE000001\n\n"));
  g_assert_nonnull (strstr (text, "\n\nMonthly actives: 412\n"));
  g_assert_nonnull (strstr (text, "\n  verified · mau.sql · 20 rows · "));
  g_assert_nonnull (strstr (text, "\n\nMonthly active users\n"));
  g_assert_nonnull (strstr (text, "412"));
  g_assert_nonnull (strstr (text, "\nverified · mau.sql · 20 rows · "));

  run_assert_fails (nowhere, 2, "--output");
  g_file_set_contents (file, "x", 1, &error);
  g_assert_no_error (error);
  in_file = run_anyusage ("dashboard", "--output", file, NULL);
  run_assert_fails (in_file, 1, file);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();
  g_test_add_func ("/cli/export/list", test_list);
  g_test_add_func ("/cli/export/all", test_all);
  g_test_add_func ("/cli/export/same-bytes", test_same_bytes);
  g_test_add_func ("/cli/export/size", test_size);
  g_test_add_func ("/cli/export/rows", test_rows);
  g_test_add_func ("/cli/export/no-rows", test_no_rows);
  g_test_add_func ("/cli/export/spreadsheets", test_spreadsheets);
  g_test_add_func ("/cli/export/failing-charts", test_failing_charts);
  g_test_add_func ("/cli/export/truncated", test_truncated);
  g_test_add_func ("/cli/export/usage", test_usage);
  g_test_add_func ("/cli/export/unknown", test_unknown);
  g_test_add_func ("/cli/export/unwritable", test_unwritable);
  g_test_add_func ("/cli/export/full-disk", test_full_disk);
  g_test_add_func ("/cli/export/dashboard", test_dashboard);
  return g_test_run ();
}
