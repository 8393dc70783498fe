/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-private.h"
#include "au-standin-rows.h"

G_BEGIN_DECLS

void au_standin_spoil_rows (AuStandin      *standin,
                            const char     *query,
                            AuStandinRows  *rows);

G_END_DECLS
