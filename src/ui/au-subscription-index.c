/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "config.h"

#include "au-subscription-index.h"
#include "au-ids.h"
#include "au-search.h"

#include <string.h>

/* What is searched is one run of memory, field after field: a hundred thousand texts of their own
 * would each be a cache miss. */
typedef struct
{
  gsize account; /* where the folded fields start */
  gsize name;
  gsize id;
  gsize end;
} Entry;

struct _AuSubscriptionIndex
{
  gatomicrefcount ref_count;
  GPtrArray *subscriptions; /* (element-type AuSubscription) */
  GHashTable *by_id;        /* (element-type utf8 uint): positions, by au_subscription_id_key() */
  GArray *entries;          /* (element-type Entry) */
  GString *text;
};

static Entry
add_entry (AuSubscriptionIndex *self,
           AuSubscription      *subscription)
{
  Entry entry;

  entry.account = self->text->len;
  au_search_fold_append (self->text, au_subscription_get_account_name (subscription));
  entry.name = self->text->len;
  au_search_fold_append (self->text, au_subscription_get_name (subscription));
  entry.id = self->text->len;
  au_search_fold_append (self->text, au_subscription_get_id (subscription));
  entry.end = self->text->len;
  return entry;
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

  g_atomic_ref_count_init (&self->ref_count);
  self->subscriptions = au_subscriptions_new_from_table (table);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), self->subscriptions->len);
  self->text = g_string_new (NULL);
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (self->subscriptions, i);
      Entry entry = add_entry (self, subscription);
      g_autofree char *key = au_subscription_id_key (au_subscription_get_id (subscription));

      g_array_append_val (self->entries, entry);
      /* Of one that is listed twice, the first counts. */
      if (!g_hash_table_contains (self->by_id, key))
        g_hash_table_insert (self->by_id, g_steal_pointer (&key), GUINT_TO_POINTER (i));
    }
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
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->subscriptions);
  g_array_unref (self->entries);
  g_string_free (self->text, TRUE);
  g_free (self);
}

guint
au_subscription_index_get_n_items (const AuSubscriptionIndex *self)
{
  return self->subscriptions->len;
}

/**
 * au_subscription_index_get_item:
 *
 * Returns: (transfer none): the subscription of that row
 */
AuSubscription *
au_subscription_index_get_item (const AuSubscriptionIndex *self,
                                guint                      position)
{
  g_return_val_if_fail (position < self->subscriptions->len, NULL);

  return g_ptr_array_index (self->subscriptions, position);
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
  g_autofree char *key = au_subscription_id_key (id);
  gpointer value;

  if (!g_hash_table_lookup_extended (self->by_id, key, NULL, &value))
    return FALSE;
  *position = GPOINTER_TO_UINT (value);
  return TRUE;
}

/* 0 is best: the account's name, then the subscription's, then an id, at each first what starts
 * with the text; -1 where it is nowhere. */
static int
rank_entry (const AuSubscriptionIndex *self,
            const Entry               *entry,
            const char                *needle,
            gsize                      length)
{
  const char *text = self->text->str;
  int account, name;

  account = au_search_rank (text + entry->account, entry->name - entry->account, needle, length);
  if (account == 0 || account == 1)
    return account;
  name = au_search_rank (text + entry->name, entry->id - entry->name, needle, length);
  if (name == 0 || name == 1)
    return 2 + name;
  if (account == 2)
    return 4;
  if (name == 2)
    return 5;
  return memmem (text + entry->id, entry->end - entry->id, needle, length) != NULL ? 6 : -1;
}

static void
try_entry (const AuSubscriptionIndex *self,
           guint                      position,
           const char                *needle,
           gsize                      length,
           GArray                    *matches)
{
  const Entry *entry = &g_array_index (self->entries, Entry, position);
  int rank = rank_entry (self, entry, needle, length);
  AuSubscriptionMatch match = { position, (guint32) rank };

  if (rank >= 0)
    g_array_append_val (matches, match);
}

/* Leaps from hit to hit, so that what does not match costs next to nothing. */
static void
search_all (const AuSubscriptionIndex *self,
            const char                *needle,
            gsize                      length,
            GArray                    *matches)
{
  const char *text = self->text->str;
  const char *at = text;
  guint i = 0;

  while (i < self->entries->len && (at = strstr (at, needle)) != NULL)
    {
      while (i < self->entries->len &&
             g_array_index (self->entries, Entry, i).end <= (gsize) (at - text))
        i++;
      if (i == self->entries->len)
        break;
      /* What only matches across the border of two fields or rows has no rank. */
      try_entry (self, i, needle, length, matches);
      at = text + g_array_index (self->entries, Entry, i).end;
      i++;
    }
}

/**
 * au_subscription_index_matches:
 * @self: an index
 * @position: of a subscription
 * @needle: as for au_subscription_index_search()
 *
 * Returns: whether the search would find that one
 */
gboolean
au_subscription_index_matches (const AuSubscriptionIndex *self,
                               guint                      position,
                               const char                *needle)
{
  g_return_val_if_fail (position < self->entries->len, FALSE);

  return rank_entry (self, &g_array_index (self->entries, Entry, position), needle,
                     strlen (needle)) >= 0;
}

/**
 * au_subscription_index_search:
 * @self: an index
 * @needle: by au_search_fold(); the empty text is in everything
 * @among: (nullable) (element-type AuSubscriptionMatch): what was found for a text that is part of
 *   @needle, so that nothing else can match
 *
 * Looks for @needle in the names of accounts and subscriptions and in ids. The rank of a match is
 * 0 and 1 where the account's name or a word in it starts with the needle, 2 and 3 the same for the
 * subscription's name, 4 and 5 where it is inside those words, 6 where it is in the id.
 *
 * Returns: (transfer full) (element-type AuSubscriptionMatch): the matches, in the rows' order
 */
GArray *
au_subscription_index_search (const AuSubscriptionIndex *self,
                              const char                *needle,
                              GArray                    *among)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (AuSubscriptionMatch));
  gsize length = strlen (needle);

  if (among != NULL)
    for (guint i = 0; i < among->len; i++)
      try_entry (self, g_array_index (among, AuSubscriptionMatch, i).position, needle, length,
                 matches);
  else if (length == 0)
    for (guint i = 0; i < self->entries->len; i++)
      {
        AuSubscriptionMatch match = { i, 0 };

        g_array_append_val (matches, match);
      }
  else
    search_all (self, needle, length, matches);
  return matches;
}
