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

/**
 * Entry:
 * @subscription: (unowned): lives in the session's list
 * @account: (owned): folded name of the account
 * @name: (owned): folded name of the subscription
 * @id: (owned): folded id
 */
typedef struct
{
  AuSubscription *subscription;
  char *account;
  char *name;
  char *id;
} Entry;

struct _AuPickerModel
{
  GObject parent_instance;

  AuSession *session;
  GArray *entries; /* (nullable) (element-type Entry): made at a search after the list changed */
  GListStore *sections[3];
  GListModel *rows;
  GPtrArray *rest; /* (element-type AuSubscription): the matches of the last section, best first */
  char *needle;    /* (nullable): the folded text */
  guint n_matches;
};

G_DEFINE_FINAL_TYPE (AuPickerModel, au_picker_model, G_TYPE_OBJECT)

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->account);
  g_free (entry->name);
  g_free (entry->id);
}

static void
au_picker_model_dispose (GObject *object)
{
  AuPickerModel *self = AU_PICKER_MODEL (object);

  g_clear_object (&self->rows);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_clear_object (&self->sections[i]);
  g_clear_pointer (&self->entries, g_array_unref);
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

  self->rest = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    {
      self->sections[i] = g_list_store_new (AU_TYPE_PICKER_ITEM);
      g_list_store_append (stores, self->sections[i]);
    }
  /* A flattened list tells the list view that each part is a section. */
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&stores))));
}

static void
list_changed_cb (AuPickerModel *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
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
  g_signal_connect_object (au_session_get_subscriptions (session), "items-changed",
                           G_CALLBACK (list_changed_cb),
                           self, G_CONNECT_SWAPPED);
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
ensure_entries (AuPickerModel *self)
{
  GListModel *subscriptions = au_session_get_subscriptions (self->session);
  guint n = g_list_model_get_n_items (subscriptions);

  if (self->entries != NULL)
    return;

  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), n);
  g_array_set_clear_func (self->entries, entry_clear);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuSubscription) subscription = g_list_model_get_item (subscriptions, i);
      Entry entry = {
        subscription,
        au_search_fold (au_subscription_get_account_name (subscription)),
        au_search_fold (au_subscription_get_name (subscription)),
        au_search_fold (au_subscription_get_id (subscription)),
      };

      g_array_append_val (self->entries, entry);
    }
}

/* 0 is best: the account's name, then the subscription's, then an id, at each first what starts
 * with the text. */
static int
rank_entry (const Entry *entry,
            const char  *needle)
{
  int account = au_search_rank (entry->account, needle);
  int name;

  if (account == 0 || account == 1)
    return account;
  name = au_search_rank (entry->name, needle);
  if (name == 0 || name == 1)
    return 2 + name;
  if (account == 2)
    return 4;
  if (name == 2)
    return 5;
  return strstr (entry->id, needle) != NULL ? 6 : -1;
}

#define N_RANKS 7

static gboolean
matches (const char *id,
         Entry      *entry)
{
  return au_subscription_id_equal (id, au_subscription_get_id (entry->subscription));
}

static void
fill_section (AuPickerModel  *self,
              AuPickerSection section,
              const char     *key,
              const char     *needle,
              GHashTable     *listed)
{
  g_auto (GStrv) ids = g_settings_get_strv (au_session_get_settings (self->session), key);

  g_list_store_remove_all (self->sections[section]);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!au_subscription_id_is_valid (ids[i]))
        continue;
      for (guint j = 0; j < self->entries->len; j++)
        {
          Entry *entry = &g_array_index (self->entries, Entry, j);

          if (!matches (ids[i], entry) || rank_entry (entry, needle) < 0)
            continue;
          if (g_hash_table_add (listed, entry->subscription))
            {
              g_autoptr (AuPickerItem) item =
                au_picker_item_new (entry->subscription, section, needle,
                                    section == AU_PICKER_FAVOURITES);

              g_list_store_append (self->sections[section], item);
            }
          break;
        }
    }
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
  GPtrArray *ranked[N_RANKS];

  g_return_if_fail (AU_IS_PICKER_MODEL (self));

  ensure_entries (self);
  fill_section (self, AU_PICKER_FAVOURITES, "favourites", needle, listed);
  fill_section (self, AU_PICKER_RECENT, "recent", needle, listed);

  for (guint i = 0; i < N_RANKS; i++)
    ranked[i] = g_ptr_array_new ();
  self->n_matches = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      int rank = rank_entry (entry, needle);

      if (rank < 0)
        continue;
      self->n_matches++;
      if (!g_hash_table_contains (listed, entry->subscription))
        g_ptr_array_add (ranked[rank], entry->subscription);
    }
  g_ptr_array_set_size (self->rest, 0);
  for (guint rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < ranked[rank]->len && self->rest->len < MAX_SHOWN; i++)
      g_ptr_array_add (self->rest, g_object_ref (g_ptr_array_index (ranked[rank], i)));
  for (guint i = 0; i < N_RANKS; i++)
    g_ptr_array_unref (ranked[i]);

  g_set_str (&self->needle, needle);
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

  return self->n_matches;
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

  return self->entries != NULL ? self->entries->len : 0;
}
