/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-subscription-index-private.h"
#include "au-ids.h"
#include "au-search.h"

#include <string.h>

static const char *
get_text (const AuSubscriptionIndex *self,
          int                        column,
          guint                      position)
{
  const char *text = NULL;

  g_return_val_if_fail (position < self->n_items, "");

  if (column >= 0)
    text = au_table_get_string (self->table, (guint) column,
                                self->rows != NULL ? self->rows[position] : position);
  return text != NULL ? text : "";
}

/* FNV-1a, of the characters by which ids compare. */
static gsize
hash_id (const char *id)
{
  gsize length = strlen (id);
  gsize hash = 14695981039346656037u;

  if (length == 18)
    length = 15;
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) id[i]) * 1099511628211u;
  return hash ^ (hash >> 29);
}

static void
note_id (AuSubscriptionIndex *self,
         guint                position)
{
  const char *id = au_subscription_index_get_id (self, position);
  gsize slot = hash_id (id) & self->by_id_mask;

  for (; self->by_id[slot] != 0; slot = (slot + 1) & self->by_id_mask)
    /* Of one that is listed twice, the first counts. */
    if (au_subscription_id_equal (id, au_subscription_index_get_id (self, self->by_id[slot] - 1)))
      return;
  self->by_id[slot] = position + 1;
}

/* Rows without an id are passed over: nothing could be asked about them. */
static void
choose_rows (AuSubscriptionIndex *self)
{
  guint n = au_table_get_n_rows (self->table);
  guint32 *rows = g_new (guint32, n + 1);

  for (guint row = 0; row < n; row++)
    {
      const char *id = au_table_get_string (self->table, (guint) self->id_column, row);

      if (id != NULL && *id != '\0')
        rows[self->n_items++] = row;
    }
  if (self->n_items == n)
    g_free (rows);
  else
    self->rows = rows;
}

static void
fold_names (AuSubscriptionIndex *self)
{
  g_autoptr (GString) text = g_string_sized_new ((gsize) self->n_items * 64 + 1);

  self->starts = g_new (gsize, (gsize) self->n_items + 1);
  for (guint i = 0; i < self->n_items; i++)
    {
      gsize start = self->starts[i] = text->len;
      gsize length;

      au_search_fold_append (text, get_text (self, self->account_name_column, i));
      length = text->len - start;
      g_string_append_c (text, '\n');
      au_search_fold_append (text, get_text (self, self->name_column, i));
      g_string_append_c (text, '\n');
      au_search_fold_append (text, get_text (self, self->id_column, i));
      g_string_append_c (text, '\n');
      {
        /* The text that is read would move while it grows. */
        g_autofree char *account = g_strndup (text->str + start, length);

        au_search_append_initials (text, account, length);
      }
      g_string_append_c (text, '\n');
    }
  self->starts[self->n_items] = text->len;
  self->text = g_realloc (g_string_free_and_steal (g_steal_pointer (&text)),
                          self->starts[self->n_items] + 1);
}

/**
 * au_subscription_index_new:
 * @table: rows of the query `subscriptions`
 *
 * Returns: (transfer full): an index of them, in the rows' order
 */
AuSubscriptionIndex *
au_subscription_index_new (AuTable *table)
{
  AuSubscriptionIndex *self = g_new0 (AuSubscriptionIndex, 1);
  gsize n_slots = 16;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->table = au_table_ref (table);
  self->id_column = au_table_find_column (table, "subscription_id");
  self->name_column = au_table_find_column (table, "subscription_name");
  self->account_id_column = au_table_find_column (table, "account_id");
  self->account_name_column = au_table_find_column (table, "account_name");
  self->seats_column = au_table_find_column (table, "seats");

  if (self->id_column >= 0)
    choose_rows (self);
  fold_names (self);
  while (n_slots < (gsize) self->n_items * 2)
    n_slots *= 2;
  self->by_id = g_new0 (guint32, n_slots);
  self->by_id_mask = n_slots - 1;
  for (guint i = 0; i < self->n_items; i++)
    note_id (self, i);
  return self;
}

AuSubscriptionIndex *
au_subscription_index_ref (AuSubscriptionIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
au_subscription_index_unref (AuSubscriptionIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->items);
  g_mutex_clear (&self->mutex);
  au_table_unref (self->table);
  g_free (self->rows);
  g_free (self->text);
  g_free (self->starts);
  g_free (self->by_id);
  g_free (self);
}

guint
au_subscription_index_get_n_items (const AuSubscriptionIndex *self)
{
  return self->n_items;
}

/**
 * au_subscription_index_get_item:
 *
 * Makes an object of a subscription where there is none yet. A list asks for texts instead.
 *
 * Returns: (transfer none): the subscription at @position
 */
AuSubscription *
au_subscription_index_get_item (AuSubscriptionIndex *self,
                                guint                position)
{
  AuSubscription *item;

  g_return_val_if_fail (position < self->n_items, NULL);

  g_mutex_lock (&self->mutex);
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item == NULL)
    {
      item = au_subscription_new_from_row (self->table,
                                           self->rows != NULL ? self->rows[position] : position);
      g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
    }
  g_mutex_unlock (&self->mutex);
  return item;
}

const char *
au_subscription_index_get_id (const AuSubscriptionIndex *self,
                              guint                      position)
{
  return get_text (self, self->id_column, position);
}

const char *
au_subscription_index_get_name (const AuSubscriptionIndex *self,
                                guint                      position)
{
  return get_text (self, self->name_column, position);
}

const char *
au_subscription_index_get_account_id (const AuSubscriptionIndex *self,
                                      guint                      position)
{
  return get_text (self, self->account_id_column, position);
}

const char *
au_subscription_index_get_account_name (const AuSubscriptionIndex *self,
                                        guint                      position)
{
  return get_text (self, self->account_name_column, position);
}

/**
 * au_subscription_index_get_seats:
 *
 * Returns: licensed seats as of now, -1 where the source has no number
 */
gint64
au_subscription_index_get_seats (const AuSubscriptionIndex *self,
                                 guint                      position)
{
  guint row;

  g_return_val_if_fail (position < self->n_items, -1);

  row = self->rows != NULL ? self->rows[position] : position;
  if (self->seats_column < 0 || au_table_is_null (self->table, (guint) self->seats_column, row))
    return -1;
  return au_table_get_int64 (self->table, (guint) self->seats_column, row);
}

/**
 * au_subscription_index_find:
 * @self: an index
 * @id: a valid id, in either of its forms
 * @position: (out): of the subscription with that id
 *
 * Returns: whether there is one
 */
gboolean
au_subscription_index_find (const AuSubscriptionIndex *self,
                            const char                *id,
                            guint                     *position)
{
  gsize slot = hash_id (id) & self->by_id_mask;

  for (; self->by_id[slot] != 0; slot = (slot + 1) & self->by_id_mask)
    if (au_subscription_id_equal (id, au_subscription_index_get_id (self, self->by_id[slot] - 1)))
      {
        *position = self->by_id[slot] - 1;
        return TRUE;
      }
  return FALSE;
}
