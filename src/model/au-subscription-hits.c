/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "config.h"

#include "au-subscription-hits.h"
#include "au-ids.h"
#include "au-search.h"
#include "au-subscription-index-private.h"

#include <string.h>

/* One hit in four bytes, so that a million of them are four megabytes. */
typedef struct
{
  guint32 position : 28;
  guint32 rank : 4;
} Hit;

#define MAX_POSITION ((1u << 28) - 1)

/* How many subscriptions are looked at between two looks at the cancellable: some 0.1 ms. */
#define PATIENCE 2048

struct _AuSubscriptionHits
{
  gatomicrefcount ref_count;
  AuSubscriptionIndex *index;
  char *needle;
  GStrv words;      /* (nullable): of a needle that has several */
  const char *rare; /* the longest of the words, else the needle: what is looked for first */
  int exact;        /* position of the subscription with that id, or -1 */
  GArray *hits;     /* (nullable) (element-type Hit): in the rows' order; NULL where all match */
  guint n_of_rank[AU_SUBSCRIPTION_N_RANKS];
};

/* The lines of a subscription in the index; see there. */
typedef enum
{
  LINE_ACCOUNT,
  LINE_NAME,
  LINE_ID,
  LINE_INITIALS,
} Line;

static Line
find_line (const char *start,
           const char *at)
{
  guint line = 0;

  while ((start = memchr (start, '\n', (gsize) (at - start))) != NULL)
    {
      line++;
      start++;
    }
  return (Line) MIN (line, LINE_INITIALS);
}

/* The rank of one place in the lines of a subscription where the needle is; -1 where it means
 * nothing. */
static int
rank_place (const char *start,
            const char *at)
{
  gboolean word;

  switch (find_line (start, at))
    {
      case LINE_ACCOUNT:
        if (at == start)
          return AU_SUBSCRIPTION_RANK_ACCOUNT_START;
        word = au_search_starts_word (start, at);
        return word ? AU_SUBSCRIPTION_RANK_ACCOUNT_WORD : AU_SUBSCRIPTION_RANK_ACCOUNT_INSIDE;

      case LINE_NAME:
        if (at[-1] == '\n')
          return AU_SUBSCRIPTION_RANK_NAME_START;
        word = au_search_starts_word (start, at);
        return word ? AU_SUBSCRIPTION_RANK_NAME_WORD : AU_SUBSCRIPTION_RANK_NAME_INSIDE;

      case LINE_ID:
        return AU_SUBSCRIPTION_RANK_ID;

      case LINE_INITIALS:
        return at[-1] == '\n' ? AU_SUBSCRIPTION_RANK_INITIALS : -1;

      default:
        g_return_val_if_reached (-1);
    }
}

static gboolean
has_word (const char *start,
          const char *end,
          const char *word)
{
  const char *at = start;
  gsize length = strlen (word);

  while ((at = memmem (at, (gsize) (end - at), word, length)) != NULL)
    {
      /* Initials are one word; a letter of them says nothing beside others. */
      if (find_line (start, at) != LINE_INITIALS)
        return TRUE;
      at++;
    }
  return FALSE;
}

/* Nothing before @from can match. */
static int
rank_subscription (const AuSubscriptionHits *self,
                   guint                     position,
                   const char               *from)
{
  const char *start = self->index->text + self->index->starts[position];
  const char *end = self->index->text + self->index->starts[position + 1];
  const char *at = self->words == NULL ? from : start;
  gsize length = strlen (self->needle);
  int best = -1;

  if ((int) position == self->exact)
    return AU_SUBSCRIPTION_RANK_EXACT;
  while ((at = memmem (at, (gsize) (end - at), self->needle, length)) != NULL)
    {
      int rank = rank_place (start, at);

      if (rank >= 0 && (best < 0 || rank < best))
        best = rank;
      /* Further on there can only be worse ones. */
      if (rank >= 0 && (rank <= AU_SUBSCRIPTION_RANK_NAME_WORD || rank >= AU_SUBSCRIPTION_RANK_ID))
        break;
      at++;
    }
  if (best >= 0 || self->words == NULL)
    return best;

  for (guint i = 0; self->words[i] != NULL; i++)
    if (!has_word (start, end, self->words[i]))
      return -1;
  return AU_SUBSCRIPTION_RANK_WORDS;
}

static void
try_subscription (AuSubscriptionHits *self,
                  guint               position,
                  const char         *from)
{
  int rank = rank_subscription (self, position, from);
  Hit hit = { position & MAX_POSITION, (guint32) rank & 0xf };

  if (rank < 0)
    return;
  g_array_append_val (self->hits, hit);
  self->n_of_rank[rank]++;
}

