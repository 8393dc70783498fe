/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-result.h"

G_BEGIN_DECLS

/**
 * AU_CACHE_DEFAULT_LIMIT:
 *
 * How many bytes a cache may take on disk.
 */
#define AU_CACHE_DEFAULT_LIMIT (G_GINT64_CONSTANT (64) * 1024 * 1024)

/**
 * AuReading:
 * @result: (owned): the rows, with the provenance of the last run that returned them
 * @first_read: when they were first read, milliseconds by the app's clock
 * @last_read: when they were last read; the same rows may have come many times
 *
 * Rows that a request once returned.
 */
typedef struct
{
  AuResult *result;
  gint64 first_read;
  gint64 last_read;
} AuReading;

/**
 * AuCacheStore:
 *
 * Results on disk, of one source and one host: for each request the last good one, and the
 * different ones before it. An SQLite file in WAL mode that only its owner may read. It belongs to
 * one thread; other programs may have the same file open.
 *
 * Nothing in the file is trusted: each entry has a checksum over all of it, and a file that is
 * damaged, not ours or of another version is set aside, as FILE.aside. Where the disk is full, the
 * folder cannot be written to or the file belongs to somebody else, the store keeps nothing and
 * says nothing.
 */
typedef struct _AuCacheStore AuCacheStore;

AuCacheStore *au_cache_store_new           (const char      *path,
                                            gint64           limit);
void          au_cache_store_free          (AuCacheStore    *self);
gboolean      au_cache_store_put           (AuCacheStore    *self,
                                            AuResult        *result);
AuResult     *au_cache_store_get           (AuCacheStore    *self,
                                            AuQueryCatalog  *catalog,
                                            AuRequest       *request,
                                            GError         **error);
GPtrArray    *au_cache_store_get_readings  (AuCacheStore    *self,
                                            AuQueryCatalog  *catalog,
                                            AuRequest       *request,
                                            GError         **error);
GPtrArray    *au_cache_store_list_requests (AuCacheStore    *self,
                                            AuQueryCatalog  *catalog);
gboolean      au_cache_store_clear         (AuCacheStore    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuCacheStore, au_cache_store_free)

G_END_DECLS
