/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A query folder with whatever may lie in it: each time one clear sentence, and the other queries
 * unharmed.
 */
#include "config.h"

#include "run.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"

static const char good[] = "SELECT trunc(d.dt, 'MM') AS month, count(DISTINCT d.user_id) AS mau\n"
                           "FROM main.dbt.int_revops_daily_user_activity d\n"
                           "WHERE d.cursor_team_id IN (SELECT t.id FROM main.dbt.dim_teams t\n"
                           "  WHERE t.sf_subscription_id IN (:subscription_ids))\n"
                           "  AND (:include_current_month OR d.dt < trunc(current_date(), 'MM'))\n"
                           "GROUP BY trunc(d.dt, 'MM') ORDER BY month\n";

static void
write_file (const char *folder,
            const char *name,
            const char *text,
            gssize      length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

static Run *
query_mau (const char *folder)
{
  g_autofree char *setting = g_strconcat ("ANYUSAGE_SQL_DIR=", folder, NULL);

  return run_with (setting, "query", "mau", "--subscription", "a0XSAMPLE000001", "--format", "csv",
                   NULL);
}

static Run *
query_mau_as_table (const char *folder)
{
  g_autofree char *setting = g_strconcat ("ANYUSAGE_SQL_DIR=", folder, NULL);

  return run_with (setting, "query", "mau", "--subscription", "a0XSAMPLE000001", NULL);
}

/* The contract's query with @from in it replaced. */
static char *
replace (const char *from,
         const char *to)
{
  g_autoptr (GString) text = g_string_new (good);

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_good (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (Run) shipped = NULL;
  g_autoptr (Run) own = NULL;
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GPtrArray) records = NULL;

  /* A folder that has nothing to say replaces nothing. */
  shipped = query_mau (folder);
  run_assert_done (shipped);
  expected = parse_csv (shipped->out, shipped->length);

  write_file (folder, "mau.sql", good, -1);
  own = query_mau (folder);
  run_assert_done (own);
  records = parse_csv (own->out, own->length);
  g_assert_cmpuint (records->len, ==, expected->len);
  for (guint i = 0; i < records->len; i++)
    {
      const char *const *a = g_ptr_array_index (records, i);
      const char *const *b = g_ptr_array_index (expected, i);

      g_assert_cmpstr (a[0], ==, b[0]);
      g_assert_cmpstr (a[1], ==, b[1]);
    }
  remove_folder (folder);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *part;
  } cases[] = {
    { "AS mau", "AS people", "mau" },
    { "count(DISTINCT d.user_id) AS mau", "'many' AS mau", "mau" },
    { "SELECT trunc", "SELEKT trunc", "mau.sql" },
    { "GROUP BY", "GROUPED BY", "mau.sql" },
    { "ORDER BY month\n", "ORDER BY month; SELECT 1 AS one\n", "mau.sql" },
    { "ORDER BY month\n", "ORDER BY month; DROP TABLE x\n", "mau.sql" },
    { "IN (:subscription_ids)", "IN ('a0XSAMPLE000001')", ":subscription_ids" },
    { "IN (:subscription_ids)", "IN (:subscriptions)", ":subscriptions" },
    { ".dim_teams t", ".no_such_table t", "mau.sql" },
    { "'MM') AS month", "'MM') AS month /* ", "mau.sql" },
  };
  g_autofree char *folder = make_folder ();
  g_autofree char *setting = g_strconcat ("ANYUSAGE_SQL_DIR=", folder, NULL);
  g_autoptr (Run) other = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = replace (cases[i].from, cases[i].to);
      g_autoptr (Run) run = NULL;

      write_file (folder, "mau.sql", text, -1);
      run = query_mau (folder);
      run_assert_fails (run, 1, cases[i].part);
      g_assert_cmpstr (run->out, ==, "");
    }

  other = run_with (setting, "query", "true_ups", "--subscription", "a0XSAMPLE000001",
                    "--format", "csv", NULL);
  run_assert_done (other);
  remove_folder (folder);
}

static void
test_bytes (void)
{
  static const struct
  {
    const char *text;
    gssize length;
  } cases[] = {
    { "", 0 },
    { "  \n\t", -1 },
    { "-- only a comment\n", -1 },
    { "SELECT '\xff\xfe' AS month", -1 },
    { "SELECT 1\0 AS month", 19 },
    { BOM, -1 },
    { "DELETE FROM main.dbt.dim_teams", -1 },
  };
  g_autofree char *folder = make_folder ();
  g_autofree char *large = g_strnfill (20 * 1000 * 1000, ' ');
  g_autoptr (Run) huge = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = NULL;

      write_file (folder, "mau.sql", cases[i].text, cases[i].length);
      run = query_mau (folder);
      run_assert_fails (run, 1, "mau.sql");
      g_assert_cmpstr (run->out, ==, "");
    }

  memcpy (large, good, strlen (good));
  write_file (folder, "mau.sql", large, -1);
  huge = query_mau (folder);
  run_assert_fails (huge, 1, "mau.sql");
  remove_folder (folder);
}

