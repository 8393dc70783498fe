/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One query from its text to its result, in the calling thread. */
#include "config.h"

#include "au-sample-run.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-sample-decode.h"
#include "au-sample-faults.h"
#include "au-sample-sql.h"

#include <glib/gi18n.h>
#include <string.h>

/* SQLite looks for a cancel after this many of its instructions: well under a millisecond. */
#define CANCEL_INSTRUCTIONS 2000

/* More rows than any view can show, and few enough for memory. A warehouse also stops somewhere. */
#define MAX_ROWS 1000000

typedef struct
{
  AuStatement *statement;
  const char *sql;
  const char *file;
  sqlite3 *database;
  GCancellable *cancellable;
  gboolean damaged;
  gboolean truncated;
  GStrv ignored;
} Run;

static int
check_cancelled_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

/* Turns what SQLite says into an error: a cancel, a table that is not there, or anything else. */
static void
set_engine_error (Run     *run,
                  int      rc,
                  GError **error)
{
  const char *message = sqlite3_errmsg (run->database);
  g_autofree char *line = g_utf8_make_valid (message, -1);

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return;

  run->damaged = au_sample_connection_is_damage (rc);
  g_strdelimit (line, "\r\n\t", ' ');
  if (g_str_has_prefix (line, "no such table: "))
    g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                 /* Translators: file, table name. */
                 _("%s: the sample workspace has no table %s; mend the name, or see sql/README.md for the tables it has."),
                 run->file, line + strlen ("no such table: "));
  else
    g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                 /* Translators: file, a message of SQLite. */
                 _("%s: the sample workspace refused the query: %s. Mend the text."), run->file, line);
}

/* Compiles the statement: exactly one, and one that changes nothing. */
static sqlite3_stmt *
prepare (Run     *run,
         GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *rest = NULL;
  int rc = sqlite3_prepare_v2 (run->database, run->sql, -1, &statement, &rest);

  if (rc != SQLITE_OK)
    {
      set_engine_error (run, rc, error);
      return NULL;
    }
  if (statement == NULL || rest[strspn (rest, "; \t\r\n")] != '\0' ||
      !sqlite3_stmt_readonly (statement))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a file. */
                   _("%s is refused: only one SELECT statement is run; take out the rest."), run->file);
      return NULL;
    }
  return g_steal_pointer (&statement);
}

static int
bind_value (sqlite3_stmt    *statement,
            int              index,
            const AuBinding *binding)
{
  switch (binding->type)
    {
      case AU_PARAMETER_INT:
      case AU_PARAMETER_BIGINT:
        return sqlite3_bind_int64 (statement, index, g_ascii_strtoll (binding->text, NULL, 10));
      case AU_PARAMETER_BOOLEAN:
        return sqlite3_bind_int (statement, index, g_str_equal (binding->text, "true"));
      case AU_PARAMETER_STRING:
      case AU_PARAMETER_STRING_LIST:
      case AU_PARAMETER_BIGINT_LIST:
      default:
        return sqlite3_bind_text (statement, index, binding->text, -1, SQLITE_STATIC);
    }
}

static gboolean
bind (Run           *run,
      sqlite3_stmt  *statement,
      GError       **error)
{
  guint n = au_statement_get_n_bindings (run->statement);

  /* A bare ? would be NULL, which no one asked for. */
  if (sqlite3_bind_parameter_count (statement) != (int) n)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a file. */
                   _("%s is refused: it has a parameter that is not written :name; mend the text."), run->file);
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      const AuBinding *binding = au_statement_get_binding (run->statement, i);
      g_autofree char *marker = g_strconcat (":", binding->name, NULL);
      int rc = bind_value (statement, sqlite3_bind_parameter_index (statement, marker), binding);

      if (rc != SQLITE_OK)
        {
          set_engine_error (run, rc, error);
          return FALSE;
        }
    }
  return TRUE;
}

static AuResultShape *
read_shape (const AuQuery  *query,
            sqlite3_stmt   *statement,
            GError        **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *name = sqlite3_column_name (statement, i);

      g_ptr_array_add (names, (gpointer) (name != NULL ? name : ""));
    }
  g_ptr_array_add (names, NULL);
  return au_result_shape_new (query, (const char *const *) names->pdata, error);
}

