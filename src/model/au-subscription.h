/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

G_BEGIN_DECLS

#define AU_TYPE_SUBSCRIPTION (au_subscription_get_type ())

/**
 * AuSubscription:
 *
 * One row of the query `subscriptions`. Immutable.
 */
G_DECLARE_FINAL_TYPE (AuSubscription, au_subscription, AU, SUBSCRIPTION, GObject)

AuSubscription *au_subscription_new_from_row     (AuTable        *table,
                                                  guint           row);
GPtrArray      *au_subscriptions_new_from_table  (AuTable        *table);
const char     *au_subscription_get_id           (AuSubscription *self);
const char     *au_subscription_get_name         (AuSubscription *self);
const char     *au_subscription_get_account_id   (AuSubscription *self);
const char     *au_subscription_get_account_name (AuSubscription *self);
gint64          au_subscription_get_seats        (AuSubscription *self);
const gint64   *au_subscription_get_team_ids     (AuSubscription *self,
                                                  guint          *n_teams);

G_END_DECLS
