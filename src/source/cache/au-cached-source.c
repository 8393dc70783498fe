/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cached-source.h"
#include "au-cache-job.h"
#include "au-error.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Digits of the checksum that stands for a host in a file's name. */
#define NAME_DIGITS 16

#define ENDING ".sqlite"

struct _AuCachedSource
{
  GObject parent_instance;

  AuSource *inner;
  AuCacheMode mode;
  GError *trouble; /* (nullable): why the source was not reached */
  char *path;
  AuCacheStore *store; /* used by the one thread of the pool alone */
  GThreadPool *pool;
  GCancellable *keeping; /* cancelled where what waits to be kept is to be forgotten */
};

enum
{
  PROP_OFFLINE = 1,
};

static void au_cached_source_iface_init (AuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AuCachedSource, au_cached_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AU_TYPE_SOURCE, au_cached_source_iface_init))

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static AuCacheJob *
job_new (AuCachedSource *self,
         AuCacheJobKind  kind,
         GTask          *task,
         AuRequest      *request)
{
  AuCacheJob *job = g_new0 (AuCacheJob, 1);

  job->kind = kind;
  job->task = task != NULL ? g_object_ref (task) : NULL;
  job->store = self->store;
  job->catalog = g_object_ref (au_source_get_catalog (self->inner));
  job->request = request != NULL ? au_request_ref (request) : NULL;
  return job;
}

static void
push (AuCachedSource *self,
      AuCacheJob     *job)
{
  g_thread_pool_push (self->pool, job, NULL);
}

static void
set_trouble (AuCachedSource *self,
             const GError   *trouble)
{
  gboolean was_offline = self->trouble != NULL;

  g_clear_error (&self->trouble);
  self->trouble = trouble != NULL ? g_error_copy (trouble) : NULL;
  if (was_offline != (trouble != NULL))
    g_object_notify (G_OBJECT (self), "offline");
}

/* Whether @error says that the source was not reached or is down, and nothing about whether these
 * rows may be seen: what was refused is not shown from the cache instead. */
static gboolean
is_unreachable (const GError *error)
{
  return g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_NETWORK) ||
         g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_TLS) ||
         g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_ADDRESS) ||
         g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_WAREHOUSE) ||
         g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_RATE_LIMIT) ||
         g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SERVICE);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *async_result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AuCachedSource *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = au_source_query_finish (AU_SOURCE (object), async_result, &error);
  AuCacheJob *job;

  if (result != NULL)
    {
      set_trouble (self, NULL);
      job = job_new (self, AU_CACHE_JOB_PUT, NULL, NULL);
      job->result = au_result_ref (result);
      job->keeping = g_object_ref (self->keeping);
      push (self, job);
      g_task_return_pointer (task, g_steal_pointer (&result), result_free);
      return;
    }

  if (is_unreachable (error))
    set_trouble (self, error);
  if (!is_unreachable (error) || self->mode != AU_CACHE_FALL_BACK)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job = job_new (self, AU_CACHE_JOB_GET, task, g_task_get_task_data (task));
  job->error = g_steal_pointer (&error);
  push (self, job);
}

static void
au_cached_source_query_async (AuSource            *source,
                              AuRequest           *request,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  AuCachedSource *self = AU_CACHED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AuCacheJob *job;

  g_task_set_source_tag (task, au_cached_source_query_async);
  g_task_set_task_data (task, au_request_ref (request), (GDestroyNotify) au_request_unref);
  if (self->mode != AU_CACHE_ONLY)
    {
      au_source_query_async (self->inner, request, cancellable, queried_cb,
                             g_steal_pointer (&task));
      return;
    }

  job = job_new (self, AU_CACHE_JOB_GET, task, request);
  g_set_error (&job->error, AU_ERROR, AU_ERROR_NOT_FOUND,
               /* Translators: %s is a query's name. */
               _("These rows of %s were not read on this computer before; connect and try again."),
               au_request_get_name (request));
  push (self, job);
}

