/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-standin.h"
#include "au-standin-blessed.h"
#include "au-standin-links.h"
#include "au-standin-signin.h"
#include "au-standin-statements.h"
#include "au-standin-warehouses.h"

#include <stdio.h>
#include <string.h>

#define CLIENT_ID "5ca1ab1e-0a0b-0c0d-0e0f-000000000001"

/**
 * au_standin_count:
 * @self: the server
 * @counter: what has happened
 * @by: how often
 *
 * Counts.
 */
void
au_standin_count (AuStandin        *self,
                  AuStandinCounter  counter,
                  int               by)
{
  g_mutex_lock (&self->mutex);
  self->counters[counter] += (guint) by;
  self->counters[AU_STANDIN_PEAK] = MAX (self->counters[AU_STANDIN_PEAK],
                                         self->counters[AU_STANDIN_OPEN]);
  g_mutex_unlock (&self->mutex);
}

/* The time that the server thinks it is, in microseconds since 1970. */
gint64
au_standin_now (AuStandin *self)
{
  guint hours = 0;

  au_standin_strikes (self, AU_STANDIN_FAULT_WRONG_CLOCK, NULL, &hours);
  return g_get_real_time () + hours * G_TIME_SPAN_HOUR;
}

/* Returns: (transfer full): @n_bytes random bytes in hexadecimal digits */
char *
au_standin_random (guint n_bytes)
{
  GString *text = g_string_sized_new (2 * n_bytes);

  for (guint i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", (guint) g_random_int_range (0, 256));
  return g_string_free_and_steal (text);
}

/* Whether a fault that is not one of the transport strikes. */
gboolean
au_standin_strikes (AuStandin      *self,
                    AuStandinFault  fault,
                    const char     *query,
                    guint          *number)
{
  return au_standin_faults_strike (self->faults, fault, 0, query, number);
}

/* Runs @callback in the server's thread; it belongs to the context, which ends it at the latest. */
GSource *
au_standin_add_timer (AuStandin      *self,
                      guint           interval_ms,
                      GSourceFunc     callback,
                      gpointer        user_data,
                      GDestroyNotify  destroy)
{
  GSource *source = g_timeout_source_new (interval_ms);

  g_source_set_callback (source, callback, user_data, destroy);
  g_source_attach (source, self->context);
  g_source_unref (source);
  return source;
}

static void
tell_config (AuStandin         *self,
             AuStandinExchange *exchange)
{
  exchange->stage = AU_STANDIN_STAGE_DISCOVERY;
  if (!au_standin_exchange_obstruct (exchange))
    au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "application/json",
                               g_strdup_printf ("{\"oidc_endpoint\":\"%s/oidc\",\"workspace_id\":\"%s\","
                                                "\"cloud\":\"AWS\",\"host_type\":\"workspace\"}",
                                                self->uri, AU_STANDIN_WORKSPACE_ID));
}

static gboolean
is_for_links (AuStandin         *self,
              SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_local_address (message);
  g_autoptr (GUri) uri = g_uri_parse (self->link_uri, G_URI_FLAGS_NONE, NULL);

  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) == g_uri_get_port (uri);
}

/* A connection is known by its far end. */
static void
count_connection (AuStandin         *self,
                  SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  char *peer;

  if (address == NULL)
    return;
  peer = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  if (g_hash_table_add (self->peers, peer))
    au_standin_count (self, AU_STANDIN_CONNECTIONS, 1);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  AuStandin *self = user_data;
  g_autoptr (AuStandinExchange) exchange = au_standin_exchange_new (self, message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");

  au_standin_count (self, AU_STANDIN_REQUESTS, 1);
  if (soup_server_message_get_http_version (message) == SOUP_HTTP_2_0)
    au_standin_count (self, AU_STANDIN_MULTIPLEXED, 1);
  count_connection (self, message);
  g_mutex_lock (&self->mutex);
  if (!is_for_links (self, message))
    g_set_str (&self->user_agent, agent);
  g_mutex_unlock (&self->mutex);

  if (au_standin_links_handle (self->links, exchange, path))
    return;
  if (!is_for_links (self, message))
    {
      if (au_standin_blessed_handle (self, exchange, path) ||
          au_standin_statements_handle (self->statements, exchange, path) ||
          au_standin_warehouses_handle (self->warehouses, exchange, path) ||
          au_standin_sign_in_handle (self->sign_in, exchange, path))
        return;
      if (g_str_equal (path, "/.well-known/databricks-config"))
        {
          tell_config (self, exchange);
          return;
        }
      if (g_str_equal (path, "/login.html"))
        {
          au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "text/html; charset=utf-8",
                                     g_strdup ("<!DOCTYPE html><title>Databricks - Sign In</title>"));
          return;
        }
    }
  au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'",
                            soup_server_message_get_method (message), path);
}