static AuTable *
read_rows (Run     *run,
           GError **error)
{
  const AuQuery *query = au_statement_get_query (run->statement);
  g_autoptr (sqlite3_stmt) statement = prepare (run, error);
  g_autoptr (AuResultShape) shape = NULL;
  g_autoptr (AuTableBuilder) builder = NULL;
  int rc;

  if (statement == NULL || !bind (run, statement, error))
    return NULL;
  shape = read_shape (query, statement, error);
  if (shape == NULL)
    return NULL;

  builder = au_table_builder_new ();
  au_sample_decode_add_columns (query, shape, builder);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      if (au_table_builder_get_n_rows (builder) == MAX_ROWS)
        {
          run->truncated = TRUE;
          break;
        }
      if (!au_sample_decode_row (query, shape, statement, builder, error))
        return NULL;
    }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    {
      set_engine_error (run, rc, error);
      return NULL;
    }
  run->ignored = g_steal_pointer (&shape->ignored);
  return au_table_builder_end (builder);
}

/* Runs the statement on a connection of the pool, once more where the file turned out broken. */
static AuTable *
execute (Run           *run,
         AuSamplePool  *pool,
         GError       **error)
{
  for (guint attempt = 0;; attempt++)
    {
      AuSampleConnection *connection = au_sample_pool_take (pool, run->cancellable, error);
      g_autoptr (GError) local = NULL;
      AuTable *table;

      if (connection == NULL)
        return NULL;

      run->damaged = FALSE;
      run->database = au_sample_connection_get_database (connection);
      if (run->cancellable != NULL)
        sqlite3_progress_handler (run->database, CANCEL_INSTRUCTIONS, check_cancelled_cb,
                                  run->cancellable);
      table = read_rows (run, &local);
      sqlite3_progress_handler (run->database, 0, NULL, NULL);
      run->database = NULL;

      if (!run->damaged)
        au_sample_pool_give (pool, connection);
      else if (au_sample_pool_discard (pool, connection) && attempt == 0)
        continue;
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return table;
    }
}

/* The same for the same request and text, in the form that warehouses give their ids. */
static char *
make_statement_id (const AuStatement *statement)
{
  const char *key = au_request_get_key (au_statement_get_request (statement));
  g_autofree char *all = g_strconcat (key, "\n", au_statement_get_sha256 (statement), NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", sum, sum + 8, sum + 12, sum + 16, sum + 20);
}

static AuResult *
make_result (Run           *run,
             AuTable       *table,
             AuSampleFault  fault,
             gint64         submitted)
{
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuTable) rows = au_sample_fault_apply (fault, table);

  provenance->source = g_strdup (_("Sample workspace"));
  provenance->statement = au_statement_ref (run->statement);
  provenance->statement_id = make_statement_id (run->statement);
  provenance->submitted = submitted;
  provenance->finished = au_clock_now ();
  provenance->n_rows = au_table_get_n_rows (rows);
  provenance->truncated = run->truncated || fault == AU_SAMPLE_FAULT_TRUNCATED;
  provenance->data_through = au_table_find_data_through (rows);
  provenance->ignored_columns = g_steal_pointer (&run->ignored);
  return au_result_new (rows, provenance);
}

/**
 * au_sample_run:
 * @pool: the connections
 * @catalog: the queries
 * @request: what to ask
 * @cancellable: (nullable): a #GCancellable, looked at all along
 * @error: return location for a #GError
 *
 * Reads and hashes the text, rewrites it for SQLite, runs it, checks every cell against the
 * contract and applies the result's fault, if it has one. Blocks.
 *
 * Returns: (transfer full): the result, or %NULL with an error as of au_source_query_finish()
 */
AuResult *
au_sample_run (AuSamplePool    *pool,
               AuQueryCatalog  *catalog,
               AuRequest       *request,
               GCancellable    *cancellable,
               GError         **error)
{
  gint64 submitted = au_clock_now ();
  g_autoptr (AuQuery) query = NULL;
  g_autoptr (AuStatement) statement = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *message = NULL;
  AuSampleFault fault;
  Run run = { 0, };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  query = au_query_catalog_load (catalog, au_request_get_name (request), error);
  if (query == NULL)
    return NULL;
  statement = au_statement_new (query, request, error);
  if (statement == NULL)
    return NULL;
  sql = au_sample_sql_rewrite (au_statement_get_text (statement), error);
  if (sql == NULL)
    {
      g_prefix_error (error, "%s: ", au_query_get_file (query));
      return NULL;
    }

  run.statement = statement;
  run.sql = sql;
  run.file = au_query_get_file (query);
  run.cancellable = cancellable;
  table = execute (&run, pool, error);
  if (table == NULL)
    return NULL;

  fault = au_sample_fault_find (request, &message);
  if (fault == AU_SAMPLE_FAULT_ERROR)
    {
      g_strfreev (run.ignored);
      g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                   /* Translators: file, what a warehouse said. */
                   _("%s: the sample workspace refused the query: %s. Try again, or ask whoever keeps the workspace."),
                   run.file, message);
      return NULL;
    }
  return make_result (&run, table, fault, submitted);
}
