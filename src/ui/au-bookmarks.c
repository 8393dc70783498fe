/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bookmarks.h"
#include "au-ids.h"

#define MAX_RECENT 8

static const char *const keys[AU_N_BOOKMARK_LISTS] = {
  [AU_BOOKMARKS_FAVOURITES] = "favourites",
  [AU_BOOKMARKS_RECENT] = "recent",
};

struct _AuBookmarks
{
  GObject parent_instance;

  GSettings *settings;
  char *source_id; /* (nullable) */
  GPtrArray *lists[AU_N_BOOKMARK_LISTS]; /* (element-type AuBookmark) */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuBookmarks, au_bookmarks, G_TYPE_OBJECT)

static void
bookmark_free (gpointer data)
{
  AuBookmark *bookmark = data;

  g_free (bookmark->id);
  g_free (bookmark->title);
  g_free (bookmark);
}

static AuBookmark *
bookmark_new (const char *id,
              const char *title)
{
  AuBookmark *bookmark = g_new0 (AuBookmark, 1);

  bookmark->id = g_strdup (id);
  bookmark->title = g_strdup (title);
  return bookmark;
}

static void
au_bookmarks_finalize (GObject *object)
{
  AuBookmarks *self = AU_BOOKMARKS (object);

  for (guint i = 0; i < AU_N_BOOKMARK_LISTS; i++)
    g_ptr_array_unref (self->lists[i]);
  g_free (self->source_id);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (au_bookmarks_parent_class)->finalize (object);
}

static void
au_bookmarks_class_init (AuBookmarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_bookmarks_finalize;

  /**
   * AuBookmarks::changed:
   *
   * A list is another one, here or by the settings.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AU_TYPE_BOOKMARKS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
au_bookmarks_init (AuBookmarks *self)
{
  for (guint i = 0; i < AU_N_BOOKMARK_LISTS; i++)
    self->lists[i] = g_ptr_array_new_with_free_func (bookmark_free);
}

/* What stands in the settings may have been put there by anybody: what is no id is passed over. */
static void
read_list (AuBookmarks   *self,
           AuBookmarkList list)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, keys[list]);
  g_autoptr (GVariantIter) of_source = NULL;
  const char *id, *title;

  g_ptr_array_set_size (self->lists[list], 0);
  if (self->source_id == NULL || !g_variant_lookup (all, self->source_id, "a(ss)", &of_source))
    return;
  while (g_variant_iter_next (of_source, "(&s&s)", &id, &title))
    if (au_subscription_id_is_valid (id) && au_bookmarks_find (self, list, id) < 0)
      g_ptr_array_add (self->lists[list], bookmark_new (id, title));
}

static void
read_lists (AuBookmarks *self)
{
  for (guint i = 0; i < AU_N_BOOKMARK_LISTS; i++)
    read_list (self, (AuBookmarkList) i);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Other sources' lists stay as they are. Reading them back comes with the settings' signal. */
static void
write_list (AuBookmarks   *self,
            AuBookmarkList list)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, keys[list]);
  GVariantBuilder all, mine;
  GVariantIter iter;
  const char *source_id;
  GVariant *other;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a{sa(ss)}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s@a(ss)}", &source_id, &other))
    {
      if (!g_str_equal (source_id, self->source_id))
        g_variant_builder_add (&all, "{s@a(ss)}", source_id, other);
      g_variant_unref (other);
    }
  g_variant_builder_init (&mine, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < self->lists[list]->len; i++)
    {
      const AuBookmark *bookmark = g_ptr_array_index (self->lists[list], i);

      g_variant_builder_add (&mine, "(ss)", bookmark->id, bookmark->title);
    }
  g_variant_builder_add (&all, "{sa(ss)}", self->source_id, &mine);
  g_settings_set_value (self->settings, keys[list], g_variant_builder_end (&all));
}

/**
 * au_bookmarks_new:
 * @settings: the app's settings
 *
 * Returns: (transfer full): empty lists until au_bookmarks_set_source()
 */
AuBookmarks *
au_bookmarks_new (GSettings *settings)
{
  AuBookmarks *self = g_object_new (AU_TYPE_BOOKMARKS, NULL);

  self->settings = g_object_ref (settings);
  for (guint i = 0; i < AU_N_BOOKMARK_LISTS; i++)
    {
      g_autofree char *detailed = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect_object (settings, detailed, G_CALLBACK (read_lists), self,
                               G_CONNECT_SWAPPED);
    }
  return self;
}

