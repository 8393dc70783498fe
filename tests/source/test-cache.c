/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache: what it gives back, what it does not trust, and where it cannot write. */
#define _GNU_SOURCE
#include "config.h"

#include "support.h"
#include "cache-support.h"
#include "au-cached-source.h"
#include "au-clock.h"
#include "au-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  char *aside;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = support_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "cache.sqlite", NULL);
  fixture->aside = g_strconcat (fixture->path, ".aside", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->path);
  g_free (fixture->aside);
  support_remove_folder (fixture->folder);
}

static gboolean
put (const char *path,
     guint       number,
     gint64      value)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (path, AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuResult) result = cache_create_result (number, value);

  return au_cache_store_put (store, result);
}

/* The value that is kept, -1 where none is. */
static gint64
get (const char *path,
     guint       number)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (path, AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuRequest) request = cache_create_request (number);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = au_cache_store_get (store, cache_get_catalog (), request, &error);

  g_assert_no_error (error);
  return result != NULL ? cache_check_result (result, number) : -1;
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (fixture->path, AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuResult) result = cache_create_result (3, 42);
  g_autoptr (AuRequest) request = cache_create_request (3);
  g_autoptr (AuRequest) other = cache_create_request (4);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) kept = NULL;
  const AuProvenance *before = au_result_get_provenance (result);
  const AuProvenance *after;
  struct stat info;

  g_assert_null (au_cache_store_get (store, cache_get_catalog (), request, &error));
  g_assert_no_error (error);
  g_assert_true (au_cache_store_put (store, result));
  g_assert_null (au_cache_store_get (store, cache_get_catalog (), other, &error));
  kept = au_cache_store_get (store, cache_get_catalog (), request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cache_check_result (kept, 3), ==, 42);

  after = au_result_get_provenance (kept);
  g_assert_cmpstr (au_result_get_rows_sha256 (kept), ==, au_result_get_rows_sha256 (result));
  g_assert_cmpstr (after->source, ==, before->source);
  g_assert_cmpstr (after->host, ==, before->host);
  g_assert_cmpint (after->submitted, ==, before->submitted);
  g_assert_cmpint (after->finished, ==, before->finished);
  g_assert_cmpint (after->data_through, ==, before->data_through);
  g_assert_cmpint (after->n_rows, ==, before->n_rows);
  g_assert_cmpstr (au_statement_get_text (after->statement), ==,
                   au_statement_get_text (before->statement));
  g_assert_cmpstr (au_provenance_get_standing (after), ==, "verified");
  /* What came from the cache is no news to it. */
  g_assert_false (au_cache_store_put (store, kept));

  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* The same rows again are one reading, others are a second one. */
