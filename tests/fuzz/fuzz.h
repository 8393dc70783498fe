/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-table.h"

#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What libFuzzer calls, once for each input; replay.c calls it without libFuzzer. */
int             LLVMFuzzerTestOneInput (const uint8_t *data,
                                        size_t         size);

AuQueryCatalog *fuzz_get_catalog       (void);
const char     *fuzz_get_query_name    (char           letter);
AuQuery        *fuzz_get_query         (char           letter);
void            fuzz_check             (gboolean       holds,
                                        const char    *what);
void            fuzz_check_error       (gboolean       succeeded,
                                        const GError  *error);
void            fuzz_check_table       (const AuContract *contract,
                                        AuTable        *table);

G_END_DECLS
