/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request over all its attempts: sent, read, given up or sent again. */
#include "config.h"

#include "au-http-private.h"
#include "au-http-fault.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* How much longer than libsoup the watch over a silent request waits. */
#define WATCH_MARGIN (G_USEC_PER_SEC / 2)

#define USUAL_TRIES 5
#define READ_SIZE (256 * 1024)

/* Far above an inline result (25 MiB) or a usual chunk; below what would take the computer down. */
#define MAX_BODY (512 * 1024 * 1024)

/* A request on its way, over all its attempts. */
typedef struct
{
  AuHttp *http; /* of the task, which outlives it */
  AuHttpRequest *request;
  char *url; /* where it is sent now: a redirect changes it */
  char *host;
  SoupMessage *message;
  gboolean was_sent;
  guint attempt;
  guint redirects;
  gint64 started;
  gint64 attempt_started;
  char *body;
  gsize length;
  gsize allocated;
  GError *failure; /* (nullable): of the attempt that is being settled */
  GSource *watch; /* (nullable): ends an attempt that is silent */
  guint n_lost; /* attempts given up */
  GPtrArray *lost; /* (nullable): bodies that attempts given up may still be reading into */
  GSource *cancel; /* (nullable) */
  AuHttpTrouble trouble; /* that it waits for */
  gboolean is_over; /* whether the caller has its answer */
} Exchange;

/* What a callback of libsoup is about: by the time it comes, the attempt may have been given up. */
typedef struct
{
  GTask *task;
  guint n_lost;
} Step;

static void start_attempt (GTask *task);
static void settle        (GTask  *task,
                           GError *failure);

static Step *
step_new (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  Step *step = g_new (Step, 1);

  step->task = g_object_ref (task);
  step->n_lost = exchange->n_lost;
  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->task);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static gboolean
step_is_lost (const Step *step)
{
  Exchange *exchange = g_task_get_task_data (step->task);

  return step->n_lost != exchange->n_lost;
}

static void
end_watch (Exchange *exchange)
{
  if (exchange->watch != NULL)
    g_source_destroy (exchange->watch);
  g_clear_pointer (&exchange->watch, g_source_unref);
}

static gboolean
silent_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Exchange *exchange = g_task_get_task_data (task);

  /* Whatever comes of it now is no attempt's any more. */
  exchange->n_lost++;
  g_clear_error (&exchange->failure);
  g_signal_handlers_disconnect_by_data (exchange->message, task);
  if (exchange->body != NULL)
    {
      if (exchange->lost == NULL)
        exchange->lost = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (exchange->lost, g_steal_pointer (&exchange->body));
    }
  settle (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Nothing came"));
  return G_SOURCE_REMOVE;
}

/* Something moved, so the time of silence begins anew. */
static void
keep_watch (Exchange *exchange)
{
  gint64 seconds = soup_session_get_timeout (exchange->http->session);

  if (exchange->watch != NULL)
    g_source_set_ready_time (exchange->watch, g_get_monotonic_time () +
                             seconds * G_USEC_PER_SEC + WATCH_MARGIN);
}

/* libsoup 3.6 has been seen to forget streams of HTTP/2 whose connection broke or whose body is
 * shorter than was said: no timeout of its own, and no cancelling, brings them back. */
static void
begin_watch (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  end_watch (exchange);
  exchange->watch = g_timeout_source_new (G_MAXUINT);
  g_source_set_static_name (exchange->watch, "http watch");
  g_source_set_callback (exchange->watch, silent_cb, task, NULL);
  g_source_attach (exchange->watch, g_task_get_context (task));
  keep_watch (exchange);
}

static void
response_free (gpointer data)
{
  au_http_response_free (data);
}

static void
stop_listening (Exchange *exchange)
{
  if (exchange->cancel == NULL)
    return;
  g_source_destroy (exchange->cancel);
  g_clear_pointer (&exchange->cancel, g_source_unref);
}

static void
set_trouble (Exchange      *exchange,
             AuHttpTrouble  trouble)
{
  au_http_move_trouble (exchange->http, exchange->trouble, trouble, exchange->host);
  exchange->trouble = trouble;
}

