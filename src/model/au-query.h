/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-contract.h"
#include "au-key-map.h"

G_BEGIN_DECLS

/**
 * AuStanding:
 * @AU_STANDING_UNVERIFIED: SHA256SUMS has no line for the file
 * @AU_STANDING_VERIFIED: the file's bytes match their line in SHA256SUMS
 *
 * A file that does not match its line is refused and so never becomes a query.
 */
typedef enum
{
  AU_STANDING_UNVERIFIED,
  AU_STANDING_VERIFIED,
} AuStanding;

#define AU_TYPE_QUERY (au_query_get_type ())

/**
 * AuQuery:
 *
 * A query text as it was read and hashed, with the contract that it has to keep. Immutable.
 */
typedef struct _AuQuery AuQuery;

GType           au_query_get_type     (void);
AuQuery        *au_query_new          (AuContract     *contract,
                                       GBytes         *bytes,
                                       const char     *file,
                                       AuStanding      standing,
                                       AuKeyMap       *map,
                                       GError        **error);
AuQuery        *au_query_ref          (AuQuery        *self);
void            au_query_unref        (AuQuery        *self);
AuContract     *au_query_get_contract (const AuQuery  *self);
const char     *au_query_get_name     (const AuQuery  *self);
const char     *au_query_get_text     (const AuQuery  *self);
const char     *au_query_get_file     (const AuQuery  *self);
const char     *au_query_get_sha256   (const AuQuery  *self);
AuStanding      au_query_get_standing (const AuQuery  *self);
const AuKeyMap *au_query_get_map      (const AuQuery  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuQuery, au_query_unref)

G_END_DECLS
