/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-blessed-source.h"
#include "au-auth-token.h"
#include "au-blessed-run.h"
#include "au-secrets.h"

#include <glib/gi18n.h>
#include <string.h>

/* Somebody who tries a connection waits for the answer. */
#define TRIAL_TRIES 2

struct _AuBlessedSource
{
  GObject parent_instance;

  AuBlessedClient client;
  AuQueryCatalog *catalog;
};

static void au_blessed_source_iface_init (AuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AuBlessedSource, au_blessed_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AU_TYPE_SOURCE,
                                                      au_blessed_source_iface_init))

static const char *
au_blessed_source_get_id (AuSource *source)
{
  return "blessed-api";
}

static const char *
au_blessed_source_get_name (AuSource *source)
{
  return _("Blessed API");
}

static const char *
au_blessed_source_get_description (AuSource *source)
{
  return _("A service with a route for each query, which runs its own query texts: its numbers show “by route”, never “verified”.");
}

static AuQueryCatalog *
au_blessed_source_get_catalog (AuSource *source)
{
  return AU_BLESSED_SOURCE (source)->catalog;
}

static const char *
au_blessed_source_get_host (AuSource *source)
{
  return au_blessed_config_get_place (AU_BLESSED_SOURCE (source)->client.config);
}

static guint
au_blessed_source_get_concurrency (AuSource *source)
{
  return 8;
}

static void
au_blessed_source_query_async (AuSource            *source,
                               AuRequest           *request,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  au_blessed_run_async (source, &AU_BLESSED_SOURCE (source)->client, request, 0, cancellable,
                        callback, user_data);
}

static AuResult *
au_blessed_source_query_finish (AuSource      *source,
                                GAsyncResult  *result,
                                GError       **error)
{
  return au_blessed_run_finish (source, result, error);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AuResult) rows = au_blessed_run_finish (object, result, &error);
  const AuProvenance *provenance;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  provenance = au_result_get_provenance (rows);
  g_task_return_pointer (task, g_strdup_printf (
                           /* Translators: an address, a route, a number. */
                           ngettext ("%s took the key; %s returned %u row.",
                                     "%s took the key; %s returned %u rows.", provenance->n_rows),
                           provenance->host, provenance->route, provenance->n_rows), g_free);
}

/* The query that every session starts with passes all that can be wrong: name, network,
 * certificate, key, address and the columns. */
static void
au_blessed_source_test_async (AuSource            *source,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  AuBlessedSource *self = AU_BLESSED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (AuRequest) request =
    au_request_new (au_query_catalog_get_contract (self->catalog, "subscriptions"), NULL, &error);

  g_task_set_source_tag (task, au_blessed_source_test_async);
  if (request == NULL)
    g_task_return_error (task, error);
  else
    au_blessed_run_async (self, &self->client, request, TRIAL_TRIES, cancellable, tried_cb,
                          g_steal_pointer (&task));
}

static char *
au_blessed_source_test_finish (AuSource      *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_blessed_source_get_http:
 *
 * Returns: (transfer none): the way to the service
 */
AuHttp *
au_blessed_source_get_http (AuBlessedSource *self)
{
  g_return_val_if_fail (AU_IS_BLESSED_SOURCE (self), NULL);

  return self->client.http;
}

static void
au_blessed_source_finalize (GObject *object)
{
  AuBlessedSource *self = AU_BLESSED_SOURCE (object);

  g_clear_pointer (&self->client.config, au_blessed_config_unref);
  g_clear_object (&self->client.http);
  g_clear_object (&self->client.auth);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (au_blessed_source_parent_class)->finalize (object);
}

static void
au_blessed_source_class_init (AuBlessedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_blessed_source_finalize;
}

static void
au_blessed_source_iface_init (AuSourceInterface *iface)
{
  iface->get_id = au_blessed_source_get_id;
  iface->get_name = au_blessed_source_get_name;
  iface->get_description = au_blessed_source_get_description;
  iface->get_catalog = au_blessed_source_get_catalog;
  iface->get_host = au_blessed_source_get_host;
  iface->get_concurrency = au_blessed_source_get_concurrency;
  iface->query_async = au_blessed_source_query_async;
  iface->query_finish = au_blessed_source_query_finish;
  iface->test_async = au_blessed_source_test_async;
  iface->test_finish = au_blessed_source_test_finish;
}

static void
au_blessed_source_init (AuBlessedSource *self)
{
}

static AuAuth *
make_key (AuBlessedConfig *config)
{
  const char *url = au_blessed_config_get_url (config);
  g_autofree char *missing = g_strdup_printf (
    /* Translators: %s is an address. */
    _("There is no API key for %s; enter one in Preferences, or give it in BLESSED_API_KEY."), url);
  const AuAuthTokenInfo info = {
    "api-key", url, AU_SECRET_API_KEY, au_blessed_config_get_key (config), _("The API key"), missing,
  };

  return au_auth_token_new (&info);
}

/**
 * au_blessed_source_new:
 * @config: the configuration
 * @catalog: the queries, of which only the contracts count: the service has the texts
 *
 * Returns: (transfer full): a source over that service; nothing is asked yet
 */
AuSource *
au_blessed_source_new (AuBlessedConfig *config,
                       AuQueryCatalog  *catalog)
{
  AuBlessedSource *self = g_object_new (AU_TYPE_BLESSED_SOURCE, NULL);

  self->client.config = au_blessed_config_ref (config);
  self->client.http = au_http_new ();
  self->client.auth = make_key (config);
  self->catalog = g_object_ref (catalog);
  au_http_set_sign_in (self->client.http, au_auth_get_kind (self->client.auth));
  return AU_SOURCE (self);
}