/* The caller is about to have its answer. */
static void
end (Exchange *exchange)
{
  exchange->is_over = TRUE;
  end_watch (exchange);
  stop_listening (exchange);
  set_trouble (exchange, AU_HTTP_NO_TROUBLE);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  au_http_request_free (exchange->request);
  g_free (exchange->url);
  g_free (exchange->host);
  g_clear_object (&exchange->message);
  g_free (exchange->body);
  g_clear_pointer (&exchange->lost, g_ptr_array_unref);
  g_clear_error (&exchange->failure);
  end_watch (exchange);
  stop_listening (exchange);
  g_free (exchange);
}

static void
give_error (GTask  *task,
            GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  end (exchange);
  g_task_return_error (task, error);
}

/* The caller is told at once. What is on the wire is let go of when it comes back: libsoup 3.6 has
 * been seen to finish a request twice that is cancelled while it connects. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  give_error (task, error);
  return G_SOURCE_REMOVE;
}

static gboolean
again_cb (gpointer user_data)
{
  GTask *task = user_data;
  Exchange *exchange = g_task_get_task_data (task);

  if (!exchange->is_over)
    start_attempt (task);
  return G_SOURCE_REMOVE;
}

static void
schedule_attempt (GTask  *task,
                  gint64  delay)
{
  AuHttp *self = g_task_get_source_object (task);
  g_autoptr (GSource) source =
    g_timeout_source_new ((guint) ((double) delay * self->pace));

  g_source_set_static_name (source, "http retry");
  g_source_set_callback (source, again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* Tries again where that is allowed and worth it. */
static gboolean
try_again (GTask               *task,
           const AuHttpOutcome *outcome)
{
  AuHttp *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  const AuHttpRequest *request = exchange->request;
  guint max_tries = request->max_tries > 0 ? request->max_tries : USUAL_TRIES;
  gint64 elapsed =
    (gint64) ((double) (g_get_monotonic_time () - exchange->started) / 1000 / self->pace);
  gint64 delay;

  if (!au_http_retry_allows (request->retry, outcome))
    return FALSE;
  delay = au_http_retry_delay (outcome, exchange->attempt, g_random_double ());
  if (exchange->attempt >= max_tries && elapsed + delay > request->patience)
    return FALSE;
  set_trouble (exchange, outcome->status == 429 || outcome->retry_after >= 0
                         ? AU_HTTP_BUSY : AU_HTTP_UNREACHABLE);
  schedule_attempt (task, delay);
  return TRUE;
}

static void
log_attempt (const Exchange *exchange,
             const char     *outcome)
{
  g_autoptr (GUri) uri = g_uri_parse (exchange->url, SOUP_HTTP_URI_FLAGS, NULL);

  g_debug ("%s %s%s: %s after %" G_GINT64_FORMAT " ms", exchange->request->method, exchange->host,
           exchange->request->is_link ? "/…" : g_uri_get_path (uri), outcome,
           (g_get_monotonic_time () - exchange->attempt_started) / 1000);
}

static void
fail_attempt (GTask  *task,
              GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  AuHttpOutcome outcome = { 0, exchange->was_sent, FALSE, -1 };
  g_autoptr (GError) local = error;

  /* Not GLib's message: it may hold the whole address. */
  g_autofree char *what = g_strdup_printf ("%s %d", g_quark_to_string (local->domain), local->code);

  log_attempt (exchange, what);
  outcome.is_permanent = local->domain == G_TLS_ERROR || local->domain == AU_SOURCE_ERROR ||
                         g_error_matches (local, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
  if (!try_again (task, &outcome))
    {
      gboolean is_submission = exchange->request->retry == AU_HTTP_RETRY_SUBMISSION;
      GTlsCertificateFlags certificate =
        soup_message_get_tls_peer_certificate_errors (exchange->message);

      give_error (task, au_http_fault_from_network (local, exchange->host, certificate,
                                                    exchange->was_sent, is_submission));
    }
}

static char *
dup_header (SoupMessage *message,
            const char  *name)
{
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                 name));
}

static AuHttpResponse *
take_response (Exchange *exchange)
{
  SoupMessage *message = exchange->message;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  AuHttpResponse *response = g_new0 (AuHttpResponse, 1);

  response->host = g_strdup (exchange->host);
  response->status = soup_message_get_status (message);
  response->reason = g_strdup (soup_message_get_reason_phrase (message));
  response->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  response->location = dup_header (message, "Location");
  response->request_id = dup_header (message, "X-Request-Id");
  response->reason_phrase = dup_header (message, "X-Databricks-Reason-Phrase");
  response->workspace_id = dup_header (message, "X-Databricks-Org-Id");
  response->retry_after = au_http_retry_parse_after (soup_message_headers_get_one (headers, "Retry-After"),
                                                     g_get_real_time () / G_USEC_PER_SEC);
  response->body = g_steal_pointer (&exchange->body);
  response->length = exchange->length;
  return response;
}

