/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-result.h"

G_BEGIN_DECLS

/**
 * AuCacheEntry:
 * @text_sha256: (owned): the checksum of the query text that was run, empty for a route
 * @provenance: (owned): what else is to be known of the run, serialized
 * @content: (owned): the rows' canonical bytes
 *
 * A result as it is kept.
 */
typedef struct
{
  char *text_sha256;
  GBytes *provenance;
  GBytes *content;
} AuCacheEntry;

void      au_cache_entry_init   (AuCacheEntry         *self,
                                 AuResult             *result);
void      au_cache_entry_clear  (AuCacheEntry         *self);
AuResult *au_cache_entry_to_result (const AuCacheEntry *self,
                                    AuQuery            *query,
                                    AuRequest          *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuCacheEntry, au_cache_entry_clear)

G_END_DECLS
