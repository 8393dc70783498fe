/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a statement that succeeded: all chunks, several on the wire at a time, decoded in
 * their order by a thread meanwhile. A result comes inline, or as links to a storage that has its
 * own rights: a link gets no sign-in, ends after minutes and is then asked for anew.
 */
#include "config.h"

#include "au-databricks-decode.h"
#include "au-databricks-run-private.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Chunks that are asked for or wait to be decoded, at most: enough to fill the wire, few enough for
 * memory. */
#define MAX_AHEAD 6

/* A link that ends within this time is asked for anew before it is used. */
#define LINK_MARGIN (60 * G_USEC_PER_SEC)

#define MAX_RENEWALS 4
#define MAX_REDIRECTS 3

/* A chunk on its way. */
typedef struct
{
  AuDatabricksRun *run;
  gint64 index;
  guint renewals;
  AuDatabricksForm form;
  AuDatabricksAnswer *holder; /* (nullable): has the link; of the first one it is the run's */
  char *body;
  gsize length;
} Fetch;

static void start_fetches (AuDatabricksRun *run);
static void decode_next (AuDatabricksRun *run);
static void fetch_chunk (Fetch *fetch);
static void download (Fetch *fetch);

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  if (fetch->holder != fetch->run->answer)
    g_clear_pointer (&fetch->holder, au_databricks_answer_free);
  au_databricks_run_unref (fetch->run);
  g_free (fetch->body);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void
answer_free (gpointer data)
{
  au_databricks_answer_free (data);
}

static void
fail_short (AuDatabricksRun *run)
{
  au_databricks_run_fail (run, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                                    /* Translators: file. */
                                                    _("%s: the workspace sent fewer or more rows than it announced, so none are shown; run it again."),
                                                    au_query_get_file (run->query)));
}

/* Learns from a chunk which one is next. */
static gboolean
note_next (AuDatabricksRun         *run,
           gint64                   index,
           const AuDatabricksChunk *chunk)
{
  if (chunk->next_index >= 0 && chunk->next_index != index + 1)
    return FALSE;
  if (chunk->next_index >= run->n_chunks)
    {
      run->n_chunks = chunk->next_index + 1;
      g_ptr_array_set_size (run->chunks, (int) run->n_chunks);
    }
  if (chunk->next_path != NULL)
    {
      g_set_str (&run->next_path, chunk->next_path);
      run->next_index = index + 1;
    }
  return TRUE;
}

/* ------------------------------------------------------------- decoding */

/* Counts, too: a chunk that has not what it announced is never taken for whole. */
static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  AuDatabricksRun *run = g_task_get_task_data (task);
  AuDatabricksAnswer *answer = run->n_decoded == 0 && g_ptr_array_index (run->chunks, 0) == NULL
                               ? run->answer : g_ptr_array_index (run->chunks,
                                                                  (guint) run->n_decoded);
  GError *error = NULL;

  if (answer->chunk.row_count >= 0 &&
      yyjson_arr_size (answer->chunk.rows) != (size_t) answer->chunk.row_count)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  if (!au_databricks_decode_rows (run->query, run->shape, run->n_columns, answer->chunk.rows,
                                  run->builder, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Its memory is for the chunks to come. */
  answer->chunk.rows = NULL;
  g_clear_pointer (&answer->document, yyjson_doc_free);
  g_clear_pointer (&answer->body, g_free);
  g_task_return_boolean (task, TRUE);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AuDatabricksRun) run = user_data;
  GError *error = NULL;
  gboolean is_whole = g_task_propagate_boolean (G_TASK (result), &error);

  run->is_decoding = FALSE;
  if (run->is_done)
    g_clear_error (&error);
  else if (error != NULL)
    au_databricks_run_fail (run, error);
  else if (!is_whole)
    fail_short (run);
  else
    {
      g_clear_pointer (&g_ptr_array_index (run->chunks, (guint) run->n_decoded),
                       au_databricks_answer_free);
      run->n_decoded++;
      start_fetches (run);
      decode_next (run);
    }
}

static gboolean
is_first_inline (AuDatabricksRun *run)
{
  return run->n_decoded == 0 && run->answer->has_result && run->answer->chunk.link == NULL;
}

