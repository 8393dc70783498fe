/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-contract.h"

G_BEGIN_DECLS

/**
 * AuKeyMap:
 *
 * Which names a replacing text uses for the contract's columns and parameters, from a `NAME.map`
 * key file with the groups `[columns]` and `[parameters]` and lines `contract_name=their_name`.
 */
typedef struct _AuKeyMap AuKeyMap;

AuKeyMap   *au_key_map_new_from_data (const AuContract *contract,
                                      const char       *data,
                                      gsize             length,
                                      GError          **error);
void        au_key_map_free          (AuKeyMap         *self);
const char *au_key_map_get_column    (const AuKeyMap   *self,
                                      const char       *contract_name);
const char *au_key_map_get_parameter (const AuKeyMap   *self,
                                      const char       *contract_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuKeyMap, au_key_map_free)

G_END_DECLS
