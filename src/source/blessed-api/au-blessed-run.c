/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One query: the key, a GET for each part, the rows of all. */
#include "config.h"

#include "au-blessed-run.h"
#include "au-blessed-decode.h"
#include "au-blessed-fault.h"
#include "au-blessed-route.h"
#include "au-clock.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* An id of a request that is longer is none. */
#define MAX_REQUEST_ID 64

typedef struct
{
  AuBlessedClient client;
  AuRequest *request;
  const char *route;
  GPtrArray *paths;     /* (element-type utf8): to be asked in turn */
  GPtrArray *responses; /* (element-type AuHttpResponse): so far */
  guint max_tries;
  char *key;
  gint64 submitted;
} Run;

static void
response_free (gpointer data)
{
  au_http_response_free (data);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  au_blessed_config_unref (run->client.config);
  g_object_unref (run->client.http);
  g_object_unref (run->client.auth);
  au_request_unref (run->request);
  g_ptr_array_unref (run->paths);
  g_ptr_array_unref (run->responses);
  g_free (run->key);
  g_free (run);
}

/* The services that number their answers do so in one header; several parts have several. */
static char *
dup_request_id (Run *run)
{
  const AuHttpResponse *first = g_ptr_array_index (run->responses, 0);
  g_autofree char *id = au_source_error_clean_line (first->request_id);

  return *id != '\0' && strlen (id) <= MAX_REQUEST_ID ? g_steal_pointer (&id) : NULL;
}

static char *
dup_asked (Run *run)
{
  g_autoptr (GString) asked = g_string_new (NULL);

  for (guint i = 0; i < run->paths->len; i++)
    g_string_append_printf (asked, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (run->paths, i));
  return g_string_free_and_steal (g_steal_pointer (&asked));
}

static AuResult *
make_result (Run     *run,
             GError **error)
{
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuTable) rows =
    au_blessed_decode (au_request_get_contract (run->request), run->route, run->responses,
                       &provenance->ignored_columns, error);

  if (rows == NULL)
    return NULL;
  provenance->source = g_strdup (_("Blessed API"));
  provenance->host = g_strdup (au_blessed_config_get_place (run->client.config));
  provenance->route = g_strdup (run->route);
  provenance->asked = dup_asked (run);
  provenance->request = au_request_ref (run->request);
  provenance->statement_id = dup_request_id (run);
  provenance->submitted = run->submitted;
  provenance->finished = au_clock_now ();
  provenance->n_rows = au_table_get_n_rows (rows);
  provenance->data_through = au_table_find_data_through (rows);
  return au_result_new (rows, provenance);
}

static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  AuResult *result = make_result (task_data, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, result_free);
  else
    g_task_return_error (task, error);
}

static void send_next (GTask *task);

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AuHttpResponse *response = au_http_send_finish (AU_HTTP (object), result, &error);

  if (response != NULL)
    {
      g_ptr_array_add (run->responses, response);
      au_blessed_fault_check (response, run->route, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else if (run->responses->len < run->paths->len)
    send_next (task);
  else
    g_task_run_in_thread (task, decode_thread);
}

/* The key is in one header, and that header goes to the service alone: no redirect is followed. */
static void
send_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const char *path = g_ptr_array_index (run->paths, run->responses->len);
  g_autofree char *url =
    g_strconcat (au_blessed_config_get_url (run->client.config), path, NULL);
  AuHttpRequest *request = au_http_request_new ("GET", url);

  if (au_blessed_config_is_bearer (run->client.config))
    request->authorization = g_strconcat ("Bearer ", run->key, NULL);
  else
    {
      const char *const headers[] = { "X-API-Key", run->key, NULL };

      request->headers = g_strdupv ((char **) headers);
    }
  request->retry = AU_HTTP_RETRY_IDEMPOTENT;
  request->max_tries = run->max_tries;
  au_http_send_async (run->client.http, request, g_task_get_cancellable (task), sent_cb,
                      g_object_ref (task));
}

static void
key_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->key = au_auth_get_token_finish (AU_AUTH (object), result, &error);
  if (run->key == NULL)
    g_task_return_error (task, error);
  else
    send_next (task);
}

/**
 * au_blessed_run_async:
 * @source: a #GObject that the callback gets
 * @client: what it takes, its members are referenced
 * @request: what to ask
 * @max_tries: attempts at most, 0 for the usual
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the rows are there
 * @user_data: data for @callback
 *
 * Asks the request's route and decodes the rows in a thread.
 */
void
au_blessed_run_async (gpointer               source,
                      const AuBlessedClient *client,
                      AuRequest             *request,
                      guint                  max_tries,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Run *run;

  g_task_set_source_tag (task, au_blessed_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  run = g_new0 (Run, 1);
  run->client.config = au_blessed_config_ref (client->config);
  run->client.http = g_object_ref (client->http);
  run->client.auth = g_object_ref (client->auth);
  run->request = au_request_ref (request);
  run->route = au_blessed_route_get (au_request_get_name (request));
  run->paths = au_blessed_route_dup_paths (request);
  run->responses = g_ptr_array_new_with_free_func (response_free);
  run->max_tries = max_tries;
  run->submitted = au_clock_now ();
  g_task_set_task_data (task, run, run_free);
  au_auth_get_token_async (client->auth, NULL, cancellable, key_cb, g_steal_pointer (&task));
}

/**
 * au_blessed_run_finish:
 * @source: the source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the result, or %NULL with an error as of au_source_query_finish()
 */
AuResult *
au_blessed_run_finish (gpointer       source,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
