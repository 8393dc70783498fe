/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-span.h"

G_BEGIN_DECLS

/* A record in a PDF; see au-record-file.h. */
gboolean au_record_is_pdf    (AuSpan       file);
GBytes  *au_record_embed_pdf (AuSpan       file,
                              const char  *record);
gboolean au_record_split_pdf (AuSpan       file,
                              GBytes     **bare,
                              char       **record);

G_END_DECLS
