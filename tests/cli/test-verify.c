/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program exports, and what it then says of it. */
#include "config.h"

#include "run.h"
#include "au-record.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Of all formats together. */
#define N_FLIPS 10000

static const char *const formats[] = { "png", "svg", "pdf", "csv" };

typedef struct
{
  char *folder;
} Fixture;

static char *
get_path (Fixture    *fixture,
          const char *format)
{
  g_autofree char *name = g_strconcat ("chart.", format, NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static void
export_chart (const char *path,
              const char *chart,
              const char *more)
{
  g_autoptr (Run) run = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart", chart,
                                      "--output", path, more, NULL);

  run_assert_done (run);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = get_path (fixture, formats[i]);

      export_chart (path, "mau", g_str_equal (formats[i], "csv") ? "--provenance" : NULL);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Asserts what `verify` says of one file. */
static void
assert_verdict (const char *path,
                int         status,
                const char *part)
{
  g_autoptr (Run) run = run_anyusage ("verify", path, NULL);
  g_autofree char *start = g_strdup_printf ("%s: %s", path, part);

  g_test_message ("%s", run->out);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, status);
  g_assert_true (g_str_has_prefix (run->out, start));
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
write_bytes (const char *path,
             GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
}

static GBytes *
flip (GBytes *bytes,
      gsize   at)
{
  gsize length = g_bytes_get_size (bytes);
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  copy[at] ^= (guint8) (1u << g_test_rand_int_range (0, 8));
  return g_bytes_new_take (copy, length);
}

static void
test_intact (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *png = get_path (fixture, "png");
  g_autofree char *csv = get_path (fixture, "csv");
  g_autofree char *beside = g_strconcat (csv, ".provenance.json", NULL);
  g_autofree char *clean = g_build_filename (fixture->folder, "clean.csv", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GBytes) with = NULL;
  g_autoptr (GBytes) without = NULL;
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) both = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = get_path (fixture, formats[i]);

      assert_verdict (path, 0, "intact: unchanged since it was written, as far as the file itself can say\n"
                      "  mau.sql verified ");
    }

  /* The rows themselves have nothing added. */
  export_chart (clean, "mau", NULL);
  with = read_bytes (csv);
  without = read_bytes (clean);
  g_assert_true (g_bytes_equal (with, without));
  assert_verdict (clean, 1, "no record: ");

  run = run_anyusage ("verify", beside, NULL);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->out, csv));

  /* One that is not makes all of it fail. */
  both = run_anyusage ("verify", png, clean, NULL);
  g_assert_cmpint (both->status, ==, 1);
  g_assert_nonnull (strstr (both->out, ": intact: "));
  g_assert_nonnull (strstr (both->out, ": no record: "));
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = get_path (fixture, formats[i]);
      g_autoptr (GBytes) bytes = read_bytes (path);
      g_autoptr (GBytes) changed =
        flip (bytes, (gsize) g_test_rand_int_range (0, (gint32) g_bytes_get_size (bytes)));

      write_bytes (path, changed);
      assert_verdict (path, 1, "changed: ");
    }
}

/* Ten thousand bytes of what the program really wrote, in pictures, rows and records. */
static void
test_flips (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *csv = get_path (fixture, "csv");
  g_autofree char *beside_path = g_strconcat (csv, ".provenance.json", NULL);
  g_autoptr (GBytes) beside = read_bytes (beside_path);
  guint n_flips[5] = { 0 };

  for (guint i = 0; i < N_FLIPS; i++)
    {
      guint kind = i % 5;
      g_autofree char *path = get_path (fixture, formats[MIN (kind, 3)]);
      g_autoptr (GBytes) file = read_bytes (path);
      GBytes *flipped = kind == 4 ? beside : file;
      g_autoptr (GBytes) changed =
        flip (flipped, (gsize) g_test_rand_int_range (0, (gint32) g_bytes_get_size (flipped)));
      g_autofree char *record = NULL;
      g_autofree char *reason = NULL;
      AuRecordVerdict verdict;

      if (kind == 4)
        verdict = au_record_check (file, changed, &record, &reason);
      else
        verdict = au_record_check (changed, kind == 3 ? beside : NULL, &record, &reason);
      g_assert_cmpint (verdict, ==, AU_RECORD_CHANGED);
      n_flips[kind]++;
    }
  g_test_message ("flipped %u bytes of PNG, %u of SVG, %u of PDF, %u of CSV and %u of its record: "
                  "all changed", n_flips[0], n_flips[1], n_flips[2], n_flips[3], n_flips[4]);
}

/* GNOME's Sdk, in which the Flatpak is built, has no ImageMagick. */
static gboolean
has_readers (void)
{
  g_autofree char *convert = g_find_program_in_path ("convert");
  g_autofree char *rsvg = g_find_program_in_path ("rsvg-convert");

  if (convert != NULL && rsvg != NULL)
    return TRUE;
  g_test_skip ("convert or rsvg-convert is not there");
  return FALSE;
}

