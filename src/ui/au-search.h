/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *au_search_fold    (const char *text);
int      au_search_rank    (const char *folded,
                            const char *needle);
gboolean au_search_locate  (const char *text,
                            const char *needle,
                            guint      *start,
                            guint      *end);

G_END_DECLS
