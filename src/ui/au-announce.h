/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        au_announce          (GtkWidget  *widget,
                                  const char *text);
const char *au_announce_get_last (void);

G_END_DECLS
