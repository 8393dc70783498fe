/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement is asked how it stands, until it has ended. */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Polls come this long after the answer before, growing with the statement's age: who waits for a
 * second is told within a tenth of it, who waits for minutes does not ask all the time. */
#define MIN_POLL 50
#define MAX_POLL 5000
#define POLL_SHARE 10

/* A statement goes on while the network is away, so polls are repeated for this long. */
#define PATIENCE (5 * 60 * 1000)

static void
answer_free (gpointer data)
{
  au_databricks_answer_free (data);
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

/**
 * au_databricks_run_handle:
 * @run: a run
 * @taken: (transfer full): what the workspace says of its statement
 *
 * Goes on as @taken says.
 */
void
au_databricks_run_handle (AuDatabricksRun    *run,
                          AuDatabricksAnswer *taken)
{
  g_autoptr (AuDatabricksAnswer) answer = taken;

  if (run->statement_id == NULL)
    run->statement_id = g_strdup (answer->statement_id);
  else if (!g_str_equal (run->statement_id, answer->statement_id))
    {
      au_databricks_run_leave (run, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL, "%s",
                                                         _("The workspace answered about another query than was asked; run it again.")));
      return;
    }
  if (answer->state != AU_DATABRICKS_PENDING)
    run->hooks->running (run->source);
  if (answer->state >= AU_DATABRICKS_SUCCEEDED)
    au_databricks_run_close (run);

  switch (answer->state)
    {
      case AU_DATABRICKS_PENDING:
      case AU_DATABRICKS_RUNNING:
        if (answer->state == AU_DATABRICKS_PENDING && !run->is_cancelling)
          run->hooks->waiting (run->source);
        au_databricks_run_poll_later (run);
        break;

      case AU_DATABRICKS_CLOSED:
        if (!is_complete (answer))
          {
            au_databricks_run_fail (run, au_databricks_run_make_closed_error (run));
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
            run->hooks->too_large (run->source, au_request_get_name (run->request));
            run->by_links = TRUE;
            g_clear_pointer (&run->statement_id, g_free);
            au_databricks_run_submit (run);
            break;
          }
        au_databricks_run_fail_statement (run, answer);
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

/**
 * au_databricks_run_parse:
 * @run: a run
 * @response: an answer about its statement, whose body is taken
 * @callback: called with a task without a source, for @run; it gives an #AuDatabricksAnswer
 *
 * Reads it in a thread.
 */
void
au_databricks_run_parse (AuDatabricksRun     *run,
                         AuHttpResponse      *response,
                         GAsyncReadyCallback  callback)
{
  Body *body = g_new0 (Body, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, au_databricks_run_ref (run));

  body->body = g_steal_pointer (&response->body);
  body->length = response->length;
  g_task_set_source_tag (task, au_databricks_run_parse);
  g_task_set_task_data (task, body, body_free);
  g_task_run_in_thread (task, parse_thread);
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
    au_databricks_run_handle (run, answer);
  else
    au_databricks_run_leave (run, error);
}

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
      au_databricks_run_parse (run, response, parsed_cb);
      return;
    }
  run->is_polling = FALSE;
  if (run->is_done ||
      (run->is_cancelling && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_clear_error (&error);
      if (!run->is_done && run->is_cancel_received)
        au_databricks_run_poll_later (run);
    }
  else if (g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_RESULT_GONE) ||
           run->is_cancelling)
    au_databricks_run_fail (run, error);
  else
    au_databricks_run_leave (run, error);
}

static void
poll_now (AuDatabricksRun *run)
{
  g_autofree char *path = NULL;
  AuDatabricksCall call =
  { .method = "GET", .retry = AU_HTTP_RETRY_IDEMPOTENT, .subject = AU_HTTP_STATEMENT };

  if (run->is_done)
    return;
  if (run->is_cancelling && g_get_monotonic_time () > run->cancel_deadline)
    {
      au_databricks_run_fail (run, NULL);
      return;
    }
  path = g_strdup_printf (AU_DATABRICKS_STATEMENTS "/%s", run->statement_id);
  call.path = path;
  call.patience = run->is_cancelling ? 0 : PATIENCE;
  au_databricks_client_call_async (run->client, &call, run->wire, polled_cb,
                                   au_databricks_run_ref (run));
}

/**
 * au_databricks_run_poll_later:
 * @run: a run whose statement is known
 *
 * Asks for its state in a while, unless that is about to happen.
 */
void
au_databricks_run_poll_later (AuDatabricksRun *run)
{
  double age = (double) (g_get_monotonic_time () - run->sent) / 1000;
  double delay = CLAMP (age / POLL_SHARE, MIN_POLL, MAX_POLL);

  if (run->is_polling)
    return;
  run->is_polling = TRUE;
  au_databricks_run_do_later (run, delay * g_random_double_range (0.9, 1.1), poll_now);
}
