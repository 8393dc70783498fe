/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription-index.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuSubscriptionRank:
 * @AU_SUBSCRIPTION_RANK_EXACT: its id is what was typed
 * @AU_SUBSCRIPTION_RANK_ACCOUNT_START: the account's name starts with it
 * @AU_SUBSCRIPTION_RANK_ACCOUNT_WORD: a word of the account's name does
 * @AU_SUBSCRIPTION_RANK_NAME_START: the subscription's name does
 * @AU_SUBSCRIPTION_RANK_NAME_WORD: a word of that does
 * @AU_SUBSCRIPTION_RANK_ACCOUNT_INSIDE: it is inside a word of the account's name
 * @AU_SUBSCRIPTION_RANK_NAME_INSIDE: it is inside a word of the subscription's name
 * @AU_SUBSCRIPTION_RANK_ID: it is in the id
 * @AU_SUBSCRIPTION_RANK_INITIALS: the initials of the account's name start with it
 * @AU_SUBSCRIPTION_RANK_WORDS: of several words each is somewhere in these texts
 *
 * Why a subscription was found, the best reason first.
 */
typedef enum
{
  AU_SUBSCRIPTION_RANK_EXACT,
  AU_SUBSCRIPTION_RANK_ACCOUNT_START,
  AU_SUBSCRIPTION_RANK_ACCOUNT_WORD,
  AU_SUBSCRIPTION_RANK_NAME_START,
  AU_SUBSCRIPTION_RANK_NAME_WORD,
  AU_SUBSCRIPTION_RANK_ACCOUNT_INSIDE,
  AU_SUBSCRIPTION_RANK_NAME_INSIDE,
  AU_SUBSCRIPTION_RANK_ID,
  AU_SUBSCRIPTION_RANK_INITIALS,
  AU_SUBSCRIPTION_RANK_WORDS,
} AuSubscriptionRank;

#define AU_SUBSCRIPTION_N_RANKS (AU_SUBSCRIPTION_RANK_WORDS + 1)

/**
 * AuSubscriptionHits:
 *
 * The subscriptions of an index that match a text. Immutable and reference-counted; any thread may
 * make and ask it.
 */
typedef struct _AuSubscriptionHits AuSubscriptionHits;

AuSubscriptionHits  *au_subscription_hits_new         (AuSubscriptionIndex      *index,
                                                       const char               *text,
                                                       const AuSubscriptionHits *among,
                                                       GCancellable             *cancellable);
AuSubscriptionHits  *au_subscription_hits_ref         (AuSubscriptionHits       *self);
void                 au_subscription_hits_unref       (AuSubscriptionHits       *self);
AuSubscriptionIndex *au_subscription_hits_get_index   (const AuSubscriptionHits *self);
const char          *au_subscription_hits_get_needle  (const AuSubscriptionHits *self);
guint                au_subscription_hits_get_n_items (const AuSubscriptionHits *self);
int                  au_subscription_hits_rank        (const AuSubscriptionHits *self,
                                                       guint                     position);
GArray              *au_subscription_hits_choose      (const AuSubscriptionHits *self,
                                                       guint                     max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSubscriptionHits, au_subscription_hits_unref)

G_END_DECLS
