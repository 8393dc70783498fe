/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSpan:
 * @data: (owned): the bytes, and a NUL behind them
 * @length: how many, without that
 *
 * A copy of a file, which may have any byte in it. By the NUL reading a number or comparing a word
 * ends.
 */
typedef struct
{
  char *data;
  gsize length;
} AuSpan;

AuSpan      au_span_copy          (GBytes        *bytes);
void        au_span_clear         (AuSpan        *span);
const char *au_span_find          (AuSpan         span,
                                   gsize          from,
                                   const char    *text);
const char *au_span_find_last     (AuSpan         span,
                                   const char    *text);
GBytes     *au_span_insert        (AuSpan         file,
                                   gsize          at,
                                   const GString *section);
GBytes     *au_span_cut           (AuSpan         file,
                                   gsize          at,
                                   gsize          length);
void        au_span_append_uint32 (GString       *out,
                                   guint32        value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuSpan, au_span_clear)

G_END_DECLS