/* Other programs that write the file anew. */
static void
test_written_anew (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *png = get_path (fixture, "png");
  g_autofree char *stripped = g_build_filename (fixture->folder, "stripped.png", NULL);
  g_autofree char *kept = g_build_filename (fixture->folder, "kept.png", NULL);
  g_autofree char *command = g_strdup_printf ("convert %s -strip %s && convert %s %s", png, stripped,
                                              png, kept);
  g_autoptr (Run) run = NULL;

  if (!has_readers ())
    return;
  run = run_shell (command);
  g_assert_cmpint (run->status, ==, 0);
  assert_verdict (stripped, 1, "no record: ");
  assert_verdict (kept, 1, "changed: ");
  assert_verdict (png, 0, "intact: ");
}

/* What readers make of the files. */
static void
test_readers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *png = get_path (fixture, "png");
  g_autofree char *svg = get_path (fixture, "svg");
  g_autofree char *command = g_strdup_printf ("convert %s png:- | identify - && "
                                              "rsvg-convert -w 160 %s | identify -",
                                              png, svg);
  g_autoptr (Run) run = NULL;

  if (!has_readers ())
    return;
  run = run_shell (command);
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, "PNG 1600x900"));
  g_assert_nonnull (strstr (run->out, "PNG 160x90"));
}

static void
test_rerun (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *png = get_path (fixture, "png");
  g_autofree char *two = g_build_filename (fixture->folder, "two.svg", NULL);
  g_autoptr (Run) same = run_anyusage ("verify", "--rerun", png, NULL);
  g_autoptr (Run) other = run_with ("ANYUSAGE_TODAY=2026-11-20", "verify", "--rerun", png, NULL);
  g_autoptr (Run) both = NULL;

  g_assert_cmpstr (same->err, ==, "");
  g_assert_cmpint (same->status, ==, 0);
  g_assert_nonnull (strstr (same->out, "\n  mau asked again: the same rows\n"));

  g_assert_cmpint (other->status, ==, 1);
  g_assert_nonnull (strstr (other->out, ": intact: "));
  g_assert_nonnull (strstr (other->out, "\n  mau asked again: 1 difference\n    2026-11-01, mau: 379 then, "));

  /* Two queries in one chart, and a chart of many rows. */
  export_chart (two, "feature-adoption", NULL);
  both = run_anyusage ("verify", "--rerun", two, NULL);
  g_assert_cmpint (both->status, ==, 0);
  g_assert_nonnull (strstr (both->out, "\n  feature_adoption_pct asked again: the same rows\n"));
  g_assert_nonnull (strstr (both->out, "feature_adoption asked again: the same rows\n"));
}

/* A month that was over, and is another number now. */
static void
test_rerun_restated (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "restated.png", NULL);
  g_autoptr (Run) early = run_with ("ANYUSAGE_TODAY=2026-11-05", "export", "--subscription",
                                    "a0XSAMPLE000003", "--chart", "mau", "--output", path, NULL);
  g_autoptr (Run) late = run_anyusage ("verify", "--rerun", path, NULL);

  g_assert_cmpint (early->status, ==, 0);
  g_test_message ("%s", late->out);
  g_assert_cmpint (late->status, ==, 1);
  g_assert_nonnull (strstr (late->out, "    2026-09-01, mau: "));
  g_assert_nonnull (strstr (late->out, "    2026-11-01, mau: "));
  g_assert_null (strstr (late->out, "    2026-10-01, mau: "));
}

/* A changed text is told as such, where the rows differ for it. */
static void
test_rerun_text (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *png = get_path (fixture, "png");
  g_autofree char *text = g_build_filename (fixture->folder, "mau.sql", NULL);
  g_autofree char *setting = g_strdup_printf ("ANYUSAGE_SQL_DIR=%s", fixture->folder);
  g_autoptr (GBytes) sql = NULL;
  g_autoptr (Run) run = NULL;
  const char other[] = "SELECT s.Id AS month_text, 1 AS one FROM revops_share.pt_salesforce.subscription__c s "
                       "WHERE s.Id IN (:subscription_ids) AND :include_current_month";
  const char count[] = "SELECT trunc(current_date(), 'MM') AS month, count(*) AS mau "
                       "FROM revops_share.pt_salesforce.subscription__c s "
                       "WHERE s.Id IN (:subscription_ids) AND :include_current_month";
  g_autoptr (Run) refused = NULL;

  sql = g_bytes_new_static (other, sizeof other - 1);
  write_bytes (text, sql);
  refused = run_with (setting, "verify", "--rerun", png, NULL);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->out, "  mau was not asked again: "));

  g_clear_pointer (&sql, g_bytes_unref);
  sql = g_bytes_new_static (count, sizeof count - 1);
  write_bytes (text, sql);
  run = run_with (setting, "verify", "--rerun", png, NULL);
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->out, "\n  mau.sql is another text now: "));
  g_assert_nonnull (strstr (run->out, "    2026-11-01, mau: 379 then, 1 now\n"));
  g_assert_nonnull (strstr (run->out, ": no row any more\n"));
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.png", NULL);
  g_autofree char *png = get_path (fixture, "png");
  g_autoptr (Run) none = run_anyusage ("verify", NULL);
  g_autoptr (Run) absent = run_anyusage ("verify", missing, NULL);
  g_autoptr (Run) folder = run_anyusage ("verify", fixture->folder, NULL);
  g_autoptr (Run) picture = run_anyusage ("export", "--subscription", "a0XSAMPLE000001", "--chart",
                                          "mau", "--output", png, "--provenance", NULL);

  run_assert_fails (none, 2, "at least one file");
  run_assert_fails (absent, 1, "missing.png was not read");
  run_assert_fails (folder, 1, "no file that Anyusage wrote");
  run_assert_fails (picture, 2, "Pictures carry their record inside");
}

