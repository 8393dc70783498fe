/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-model.h"
#include "au-ids.h"
#include "au-picker-item.h"
#include "au-search.h"

#include <gtk/gtk.h>

/* Nobody reads further; what is meant is found by typing more. */
#define MAX_SHOWN 200

/* The list view makes a widget for every row it has, though nine are to be seen, so the rest comes
 * when somebody scrolls towards it. */
#define FIRST_SHOWN 20
#define MORE_SHOWN 40

struct _AuPickerModel
{
  GObject parent_instance;

  AuSession *session;
  GListStore *sections[3];
  GListModel *rows;

  /* Of the search before. */
  AuSubscriptionIndex *index; /* (nullable) */
  char *needle;    /* (nullable): the folded text */
  GArray *matches; /* (nullable) (element-type AuSubscriptionMatch) */
  GPtrArray *rest; /* (element-type AuSubscription): what the last section can show, best first */
};

G_DEFINE_FINAL_TYPE (AuPickerModel, au_picker_model, G_TYPE_OBJECT)

static void
au_picker_model_dispose (GObject *object)
{
  AuPickerModel *self = AU_PICKER_MODEL (object);

  g_clear_object (&self->rows);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_clear_object (&self->sections[i]);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
  g_clear_pointer (&self->needle, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_picker_model_parent_class)->dispose (object);
}

static void
au_picker_model_class_init (AuPickerModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = au_picker_model_dispose;
}

static void
au_picker_model_init (AuPickerModel *self)
{
  g_autoptr (GListStore) stores = g_list_store_new (G_TYPE_LIST_STORE);

  self->rest = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    {
      self->sections[i] = g_list_store_new (AU_TYPE_PICKER_ITEM);
      g_list_store_append (stores, self->sections[i]);
    }
  /* A flattened list tells the list view that each part is a section. */
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&stores))));
}

/**
 * au_picker_model_new:
 * @session: whose subscriptions are listed
 *
 * Returns: (transfer full): a model without rows until au_picker_model_search()
 */
AuPickerModel *
au_picker_model_new (AuSession *session)
{
  AuPickerModel *self = g_object_new (AU_TYPE_PICKER_MODEL, NULL);

  self->session = g_object_ref (session);
  return self;
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
fill_section (AuPickerModel  *self,
              AuPickerSection section,
              const char     *key,
              GHashTable     *listed)
{
  g_auto (GStrv) ids = g_settings_get_strv (au_session_get_settings (self->session), key);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint position;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      AuSubscription *subscription;

      if (!au_subscription_id_is_valid (ids[i]) ||
          !au_subscription_index_find (self->index, ids[i], &position) ||
          !au_subscription_index_matches (self->index, position, self->needle))
        continue;
      subscription = au_subscription_index_get_item (self->index, position);
      if (g_hash_table_add (listed, subscription))
        g_ptr_array_add (items, au_picker_item_new (subscription, section, self->needle,
                                                    section == AU_PICKER_FAVOURITES));
    }
  g_list_store_splice (self->sections[section], 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->sections[section])),
                       items->pdata, items->len);
}

/* The best of the matches that no other section lists. */
static void
choose_rest (AuPickerModel *self,
             GHashTable    *listed)
{
  g_ptr_array_set_size (self->rest, 0);
  for (guint rank = 0; rank < AU_SUBSCRIPTION_N_RANKS; rank++)
    for (guint i = 0; i < self->matches->len && self->rest->len < MAX_SHOWN; i++)
      {
        const AuSubscriptionMatch *match = &g_array_index (self->matches, AuSubscriptionMatch, i);
        AuSubscription *subscription;

        if (match->rank != rank)
          continue;
        subscription = au_subscription_index_get_item (self->index, match->position);
        if (!g_hash_table_contains (listed, subscription))
          g_ptr_array_add (self->rest, subscription);
      }
}

/* What does not match a text cannot match a longer one that starts with it. */
static void
find_matches (AuPickerModel *self,
              const char    *needle)
{
  AuSubscriptionIndex *index = au_session_get_index (self->session);
  gboolean narrower = self->index == index && self->needle != NULL && *self->needle != '\0' &&
                      g_str_has_prefix (needle, self->needle);
  GArray *matches = au_subscription_index_search (index, needle, narrower ? self->matches : NULL);

  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = matches;
  au_subscription_index_ref (index);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  self->index = index;
  g_set_str (&self->needle, needle);
}

/* Makes the last section @n rows long, as far as there are matches. */
static void
fill_rest (AuPickerModel *self,
           guint          first,
           guint          n)
{
  GListStore *section = self->sections[AU_PICKER_ALL];
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < n && i < self->rest->len; i++)
    g_ptr_array_add (items, au_picker_item_new (g_ptr_array_index (self->rest, i), AU_PICKER_ALL,
                                                self->needle, FALSE));
  g_list_store_splice (section, first, g_list_model_get_n_items (G_LIST_MODEL (section)) - first,
                       items->pdata, items->len);
}

/**
 * au_picker_model_search:
 * @self: a model
 * @text: what is typed; empty lists everything
 *
 * Fills the rows anew, as many as one sees at once; see au_picker_model_show_more(). Each
 * subscription has one row, in the first section that it belongs to.
 */
void
au_picker_model_search (AuPickerModel *self,
                        const char    *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *needle = au_search_fold (stripped);
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);

  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  if (au_session_get_index (self->session) == NULL)
    return;
  find_matches (self, needle);
  fill_section (self, AU_PICKER_FAVOURITES, "favourites", listed);
  fill_section (self, AU_PICKER_RECENT, "recent", listed);
  choose_rest (self, listed);
  fill_rest (self, 0, FIRST_SHOWN);
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
    fill_rest (self, n, n + MORE_SHOWN);
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

  return self->matches != NULL ? self->matches->len : 0;
}

/**
 * au_picker_model_get_n_listed:
 *
 * Returns: how many rows there are when all have been shown
 */
guint
au_picker_model_get_n_listed (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), 0);

  return self->rest->len +
         g_list_model_get_n_items (G_LIST_MODEL (self->sections[AU_PICKER_FAVOURITES])) +
         g_list_model_get_n_items (G_LIST_MODEL (self->sections[AU_PICKER_RECENT]));
}

guint
au_picker_model_get_n_all (AuPickerModel *self)
{
  g_return_val_if_fail (AU_IS_PICKER_MODEL (self), 0);

  return self->index != NULL ? au_subscription_index_get_n_items (self->index) : 0;
}
