/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire.h"
#include "au-query-catalog.h"
#include "../source/support.h"

#include <stdlib.h>

#define STATEMENTS "/api/2.0/sql/statements"

/* A poll that finds a statement running comes again after this long. */
#define PAUSE_MICROSECONDS 2000
#define MAX_POLLS 5000

/* Chunks are of three rows, so that ten subscriptions come in four. */
void
wire_start (Wire                   *self,
            const AuStandinOptions *options)
{
  AuStandinOptions used = { 0, };
  g_autoptr (GError) error = NULL;

  if (options != NULL)
    used = *options;
  used.workspace = support_get_workspace ();
  if (used.chunk_rows == 0)
    used.chunk_rows = 3;
  self->standin = au_standin_new (&used);
  self->session = soup_session_new_with_options ("timeout", 20, "user-agent", "wire/1.0", NULL);
  self->token = NULL;
  au_standin_start (self->standin, &error);
  g_assert_no_error (error);
}

void
wire_stop (Wire *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->standin, au_standin_free);
}

void
wire_set_fault (Wire       *self,
                const char *fault)
{
  g_autoptr (GError) error = NULL;

  au_standin_set_fault (self->standin, fault, &error);
  g_assert_no_error (error);
}

/* @path may be a whole address. An answer that breaks off has the status 0. */
Answer *
wire_send (Wire       *self,
           const char *method,
           const char *path,
           const char *type,
           const char *body)
{
  g_autofree char *uri = NULL;
  g_autofree char *bearer = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);
  const char *token = self->token != NULL ? self->token : au_standin_get_token (self->standin);

  uri = g_str_has_prefix (path, "http")
          ? g_strdup (path)
          : g_strconcat (au_standin_get_uri (self->standin), path, NULL);
  message = soup_message_new (method, uri);
  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (*token != '\0')
    {
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);

      bearer = g_str_has_prefix (token, "Basic ") ? g_strdup (token)
                                                  : g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, type, bytes);
    }
  got = soup_session_send_and_read (self->session, message, NULL, &error);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (got == NULL)
    {
      answer->body = g_strdup (error->message);
      return answer;
    }
  answer->status = soup_message_get_status (message);
  /* An empty body may have no data at all. */
  answer->body = g_bytes_get_size (got) == 0 ? g_strdup ("")
                                             : g_strndup (g_bytes_get_data (got, NULL),
                                                          g_bytes_get_size (got));
  answer->type = g_strdup (soup_message_headers_get_content_type (answer->headers, NULL));
  answer->request_id = g_strdup (soup_message_headers_get_one (answer->headers, "x-request-id"));
  answer->json = yyjson_read (answer->body, strlen (answer->body), YYJSON_READ_NOFLAG);
  answer->root = yyjson_doc_get_root (answer->json);
  return answer;
}

Answer *
wire_get (Wire       *self,
          const char *path)
{
  return wire_send (self, "GET", path, NULL, NULL);
}

Answer *
wire_post (Wire       *self,
           const char *path,
           const char *body)
{
  return wire_send (self, "POST", path, "application/json", body);
}

static void
append_json_string (GString    *out,
                    const char *text)
{
  yyjson_mut_doc *json = yyjson_mut_doc_new (NULL);
  char *written;

  yyjson_mut_doc_set_root (json, yyjson_mut_str (json, text));
  written = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  g_string_append (out, written);
  free (written);
  yyjson_mut_doc_free (json);
}

/* Submits the query of all subscriptions, with 0s unless @more has a wait; @more are further fields
 * and begins with a comma. */
Answer *
wire_submit (Wire       *self,
             const char *more)
{
  g_autofree char *text = wire_dup_query ("subscriptions");
  g_autoptr (GString) body = g_string_new ("{\"warehouse_id\":\"" AU_STANDIN_WAREHOUSE "\",\"statement\":");

  append_json_string (body, text);
  g_string_append_printf (body, "%s%s}", strstr (more, "wait_timeout") != NULL ? "" : ",\"wait_timeout\":\"0s\"",
                          more);
  return wire_post (self, STATEMENTS, body->str);
}

Answer *
wire_poll (Wire       *self,
           const char *id,
           const char *suffix)
{
  g_autofree char *path = g_strconcat (STATEMENTS "/", id, suffix, NULL);

  return wire_get (self, path);
}

/* Polls until the answer is anything but PENDING or RUNNING. */
Answer *
wire_finish (Wire       *self,
             const char *id)
{
  for (guint i = 0; i < MAX_POLLS; i++)
    {
      g_autoptr (Answer) answer = wire_poll (self, id, "");
      const char *state = answer_text (answer, "/status/state");

      if (g_strcmp0 (state, "PENDING") != 0 && g_strcmp0 (state, "RUNNING") != 0)
        return g_steal_pointer (&answer);
      g_usleep (PAUSE_MICROSECONDS);
    }
  g_error ("the statement did not end");
  return NULL;
}

/* Submits and polls to the end. */
Answer *
wire_run (Wire       *self,
          const char *more)
{
  g_autoptr (Answer) submitted = wire_submit (self, more);
  const char *id = answer_text (submitted, "/statement_id");

  return id != NULL ? wire_finish (self, id) : g_steal_pointer (&submitted);
}

char *
wire_dup_query (const char *name)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = au_query_catalog_load (catalog, name, &error);

  g_assert_no_error (error);
  return g_strdup (au_query_get_text (query));
}

void
answer_free (Answer *self)
{
  g_free (self->body);
  g_free (self->type);
  g_free (self->request_id);
  soup_message_headers_unref (self->headers);
  yyjson_doc_free (self->json);
  g_free (self);
}

const char *
answer_text (Answer     *self,
             const char *pointer)
{
  return yyjson_get_str (yyjson_ptr_get (self->root, pointer));
}

gint64
answer_int (Answer     *self,
            const char *pointer)
{
  return yyjson_get_sint (yyjson_ptr_get (self->root, pointer));
}

gboolean
answer_has (Answer     *self,
            const char *pointer)
{
  return yyjson_ptr_get (self->root, pointer) != NULL;
}

guint
answer_size (Answer     *self,
             const char *pointer)
{
  return (guint) yyjson_get_len (yyjson_ptr_get (self->root, pointer));
}
