/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four calls of the Statement Execution API. */
#include "config.h"

#include "au-standin-statements.h"
#include "au-standin-links.h"
#include "au-standin-parameters.h"
#include "au-standin-run.h"
#include "au-standin-signin.h"
#include "au-standin-statement.h"
#include "au-standin-warehouses.h"

#include <string.h>

#define PATH "/api/2.0/sql/statements"

/* How many statements that are over are remembered: a workspace does for half a day. */
#define MAX_REMEMBERED 300

/* How often an answer that waits looks whether there is something to say. */
#define TICK_MS 5

#define MAX_THREADS 4

struct _AuStandinStatements
{
  AuStandin *standin;
  GHashTable *table;           /* (element-type utf8 AuStandinStatement) */
  GQueue order;                /* (element-type AuStandinStatement): the same, oldest first */
  GThreadPool *threads;
};

typedef struct
{
  AuStandinStatement *statement;
  AuStandinRows *rows;
  char *failure;
} Job;

static void
statement_unref (gpointer data)
{
  au_standin_statement_unref (data);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  au_standin_statement_unref (job->statement);
  g_clear_pointer (&job->rows, au_standin_rows_free);
  g_free (job->failure);
  g_free (job);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Job *job = user_data;

  au_standin_statement_finish (job->statement, g_steal_pointer (&job->rows),
                               g_steal_pointer (&job->failure));
  return G_SOURCE_REMOVE;
}

/* Runs in a worker's thread. The statement's reference goes back to the server's. */
static void
work_cb (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  AuStandin *standin = job->statement->standin;
  AuStandinSubmission *submission = job->statement->submission;
  g_autoptr (GSource) idle = g_idle_source_new ();

  job->rows = au_standin_run (standin->pool, standin->catalog, job->statement->query,
                              submission->text, submission->parameters,
                              job->statement->cancellable, &job->failure);
  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, deliver_cb, job, job_free);
  g_source_attach (idle, standin->context);
}

AuStandinStatements *
au_standin_statements_new (AuStandin *standin)
{
  AuStandinStatements *self = g_new0 (AuStandinStatements, 1);

  self->standin = standin;
  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, statement_unref);
  g_queue_init (&self->order);
  self->threads = g_thread_pool_new (work_cb, self, MAX_THREADS, FALSE, NULL);
  return self;
}

/* Ends the workers. */
void
au_standin_statements_stop (AuStandinStatements *self)
{
  for (GList *l = self->order.head; l != NULL; l = l->next)
    g_cancellable_cancel (((AuStandinStatement *) l->data)->cancellable);
  g_thread_pool_free (g_steal_pointer (&self->threads), FALSE, TRUE);
}

void
au_standin_statements_free (AuStandinStatements *self)
{
  g_queue_clear (&self->order);
  g_hash_table_unref (self->table);
  g_free (self);
}

static void
forget (AuStandinStatements *self,
        AuStandinStatement  *statement)
{
  au_standin_statement_close (statement);
  au_standin_links_forget (self->standin->links, statement);
  g_queue_remove (&self->order, statement);
  g_hash_table_remove (self->table, statement->id);
}

static void
forget_oldest (AuStandinStatements *self)
{
  GList *next;

  for (GList *l = self->order.head; l != NULL && self->order.length > MAX_REMEMBERED; l = next)
    {
      next = l->next;
      if (au_standin_statement_is_over (l->data))
        forget (self, l->data);
    }
}

static void
tell (AuStandinExchange  *exchange,
      AuStandinStatement *statement)
{
  g_autoptr (yyjson_mut_doc) json = au_standin_statement_describe (statement);

  if (au_standin_exchange_reply_json (exchange, json))
    {
      au_standin_statement_open (statement);
      if (au_standin_statement_is_over (statement) || statement->cancel_asked)
        au_standin_statement_close (statement);
    }
  else if (exchange->stage == AU_STANDIN_STAGE_SUBMIT)
    au_standin_count (exchange->standin, AU_STANDIN_ORPHANED, 1);
}

typedef struct
{
  AuStandinExchange *exchange;
  AuStandinStatement *statement;
  gint64 until;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  au_standin_exchange_unref (wait->exchange);
  au_standin_statement_unref (wait->statement);
  g_free (wait);
}

