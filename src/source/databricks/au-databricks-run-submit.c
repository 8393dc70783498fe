/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement is sent: without waiting for it, so that its id is known at once. */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-clock.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *
get_type_name (AuParameterType type)
{
  switch (type)
    {
      case AU_PARAMETER_INT:
        return "INT";
      case AU_PARAMETER_BIGINT:
      case AU_PARAMETER_BIGINT_LIST:
        return "BIGINT";
      case AU_PARAMETER_BOOLEAN:
        return "BOOLEAN";
      case AU_PARAMETER_STRING:
      case AU_PARAMETER_STRING_LIST:
      default:
        return "STRING";
    }
}

static void
add_pair (JsonBuilder *builder,
          const char  *name,
          const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static GBytes *
make_submission (AuDatabricksRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *const tags[][2] = {
    { "application", "Anyusage" }, { "query", au_request_get_name (run->request) },
  };
  char *text;

  json_builder_begin_object (builder);
  add_pair (builder, "warehouse_id",
            au_databricks_config_get_warehouse_id (au_databricks_client_get_config (run->client)));
  add_pair (builder, "statement", au_statement_get_text (run->statement));
  add_pair (builder, "wait_timeout", "0s");
  add_pair (builder, "disposition", run->by_links ? "EXTERNAL_LINKS" : "INLINE");
  add_pair (builder, "format", "JSON_ARRAY");
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < au_statement_get_n_bindings (run->statement); i++)
    {
      const AuBinding *binding = au_statement_get_binding (run->statement, i);

      json_builder_begin_object (builder);
      add_pair (builder, "name", binding->name);
      add_pair (builder, "value", binding->text);
      add_pair (builder, "type", get_type_name (binding->type));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "query_tags");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      json_builder_begin_object (builder);
      add_pair (builder, "key", tags[i][0]);
      add_pair (builder, "value", tags[i][1]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static void
submitted_parsed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;
  AuDatabricksAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  run->is_sending = FALSE;
  if (answer == NULL)
    {
      au_databricks_run_fail (run, error);
      return;
    }
  if (run->is_cancelling && answer->state < AU_DATABRICKS_SUCCEEDED)
    {
      run->statement_id = g_strdup (answer->statement_id);
      au_databricks_answer_free (answer);
      au_databricks_run_cancel (run);
      return;
    }
  au_databricks_run_handle (run, answer);
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);

  if (response == NULL)
    {
      run->is_sending = FALSE;
      au_databricks_run_fail (run, error);
      return;
    }
  au_databricks_run_parse (run, response, submitted_parsed_cb);
}

/**
 * au_databricks_run_submit:
 * @run: a run whose text is ready
 *
 * Sends its statement, once: where it is not known whether it was taken, the run fails.
 */
void
au_databricks_run_submit (AuDatabricksRun *run)
{
  g_autoptr (GBytes) body = make_submission (run);
  const AuDatabricksCall call = {
    .method = "POST", .path = AU_DATABRICKS_STATEMENTS, .body = body, .retry = AU_HTTP_RETRY_SUBMISSION,
    .subject = AU_HTTP_WAREHOUSE,
  };

  run->submitted = au_clock_now ();
  run->sent = g_get_monotonic_time ();
  run->is_sending = TRUE;
  run->is_open = TRUE;
  run->hooks->opened (run->source);
  au_databricks_client_call_async (run->client, &call, NULL, submitted_cb,
                                   au_databricks_run_ref (run));
}