static AuResult *
au_cached_source_query_finish (AuSource      *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *async_result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *sentence = au_source_test_finish (AU_SOURCE (object), async_result, &error);

  if (sentence != NULL)
    g_task_return_pointer (task, sentence, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
au_cached_source_test_async (AuSource            *source,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_cached_source_test_async);
  au_source_test_async (AU_CACHED_SOURCE (source)->inner, cancellable, tested_cb, task);
}

static char *
au_cached_source_test_finish (AuSource      *source,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
au_cached_source_get_id (AuSource *source)
{
  return au_source_get_id (AU_CACHED_SOURCE (source)->inner);
}

static const char *
au_cached_source_get_name (AuSource *source)
{
  return au_source_get_name (AU_CACHED_SOURCE (source)->inner);
}

static const char *
au_cached_source_get_description (AuSource *source)
{
  return au_source_get_description (AU_CACHED_SOURCE (source)->inner);
}

static AuQueryCatalog *
au_cached_source_get_catalog (AuSource *source)
{
  return au_source_get_catalog (AU_CACHED_SOURCE (source)->inner);
}

static const char *
au_cached_source_get_host (AuSource *source)
{
  return au_source_get_host (AU_CACHED_SOURCE (source)->inner);
}

static guint
au_cached_source_get_concurrency (AuSource *source)
{
  return au_source_get_concurrency (AU_CACHED_SOURCE (source)->inner);
}

static gboolean
au_cached_source_close (AuSource *source,
                        guint     milliseconds)
{
  return au_source_close (AU_CACHED_SOURCE (source)->inner, milliseconds);
}

/**
 * au_cached_source_peek_async:
 * @self: a source
 * @request: what to ask
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the cache was looked at
 * @user_data: data for @callback
 *
 * Looks for the last good result, whatever the mode, without asking the source.
 */
void
au_cached_source_peek_async (AuCachedSource      *self,
                             AuRequest           *request,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AU_IS_CACHED_SOURCE (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_cached_source_peek_async);
  push (self, job_new (self, AU_CACHE_JOB_GET, task, request));
}

/**
 * au_cached_source_peek_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the result, whose age au_provenance_get_age() tells; %NULL
 *   without an error where none is kept, or with one of au_query_catalog_load() where the query's
 *   text is refused now
 */
AuResult *
au_cached_source_peek_finish (AuCachedSource  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_cached_source_list_restatements_async:
 * @self: a source
 * @request: (nullable): what is shown; %NULL for all that was ever asked
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the readings were compared
 * @user_data: data for @callback
 *
 * Compares the newest reading with earlier ones. Ask after a refresh: what was just read is
 * compared too.
 */
void
au_cached_source_list_restatements_async (AuCachedSource      *self,
                                          AuRequest           *request,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AU_IS_CACHED_SOURCE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_cached_source_list_restatements_async);
  push (self, job_new (self, AU_CACHE_JOB_RESTATEMENTS, task, request));
}

/**
 * au_cached_source_list_restatements_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type AuRestatement): numbers of complete periods that are
 *   others now, may be empty; %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
au_cached_source_list_restatements_finish (AuCachedSource  *self,
                                           GAsyncResult    *result,
                                           GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_cached_source_clear_async:
 * @self: a source
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Forgets all that was kept of this source, for signing out. What is on its way to the disk is not
 * kept either.
 */
void
au_cached_source_clear_async (AuCachedSource      *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AU_IS_CACHED_SOURCE (self));

  g_cancellable_cancel (self->keeping);
  g_object_unref (self->keeping);
  self->keeping = g_cancellable_new ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_cached_source_clear_async);
  push (self, job_new (self, AU_CACHE_JOB_CLEAR, task, NULL));
}

/**
 * au_cached_source_clear_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: whether nothing is kept any more; %FALSE without an error where the file cannot be
 *   written
 */
gboolean
au_cached_source_clear_finish (AuCachedSource  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * au_cached_source_get_inner:
 *
 * Returns: (transfer none): the source that is asked
 */
AuSource *
au_cached_source_get_inner (AuCachedSource *self)
{
  g_return_val_if_fail (AU_IS_CACHED_SOURCE (self), NULL);

  return self->inner;
}

/**
 * au_cached_source_get_path:
 *
 * Returns: (transfer none): the cache's file, which may not exist
 */
const char *
au_cached_source_get_path (AuCachedSource *self)
{
  g_return_val_if_fail (AU_IS_CACHED_SOURCE (self), NULL);

  return self->path;
}

AuCacheMode
au_cached_source_get_mode (AuCachedSource *self)
{
  g_return_val_if_fail (AU_IS_CACHED_SOURCE (self), AU_CACHE_LIVE);

  return self->mode;
}

/**
 * au_cached_source_set_mode:
 * @self: a source
 * @mode: what queries are to do from now on
 */
void
au_cached_source_set_mode (AuCachedSource *self,
                           AuCacheMode     mode)
{
  g_return_if_fail (AU_IS_CACHED_SOURCE (self));

  self->mode = mode;
}

/**
 * au_cached_source_is_offline:
 *
 * Returns: whether the last attempt to reach the source failed, also as the property `offline`
 */
gboolean
au_cached_source_is_offline (AuCachedSource *self)
{
  g_return_val_if_fail (AU_IS_CACHED_SOURCE (self), FALSE);

  return self->trouble != NULL;
}

/**
 * au_cached_source_get_trouble:
 *
 * Returns: (transfer none) (nullable): why the source was not reached, for a banner; %NULL where it
 *   was
 */
const GError *
au_cached_source_get_trouble (AuCachedSource *self)
{
  g_return_val_if_fail (AU_IS_CACHED_SOURCE (self), NULL);

  return self->trouble;
}

static void
au_cached_source_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_OFFLINE)
    g_value_set_boolean (value, AU_CACHED_SOURCE (object)->trouble != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
au_cached_source_finalize (GObject *object)
{
  AuCachedSource *self = AU_CACHED_SOURCE (object);

  /* Waits for results that are still to be written: some milliseconds. */
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->store, au_cache_store_free);
  g_signal_handlers_disconnect_by_data (self->inner, self);
  g_clear_object (&self->inner);
  g_clear_object (&self->keeping);
  g_clear_error (&self->trouble);
  g_free (self->path);

  G_OBJECT_CLASS (au_cached_source_parent_class)->finalize (object);
}

