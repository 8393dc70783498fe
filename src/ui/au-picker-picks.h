/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-selection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_PICKS (au_picker_picks_get_type ())

/**
 * AuPickerPicks:
 *
 * The subscriptions that are picked to be shown together: a list of #AuSubscription, each once, in
 * the order of picking, and no more than one statement takes.
 */
G_DECLARE_FINAL_TYPE (AuPickerPicks, au_picker_picks, AU, PICKER_PICKS, GObject)

AuPickerPicks *au_picker_picks_new      (void);
gboolean       au_picker_picks_contains (AuPickerPicks   *self,
                                         const char      *id);
gboolean       au_picker_picks_add      (AuPickerPicks   *self,
                                         AuSubscription  *subscription,
                                         GError         **error);
void           au_picker_picks_remove   (AuPickerPicks   *self,
                                         AuSubscription  *subscription);
void           au_picker_picks_set      (AuPickerPicks   *self,
                                         AuSelection     *selection);
GPtrArray     *au_picker_picks_dup      (AuPickerPicks   *self);

G_END_DECLS
