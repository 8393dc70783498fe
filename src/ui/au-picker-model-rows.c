/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-model-private.h"
#include "au-picker-diff.h"
#include "au-search.h"
#include "au-team-list.h"

#include <glib/gi18n.h>
#include <string.h>

/* The rows of an answer: what stays is the same object in the same place. */

/* As many as one sees at once. */
#define FIRST_SHOWN 12

/* The subscriptions that @section lists, by their position plus 1. */
static GHashTable *
get_listed_items (AuPickerModel  *self,
                  AuPickerSection section)
{
  GListModel *list = G_LIST_MODEL (self->sections[section]);
  GHashTable *items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (list, i);
      guint key = au_picker_item_get_position (item) + 1;

      if (au_picker_item_get_kind (item) == AU_PICKER_SUBSCRIPTION)
        g_hash_table_insert (items, GUINT_TO_POINTER (key), g_steal_pointer (&item));
    }
  return items;
}

/* The item that the section has for a subscription already, or a new one. */
static AuPickerItem *
dup_item (AuPickerModel  *self,
          AuPickerSection section,
          GHashTable     *before,
          guint           position)
{
  AuPickerItem *item = g_hash_table_lookup (before, GUINT_TO_POINTER (position + 1));

  if (item != NULL)
    return g_object_ref (item);
  return au_picker_item_new_subscription (section, au_subscription_hits_get_index (self->hits),
                                          position);
}

/* The same of any other item: @wanted, or the one that is there already. */
static AuPickerItem *
dup_same_item (AuPickerModel *self,
               AuPickerItem  *wanted)
{
  GListModel *before = G_LIST_MODEL (self->sections[au_picker_item_get_section (wanted)]);

  for (guint i = 0; i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (before, i);

      if (au_picker_item_get_kind (item) == au_picker_item_get_kind (wanted) &&
          g_str_equal (au_picker_item_get_title (item), au_picker_item_get_title (wanted)) &&
          g_strcmp0 (au_picker_item_get_id (item), au_picker_item_get_id (wanted)) == 0)
        return g_steal_pointer (&item);
    }
  return g_object_ref (wanted);
}

static void
set_section (AuPickerModel  *self,
             AuPickerSection section,
             GPtrArray      *items)
{
  const char *needle = au_subscription_hits_get_needle (self->hits);

  for (guint i = 0; i < items->len; i++)
    {
      AuPickerItem *item = g_ptr_array_index (items, i);

      au_picker_item_update (item, needle,
                             au_picker_picks_contains (self->picks, au_picker_item_get_id (item)));
    }
  au_picker_diff_apply (self->sections[section], items);
}

static gboolean
title_matches (const char *title,
               const char *needle)
{
  g_autofree char *folded = au_search_fold (title);

  return strstr (folded, needle) != NULL;
}

static void
fill_bookmarks (AuPickerModel  *self,
                AuPickerSection section,
                AuBookmarkList  list,
                GHashTable     *listed)
{
  AuSubscriptionIndex *index = au_subscription_hits_get_index (self->hits);
  g_autoptr (GHashTable) before = get_listed_items (self, section);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < au_bookmarks_get_n_items (self->bookmarks, list); i++)
    {
      const AuBookmark *bookmark = au_bookmarks_get_item (self->bookmarks, list, i);
      guint position;

      if (au_subscription_index_find (index, bookmark->id, &position))
        {
          if (au_subscription_hits_rank (self->hits, position) >= 0 &&
              g_hash_table_add (listed, GUINT_TO_POINTER (position)))
            g_ptr_array_add (items, dup_item (self, section, before, position));
        }
      else if (list == AU_BOOKMARKS_FAVOURITES &&
               title_matches (bookmark->title, au_subscription_hits_get_needle (self->hits)))
        {
          g_autoptr (AuPickerItem) gone = au_picker_item_new_gone (bookmark->id, bookmark->title);

          g_ptr_array_add (items, dup_same_item (self, gone));
        }
    }
  set_section (self, section, items);
}

