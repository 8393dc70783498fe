/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-model-private.h"
#include "au-search.h"

#include <gtk/gtk.h>

/* The list view makes a widget for every row it has, though nine are to be seen, so the rest comes
 * when somebody scrolls towards it. */
#define MORE_SHOWN 40

enum
{
  SIGNAL_SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuPickerModel, au_picker_model, G_TYPE_OBJECT)

typedef struct
{
  AuSubscriptionIndex *index;
  char *text;
  AuSubscriptionHits *among; /* (nullable) */
  guint n; /* how many to choose */
} Search;

typedef struct
{
  AuSubscriptionHits *hits;
  GArray *chosen;
} Answer;

static void
search_free (gpointer data)
{
  Search *search = data;

  au_subscription_index_unref (search->index);
  g_clear_pointer (&search->among, au_subscription_hits_unref);
  g_free (search->text);
  g_free (search);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  au_subscription_hits_unref (answer->hits);
  g_array_unref (answer->chosen);
  g_free (answer);
}

static void
au_picker_model_dispose (GObject *object)
{
  AuPickerModel *self = AU_PICKER_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->rows);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_clear_object (&self->sections[i]);
  g_clear_object (&self->picks);
  g_clear_pointer (&self->hits, au_subscription_hits_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->rest, g_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  g_clear_object (&self->bookmarks);

  G_OBJECT_CLASS (au_picker_model_parent_class)->dispose (object);
}

static void
au_picker_model_class_init (AuPickerModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = au_picker_model_dispose;

  /**
   * AuPickerModel::searched:
   *
   * The rows are those of what was searched for last.
   */
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", AU_TYPE_PICKER_MODEL, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
au_picker_model_init (AuPickerModel *self)
{
  g_autoptr (GListStore) stores = g_list_store_new (G_TYPE_LIST_STORE);

  self->rest = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    {
      self->sections[i] = g_list_store_new (AU_TYPE_PICKER_ITEM);
      g_list_store_append (stores, self->sections[i]);
    }
  /* A flattened list tells the list view that each part is a section. */
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&stores))));
}

static void
picks_changed_cb (AuPickerModel *self)
{
  guint n = g_list_model_get_n_items (self->rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (self->rows, i);

      au_picker_item_update (item, au_picker_item_get_needle (item),
                             au_picker_picks_contains (self->picks, au_picker_item_get_id (item)));
    }
}

/**
 * au_picker_model_new:
 * @bookmarks: the favourites and the recent subscriptions
 *
 * Returns: (transfer full): a model without rows until au_picker_model_search()
 */
