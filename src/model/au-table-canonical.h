/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-contract.h"
#include "au-table.h"

G_BEGIN_DECLS

GBytes  *au_table_to_canonical       (const AuTable     *table);
char    *au_table_compute_sha256     (const AuTable     *table);
AuTable *au_table_new_from_canonical (const AuContract  *contract,
                                      GBytes            *bytes,
                                      GError           **error);

G_END_DECLS