static gboolean
is_redirect (const AuHttpResponse *response)
{
  return response->location != NULL &&
         (response->status == 301 || response->status == 302 || response->status == 303 ||
          response->status == 307 || response->status == 308);
}

/* Where @to is read by everybody on the way and @from was not. */
static gboolean
gives_up_tls (const char *from,
              const char *to)
{
  return g_ascii_strncasecmp (from, "https:", 6) == 0 && g_ascii_strncasecmp (to, "https:", 6) != 0;
}

/* Headers were for the first host; the next one gets none of them. */
static gboolean
follow (GTask                *task,
        const AuHttpResponse *response)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autofree char *url =
    g_uri_resolve_relative (exchange->url, response->location, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GError) error = NULL;

  if (url == NULL || !au_http_check_url (url, &error) || gives_up_tls (exchange->url, url))
    {
      if (error == NULL && url != NULL)
        error = au_source_error_new (AU_SOURCE_ERROR_TLS, NULL,
                                     /* Translators: %s is a host's name. */
                                     _("%s leads from an encrypted address to one that is not encrypted, so it was not followed; check the host in Preferences."),
                                     exchange->host);
      if (error == NULL)
        error = au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                     /* Translators: %s is a host's name. */
                                     _("%s answered with a redirect to nowhere; try again."), exchange->host);
      give_error (task, g_steal_pointer (&error));
      return TRUE;
    }
  g_free (exchange->url);
  exchange->url = g_steal_pointer (&url);
  g_clear_pointer (&exchange->request->authorization, g_free);
  g_clear_pointer (&exchange->request->headers, g_strfreev);
  exchange->redirects++;
  start_attempt (task);
  return TRUE;
}

static void
finish_attempt (GTask *task)
{
  AuHttp *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (AuHttpResponse) response = take_response (exchange);
  AuHttpOutcome outcome = { response->status, TRUE, FALSE, response->retry_after };
  g_autofree char *what =
    g_strdup_printf ("%u, %" G_GSIZE_FORMAT " bytes", response->status, response->length);

  log_attempt (exchange, what);
  if (soup_message_get_http_version (exchange->message) == SOUP_HTTP_2_0)
    g_hash_table_add (self->multiplexing, g_strdup (exchange->host));
  if (response->status >= 400 && try_again (task, &outcome))
    return;
  if (is_redirect (response) && exchange->redirects < exchange->request->max_redirects &&
      follow (task, response))
    return;
  end (exchange);
  g_task_return_pointer (task, g_steal_pointer (&response), response_free);
}

static void read_more (GTask        *task,
                       GInputStream *stream);

static gboolean
settle_cb (gpointer user_data)
{
  GTask *task = user_data;
  Exchange *exchange = g_task_get_task_data (task);

  if (exchange->is_over)
    g_clear_error (&exchange->failure);
  else if (exchange->failure != NULL)
    fail_attempt (task, g_steal_pointer (&exchange->failure));
  else
    finish_attempt (task);
  return G_SOURCE_REMOVE;
}

/* Nothing of ours runs inside libsoup: a callback that cancels or sends other requests there would
 * find it half done with this one. */
static void
settle (GTask  *task,
        GError *failure)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  end_watch (exchange);
  exchange->failure = failure;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "http answer");
  g_source_set_callback (source, settle_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  Exchange *exchange = g_task_get_task_data (step->task);

  g_input_stream_close_finish (G_INPUT_STREAM (object), result, NULL);
  if (!step_is_lost (step))
    settle (step->task, g_steal_pointer (&exchange->failure));
}

static void
close_stream (GTask        *task,
              GInputStream *stream,
              GError       *failure)
{
  Exchange *exchange = g_task_get_task_data (task);

  exchange->failure = failure;
  g_input_stream_close_async (stream, g_task_get_priority (task), NULL, closed_cb,
                              step_new (task));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  GTask *task = step->task;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (step_is_lost (step))
    {
      g_clear_error (&error);
      return;
    }
  if (n > 0 && !exchange->is_over)
    {
      keep_watch (exchange);
      exchange->length += (gsize) n;
      read_more (task, G_INPUT_STREAM (object));
      return;
    }
  if (n == 0)
    memset (exchange->body + exchange->length, 0, AU_HTTP_PADDING);
  close_stream (task, G_INPUT_STREAM (object), error);
}

