/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-pool.h"
#include "au-clock.h"
#include "au-sample-workspace.h"

#include <glib/gstdio.h>

/* How often one that waits for the file looks whether it was cancelled. */
#define POLL_MICROSECONDS (20 * G_TIME_SPAN_MILLISECOND)

/* Steps in which progress is told. */
#define PROGRESS_STEP 0.01

struct _AuSamplePool
{
  gatomicrefcount ref_count;

  gboolean fixed;              /* whether @path was given and is never made */
  GMainContext *context;       /* where @progress is called */
  AuSampleProgress progress;
  gpointer user_data;
  GDestroyNotify destroy;
  GCancellable *stop;          /* ends the making of a file that nobody wants any more */

  GMutex mutex;                /* guards all below */
  GCond changed;
  char *path;                  /* (nullable): the file of @day, once it is there */
  AuDay day;
  gboolean making;
  guint n_attempts;            /* makings that ended */
  GError *failure;             /* (nullable): why the last one failed */
  GPtrArray *idle;             /* (element-type AuSampleConnection) */
  guint n_taken;               /* connections that are not idle */
};

typedef struct
{
  AuSamplePool *pool;
  double fraction;
} Progress;

static void
connection_free (gpointer data)
{
  au_sample_connection_free (data);
}

/**
 * au_sample_pool_new:
 * @path: (nullable): a file to read; %NULL for the workspace of the app's day, made where needed
 * @progress: called in the thread-default main context of this call while the file is made
 * @user_data: data for @progress
 * @destroy: frees @user_data
 *
 * Returns: (transfer full): a pool with no connection yet
 */
