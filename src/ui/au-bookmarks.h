/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuBookmarkList:
 * @AU_BOOKMARKS_FAVOURITES: what the person marked, in the person's order
 * @AU_BOOKMARKS_RECENT: what was opened lately, the newest first
 */
typedef enum
{
  AU_BOOKMARKS_FAVOURITES,
  AU_BOOKMARKS_RECENT,
} AuBookmarkList;

#define AU_N_BOOKMARK_LISTS (AU_BOOKMARKS_RECENT + 1)

/**
 * AuBookmark:
 * @id: (owned): a subscription's id
 * @title: (owned): the account's name when it was noted, to be told of one that is gone
 */
typedef struct
{
  char *id;
  char *title;
} AuBookmark;

#define AU_TYPE_BOOKMARKS (au_bookmarks_get_type ())

/**
 * AuBookmarks:
 *
 * The favourites and the recent subscriptions of the person, kept in the settings for each source
 * apart, as each has subscriptions of its own. What a source does not list any more stays until it
 * is removed.
 */
G_DECLARE_FINAL_TYPE (AuBookmarks, au_bookmarks, AU, BOOKMARKS, GObject)

AuBookmarks      *au_bookmarks_new         (GSettings      *settings);
void              au_bookmarks_set_source  (AuBookmarks    *self,
                                            const char     *source_id);
guint             au_bookmarks_get_n_items (AuBookmarks    *self,
                                            AuBookmarkList  list);
const AuBookmark *au_bookmarks_get_item    (AuBookmarks    *self,
                                            AuBookmarkList  list,
                                            guint           position);
int               au_bookmarks_find        (AuBookmarks    *self,
                                            AuBookmarkList  list,
                                            const char     *id);
void              au_bookmarks_add         (AuBookmarks    *self,
                                            AuBookmarkList  list,
                                            const char     *id,
                                            const char     *title);
void              au_bookmarks_remove      (AuBookmarks    *self,
                                            AuBookmarkList  list,
                                            const char     *id);
void              au_bookmarks_move        (AuBookmarks    *self,
                                            const char     *id,
                                            const char     *before);

G_END_DECLS