static void
test_readings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (fixture->path, AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuRequest) request = cache_create_request (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  const gint64 values[] = { 7, 7, 8, 8, 8, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (AuResult) result = cache_create_result (1, values[i]);

      g_assert_true (au_cache_store_put (store, result));
    }
  readings = au_cache_store_get_readings (store, cache_get_catalog (), request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (readings->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (cache_check_result (((AuReading *) readings->pdata[i])->result, 1), ==,
                     i == 1 ? 8 : 7);
}

/* One request that is asked for ever keeps to some sixty readings, the cache to its size. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  const gint64 limit = 512 * 1024;
  g_autoptr (AuCacheStore) store = au_cache_store_new (fixture->path, limit);
  g_autoptr (AuRequest) request = cache_create_request (1);
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  for (gint64 value = 0; value < 200; value++)
    {
      g_autoptr (AuResult) result = cache_create_result (1, value);

      g_assert_true (au_cache_store_put (store, result));
    }
  readings = au_cache_store_get_readings (store, cache_get_catalog (), request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (readings->len, <=, 60);
  g_assert_cmpint (readings->len, >=, 30);

  for (guint number = 0; number < 600; number++)
    {
      g_autoptr (AuResult) result = cache_create_result (number, 99);

      g_assert_true (au_cache_store_put (store, result));
    }
  g_clear_pointer (&store, au_cache_store_free);
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <=, limit + 64 * 1024);
  g_assert_cmpint (get (fixture->path, 599), ==, 99);
  g_assert_cmpint (get (fixture->path, 0), ==, -1);
}

static void
flip_byte (const char *path,
           gsize       at)
{
  int fd = g_open (path, O_RDWR, 0);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, (off_t) at), ==, 1);
  byte ^= (guint8) (1u << g_test_rand_int_range (0, 8));
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) at), ==, 1);
  g_close (fd, NULL);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Wherever the file is damaged: what it gives is what was kept or nothing, and it goes on. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  struct stat info;
  guint n_given = 0, n_aside = 0;

  for (guint number = 0; number < 5; number++)
    g_assert_true (put (fixture->path, number, 90 + number));
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *aside = g_strconcat (copy, ".aside", NULL);
      gsize at = (gsize) g_test_rand_int_range (0, i % 2 == 0 ? 4096 : (gint32) info.st_size);
      gboolean found;

      g_unlink (aside);
      copy_file (fixture->path, copy);
      flip_byte (copy, at);
      for (guint number = 0; number < 5; number++)
        {
          gint64 value = get (copy, number);

          g_assert_true (value == -1 || value == 90 + number);
          n_given += value != -1;
        }
      n_aside += exists (aside);
      found = exists (aside);
      g_assert_true (put (copy, 9, 1));
      if (!found && get (copy, 9) == -1)
        {
          /* No one had read the damaged page yet. What was kept went with the file, and the next
           * one is sound. */
          g_assert_true (exists (aside));
          g_assert_true (put (copy, 9, 1));
        }
      g_assert_cmpint (get (copy, 9), ==, 1);
    }
  g_test_message ("%u results given, %u files set aside", n_given, n_aside);
  g_assert_cmpint (n_given, >, 0);
  g_assert_cmpint (n_aside, >, 0);
}

/* One cell altered through SQL, so that the file is in order and its checksum is not. */
static void
test_altered (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const changes[] = {
    "UPDATE reading SET content = replace(content, ',2:42,', ',2:43,')",
    "UPDATE reading SET last_read = last_read + 1",
    "UPDATE reading SET first_read = 0",
    "UPDATE reading SET request = replace(request, '000001', '000002')",
    "UPDATE reading SET entry = x'00'",
    "UPDATE reading SET content = x'', content_sha256 = "
    "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      sqlite3 *db;

      g_assert_true (put (fixture->path, 1, 42));
      g_assert_cmpint (get (fixture->path, 1), ==, 42);
      g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, changes[i], NULL, NULL, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_changes (db), >, 0);
      sqlite3_close (db);
      g_assert_cmpint (get (fixture->path, 1), ==, -1);
      g_assert_cmpint (get (fixture->path, 2), ==, -1);
      g_unlink (fixture->aside);
      g_unlink (fixture->path);
    }
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Another program's file, text, a later version of ours, one with a trigger: set aside as it is. */
static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const changes[] = {
    "CREATE TABLE notes (text TEXT)",
    "PRAGMA user_version = 2",
    "PRAGMA application_id = 7",
    "CREATE TRIGGER t AFTER INSERT ON reading BEGIN DELETE FROM reading; END",
    "ALTER TABLE reading ADD COLUMN more TEXT",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *content = NULL;

      if (i == 0)
        run_sql (fixture->path, changes[i]);
      else if (changes[i] != NULL)
        {
          g_assert_true (put (fixture->path, 1, 42));
          run_sql (fixture->path, changes[i]);
        }
      else
        support_write (fixture->folder, "cache.sqlite", "Dear diary, this is no database at all.");

      g_assert_cmpint (get (fixture->path, 1), ==, -1);
      g_assert_true (exists (fixture->aside));
      g_assert_true (put (fixture->path, 1, 5));
      g_assert_cmpint (get (fixture->path, 1), ==, 5);
      if (changes[i] == NULL)
        {
          g_assert_true (g_file_get_contents (fixture->aside, &content, NULL, NULL));
          g_assert_true (g_str_has_prefix (content, "Dear diary"));
        }
      g_unlink (fixture->aside);
      g_unlink (fixture->path);
    }
}

