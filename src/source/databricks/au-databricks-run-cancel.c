/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a statement before its time: because the caller has cancelled, or because something
 * went wrong that does not say whether it ended. Nothing else stops it on the warehouse, so a
 * cancel that was not taken is sent again.
 */
#include "config.h"

#include "au-databricks-run-private.h"
#include "au-source-error.h"

/* Cancels that are sent for one statement, at most. */
#define MAX_CANCELS 5

/* Until the second; twice as long until each one more. */
#define FIRST_DELAY 1000

/* How long a cancelled statement is watched for its end. */
#define CANCEL_PATIENCE (30 * G_USEC_PER_SEC)

static void send (AuDatabricksRun *run);

/* The caller hears of what went wrong after the first cancel, taken or not; the others go on by
 * themselves. One who has cancelled wants to hear of the end, so that one waits. */
static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);
  gboolean is_over = response != NULL ||
                     g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_RESULT_GONE) ||
                     run->n_cancels >= MAX_CANCELS || !run->is_open;

  if (run->farewell != NULL)
    au_databricks_run_fail (run, g_steal_pointer (&run->farewell));
  if (!is_over)
    {
      au_databricks_run_do_later (run, FIRST_DELAY << (run->n_cancels - 1), send);
      return;
    }
  run->is_leaving = FALSE;
  if (run->is_done)
    au_databricks_run_close (run);
  else if (response != NULL)
    {
      /* That it was received does not mean that it came in time: only polling tells. */
      run->is_cancel_received = TRUE;
      au_databricks_run_poll_later (run);
    }
  else
    au_databricks_run_fail (run, g_steal_pointer (&error));
}

static void
send (AuDatabricksRun *run)
{
  g_autofree char *path =
    g_strdup_printf (AU_DATABRICKS_STATEMENTS "/%s/cancel", run->statement_id);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  const AuDatabricksCall call = {
    .method = "POST", .path = path, .body = body, .retry = AU_HTTP_RETRY_NEVER,
    .subject = AU_HTTP_STATEMENT,
  };

  run->n_cancels++;
  run->cancel_deadline = g_get_monotonic_time () + CANCEL_PATIENCE;
  au_databricks_client_call_async (run->client, &call, NULL, sent_cb, au_databricks_run_ref (run));
}

/**
 * au_databricks_run_cancel:
 * @run: a run whose statement is open and known
 *
 * Cancels the statement, as the caller wants; the run ends when a poll shows that it ended.
 */
void
au_databricks_run_cancel (AuDatabricksRun *run)
{
  run->sent = g_get_monotonic_time ();
  if (run->is_leaving)
    return;
  run->is_leaving = TRUE;
  send (run);
}

/**
 * au_databricks_run_leave:
 * @run: a run
 * @error: (transfer full): what went wrong
 *
 * Ends the run after something that does not say whether the statement ended: it is cancelled,
 * if it is known.
 */
void
au_databricks_run_leave (AuDatabricksRun *run,
                         GError          *error)
{
  if (!run->is_open || run->statement_id == NULL || run->is_leaving)
    {
      au_databricks_run_fail (run, error);
      return;
    }
  run->is_leaving = TRUE;
  run->farewell = error;
  send (run);
}
