/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-answer.h"
#include "au-databricks-run.h"
#include "au-result-shape.h"

G_BEGIN_DECLS

/* Where statements are, on the workspace. */
#define AU_DATABRICKS_STATEMENTS "/api/2.0/sql/statements"

/**
 * AuDatabricksRun:
 * @task: (nullable): what the caller waits for
 * @source: the source, which stays for as long as the run has something to tell it
 * @context: where everything happens
 * @hooks: what to tell the source
 * @client: the way to the workspace
 * @catalog: the queries
 * @request: what is asked
 * @query: its text
 * @statement: the text made ready to send
 * @by_links: whether the result is asked for as links instead of inline
 * @wire: cancels what is on the wire, once the caller has cancelled
 * @cancel_source: (nullable): looks at the caller's cancellable
 * @is_sending: whether the statement is being sent, so that nobody knows its id yet
 * @is_cancelling: whether the caller has cancelled
 * @is_leaving: whether a cancel is being sent, until it was taken or given up
 * @n_cancels: how often it was sent
 * @farewell: (nullable): what to tell the caller once it was sent
 * @is_cancel_received: whether the service has answered to the cancel
 * @is_polling: whether a poll is under way or to come
 * @cancel_deadline: when to stop waiting for a cancelled statement's end, monotonic
 * @is_done: whether the task has been completed
 * @statement_id: (nullable): the service's id, once known
 * @is_open: whether the statement may still run there
 * @submitted: when it was sent, by the app's clock
 * @sent: likewise, monotonic
 * @answer: (nullable): the answer that had the manifest
 * @shape: (nullable): how the result lies under the contract
 * @n_columns: columns that the result has
 * @builder: (nullable): the rows so far
 * @chunks: (element-type AuDatabricksAnswer): those that came and wait for their turn
 * @n_chunks: chunks that there are
 * @n_fetched: chunks that have been asked for
 * @n_decoded: chunks that are in @builder
 * @is_decoding: whether a thread is at it
 * @n_arrived: chunks that came
 * @next_path: (nullable): the path that the service gave for the chunk at @next_index
 * @next_index: see @next_path
 * @wants_offset: whether a chunk has to be asked for with its first row
 *
 * One query on its way, in the source's thread; only texts are read and rows decoded elsewhere.
 */
typedef struct
{
  gatomicrefcount ref_count;
  GTask *task;
  gpointer source;
  GMainContext *context;
  const AuDatabricksRunHooks *hooks;
  AuDatabricksClient *client;
  AuQueryCatalog *catalog;
  AuRequest *request;
  AuQuery *query;
  AuStatement *statement;
  gboolean by_links;
  GCancellable *wire;
  GSource *cancel_source;
  gboolean is_sending;
  gboolean is_cancelling;
  gboolean is_leaving;
  guint n_cancels;
  GError *farewell;
  gboolean is_cancel_received;
  gboolean is_polling;
  gint64 cancel_deadline;
  gboolean is_done;
  char *statement_id;
  gboolean is_open;
  gint64 submitted;
  gint64 sent;
  AuDatabricksAnswer *answer;
  AuResultShape *shape;
  guint n_columns;
  AuTableBuilder *builder;
  GPtrArray *chunks;
  gint64 n_chunks;
  gint64 n_fetched;
  gint64 n_decoded;
  gboolean is_decoding;
  gint64 n_arrived;
  char *next_path;
  gint64 next_index;
  gboolean wants_offset;
} AuDatabricksRun;

typedef void (*AuDatabricksRunStep) (AuDatabricksRun *run);

AuDatabricksRun *au_databricks_run_ref               (AuDatabricksRun           *run);
void             au_databricks_run_unref             (AuDatabricksRun           *run);
void             au_databricks_run_fail              (AuDatabricksRun           *run,
                                                      GError                    *error);
void             au_databricks_run_succeed           (AuDatabricksRun           *run);
void             au_databricks_run_close             (AuDatabricksRun           *run);
void             au_databricks_run_do_later          (AuDatabricksRun           *run,
                                                      double                     milliseconds,
                                                      AuDatabricksRunStep        step);
void             au_databricks_run_submit            (AuDatabricksRun           *run);
void             au_databricks_run_parse             (AuDatabricksRun           *run,
                                                      AuHttpResponse            *response,
                                                      GAsyncReadyCallback        callback);
void             au_databricks_run_handle            (AuDatabricksRun           *run,
                                                      AuDatabricksAnswer        *taken);
void             au_databricks_run_poll_later        (AuDatabricksRun           *run);
void             au_databricks_run_cancel            (AuDatabricksRun           *run);
void             au_databricks_run_leave             (AuDatabricksRun           *run,
                                                      GError                    *error);
void             au_databricks_run_read_result       (AuDatabricksRun           *run,
                                                      AuDatabricksAnswer        *answer);
void             au_databricks_run_fail_statement    (AuDatabricksRun           *run,
                                                      const AuDatabricksAnswer  *answer);
GError          *au_databricks_run_make_closed_error (AuDatabricksRun           *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuDatabricksRun, au_databricks_run_unref)

G_END_DECLS