static gboolean
wait_cb (gpointer user_data)
{
  Wait *wait = user_data;
  AuStandinSubmission *submission = wait->statement->submission;
  gboolean timed_out = g_get_monotonic_time () >= wait->until;

  if (au_standin_exchange_is_gone (wait->exchange))
    {
      au_standin_count (wait->exchange->standin, AU_STANDIN_ORPHANED, 1);
      return G_SOURCE_REMOVE;
    }
  au_standin_statement_look (wait->statement);
  if (!au_standin_statement_is_over (wait->statement) && timed_out && submission->cancel_on_timeout)
    {
      wait->statement->cancel_asked = TRUE;
      g_cancellable_cancel (wait->statement->cancellable);
      au_standin_statement_look (wait->statement);
    }
  if (!au_standin_statement_is_over (wait->statement) && !timed_out)
    return G_SOURCE_CONTINUE;
  tell (wait->exchange, wait->statement);
  return G_SOURCE_REMOVE;
}

static void
remember_submission (AuStandin         *standin,
                     SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  g_mutex_lock (&standin->mutex);
  g_free (standin->submission);
  standin->submission = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_mutex_unlock (&standin->mutex);
}

static gboolean
check_warehouse (AuStandinExchange   *exchange,
                 AuStandinSubmission *submission)
{
  AuStandin *standin = exchange->standin;

  if (au_standin_strikes (standin, AU_STANDIN_FAULT_WAREHOUSE_PERMISSION, exchange->query, NULL))
    au_standin_exchange_fail (exchange, SOUP_STATUS_FORBIDDEN, "PERMISSION_DENIED",
                              "You do not have permission to use the SQL warehouse %s.",
                              submission->warehouse_id);
  else if (!au_standin_warehouses_start (standin->warehouses, submission->warehouse_id))
    au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "ENDPOINT_NOT_FOUND",
                              "SQL warehouse %s does not exist at all in the database.",
                              submission->warehouse_id);
  else if (submission->format == AU_STANDIN_FORMAT_ARROW_STREAM)
    au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_IMPLEMENTED, "NOT_IMPLEMENTED",
                              "This server has no Arrow.");
  else
    return TRUE;
  return FALSE;
}

static void
submit (AuStandinStatements *self,
        AuStandinExchange   *exchange)
{
  AuStandin *standin = self->standin;
  g_autoptr (AuStandinSubmission) submission = NULL;
  AuStandinStatement *statement;
  Job *job;

  exchange->stage = AU_STANDIN_STAGE_SUBMIT;
  submission = au_standin_submission_new (exchange);
  if (submission == NULL)
    return;
  exchange->query = au_standin_find_query (standin->catalog, submission->text);
  remember_submission (standin, exchange->message);
  if (au_standin_exchange_obstruct (exchange) || !check_warehouse (exchange, submission))
    return;

  statement = au_standin_statement_new (standin, g_steal_pointer (&submission),
                                        g_strdup (exchange->query));
  g_hash_table_insert (self->table, statement->id, statement);
  g_queue_push_tail (&self->order, statement);
  forget_oldest (self);
  au_standin_count (standin, AU_STANDIN_SUBMITTED, 1);

  job = g_new0 (Job, 1);
  job->statement = au_standin_statement_ref (statement);
  g_thread_pool_push (self->threads, job, NULL);

  if (statement->submission->wait_seconds == 0)
    tell (exchange, statement);
  else
    {
      Wait *wait = g_new0 (Wait, 1);

      wait->exchange = au_standin_exchange_ref (exchange);
      wait->statement = au_standin_statement_ref (statement);
      wait->until = g_get_monotonic_time () + statement->submission->wait_seconds * G_USEC_PER_SEC;
      au_standin_add_timer (standin, TICK_MS, wait_cb, wait, wait_free);
    }
}

static void
fail_unknown (AuStandinExchange *exchange,
              const char        *id)
{
  au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "RESOURCE_DOES_NOT_EXIST",
                            "The statement %s was not found.", id);
}

static void
poll (AuStandinStatements *self,
      AuStandinExchange   *exchange,
      AuStandinStatement  *statement)
{
  au_standin_count (self->standin, AU_STANDIN_POLLS, 1);
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_FORGOTTEN, statement->query, NULL))
    {
      fail_unknown (exchange, statement->id);
      forget (self, statement);
      return;
    }
  au_standin_statement_look (statement);
  statement->n_polls++;
  if (au_standin_statement_is_over (statement))
    exchange->stage = AU_STANDIN_STAGE_RESULT;
  tell (exchange, statement);
}

