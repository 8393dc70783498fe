/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-picks.h"
#include "au-error.h"
#include "au-ids.h"

#include <glib/gi18n.h>

struct _AuPickerPicks
{
  GObject parent_instance;

  GPtrArray *subscriptions; /* (element-type AuSubscription) */
  GHashTable *keys;         /* (element-type utf8): by au_subscription_id_key() */
};

static GType
au_picker_picks_get_item_type (GListModel *model)
{
  return AU_TYPE_SUBSCRIPTION;
}

static guint
au_picker_picks_get_n_items (GListModel *model)
{
  return AU_PICKER_PICKS (model)->subscriptions->len;
}

static gpointer
au_picker_picks_get_item (GListModel *model,
                          guint       position)
{
  AuPickerPicks *self = AU_PICKER_PICKS (model);

  if (position >= self->subscriptions->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->subscriptions, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = au_picker_picks_get_item_type;
  iface->get_n_items = au_picker_picks_get_n_items;
  iface->get_item = au_picker_picks_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AuPickerPicks, au_picker_picks, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
au_picker_picks_finalize (GObject *object)
{
  AuPickerPicks *self = AU_PICKER_PICKS (object);

  g_ptr_array_unref (self->subscriptions);
  g_hash_table_unref (self->keys);

  G_OBJECT_CLASS (au_picker_picks_parent_class)->finalize (object);
}

static void
au_picker_picks_class_init (AuPickerPicksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_picker_picks_finalize;
}

static void
au_picker_picks_init (AuPickerPicks *self)
{
  self->subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AuPickerPicks *
au_picker_picks_new (void)
{
  return g_object_new (AU_TYPE_PICKER_PICKS, NULL);
}

/**
 * au_picker_picks_contains:
 * @self: picks
 * @id: (nullable): a subscription's id in either of its forms
 *
 * Returns: whether that one is picked
 */
gboolean
au_picker_picks_contains (AuPickerPicks *self,
                          const char    *id)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (AU_IS_PICKER_PICKS (self), FALSE);

  if (id == NULL || self->subscriptions->len == 0)
    return FALSE;
  key = au_subscription_id_key (id);
  return g_hash_table_contains (self->keys, key);
}

/**
 * au_picker_picks_add:
 * @self: picks
 * @subscription: one to be shown together with the others
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_ERROR_TOO_MANY where one statement would not take them all
 */
gboolean
au_picker_picks_add (AuPickerPicks  *self,
                     AuSubscription *subscription,
                     GError        **error)
{
  guint n;

  g_return_val_if_fail (AU_IS_PICKER_PICKS (self), FALSE);

  n = self->subscriptions->len;
  if (au_picker_picks_contains (self, au_subscription_get_id (subscription)))
    return TRUE;
  if (n >= AU_MAX_SUBSCRIPTIONS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_TOO_MANY,
                   /* Translators: %d is a number of subscriptions. */
                   _("At most %d subscriptions can be shown together; remove one to add another."),
                   AU_MAX_SUBSCRIPTIONS);
      return FALSE;
    }
  g_ptr_array_add (self->subscriptions, g_object_ref (subscription));
  g_hash_table_add (self->keys, au_subscription_id_key (au_subscription_get_id (subscription)));
  g_list_model_items_changed (G_LIST_MODEL (self), n, 0, 1);
  return TRUE;
}

void
au_picker_picks_remove (AuPickerPicks  *self,
                        AuSubscription *subscription)
{
  g_return_if_fail (AU_IS_PICKER_PICKS (self));

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      const char *id = au_subscription_get_id (g_ptr_array_index (self->subscriptions, i));
      g_autofree char *key = NULL;

      if (!au_subscription_id_equal (id, au_subscription_get_id (subscription)))
        continue;
      key = au_subscription_id_key (id);
      g_hash_table_remove (self->keys, key);
      g_ptr_array_remove_index (self->subscriptions, i);
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
      return;
    }
}

/**
 * au_picker_picks_set:
 * @self: picks
 * @selection: (nullable): what is picked from now on; %NULL for nothing
 */
void
au_picker_picks_set (AuPickerPicks *self,
                     AuSelection   *selection)
{
  guint before;

  g_return_if_fail (AU_IS_PICKER_PICKS (self));

  before = self->subscriptions->len;
  if (before == 0 && selection == NULL)
    return;
  g_ptr_array_set_size (self->subscriptions, 0);
  g_hash_table_remove_all (self->keys);
  for (guint i = 0; selection != NULL && i < au_selection_get_n_items (selection); i++)
    {
      AuSubscription *subscription = au_selection_get_item (selection, i);

      g_ptr_array_add (self->subscriptions, g_object_ref (subscription));
      g_hash_table_add (self->keys, au_subscription_id_key (au_subscription_get_id (subscription)));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->subscriptions->len);
}

/**
 * au_picker_picks_dup:
 *
 * Returns: (transfer full) (element-type AuSubscription): what is picked, for au_selection_new()
 */
GPtrArray *
au_picker_picks_dup (AuPickerPicks *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (AU_IS_PICKER_PICKS (self), copy);

  for (guint i = 0; i < self->subscriptions->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (self->subscriptions, i)));
  return copy;
}