/* Digits may be a team's id. So few of them are rather part of a name, which then comes first. */
#define MIN_TEAM_DIGITS 4

static char *
dup_look_up_title (AuTeamList *list)
{
  guint n = au_team_list_get_n_ids (list);

  if (n == 1)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             g_array_index (list->team_ids, gint64, 0));

      /* Translators: %s is a team's id. */
      return g_strdup_printf (_("Team %s"), id);
    }
  /* Translators: %u is how many ids were typed. */
  return g_strdup_printf (ngettext ("Look up %u id", "Look up %u ids", n), n);
}

static void
add_look_up (AuPickerModel  *self,
             GPtrArray      *items,
             AuPickerSection section,
             AuPickerKind    kind,
             const char     *title)
{
  g_autoptr (AuPickerItem) item = au_picker_item_new_look_up (section, kind, title);

  g_ptr_array_add (items, dup_same_item (self, item));
}

/* Whether ids are to be looked up. A word among them does not make a name of a list that has
 * commas, and is shown with what comes of the others. */
static gboolean
is_list (AuTeamList *list,
         const char *typed)
{
  if (au_team_list_get_n_ids (list) > 1)
    return au_team_list_is_certain (list) ||
           (au_team_list_is_likely (list) && strpbrk (typed, ",;|\t\n") != NULL);
  return au_team_list_is_certain (list) && list->team_ids->len > 0;
}

static void
fill_look_ups (AuPickerModel *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (self->text));
  g_autoptr (AuTeamList) list = au_team_list_parse (typed);
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) last = g_ptr_array_new_with_free_func (g_object_unref);

  if (is_list (list, typed))
    {
      g_autofree char *title = dup_look_up_title (list);
      gboolean doubtful = strlen (typed) < MIN_TEAM_DIGITS;

      add_look_up (self, doubtful ? last : first,
                   doubtful ? AU_PICKER_BY_TEAM : AU_PICKER_LOOK_UP, AU_PICKER_TEAM_IDS, title);
    }
  else if (*typed != '\0')
    {
      /* Translators: %s is what somebody typed. */
      g_autofree char *title = g_strdup_printf (_("Teams named “%s”"), typed);

      add_look_up (self, last, AU_PICKER_BY_TEAM, AU_PICKER_TEAM_NAME, title);
    }
  set_section (self, AU_PICKER_LOOK_UP, first);
  set_section (self, AU_PICKER_BY_TEAM, last);
}

/* Makes the last section @n rows long, as far as there are matches. */
void
_au_picker_model_fill_rest (AuPickerModel *self,
                            guint          n)
{
  g_autoptr (GHashTable) before = get_listed_items (self, AU_PICKER_ALL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n && i < self->rest->len; i++)
    g_ptr_array_add (items, dup_item (self, AU_PICKER_ALL, before,
                                      g_array_index (self->rest, guint, i)));
  set_section (self, AU_PICKER_ALL, items);
}

/* Items of another index are of another source, or of what it listed before. */
void
_au_picker_model_forget_items (AuPickerModel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_list_store_remove_all (self->sections[i]);
}

void
_au_picker_model_fill_sections (AuPickerModel *self,
                                guint          n_before)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);

  fill_look_ups (self);
  fill_bookmarks (self, AU_PICKER_FAVOURITES, AU_BOOKMARKS_FAVOURITES, listed);
  fill_bookmarks (self, AU_PICKER_RECENT, AU_BOOKMARKS_RECENT, listed);
  g_array_set_size (self->rest, 0);
  for (guint i = 0; i < self->chosen->len && self->rest->len < AU_PICKER_MAX_SHOWN; i++)
    {
      guint position = g_array_index (self->chosen, guint, i);

      if (!g_hash_table_contains (listed, GUINT_TO_POINTER (position)))
        g_array_append_val (self->rest, position);
    }
  _au_picker_model_fill_rest (self, MAX (FIRST_SHOWN, n_before));
}
