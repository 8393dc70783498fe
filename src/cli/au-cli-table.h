/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-table.h"

G_BEGIN_DECLS

guint au_cli_text_width   (const char    *text);
void  au_cli_table_append (GString       *out,
                           const AuTable *table);

G_END_DECLS