static void
decode_next (AuDatabricksRun *run)
{
  g_autoptr (GTask) task = NULL;

  if (run->is_decoding || run->is_done)
    return;
  if (run->n_decoded == run->n_chunks)
    {
      if (run->answer->n_rows >= 0 &&
          au_table_builder_get_n_rows (run->builder) != run->answer->n_rows)
        fail_short (run);
      else
        au_databricks_run_succeed (run);
      return;
    }
  if (!is_first_inline (run) && g_ptr_array_index (run->chunks, (guint) run->n_decoded) == NULL)
    return;

  run->is_decoding = TRUE;
  task = g_task_new (NULL, NULL, decoded_cb, au_databricks_run_ref (run));
  g_task_set_source_tag (task, decode_next);
  g_task_set_task_data (task, au_databricks_run_ref (run),
                        (GDestroyNotify) au_databricks_run_unref);
  g_task_run_in_thread (task, decode_thread);
}

static void
arrive (Fetch              *fetch,
        AuDatabricksAnswer *answer)
{
  AuDatabricksRun *run = fetch->run;

  g_ptr_array_index (run->chunks, (guint) fetch->index) = answer;
  run->n_arrived++;
  start_fetches (run);
  decode_next (run);
}

/* ------------------------------------------------------------- fetching */

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Fetch *fetch = data;
  GError *error = NULL;
  AuDatabricksAnswer *answer =
    au_databricks_answer_parse (g_steal_pointer (&fetch->body), fetch->length, fetch->form, &error);

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
  g_autoptr (Fetch) fetch = g_steal_pointer (&user_data);
  AuDatabricksRun *run = fetch->run;
  GError *error = NULL;
  g_autoptr (AuDatabricksAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (run->is_done)
    {
      g_clear_error (&error);
      return;
    }
  if (answer == NULL)
    {
      au_databricks_run_fail (run, error);
      return;
    }
  if (fetch->form == AU_DATABRICKS_FORM_ROWS)
    {
      answer->chunk.row_count = fetch->holder->chunk.row_count;
      arrive (fetch, g_steal_pointer (&answer));
      return;
    }
  if (answer->chunk.index != fetch->index || !note_next (run, fetch->index, &answer->chunk))
    {
      fail_short (run);
      return;
    }
  if (answer->chunk.link == NULL)
    {
      arrive (fetch, g_steal_pointer (&answer));
      return;
    }
  if (fetch->holder != run->answer)
    g_clear_pointer (&fetch->holder, au_databricks_answer_free);
  fetch->holder = g_steal_pointer (&answer);
  download (g_steal_pointer (&fetch));
}

static void
parse (Fetch            *fetch,
       AuHttpResponse   *response,
       AuDatabricksForm  form)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, parsed_cb, fetch);

  fetch->form = form;
  fetch->body = g_steal_pointer (&response->body);
  fetch->length = response->length;
  g_task_set_source_tag (task, parse);
  g_task_set_task_data (task, fetch, NULL);
  g_task_run_in_thread (task, parse_thread);
}

/* What storages answer where a link has ended, or where its signature is not taken any more. */
static gboolean
is_link_refusal (guint status)
{
  return status == 400 || status == 401 || status == 403 || status == 404 || status == 410;
}

static void
downloaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  AuDatabricksRun *run = fetch->run;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response = au_http_send_finish (AU_HTTP (object), result, &error);

  if (run->is_done)
    {
      g_clear_error (&error);
      return;
    }
  if (response != NULL && is_link_refusal (response->status) && fetch->renewals < MAX_RENEWALS)
    {
      fetch->renewals++;
      fetch_chunk (g_steal_pointer (&fetch));
      return;
    }
  if (response == NULL || !au_http_fault_check (response, AU_HTTP_LINK, &error))
    {
      au_databricks_run_fail (run, error);
      return;
    }
  parse (g_steal_pointer (&fetch), response, AU_DATABRICKS_FORM_ROWS);
}

