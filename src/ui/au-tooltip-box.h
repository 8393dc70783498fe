/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-tooltip.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_TOOLTIP_BOX (au_tooltip_box_get_type ())

/**
 * AuTooltipBox:
 *
 * The card beside a hovered band: title, a row for each series, total, note.
 */
G_DECLARE_FINAL_TYPE (AuTooltipBox, au_tooltip_box, AU, TOOLTIP_BOX, GtkWidget)

GtkWidget *au_tooltip_box_new         (void);
void       au_tooltip_box_set_tooltip (AuTooltipBox    *self,
                                       const AuTooltip *tooltip,
                                       gboolean         compact);

G_END_DECLS
