/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void au_opportunity_columns_add (GtkColumnView *view);

G_END_DECLS
