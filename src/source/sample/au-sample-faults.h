/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-request.h"
#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuSampleFault:
 * @AU_SAMPLE_FAULT_NONE: nothing is wrong
 * @AU_SAMPLE_FAULT_DUPLICATE_ROW: the newest row comes twice
 * @AU_SAMPLE_FAULT_UNORDERED: the rows come in another order
 * @AU_SAMPLE_FAULT_ERROR: the query fails
 * @AU_SAMPLE_FAULT_TRUNCATED: the source says that more rows exist
 *
 * What is wrong with a result, as it may be with a warehouse's. No query text can bring it about,
 * so it is applied afterwards.
 */
typedef enum
{
  AU_SAMPLE_FAULT_NONE,
  AU_SAMPLE_FAULT_DUPLICATE_ROW,
  AU_SAMPLE_FAULT_UNORDERED,
  AU_SAMPLE_FAULT_ERROR,
  AU_SAMPLE_FAULT_TRUNCATED,
} AuSampleFault;

AuSampleFault au_sample_fault_find  (const AuRequest  *request,
                                     char            **message);
AuTable      *au_sample_fault_apply (AuSampleFault     fault,
                                     AuTable          *table);

G_END_DECLS