static void
download (Fetch *taken)
{
  g_autoptr (Fetch) fetch = taken;
  AuDatabricksRun *run = fetch->run;
  const AuDatabricksChunk *chunk = &fetch->holder->chunk;
  AuHttpRequest *request;
  GError *error = NULL;

  /* Once only: where this computer's clock is wrong, every link seems to have ended. */
  if (chunk->expires != 0 && g_get_real_time () > chunk->expires - LINK_MARGIN &&
      fetch->renewals == 0)
    {
      fetch->renewals++;
      fetch_chunk (g_steal_pointer (&fetch));
      return;
    }
  if (!au_http_check_url (chunk->link, &error))
    {
      au_databricks_run_fail (run, error);
      return;
    }
  request = au_http_request_new ("GET", chunk->link);
  request->headers = g_strdupv (chunk->headers);
  request->retry = AU_HTTP_RETRY_IDEMPOTENT;
  request->max_redirects = MAX_REDIRECTS;
  request->is_link = TRUE;
  au_http_send_async (au_databricks_client_get_http (run->client), request, run->wire,
                      downloaded_cb,
                      g_steal_pointer (&fetch));
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  AuDatabricksRun *run = fetch->run;
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);

  if (run->is_done)
    g_clear_error (&error);
  else if (response == NULL)
    au_databricks_run_fail (run, error);
  else
    parse (g_steal_pointer (&fetch), response, AU_DATABRICKS_FORM_CHUNK);
}

/* Some services want to be told the first row as well: their paths to the next chunk have it. The
 * manifest has it too, so that no chunk has to wait for the path that the one before gives. */
static void
fetch_chunk (Fetch *fetch)
{
  AuDatabricksRun *run = fetch->run;
  g_autofree char *path = NULL;
  AuDatabricksCall call =
  { .method = "GET", .retry = AU_HTTP_RETRY_IDEMPOTENT, .subject = AU_HTTP_STATEMENT };

  if (run->next_path != NULL && run->next_index == fetch->index)
    path = g_strdup (run->next_path);
  else if (run->wants_offset && fetch->index < run->answer->offsets->len)
    path = g_strdup_printf (AU_DATABRICKS_STATEMENTS "/%s/result/chunks/%" G_GINT64_FORMAT
                            "?row_offset=%" G_GINT64_FORMAT, run->statement_id, fetch->index,
                            g_array_index (run->answer->offsets, gint64, (guint) fetch->index));
  else
    path = g_strdup_printf (AU_DATABRICKS_STATEMENTS "/%s/result/chunks/%" G_GINT64_FORMAT,
                            run->statement_id, fetch->index);
  call.path = path;
  au_databricks_client_call_async (run->client, &call, run->wire, fetched_cb, fetch);
}

static void
start_fetches (AuDatabricksRun *run)
{
  while (!run->is_done && run->n_fetched < run->n_chunks &&
         run->n_fetched - run->n_decoded < MAX_AHEAD &&
         (!run->wants_offset || run->n_fetched < run->answer->offsets->len ||
          run->n_arrived == run->n_fetched))
    {
      Fetch *fetch = g_new0 (Fetch, 1);

      fetch->run = au_databricks_run_ref (run);
      fetch->index = run->n_fetched++;
      if (fetch->index == 0 && run->answer->chunk.link != NULL)
        {
          fetch->holder = run->answer;
          download (fetch);
        }
      else
        fetch_chunk (fetch);
    }
}

/**
 * au_databricks_run_read_result:
 * @run: a run whose statement succeeded
 * @answer: (transfer full): the answer that says so
 *
 * Reads the rows and ends the run.
 */
void
au_databricks_run_read_result (AuDatabricksRun    *run,
                               AuDatabricksAnswer *answer)
{
  GError *error = NULL;

  run->answer = answer;
  if (!answer->has_manifest)
    {
      au_databricks_run_fail (run, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                                        /* Translators: file. */
                                                        _("%s: the workspace ran it and told nothing of its result; run it again."),
                                                        au_query_get_file (run->query)));
      return;
    }
  run->builder = au_table_builder_new ();
  run->shape = au_databricks_decode_begin (run->query, answer, run->builder, &error);
  if (run->shape == NULL)
    {
      au_databricks_run_fail (run, error);
      return;
    }

  run->n_columns = answer->types->len;
  run->n_chunks = answer->n_chunks;
  if (answer->has_result && (answer->chunk.rows != NULL || answer->chunk.link != NULL))
    run->n_chunks = MAX (run->n_chunks, 1);
  run->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) au_databricks_answer_free);
  g_ptr_array_set_size (run->chunks, (int) run->n_chunks);
  if (!note_next (run, 0, &answer->chunk))
    {
      fail_short (run);
      return;
    }
  run->wants_offset = answer->chunk.next_path != NULL &&
                      strstr (answer->chunk.next_path, "row_offset=") != NULL;
  if (run->n_chunks > 0 && answer->has_result && answer->chunk.link == NULL)
    {
      run->n_fetched = 1;
      run->n_arrived = 1;
    }
  start_fetches (run);
  decode_next (run);
}
