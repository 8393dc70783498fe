/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One statement from its text to its final state: sent, polled, cancelled. What comes after that,
 * its rows, is in au-databricks-run-result.c.
 */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-clock.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Polls come this long after the answer before, growing with the statement's age: who waits for a
 * second is told within a tenth of it, who waits for minutes does not ask all the time. */
#define MIN_POLL 50
#define MAX_POLL 5000
#define POLL_SHARE 10

/* A statement goes on while the network is away, so polls are repeated for this long. */
#define PATIENCE (5 * 60 * 1000)

/* How long a cancelled statement is watched for its end. */
#define CANCEL_PATIENCE (30 * G_USEC_PER_SEC)

#define STATEMENTS "/api/2.0/sql/statements"

static void poll_later (AuDatabricksRun *run);
static void submit (AuDatabricksRun *run);
static void fail_and_cancel (AuDatabricksRun *run,
                             GError          *error);

AuDatabricksRun *
au_databricks_run_ref (AuDatabricksRun *run)
{
  g_atomic_ref_count_inc (&run->ref_count);
  return run;
}

void
au_databricks_run_unref (AuDatabricksRun *run)
{
  if (!g_atomic_ref_count_dec (&run->ref_count))
    return;
  g_clear_object (&run->client);
  g_clear_object (&run->catalog);
  g_clear_pointer (&run->request, au_request_unref);
  g_clear_pointer (&run->query, au_query_unref);
  g_clear_pointer (&run->statement, au_statement_unref);
  g_clear_object (&run->wire);
  g_free (run->statement_id);
  g_free (run->next_path);
  g_clear_pointer (&run->answer, au_databricks_answer_free);
  g_clear_pointer (&run->shape, au_result_shape_free);
  g_clear_pointer (&run->builder, au_table_builder_free);
  g_clear_pointer (&run->chunks, g_ptr_array_unref);
  g_clear_object (&run->task);
  g_free (run);
}

static void
run_free (gpointer data)
{
  au_databricks_run_unref (data);
}

static void
answer_free (gpointer data)
{
  au_databricks_answer_free (data);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static gpointer
get_source (AuDatabricksRun *run)
{
  return g_task_get_source_object (run->task);
}

/* The statement is over there, or nothing more can be done about it. */
static void
set_closed (AuDatabricksRun *run)
{
  if (run->is_open)
    {
      run->is_open = FALSE;
      run->hooks->closed (get_source (run));
    }
}

/* Lets go of everything that could come back here. */
static void
end (AuDatabricksRun *run)
{
  run->is_done = TRUE;
  set_closed (run);
  if (run->cancel_source != NULL)
    {
      g_source_destroy (run->cancel_source);
      g_clear_pointer (&run->cancel_source, g_source_unref);
    }
  g_cancellable_cancel (run->wire);
}

/**
 * au_databricks_run_fail:
 * @run: a run
 * @error: (transfer full) (nullable): why; %NULL where the caller has cancelled
 *
 * Ends the run; the first error counts. A statement that may still run is cancelled first, and the
 * caller gets the error when that is done.
 */
void
au_databricks_run_fail (AuDatabricksRun *run,
                        GError          *error)
{
  g_autoptr (GError) local = error;
  g_autoptr (AuDatabricksRun) keep = au_databricks_run_ref (run);
  g_autoptr (GTask) task = NULL;

  if (run->is_done)
    return;
  end (run);
  task = g_steal_pointer (&run->task);
  if (run->is_cancelling)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
  else
    {
      au_source_error_set_statement (local, run->statement_id);
      g_task_return_error (task, g_steal_pointer (&local));
    }
}

/**
 * au_databricks_run_succeed:
 * @run: a run whose rows are all in its builder
 *
 * Ends the run with its result.
 */
void
au_databricks_run_succeed (AuDatabricksRun *run)
{
  g_autoptr (AuDatabricksRun) keep = au_databricks_run_ref (run);
  AuDatabricksConfig *config = au_databricks_client_get_config (run->client);
  g_autoptr (AuProvenance) provenance = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GTask) task = NULL;

  if (run->is_done)
    return;
  table = au_table_builder_end (run->builder);
  provenance = au_provenance_new ();
  provenance->source = g_strdup (_("Databricks"));
  provenance->host = g_strdup (strstr (au_databricks_config_get_host (config), "://") + 3);
  provenance->statement = au_statement_ref (run->statement);
  provenance->statement_id = g_strdup (run->statement_id);
  provenance->submitted = run->submitted;
  provenance->finished = au_clock_now ();
  provenance->n_rows = au_table_get_n_rows (table);
  provenance->truncated = run->answer->truncated;
  provenance->data_through = au_table_find_data_through (table);
  provenance->ignored_columns = g_steal_pointer (&run->shape->ignored);
  end (run);
  /* Others may hold the run for a while yet, which must not hold the source. */
  task = g_steal_pointer (&run->task);
  g_task_return_pointer (task, au_result_new (table, provenance), result_free);
}

