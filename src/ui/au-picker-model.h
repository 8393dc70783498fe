/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-bookmarks.h"
#include "au-picker-item.h"
#include "au-picker-picks.h"

G_BEGIN_DECLS

#define AU_TYPE_PICKER_MODEL (au_picker_model_get_type ())

/**
 * AuPickerModel:
 *
 * What the picker lists for what is typed: favourites, recent and all subscriptions that match,
 * best first, and the ways to look up teams. Knows also which subscriptions are picked to be shown
 * together.
 *
 * Searching is done in a thread. Until its answer comes the rows stay as they are, and an answer to
 * what is not typed any more is dropped.
 */
G_DECLARE_FINAL_TYPE (AuPickerModel, au_picker_model, AU, PICKER_MODEL, GObject)

AuPickerModel *au_picker_model_new           (AuBookmarks    *bookmarks);
void           au_picker_model_set_index     (AuPickerModel  *self,
                                              AuSubscriptionIndex *index);
GListModel    *au_picker_model_get_rows      (AuPickerModel  *self);
void           au_picker_model_search        (AuPickerModel  *self,
                                              const char     *text);
void           au_picker_model_refresh       (AuPickerModel  *self);
const char    *au_picker_model_get_text      (AuPickerModel  *self);
gboolean       au_picker_model_is_searching  (AuPickerModel  *self);
void           au_picker_model_show_more     (AuPickerModel  *self);
guint          au_picker_model_get_n_matches (AuPickerModel  *self);
guint          au_picker_model_get_n_listed  (AuPickerModel  *self);
guint          au_picker_model_get_n_all     (AuPickerModel  *self);
AuPickerPicks *au_picker_model_get_picks     (AuPickerModel  *self);

G_END_DECLS