static void
test_sums (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, good, -1);
  g_autofree char *line = g_strdup_printf ("%s  mau.sql\n", sum);
  g_autofree char *path = g_build_filename (folder, "mau.sql", NULL);
  g_autofree char *changed = replace ("d.dt, 'MM') AS month", "d.dt, 'MM') AS  month");
  g_autofree char *found = g_compute_checksum_for_string (G_CHECKSUM_SHA256, changed, -1);
  g_autofree char *expected_sum = g_strdup_printf ("SHA256SUMS lists %.12s", sum);
  g_autofree char *found_sum = g_strdup_printf ("the file is %.12s", found);
  g_autoptr (Run) verified = NULL;
  g_autoptr (Run) refused = NULL;
  g_autoptr (Run) unverified = NULL;
  g_autoptr (Run) missing = NULL;
  g_autoptr (Run) garbled = NULL;

  write_file (folder, "SHA256SUMS", line, -1);
  write_file (folder, "mau.sql", good, -1);
  verified = query_mau (folder);
  run_assert_done (verified);

  write_file (folder, "mau.sql", changed, -1);
  refused = query_mau (folder);
  run_assert_fails (refused, 1, "mau.sql was changed");
  g_assert_nonnull (strstr (refused->err, expected_sum));
  g_assert_nonnull (strstr (refused->err, found_sum));
  g_assert_cmpstr (refused->out, ==, "");

  /* Without its line it runs, and says so. */
  write_file (folder, "SHA256SUMS", "", -1);
  unverified = query_mau_as_table (folder);
  g_assert_cmpint (unverified->status, ==, 0);
  g_assert_nonnull (strstr (unverified->err, "mau.sql unverified"));
  write_file (folder, "SHA256SUMS", line, -1);

  g_assert_cmpint (g_unlink (path), ==, 0);
  missing = query_mau (folder);
  run_assert_fails (missing, 1, "missing");

  write_file (folder, "SHA256SUMS", "not a list\n", -1);
  garbled = query_mau (folder);
  run_assert_fails (garbled, 1, "SHA256SUMS");
  remove_folder (folder);
}

static void
test_no_folder (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *missing = g_build_filename (folder, "nothing", NULL);
  g_autofree char *sub = g_build_filename (folder, "mau.sql", NULL);
  g_autoptr (Run) none = query_mau (missing);
  g_autoptr (Run) not_a_file = NULL;
  g_autoptr (Run) list = NULL;

  run_assert_fails (none, 1, "nothing");
  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  not_a_file = query_mau (folder);
  run_assert_fails (not_a_file, 1, "mau.sql");

  /* What queries there are does not hang on a folder. */
  list = run_with ("ANYUSAGE_SQL_DIR=/nonexistent", "list", "queries", NULL);
  run_assert_done (list);
  remove_folder (folder);
}

/* The folder of the settings counts, unless the environment names another. */
static void
test_setting (void)
{
  g_autofree char *config = make_folder ();
  g_autofree char *settings = g_build_filename (config, "glib-2.0", "settings", NULL);
  g_autofree char *texts = make_folder ();
  g_autofree char *run_set = NULL;
  g_autofree char *run_over = NULL;
  g_autoptr (Run) set = NULL;
  g_autoptr (Run) over = NULL;

  g_assert_cmpint (g_mkdir_with_parents (settings, 0700), ==, 0);
  write_file (settings, "keyfile",
              "[io/github/anyusage/Anyusage]\nquery-folder='/nonexistent/texts'\n", -1);

  run_set = g_strdup_printf ("GSETTINGS_BACKEND=keyfile XDG_CONFIG_HOME=%s "
                             "exec \"$ANYUSAGE_PROGRAM\" list subscriptions", config);
  set = run_shell (run_set);
  run_assert_fails (set, 1, "/nonexistent/texts");

  run_over = g_strdup_printf ("GSETTINGS_BACKEND=keyfile XDG_CONFIG_HOME=%s ANYUSAGE_SQL_DIR=%s "
                              "exec \"$ANYUSAGE_PROGRAM\" list subscriptions", config, texts);
  over = run_shell (run_over);
  run_assert_done (over);
  remove_folder (config);
  remove_folder (texts);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();
  g_test_add_func ("/cli/folder/good", test_good);
  g_test_add_func ("/cli/folder/bad", test_bad);
  g_test_add_func ("/cli/folder/bytes", test_bytes);
  g_test_add_func ("/cli/folder/sums", test_sums);
  g_test_add_func ("/cli/folder/no-folder", test_no_folder);
  g_test_add_func ("/cli/folder/setting", test_setting);
  return g_test_run ();
}
