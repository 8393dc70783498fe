/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement's text and parameters, run on the sample workspace's tables. */
#include "config.h"

#include "au-standin-run.h"
#include "au-result-shape.h"
#include "au-sample-decode.h"
#include "au-sample-faults.h"
#include "au-sample-sql.h"
#include "au-standin-parameters.h"

#include <string.h>

#define CANCEL_INSTRUCTIONS 2000

typedef struct
{
  AuQueryCatalog *catalog;
  const char *name;            /* (nullable): the query that the text is */
  const char *text;
  GPtrArray *parameters;
  sqlite3 *database;
  char **failure;
} Run;

static int
check_cancelled_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

static const char *
skip_prefix (const char *text,
             const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : NULL;
}

/* What a warehouse would say, as far as SQLite lets one know. */
static char *
dup_engine_failure (Run *run)
{
  const char *message = sqlite3_errmsg (run->database);
  const char *rest;

  if ((rest = skip_prefix (message, "no such table: ")) != NULL)
    return g_strdup_printf ("[TABLE_OR_VIEW_NOT_FOUND] The table or view `%s` cannot be found. Verify "
                            "the spelling and correctness of the schema and catalog. "
                            "SQLSTATE: 42P01 (line 1, pos 0)", rest);
  if ((rest = skip_prefix (message, "no such column: ")) != NULL)
    return g_strdup_printf ("[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function "
                            "parameter with name `%s` cannot be resolved. "
                            "SQLSTATE: 42703 (line 1, pos 0)", rest);
  if ((rest = skip_prefix (message, "no such function: ")) != NULL)
    return g_strdup_printf ("[UNRESOLVED_ROUTINE] Cannot resolve routine `%s` on search path "
                            "[`system`.`builtin`, `system`.`session`]. "
                            "SQLSTATE: 42883 (line 1, pos 0)", rest);
  if (strstr (message, "syntax error") != NULL || strstr (message, "incomplete input") != NULL)
    return g_strdup_printf ("\n[PARSE_SYNTAX_ERROR] Syntax error: %s. SQLSTATE: 42601 "
                            "(line 1, pos 0)\n\n== SQL ==\n%s\n^^^\n", message, run->text);
  return g_strdup_printf ("[INTERNAL_ERROR] %s SQLSTATE: XX000", message);
}

static sqlite3_stmt *
prepare (Run *run)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = au_sample_sql_rewrite (run->text, &error);
  const char *rest = NULL;

  if (sql == NULL)
    {
      *run->failure = g_strdup_printf ("\n[PARSE_SYNTAX_ERROR] %s SQLSTATE: 42601 (line 1, pos 0)\n\n"
                                       "== SQL ==\n%s\n^^^\n", error->message, run->text);
      return NULL;
    }
  if (sqlite3_prepare_v2 (run->database, sql, -1, &statement, &rest) != SQLITE_OK)
    {
      *run->failure = dup_engine_failure (run);
      return NULL;
    }
  if (statement == NULL || rest[strspn (rest, "; \t\r\n")] != '\0')
    {
      *run->failure = g_strdup_printf ("\n[PARSE_SYNTAX_ERROR] Syntax error at or near %s. "
                                       "SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\n%s\n^^^\n",
                                       statement == NULL ? "end of input" : "';': extra input", run->text);
      return NULL;
    }
  return g_steal_pointer (&statement);
}

static gboolean
bind (Run          *run,
      sqlite3_stmt *statement)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *marker = sqlite3_bind_parameter_name (statement, i);
      const AuStandinParameter *parameter = NULL;

      if (marker != NULL)
        parameter = au_standin_find_parameter (run->parameters, marker + 1);
      if (parameter == NULL)
        {
          *run->failure = g_strdup_printf ("[UNBOUND_SQL_PARAMETER] Found the unbound parameter: %s. "
                                           "Please, fix `args` and provide a mapping of the parameter "
                                           "to either a SQL literal or collection constructor functions. "
                                           "SQLSTATE: 42P02 (line 1, pos 0)",
                                           marker != NULL ? marker + 1 : "_0");
          return FALSE;
        }
      if (!au_standin_bind (statement, i, parameter))
        {
          *run->failure = g_strdup_printf ("[CAST_INVALID_INPUT] The value '%s' of the type \"STRING\" "
                                           "cannot be cast to \"%s\" because it is malformed. "
                                           "SQLSTATE: 22018", parameter->value, parameter->type);
          return FALSE;
        }
    }
  return TRUE;
}

/* One of the sixteen: the contract says what its columns are. */
static AuStandinRows *
read_query (Run          *run,
            AuQuery      *query,
            sqlite3_stmt *statement)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuResultShape) shape = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (AuTable) faulty = NULL;
  g_autoptr (GError) error = NULL;
  AuSampleFault fault = AU_SAMPLE_FAULT_NONE;
  AuStandinRows *rows;
  int rc;

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    g_ptr_array_add (names, (gpointer) sqlite3_column_name (statement, i));
  g_ptr_array_add (names, NULL);
  shape = au_result_shape_new (query, (const char *const *) names->pdata, &error);
  if (shape != NULL)
    au_sample_decode_add_columns (query, shape, builder);
  while (shape != NULL && (rc = sqlite3_step (statement)) == SQLITE_ROW)
    if (!au_sample_decode_row (query, shape, statement, builder, &error))
      break;
  if (error != NULL)
    {
      *run->failure = g_strdup_printf ("[INTERNAL_ERROR] %s SQLSTATE: XX000", error->message);
      return NULL;
    }
  if (rc != SQLITE_DONE)
    {
      *run->failure = dup_engine_failure (run);
      return NULL;
    }

  table = au_table_builder_end (builder);
  request = au_standin_make_request (au_query_get_contract (query), run->parameters);
  if (request != NULL)
    fault = au_sample_fault_find (request, run->failure);
  if (fault == AU_SAMPLE_FAULT_ERROR)
    return NULL;
  g_clear_pointer (run->failure, g_free);
  faulty = au_sample_fault_apply (fault, table);
  rows = au_standin_rows_new_from_table (faulty);
  rows->truncated = fault == AU_SAMPLE_FAULT_TRUNCATED;
  return rows;
}

