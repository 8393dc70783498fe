/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-provenance.h"
#include "au-table.h"

G_BEGIN_DECLS

#define AU_TYPE_RESULT (au_result_get_type ())

/**
 * AuResult:
 *
 * The rows that a query returned, checked against its contract, and where they came from.
 * Immutable.
 */
typedef struct _AuResult AuResult;

GType         au_result_get_type       (void);
AuResult     *au_result_new            (AuTable      *table,
                                        AuProvenance *provenance);
AuResult     *au_result_ref            (AuResult     *self);
void          au_result_unref          (AuResult     *self);
AuTable      *au_result_get_table      (AuResult     *self);
AuProvenance *au_result_get_provenance (AuResult     *self);
gsize         au_result_get_size       (AuResult     *self);
const char   *au_result_get_rows_sha256 (AuResult    *self);
AuDay         au_table_find_data_through (const AuTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuResult, au_result_unref)

G_END_DECLS
