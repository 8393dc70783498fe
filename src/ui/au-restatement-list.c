/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-restatement-list.h"

/**
 * Job:
 * @parts: (owned) (element-type GPtrArray): what came for each request, %NULL until it did
 * @pending: how many are still to come
 */
typedef struct
{
  GPtrArray *parts;
  guint pending;
} Job;

typedef struct
{
  GTask *task;
  guint index;
} Part;

static void
array_free (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->parts);
  g_free (job);
}

static void
finish (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) au_restatement_free);

  for (guint i = 0; i < job->parts->len; i++)
    {
      GPtrArray *part = g_steal_pointer (&g_ptr_array_index (job->parts, i));

      if (part != NULL)
        g_ptr_array_extend_and_steal (all, part);
    }
  g_task_return_pointer (task, all, array_free);
}

static void
part_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (GTask) task = part->task;
  Job *job = g_task_get_task_data (task);

  /* Nothing but a cancel gives nothing, and then all of it is. */
  g_ptr_array_index (job->parts, part->index) =
    au_cached_source_list_restatements_finish (AU_CACHED_SOURCE (object), result, NULL);
  if (--job->pending == 0)
    finish (task);
}

/**
 * au_restatement_list_async:
 * @source: a source whose results are kept
 * @requests: (element-type AuRequest): what is shown
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the readings of all were compared
 * @user_data: for @callback
 *
 * Looks through the readings of several requests for numbers of complete periods that are others
 * now. Nobody is asked.
 */
void
au_restatement_list_async (AuCachedSource      *source,
                           GPtrArray           *requests,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, au_restatement_list_async);
  g_task_set_task_data (task, job, job_free);
  job->parts = g_ptr_array_new_with_free_func (array_free);
  g_ptr_array_set_size (job->parts, (int) requests->len);
  job->pending = requests->len;
  if (requests->len == 0)
    finish (task);
  for (guint i = 0; i < requests->len; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->task = g_object_ref (task);
      part->index = i;
      au_cached_source_list_restatements_async (source, g_ptr_array_index (requests, i),
                                                cancellable, part_cb, part);
    }
}

/**
 * au_restatement_list_finish:
 *
 * Returns: (transfer full) (element-type AuRestatement): what was restated, in the order of the
 *   requests, may be empty; %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
au_restatement_list_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
