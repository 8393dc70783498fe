/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-model.h"
#include "au-picker-diff.h"
#include "au-search.h"
#include "au-team-list.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

/* Nobody reads further; what is meant is found by typing more. */
#define MAX_SHOWN 200

/* The list view makes a widget for every row it has, though nine are to be seen, so the rest comes
 * when somebody scrolls towards it. */
#define FIRST_SHOWN 12
#define MORE_SHOWN 40

struct _AuPickerModel
{
  GObject parent_instance;

  AuBookmarks *bookmarks;
  AuSubscriptionIndex *index; /* (nullable) */
  GListStore *sections[AU_PICKER_N_SECTIONS];
  GListModel *rows;
  AuPickerPicks *picks;

  char *text; /* (nullable): what is searched for or was last */
  GCancellable *cancellable; /* (nullable): of the search that runs */

  /* Of the last answer. */
  AuSubscriptionHits *hits; /* (nullable) */
  GArray *chosen; /* (nullable) (element-type uint): positions, best first */
  GArray *rest;   /* (element-type uint): those of them that no other section lists */
};

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

/* The subscriptions that @section lists, by their position plus 1. */
static GHashTable *
get_listed_items (AuPickerModel  *self,
                  AuPickerSection section)
{
  GListModel *list = G_LIST_MODEL (self->sections[section]);
  GHashTable *items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (list, i);
      guint key = au_picker_item_get_position (item) + 1;

      if (au_picker_item_get_kind (item) == AU_PICKER_SUBSCRIPTION)
        g_hash_table_insert (items, GUINT_TO_POINTER (key), g_steal_pointer (&item));
    }
  return items;
}

/* The item that the section has for a subscription already, or a new one. */
static AuPickerItem *
dup_item (AuPickerModel  *self,
          AuPickerSection section,
          GHashTable     *before,
          guint           position)
{
  AuPickerItem *item = g_hash_table_lookup (before, GUINT_TO_POINTER (position + 1));

  if (item != NULL)
    return g_object_ref (item);
  return au_picker_item_new_subscription (section, au_subscription_hits_get_index (self->hits),
                                          position);
}

/* The same of any other item: @wanted, or the one that is there already. */
static AuPickerItem *
dup_same_item (AuPickerModel *self,
               AuPickerItem  *wanted)
{
  GListModel *before = G_LIST_MODEL (self->sections[au_picker_item_get_section (wanted)]);

  for (guint i = 0; i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (before, i);

      if (au_picker_item_get_kind (item) == au_picker_item_get_kind (wanted) &&
          g_str_equal (au_picker_item_get_title (item), au_picker_item_get_title (wanted)) &&
          g_strcmp0 (au_picker_item_get_id (item), au_picker_item_get_id (wanted)) == 0)
        return g_steal_pointer (&item);
    }
  return g_object_ref (wanted);
}

static void
set_section (AuPickerModel  *self,
             AuPickerSection section,
             GPtrArray      *items)
{
  const char *needle = au_subscription_hits_get_needle (self->hits);

  for (guint i = 0; i < items->len; i++)
    {
      AuPickerItem *item = g_ptr_array_index (items, i);

      au_picker_item_update (item, needle,
                             au_picker_picks_contains (self->picks, au_picker_item_get_id (item)));
    }
  au_picker_diff_apply (self->sections[section], items);
}

static gboolean
title_matches (const char *title,
               const char *needle)
{
  g_autofree char *folded = au_search_fold (title);

  return strstr (folded, needle) != NULL;
}

static void
fill_bookmarks (AuPickerModel  *self,
                AuPickerSection section,
                AuBookmarkList  list,
                GHashTable     *listed)
{
  AuSubscriptionIndex *index = au_subscription_hits_get_index (self->hits);
  g_autoptr (GHashTable) before = get_listed_items (self, section);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < au_bookmarks_get_n_items (self->bookmarks, list); i++)
    {
      const AuBookmark *bookmark = au_bookmarks_get_item (self->bookmarks, list, i);
      guint position;

      if (au_subscription_index_find (index, bookmark->id, &position))
        {
          if (au_subscription_hits_rank (self->hits, position) >= 0 &&
              g_hash_table_add (listed, GUINT_TO_POINTER (position)))
            g_ptr_array_add (items, dup_item (self, section, before, position));
        }
      else if (list == AU_BOOKMARKS_FAVOURITES &&
               title_matches (bookmark->title, au_subscription_hits_get_needle (self->hits)))
        {
          g_autoptr (AuPickerItem) gone = au_picker_item_new_gone (bookmark->id, bookmark->title);

          g_ptr_array_add (items, dup_same_item (self, gone));
        }
    }
  set_section (self, section, items);
}

