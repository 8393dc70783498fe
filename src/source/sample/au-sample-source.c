/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-source.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-sample-pool.h"
#include "au-sample-run.h"

#include <glib/gi18n.h>

#define MAX_THREADS 4

struct _AuSampleSource
{
  GObject parent_instance;

  AuQueryCatalog *catalog;
  AuSamplePool *pool;
  GThreadPool *threads;
};

/* One query on its way: made in the caller's thread, run in a worker's, given back in the caller's.
 * The worker holds no reference past its hand-over, so that all objects go where they came from. */
typedef struct
{
  GTask *task;
  AuSamplePool *pool;
  AuQueryCatalog *catalog;
  AuRequest *request;
  AuResult *result;
  GError *error;
} Job;

static void au_sample_source_iface_init (AuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AuSampleSource, au_sample_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AU_TYPE_SOURCE, au_sample_source_iface_init))

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->task);
  g_clear_pointer (&job->pool, au_sample_pool_unref);
  g_clear_object (&job->catalog);
  g_clear_pointer (&job->request, au_request_unref);
  g_clear_pointer (&job->result, au_result_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), result_free);
  return G_SOURCE_REMOVE;
}

/* Runs in a worker thread. */
static void
work_cb (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  g_autoptr (GSource) idle = g_idle_source_new ();

  job->result = au_sample_run (job->pool, job->catalog, job->request,
                               g_task_get_cancellable (job->task), &job->error);

  g_source_set_priority (idle, g_task_get_priority (job->task));
  g_source_set_static_name (idle, "sample result");
  g_source_set_callback (idle, deliver_cb, job, job_free);
  g_source_attach (idle, g_task_get_context (job->task));
}

static const char *
au_sample_source_get_id (AuSource *source)
{
  return "sample";
}

static const char *
au_sample_source_get_name (AuSource *source)
{
  return _("Sample workspace");
}

static const char *
au_sample_source_get_description (AuSource *source)
{
  return _("Invented customers and figures, made on this computer, to try the app with.");
}

static AuQueryCatalog *
au_sample_source_get_catalog (AuSource *source)
{
  return AU_SAMPLE_SOURCE (source)->catalog;
}

static void
start (AuSampleSource *self,
       GTask          *task,
       AuRequest      *request)
{
  Job *job;

  if (g_task_return_error_if_cancelled (task))
    return;

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->pool = au_sample_pool_ref (self->pool);
  job->catalog = g_object_ref (self->catalog);
  job->request = au_request_ref (request);
  /* It fails only where no first thread can be started, and then the job waits for the next one. */
  g_thread_pool_push (self->threads, job, NULL);
}

static void
au_sample_source_query_async (AuSource            *source,
                              AuRequest           *request,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_sample_source_query_async);
  start (AU_SAMPLE_SOURCE (source), task, request);
}

static AuResult *
au_sample_source_query_finish (AuSource      *source,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The trial is the query that every session starts with. */
static void
au_sample_source_test_async (AuSource            *source,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  AuSampleSource *self = AU_SAMPLE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, au_sample_source_test_async);
  request = au_request_new (au_query_catalog_get_contract (self->catalog, "subscriptions"), NULL, &error);
  if (request == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    start (self, task, request);
}

static char *
au_sample_source_test_finish (AuSource      *source,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_autoptr (AuResult) rows = NULL;
  guint n;

  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  rows = g_task_propagate_pointer (G_TASK (result), error);
  if (rows == NULL)
    return NULL;
  n = au_table_get_n_rows (au_result_get_table (rows));
  /* Translators: %u is a number of subscriptions. */
  return g_strdup_printf (ngettext ("The sample workspace answers and lists %u subscription.",
                                    "The sample workspace answers and lists %u subscriptions.", n), n);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (AuSource) self = g_weak_ref_get (weak);

  if (self != NULL)
    au_source_emit_progress (self, fraction);
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
au_sample_source_finalize (GObject *object)
{
  AuSampleSource *self = AU_SAMPLE_SOURCE (object);

  /* No job is left: each holds a reference through its task. */
  g_thread_pool_free (self->threads, FALSE, FALSE);
  au_sample_pool_stop (self->pool);
  g_clear_pointer (&self->pool, au_sample_pool_unref);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (au_sample_source_parent_class)->finalize (object);
}

static void
au_sample_source_class_init (AuSampleSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_sample_source_finalize;
}

static void
au_sample_source_iface_init (AuSourceInterface *iface)
{
  iface->get_id = au_sample_source_get_id;
  iface->get_name = au_sample_source_get_name;
  iface->get_description = au_sample_source_get_description;
  iface->get_catalog = au_sample_source_get_catalog;
  iface->query_async = au_sample_source_query_async;
  iface->query_finish = au_sample_source_query_finish;
  iface->test_async = au_sample_source_test_async;
  iface->test_finish = au_sample_source_test_finish;
}

static void
au_sample_source_init (AuSampleSource *self)
{
  self->threads = g_thread_pool_new (work_cb, NULL, MAX_THREADS, FALSE, NULL);
}

static AuSource *
new_source (AuQueryCatalog *catalog,
            const char     *path)
{
  AuSampleSource *self = g_object_new (AU_TYPE_SAMPLE_SOURCE, NULL);
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->catalog = g_object_ref (catalog);
  self->pool = au_sample_pool_new (path, progress_cb, weak, weak_free);
  return AU_SOURCE (self);
}

/**
 * au_sample_source_new:
 * @catalog: the queries
 *
 * The first query of a day makes the workspace's file where it is not in the user's cache yet, and
 * #AuSource::progress tells how far that is.
 *
 * Returns: (transfer full): a source over the sample workspace of the app's day
 */
AuSource *
au_sample_source_new (AuQueryCatalog *catalog)
{
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (catalog), NULL);

  return new_source (catalog, NULL);
}

/**
 * au_sample_source_new_for_file:
 * @catalog: the queries
 * @path: an SQLite file with the contract's tables, named in full: `main.dbt.dim_teams`
 *
 * Returns: (transfer full): a source over that file; it never makes one
 */
AuSource *
au_sample_source_new_for_file (AuQueryCatalog *catalog,
                               const char     *path)
{
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (catalog), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return new_source (catalog, path);
}
