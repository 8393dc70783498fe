/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-loader.h"

/* What is on the screen is held by its cards anyway, so its results stay whatever they take. */
#define MIN_KEPT 24

/* Beyond them, results of subscriptions that somebody may go back to, in bytes: some
 * eight. A server's older results are on the disk as well, see AuCachedSource. */
#define MAX_KEPT_SIZE (512 * 1024)

struct _AuLoader
{
  GObject parent_instance;

  AuSource *source;
  GHashTable *loads; /* (element-type utf8 Load): those that a new waiter may join */
  GQueue waiting;    /* (element-type Load): not yet sent, in the order of asking */
  guint n_running;
  GHashTable *kept;  /* (element-type utf8 Kept) */
  GQueue by_use;     /* (element-type Kept): the least recently used first */
  gsize kept_size;   /* what they all take */
};

G_DEFINE_FINAL_TYPE (AuLoader, au_loader, G_TYPE_OBJECT)

typedef struct
{
  char *key;
  AuResult *result;
  gsize size;
  GList link;
} Kept;

/* One request in flight, for all that wait for it. */
typedef struct
{
  grefcount ref_count;
  AuLoader *loader; /* (owned) while it runs, else NULL */
  AuRequest *request;
  int priority;
  GQueue waiters; /* (element-type Waiter) */
  GCancellable *cancellable;
  gboolean keep; /* whether its result may be kept */
} Load;

typedef struct
{
  GTask *task;
  Load *load;
  GSource *cancel_source; /* (nullable) */
} Waiter;

static void start_waiting (AuLoader *self);

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  au_result_unref (kept->result);
  g_free (kept->key);
  g_free (kept);
}

static Load *
load_ref (Load *load)
{
  g_ref_count_inc (&load->ref_count);
  return load;
}

static void
load_unref (gpointer data)
{
  Load *load = data;

  if (!g_ref_count_dec (&load->ref_count))
    return;
  g_clear_object (&load->loader);
  g_clear_object (&load->cancellable);
  au_request_unref (load->request);
  g_free (load);
}

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancel_source != NULL)
    {
      g_source_destroy (waiter->cancel_source);
      g_source_unref (waiter->cancel_source);
    }
  g_object_unref (waiter->task);
  load_unref (waiter->load);
  g_free (waiter);
}

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

/* Takes @load out of reach of new waiters. */
static void
forget_load (AuLoader *self,
             Load     *load)
{
  const char *key = au_request_get_key (load->request);

  if (g_hash_table_lookup (self->loads, key) == load)
    g_hash_table_remove (self->loads, key);
}

static void
drop_kept (AuLoader *self,
           Kept     *kept)
{
  g_queue_unlink (&self->by_use, &kept->link);
  self->kept_size -= kept->size;
  g_hash_table_remove (self->kept, kept->key);
}

static void
keep (AuLoader  *self,
      AuRequest *request,
      AuResult  *result)
{
  Kept *old = g_hash_table_lookup (self->kept, au_request_get_key (request));
  Kept *kept = g_new0 (Kept, 1);

  if (old != NULL)
    drop_kept (self, old);
  kept->key = g_strdup (au_request_get_key (request));
  kept->result = au_result_ref (result);
  kept->size = au_result_get_size (result);
  kept->link.data = kept;
  g_hash_table_insert (self->kept, kept->key, kept);
  g_queue_push_tail_link (&self->by_use, &kept->link);
  self->kept_size += kept->size;
  while (self->by_use.length > MIN_KEPT && self->kept_size > MAX_KEPT_SIZE)
    drop_kept (self, g_queue_peek_head (&self->by_use));
}

static void
query_cb (GObject      *object,
          GAsyncResult *async_result,
          gpointer      user_data)
{
  Load *load = user_data;
  g_autoptr (AuLoader) self = g_steal_pointer (&load->loader);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = au_source_query_finish (AU_SOURCE (object), async_result, &error);
  GQueue waiters = load->waiters;

  /* All is in order before the first callback runs, which may ask for anything. */
  g_queue_init (&load->waiters);
  forget_load (self, load);
  self->n_running--;
  if (result != NULL && load->keep)
    keep (self, load->request, result);
  start_waiting (self);

  while (waiters.length > 0)
    {
      Waiter *waiter = g_queue_pop_head (&waiters);
      g_autoptr (GTask) task = g_object_ref (waiter->task);

      waiter_free (waiter);
      if (result != NULL)
        g_task_return_pointer (task, au_result_ref (result), result_free);
      else
        g_task_return_error (task, g_error_copy (error));
    }
  load_unref (load);
}

/* Takes out the most urgent one; of several the one that was asked for first. */
static GList *
unlink_most_urgent (AuLoader *self)
{
  GList *best = self->waiting.head;

  for (GList *link = best; link != NULL; link = link->next)
    if (((Load *) link->data)->priority < ((Load *) best->data)->priority)
      best = link;
  if (best != NULL)
    g_queue_unlink (&self->waiting, best);
  return best;
}

static void
start_waiting (AuLoader *self)
{
  while (self->n_running < au_source_get_concurrency (self->source))
    {
      GList *link = unlink_most_urgent (self);
      Load *load;

      if (link == NULL)
        return;
      load = link->data;
      g_list_free (link);
      self->n_running++;
      load->loader = g_object_ref (self);
      au_source_query_async (self->source, load->request, load->cancellable, query_cb, load);
    }
}

