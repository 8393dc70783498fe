/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a cache file, and getting one out of the way that cannot be used. */
#include "config.h"

#include "au-cache-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_ID 0x41755243 /* "AuRC" */
#define FILE_VERSION 1

/* Another instance holds its lock for some milliseconds. */
#define BUSY_MILLISECONDS 2000

#define TABLE \
  "CREATE TABLE reading (" \
  "id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, text_sha256 TEXT NOT NULL, " \
  "first_read INTEGER NOT NULL, last_read INTEGER NOT NULL, entry BLOB NOT NULL, " \
  "content BLOB NOT NULL, content_sha256 TEXT NOT NULL, sum TEXT NOT NULL)"
#define INDEX "CREATE INDEX reading_request ON reading (request, text_sha256, id)"

typedef enum
{
  OUTCOME_OPEN,
  OUTCOME_UNAVAILABLE, /* cannot be used now: leave it alone */
  OUTCOME_BAD,         /* damaged, foreign, or of another version */
} Outcome;

/* What the file is at fault for, rather than the disk, its folder or another instance: damage shows
 * in many codes, as where a byte that says the version of the format is another one. */
static Outcome
to_outcome (int code)
{
  switch (code & 0xff)
    {
      case SQLITE_OK:
      case SQLITE_DONE:
      case SQLITE_ROW:
        return OUTCOME_OPEN;

      case SQLITE_BUSY:
      case SQLITE_LOCKED:
      case SQLITE_CANTOPEN:
      case SQLITE_FULL:
      case SQLITE_INTERRUPT:
      case SQLITE_IOERR:
      case SQLITE_NOMEM:
      case SQLITE_PERM:
      case SQLITE_PROTOCOL:
      case SQLITE_READONLY:
        return OUTCOME_UNAVAILABLE;

      default:
        return OUTCOME_BAD;
    }
}

/* Makes the file where it is missing, and looks at it. It is not opened otherwise: closing it would
 * let go of the locks that another connection of this process has on it.
 * Returns FALSE where it is nothing that we should touch. */
static gboolean
prepare_file (AuCacheFile *self,
              const char  *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_uid != geteuid ())
    return FALSE;
  self->read_only = g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0;
  if ((info.st_mode & 0077) != 0 && g_chmod (path, 0600) != 0)
    g_debug ("%s stays readable for others: %s", path, g_strerror (errno));
  self->device = info.st_dev;
  self->inode = info.st_ino;
  return TRUE;
}

static int
run (sqlite3    *db,
     const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL);
}