typedef void (*Step) (AuDatabricksRun *run);

typedef struct
{
  AuDatabricksRun *run;
  Step step;
} Later;

static void
later_free (gpointer data)
{
  Later *later = data;

  au_databricks_run_unref (later->run);
  g_free (later);
}

static gboolean
later_cb (gpointer user_data)
{
  Later *later = user_data;

  if (!later->run->is_done)
    later->step (later->run);
  return G_SOURCE_REMOVE;
}

static void
do_later (AuDatabricksRun *run,
          double           milliseconds,
          Step             step)
{
  double pace = au_http_get_pace (au_databricks_client_get_http (run->client));
  g_autoptr (GSource) source = g_timeout_source_new ((guint) (milliseconds * MIN (pace * 4, 1)));
  Later *later = g_new0 (Later, 1);

  later->run = au_databricks_run_ref (run);
  later->step = step;
  g_source_set_static_name (source, "databricks poll");
  g_source_set_callback (source, later_cb, later, later_free);
  g_source_attach (source, g_task_get_context (run->task));
}

/* ------------------------------------------------------------- answers */

/* What a failed statement said, as an error. */
static GError *
make_statement_error (AuDatabricksRun          *run,
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

static gboolean
is_too_large (const AuDatabricksAnswer *answer)
{
  return answer->error_message != NULL &&
         (strstr (answer->error_message, "nline byte limit") != NULL ||
          strstr (answer->error_message, "EXTERNAL_LINKS") != NULL);
}

static gboolean
is_complete (const AuDatabricksAnswer *answer)
{
  return answer->has_manifest && answer->has_result && answer->n_chunks <= 1 &&
         answer->chunk.link == NULL;
}

static GError *
make_closed_error (AuDatabricksRun *run)
{
  return au_source_error_new (AU_SOURCE_ERROR_RESULT_GONE, NULL,
                              /* Translators: file. */
                              _("%s: the query finished, but its result is no longer available; run it again."),
                              au_query_get_file (run->query));
}

static void
handle_answer (AuDatabricksRun    *run,
               AuDatabricksAnswer *taken)
{
  g_autoptr (AuDatabricksAnswer) answer = taken;

  if (run->statement_id == NULL)
    run->statement_id = g_strdup (answer->statement_id);
  else if (!g_str_equal (run->statement_id, answer->statement_id))
    {
      au_databricks_run_fail (run, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL, "%s",
                                                        _("The workspace answered about another query than was asked; run it again.")));
      return;
    }
  if (answer->state != AU_DATABRICKS_PENDING)
    run->hooks->running (get_source (run));
  if (answer->state >= AU_DATABRICKS_SUCCEEDED)
    set_closed (run);

  switch (answer->state)
    {
      case AU_DATABRICKS_PENDING:
      case AU_DATABRICKS_RUNNING:
        if (answer->state == AU_DATABRICKS_PENDING && !run->is_cancelling)
          run->hooks->waiting (get_source (run));
        poll_later (run);
        break;

      case AU_DATABRICKS_CLOSED:
        if (!is_complete (answer))
          {
            au_databricks_run_fail (run, make_closed_error (run));
            break;
          }
        G_GNUC_FALLTHROUGH;

      case AU_DATABRICKS_SUCCEEDED:
        if (run->is_cancelling)
          au_databricks_run_fail (run, NULL);
        else
          au_databricks_run_read_result (run, g_steal_pointer (&answer));
        break;

      case AU_DATABRICKS_FAILED:
        if (!run->by_links && !run->is_cancelling && is_too_large (answer))
          {
            /* It is known to have ended, so this runs it a second time, not twice. */
            run->hooks->too_large (get_source (run), au_request_get_name (run->request));
            run->by_links = TRUE;
            g_clear_pointer (&run->statement_id, g_free);
            submit (run);
            break;
          }
        au_databricks_run_fail (run, make_statement_error (run, answer));
        break;

      case AU_DATABRICKS_CANCELED:
        au_databricks_run_fail (run, au_source_error_new (AU_SOURCE_ERROR_STATEMENT, NULL,
                                                          /* Translators: file. */
                                                          _("%s: the query was cancelled in the workspace; run it again."),
                                                          au_query_get_file (run->query)));
        break;

      default:
        g_assert_not_reached ();
    }
}