static void
ignore_progress_cb (double   fraction,
                    gpointer user_data)
{
}

static void
ignore_cb (gpointer user_data)
{
}

/**
 * au_standin_enable_http2:
 *
 * Lets servers of this program speak HTTP/2 over https. To be called first of all, while the
 * program has one thread: libsoup keeps that switch in the environment.
 */
void
au_standin_enable_http2 (void)
{
  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
}

/**
 * au_standin_new:
 * @options: (nullable): how it is, %NULL for a healthy workspace at any free port
 *
 * Returns: (transfer full): a server that does not listen yet
 */
AuStandin *
au_standin_new (const AuStandinOptions *options)
{
  AuStandin *self = g_new0 (AuStandin, 1);
  g_autofree char *random = au_standin_random (16);

  if (options != NULL)
    self->options = *options;
  self->token = self->options.token != NULL ? g_strdup (self->options.token)
                                            : g_strconcat ("dapi", random, NULL);
  self->client_id = g_strdup (self->options.client_id != NULL ? self->options.client_id
                                                              : CLIENT_ID);
  self->client_secret = self->options.client_secret != NULL ? g_strdup (self->options.client_secret)
                                                            : au_standin_random (18);
  self->api_key = self->options.api_key != NULL ? g_strdup (self->options.api_key)
                                                : au_standin_random (16);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->started);
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->faults = au_standin_faults_new ();
  self->catalog = au_query_catalog_new (NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->pool = au_sample_pool_new (self->options.workspace, ignore_progress_cb, NULL, ignore_cb);
  g_main_context_pop_thread_default (self->context);
  self->options.token = self->options.client_id = self->options.client_secret = NULL;
  self->options.workspace = self->options.api_key = NULL;
  self->warehouses = au_standin_warehouses_new (self);
  self->sign_in = au_standin_sign_in_new (self);
  self->links = au_standin_links_new (self);
  self->statements = au_standin_statements_new (self);
  return self;
}

/* The address that was listened at last. */
static char *
dup_uri (SoupServer *server,
         const char *other)
{
  const char *scheme = soup_server_is_https (server) ? "https" : "http";
  GSList *uris = soup_server_get_uris (server);
  char *found = NULL;

  for (GSList *l = uris; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_strdup_printf ("%s://127.0.0.1:%d", scheme, g_uri_get_port (l->data));

      if (g_strcmp0 (uri, other) != 0)
        g_set_str (&found, uri);
    }
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return found;
}

static gboolean
listen_on_loopback (AuStandin  *self,
                    GError    **error)
{
  SoupServerListenOptions how = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (GTlsCertificate) certificate = NULL;

  self->server = soup_server_new ("server-header", "databricks", NULL);
  if (self->options.identity != AU_STANDIN_PLAIN)
    {
      self->authority = au_standin_authority_new (error);
      if (self->authority != NULL)
        certificate = au_standin_authority_issue (self->authority, self->options.identity, error);
      if (certificate == NULL)
        return FALSE;
      soup_server_set_tls_certificate (self->server, certificate);
      how |= SOUP_SERVER_LISTEN_HTTPS;
    }
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  if (!soup_server_listen_local (self->server, self->options.port, how, error))
    return FALSE;
  self->uri = dup_uri (self->server, NULL);
  if (!soup_server_listen_local (self->server, 0, how, error))
    return FALSE;
  self->link_uri = dup_uri (self->server, self->uri);
  return TRUE;
}

static gpointer
thread_cb (gpointer user_data)
{
  AuStandin *self = user_data;
  gboolean listens;
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  listens = listen_on_loopback (self, &error);
  g_mutex_lock (&self->mutex);
  self->is_started = TRUE;
  self->start_error = error;
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->mutex);
  if (listens)
    g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  au_standin_statements_stop (self->statements);
  g_clear_object (&self->server);
  /* What is still under way ends as if its client had left. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * au_standin_start:
 * @self: the server
 * @error: return location for a #GError
 *
 * Listens, once.
 *
 * Returns: %FALSE where it cannot
 */