/* An unverified text is told in the record as in the picture. */
static void
test_unverified (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *texts = make_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "unverified.svg", NULL);
  g_autofree char *setting = g_strdup_printf ("ANYUSAGE_SQL_DIR=%s", texts);
  g_autofree char *source = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "sql", "mau.sql",
                                              NULL);
  g_autofree char *text = g_build_filename (texts, "mau.sql", NULL);
  g_autoptr (GBytes) sql = read_bytes (source);
  g_autoptr (Run) run = NULL;

  write_bytes (text, sql);
  run = run_with (setting, "export", "--subscription", "a0XSAMPLE000001", "--chart", "mau", "--output",
                  path, NULL);
  run_assert_done (run);
  assert_verdict (path, 0, "intact: unchanged since it was written, as far as the file itself can say\n"
                  "  mau.sql unverified ");
  remove_folder (texts);
}

/* A query folder's list: its texts, and its signature where a key is configured. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *texts = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "sql", NULL);
  g_autofree char *copy = g_strdup_printf ("cp %s/*.sql %s/SHA256SUMS %s", texts, texts,
                                           fixture->folder);
  g_autofree char *list = g_build_filename (fixture->folder, "SHA256SUMS", NULL);
  g_autofree char *text = g_build_filename (fixture->folder, "mau.sql", NULL);
  g_autofree char *signature = g_build_filename (fixture->folder, "SHA256SUMS.minisig", NULL);
  const char *key = "ANYUSAGE_SIGNING_KEY=RWTrTupb7iJxEVYmP4Qg7GSQh7AcbHsB85emIYKkTFBEbP51XoRUshwu";
  g_autoptr (GBytes) junk = g_bytes_new_static ("no signature", 12);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (Run) copied = run_shell (copy);
  g_autoptr (Run) whole = run_anyusage ("verify", list, NULL);
  g_autoptr (Run) unsigned_list = run_with (key, "verify", list, NULL);
  g_autoptr (Run) bad = NULL;
  g_autoptr (Run) refused = NULL;

  g_assert_cmpint (copied->status, ==, 0);
  g_assert_cmpint (whole->status, ==, 0);
  g_assert_nonnull (strstr (whole->out, ": intact: 16 query texts match their checksums\n"));
  g_assert_nonnull (strstr (whole->out, "No public key is configured"));
  g_assert_cmpint (unsigned_list->status, ==, 0);
  g_assert_nonnull (strstr (unsigned_list->out, "no signature beside it to check with the key 117122EE5BEA4EEB"));

  write_bytes (signature, junk);
  bad = run_with (key, "verify", list, NULL);
  g_assert_cmpint (bad->status, ==, 1);
  g_assert_nonnull (strstr (bad->out, "does not fit the key 117122EE5BEA4EEB: it is no signature of minisign."));

  bytes = read_bytes (text);
  changed = flip (bytes, 20);
  write_bytes (text, changed);
  refused = run_anyusage ("verify", list, NULL);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->out, ": changed: 15 query texts match their checksums\n  "));
  g_assert_nonnull (strstr (refused->out, "mau.sql was changed: SHA256SUMS lists "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();

#define ADD(name, function) \
        g_test_add ("/verify/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("intact", test_intact);
  ADD ("changed", test_changed);
  ADD ("flips", test_flips);
  ADD ("written-anew", test_written_anew);
  ADD ("readers", test_readers);
  ADD ("rerun", test_rerun);
  ADD ("rerun-restated", test_rerun_restated);
  ADD ("rerun-text", test_rerun_text);
  ADD ("errors", test_errors);
  ADD ("unverified", test_unverified);
  ADD ("list", test_list);
  return g_test_run ();
}
