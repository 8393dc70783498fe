/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-http-private.h"

/* As many as queries may run at once, and some for chunks: libsoup allows two by itself. */
#define MAX_CONNECTIONS 32

/* A service may take 5 s to answer a poll; whoever is silent for longer than this is gone. */
#define TIMEOUT_SECONDS 60

/* Shorter than any server's, so that no request runs into a connection that is just being
 * closed. */
#define IDLE_SECONDS 25

G_DEFINE_FINAL_TYPE (AuHttp, au_http, G_TYPE_OBJECT)

enum
{
  SIGNAL_TROUBLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * au_http_move_trouble:
 * @self: an HTTP layer
 * @from: what a request has waited for
 * @to: what it waits for now
 * @host: (nullable): whom it asks
 *
 * Keeps count, and tells where there is another trouble, or none any more.
 */
void
au_http_move_trouble (AuHttp        *self,
                      AuHttpTrouble  from,
                      AuHttpTrouble  to,
                      const char    *host)
{
  AuHttpTrouble trouble = AU_HTTP_NO_TROUBLE;

  if (from == to)
    return;
  if (from != AU_HTTP_NO_TROUBLE)
    self->n_troubled[from]--;
  if (to != AU_HTTP_NO_TROUBLE)
    self->n_troubled[to]++;
  for (guint i = 0; i < AU_HTTP_N_TROUBLES; i++)
    if (self->n_troubled[i] > 0)
      trouble = i;
  if (self->trouble == trouble)
    return;
  self->trouble = trouble;
  g_signal_emit (self, signals[SIGNAL_TROUBLE], 0, trouble, host);
}

/**
 * au_http_send_async:
 * @self: an HTTP layer
 * @request: (transfer full): what to ask; its URL has passed au_http_check_url(), its header values
 *   are free of control characters
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when a whole answer is there
 * @user_data: data for @callback
 *
 * Sends, waits for the whole body, and repeats as the request allows.
 */
void
au_http_send_async (AuHttp              *self,
                    AuHttpRequest       *request,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AU_IS_HTTP (self));

  if (!self->has_agent)
    au_http_set_sign_in (self, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_http_send_async);
  au_http_exchange_start (task, request);
}

/**
 * au_http_send_finish:
 * @self: an HTTP layer
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the answer, of whatever status; %NULL with %AU_SOURCE_ERROR_NETWORK,
 *   %AU_SOURCE_ERROR_TLS or %AU_SOURCE_ERROR_ADDRESS where none came, or %G_IO_ERROR_CANCELLED
 */
AuHttpResponse *
au_http_send_finish (AuHttp        *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_http_set_timeout:
 * @self: an HTTP layer
 * @seconds: how long a connection may be silent
 */
void
au_http_set_timeout (AuHttp *self,
                     guint   seconds)
{
  g_return_if_fail (AU_IS_HTTP (self));

  soup_session_set_timeout (self->session, seconds);
}

/**
 * au_http_set_pace:
 * @self: an HTTP layer
 * @pace: what waiting times are multiplied by, 1 by default
 *
 * Lets tests go through hours of waiting in seconds.
 */
void
au_http_set_pace (AuHttp *self,
                  double  pace)
{
  g_return_if_fail (AU_IS_HTTP (self));

  self->pace = pace;
}

double
au_http_get_pace (AuHttp *self)
{
  g_return_val_if_fail (AU_IS_HTTP (self), 1);

  return self->pace;
}

/**
 * au_http_set_database:
 * @self: an HTTP layer
 * @database: the authorities to trust instead of the system's
 */
void
au_http_set_database (AuHttp       *self,
                      GTlsDatabase *database)
{
  g_return_if_fail (AU_IS_HTTP (self));

  soup_session_set_tls_database (self->session, database);
}

static void
au_http_finalize (GObject *object)
{
  AuHttp *self = AU_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->multiplexing, g_hash_table_unref);

  G_OBJECT_CLASS (au_http_parent_class)->finalize (object);
}

static void
au_http_class_init (AuHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_http_finalize;

  /**
   * AuHttp::trouble:
   * @self: an HTTP layer
   * @trouble: an #AuHttpTrouble: what requests wait for from now on
   * @host: (nullable): whom one of them asks
   *
   * Requests that failed wait to be sent again, or none does any more.
   */
  signals[SIGNAL_TROUBLE] = g_signal_new ("trouble", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                          G_TYPE_STRING);
}

static void
au_http_init (AuHttp *self)
{
  self->pace = 1;
  self->multiplexing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS,
                                                 "timeout", TIMEOUT_SECONDS,
                                                 "idle-timeout", IDLE_SECONDS,
                                                 NULL);
  /* Signing in is ours: libsoup is not to answer a 401 by itself. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

/**
 * au_http_set_sign_in:
 * @self: an HTTP layer
 * @sign_in: (nullable): how the app signs in, such as `pat`, told in the user agent
 *
 * To be called once, before the first request; libsoup does not let go of an earlier user agent.
 */
void
au_http_set_sign_in (AuHttp     *self,
                     const char *sign_in)
{
  g_autofree char *agent = NULL;

  g_return_if_fail (AU_IS_HTTP (self));

  /* libsoup adds its own name and version after a blank at the end. */
  agent = g_strdup_printf ("Anyusage/" PACKAGE_VERSION " os/linux%s%s ",
                           sign_in != NULL ? " auth/" : "", sign_in != NULL ? sign_in : "");
  soup_session_set_user_agent (self->session, agent);
  self->has_agent = TRUE;
}

/**
 * au_http_new:
 *
 * Returns: (transfer full): an HTTP layer with a connection pool of its own
 */
AuHttp *
au_http_new (void)
{
  return g_object_new (AU_TYPE_HTTP, NULL);
}
