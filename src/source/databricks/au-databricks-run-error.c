/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a statement that did not end well said, in words for people. */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-databricks-warehouse.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

static GError *
make_error (AuDatabricksRun          *run,
            const AuDatabricksAnswer *answer)
{
  AuDatabricksConfig *config = au_databricks_client_get_config (run->client);
  AuSourceErrorDetails details = {
    .host = strstr (au_databricks_config_get_host (config), "://") + 3,
    .statement_id = run->statement_id,
    .code = (char *) answer->error_code,
    .sql_state = answer->sql_state,
    .text = (char *) answer->error_message,
  };
  const char *message = answer->error_message != NULL ? answer->error_message : "";
  const char *file = au_query_get_file (run->query);
  g_autofree char *words =
    au_source_error_clean_line (*message != '\0' ? message : answer->error_code);

  if (strstr (message, "INSUFFICIENT_PERMISSIONS") != NULL || g_strcmp0 (answer->sql_state, "42501") == 0)
    return au_source_error_new (AU_SOURCE_ERROR_PERMISSION, &details,
                                /* Translators: file, what the warehouse said. */
                                _("%s: you may not read a table that it needs (%s); ask for SELECT on it."), file, words);
  if (strstr (message, "TABLE_OR_VIEW_NOT_FOUND") != NULL || strstr (message, "SCHEMA_NOT_FOUND") != NULL ||
      strstr (message, "CATALOG_NOT_FOUND") != NULL)
    return au_source_error_new (AU_SOURCE_ERROR_STATEMENT, &details,
                                /* Translators: file, what the warehouse said. */
                                _("%s: the workspace has no such table, or you may not see it (%s); check the host, or ask for access."),
                                file, words);
  if (g_strcmp0 (answer->error_code, "TEMPORARILY_UNAVAILABLE") == 0 ||
      g_strcmp0 (answer->error_code, "WORKSPACE_TEMPORARILY_UNAVAILABLE") == 0 ||
      g_strcmp0 (answer->error_code, "SERVICE_UNDER_MAINTENANCE") == 0)
    return au_source_error_new (AU_SOURCE_ERROR_SERVICE, &details,
                                /* Translators: file, what the warehouse said. */
                                _("%s: the workspace cannot run it at the moment (%s); try again in a while."), file, words);
  return au_source_error_new (AU_SOURCE_ERROR_STATEMENT, &details,
                              /* Translators: file, what the warehouse said. */
                              _("%s: the warehouse could not run it (%s); copy the details to whoever keeps the queries or the warehouse."),
                              file, words);
}

/* A failure of the engine has a SQLSTATE; one without may be the warehouse's own. */
static gboolean
may_be_warehouse (const AuDatabricksAnswer *answer)
{
  return (answer->sql_state == NULL || *answer->sql_state == '\0') &&
         g_strcmp0 (answer->error_code, "BAD_REQUEST") != 0 &&
         (answer->error_message == NULL || strstr (answer->error_message, "SQLSTATE") == NULL);
}

typedef struct
{
  AuDatabricksRun *run;
  GError *error;
} Failure;

static void
warehouse_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Failure *failure = user_data;
  AuDatabricksRun *run = failure->run;
  g_autoptr (AuDatabricksWarehouse) warehouse =
    au_databricks_get_warehouse_finish (AU_DATABRICKS_CLIENT (object), result, NULL);

  if (warehouse != NULL && warehouse->problem != NULL)
    {
      AuDatabricksConfig *config = au_databricks_client_get_config (run->client);
      AuSourceErrorDetails details = {
        .host = strstr (au_databricks_config_get_host (config), "://") + 3,
        .statement_id = run->statement_id,
        .text = failure->error->message,
      };

      GError *error =
        au_source_error_new (AU_SOURCE_ERROR_WAREHOUSE, &details,
                             /* Translators: file, name of a warehouse, what it says. */
                             _("%s: warehouse %s is not well (%s); ask whoever keeps it, or choose another in Preferences."),
                             au_query_get_file (run->query), warehouse->name, warehouse->problem);

      au_databricks_run_fail (run, error);
      g_error_free (failure->error);
    }
  else
    au_databricks_run_fail (run, failure->error);
  au_databricks_run_unref (run);
  g_free (failure);
}

/**
 * au_databricks_run_fail_statement:
 * @run: a run
 * @answer: the answer that says that its statement failed
 *
 * Ends the run with what the statement said, or with what its warehouse says of itself where that
 * could be why.
 */
void
au_databricks_run_fail_statement (AuDatabricksRun          *run,
                                  const AuDatabricksAnswer *answer)
{
  GError *error = make_error (run, answer);
  Failure *failure;

  if (run->is_cancelling || !may_be_warehouse (answer))
    {
      au_databricks_run_fail (run, error);
      return;
    }
  failure = g_new0 (Failure, 1);
  failure->run = au_databricks_run_ref (run);
  failure->error = error;
  au_databricks_get_warehouse_async (run->client, 1, run->wire, warehouse_cb, failure);
}

/**
 * au_databricks_run_make_closed_error:
 * @run: a run
 *
 * Returns: (transfer full): an error that says that its result is gone
 */
GError *
au_databricks_run_make_closed_error (AuDatabricksRun *run)
{
  return au_source_error_new (AU_SOURCE_ERROR_RESULT_GONE, NULL,
                              /* Translators: file. */
                              _("%s: the query finished, but its result is no longer available; run it again."),
                              au_query_get_file (run->query));
}
