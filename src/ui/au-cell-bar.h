/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_CELL_BAR (au_cell_bar_get_type ())

/**
 * AuCellBar:
 *
 * A bar in the cell of a table. The number beside it says the same, so a screen reader passes it
 * over.
 */
G_DECLARE_FINAL_TYPE (AuCellBar, au_cell_bar, AU, CELL_BAR, GtkWidget)

GtkWidget *au_cell_bar_new          (void);
void       au_cell_bar_set_fraction (AuCellBar *self,
                                     double     fraction);

G_END_DECLS
