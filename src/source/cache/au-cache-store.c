/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cache-store.h"
#include "au-cache-entry.h"
#include "au-cache-file.h"

#include <string.h>

/* How long a store that could not be opened is left alone, so that a full disk is not tried again
 * with every chart. */
#define RETRY_AFTER (10 * G_USEC_PER_SEC)

/* Of more readings of a request, the newest are kept, and the first of each month. */
#define MAX_READINGS 60
#define N_NEWEST "30"

/* One result takes no more than this part of the whole. */
#define MAX_PART 8

struct _AuCacheStore
{
  char *path;
  gint64 limit;
  AuCacheFile file;
  gint64 retry_at; /* monotonic, 0 where nothing failed */
};

static void
reading_free (gpointer data)
{
  AuReading *reading = data;

  au_result_unref (reading->result);
  g_free (reading);
}

/**
 * au_cache_store_new:
 * @path: the file
 * @limit: how many bytes it may take
 *
 * Returns: (transfer full): a store; the file is first opened when it is needed
 */
AuCacheStore *
au_cache_store_new (const char *path,
                    gint64      limit)
{
  AuCacheStore *self = g_new0 (AuCacheStore, 1);

  self->path = g_strdup (path);
  self->limit = limit;
  return self;
}

void
au_cache_store_free (AuCacheStore *self)
{
  au_cache_file_close (&self->file);
  g_free (self->path);
  g_free (self);
}

static gboolean
ensure_open (AuCacheStore *self)
{
  if (self->file.db != NULL)
    return TRUE;
  if (self->retry_at > g_get_monotonic_time ())
    return FALSE;
  self->retry_at = 0;
  if (!au_cache_file_open (&self->file, self->path))
    {
      g_debug ("There is no cache at %s for now.", self->path);
      self->retry_at = g_get_monotonic_time () + RETRY_AFTER;
      return FALSE;
    }
  return TRUE;
}

/* After a failure: a damaged file is set aside, any other trouble only costs this result. */
static void
note_failure (AuCacheStore *self,
              int           code)
{
  g_debug ("The cache %s: %s", self->path, sqlite3_errstr (code));
  if (au_cache_file_is_damage (code))
    au_cache_file_set_aside (&self->file, self->path);
}

static sqlite3_stmt *
prepare (AuCacheStore *self,
         const char   *sql)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->file.db, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    note_failure (self, code);
  return statement;
}

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  sqlite3_bind_blob64 (statement, index, data != NULL ? data : "", length, SQLITE_TRANSIENT);
}

/* Runs a statement that returns no row. */
static gboolean
finish (AuCacheStore *self,
        sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  sqlite3_finalize (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  note_failure (self, code);
  return FALSE;
}

static void
update_length (GChecksum *checksum,
               gsize      length)
{
  guint64 little_endian = GUINT64_TO_LE (length);

  g_checksum_update (checksum, (const guchar *) &little_endian, sizeof little_endian);
}

static void
update_bytes (GChecksum *checksum,
              GBytes    *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  update_length (checksum, length);
  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
}

/* The checksum of a row, over all that is read from it. */
static char *
compute_sum (const char         *request,
             gint64              first_read,
             gint64              last_read,
             const AuCacheEntry *entry)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  update_length (checksum, strlen (request));
  g_checksum_update (checksum, (const guchar *) request, -1);
  update_length (checksum, strlen (entry->text_sha256));
  g_checksum_update (checksum, (const guchar *) entry->text_sha256, -1);
  update_length (checksum, (gsize) first_read);
  update_length (checksum, (gsize) last_read);
  update_bytes (checksum, entry->provenance);
  update_bytes (checksum, entry->content);
  return g_strdup (g_checksum_get_string (checksum));
}

typedef struct
{
  gint64 id;
  gint64 first_read;
  gint64 last_read;
  AuCacheEntry entry;
} Row;

