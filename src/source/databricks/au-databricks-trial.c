/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Test connection": one thing after the other, so that the first that fails says what is wrong:
 * network, certificate, address and sign-in (who am I), then the warehouse, then the tables, with
 * the query that every session starts with.
 */
#include "config.h"

#include "au-databricks-trial.h"
#include "au-databricks-warehouse.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  AuDatabricksClient *client;
  char *user;
  char *warehouse;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_clear_object (&trial->client);
  g_free (trial->user);
  g_free (trial->warehouse);
  g_free (trial);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AuResult) rows = au_source_query_finish (AU_SOURCE (object), result, &error);
  const char *host =
    au_databricks_config_get_host (au_databricks_client_get_config (trial->client));
  g_autofree char *who = NULL;
  guint n;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n = au_table_get_n_rows (au_result_get_table (rows));
  /* Translators: who is signed in: " as ", then a name; stands within the sentence below. */
  who = trial->user != NULL ? g_strdup_printf (_(" as %s"), trial->user) : g_strdup ("");
  g_task_return_pointer (task, g_strdup_printf (
                           /* Translators: host, " as somebody" or nothing, name of a warehouse, a number. */
                           ngettext ("Signed in to %s%s; warehouse %s ran “subscriptions” and returned %u row.",
                                     "Signed in to %s%s; warehouse %s ran “subscriptions” and returned %u rows.", n),
                           strstr (host, "://") + 3, who, trial->warehouse, n), g_free);
}

static void
try_query (GTask *task)
{
  AuSource *source = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AuRequest) request =
    au_request_new (au_query_catalog_get_contract (au_source_get_catalog (source), "subscriptions"),
                    NULL, &error);

  if (request == NULL)
    g_task_return_error (task, error);
  else
    au_source_query_async (source, request, g_task_get_cancellable (task), queried_cb,
                           g_object_ref (task));
}

/* Only somebody who may see a warehouse is told of it; one may run on it without that. */
static void
warehouse_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AuDatabricksWarehouse) warehouse =
    au_databricks_get_warehouse_finish (trial->client, result, &error);

  if (warehouse == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  trial->warehouse = g_strdup (warehouse->name);
  if (warehouse->state == AU_DATABRICKS_WAREHOUSE_DELETED)
    g_task_return_error (task, au_source_error_new (AU_SOURCE_ERROR_WAREHOUSE, NULL,
                                                    /* Translators: %s is the name of a SQL
                                                     * warehouse. */
                                                    _("Warehouse %s is deleted; choose another one in Preferences."),
                                                    warehouse->name));
  else
    try_query (task);
}

static void
try_warehouse (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  au_databricks_get_warehouse_async (trial->client, 2, g_task_get_cancellable (task), warehouse_cb,
                                     g_object_ref (task));
}

static char *
find_user (const AuHttpResponse *response)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonNode *name;

  if (!json_parser_load_from_data (parser, response->body, (gssize) response->length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  name = json_object_get_member (json_node_get_object (root), "userName");
  if (name == NULL || !JSON_NODE_HOLDS_VALUE (name) ||
      json_node_get_value_type (name) != G_TYPE_STRING)
    return NULL;
  return au_source_error_clean_line (json_node_get_string (name));
}

static void
me_cb (GObject      *object,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (trial->client, result, &error);

  /* A sign-in that is good for SQL alone may not ask who it is; the warehouse tells more. */
  if (response == NULL && !g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_PERMISSION))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (response != NULL)
    trial->user = find_user (response);
  try_warehouse (task);
}

/**
 * au_databricks_trial_async:
 * @source: the source
 * @client: its way to the workspace
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the outcome is known
 * @user_data: data for @callback
 */
void
au_databricks_trial_async (AuSource            *source,
                           AuDatabricksClient  *client,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);
  const AuDatabricksCall call = {
    .method = "GET", .path = "/api/2.0/preview/scim/v2/Me", .retry = AU_HTTP_RETRY_IDEMPOTENT,
    .subject = AU_HTTP_API, .max_tries = 2,
  };

  g_task_set_source_tag (task, au_databricks_trial_async);
  trial->client = g_object_ref (client);
  g_task_set_task_data (task, trial, trial_free);
  au_databricks_client_call_async (client, &call, cancellable, me_cb, task);
}

/**
 * au_databricks_trial_finish:
 * @source: the source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a sentence saying what answered, or %NULL with the first thing that
 *   failed
 */
char *
au_databricks_trial_finish (AuSource      *source,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
