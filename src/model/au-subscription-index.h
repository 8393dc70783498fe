/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription.h"

G_BEGIN_DECLS

/**
 * AuSubscriptionIndex:
 *
 * All subscriptions of a source, to be found by an id or by what somebody types; see
 * au_subscription_hits_new(). Immutable and reference-counted; any thread may make and ask it.
 *
 * It is made for a million: the names stay where the table has them, what is searched is one run of
 * memory, and there is an object only of the subscriptions that somebody asked for.
 */
typedef struct _AuSubscriptionIndex AuSubscriptionIndex;

AuSubscriptionIndex *au_subscription_index_new              (AuTable                   *table);
AuSubscriptionIndex *au_subscription_index_ref              (AuSubscriptionIndex       *self);
void                 au_subscription_index_unref            (AuSubscriptionIndex       *self);
guint                au_subscription_index_get_n_items      (const AuSubscriptionIndex *self);
AuSubscription      *au_subscription_index_get_item         (AuSubscriptionIndex       *self,
                                                             guint                      position);
const char          *au_subscription_index_get_id           (const AuSubscriptionIndex *self,
                                                             guint                      position);
const char          *au_subscription_index_get_name         (const AuSubscriptionIndex *self,
                                                             guint                      position);
const char          *au_subscription_index_get_account_id   (const AuSubscriptionIndex *self,
                                                             guint                      position);
const char          *au_subscription_index_get_account_name (const AuSubscriptionIndex *self,
                                                             guint                      position);
gint64               au_subscription_index_get_seats        (const AuSubscriptionIndex *self,
                                                             guint                      position);
gboolean             au_subscription_index_find             (const AuSubscriptionIndex *self,
                                                             const char                *id,
                                                             guint                     *position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSubscriptionIndex, au_subscription_index_unref)

G_END_DECLS
