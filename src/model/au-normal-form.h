/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-table.h"

G_BEGIN_DECLS

char *au_normal_form_timestamp (gint64         milliseconds);
char *au_normal_form_double    (double         value);
void  au_normal_form_append_csv (GString       *out,
                                 const AuTable *table,
                                 gboolean       for_spreadsheets);

G_END_DECLS
