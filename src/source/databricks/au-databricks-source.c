/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-databricks-source.h"
#include "au-databricks-run.h"
#include "au-databricks-trial.h"
#include "au-databricks-warehouse.h"

#include <glib/gi18n.h>

/* A warehouse that runs takes a statement at once; only who waits for longer than this asks why. */
#define WATCH_AFTER (800 * 1000)
#define WATCH_EVERY (2 * G_USEC_PER_SEC)

struct _AuDatabricksSource
{
  GObject parent_instance;

  AuDatabricksClient *client;
  AuQueryCatalog *catalog;
  GHashTable *large;          /* (element-type utf8): queries whose results do not come inline */
  GHashTable *cancellables;   /* (element-type GCancellable): of the queries that run */
  guint n_open;
  gint64 waiting_since;       /* monotonic, 0 where nothing waits */
  gint64 watched;             /* monotonic, of the last look at the warehouse */
  gboolean is_watching;
  char *warehouse_status;     /* (nullable): what the warehouse does */
  char *trouble_status;       /* (nullable): why the workspace is asked again */
  char *status;               /* (nullable): what was told of these */
};

static void au_databricks_source_iface_init (AuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AuDatabricksSource, au_databricks_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AU_TYPE_SOURCE,
                                                      au_databricks_source_iface_init))

/* Where the workspace cannot be reached, nobody knows what its warehouse does. */
static void
tell_status (AuDatabricksSource *self)
{
  const char *status = self->trouble_status != NULL ? self->trouble_status
                                                    : self->warehouse_status;

  if (g_set_str (&self->status, status))
    au_source_emit_status (AU_SOURCE (self), status);
}

static void
set_warehouse_status (AuDatabricksSource *self,
                      const char         *status)
{
  g_set_str (&self->warehouse_status, status);
  tell_status (self);
}

static void
trouble_cb (AuHttp             *http,
            AuHttpTrouble       trouble,
            const char         *host,
            AuDatabricksSource *self)
{
  g_clear_pointer (&self->trouble_status, g_free);
  if (trouble == AU_HTTP_BUSY)
    /* Translators: %s is a host. */
    self->trouble_status = g_strdup_printf (_("%s is busy; waiting to ask again…"), host);
  else if (trouble == AU_HTTP_UNREACHABLE)
    /* Translators: %s is a host. */
    self->trouble_status = g_strdup_printf (_("Reconnecting to %s…"), host);
  tell_status (self);
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AuDatabricksSource) self = user_data;
  g_autoptr (AuDatabricksWarehouse) warehouse =
    au_databricks_get_warehouse_finish (AU_DATABRICKS_CLIENT (object), result, NULL);
  g_autofree char *status = NULL;

  self->is_watching = FALSE;
  if (warehouse == NULL || self->waiting_since == 0)
    return;
  if (warehouse->state == AU_DATABRICKS_WAREHOUSE_STARTING ||
      warehouse->state == AU_DATABRICKS_WAREHOUSE_STOPPED ||
      warehouse->state == AU_DATABRICKS_WAREHOUSE_STOPPING)
    /* Translators: %s is the name of a SQL warehouse. */
    status = g_strdup_printf (_("Starting warehouse %s…"), warehouse->name);
  else if (warehouse->problem != NULL)
    /* Translators: name of a SQL warehouse, what is wrong with it. */
    status = g_strdup_printf (_("Waiting for warehouse %s: %s"), warehouse->name, warehouse->problem);
  else
    /* Translators: %s is the name of a SQL warehouse. */
    status = g_strdup_printf (_("Waiting for warehouse %s…"), warehouse->name);
  set_warehouse_status (self, status);
}

static void
waiting_hook (gpointer source)
{
  AuDatabricksSource *self = source;
  gint64 now = g_get_monotonic_time ();

  if (self->waiting_since == 0)
    self->waiting_since = now;
  if (self->is_watching || now - self->waiting_since < WATCH_AFTER ||
      now - self->watched < WATCH_EVERY)
    return;
  self->is_watching = TRUE;
  self->watched = now;
  au_databricks_get_warehouse_async (self->client, 1, NULL, watched_cb, g_object_ref (self));
}