gboolean
au_standin_start (AuStandin  *self,
                  GError    **error)
{
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->thread = g_thread_new ("standin", thread_cb, self);
  g_mutex_lock (&self->mutex);
  while (!self->is_started)
    g_cond_wait (&self->started, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->start_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->start_error));
  return FALSE;
}

static gboolean
quit_cb (gpointer user_data)
{
  AuStandin *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
au_standin_free (AuStandin *self)
{
  if (self->thread != NULL)
    {
      g_main_context_invoke (self->context, quit_cb, self);
      g_thread_join (self->thread);
    }
  else
    au_standin_statements_stop (self->statements);
  au_sample_pool_stop (self->pool);
  g_main_loop_unref (self->loop);
  /* Ends the timers, and with them the last exchanges. */
  g_main_context_unref (self->context);
  au_standin_links_free (self->links);
  au_standin_statements_free (self->statements);
  au_standin_sign_in_free (self->sign_in);
  au_standin_warehouses_free (self->warehouses);
  au_sample_pool_unref (self->pool);
  g_clear_object (&self->catalog);
  au_standin_faults_free (self->faults);
  g_clear_pointer (&self->authority, au_standin_authority_free);
  g_hash_table_unref (self->peers);
  g_clear_error (&self->start_error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->started);
  g_free (self->token);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->api_key);
  g_free (self->uri);
  g_free (self->link_uri);
  g_free (self->user_agent);
  g_free (self->submission);
  g_free (self);
}

/**
 * au_standin_get_uri:
 *
 * Returns: (transfer none): the workspace's address, such as `http://127.0.0.1:41234`; for a
 *   started server
 */
const char *
au_standin_get_uri (AuStandin *self)
{
  return self->uri;
}

/**
 * au_standin_get_link_uri:
 *
 * Returns: (transfer none): the address that external links begin with
 */
const char *
au_standin_get_link_uri (AuStandin *self)
{
  return self->link_uri;
}

/**
 * au_standin_get_authority:
 *
 * Returns: (transfer none) (nullable): the file with the certificate of who vouches for it; %NULL
 *   for a server of plain http
 */
const char *
au_standin_get_authority (AuStandin *self)
{
  return self->authority != NULL ? au_standin_authority_get_path (self->authority) : NULL;
}

const char *
au_standin_get_token (AuStandin *self)
{
  return self->token;
}

const char *
au_standin_get_client_id (AuStandin *self)
{
  return self->client_id;
}

const char *
au_standin_get_client_secret (AuStandin *self)
{
  return self->client_secret;
}

const char *
au_standin_get_api_key (AuStandin *self)
{
  return self->api_key;
}

/**
 * au_standin_set_fault:
 * @self: the server
 * @fault: `NAME[:QUERY][:NUMBER][@STAGE]`; au_standin_describe_faults() has them all
 * @error: return location for a #GError
 *
 * Lets something go wrong from now on.
 *
 * Returns: %FALSE where there is no such fault
 */
gboolean
au_standin_set_fault (AuStandin   *self,
                      const char  *fault,
                      GError     **error)
{
  return au_standin_faults_set (self->faults, fault, au_query_catalog_get_names (self->catalog),
                                error);
}

void
au_standin_clear_faults (AuStandin *self)
{
  au_standin_faults_clear (self->faults);
}

/**
 * au_standin_describe_faults:
 *
 * Returns: (transfer full): a line about every fault, and how to write one
 */
char *
au_standin_describe_faults (void)
{
  return au_standin_faults_describe ();
}

guint
au_standin_get_counter (AuStandin        *self,
                        AuStandinCounter  counter)
{
  guint value;

  g_mutex_lock (&self->mutex);
  value = self->counters[counter];
  g_mutex_unlock (&self->mutex);
  return value;
}

/**
 * au_standin_dup_user_agent:
 *
 * Returns: (transfer full) (nullable): the User-Agent of the last request to the workspace
 */
char *
au_standin_dup_user_agent (AuStandin *self)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (self->user_agent);
  g_mutex_unlock (&self->mutex);
  return text;
}

/**
 * au_standin_dup_submission:
 *
 * Returns: (transfer full) (nullable): the body of the last request to run a statement that was in
 *   order
 */
char *
au_standin_dup_submission (AuStandin *self)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (self->submission);
  g_mutex_unlock (&self->mutex);
  return text;
}

/**
 * au_standin_expire_tokens:
 * @self: the server
 *
 * Ends every access token that came from a sign-in, as time would.
 */
void
au_standin_expire_tokens (AuStandin *self)
{
  au_standin_sign_in_expire (self->sign_in);
}