/* Reading an answer can take long where rows came with it, so a thread does it. */
typedef struct
{
  char *body;
  gsize length;
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_free (body->body);
  g_free (body);
}

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Body *body = data;
  GError *error = NULL;
  AuDatabricksAnswer *answer =
    au_databricks_answer_parse (g_steal_pointer (&body->body), body->length,
                                AU_DATABRICKS_FORM_STATEMENT, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, answer_free);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;
  AuDatabricksAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  run->is_polling = FALSE;
  if (run->is_done)
    {
      g_clear_pointer (&answer, au_databricks_answer_free);
      g_clear_error (&error);
    }
  else if (answer != NULL)
    handle_answer (run, answer);
  else
    fail_and_cancel (run, error);
}

static void
take_answer (AuDatabricksRun *run,
             AuHttpResponse  *response)
{
  Body *body = g_new0 (Body, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, parsed_cb, au_databricks_run_ref (run));

  body->body = g_steal_pointer (&response->body);
  body->length = response->length;
  g_task_set_source_tag (task, take_answer);
  g_task_set_task_data (task, body, body_free);
  g_task_run_in_thread (task, parse_thread);
}

/* ------------------------------------------------------------- cancel */

static void
cancel_sent_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);

  if (run->is_done)
    return;
  /* That it was received does not mean that it came in time: only polling tells. */
  run->is_cancel_received = TRUE;
  if (response != NULL)
    poll_later (run);
  else
    au_databricks_run_fail (run, g_steal_pointer (&error));
}

static void
send_cancel (AuDatabricksRun *run)
{
  g_autofree char *path = g_strdup_printf (STATEMENTS "/%s/cancel", run->statement_id);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  const AuDatabricksCall call = {
    .method = "POST", .path = path, .body = body, .retry = AU_HTTP_RETRY_IDEMPOTENT,
    .subject = AU_HTTP_STATEMENT,
  };

  run->cancel_deadline = g_get_monotonic_time () + CANCEL_PATIENCE;
  run->sent = g_get_monotonic_time ();
  au_databricks_client_call_async (run->client, &call, NULL, cancel_sent_cb,
                                   au_databricks_run_ref (run));
}

typedef struct
{
  AuDatabricksRun *run;
  GError *error;
} Farewell;

static void
farewell_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Farewell *farewell = user_data;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, NULL);

  au_databricks_run_fail (farewell->run, farewell->error);
  au_databricks_run_unref (farewell->run);
  g_free (farewell);
}

/* Something went wrong that does not say whether the statement ended: it is cancelled, if it is
 * known, before the caller hears of it. */
static void
fail_and_cancel (AuDatabricksRun *run,
                 GError          *error)
{
  Farewell *farewell;
  g_autofree char *path = NULL;
  AuDatabricksCall call = { .method = "POST", .retry = AU_HTTP_RETRY_IDEMPOTENT, .max_tries = 2,
                            .subject = AU_HTTP_STATEMENT };

  if (!run->is_open || run->statement_id == NULL)
    {
      au_databricks_run_fail (run, error);
      return;
    }
  path = g_strdup_printf (STATEMENTS "/%s/cancel", run->statement_id);
  call.path = path;
  farewell = g_new0 (Farewell, 1);
  farewell->run = au_databricks_run_ref (run);
  farewell->error = error;
  au_databricks_client_call_async (run->client, &call, NULL, farewell_cb, farewell);
}

/* The caller has cancelled. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  AuDatabricksRun *run = user_data;
  g_autoptr (AuDatabricksRun) keep = au_databricks_run_ref (run);

  g_clear_pointer (&run->cancel_source, g_source_unref);
  run->is_cancelling = TRUE;
  /* While it is being sent its id is not known, and whether it was taken neither: the answer has to
   * come first. */
  if (run->is_sending)
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (run->wire);
  if (run->is_open && run->statement_id != NULL)
    {
      g_clear_object (&run->wire);
      run->wire = g_cancellable_new ();
      send_cancel (run);
    }
  else
    au_databricks_run_fail (run, NULL);
  return G_SOURCE_REMOVE;
}

/* ------------------------------------------------------------- polls */

static void
polled_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);

  if (!run->is_done && response != NULL)
    {
      take_answer (run, response);
      return;
    }
  run->is_polling = FALSE;
  if (run->is_done ||
      (run->is_cancelling && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_clear_error (&error);
      if (!run->is_done && run->is_cancel_received)
        poll_later (run);
    }
  else if (g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_RESULT_GONE) ||
           run->is_cancelling)
    au_databricks_run_fail (run, error);
  else
    fail_and_cancel (run, error);
}

static void
poll_now (AuDatabricksRun *run)
{
  g_autofree char *path = NULL;
  AuDatabricksCall call =
  { .method = "GET", .retry = AU_HTTP_RETRY_IDEMPOTENT, .subject = AU_HTTP_STATEMENT };

  if (run->is_cancelling && g_get_monotonic_time () > run->cancel_deadline)
    {
      au_databricks_run_fail (run, NULL);
      return;
    }
  path = g_strdup_printf (STATEMENTS "/%s", run->statement_id);
  call.path = path;
  call.patience = run->is_cancelling ? 0 : PATIENCE;
  au_databricks_client_call_async (run->client, &call, run->wire, polled_cb,
                                   au_databricks_run_ref (run));
}