/**
 * au_bookmarks_set_source:
 * @self: bookmarks
 * @source_id: (nullable): whose subscriptions the lists are about
 */
void
au_bookmarks_set_source (AuBookmarks *self,
                         const char  *source_id)
{
  g_return_if_fail (AU_IS_BOOKMARKS (self));

  if (g_set_str (&self->source_id, source_id))
    read_lists (self);
}

guint
au_bookmarks_get_n_items (AuBookmarks   *self,
                          AuBookmarkList list)
{
  g_return_val_if_fail (AU_IS_BOOKMARKS (self), 0);

  return self->lists[list]->len;
}

/**
 * au_bookmarks_get_item:
 *
 * Returns: (transfer none): a bookmark, valid until the list changes
 */
const AuBookmark *
au_bookmarks_get_item (AuBookmarks   *self,
                       AuBookmarkList list,
                       guint          position)
{
  g_return_val_if_fail (AU_IS_BOOKMARKS (self) && position < self->lists[list]->len, NULL);

  return g_ptr_array_index (self->lists[list], position);
}

/**
 * au_bookmarks_find:
 * @self: bookmarks
 * @list: where to look
 * @id: a valid id in either of its forms
 *
 * Returns: its position, or -1
 */
int
au_bookmarks_find (AuBookmarks   *self,
                   AuBookmarkList list,
                   const char    *id)
{
  g_return_val_if_fail (AU_IS_BOOKMARKS (self), -1);

  for (guint i = 0; i < self->lists[list]->len; i++)
    {
      const AuBookmark *bookmark = g_ptr_array_index (self->lists[list], i);

      if (au_subscription_id_equal (bookmark->id, id))
        return (int) i;
    }
  return -1;
}

/**
 * au_bookmarks_add:
 * @self: bookmarks
 * @list: where to
 * @id: a valid id
 * @title: what to call it when the source lists it no more
 *
 * Adds a favourite at the end, where it is none yet; puts a recent one in front.
 */
void
au_bookmarks_add (AuBookmarks   *self,
                  AuBookmarkList list,
                  const char    *id,
                  const char    *title)
{
  int before;

  g_return_if_fail (AU_IS_BOOKMARKS (self));
  g_return_if_fail (au_subscription_id_is_valid (id));

  if (self->source_id == NULL)
    return;
  before = au_bookmarks_find (self, list, id);
  if (before >= 0 && list == AU_BOOKMARKS_FAVOURITES)
    return;
  if (before >= 0)
    g_ptr_array_remove_index (self->lists[list], (guint) before);
  g_ptr_array_insert (self->lists[list], list == AU_BOOKMARKS_RECENT ? 0 : -1,
                      bookmark_new (id, title));
  if (list == AU_BOOKMARKS_RECENT && self->lists[list]->len > MAX_RECENT)
    g_ptr_array_set_size (self->lists[list], MAX_RECENT);
  write_list (self, list);
}

void
au_bookmarks_remove (AuBookmarks   *self,
                     AuBookmarkList list,
                     const char    *id)
{
  int position;

  g_return_if_fail (AU_IS_BOOKMARKS (self));

  position = au_bookmarks_find (self, list, id);
  if (position < 0)
    return;
  g_ptr_array_remove_index (self->lists[list], (guint) position);
  write_list (self, list);
}

/**
 * au_bookmarks_move:
 * @self: bookmarks
 * @id: a favourite
 * @before: (nullable): the favourite that it is to stand before; %NULL puts it at the end
 */
void
au_bookmarks_move (AuBookmarks *self,
                   const char  *id,
                   const char  *before)
{
  GPtrArray *favourites;
  gpointer bookmark;
  int from, to;

  g_return_if_fail (AU_IS_BOOKMARKS (self));

  favourites = self->lists[AU_BOOKMARKS_FAVOURITES];
  from = au_bookmarks_find (self, AU_BOOKMARKS_FAVOURITES, id);
  if (from < 0 || (before != NULL && au_subscription_id_equal (before, id)))
    return;
  bookmark = g_ptr_array_steal_index (favourites, (guint) from);
  to = before != NULL ? au_bookmarks_find (self, AU_BOOKMARKS_FAVOURITES, before) : -1;
  g_ptr_array_insert (favourites, to, bookmark);
  write_list (self, AU_BOOKMARKS_FAVOURITES);
}
