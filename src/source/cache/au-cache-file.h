/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * AuCacheFile:
 * @db: (owned): the connection
 * @device: with @inode, which file it has open
 * @inode: see @device
 * @read_only: whether nothing can be written
 *
 * An open cache file of this version.
 */
typedef struct
{
  sqlite3 *db;
  dev_t device;
  ino_t inode;
  gboolean read_only;
} AuCacheFile;

gboolean au_cache_file_open      (AuCacheFile *self,
                                  const char  *path);
void     au_cache_file_close     (AuCacheFile *self);
void     au_cache_file_set_aside (AuCacheFile *self,
                                  const char  *path);
gboolean au_cache_file_is_damage (int          code);
void     au_cache_file_remove_aside (const char *path);

G_END_DECLS
