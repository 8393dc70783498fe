/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSearchRange:
 * @start: first byte of a text
 * @end: the byte behind its last
 */
typedef struct
{
  guint start;
  guint end;
} AuSearchRange;

void     au_search_fold_append     (GString    *into,
                                    const char *text);
char    *au_search_fold            (const char *text);
char    *au_search_fold_needle     (const char *text);
void     au_search_append_initials (GString    *into,
                                    const char *folded,
                                    gsize       length);
gboolean au_search_starts_word     (const char *text,
                                    const char *at);
GArray  *au_search_locate          (const char *text,
                                    const char *needle);

G_END_DECLS
