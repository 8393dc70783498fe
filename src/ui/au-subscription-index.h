/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription.h"

G_BEGIN_DECLS

/* How well a subscription can match: see au_subscription_index_search(). */
#define AU_SUBSCRIPTION_N_RANKS 7

/**
 * AuSubscriptionMatch:
 * @position: of the subscription in its index
 * @rank: 0 is best
 */
typedef struct
{
  guint32 position;
  guint32 rank;
} AuSubscriptionMatch;

/**
 * AuSubscriptionIndex:
 *
 * All subscriptions of a source, to be found by an id or by what somebody types. Immutable and
 * reference-counted; any thread may make and ask it.
 */
typedef struct _AuSubscriptionIndex AuSubscriptionIndex;

AuSubscriptionIndex *au_subscription_index_new         (AuTable                   *table);
AuSubscriptionIndex *au_subscription_index_ref         (AuSubscriptionIndex       *self);
void                 au_subscription_index_unref       (AuSubscriptionIndex       *self);
guint                au_subscription_index_get_n_items (const AuSubscriptionIndex *self);
AuSubscription      *au_subscription_index_get_item    (const AuSubscriptionIndex *self,
                                                        guint                      position);
gboolean             au_subscription_index_find        (const AuSubscriptionIndex *self,
                                                        const char                *id,
                                                        guint                     *position);
gboolean             au_subscription_index_matches     (const AuSubscriptionIndex *self,
                                                        guint                      position,
                                                        const char                *needle);
GArray              *au_subscription_index_search      (const AuSubscriptionIndex *self,
                                                        const char                *needle,
                                                        GArray                    *among);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSubscriptionIndex, au_subscription_index_unref)

G_END_DECLS
