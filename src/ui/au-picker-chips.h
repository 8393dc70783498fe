/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-picks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_CHIPS (au_picker_chips_get_type ())

/**
 * AuPickerChips:
 *
 * A chip for each subscription that is picked: a button that takes it out again, by a click, Enter,
 * Delete or Backspace. Not to be seen while nothing is picked.
 */
G_DECLARE_FINAL_TYPE (AuPickerChips, au_picker_chips, AU, PICKER_CHIPS, GtkWidget)

void au_picker_chips_set_picks (AuPickerChips *self,
                                AuPickerPicks *picks);

G_END_DECLS