/* What is no file of ours is neither used nor touched. */
static void
test_no_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autofree char *content = NULL;

  support_write (fixture->folder, "target", "precious");
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  g_assert_false (put (fixture->path, 1, 1));
  g_assert_cmpint (get (fixture->path, 1), ==, -1);
  g_assert_true (g_file_get_contents (target, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
  g_assert_false (exists (fixture->aside));
  g_unlink (fixture->path);

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (put (fixture->path, 1, 1));
  g_assert_cmpint (get (fixture->path, 1), ==, -1);
  g_rmdir (fixture->path);

  g_assert_false (put ("/proc/nowhere/cache.sqlite", 1, 1));
  g_assert_cmpint (get ("/proc/nowhere/cache.sqlite", 1), ==, -1);
}

/* Runs @check in a process with a file system of its own at the folder. */
static void
run_on_disk (Fixture  *fixture,
             gboolean (*check) (const char *path))
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
          mount ("none", fixture->folder, "tmpfs", 0, "size=256k") != 0)
        _exit (77);
      _exit (check (fixture->path) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    {
      g_test_skip ("no file system can be mounted here");
      return;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gboolean
fill_disk (const char *path)
{
  guint n_kept = 0;

  for (guint number = 0; number < 300; number++)
    n_kept += put (path, number, 99);
  if (n_kept == 0 || n_kept == 300)
    return FALSE;
  /* What was kept before is there; what did not fit is not. */
  for (guint number = 0; number < 300; number++)
    {
      gint64 value = get (path, number);

      if (value != -1 && value != 99)
        return FALSE;
      n_kept -= value == 99;
    }
  return n_kept == 0;
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  run_on_disk (fixture, fill_disk);
}

static gboolean
read_only (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!put (path, 1, 42) || mount ("none", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL) != 0)
    return FALSE;
  return get (path, 1) == 42 && get (path, 2) == -1 && !put (path, 2, 1) && get (path, 1) == 42;
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  run_on_disk (fixture, read_only);
}

static gboolean
empty_read_only (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return mount ("none", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL) == 0 &&
         !put (path, 1, 42) && get (path, 1) == -1;
}

static void
test_empty_read_only (Fixture       *fixture,
                      gconstpointer  data)
{
  run_on_disk (fixture, empty_read_only);
}

static void
set_today (const char *day)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("ANYUSAGE_TODAY", day, TRUE);
  au_clock_init (&error);
  g_assert_no_error (error);
}

/* The last result counts, be its time before that of another. */
static void
test_clock_set_back (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (fixture->path, AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuRequest) request = cache_create_request (1);
  g_autoptr (AuResult) result = NULL;

  set_today ("2030-01-01");
  g_assert_true (put (fixture->path, 1, 1));
  set_today ("2026-11-24");
  result = au_cache_store_get (store, cache_get_catalog (), request, NULL);
  g_assert_cmpint (cache_check_result (result, 1), ==, 1);
  g_assert_cmpint (au_provenance_get_age (au_result_get_provenance (result), au_clock_now ()), ==,
                   0);
  g_assert_true (put (fixture->path, 1, 2));
  g_assert_cmpint (get (fixture->path, 1), ==, 2);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *content = NULL;
  gsize length;

  support_write (fixture->folder, "cache.sqlite.aside", "damaged, and a person's all the same");
  g_assert_true (put (fixture->path, 1, 42));
  g_assert_true (au_cache_clear_folder (fixture->folder));
  g_assert_cmpint (get (fixture->path, 1), ==, -1);
  g_assert_false (exists (fixture->aside));
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_null (g_strstr_len (content, (gssize) length, "a0XSAMPLE000001"));
  g_assert_null (memmem (content, length, "a0XSAMPLE000001", 15));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);

#define ADD(name, function) \
        g_test_add ("/cache/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("readings", test_readings);
  ADD ("limits", test_limits);
  ADD ("damage", test_damage);
  ADD ("altered", test_altered);
  ADD ("foreign", test_foreign);
  ADD ("no-file", test_no_file);
  ADD ("full-disk", test_full_disk);
  ADD ("read-only", test_read_only);
  ADD ("empty-read-only", test_empty_read_only);
  ADD ("clear", test_clear);
  /* It moves the clock. */
  ADD ("clock-set-back", test_clock_set_back);

  return g_test_run ();
}
