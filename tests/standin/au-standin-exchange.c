/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer on its way out, and what may happen to it there. */
#include "config.h"

#include "au-standin-exchange.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define N_PIECES 8

static void
leave_cb (SoupServerMessage *message,
          gpointer           user_data)
{
  AuStandinExchange *self = user_data;

  self->gone = TRUE;
}

/* The message goes on without an answer until there is one. */
AuStandinExchange *
au_standin_exchange_new (AuStandin         *standin,
                         SoupServerMessage *message)
{
  AuStandinExchange *self = g_rc_box_new0 (AuStandinExchange);

  self->standin = standin;
  self->message = g_object_ref (message);
  self->stage = AU_STANDIN_STAGE_OTHER;
  g_signal_connect (message, "disconnected", G_CALLBACK (leave_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (leave_cb), self);
  soup_server_message_pause (message);
  return self;
}

AuStandinExchange *
au_standin_exchange_ref (AuStandinExchange *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_exchange (gpointer data)
{
  AuStandinExchange *self = data;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_free (self->query);
}

void
au_standin_exchange_unref (AuStandinExchange *self)
{
  g_rc_box_release_full (self, clear_exchange);
}

static void
destroy_exchange (gpointer data)
{
  au_standin_exchange_unref (data);
}

/* Whether a fault of the transport strikes at this request. */
gboolean
au_standin_exchange_strikes (AuStandinExchange *self,
                             AuStandinFault     fault)
{
  return au_standin_faults_strike (self->standin->faults, fault, self->stage, self->query, NULL);
}

static gboolean
strikes_with (AuStandinExchange *self,
              AuStandinFault     fault,
              guint             *number)
{
  return au_standin_faults_strike (self->standin->faults, fault, self->stage, self->query, number);
}

void
au_standin_exchange_set_header (AuStandinExchange *self,
                                const char        *name,
                                const char        *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

static gboolean
is_multiplexed (AuStandinExchange *self)
{
  return soup_server_message_get_http_version (self->message) == SOUP_HTTP_2_0;
}

/**
 * au_standin_exchange_is_gone:
 * @self: an exchange that has not been answered
 *
 * libsoup does not look at a connection of HTTP/1 while a message is paused, so this does.
 *
 * Returns: whether the client has left
 */
gboolean
au_standin_exchange_is_gone (AuStandinExchange *self)
{
  GSocket *socket =
    self->gone || is_multiplexed (self) ? NULL : soup_server_message_get_socket (self->message);
  char byte;

  if (socket != NULL && recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (self->message);

      self->gone = TRUE;
      if (stream != NULL)
        g_io_stream_close (stream, NULL, NULL);
    }
  return self->gone;
}

static gboolean
send_cb (gpointer user_data)
{
  AuStandinExchange *self = user_data;

  if (!self->gone)
    soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

/* Lets the answer go once the latency is over. With HTTP/2, libsoup takes no answer before the
 * handler is left. */
static void
send_later (AuStandinExchange *self)
{
  if (self->standin->options.latency_ms == 0 && !is_multiplexed (self))
    send_cb (self);
  else
    au_standin_add_timer (self->standin, self->standin->options.latency_ms, send_cb,
                          au_standin_exchange_ref (self), destroy_exchange);
}

typedef struct
{
  AuStandinExchange *exchange;
  char *body;
  gsize length;
  gsize at;
} Pieces;

static void
free_pieces (gpointer data)
{
  Pieces *pieces = data;

  au_standin_exchange_unref (pieces->exchange);
  g_free (pieces->body);
  g_free (pieces);
}

static gboolean
send_piece_cb (gpointer user_data)
{
  Pieces *pieces = user_data;
  SoupMessageBody *out;
  gsize n = MIN (pieces->length / N_PIECES + 1, pieces->length - pieces->at);

  if (pieces->exchange->gone)
    return G_SOURCE_REMOVE;
  if (is_multiplexed (pieces->exchange))
    {
      /* libsoup ends a stream of HTTP/2 with what there is; so it comes late rather than slowly. */
      pieces->at += n;
      if (n > 0)
        return G_SOURCE_CONTINUE;
      n = pieces->length;
      pieces->at = 0;
    }
  out = soup_server_message_get_response_body (pieces->exchange->message);
  if (n > 0)
    soup_message_body_append (out, SOUP_MEMORY_COPY, pieces->body + pieces->at, n);
  else
    soup_message_body_complete (out);
  pieces->at += n;
  soup_server_message_unpause (pieces->exchange->message);
  return n > 0 && !is_multiplexed (pieces->exchange);
}

/* Takes @body. */
static void
send_slowly (AuStandinExchange *self,
             guint              status,
             char              *body,
             guint              interval_ms)
{
  Pieces *pieces = g_new0 (Pieces, 1);

  pieces->exchange = au_standin_exchange_ref (self);
  pieces->body = body;
  pieces->length = strlen (body);
  soup_server_message_set_status (self->message, status, NULL);
  if (!is_multiplexed (self))
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (self->message),
                                       SOUP_ENCODING_CHUNKED);
  au_standin_add_timer (self->standin, MAX (interval_ms, 1), send_piece_cb, pieces, free_pieces);
}

typedef struct
{
  AuStandinExchange *exchange;
  char *bytes;                 /* (nullable): what is still written before the connection ends */
} Drop;

static void
free_drop (gpointer data)
{
  Drop *drop = data;

  au_standin_exchange_unref (drop->exchange);
  g_free (drop->bytes);
  g_free (drop);
}

static gboolean
drop_cb (gpointer user_data)
{
  Drop *drop = user_data;
  g_autoptr (GIOStream) stream = NULL;

  if (drop->exchange->gone)
    return G_SOURCE_REMOVE;
  if (is_multiplexed (drop->exchange))
    {
      /* With it goes whatever else is under way there, as it would. */
      g_socket_shutdown (soup_server_message_get_socket (drop->exchange->message), TRUE, TRUE,
                         NULL);
      return G_SOURCE_REMOVE;
    }
  stream = soup_server_message_steal_connection (drop->exchange->message);
  if (stream == NULL)
    return G_SOURCE_REMOVE;
  if (drop->bytes != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), drop->bytes,
                               strlen (drop->bytes), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Writes @bytes, which it takes, and ends the connection. */
static void
drop (AuStandinExchange *self,
      char              *bytes)
{
  Drop *data = g_new0 (Drop, 1);

  data->exchange = au_standin_exchange_ref (self);
  data->bytes = bytes;
  /* Never from within the handler, where the message still is the server's. */
  au_standin_add_timer (self->standin, self->standin->options.latency_ms, drop_cb, data, free_drop);
}

/* Sends a share of @body, which it takes, and no more. */
static void
cut (AuStandinExchange *self,
     guint              status,
     const char        *type,
     char              *body,
     guint              percent)
{
  gsize length = strlen (body);

  body[length * MIN (percent, 99) / 100] = '\0';
  if (is_multiplexed (self))
    {
      SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

      /* The stream ends before as much has come as was promised. */
      send_slowly (self, status, body, 1);
      soup_message_headers_set_content_length (headers, (goffset) length);
    }
  else
    {
      drop (self, g_strdup_printf ("HTTP/1.1 %u OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
                                   status, type, length, body));
      g_free (body);
    }
}

static void
set_common_headers (AuStandinExchange *self,
                    const char        *type)
{
  g_autofree char *id = au_standin_random (16);
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) now = NULL;

  now = g_date_time_new_from_unix_utc (au_standin_now (self->standin) / G_USEC_PER_SEC);
  date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  au_standin_exchange_set_header (self, "Date", date);
  au_standin_exchange_set_header (self, "x-request-id", id);
  if (self->stage != AU_STANDIN_STAGE_LINK && self->stage != AU_STANDIN_STAGE_ROUTE)
    au_standin_exchange_set_header (self, "X-Databricks-Org-Id", AU_STANDIN_WORKSPACE_ID);
  if (type != NULL)
    au_standin_exchange_set_header (self, "Content-Type", type);
}

/**
 * au_standin_exchange_reply:
 * @self: an exchange
 * @status: the HTTP status
 * @type: (nullable): the content type
 * @body: (transfer full): the body, text
 *
 * Answers, after the latency and with the faults that strike at the answer.
 *
 * Returns: whether a client can read the whole answer, as far as the server knows
 */
gboolean
au_standin_exchange_reply (AuStandinExchange *self,
                           guint              status,
                           const char        *type,
                           char              *body)
{
  gsize length = strlen (body);
  gboolean whole = FALSE;
  guint number = 0;

  set_common_headers (self, type);
  if (strikes_with (self, AU_STANDIN_FAULT_HANG, NULL))
    {
      g_free (body);
      return FALSE;
    }
  if (strikes_with (self, AU_STANDIN_FAULT_DROP, NULL))
    {
      g_free (body);
      drop (self, NULL);
      return FALSE;
    }
  if (strikes_with (self, AU_STANDIN_FAULT_CUT_BODY, &number))
    {
      cut (self, status, type, body, number);
      return FALSE;
    }
  if (strikes_with (self, AU_STANDIN_FAULT_SLOW_BODY, &number))
    {
      send_slowly (self, status, body, number);
      return TRUE;
    }

  if (strikes_with (self, AU_STANDIN_FAULT_CUT_JSON, &number))
    body[length * MIN (number, 99) / 100] = '\0';
  else if (strikes_with (self, AU_STANDIN_FAULT_EMPTY_BODY, NULL))
    g_set_str (&body, "");
  else if (strikes_with (self, AU_STANDIN_FAULT_NOT_JSON, NULL))
    g_set_str (&body, "upstream connect error or disconnect/reset before headers");
  else if (strikes_with (self, AU_STANDIN_FAULT_WRONG_SHAPE, NULL))
    g_set_str (&body, "[\"statement_id\",[],{\"status\":7}]");
  else
    whole = TRUE;
  soup_server_message_set_status (self->message, status, NULL);
  length = strlen (body);
  soup_message_body_append_take (soup_server_message_get_response_body (self->message),
                                 (guchar *) body, length);
  send_later (self);
  return whole;
}

/* Answers 200 with @json. */
gboolean
au_standin_exchange_reply_json (AuStandinExchange *self,
                                yyjson_mut_doc    *json)
{
  char *written = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  char *body = g_strdup (written);

  free (written);
  return au_standin_exchange_reply (self, SOUP_STATUS_OK, "application/json", body);
}

/* Answers with an error in the form of the Blessed API. */
void
au_standin_exchange_reply_error (AuStandinExchange *self,
                                 guint              status,
                                 const char        *message)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  char *written;

  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_str (json, root, "error", message);
  written = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  au_standin_exchange_reply (self, status, "application/json", g_strdup (written));
  free (written);
}

/**
 * au_standin_exchange_fail:
 * @self: an exchange
 * @status: the HTTP status
 * @code: the error_code
 * @format: the message
 *
 * Answers with an error in the usual form.
 */
void
au_standin_exchange_fail (AuStandinExchange *self,
                          guint              status,
                          const char        *code,
                          const char        *format,
                          ...)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  yyjson_mut_val *details = yyjson_mut_arr (json);
  yyjson_mut_val *detail = yyjson_mut_arr_add_obj (json, details);
  g_autofree char *message = NULL;
  char *written;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (self->stage == AU_STANDIN_STAGE_ROUTE)
    {
      au_standin_exchange_reply_error (self, status, message);
      return;
    }
  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_str (json, root, "error_code", code);
  yyjson_mut_obj_add_str (json, root, "message", message);
  yyjson_mut_obj_add_str (json, detail, "@type", "type.googleapis.com/google.rpc.ErrorInfo");
  yyjson_mut_obj_add_str (json, detail, "reason", code);
  yyjson_mut_obj_add_str (json, detail, "domain", "");
  yyjson_mut_obj_add_val (json, root, "details", details);
  written = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  if (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    au_standin_count (self->standin, AU_STANDIN_REFUSED, 1);
  au_standin_exchange_reply (self, status, "application/json", g_strdup (written));
  free (written);
}

/* Answers with an error whose error_code is the status, a number. */
void
au_standin_exchange_fail_number (AuStandinExchange *self,
                                 guint              status,
                                 const char        *message)
{
  if (self->stage == AU_STANDIN_STAGE_ROUTE)
    {
      au_standin_count (self->standin, AU_STANDIN_UNAUTHORIZED, 1);
      au_standin_exchange_reply_error (self, status, message);
      return;
    }
  if (status == SOUP_STATUS_UNAUTHORIZED)
    au_standin_exchange_set_header (self, "WWW-Authenticate", "Bearer realm=\"DatabricksRealm\"");
  au_standin_count (self->standin, AU_STANDIN_UNAUTHORIZED, 1);
  au_standin_exchange_reply (self, status, "application/json",
                             g_strdup_printf ("{\"error_code\":%u,\"message\":\"%s\"}", status, message));
}