static void
add_value (AuStandinRows *rows,
           sqlite3_stmt  *statement,
           int            index,
           int           *type)
{
  g_autofree char *text = NULL;

  switch (sqlite3_column_type (statement, index))
    {
      case SQLITE_NULL:
        au_standin_rows_add_cell (rows, NULL);
        return;
      case SQLITE_INTEGER:
        if (*type == SQLITE_FLOAT)
          text = au_standin_rows_double_text (sqlite3_column_double (statement, index));
        else
          text = g_strdup_printf ("%lld", sqlite3_column_int64 (statement, index));
        break;
      case SQLITE_FLOAT:
        text = au_standin_rows_double_text (sqlite3_column_double (statement, index));
        break;
      case SQLITE_TEXT:
        text = g_utf8_make_valid ((const char *) sqlite3_column_text (statement, index), -1);
        break;
      default:
        text = g_base64_encode (sqlite3_column_blob (statement, index),
                                (gsize) sqlite3_column_bytes (statement, index));
    }
  au_standin_rows_add_cell (rows, text);
  if (*type == SQLITE_NULL ||
      (*type == SQLITE_INTEGER && sqlite3_column_type (statement, index) == SQLITE_FLOAT))
    *type = sqlite3_column_type (statement, index);
}

/* Any other statement: its values say what its columns are, the first that is not NULL. */
static AuStandinRows *
read_any (Run          *run,
          sqlite3_stmt *statement)
{
  static const char *const names[][2] = {
    [SQLITE_INTEGER] = { "LONG", "BIGINT" },
    [SQLITE_FLOAT] = { "DOUBLE", "DOUBLE" },
    [SQLITE_TEXT] = { "STRING", "STRING" },
    [SQLITE_BLOB] = { "BINARY", "BINARY" },
    [SQLITE_NULL] = { "NULL", "VOID" },
  };
  g_autoptr (AuStandinRows) rows = au_standin_rows_new ();
  int n_columns = sqlite3_column_count (statement);
  g_autofree int *types = g_new (int, n_columns + 1);
  int rc;

  for (int i = 0; i < n_columns; i++)
    types[i] = SQLITE_NULL;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      for (int i = 0; i < n_columns; i++)
        add_value (rows, statement, i, &types[i]);
      rows->n_rows++;
    }
  if (rc != SQLITE_DONE)
    {
      *run->failure = dup_engine_failure (run);
      return NULL;
    }
  for (int i = 0; i < n_columns; i++)
    au_standin_rows_add_column (rows, sqlite3_column_name (statement, i), names[types[i]][0],
                                names[types[i]][1]);
  return g_steal_pointer (&rows);
}

static AuStandinRows *
run_on_connection (Run *run)
{
  g_autoptr (sqlite3_stmt) statement = prepare (run);
  g_autoptr (AuQuery) query = NULL;

  if (statement == NULL || !bind (run, statement))
    return NULL;
  if (run->name != NULL)
    query = au_query_catalog_load (run->catalog, run->name, NULL);
  return query != NULL ? read_query (run, query, statement) : read_any (run, statement);
}

/**
 * au_standin_run:
 * @pool: connections to the workspace's file
 * @catalog: the shipped texts
 * @query: (nullable): the query that @text is, from au_standin_find_query()
 * @text: a statement as it was sent
 * @parameters: (element-type AuStandinParameter): its parameters
 * @cancellable: ends it
 * @failure: (out): the message of a failed statement
 *
 * Runs @text and applies the sample workspace's own faults. Blocks; for a thread of its own.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @failure
 */
AuStandinRows *
au_standin_run (AuSamplePool    *pool,
                AuQueryCatalog  *catalog,
                const char      *query,
                const char      *text,
                GPtrArray       *parameters,
                GCancellable    *cancellable,
                char           **failure)
{
  g_autoptr (GError) error = NULL;
  AuSampleConnection *connection = au_sample_pool_take (pool, cancellable, &error);
  Run run = { catalog, query, text, parameters, NULL, failure };
  AuStandinRows *rows;

  *failure = NULL;
  if (connection == NULL)
    {
      *failure = g_strdup_printf ("[INTERNAL_ERROR] %s SQLSTATE: XX000", error->message);
      return NULL;
    }
  run.database = au_sample_connection_get_database (connection);
  sqlite3_progress_handler (run.database, CANCEL_INSTRUCTIONS, check_cancelled_cb, cancellable);
  rows = run_on_connection (&run);
  sqlite3_progress_handler (run.database, 0, NULL, NULL);
  au_sample_pool_give (pool, connection);
  return rows;
}
