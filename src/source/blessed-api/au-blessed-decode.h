/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-contract.h"
#include "au-http.h"
#include "au-table.h"

G_BEGIN_DECLS

AuTable *au_blessed_decode (const AuContract  *contract,
                            const char        *route,
                            GPtrArray         *responses,
                            GStrv             *ignored,
                            GError           **error);

G_END_DECLS
