/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription.h"

G_BEGIN_DECLS

#define AU_TYPE_SELECTION (au_selection_get_type ())

/**
 * AuSelection:
 *
 * The subscriptions that the app is about, at least one, in the order chosen. Immutable.
 */
G_DECLARE_FINAL_TYPE (AuSelection, au_selection, AU, SELECTION, GObject)

AuSelection       *au_selection_new           (GPtrArray    *subscriptions,
                                               GError      **error);
guint              au_selection_get_n_items   (AuSelection  *self);
AuSubscription    *au_selection_get_item      (AuSelection  *self,
                                               guint         index);
const char *const *au_selection_get_ids       (AuSelection  *self);
GVariant          *au_selection_get_team_ids  (AuSelection  *self);
gint64             au_selection_get_seats     (AuSelection  *self);
const char        *au_selection_get_title     (AuSelection  *self);
const char        *au_selection_get_subtitle  (AuSelection  *self);

G_END_DECLS
