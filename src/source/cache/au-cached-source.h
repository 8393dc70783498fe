/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-restatement.h"
#include "au-source.h"

G_BEGIN_DECLS

/**
 * AuCacheMode:
 * @AU_CACHE_LIVE: ask the source, keep what it returns, and fail where it fails
 * @AU_CACHE_FALL_BACK: likewise, but where the source cannot be reached give the last good result
 * @AU_CACHE_ONLY: never ask the source
 *
 * What au_source_query_async() of an #AuCachedSource does.
 */
typedef enum
{
  AU_CACHE_LIVE,
  AU_CACHE_FALL_BACK,
  AU_CACHE_ONLY,
} AuCacheMode;

#define AU_TYPE_CACHED_SOURCE (au_cached_source_get_type ())

/**
 * AuCachedSource:
 *
 * Any other source with a cache behind it: it keeps each good result on disk and gives it again
 * with its age, at once by au_cached_source_peek_async() or where the source cannot be reached.
 * Every result from the cache says so in its provenance.
 *
 * A view that wants to show something at once and the truth when it comes asks both: first
 * au_cached_source_peek_async(), which takes some milliseconds and needs no network, and
 * au_loader_load_async() as ever, whose result takes its place.
 *
 * The property `offline` is %TRUE while the last attempt to reach the source failed. Belongs to one
 * thread, as every source; the file is read and written in another.
 */
G_DECLARE_FINAL_TYPE (AuCachedSource, au_cached_source, AU, CACHED_SOURCE, GObject)

AuCachedSource *au_cached_source_new            (AuSource             *inner,
                                                 const char           *folder);
AuSource       *au_cached_source_get_inner      (AuCachedSource       *self);
const char     *au_cached_source_get_path       (AuCachedSource       *self);
AuCacheMode     au_cached_source_get_mode       (AuCachedSource       *self);
void            au_cached_source_set_mode       (AuCachedSource       *self,
                                                 AuCacheMode           mode);
gboolean        au_cached_source_is_offline     (AuCachedSource       *self);
const GError   *au_cached_source_get_trouble    (AuCachedSource       *self);
void            au_cached_source_peek_async     (AuCachedSource       *self,
                                                 AuRequest            *request,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
AuResult       *au_cached_source_peek_finish    (AuCachedSource       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            au_cached_source_list_restatements_async  (AuCachedSource       *self,
                                                           AuRequest            *request,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
GPtrArray      *au_cached_source_list_restatements_finish (AuCachedSource       *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void            au_cached_source_clear_async    (AuCachedSource       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        au_cached_source_clear_finish   (AuCachedSource       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

char           *au_cache_dup_default_folder     (void);
gboolean        au_cache_clear_folder           (const char           *folder);

G_END_DECLS