AuPickerModel *
au_picker_model_new (AuBookmarks *bookmarks)
{
  AuPickerModel *self = g_object_new (AU_TYPE_PICKER_MODEL, NULL);

  self->bookmarks = g_object_ref (bookmarks);
  self->picks = au_picker_picks_new ();
  g_signal_connect_object (self->picks, "items-changed", G_CALLBACK (picks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * au_picker_model_set_index:
 * @self: a model
 * @index: (nullable): the subscriptions to list from the next search or refresh on
 */
void
au_picker_model_set_index (AuPickerModel       *self,
                           AuSubscriptionIndex *index)
{
  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  if (index != NULL)
    au_subscription_index_ref (index);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  self->index = index;
}

/**
 * au_picker_model_get_rows:
 *
 * Returns: (transfer none): a list of #AuPickerItem, a section model
 */
GListModel *
au_picker_model_get_rows (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), NULL);

  return self->rows;
}

static void
take_answer (AuPickerModel *self,
             Answer        *answer)
{
  if (self->hits != NULL &&
      au_subscription_hits_get_index (self->hits) != au_subscription_hits_get_index (answer->hits))
    _au_picker_model_forget_items (self);
  g_clear_pointer (&self->hits, au_subscription_hits_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  self->hits = au_subscription_hits_ref (answer->hits);
  self->chosen = g_array_ref (answer->chosen);
  _au_picker_model_fill_sections (self, 0);
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
}

static Answer *
run_search (Search       *search,
            GCancellable *cancellable)
{
  AuSubscriptionHits *hits = au_subscription_hits_new (search->index, search->text, search->among,
                                                       cancellable);
  Answer *answer;

  if (hits == NULL)
    return NULL;
  answer = g_new (Answer, 1);
  answer->hits = hits;
  answer->chosen = au_subscription_hits_choose (hits, search->n);
  return answer;
}

static void
search_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Answer *answer = run_search (task_data, cancellable);

  if (answer != NULL)
    g_task_return_pointer (task, answer, answer_free);
  else
    g_task_return_error_if_cancelled (task);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  AuPickerModel *self = AU_PICKER_MODEL (object);
  Answer *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Something else is searched for meanwhile: only that may fill the rows. */
  if (answer == NULL)
    return;
  if (g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    {
      g_clear_object (&self->cancellable);
      take_answer (self, answer);
    }
  answer_free (answer);
}

/**
 * au_picker_model_search:
 * @self: a model
 * @text: what is typed; empty lists everything, at once
 *
 * Fills the rows anew, as many as one sees at once; see au_picker_model_show_more(). Each
 * subscription has one row, in the first section that it belongs to. `searched` tells when it is
 * done, for an empty text before this returns.
 */
void
au_picker_model_search (AuPickerModel *self,
                        const char    *text)
{
  g_autofree char *needle = au_search_fold_needle (text);
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  if (self->index == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_str (&self->text, text);

  search = g_new0 (Search, 1);
  search->index = au_subscription_index_ref (self->index);
  search->text = g_strdup (text);
  if (self->hits != NULL)
    search->among = au_subscription_hits_ref (self->hits);
  search->n = AU_PICKER_MAX_SHOWN +
              au_bookmarks_get_n_items (self->bookmarks,
                                        AU_BOOKMARKS_FAVOURITES) +
              au_bookmarks_get_n_items (self->bookmarks,
                                        AU_BOOKMARKS_RECENT);

  if (*needle == '\0')
    {
      Answer *answer = run_search (search, NULL);

      take_answer (self, answer);
      answer_free (answer);
      search_free (search);
      return;
    }
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_source_tag (task, au_picker_model_search);
  g_task_set_task_data (task, search, search_free);
  g_task_set_priority (task, G_PRIORITY_HIGH);
  g_task_run_in_thread (task, search_thread);
}

/**
 * au_picker_model_refresh:
 * @self: a model
 *
 * Fills the rows anew where the favourites or the recent subscriptions are others. Where the source
 * lists others, it searches for the same text again.
 */
void
au_picker_model_refresh (AuPickerModel *self)
{
  GListModel *all;

  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  all = G_LIST_MODEL (self->sections[AU_PICKER_ALL]);
  if (self->text == NULL || self->cancellable != NULL)
    return;
  if (self->hits != NULL &&
      au_subscription_hits_get_index (self->hits) == self->index)
    _au_picker_model_fill_sections (self, g_list_model_get_n_items (all));
  else
    {
      g_autofree char *text = g_steal_pointer (&self->text);

      au_picker_model_search (self, text);
    }
}

/**
 * au_picker_model_get_text:
 *
 * Returns: (transfer none) (nullable): what was searched for last, answered or not
 */
const char *
au_picker_model_get_text (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), NULL);

  return self->text;
}

/**
 * au_picker_model_is_searching:
 *
 * Returns: whether the rows are not yet those of what was searched for last
 */
gboolean
au_picker_model_is_searching (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * au_picker_model_show_more:
 * @self: a model
 *
 * Adds rows at the end, where more match.
 */
void
au_picker_model_show_more (AuPickerModel *self)
{
  guint n;

  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->sections[AU_PICKER_ALL]));
  if (n < self->rest->len)
    _au_picker_model_fill_rest (self, n + MORE_SHOWN);
}

/**
 * au_picker_model_get_n_matches:
 *
 * Returns: how many subscriptions match, listed or not
 */
guint
au_picker_model_get_n_matches (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), 0);

  return self->hits != NULL ? au_subscription_hits_get_n_items (self->hits) : 0;
}

/**
 * au_picker_model_get_n_listed:
 *
 * Returns: how many rows there are when all have been shown
 */
guint
au_picker_model_get_n_listed (AuPickerModel *self)
{
  guint n;

  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), 0);

  n = self->rest->len;
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    if (i != AU_PICKER_ALL)
      n += g_list_model_get_n_items (G_LIST_MODEL (self->sections[i]));
  return n;
}

guint
au_picker_model_get_n_all (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), 0);

  return self->hits != NULL ?
         au_subscription_index_get_n_items (au_subscription_hits_get_index (self->hits)) : 0;
}

/**
 * au_picker_model_get_picks:
 *
 * Returns: (transfer none): the subscriptions that are picked to be shown together
 */
AuPickerPicks *
au_picker_model_get_picks (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), NULL);

  return self->picks;
}
