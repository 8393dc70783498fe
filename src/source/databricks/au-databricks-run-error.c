/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a statement that did not end well said, in words for people. */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * au_databricks_run_make_error:
 * @run: a run
 * @answer: the answer that says that its statement failed
 *
 * Returns: (transfer full): what the statement said, as an error
 */
GError *
au_databricks_run_make_error (AuDatabricksRun          *run,
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
