/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_ROW (au_picker_row_get_type ())

/**
 * AuPickerRow:
 *
 * A row of the picker: names with what matches in them marked, seats, a button that picks it to be
 * shown together with others, and a star. A favourite can be dragged to another place.
 */
G_DECLARE_FINAL_TYPE (AuPickerRow, au_picker_row, AU, PICKER_ROW, GtkWidget)

GtkWidget    *au_picker_row_new        (void);
AuPickerItem *au_picker_row_get_item   (AuPickerRow  *self);
void          au_picker_row_set_item   (AuPickerRow  *self,
                                        AuPickerItem *item);
void          au_picker_row_set_narrow (AuPickerRow  *self,
                                        int           n_chars);

G_END_DECLS
