/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One query from the call to its outcome. au-databricks-run-submit.c sends it, -poll.c asks how it
 * stands, -cancel.c ends it, -result.c reads its rows.
 */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-clock.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

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
  g_clear_object (&run->source);
  g_clear_pointer (&run->context, g_main_context_unref);
  g_clear_error (&run->farewell);
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
result_free (gpointer data)
{
  au_result_unref (data);
}

/**
 * au_databricks_run_close:
 * @run: a run
 *
 * Notes that its statement is over there, or that nothing more can be done about it.
 */
void
au_databricks_run_close (AuDatabricksRun *run)
{
  if (run->is_open)
    {
      run->is_open = FALSE;
      run->hooks->closed (run->source);
    }
  /* Others may hold the run for a while yet, which must not hold the source. */
  if (run->is_done)
    g_clear_object (&run->source);
}

/* Lets go of everything that could come back here. */
static void
end (AuDatabricksRun *run)
{
  run->is_done = TRUE;
  if (!run->is_leaving)
    au_databricks_run_close (run);
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
 * Ends the run for its caller; the first error counts. Where the statement may still run, use
 * au_databricks_run_leave().
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
  task = g_steal_pointer (&run->task);
  g_task_return_pointer (task, au_result_new (table, provenance), result_free);
}

typedef struct
{
  AuDatabricksRun *run;
  AuDatabricksRunStep step;
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

  later->step (later->run);
  return G_SOURCE_REMOVE;
}

/**
 * au_databricks_run_do_later:
 * @run: a run
 * @milliseconds: how long to wait, at the pace of the HTTP layer
 * @step: what to do then, whether the run has ended or not
 */
void
au_databricks_run_do_later (AuDatabricksRun     *run,
                            double               milliseconds,
                            AuDatabricksRunStep  step)
{
  double pace = au_http_get_pace (au_databricks_client_get_http (run->client));
  g_autoptr (GSource) source = g_timeout_source_new ((guint) (milliseconds * MIN (pace * 4, 1)));
  Later *later = g_new0 (Later, 1);

  later->run = au_databricks_run_ref (run);
  later->step = step;
  g_source_set_static_name (source, "databricks wait");
  g_source_set_callback (source, later_cb, later, later_free);
  g_source_attach (source, run->context);
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
  if (run->is_leaving)
    au_databricks_run_fail (run, NULL);
  else if (run->is_open && run->statement_id != NULL)
    {
      g_clear_object (&run->wire);
      run->wire = g_cancellable_new ();
      au_databricks_run_cancel (run);
    }
  else
    au_databricks_run_fail (run, NULL);
  return G_SOURCE_REMOVE;
}

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
    au_databricks_run_submit (run);
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
  run->source = g_object_ref (source);
  run->context = g_main_context_ref (g_task_get_context (task));
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
