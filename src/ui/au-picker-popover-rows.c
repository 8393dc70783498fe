/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"
#include "au-picker-list.h"
#include "au-picker-row.h"

#include <glib/gi18n.h>

#define MAX_KEPT_ROWS 32

/* The mouse may have taken the focus out of the entry, where the keys belong. */
static void
focus_entry (AuPickerPopover *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
}

static void
star_toggled_cb (AuPickerRow     *row,
                 AuPickerPopover *self)
{
  if (au_picker_row_get_item (row) != NULL)
    _au_picker_popover_toggle_star (self, au_picker_row_get_item (row));
  focus_entry (self);
}

static void
pick_toggled_cb (AuPickerRow     *row,
                 AuPickerPopover *self)
{
  if (au_picker_row_get_item (row) != NULL)
    _au_picker_popover_toggle_pick (self, au_picker_row_get_item (row));
  focus_entry (self);
}

static void
dropped_cb (AuPickerRow     *row,
            AuPickerItem    *dropped,
            gboolean         below,
            AuPickerPopover *self)
{
  AuBookmarks *bookmarks = au_session_get_bookmarks (self->session);
  const char *before = au_picker_item_get_id (au_picker_row_get_item (row));

  if (below)
    {
      guint next = (guint) au_bookmarks_find (bookmarks, AU_BOOKMARKS_FAVOURITES, before) + 1;

      before = next < au_bookmarks_get_n_items (bookmarks, AU_BOOKMARKS_FAVOURITES) ?
               au_bookmarks_get_item (bookmarks, AU_BOOKMARKS_FAVOURITES, next)->id : NULL;
    }
  if (au_picker_item_get_id (dropped) != NULL)
    {
      g_autofree char *copy = g_strdup (before);

      au_bookmarks_move (bookmarks, au_picker_item_get_id (dropped), copy);
    }
  focus_entry (self);
}

static GtkWidget *
create_row (AuPickerPopover *self)
{
  GtkWidget *row = au_picker_row_new ();

  g_signal_connect_object (row, "star-toggled", G_CALLBACK (star_toggled_cb), self, 0);
  g_signal_connect_object (row, "pick-toggled", G_CALLBACK (pick_toggled_cb), self, 0);
  g_signal_connect_object (row, "dropped", G_CALLBACK (dropped_cb), self, 0);
  return row;
}

/* A list view uses the widgets of rows that went only for rows that come in their place. Making new
 * ones for the others is what a keystroke would mostly cost. */
static void
setup_row (gpointer     owner,
           GtkListItem *list_item)
{
  AuPickerPopover *self = owner;
  GtkWidget *row;

  for (guint i = 0; i < self->rows->len; i++)
    {
      row = g_ptr_array_index (self->rows, i);
      if (gtk_widget_get_parent (row) != NULL)
        continue;
      gtk_list_item_set_child (list_item, row);
      return;
    }
  row = create_row (self);
  if (self->rows->len < MAX_KEPT_ROWS)
    g_ptr_array_add (self->rows, g_object_ref_sink (row));
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (gpointer     owner,
          GtkListItem *list_item)
{
  AuPickerPopover *self = owner;
  AuPickerItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *text = au_picker_item_dup_phrase (item);

  au_picker_row_set_narrow (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), self->n_chars);
  au_picker_row_set_item (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, text);
}

static void
unbind_row (gpointer     owner,
            GtkListItem *list_item)
{
  au_picker_row_set_item (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static const char *
get_heading (gpointer item)
{
  static const char *const names[AU_PICKER_N_SECTIONS] = {
    [AU_PICKER_LOOK_UP] = N_("Teams"),
    [AU_PICKER_FAVOURITES] = N_("Favourites"),
    [AU_PICKER_RECENT] = N_("Recent"),
    [AU_PICKER_ALL] = N_("All"),
    [AU_PICKER_BY_TEAM] = N_("Teams"),
  };

  return names[au_picker_item_get_section (item)];
}

static const AuPickerListKind kind = {
  .setup = setup_row,
  .bind = bind_row,
  .unbind = unbind_row,
  .get_heading = get_heading,
};

/**
 * _au_picker_popover_create_rows:
 * @self: a popover
 *
 * Tells the list how to make its rows and the headers of its sections.
 */
void
_au_picker_popover_create_rows (AuPickerPopover *self)
{
  au_picker_list_set_up (self->list, &kind, GTK_WIDGET (self));
}
