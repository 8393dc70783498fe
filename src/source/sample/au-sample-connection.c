/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-connection.h"
#include "au-error.h"
#include "au-sample-functions.h"

#include <glib/gi18n.h>

/* What a page cache of one connection may take, in KiB. */
#define CACHE_KIB "4096"

/* No cell of a usage query is anywhere near this long; a text that builds such a one has gone
 * astray. */
#define MAX_CELL_BYTES (16 * 1024 * 1024)

struct _AuSampleConnection
{
  sqlite3 *database;
  char *path;
};

/* Lets a statement read the tables and call functions, and do nothing else. */
static int
authorize_cb (gpointer    user_data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  switch (action)
    {
      case SQLITE_SELECT:
      case SQLITE_RECURSIVE:
        return SQLITE_OK;
      case SQLITE_READ:
        /* SQLite's own tables are no part of a workspace. */
        if (first != NULL && g_ascii_strncasecmp (first, "sqlite_", 7) == 0)
          return SQLITE_DENY;
        return SQLITE_OK;
      case SQLITE_FUNCTION:
        return g_strcmp0 (second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
      default:
        return SQLITE_DENY;
    }
}

/**
 * au_sample_connection_is_damage:
 * @result_code: what SQLite returned
 *
 * Returns: whether it means that the file is broken and making it anew would help
 */
gboolean
au_sample_connection_is_damage (int result_code)
{
  switch (result_code & 0xff)
    {
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
      case SQLITE_IOERR:
        return TRUE;
      default:
        return FALSE;
    }
}

/* SQLite counts what it allocates under one lock for the whole process, and several connections
 * that work at the same time wait there for each other. Nobody reads that count. Where SQLite has
 * started already it refuses, and only is slower. */
static gpointer
leave_out_statistics (gpointer unused)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

/**
 * au_sample_connection_open:
 * @path: a workspace's file
 * @today: the day that current_date() gives
 * @damaged: (out): whether it failed because the file is broken or gone
 * @error: return location for a #GError
 *
 * Opens the file read-only and as one that nobody changes, so without any lock, and registers the
 * Databricks functions.
 *
 * Returns: (transfer full): the connection, or %NULL with %AU_ERROR_SOURCE
 */
AuSampleConnection *
au_sample_connection_open (const char  *path,
                           AuDay        today,
                           gboolean    *damaged,
                           GError     **error)
{
  g_autoptr (AuSampleConnection) self = g_new0 (AuSampleConnection, 1);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *file_uri = g_filename_to_uri (absolute, NULL, error);
  g_autofree char *uri = NULL;
  static GOnce once = G_ONCE_INIT;
  int rc;

  g_once (&once, leave_out_statistics, NULL);
  *damaged = FALSE;
  if (file_uri == NULL)
    return NULL;

  uri = g_strconcat (file_uri, "?mode=ro&immutable=1", NULL);
  self->path = g_strdup (path);
  rc = sqlite3_open_v2 (uri, &self->database,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                        SQLITE_OPEN_EXRESCODE, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_limit (self->database, SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES);
      sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      /* The first statement that reads the schema also finds out whether this is a database. */
      rc = sqlite3_exec (self->database,
                         "PRAGMA temp_store = MEMORY;"
                         "PRAGMA cache_size = -" CACHE_KIB ";"
                         "SELECT count(*) FROM sqlite_schema",
                         NULL, NULL, NULL);
    }
  if (rc != SQLITE_OK)
    {
      /* It may be there and not open for another reason, such as too many open files. */
      *damaged = au_sample_connection_is_damage (rc) || !g_file_test (path, G_FILE_TEST_EXISTS);
      g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                   /* Translators: %s a path, %s a message of SQLite. */
                   _("The sample workspace %s cannot be opened: %s."), path, sqlite3_errstr (rc));
      return NULL;
    }

  if (!au_sample_functions_register (self->database, today, error))
    return NULL;
  sqlite3_set_authorizer (self->database, authorize_cb, NULL);
  return g_steal_pointer (&self);
}

void
au_sample_connection_free (AuSampleConnection *self)
{
  sqlite3_close_v2 (self->database);
  g_free (self->path);
  g_free (self);
}

/**
 * au_sample_connection_forget_pages:
 * @self: a connection that runs no statement
 *
 * Gives back the memory of the pages that it has read.
 */
void
au_sample_connection_forget_pages (AuSampleConnection *self)
{
  sqlite3_db_release_memory (self->database);
}

sqlite3 *
au_sample_connection_get_database (AuSampleConnection *self)
{
  return self->database;
}

const char *
au_sample_connection_get_path (AuSampleConnection *self)
{
  return self->path;
}
