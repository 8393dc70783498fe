/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query.h"

G_BEGIN_DECLS

#define AU_TYPE_QUERY_CATALOG (au_query_catalog_get_type ())

/**
 * AuQueryCatalog:
 *
 * The sixteen queries: their contracts, compiled in, and their texts, compiled in or from a query
 * folder. A text is read and hashed at every au_query_catalog_load(). Immutable, so any thread may
 * use one.
 */
G_DECLARE_FINAL_TYPE (AuQueryCatalog, au_query_catalog, AU, QUERY_CATALOG, GObject)

AuQueryCatalog    *au_query_catalog_new          (const char      *folder);
const char        *au_query_catalog_get_folder   (AuQueryCatalog  *self);
const char *const *au_query_catalog_get_names    (AuQueryCatalog  *self);
AuContract        *au_query_catalog_get_contract (AuQueryCatalog  *self,
                                                  const char      *name);
AuQuery           *au_query_catalog_load         (AuQueryCatalog  *self,
                                                  const char      *name,
                                                  GError         **error);

G_END_DECLS
