/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-color.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_LEGEND_ITEM (au_legend_item_get_type ())

/**
 * AuLegendItem:
 *
 * A series of a chart that can be hidden and shown again. Over a picture that has its name written
 * already it is only a place to press; elsewhere it shows swatch and name, both dimmed while the
 * series is hidden.
 *
 * Its role is `toggle button`, pressed while the series is shown. Space, Enter and a click toggle
 * it; with Ctrl they show this series alone.
 */
G_DECLARE_FINAL_TYPE (AuLegendItem, au_legend_item, AU, LEGEND_ITEM, GtkWidget)

GtkWidget  *au_legend_item_new       (const char    *name);
const char *au_legend_item_get_name  (AuLegendItem  *self);
void        au_legend_item_set_color (AuLegendItem  *self,
                                      const AuColor *color);
void        au_legend_item_set_shown (AuLegendItem  *self,
                                      gboolean       shown);
gboolean    au_legend_item_get_shown (AuLegendItem  *self);
void        au_legend_item_set_bare  (AuLegendItem  *self,
                                      gboolean       bare);
gboolean    au_legend_item_get_bare  (AuLegendItem  *self);

G_END_DECLS
