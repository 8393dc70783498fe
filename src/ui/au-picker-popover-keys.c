/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"

#include <glib/gi18n.h>

static void
move_highlight (AuPickerPopover *self,
                int              step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;
  if (selected == GTK_INVALID_LIST_POSITION)
    selected = step > 0 ? 0 : n - 1;
  else
    {
      if (step > 0 && selected + (guint) step >= n)
        {
          au_picker_model_show_more (self->model);
          n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
        }
      selected = (guint) CLAMP ((int) selected + step, 0, (int) n - 1);
    }
  _au_picker_popover_leave_top (self);
  gtk_list_view_scroll_to (self->list, selected, GTK_LIST_SCROLL_SELECT, NULL);
  _au_picker_popover_say_selected (self);
}

/* Moves the highlighted favourite by one place among those that are listed. */
static void
move_favourite (AuPickerPopover *self,
                int              step)
{
  AuBookmarks *bookmarks = au_session_get_bookmarks (self->session);
  AuPickerItem *item = _au_picker_popover_get_selected (self);
  guint selected = gtk_single_selection_get_selected (self->selection);
  g_autoptr (AuPickerItem) over = NULL;
  g_autoptr (AuPickerItem) before = NULL;
  g_autofree char *text = NULL;

  if (item == NULL || !au_picker_item_is_favourite (item) || (step < 0 && selected == 0))
    return;
  over = g_list_model_get_item (G_LIST_MODEL (self->selection), selected + (guint) step);
  if (over == NULL || !au_picker_item_is_favourite (over))
    return;
  if (step > 0)
    before = g_list_model_get_item (G_LIST_MODEL (self->selection), selected + 2);
  if (before != NULL && !au_picker_item_is_favourite (before))
    g_clear_object (&before);
  au_bookmarks_move (bookmarks, au_picker_item_get_id (item),
                     step < 0 ? au_picker_item_get_id (over) :
                     before != NULL ? au_picker_item_get_id (before) : NULL);
  /* Translators: %s is an account's name, %d its new place among the favourites. */
  text = g_strdup_printf (_("%s is favourite %d now"), au_picker_item_get_title (item),
                          au_bookmarks_find (bookmarks, AU_BOOKMARKS_FAVOURITES,
                                             au_picker_item_get_id (item)) + 1);
  _au_picker_popover_announce (self, text);
}

static gboolean
remove_last_pick (AuPickerPopover *self)
{
  AuPickerPicks *picks = au_picker_model_get_picks (self->model);
  g_autoptr (AuSubscription) last = NULL;
  g_autofree char *text = NULL;

  if (!_au_picker_popover_is_empty (self) || _au_picker_popover_get_n_picks (self) == 0)
    return GDK_EVENT_PROPAGATE;
  last = g_list_model_get_item (G_LIST_MODEL (picks), _au_picker_popover_get_n_picks (self) - 1);
  au_picker_picks_remove (picks, last);
  /* Translators: %s is an account's name. */
  text = g_strdup_printf (_("%s removed"), au_subscription_get_account_name (last));
  _au_picker_popover_announce (self, text);
  return GDK_EVENT_STOP;
}

/* Keys that work wherever the focus is. */
static gboolean
handle_modified_key (AuPickerPopover *self,
                     guint            keyval,
                     GdkModifierType  state)
{
  AuPickerItem *item = _au_picker_popover_get_selected (self);

  if (state == GDK_CONTROL_MASK &&
      (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter))
    {
      if (item != NULL && !au_picker_model_is_searching (self->model))
        {
          _au_picker_popover_toggle_pick (self, item);
          /* What is typed next is another name. */
          gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
        }
      return GDK_EVENT_STOP;
    }
  if (state == GDK_CONTROL_MASK && (keyval == GDK_KEY_d || keyval == GDK_KEY_D))
    {
      if (item != NULL)
        _au_picker_popover_toggle_star (self, item);
      return GDK_EVENT_STOP;
    }
  if (state == GDK_ALT_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    {
      move_favourite (self, -1);
      return GDK_EVENT_STOP;
    }
  if (state == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    {
      move_favourite (self, 1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

gboolean
_au_picker_popover_key_cb (AuPickerPopover       *self,
                           guint                  keyval,
                           guint                  keycode,
                           GdkModifierType        state,
                           GtkEventControllerKey *controller)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  state &= gtk_accelerator_get_default_mod_mask ();
  if (state != 0)
    return handle_modified_key (self, keyval, state);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        move_highlight (self, 1);
        return GDK_EVENT_STOP;

      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        move_highlight (self, -1);
        return GDK_EVENT_STOP;

      case GDK_KEY_Page_Down:
        move_highlight (self, 8);
        return GDK_EVENT_STOP;

      case GDK_KEY_Page_Up:
        move_highlight (self, -8);
        return GDK_EVENT_STOP;

      case GDK_KEY_BackSpace:
        return remove_last_pick (self);

      default:
        return GDK_EVENT_PROPAGATE;
    }
}