static void
running_hook (gpointer source)
{
  AuDatabricksSource *self = source;

  self->waiting_since = 0;
  set_warehouse_status (self, NULL);
}

static void
too_large_hook (gpointer    source,
                const char *query)
{
  g_hash_table_add (AU_DATABRICKS_SOURCE (source)->large, g_strdup (query));
}

static void
opened_hook (gpointer source)
{
  AU_DATABRICKS_SOURCE (source)->n_open++;
}

static void
closed_hook (gpointer source)
{
  AuDatabricksSource *self = source;

  if (--self->n_open == 0)
    running_hook (self);
}

static const AuDatabricksRunHooks hooks = {
  waiting_hook, running_hook, too_large_hook, opened_hook, closed_hook,
};

static const char *
au_databricks_source_get_id (AuSource *source)
{
  return "databricks";
}

static const char *
au_databricks_source_get_name (AuSource *source)
{
  return _("Databricks");
}

static const char *
au_databricks_source_get_description (AuSource *source)
{
  return _("A SQL warehouse of a Databricks workspace, asked with the query texts.");
}

static AuQueryCatalog *
au_databricks_source_get_catalog (AuSource *source)
{
  return AU_DATABRICKS_SOURCE (source)->catalog;
}

static const char *
au_databricks_source_get_host (AuSource *source)
{
  AuDatabricksSource *self = AU_DATABRICKS_SOURCE (source);
  AuDatabricksConfig *config = au_databricks_client_get_config (self->client);

  return strstr (au_databricks_config_get_host (config), "://") + 3;
}

static guint
au_databricks_source_get_concurrency (AuSource *source)
{
  return 16;
}

/* One query: what the caller may cancel, and what closing the source may. */
typedef struct
{
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable) */
  gulong handler;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_cancellable_disconnect (query->outer, query->handler);
  g_clear_object (&query->outer);
  g_clear_object (&query->cancellable);
  g_free (query);
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuDatabricksSource *self = AU_DATABRICKS_SOURCE (object);
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  AuResult *rows = au_databricks_run_finish (self, result, &error);

  g_hash_table_remove (self->cancellables, query->cancellable);
  if (rows != NULL)
    g_task_return_pointer (task, rows, result_free);
  else
    g_task_return_error (task, error);
}

/* Statements are small but for a few, which the service refuses to send inline. Those are asked for
 * as links from the second time on: a link costs a round trip more. */
static void
au_databricks_source_query_async (AuSource            *source,
                                  AuRequest           *request,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  AuDatabricksSource *self = AU_DATABRICKS_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Query *query;

  g_task_set_source_tag (task, au_databricks_source_query_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  query = g_new0 (Query, 1);
  query->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      query->outer = g_object_ref (cancellable);
      query->handler = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (query->cancellable), g_object_unref);
    }
  g_task_set_task_data (task, query, query_free);
  g_hash_table_add (self->cancellables, g_object_ref (query->cancellable));
  au_databricks_run_async (self, &hooks, self->client, self->catalog, request,
                           g_hash_table_contains (self->large, au_request_get_name (request)),
                           query->cancellable, run_cb, g_steal_pointer (&task));
}

