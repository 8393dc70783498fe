/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of rows, and how a file is written. */
#include "config.h"

#include "run.h"

#include "au-cli-file.h"
#include "au-cli-json.h"
#include "au-cli-table.h"
#include "au-error.h"
#include "au-query-catalog.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
add_column (AuTableBuilder *builder,
            const char     *name,
            AuDataType      type,
            const char     *unit)
{
  g_autoptr (AuColumn) column = au_column_new (name, type, type == AU_DATA_DECIMAL ? 2 : 0, FALSE,
                                               unit, NULL);

  au_table_builder_add_column (builder, column);
}

static void
append_decimal (AuTableBuilder *builder,
                const char     *text)
{
  g_autoptr (GError) error = NULL;

  au_table_builder_append_text (builder, text, &error);
  g_assert_no_error (error);
}

static AuTable *
make_table (void)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();

  add_column (builder, "name", AU_DATA_STRING, "name");
  add_column (builder, "team_id", AU_DATA_BIGINT, "id");
  add_column (builder, "users", AU_DATA_BIGINT, "people");
  add_column (builder, "spend", AU_DATA_DECIMAL, "USD");
  add_column (builder, "share", AU_DATA_DOUBLE, "%");
  add_column (builder, "won", AU_DATA_BOOLEAN, "text");
  add_column (builder, "month", AU_DATA_DATE, "month");

  au_table_builder_append_string (builder, "東京");
  au_table_builder_append_int64 (builder, 40001);
  au_table_builder_append_int64 (builder, G_MAXINT64);
  append_decimal (builder, "-0.50");
  au_table_builder_append_double (builder, 0.1);
  au_table_builder_append_boolean (builder, TRUE);
  append_decimal (builder, "2026-11-01");

  au_table_builder_append_string (builder, "e\u0301 \"x\"\\\n\x1b[31m\x7f");
  au_table_builder_append_int64 (builder, -1);
  au_table_builder_append_int64 (builder, -1234);
  append_decimal (builder, "-1204311.58");
  au_table_builder_append_double (builder, NAN);
  au_table_builder_append_boolean (builder, FALSE);
  append_decimal (builder, "2025-01-01");

  for (guint i = 0; i < 7; i++)
    au_table_builder_append_null (builder);
  return au_table_builder_end (builder);
}

static void
test_width (void)
{
  g_assert_cmpuint (au_cli_text_width (""), ==, 0);
  g_assert_cmpuint (au_cli_text_width ("Żółw"), ==, 4);
  g_assert_cmpuint (au_cli_text_width ("e\u0301"), ==, 1);
  g_assert_cmpuint (au_cli_text_width ("東京"), ==, 4);
}

static void
test_table (void)
{
  g_autoptr (AuTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  au_cli_table_append (out, table);
  g_test_message ("%s", out->str);
  lines = g_strsplit (out->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);

  /* All columns begin in the same cell of the terminal in each line. */
  for (guint i = 2; i < 5; i++)
    {
      const char *start = g_strstr_len (lines[1], -1, "  ");
      g_autofree char *name = NULL;
      const char *cell = lines[i];
      guint width = au_cli_text_width (lines[1]) - au_cli_text_width (start) + 2;

      while (width > 0)
        {
          g_autofree char *character = g_strndup (cell, g_utf8_next_char (cell) - cell);

          width -= au_cli_text_width (character);
          cell = g_utf8_next_char (cell);
        }
      g_assert_cmpint (cell[-1], ==, ' ');
    }
  g_assert_nonnull (strstr (lines[2], "40001  9,223,372,036,854,775,807          −0.50    0.1  yes  Nov 2026"));
  g_assert_nonnull (strstr (lines[3], "−1,204,311.58"));
  g_assert_null (strchr (lines[3], 0x1b));
  g_assert_nonnull (strstr (lines[4], "–"));
}

static void
test_json (void)
{
  g_autoptr (AuTable) table = make_table ();
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "subscriptions", &error);
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuResult) result = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows, *row;

  g_assert_no_error (error);
  request = au_request_new (au_query_get_contract (query), NULL, &error);
  g_assert_no_error (error);
  provenance->statement = au_statement_new (query, request, &error);
  g_assert_no_error (error);
  provenance->source = g_strdup ("A \"quoted\" source");
  provenance->truncated = TRUE;
  result = au_result_new (table, provenance);

  au_cli_json_append_result (out, result);
  json_parser_load_from_data (parser, out->str, (gssize) out->len, &error);
  g_assert_no_error (error);
  rows = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "rows");
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);

  row = json_array_get_array_element (rows, 0);
  g_assert_cmpstr (json_array_get_string_element (row, 0), ==, "東京");
  g_assert_cmpint (json_array_get_int_element (row, 2), ==, G_MAXINT64);
  g_assert_cmpstr (json_array_get_string_element (row, 3), ==, "-0.50");
  g_assert_nonnull (strstr (out->str, " 0.1, true, \"2026-11-01\""));

  row = json_array_get_array_element (rows, 1);
  g_assert_cmpstr (json_array_get_string_element (row, 0), ==, "e\u0301 \"x\"\\\n\x1b[31m\x7f");
  g_assert_cmpstr (json_array_get_string_element (row, 4), ==, "NaN");
  for (guint i = 0; i < 7; i++)
    g_assert_true (json_array_get_null_element (json_array_get_array_element (rows, 2), i));
}

static void
test_write (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "file", NULL);
  g_autofree char *below = g_build_filename (file, "below", NULL);
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *longest = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  /* Anew, then in the place of the old one, which keeps its permissions. */
  g_assert_true (au_cli_write_file (file, "one", 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (file, 0640), ==, 0);
  g_assert_cmpint (symlink ("file", link), ==, 0);
  g_assert_true (au_cli_write_file (link, "two\0three", 9, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_lstat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpint (info.st_size, ==, 9);
  g_assert_cmpint (g_lstat (link, &info), ==, 0);
  g_assert_true (S_ISLNK (info.st_mode));
  g_assert_true (au_cli_write_file (longest, "", 0, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 3);

  g_assert_false (au_cli_write_file (folder, "x", 1, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (au_cli_write_file (missing, "x", 1, &error));
  g_assert_nonnull (strstr (error->message, missing));
  g_clear_error (&error);
  g_assert_false (au_cli_write_file (below, "x", 1, &error));
  g_clear_error (&error);
  g_assert_false (au_cli_make_folder (below, &error));
  g_assert_nonnull (strstr (error->message, below));
  g_clear_error (&error);

  g_assert_cmpuint (count_files (folder), ==, 3);
  remove_folder (folder);
}

/* A pipe or a device is written to, not replaced. Tried on a pipe alone: were this broken, root
 * would lose the machine's device. */
static void
test_write_special (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GError) error = NULL;
  char buffer[8];
  struct stat info;
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  fd = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
  g_assert_cmpint (fd, >=, 0);

  g_assert_true (au_cli_write_file (path, "four", 4, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read (fd, buffer, sizeof buffer), ==, 4);
  g_assert_cmpmem (buffer, 4, "four", 4);
  g_assert_cmpint (g_lstat (path, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
  g_assert_cmpuint (count_files (folder), ==, 1);

  close (fd);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/forms/width", test_width);
  g_test_add_func ("/cli/forms/table", test_table);
  g_test_add_func ("/cli/forms/json", test_json);
  g_test_add_func ("/cli/forms/write", test_write);
  g_test_add_func ("/cli/forms/write-special", test_write_special);
  return g_test_run ();
}