/* Leaps from place to place, so that what does not match costs next to nothing. */
static gboolean
search_all (AuSubscriptionHits *self,
            GCancellable       *cancellable)
{
  const AuSubscriptionIndex *index = self->index;
  const char *at = index->text;
  guint n = MIN (index->n_items, MAX_POSITION);
  guint i = 0;
  guint n_tried = 0;

  while (i < n && (at = strstr (at, self->rare)) != NULL)
    {
      guint before = i;

      while (i < n && index->starts[i + 1] <= (gsize) (at - index->text))
        i++;
      /* Its id in the other form is not in the text. */
      if (self->exact >= (int) before && self->exact < (int) i)
        try_subscription (self, (guint) self->exact, index->text);
      if (i == n)
        return TRUE;
      try_subscription (self, i, at);
      at = index->text + index->starts[i + 1];
      i++;
      if (++n_tried % PATIENCE == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  if (self->exact >= (int) i)
    try_subscription (self, (guint) self->exact, index->text);
  return TRUE;
}

/* What does not match a text cannot match a longer one that starts with it. */
static gboolean
search_among (AuSubscriptionHits       *self,
              const AuSubscriptionHits *among,
              GCancellable             *cancellable)
{
  gboolean exact = FALSE;

  for (guint i = 0; i < among->hits->len; i++)
    {
      guint position = g_array_index (among->hits, Hit, i).position;

      if (self->exact >= 0 && !exact && (int) position >= self->exact)
        {
          exact = TRUE;
          try_subscription (self, (guint) self->exact, self->index->text);
          if ((int) position == self->exact)
            continue;
        }
      try_subscription (self, position, self->index->text + self->index->starts[position]);
      if (i % PATIENCE == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  if (self->exact >= 0 && !exact)
    try_subscription (self, (guint) self->exact, self->index->text);
  return TRUE;
}

static void
prepare (AuSubscriptionHits *self,
         const char         *text)
{
  g_autofree char *id = g_strstrip (g_strdup (text));
  guint position;

  self->needle = au_search_fold_needle (text);
  self->rare = self->needle;
  if (strchr (self->needle, ' ') != NULL)
    {
      self->words = g_strsplit (self->needle, " ", -1);
      self->rare = self->words[0];
      for (guint i = 1; self->words[i] != NULL; i++)
        if (strlen (self->words[i]) > strlen (self->rare))
          self->rare = self->words[i];
    }
  self->exact = -1;
  if (au_subscription_id_is_valid (id) &&
      au_subscription_index_find (self->index, id, &position) && position <= MAX_POSITION)
    self->exact = (int) position;
}

/**
 * au_subscription_hits_new:
 * @index: where to search
 * @text: what somebody typed; nothing but blanks is in everything
 * @among: (nullable): what was found before, which helps where @text is longer than that text was
 * @cancellable: (nullable): gives up from another thread
 *
 * Looks for @text in the names of accounts and subscriptions, in ids and in the initials of
 * accounts; see #AuSubscriptionRank. The time it takes grows with the number of subscriptions, some
 * 20 ns for each: beyond a few ten thousand it belongs into a thread.
 *
 * Returns: (transfer full) (nullable): what matches, %NULL where @cancellable was cancelled
 */
AuSubscriptionHits *
au_subscription_hits_new (AuSubscriptionIndex      *index,
                          const char               *text,
                          const AuSubscriptionHits *among,
                          GCancellable             *cancellable)
{
  g_autoptr (AuSubscriptionHits) self = g_new0 (AuSubscriptionHits, 1);
  gboolean narrower;

  g_atomic_ref_count_init (&self->ref_count);
  self->index = au_subscription_index_ref (index);
  prepare (self, text);
  if (*self->needle == '\0')
    return g_steal_pointer (&self);

  self->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  narrower = among != NULL && among->index == index && among->hits != NULL &&
             g_str_has_prefix (self->needle, among->needle);
  if (!(narrower ? search_among (self, among, cancellable) : search_all (self, cancellable)))
    return NULL;
  return g_steal_pointer (&self);
}

AuSubscriptionHits *
au_subscription_hits_ref (AuSubscriptionHits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
au_subscription_hits_unref (AuSubscriptionHits *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  au_subscription_index_unref (self->index);
  g_clear_pointer (&self->hits, g_array_unref);
  g_strfreev (self->words);
  g_free (self->needle);
  g_free (self);
}

AuSubscriptionIndex *
au_subscription_hits_get_index (const AuSubscriptionHits *self)
{
  return self->index;
}

/**
 * au_subscription_hits_get_needle:
 *
 * Returns: (transfer none): the text as it was looked for, for au_search_locate()
 */
const char *
au_subscription_hits_get_needle (const AuSubscriptionHits *self)
{
  return self->needle;
}

guint
au_subscription_hits_get_n_items (const AuSubscriptionHits *self)
{
  return self->hits != NULL ? self->hits->len : self->index->n_items;
}

/**
 * au_subscription_hits_rank:
 * @self: hits
 * @position: of any subscription of the index
 *
 * Returns: an #AuSubscriptionRank, or -1 where that one does not match; 0 where all do
 */
int
au_subscription_hits_rank (const AuSubscriptionHits *self,
                           guint                     position)
{
  g_return_val_if_fail (position < self->index->n_items, -1);

  if (self->hits == NULL)
    return 0;
  return rank_subscription (self, position, self->index->text + self->index->starts[position]);
}

/**
 * au_subscription_hits_choose:
 * @self: hits
 * @max: the most to choose
 *
 * Returns: (transfer full) (element-type uint): positions of the best hits, best first, equally
 *   good ones in the rows' order
 */
GArray *
au_subscription_hits_choose (const AuSubscriptionHits *self,
                             guint                     max)
{
  guint n = MIN (max, au_subscription_hits_get_n_items (self));
  GArray *chosen = g_array_sized_new (FALSE, TRUE, sizeof (guint), n);
  guint next[AU_SUBSCRIPTION_N_RANKS];
  guint sum = 0;
  guint left = n;

  g_array_set_size (chosen, n);
  if (self->hits == NULL)
    {
      for (guint i = 0; i < n; i++)
        g_array_index (chosen, guint, i) = i;
      return chosen;
    }
  for (guint rank = 0; rank < AU_SUBSCRIPTION_N_RANKS; rank++)
    {
      next[rank] = sum;
      sum += self->n_of_rank[rank];
    }
  for (guint i = 0; i < self->hits->len && left > 0; i++)
    {
      const Hit *hit = &g_array_index (self->hits, Hit, i);

      if (next[hit->rank] < n)
        {
          g_array_index (chosen, guint, next[hit->rank]) = hit->position;
          left--;
        }
      next[hit->rank]++;
    }
  return chosen;
}