static AuResult *
au_databricks_source_query_finish (AuSource      *source,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
au_databricks_source_test_async (AuSource            *source,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  au_databricks_trial_async (source, AU_DATABRICKS_SOURCE (source)->client, cancellable, callback,
                             user_data);
}

static char *
au_databricks_source_test_finish (AuSource      *source,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return au_databricks_trial_finish (source, result, error);
}

/**
 * au_databricks_source_get_client:
 *
 * Returns: (transfer none): the way to the workspace, for lists of warehouses and for signing in
 */
AuDatabricksClient *
au_databricks_source_get_client (AuDatabricksSource *self)
{
  g_return_val_if_fail (AU_IS_DATABRICKS_SOURCE (self), NULL);

  return self->client;
}

/**
 * au_databricks_source_get_n_open:
 *
 * Returns: how many statements may be running on the warehouse
 */
guint
au_databricks_source_get_n_open (AuDatabricksSource *self)
{
  g_return_val_if_fail (AU_IS_DATABRICKS_SOURCE (self), 0);

  return self->n_open;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * au_databricks_source_close:
 * @self: a source
 * @milliseconds: how long to wait at most
 *
 * For the end of the program: cancels all queries and runs the main context until the warehouse has
 * taken note, since nothing else stops a statement there.
 *
 * Returns: whether no statement is left open
 */
gboolean
au_databricks_source_close (AuDatabricksSource *self,
                            guint               milliseconds)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  gint64 end = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  g_autoptr (GList) running = NULL;
  g_autoptr (GSource) wake = NULL;
  g_autoptr (AuDatabricksSource) keep = NULL;

  g_return_val_if_fail (AU_IS_DATABRICKS_SOURCE (self), FALSE);

  keep = g_object_ref (self);
  running = g_hash_table_get_keys (self->cancellables);
  g_list_foreach (running, (GFunc) g_object_ref, NULL);
  for (GList *link = running; link != NULL; link = link->next)
    {
      g_cancellable_cancel (link->data);
      g_object_unref (link->data);
    }
  wake = g_timeout_source_new (20);
  g_source_set_callback (wake, wake_cb, NULL, NULL);
  g_source_attach (wake, context);
  while (self->n_open > 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (wake);
  return self->n_open == 0;
}

static gboolean
au_databricks_source_close_source (AuSource *source,
                                   guint     milliseconds)
{
  return au_databricks_source_close (AU_DATABRICKS_SOURCE (source), milliseconds);
}

static void
au_databricks_source_finalize (GObject *object)
{
  AuDatabricksSource *self = AU_DATABRICKS_SOURCE (object);

  /* Every query holds a reference, so none is left. */
  g_clear_object (&self->client);
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->large, g_hash_table_unref);
  g_clear_pointer (&self->cancellables, g_hash_table_unref);
  g_free (self->warehouse_status);
  g_free (self->trouble_status);
  g_free (self->status);

  G_OBJECT_CLASS (au_databricks_source_parent_class)->finalize (object);
}

static void
au_databricks_source_class_init (AuDatabricksSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_databricks_source_finalize;
}

static void
au_databricks_source_iface_init (AuSourceInterface *iface)
{
  iface->get_id = au_databricks_source_get_id;
  iface->get_name = au_databricks_source_get_name;
  iface->get_description = au_databricks_source_get_description;
  iface->get_catalog = au_databricks_source_get_catalog;
  iface->get_host = au_databricks_source_get_host;
  iface->get_concurrency = au_databricks_source_get_concurrency;
  iface->close = au_databricks_source_close_source;
  iface->query_async = au_databricks_source_query_async;
  iface->query_finish = au_databricks_source_query_finish;
  iface->test_async = au_databricks_source_test_async;
  iface->test_finish = au_databricks_source_test_finish;
}

static void
au_databricks_source_init (AuDatabricksSource *self)
{
  self->large = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellables = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * au_databricks_source_new:
 * @config: the configuration
 * @catalog: the queries
 *
 * Returns: (transfer full): a source over that workspace; nothing is asked yet
 */
AuSource *
au_databricks_source_new (AuDatabricksConfig *config,
                          AuQueryCatalog     *catalog)
{
  AuDatabricksSource *self = g_object_new (AU_TYPE_DATABRICKS_SOURCE, NULL);

  self->client = au_databricks_client_new (config);
  g_signal_connect_object (au_databricks_client_get_http (self->client), "trouble",
                           G_CALLBACK (trouble_cb), self, G_CONNECT_DEFAULT);
  self->catalog = g_object_ref (catalog);
  return AU_SOURCE (self);
}