/* A waiter gives up. The others go on; with the last one the query goes too. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Waiter *waiter = user_data;
  g_autoptr (GTask) task = g_object_ref (waiter->task);
  AuLoader *self = g_task_get_source_object (task);
  Load *load = load_ref (waiter->load);

  g_queue_remove (&load->waiters, waiter);
  waiter_free (waiter);
  if (load->waiters.length == 0)
    {
      forget_load (self, load);
      load->keep = FALSE;
      if (load->loader != NULL)
        g_cancellable_cancel (load->cancellable);
      else if (g_queue_remove (&self->waiting, load))
        load_unref (load);
    }
  load_unref (load);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static Load *
ensure_load (AuLoader  *self,
             AuRequest *request,
             int        priority)
{
  const char *key = au_request_get_key (request);
  Load *load = g_hash_table_lookup (self->loads, key);

  if (load != NULL)
    {
      load->priority = MIN (load->priority, priority);
      return load;
    }

  load = g_new0 (Load, 1);
  g_ref_count_init (&load->ref_count);
  load->request = au_request_ref (request);
  load->priority = priority;
  load->cancellable = g_cancellable_new ();
  load->keep = TRUE;
  g_queue_init (&load->waiters);
  g_hash_table_insert (self->loads, (gpointer) au_request_get_key (load->request), load_ref (load));
  g_queue_push_tail (&self->waiting, load);
  return load;
}

/**
 * au_loader_load_async:
 * @self: a loader
 * @request: what to load
 * @priority: how urgent, as GLib counts: %G_PRIORITY_DEFAULT for the view on the screen,
 *   %G_PRIORITY_LOW for one that may come next
 * @cancellable: (nullable): a #GCancellable; it gives up this waiting, and the query where nobody
 *   else waits for it
 * @callback: called in the thread-default main context, never before this returns
 * @user_data: data for @callback
 *
 * Gives a kept result, joins the same request in flight, or asks the source.
 */
void
au_loader_load_async (AuLoader            *self,
                      AuRequest           *request,
                      int                  priority,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  AuResult *result;
  Waiter *waiter;

  g_return_if_fail (AU_IS_LOADER (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, au_loader_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  result = au_loader_peek (self, request);
  if (result != NULL)
    {
      g_task_return_pointer (task, au_result_ref (result), result_free);
      return;
    }

  waiter = g_new0 (Waiter, 1);
  waiter->load = load_ref (ensure_load (self, request, priority));
  waiter->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_static_name (waiter->cancel_source, "loader cancel");
      g_source_set_callback (waiter->cancel_source, G_SOURCE_FUNC (cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancel_source, g_task_get_context (waiter->task));
    }
  g_queue_push_tail (&waiter->load->waiters, waiter);
  start_waiting (self);
}

/**
 * au_loader_load_finish:
 * @self: a loader
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the result, or %NULL with an error as of au_source_query_finish()
 */
AuResult *
au_loader_load_finish (AuLoader      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_loader_peek:
 * @self: a loader
 * @request: a request
 *
 * Returns: (transfer none) (nullable): the kept result, valid until the loader is used again
 */
AuResult *
au_loader_peek (AuLoader  *self,
                AuRequest *request)
{
  Kept *kept;

  g_return_val_if_fail (AU_IS_LOADER (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  kept = g_hash_table_lookup (self->kept, au_request_get_key (request));
  if (kept == NULL)
    return NULL;
  g_queue_unlink (&self->by_use, &kept->link);
  g_queue_push_tail_link (&self->by_use, &kept->link);
  return kept->result;
}

/**
 * au_loader_invalidate:
 * @self: a loader
 * @request: a request
 *
 * Forgets the result of @request. One in flight still reaches those who wait for it, but the next
 * to ask gets a new one.
 */
void
au_loader_invalidate (AuLoader  *self,
                      AuRequest *request)
{
  Kept *kept;
  Load *load;

  g_return_if_fail (AU_IS_LOADER (self));
  g_return_if_fail (request != NULL);

  kept = g_hash_table_lookup (self->kept, au_request_get_key (request));
  if (kept != NULL)
    drop_kept (self, kept);
  load = g_hash_table_lookup (self->loads, au_request_get_key (request));
  if (load != NULL && load->loader != NULL)
    {
      load->keep = FALSE;
      forget_load (self, load);
    }
}

/**
 * au_loader_invalidate_all:
 * @self: a loader
 *
 * Does for all requests what au_loader_invalidate() does for one.
 */
void
au_loader_invalidate_all (AuLoader *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (AU_IS_LOADER (self));

  while (self->by_use.length > 0)
    drop_kept (self, g_queue_peek_head (&self->by_use));

  g_hash_table_iter_init (&iter, self->loads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Load *load = value;

      /* One that has not been sent yet is as fresh as any. */
      if (load->loader == NULL)
        continue;
      load->keep = FALSE;
      g_hash_table_iter_remove (&iter);
    }
}

AuSource *
au_loader_get_source (AuLoader *self)
{
  g_return_val_if_fail (AU_IS_LOADER (self), NULL);

  return self->source;
}

static void
au_loader_finalize (GObject *object)
{
  AuLoader *self = AU_LOADER (object);

  /* Whoever waits holds a reference, so nothing is in flight or waiting. */
  g_clear_pointer (&self->loads, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (au_loader_parent_class)->finalize (object);
}

static void
au_loader_class_init (AuLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_loader_finalize;
}

static void
au_loader_init (AuLoader *self)
{
  self->loads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, load_unref);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, kept_free);
  g_queue_init (&self->waiting);
  g_queue_init (&self->by_use);
}

/**
 * au_loader_new:
 * @source: where to load from
 *
 * Returns: (transfer full): a loader that has nothing yet
 */
AuLoader *
au_loader_new (AuSource *source)
{
  AuLoader *self;

  g_return_val_if_fail (AU_IS_SOURCE (source), NULL);

  self = g_object_new (AU_TYPE_LOADER, NULL);
  self->source = g_object_ref (source);
  return self;
}
