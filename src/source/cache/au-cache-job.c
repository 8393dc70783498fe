/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cache-job.h"
#include "au-restatement.h"

static void
job_free (gpointer data)
{
  AuCacheJob *job = data;

  g_clear_object (&job->task);
  g_clear_object (&job->catalog);
  g_clear_object (&job->keeping);
  g_clear_pointer (&job->request, au_request_unref);
  g_clear_pointer (&job->result, au_result_unref);
  g_clear_pointer (&job->restatements, g_ptr_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static void
array_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static gboolean
deliver_cb (gpointer data)
{
  AuCacheJob *job = data;

  if (job->kind == AU_CACHE_JOB_CLEAR)
    g_task_return_boolean (job->task, job->done);
  else if (job->kind == AU_CACHE_JOB_RESTATEMENTS)
    g_task_return_pointer (job->task, g_steal_pointer (&job->restatements), array_free);
  else if (job->result != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), result_free);
  else if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
add_restatements (AuCacheJob       *job,
                  AuRequest *request)
{
  g_autoptr (GPtrArray) readings =
    au_cache_store_get_readings (job->store, job->catalog, request, NULL);

  /* A text that is refused now has no numbers to compare. */
  if (readings != NULL)
    g_ptr_array_extend_and_steal (job->restatements, au_restatements_new (readings));
}

static void
list_restatements (AuCacheJob *job)
{
  g_autoptr (GPtrArray) requests = NULL;

  job->restatements = g_ptr_array_new_with_free_func ((GDestroyNotify) au_restatement_free);
  if (job->request != NULL)
    {
      add_restatements (job, job->request);
      return;
    }
  requests = au_cache_store_list_requests (job->store, job->catalog);
  for (guint i = 0; i < requests->len; i++)
    add_restatements (job, g_ptr_array_index (requests, i));
}

/**
 * au_cache_job_run_cb:
 * @data: (transfer full): an #AuCacheJob
 * @user_data: nothing
 *
 * Does a job, in the thread, and gives back what came of it where somebody waits.
 */
void
au_cache_job_run_cb (gpointer data,
                     gpointer user_data)
{
  AuCacheJob *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSource) idle = NULL;

  switch (job->kind)
    {
      case AU_CACHE_JOB_GET:
        job->result = au_cache_store_get (job->store, job->catalog, job->request, &error);
        /* A refused text is told before that the source was not reached. */
        if (error != NULL)
          {
            g_clear_error (&job->error);
            job->error = g_steal_pointer (&error);
          }
        break;

      case AU_CACHE_JOB_RESTATEMENTS:
        list_restatements (job);
        break;

      case AU_CACHE_JOB_PUT:
        if (!g_cancellable_is_cancelled (job->keeping))
          au_cache_store_put (job->store, job->result);
        job_free (job);
        return;

      case AU_CACHE_JOB_CLEAR:
        job->done = au_cache_store_clear (job->store);
        break;

      default:
        g_return_if_reached ();
    }

  idle = g_idle_source_new ();
  g_source_set_priority (idle, g_task_get_priority (job->task));
  g_source_set_static_name (idle, "cached result");
  g_source_set_callback (idle, deliver_cb, job, job_free);
  g_source_attach (idle, g_task_get_context (job->task));
}
