/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-color.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_SWATCH (au_swatch_get_type ())

/**
 * AuSwatch:
 *
 * A small square in a series' colour.
 */
G_DECLARE_FINAL_TYPE (AuSwatch, au_swatch, AU, SWATCH, GtkWidget)

GtkWidget *au_swatch_new       (const AuColor *color);
void       au_swatch_set_color (AuSwatch      *self,
                                const AuColor *color);

G_END_DECLS