static void
cancel (AuStandinStatements *self,
        AuStandinExchange   *exchange,
        AuStandinStatement  *statement)
{
  guint polls = 0;

  au_standin_count (self->standin, AU_STANDIN_CANCELS, 1);
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_CANCEL_FORGOTTEN, statement->query, NULL))
    {
      fail_unknown (exchange, statement->id);
      forget (self, statement);
      return;
    }
  if (!au_standin_statement_is_over (statement) && !statement->cancel_asked)
    {
      statement->cancel_asked = TRUE;
      statement->cancel_lost = au_standin_strikes (self->standin, AU_STANDIN_FAULT_CANCEL_LOSES,
                                                   statement->query, NULL);
      au_standin_strikes (self->standin, AU_STANDIN_FAULT_CANCEL_SLOW, statement->query, &polls);
      statement->cancel_polls = statement->n_polls + polls;
      if (!statement->cancel_lost)
        g_cancellable_cancel (statement->cancellable);
    }
  au_standin_statement_close (statement);
  au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "application/json", g_strdup ("{}"));
}

static void
give_chunk (AuStandinStatements *self,
            AuStandinExchange   *exchange,
            AuStandinStatement  *statement,
            const char          *text)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_autoptr (yyjson_mut_doc) json = NULL;
  guint64 index;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &index, NULL))
    au_standin_exchange_fail (exchange, SOUP_STATUS_BAD_REQUEST, "INVALID_PARAMETER_VALUE",
                              "%s is no index of a chunk.", text);
  else if (statement->state != AU_STANDIN_STATE_SUCCEEDED ||
           au_standin_strikes (self->standin, AU_STANDIN_FAULT_CHUNK_GONE, statement->query, NULL))
    au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "RESOURCE_DOES_NOT_EXIST",
                              "The result of the statement %s is not available.", statement->id);
  else if (index >= au_standin_statement_n_chunks (statement))
    au_standin_exchange_fail (exchange, SOUP_STATUS_BAD_REQUEST, "INVALID_PARAMETER_VALUE",
                              "Chunk %s is out of range.", text);
  else if (query == NULL && index > 0 &&
           au_standin_strikes (self->standin, AU_STANDIN_FAULT_ROW_OFFSET, statement->query, NULL))
    au_standin_exchange_fail (exchange, SOUP_STATUS_BAD_REQUEST, "INVALID_PARAMETER_VALUE",
                              "Missing required field: %s.", "row_offset");
  else
    {
      if (query == NULL &&
          au_standin_strikes (self->standin, AU_STANDIN_FAULT_CHUNK_SWAPPED, statement->query,
                              NULL))
        index = 0;
      json = au_standin_statement_chunk (statement, (guint) index);
      au_standin_exchange_reply_json (exchange, json);
    }
}

static void
fail_path (AuStandinExchange *exchange)
{
  au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'",
                            soup_server_message_get_method (exchange->message),
                            g_uri_get_path (soup_server_message_get_uri (exchange->message)));
}

/* @parts are what the path has after the collection's. */
static void
handle_one (AuStandinStatements *self,
            AuStandinExchange   *exchange,
            GStrv                parts)
{
  gboolean is_get = g_str_equal (soup_server_message_get_method (exchange->message), "GET");
  gboolean is_post = g_str_equal (soup_server_message_get_method (exchange->message), "POST");
  guint n = g_strv_length (parts);
  AuStandinStatement *statement = g_hash_table_lookup (self->table, parts[0]);

  if (n == 1 && is_get)
    exchange->stage = AU_STANDIN_STAGE_POLL;
  else if (n == 2 && is_post && g_str_equal (parts[1], "cancel"))
    exchange->stage = AU_STANDIN_STAGE_CANCEL;
  else if (n == 4 && is_get && g_str_equal (parts[1], "result") && g_str_equal (parts[2], "chunks"))
    exchange->stage = AU_STANDIN_STAGE_CHUNK;
  else
    {
      fail_path (exchange);
      return;
    }
  if (statement != NULL)
    exchange->query = g_strdup (statement->query);
  if (au_standin_exchange_obstruct (exchange))
    return;
  if (statement == NULL)
    fail_unknown (exchange, parts[0]);
  else if (n == 1)
    poll (self, exchange, statement);
  else if (n == 2)
    cancel (self, exchange, statement);
  else
    give_chunk (self, exchange, statement, parts[3]);
}

/* Answers what is about statements. Returns whether @path is. */
gboolean
au_standin_statements_handle (AuStandinStatements *self,
                              AuStandinExchange   *exchange,
                              const char          *path)
{
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (path, PATH) || (path[strlen (PATH)] != '\0' && path[strlen (PATH)] != '/'))
    return FALSE;
  if (!au_standin_sign_in_check (self->standin->sign_in, exchange))
    return TRUE;
  path += strlen (PATH);
  parts = g_strsplit (*path == '/' ? path + 1 : path, "/", -1);
  if (parts[0] != NULL && *parts[0] != '\0')
    handle_one (self, exchange, parts);
  else if (g_str_equal (soup_server_message_get_method (exchange->message), "POST"))
    submit (self, exchange);
  else
    fail_path (exchange);
  return TRUE;
}