AuSamplePool *
au_sample_pool_new (const char       *path,
                    AuSampleProgress  progress,
                    gpointer          user_data,
                    GDestroyNotify    destroy)
{
  AuSamplePool *self = g_new0 (AuSamplePool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fixed = path != NULL;
  self->path = g_strdup (path);
  self->context = g_main_context_ref_thread_default ();
  self->progress = progress;
  self->user_data = user_data;
  self->destroy = destroy;
  self->stop = g_cancellable_new ();
  self->day = AU_DAY_INVALID;
  self->idle = g_ptr_array_new_with_free_func (connection_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  return self;
}

AuSamplePool *
au_sample_pool_ref (AuSamplePool *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
au_sample_pool_unref (AuSamplePool *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  self->destroy (self->user_data);
  g_clear_pointer (&self->idle, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_clear_object (&self->stop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->path);
  g_free (self);
}

/**
 * au_sample_pool_stop:
 * @self: a pool that no one will take a connection from any more
 *
 * Ends the making of a file, if one is under way.
 */
void
au_sample_pool_stop (AuSamplePool *self)
{
  g_cancellable_cancel (self->stop);
}

static void
progress_free (gpointer data)
{
  Progress *report = data;

  au_sample_pool_unref (report->pool);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Progress *report = data;

  report->pool->progress (report->fraction, report->pool->user_data);
  return G_SOURCE_REMOVE;
}

/* Called in the making thread. */
static void
making_progress_cb (double   fraction,
                    gpointer user_data)
{
  Progress *last = user_data;
  Progress *report;

  if (fraction < 1 && fraction < last->fraction + PROGRESS_STEP)
    return;
  last->fraction = fraction;
  report = g_new (Progress, 1);
  report->pool = au_sample_pool_ref (last->pool);
  report->fraction = fraction;
  g_main_context_invoke_full (last->pool->context, G_PRIORITY_DEFAULT, report_cb, report,
                              progress_free);
}

/* Makes the file of the app's day, apart from the query that asked for it first: that one may be
 * cancelled while others wait. */
static gpointer
make_thread (gpointer data)
{
  g_autoptr (AuSamplePool) self = data;
  Progress last = { self, -1 };
  AuDay today = au_clock_today ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint size;

  if (au_sample_workspace_read_size (&size, &error))
    path = au_sample_workspace_ensure (today, size, making_progress_cb, &last, self->stop, &error);

  g_mutex_lock (&self->mutex);
  g_clear_error (&self->failure);
  if (path != NULL)
    {
      g_set_str (&self->path, path);
      self->day = today;
    }
  else
    self->failure = g_steal_pointer (&error);
  self->making = FALSE;
  self->n_attempts++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* Waits until there is a file for the app's day. Call with the mutex held. */
static gboolean
wait_for_file (AuSamplePool  *self,
               GCancellable  *cancellable,
               GError       **error)
{
  guint n_attempts = self->n_attempts;

  while (TRUE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (self->path != NULL && (self->fixed || self->day == au_clock_today ()))
        return TRUE;
      if (!self->making)
        {
          if (self->n_attempts != n_attempts && self->failure != NULL)
            {
              g_propagate_error (error, g_error_copy (self->failure));
              return FALSE;
            }
          self->making = TRUE;
          g_thread_unref (g_thread_new ("sample-workspace", make_thread,
                                        au_sample_pool_ref (self)));
        }
      g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + POLL_MICROSECONDS);
    }
}

/* Takes an idle connection to @path out of the pool, or returns NULL. Call with the mutex held. */
static AuSampleConnection *
steal_idle (AuSamplePool *self)
{
  while (self->idle->len > 0)
    {
      g_autoptr (AuSampleConnection) connection = NULL;

      connection = g_ptr_array_steal_index (self->idle, self->idle->len - 1);
      if (g_str_equal (au_sample_connection_get_path (connection), self->path))
        return g_steal_pointer (&connection);
    }
  return NULL;
}

/* Counts out a connection that was taken. With the last one a burst of queries is over, and the
 * pages that each connection has read go: the machine has them in memory as well. Call with the
 * mutex held. */
static void
end_use (AuSamplePool *self)
{
  if (--self->n_taken > 0)
    return;
  for (guint i = 0; i < self->idle->len; i++)
    au_sample_connection_forget_pages (g_ptr_array_index (self->idle, i));
}

/* Removes a broken file, so that the next one to wait makes it anew. */
static gboolean
discard_path (AuSamplePool *self,
              const char   *path)
{
  g_mutex_lock (&self->mutex);
  if (!self->fixed && g_strcmp0 (self->path, path) == 0)
    {
      g_unlink (path);
      g_clear_pointer (&self->path, g_free);
    }
  g_mutex_unlock (&self->mutex);
  return !self->fixed;
}

/**
 * au_sample_pool_take:
 * @self: a pool
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Makes the workspace's file first where it is not there, or is broken, which blocks for seconds.
 *
 * Returns: (transfer full): a connection for this thread, to be given back; or %NULL with an error
 */
AuSampleConnection *
au_sample_pool_take (AuSamplePool  *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *path = NULL;
      AuSampleConnection *connection = NULL;
      gboolean damaged;
      AuDay day = AU_DAY_INVALID;

      g_mutex_lock (&self->mutex);
      if (wait_for_file (self, cancellable, error))
        {
          path = g_strdup (self->path);
          day = self->fixed ? au_clock_today () : self->day;
          connection = steal_idle (self);
          self->n_taken++;
        }
      g_mutex_unlock (&self->mutex);
      if (path == NULL || connection != NULL)
        return connection;

      connection = au_sample_connection_open (path, day, &damaged, &local);
      if (connection != NULL)
        return connection;
      g_mutex_lock (&self->mutex);
      end_use (self);
      g_mutex_unlock (&self->mutex);
      if (!damaged || attempt > 0 || !discard_path (self, path))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
}

/**
 * au_sample_pool_give:
 * @self: a pool
 * @connection: (transfer full): a connection that was taken from it
 */
void
au_sample_pool_give (AuSamplePool       *self,
                     AuSampleConnection *connection)
{
  g_mutex_lock (&self->mutex);
  if (g_strcmp0 (self->path, au_sample_connection_get_path (connection)) == 0)
    g_ptr_array_add (self->idle, g_steal_pointer (&connection));
  end_use (self);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&connection, au_sample_connection_free);
}

/**
 * au_sample_pool_discard:
 * @self: a pool
 * @connection: (transfer full): a connection whose file turned out to be broken
 *
 * Returns: whether the file is made anew for the next one to take a connection
 */
gboolean
au_sample_pool_discard (AuSamplePool       *self,
                        AuSampleConnection *connection)
{
  g_autoptr (AuSampleConnection) broken = connection;

  g_mutex_lock (&self->mutex);
  end_use (self);
  g_mutex_unlock (&self->mutex);
  return discard_path (self, au_sample_connection_get_path (broken));
}
