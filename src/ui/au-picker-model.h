/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

G_BEGIN_DECLS

#define AU_TYPE_PICKER_MODEL (au_picker_model_get_type ())

/**
 * AuPickerModel:
 *
 * What the picker lists for what is typed: favourites, recent and all subscriptions that match,
 * best
 * first.
 */
G_DECLARE_FINAL_TYPE (AuPickerModel, au_picker_model, AU, PICKER_MODEL, GObject)

AuPickerModel *au_picker_model_new           (AuSession     *session);
GListModel    *au_picker_model_get_rows      (AuPickerModel *self);
void           au_picker_model_search        (AuPickerModel *self,
                                              const char    *text);
void           au_picker_model_show_more     (AuPickerModel *self);
guint          au_picker_model_get_n_matches (AuPickerModel *self);
guint          au_picker_model_get_n_listed  (AuPickerModel *self);
guint          au_picker_model_get_n_all     (AuPickerModel *self);

G_END_DECLS