static void
poll_later (AuDatabricksRun *run)
{
  double age = (double) (g_get_monotonic_time () - run->sent) / 1000;
  double delay = CLAMP (age / POLL_SHARE, MIN_POLL, MAX_POLL);

  if (run->is_polling)
    return;
  run->is_polling = TRUE;
  do_later (run, delay * g_random_double_range (0.9, 1.1), poll_now);
}

/* ------------------------------------------------------------- submission */

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
      send_cancel (run);
      return;
    }
  handle_answer (run, answer);
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
  g_autoptr (GTask) task = NULL;
  Body *body;

  if (response == NULL)
    {
      run->is_sending = FALSE;
      au_databricks_run_fail (run, error);
      return;
    }
  body = g_new0 (Body, 1);
  body->body = g_steal_pointer (&response->body);
  body->length = response->length;
  task = g_task_new (NULL, NULL, submitted_parsed_cb, au_databricks_run_ref (run));
  g_task_set_source_tag (task, submitted_cb);
  g_task_set_task_data (task, body, body_free);
  g_task_run_in_thread (task, parse_thread);
}

static void
submit (AuDatabricksRun *run)
{
  g_autoptr (GBytes) body = make_submission (run);
  const AuDatabricksCall call = {
    .method = "POST", .path = STATEMENTS, .body = body, .retry = AU_HTTP_RETRY_SUBMISSION,
    .subject = AU_HTTP_WAREHOUSE,
  };

  run->submitted = au_clock_now ();
  run->sent = g_get_monotonic_time ();
  run->is_sending = TRUE;
  run->is_open = TRUE;
  run->hooks->opened (get_source (run));
  au_databricks_client_call_async (run->client, &call, NULL, submitted_cb,
                                   au_databricks_run_ref (run));
}

/* ------------------------------------------------------------- start */

static void
prepare_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  AuDatabricksRun *run = data;
  GError *error = NULL;

  run->query = au_query_catalog_load (run->catalog, au_request_get_name (run->request), &error);
  if (run->query != NULL)
    run->statement = au_statement_new (run->query, run->request, &error);
  if (run->statement != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    au_databricks_run_fail (run, error);
  else if (!run->is_done)
    submit (run);
}

/**
 * au_databricks_run_async:
 * @source: a #GObject, the task's source
 * @hooks: what to tell @source
 * @client: the way to the workspace
 * @catalog: the queries
 * @request: what to ask
 * @by_links: whether to have the result as links from the start
 * @cancellable: (nullable): a #GCancellable; after a cancel the callback comes when the statement
 *   is known to have ended
 * @callback: called with the outcome
 * @user_data: data for @callback
 */
void
au_databricks_run_async (gpointer                    source,
                         const AuDatabricksRunHooks *hooks,
                         AuDatabricksClient         *client,
                         AuQueryCatalog             *catalog,
                         AuRequest                  *request,
                         gboolean                    by_links,
                         GCancellable               *cancellable,
                         GAsyncReadyCallback         callback,
                         gpointer                    user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_autoptr (GTask) preparation = NULL;
  g_autoptr (AuDatabricksRun) run = NULL;

  g_task_set_source_tag (task, au_databricks_run_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  run = g_new0 (AuDatabricksRun, 1);
  g_atomic_ref_count_init (&run->ref_count);
  run->task = g_steal_pointer (&task);
  run->hooks = hooks;
  run->client = g_object_ref (client);
  run->catalog = g_object_ref (catalog);
  run->request = au_request_ref (request);
  run->by_links = by_links;
  run->wire = g_cancellable_new ();
  if (cancellable != NULL)
    {
      run->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_static_name (run->cancel_source, "databricks cancel");
      g_source_set_callback (run->cancel_source, G_SOURCE_FUNC (cancelled_cb),
                             au_databricks_run_ref (run), run_free);
      g_source_attach (run->cancel_source, g_task_get_context (run->task));
    }

  preparation = g_task_new (NULL, NULL, prepared_cb, au_databricks_run_ref (run));
  g_task_set_source_tag (preparation, au_databricks_run_async);
  g_task_set_task_data (preparation, au_databricks_run_ref (run), run_free);
  g_task_run_in_thread (preparation, prepare_thread);
}

/**
 * au_databricks_run_finish:
 * @source: the source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the rows, or %NULL with an error as of au_source_query_finish()
 */
AuResult *
au_databricks_run_finish (gpointer       source,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
