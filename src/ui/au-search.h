/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     au_search_fold_append (GString    *into,
                                const char *text);
char    *au_search_fold        (const char *text);
int      au_search_rank        (const char *folded,
                                gsize       length,
                                const char *needle,
                                gsize       needle_length);
gboolean au_search_locate      (const char *text,
                                const char *needle,
                                guint      *start,
                                guint      *end);

G_END_DECLS