static void
au_cached_source_class_init (AuCachedSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = au_cached_source_get_property;
  object_class->finalize = au_cached_source_finalize;

  /**
   * AuCachedSource:offline:
   *
   * Whether the last attempt to reach the source failed.
   */
  g_object_class_install_property (object_class, PROP_OFFLINE,
                                   g_param_spec_boolean ("offline", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE |
                                                         G_PARAM_EXPLICIT_NOTIFY |
                                                         G_PARAM_STATIC_STRINGS));
}

static void
au_cached_source_iface_init (AuSourceInterface *iface)
{
  iface->get_id = au_cached_source_get_id;
  iface->get_name = au_cached_source_get_name;
  iface->get_description = au_cached_source_get_description;
  iface->get_catalog = au_cached_source_get_catalog;
  iface->get_host = au_cached_source_get_host;
  iface->get_concurrency = au_cached_source_get_concurrency;
  iface->close = au_cached_source_close;
  iface->query_async = au_cached_source_query_async;
  iface->query_finish = au_cached_source_query_finish;
  iface->test_async = au_cached_source_test_async;
  iface->test_finish = au_cached_source_test_finish;
}

static void
au_cached_source_init (AuCachedSource *self)
{
  self->mode = AU_CACHE_FALL_BACK;
  self->keeping = g_cancellable_new ();
  /* One thread, so that what was read is kept before somebody looks for it. */
  self->pool = g_thread_pool_new (au_cache_job_run_cb, NULL, 1, FALSE, NULL);
}

/* One file for each source and host: what one workspace returned never passes for another's. */
static char *
create_path (AuSource   *inner,
             const char *folder)
{
  const char *host = au_source_get_host (inner);
  g_autofree char *key = g_strconcat (au_source_get_id (inner), "\n", host, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.*s" ENDING, au_source_get_id (inner), NAME_DIGITS,
                                           sum);
  g_autofree char *fallback = folder == NULL ? au_cache_dup_default_folder () : NULL;

  return g_build_filename (folder != NULL ? folder : fallback, name, NULL);
}

/**
 * au_cached_source_new:
 * @inner: the source to ask
 * @folder: (nullable): where the cache is, %NULL for au_cache_dup_default_folder()
 *
 * Returns: (transfer full): a source in the mode %AU_CACHE_FALL_BACK
 */
AuCachedSource *
au_cached_source_new (AuSource   *inner,
                      const char *folder)
{
  AuCachedSource *self;

  g_return_val_if_fail (AU_IS_SOURCE (inner), NULL);

  self = g_object_new (AU_TYPE_CACHED_SOURCE, NULL);
  self->inner = g_object_ref (inner);
  self->path = create_path (inner, folder);
  self->store = au_cache_store_new (self->path, AU_CACHE_DEFAULT_LIMIT);
  g_signal_connect_swapped (inner, "progress", G_CALLBACK (au_source_emit_progress), self);
  g_signal_connect_swapped (inner, "status", G_CALLBACK (au_source_emit_status), self);
  return self;
}

/**
 * au_cache_dup_default_folder:
 *
 * Earlier readings cannot be read again, so they are among the person's data and not among what may
 * be deleted at any time.
 *
 * Returns: (transfer full): `$XDG_DATA_HOME/anyusage/readings`
 */
char *
au_cache_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "anyusage", "readings", NULL);
}

/**
 * au_cache_clear_folder:
 * @folder: (nullable): where caches are, %NULL for au_cache_dup_default_folder()
 *
 * Forgets what was kept of all sources, and deletes what was set aside. Other instances may have
 * the files open. Blocks, so call it in a thread.
 *
 * Returns: whether nothing is kept any more
 */
gboolean
au_cache_clear_folder (const char *folder)
{
  g_autofree char *fallback = folder == NULL ? au_cache_dup_default_folder () : NULL;
  const char *path = folder != NULL ? folder : fallback;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gboolean done = TRUE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ENDING))
        {
          g_autoptr (AuCacheStore) store = au_cache_store_new (file, AU_CACHE_DEFAULT_LIMIT);

          done = au_cache_store_clear (store) && done;
        }
    }
  return done;
}