/* Digits may be a team's id. So few of them are rather part of a name, which then comes first. */
#define MIN_TEAM_DIGITS 4

static char *
dup_look_up_title (AuTeamList *list)
{
  guint n = au_team_list_get_n_ids (list);

  if (n == 1)
    {
      gint64 id = g_array_index (list->team_ids, gint64, 0);

      /* Translators: the number is a team's id. */
      return g_strdup_printf (_("Team %" G_GINT64_FORMAT), id);
    }
  /* Translators: %u is how many ids were typed. */
  return g_strdup_printf (ngettext ("Look up %u id", "Look up %u ids", n), n);
}

static void
add_look_up (AuPickerModel  *self,
             GPtrArray      *items,
             AuPickerSection section,
             AuPickerKind    kind,
             const char     *title)
{
  g_autoptr (AuPickerItem) item = au_picker_item_new_look_up (section, kind, title);

  g_ptr_array_add (items, dup_same_item (self, item));
}

static void
fill_look_ups (AuPickerModel *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (self->text));
  g_autoptr (AuTeamList) list = au_team_list_parse (typed);
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) last = g_ptr_array_new_with_free_func (g_object_unref);

  if (au_team_list_is_certain (list) &&
      (list->team_ids->len > 0 || list->subscription_ids->len > 1))
    {
      g_autofree char *title = dup_look_up_title (list);
      gboolean doubtful = strlen (typed) < MIN_TEAM_DIGITS;

      add_look_up (self, doubtful ? last : first,
                   doubtful ? AU_PICKER_BY_TEAM : AU_PICKER_LOOK_UP, AU_PICKER_TEAM_IDS, title);
    }
  else if (*typed != '\0')
    {
      /* Translators: %s is what somebody typed. */
      g_autofree char *title = g_strdup_printf (_("Teams named “%s”"), typed);

      add_look_up (self, last, AU_PICKER_BY_TEAM, AU_PICKER_TEAM_NAME, title);
    }
  set_section (self, AU_PICKER_LOOK_UP, first);
  set_section (self, AU_PICKER_BY_TEAM, last);
}

/* Makes the last section @n rows long, as far as there are matches. */
static void
fill_rest (AuPickerModel *self,
           guint          n)
{
  g_autoptr (GHashTable) before = get_listed_items (self, AU_PICKER_ALL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n && i < self->rest->len; i++)
    g_ptr_array_add (items, dup_item (self, AU_PICKER_ALL, before,
                                      g_array_index (self->rest, guint, i)));
  set_section (self, AU_PICKER_ALL, items);
}

/* Items of another index are of another source, or of what it listed before. */
static void
forget_items (AuPickerModel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_list_store_remove_all (self->sections[i]);
}

static void
fill_sections (AuPickerModel *self,
               guint          n_before)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);

  fill_look_ups (self);
  fill_bookmarks (self, AU_PICKER_FAVOURITES, AU_BOOKMARKS_FAVOURITES, listed);
  fill_bookmarks (self, AU_PICKER_RECENT, AU_BOOKMARKS_RECENT, listed);
  g_array_set_size (self->rest, 0);
  for (guint i = 0; i < self->chosen->len && self->rest->len < MAX_SHOWN; i++)
    {
      guint position = g_array_index (self->chosen, guint, i);

      if (!g_hash_table_contains (listed, GUINT_TO_POINTER (position)))
        g_array_append_val (self->rest, position);
    }
  fill_rest (self, MAX (FIRST_SHOWN, n_before));
}

static void
take_answer (AuPickerModel *self,
             Answer        *answer)
{
  if (self->hits != NULL &&
      au_subscription_hits_get_index (self->hits) != au_subscription_hits_get_index (answer->hits))
    forget_items (self);
  g_clear_pointer (&self->hits, au_subscription_hits_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  self->hits = au_subscription_hits_ref (answer->hits);
  self->chosen = g_array_ref (answer->chosen);
  fill_sections (self, 0);
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
  search->n = MAX_SHOWN +
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
  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  if (self->text == NULL || self->cancellable != NULL)
    return;
  if (self->hits != NULL &&
      au_subscription_hits_get_index (self->hits) == self->index)
    fill_sections (self,
                   g_list_model_get_n_items (G_LIST_MODEL (self->sections[AU_PICKER_ALL])));
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
    fill_rest (self, n + MORE_SHOWN);
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