static void
read_more (GTask        *task,
           GInputStream *stream)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (exchange->length > MAX_BODY)
    {
      close_stream (task, stream, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                                       /* Translators: %s is a host's name. */
                                                       _("%s sent more than fits into memory; ask for less."), exchange->host));
      return;
    }
  if (exchange->length + READ_SIZE + AU_HTTP_PADDING > exchange->allocated)
    {
      exchange->allocated =
        MAX (exchange->allocated * 3 / 2, exchange->length + READ_SIZE + AU_HTTP_PADDING);
      exchange->body = g_realloc (exchange->body, exchange->allocated);
    }
  g_input_stream_read_async (stream, exchange->body + exchange->length, READ_SIZE,
                             g_task_get_priority (task), NULL, read_cb, step_new (task));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  GTask *task = step->task;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
    soup_session_send_finish (SOUP_SESSION (object), result, &error);
  SoupMessageHeaders *headers;
  goffset length;

  if (step_is_lost (step))
    {
      g_clear_error (&error);
      return;
    }

  if (stream != NULL && exchange->is_over)
    {
      close_stream (task, stream, NULL);
      return;
    }
  if (stream == NULL)
    {
      settle (task, error);
      return;
    }

  g_clear_pointer (&exchange->body, g_free);
  exchange->length = 0;
  exchange->allocated = 0;
  headers = soup_message_get_response_headers (exchange->message);
  length = soup_message_headers_get_content_length (headers);
  if (length > 0 && length < MAX_BODY)
    {
      exchange->allocated = (gsize) length + READ_SIZE + AU_HTTP_PADDING;
      exchange->body = g_malloc (exchange->allocated);
    }
  read_more (task, stream);
}

static void
starting_cb (SoupMessage *message,
             GTask       *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  exchange->was_sent = TRUE;
  keep_watch (exchange);
}

static void
start_attempt (GTask *task)
{
  AuHttp *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  const AuHttpRequest *request = exchange->request;
  g_autoptr (GUri) uri = g_uri_parse (exchange->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessageHeaders *headers;

  g_clear_object (&exchange->message);
  exchange->message = soup_message_new_from_uri (request->method, uri);
  exchange->was_sent = FALSE;
  exchange->attempt++;
  exchange->attempt_started = g_get_monotonic_time ();
  g_free (exchange->host);
  exchange->host = g_uri_get_port (uri) > 0 && g_uri_get_port (uri) != 443
                   ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                   : g_strdup (g_uri_get_host (uri));

  soup_message_add_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT);
  /* Where a kept connection of HTTP/1 breaks under a GET, libsoup 3.6 sends it anew by itself and
   * may then finish it twice, which costs other requests their lives. On a new connection it does
   * not. */
  if (g_str_equal (request->method, "GET") &&
      !g_hash_table_contains (self->multiplexing, exchange->host))
    soup_message_add_flags (exchange->message, SOUP_MESSAGE_NEW_CONNECTION);
  headers = soup_message_get_request_headers (exchange->message);
  if (!request->is_link)
    soup_message_headers_replace (headers, "Accept", "application/json");
  if (request->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", request->authorization);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->headers[i], request->headers[i + 1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (exchange->message, request->content_type,
                                              request->body);

  /* Emitted once a connection stands and the first byte is about to go: what fails before was
   * certainly not taken by the service. */
  g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb), task);
  begin_watch (task);
  soup_session_send_async (self->session, exchange->message, g_task_get_priority (task), NULL,
                           sent_cb, step_new (task));
}

/**
 * au_http_exchange_start:
 * @task: what the caller of an #AuHttp waits for
 * @request: (transfer full): what to ask
 *
 * Sends, reads, and sends again, until @task has its answer.
 */
void
au_http_exchange_start (GTask         *task,
                        AuHttpRequest *request)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->http = g_task_get_source_object (task);
  exchange->request = request;
  exchange->url = g_strdup (request->url);
  exchange->started = g_get_monotonic_time ();
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, exchange, exchange_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (cancellable != NULL)
    {
      exchange->cancel = g_cancellable_source_new (cancellable);
      g_source_set_static_name (exchange->cancel, "http cancel");
      g_source_set_callback (exchange->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (exchange->cancel, g_task_get_context (task));
    }
  start_attempt (task);
}
