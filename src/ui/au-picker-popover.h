/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-model.h"
#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_POPOVER (au_picker_popover_get_type ())

/**
 * AuPickerPopover:
 *
 * What opens over the picker's button: an entry and the list of what matches. The entry keeps the
 * focus while the arrows move through the list.
 *
 * Enter opens the row that is highlighted and closes. Control+Enter picks it instead, to be shown
 * together with others. Then Enter goes on picking, and shows what is picked where that is what is
 * highlighted, or where nothing is typed and nothing highlighted. Backspace in the empty entry
 * takes the last one out again. Control+D makes the row a favourite or none; Alt+Up and Alt+Down
 * move a favourite. Escape closes.
 *
 * A list of ids that is pasted goes to a dialog of its own instead of into the entry.
 */
G_DECLARE_FINAL_TYPE (AuPickerPopover, au_picker_popover, AU, PICKER_POPOVER, GtkPopover)

void           au_picker_popover_set_session (AuPickerPopover *self,
                                              AuSession       *session);
void           au_picker_popover_open        (AuPickerPopover *self);
void           au_picker_popover_refresh     (AuPickerPopover *self);
void           au_picker_popover_type        (AuPickerPopover *self,
                                              const char      *text);
void           au_picker_popover_set_room    (AuPickerPopover *self,
                                              int              width,
                                              int              height);
AuPickerModel *au_picker_popover_get_model   (AuPickerPopover *self);

G_END_DECLS
