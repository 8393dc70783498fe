/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-record.h"

G_BEGIN_DECLS

GBytes   *au_record_embed     (AuRecordFormat   format,
                               GBytes          *file,
                               const char      *record,
                               GError         **error);
gboolean  au_record_split     (GBytes          *file,
                               AuRecordFormat  *format,
                               GBytes         **bare,
                               char           **record);
gboolean  au_record_has_trace (GBytes          *file);
gboolean  au_record_find_format (GBytes        *file,
                                 AuRecordFormat *format);

G_END_DECLS