static int
read_number (sqlite3    *db,
             const char *sql,
             gint64     *number)
{
  sqlite3_stmt *statement;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;
  code = sqlite3_step (statement);
  *number = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_finalize (statement);
  return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

static Outcome
create_tables (sqlite3 *db)
{
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; " TABLE "; " INDEX "; "
                                          "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                                          FILE_ID, FILE_VERSION);
  gint64 n_objects;
  int code;

  code = run (db, "PRAGMA auto_vacuum = INCREMENTAL");
  if (code == SQLITE_OK)
    code = run (db, "PRAGMA journal_mode = WAL");
  if (code == SQLITE_OK)
    code = run (db, sql);
  if (code == SQLITE_OK)
    return OUTCOME_OPEN;

  /* Another instance was faster. */
  run (db, "ROLLBACK");
  if (read_number (db, "SELECT count(*) FROM sqlite_schema", &n_objects) == SQLITE_OK && n_objects > 0)
    return OUTCOME_OPEN;
  return to_outcome (code);
}

static Outcome
check_tables (sqlite3 *db)
{
  gint64 id, version, n_expected, n_all;
  int code = read_number (db, "PRAGMA application_id", &id);

  if (code == SQLITE_OK)
    code = read_number (db, "PRAGMA user_version", &version);
  if (code == SQLITE_OK)
    code = read_number (db, "SELECT count(*) FROM sqlite_schema WHERE sql IN ('" TABLE "', '" INDEX "')",
                        &n_expected);
  if (code == SQLITE_OK)
    code = read_number (db, "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'", &n_all);
  if (code != SQLITE_OK)
    return to_outcome (code);
  /* Nothing beside them either: a trigger or a view would do as it likes. */
  return id == FILE_ID && version == FILE_VERSION && n_expected == 2 && n_all == 2 ? OUTCOME_OPEN
                                                                                     : OUTCOME_BAD;
}

static int
open_database (AuCacheFile *self,
               const char  *path)
{
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  struct stat info;
  gint64 n_objects;
  int code;

  if (!self->read_only)
    return sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  code = sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = read_number (self->db, "SELECT count(*) FROM sqlite_schema", &n_objects);
  if (to_outcome (code) != OUTCOME_UNAVAILABLE || (stat (log, &info) == 0 && info.st_size > 0))
    return code;

  /* WAL wants a file beside it even to read. With no log there is nothing that it would say. */
  g_clear_pointer (&self->db, sqlite3_close);
  escaped = g_uri_escape_string (path, "/", FALSE);
  uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  return sqlite3_open_v2 (uri, &self->db,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
}

static Outcome
try_open (AuCacheFile *self,
          const char  *path)
{
  Outcome outcome;
  gint64 n_objects;
  int code;

  if (!prepare_file (self, path))
    return OUTCOME_UNAVAILABLE;
  code = open_database (self, path);
  if (code == SQLITE_OK)
    {
      sqlite3_busy_timeout (self->db, BUSY_MILLISECONDS);
      sqlite3_extended_result_codes (self->db, 1);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
      code = read_number (self->db, "SELECT count(*) FROM sqlite_schema", &n_objects);
    }
  outcome = to_outcome (code);
  if (outcome == OUTCOME_OPEN && n_objects == 0)
    outcome = self->read_only ? OUTCOME_UNAVAILABLE : create_tables (self->db);
  if (outcome == OUTCOME_OPEN)
    outcome = check_tables (self->db);
  /* By a byte in the file, as its permissions allow it. */
  if (outcome == OUTCOME_OPEN && !self->read_only && sqlite3_db_readonly (self->db, "main") != 0)
    outcome = OUTCOME_BAD;
  if (outcome == OUTCOME_OPEN && !self->read_only)
    {
      /* A power cut may cost the last results, a crash of the app none. */
      run (self->db, "PRAGMA synchronous = NORMAL");
      run (self->db, "PRAGMA secure_delete = ON");
    }
  if (outcome != OUTCOME_OPEN)
    au_cache_file_close (self);
  return outcome;
}

/* Takes the lock under which files are set aside, -1 where that cannot be had. */
static int
take_lock (const char *path)
{
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  int fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

static const char *const endings[] = { "", "-wal", "-shm" };

static void
move_aside (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, ".aside", endings[i], NULL);

      if (g_rename (from, to) != 0 && errno == ENOENT)
        g_unlink (to);
    }
}

/**
 * au_cache_file_set_aside:
 * @self: a cache file that turned out to be damaged; it is closed
 * @path: its path
 *
 * Moves the file to `PATH.aside`, unless another instance has done so and begun a new one.
 */
void
au_cache_file_set_aside (AuCacheFile *self,
                         const char  *path)
{
  struct stat info;
  int lock;

  au_cache_file_close (self);
  lock = take_lock (path);
  if (lock < 0)
    return;
  if (stat (path, &info) == 0 && info.st_dev == self->device && info.st_ino == self->inode)
    {
      g_debug ("The cache %s cannot be used and is set aside.", path);
      move_aside (path);
    }
  close (lock);
}

/**
 * au_cache_file_open:
 * @self: where the connection is put
 * @path: the file, made where it is missing
 *
 * Opens a cache of this version. One that is none is set aside and a new one begun.
 *
 * Returns: %FALSE where no cache can be had now
 */
gboolean
au_cache_file_open (AuCacheFile *self,
                    const char  *path)
{
  Outcome outcome = try_open (self, path);

  if (outcome == OUTCOME_BAD)
    {
      au_cache_file_set_aside (self, path);
      outcome = try_open (self, path);
    }
  return outcome == OUTCOME_OPEN;
}

void
au_cache_file_close (AuCacheFile *self)
{
  g_clear_pointer (&self->db, sqlite3_close);
}

/**
 * au_cache_file_is_damage:
 * @code: what SQLite returned
 *
 * Returns: whether the file is at fault
 */
gboolean
au_cache_file_is_damage (int code)
{
  return to_outcome (code) == OUTCOME_BAD;
}

/**
 * au_cache_file_remove_aside:
 * @path: the file's path
 *
 * Deletes what was set aside of it.
 */
void
au_cache_file_remove_aside (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *aside = g_strconcat (path, ".aside", endings[i], NULL);

      g_unlink (aside);
    }
}