static void
row_clear (Row *row)
{
  au_cache_entry_clear (&row->entry);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static char *
column_text (sqlite3_stmt *statement,
             int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static GBytes *
column_bytes (sqlite3_stmt *statement,
              int           column)
{
  const void *data = sqlite3_column_blob (statement, column);

  return g_bytes_new (data, data != NULL ? (gsize) sqlite3_column_bytes (statement, column) : 0);
}

#define COLUMNS "id, text_sha256, first_read, last_read, entry, content, content_sha256, sum"

/* Reads a row of COLUMNS. Returns FALSE where it is not as it was written. */
static gboolean
read_row (sqlite3_stmt *statement,
          const char   *request,
          Row          *row)
{
  g_autofree char *content_sum = NULL;
  g_autofree char *expected_content_sum = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *expected = NULL;

  row->id = sqlite3_column_int64 (statement, 0);
  row->entry.text_sha256 = column_text (statement, 1);
  row->first_read = sqlite3_column_int64 (statement, 2);
  row->last_read = sqlite3_column_int64 (statement, 3);
  row->entry.provenance = column_bytes (statement, 4);
  row->entry.content = column_bytes (statement, 5);
  expected_content_sum = column_text (statement, 6);
  expected = column_text (statement, 7);
  content_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, row->entry.content);
  sum = compute_sum (request, row->first_read, row->last_read, &row->entry);
  return g_str_equal (content_sum, expected_content_sum) && g_str_equal (sum, expected);
}

/* The newest reading of a request, by one text. */
static gboolean
find_newest (AuCacheStore *self,
             const char   *request,
             const char   *text_sha256,
             gint64       *id,
             gint64       *first_read,
             char        **content_sha256)
{
  sqlite3_stmt *statement =
    prepare (self, "SELECT id, first_read, content_sha256 FROM reading "
             "WHERE request = ? AND text_sha256 = ? ORDER BY id DESC LIMIT 1");
  int code;

  *content_sha256 = NULL;
  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, request);
  bind_text (statement, 2, text_sha256);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *id = sqlite3_column_int64 (statement, 0);
      *first_read = sqlite3_column_int64 (statement, 1);
      *content_sha256 = column_text (statement, 2);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    note_failure (self, code);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The same rows again are the same reading, seen once more. */
static gboolean
write_reading (AuCacheStore       *self,
               const char         *request,
               const AuCacheEntry *entry,
               gint64              read)
{
  g_autofree char *content_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, entry->content);
  g_autofree char *newest = NULL;
  g_autofree char *sum = NULL;
  sqlite3_stmt *statement;
  gint64 id = 0, first_read = read;
  gboolean same;

  if (!find_newest (self, request, entry->text_sha256, &id, &first_read, &newest))
    return FALSE;
  same = g_strcmp0 (newest, content_sum) == 0;
  if (!same)
    first_read = read;
  statement = prepare (self, same ? "UPDATE reading SET first_read = ?3, last_read = ?4, entry = ?5, "
                       "content = ?6, content_sha256 = ?7, sum = ?8 WHERE id = ?9"
                                  : "INSERT INTO reading (request, text_sha256, first_read, last_read, entry, "
                       "content, content_sha256, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (statement == NULL)
    return FALSE;
  sum = compute_sum (request, first_read, read, entry);
  if (same)
    sqlite3_bind_int64 (statement, 9, id);
  else
    {
      bind_text (statement, 1, request);
      bind_text (statement, 2, entry->text_sha256);
    }
  sqlite3_bind_int64 (statement, 3, first_read);
  sqlite3_bind_int64 (statement, 4, read);
  bind_bytes (statement, 5, entry->provenance);
  bind_bytes (statement, 6, entry->content);
  bind_text (statement, 7, content_sum);
  bind_text (statement, 8, sum);
  return finish (self, statement);
}

static gint64
read_number (AuCacheStore *self,
             const char   *sql,
             const char   *first,
             const char   *second)
{
  sqlite3_stmt *statement = prepare (self, sql);
  gint64 number = 0;

  if (statement == NULL)
    return 0;
  if (first != NULL)
    {
      bind_text (statement, 1, first);
      bind_text (statement, 2, second);
    }
  if (sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

static gint64
get_size (AuCacheStore *self)
{
  return (read_number (self, "PRAGMA page_count", NULL, NULL) -
          read_number (self, "PRAGMA freelist_count", NULL, NULL)) *
         read_number (self, "PRAGMA page_size", NULL, NULL);
}

static gboolean
thin_out (AuCacheStore *self,
          const char   *request,
          const char   *text_sha256)
{
  sqlite3_stmt *statement;

  if (read_number (self, "SELECT count(*) FROM reading WHERE request = ? AND text_sha256 = ?", request,
                   text_sha256) <= MAX_READINGS)
    return TRUE;
  statement =
    prepare (self, "DELETE FROM reading WHERE request = ?1 AND text_sha256 = ?2 "
             "AND id NOT IN (SELECT id FROM reading WHERE request = ?1 AND text_sha256 = ?2 "
             "ORDER BY id DESC LIMIT " N_NEWEST ") "
             "AND id NOT IN (SELECT min(id) FROM reading WHERE request = ?1 AND text_sha256 = ?2 "
             "GROUP BY last_read / 2629746000)");
  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, request);
  bind_text (statement, 2, text_sha256);
  return finish (self, statement);
}

/* Lets go of what was read longest ago, a tenth at a time, by the order of writing: that needs no
 * clock. */
static gboolean
keep_to_limit (AuCacheStore *self)
{
  while (get_size (self) > self->limit)
    {
      sqlite3_stmt *statement =
        prepare (self, "DELETE FROM reading WHERE id IN (SELECT id FROM reading ORDER BY id "
                 "LIMIT max(1, (SELECT count(*) FROM reading) / 10))");

      if (statement == NULL || !finish (self, statement))
        return FALSE;
      if (sqlite3_changes (self->file.db) == 0)
        break;
    }
  return TRUE;
}

static gboolean
run (AuCacheStore *self,
     const char   *sql)
{
  int code = sqlite3_exec (self->file.db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  note_failure (self, code);
  return FALSE;
}

static gboolean
write_entry (AuCacheStore       *self,
             const char         *request,
             const AuCacheEntry *entry,
             gint64              read)
{
  if (!ensure_open (self) || self->file.read_only || !run (self, "BEGIN IMMEDIATE"))
    return FALSE;

  if (write_reading (self, request, entry, read) && thin_out (self, request, entry->text_sha256) &&
      keep_to_limit (self) && run (self, "COMMIT"))
    {
      run (self, "PRAGMA incremental_vacuum");
      return TRUE;
    }
  /* A damaged file is closed already. */
  if (self->file.db != NULL && !sqlite3_get_autocommit (self->file.db))
    sqlite3_exec (self->file.db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * au_cache_store_put:
 * @self: a store
 * @result: a result that a source just returned
 *
 * Keeps a result as the last good one of its request. Blocks.
 *
 * Returns: whether it is kept; it need not be
 */
gboolean
au_cache_store_put (AuCacheStore *self,
                    AuResult     *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  g_auto (AuCacheEntry) entry = { NULL };
  const char *request;

  if (provenance->from_cache || au_provenance_get_request (provenance) == NULL)
    return FALSE;
  request = au_request_get_key (au_provenance_get_request (provenance));
  au_cache_entry_init (&entry, result);
  if ((gint64) g_bytes_get_size (entry.content) > self->limit / MAX_PART)
    return FALSE;
  if (write_entry (self, request, &entry, provenance->finished))
    return TRUE;
  /* It was set aside: a new file has room for this one. */
  return self->file.db == NULL && self->retry_at == 0 &&
         write_entry (self, request, &entry, provenance->finished);
}

/* Reads at most @limit readings, the newest first. */
static GPtrArray *
read_readings (AuCacheStore *self,
               AuQuery      *query,
               AuRequest    *request,
               int           limit)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (reading_free);
  const char *key = au_request_get_key (request);
  sqlite3_stmt *statement =
    prepare (self, "SELECT " COLUMNS " FROM reading WHERE request = ? AND text_sha256 = ? "
             "ORDER BY id DESC LIMIT ?");
  gboolean whole = TRUE;
  int code = SQLITE_DONE;

  if (statement == NULL)
    return readings;
  bind_text (statement, 1, key);
  bind_text (statement, 2, query != NULL ? au_query_get_sha256 (query) : "");
  sqlite3_bind_int (statement, 3, limit);
  while (whole && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_auto (Row) row = { 0 };
      AuResult *result;
      AuReading *reading;

      whole = read_row (statement, key, &row);
      result = whole ? au_cache_entry_to_result (&row.entry, query, request) : NULL;
      if (result == NULL)
        continue;
      reading = g_new (AuReading, 1);
      *reading = (AuReading) { result, row.first_read, row.last_read };
      g_ptr_array_add (readings, reading);
    }
  sqlite3_finalize (statement);
  if (!whole)
    {
      /* One entry that was altered makes all of them doubtful. */
      g_ptr_array_set_size (readings, 0);
      note_failure (self, SQLITE_CORRUPT);
    }
  else if (code != SQLITE_ROW && code != SQLITE_DONE)
    note_failure (self, code);
  return readings;
}

static GPtrArray *
find_readings (AuCacheStore   *self,
               AuQueryCatalog *catalog,
               AuRequest      *request,
               int             limit,
               GError        **error)
{
  g_autoptr (AuQuery) query = NULL;
  g_autoptr (GPtrArray) by_route = NULL;

  if (!ensure_open (self))
    return g_ptr_array_new ();
  by_route = read_readings (self, NULL, request, limit);
  if (by_route->len > 0 || self->file.db == NULL)
    return g_steal_pointer (&by_route);
  /* A text that is refused is refused for what it once returned too. */
  query = au_query_catalog_load (catalog, au_request_get_name (request), error);
  return query != NULL ? read_readings (self, query, request, limit) : NULL;
}

/**
 * au_cache_store_get:
 * @self: a store
 * @catalog: the query texts as they are now
 * @request: what is asked
 * @error: return location for a #GError
 *
 * Looks for the last good result of @request by the text that @catalog has for it now. Blocks.
 *
 * Returns: (transfer full) (nullable): the result, marked as from the cache; %NULL without an error
 *   where none is kept; %NULL with an error of au_query_catalog_load() where the text is refused
 */
AuResult *
au_cache_store_get (AuCacheStore    *self,
                    AuQueryCatalog  *catalog,
                    AuRequest       *request,
                    GError         **error)
{
  g_autoptr (GPtrArray) readings = find_readings (self, catalog, request, 1, error);
  AuReading *reading;

  if (readings == NULL || readings->len == 0)
    return NULL;
  reading = g_ptr_array_index (readings, 0);
  return au_result_ref (reading->result);
}

/**
 * au_cache_store_get_readings:
 * @self: a store
 * @catalog: the query texts as they are now
 * @request: what is asked
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type AuReading) (nullable): the different results that
 *   @request had by that text, the newest first; %NULL with an error as of au_cache_store_get()
 */
GPtrArray *
au_cache_store_get_readings (AuCacheStore    *self,
                             AuQueryCatalog  *catalog,
                             AuRequest       *request,
                             GError         **error)
{
  return find_readings (self, catalog, request, -1, error);
}

/* The key is the query's name, a blank and the printed values. */
static AuRequest *
parse_key (AuQueryCatalog *catalog,
           const char     *key)
{
  const char *blank = strchr (key, ' ');
  g_autofree char *name = blank != NULL ? g_strndup (key, (gsize) (blank - key)) : NULL;
  AuContract *contract = name != NULL ? au_query_catalog_get_contract (catalog, name) : NULL;
  g_autoptr (GVariant) values = NULL;

  if (contract == NULL)
    return NULL;
  /* Not a floating one. */
  values = g_variant_parse (G_VARIANT_TYPE_VARDICT, blank + 1, NULL, NULL, NULL);
  return values != NULL ? au_request_new (contract, values, NULL) : NULL;
}

/**
 * au_cache_store_list_requests:
 * @self: a store
 * @catalog: the queries
 *
 * Returns: (transfer full) (element-type AuRequest): those of which more than one result is kept,
 *   so that there is something to compare; the one last written first
 */
GPtrArray *
au_cache_store_list_requests (AuCacheStore   *self,
                              AuQueryCatalog *catalog)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);
  sqlite3_stmt *statement;
  int code;

  if (!ensure_open (self))
    return requests;
  statement = prepare (self, "SELECT request FROM reading GROUP BY request HAVING count(*) > 1 "
                       "ORDER BY max(id) DESC");
  if (statement == NULL)
    return requests;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autofree char *key = column_text (statement, 0);
      AuRequest *request = parse_key (catalog, key);

      if (request != NULL)
        g_ptr_array_add (requests, request);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    note_failure (self, code);
  return requests;
}

/**
 * au_cache_store_clear:
 * @self: a store
 *
 * Forgets everything, and leaves nothing of it in the file, or in one that was set aside. Blocks.
 *
 * Returns: whether it is so
 */
gboolean
au_cache_store_clear (AuCacheStore *self)
{
  au_cache_file_remove_aside (self->path);
  self->retry_at = 0;
  return ensure_open (self) && !self->file.read_only && run (self, "DELETE FROM reading") &&
         run (self, "VACUUM") && run (self, "PRAGMA wal_checkpoint(TRUNCATE)");
}
