/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"

/* Which row is highlighted, and what the list shows of itself. */

/* Once there was a frame, the list view knows where its rows are. */
static gboolean
top_tick_cb (GtkWidget     *list,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  AuPickerPopover *self = user_data;

  if (self->top_frame < 0)
    self->top_frame = gdk_frame_clock_get_frame_counter (clock);
  if (gdk_frame_clock_get_frame_counter (clock) == self->top_frame)
    return G_SOURCE_CONTINUE;
  self->top_tick = 0;
  if (self->moved)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  return G_SOURCE_REMOVE;
}

void
_au_picker_popover_leave_top (AuPickerPopover *self)
{
  if (self->top_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->top_tick);
  self->top_tick = 0;
}

/* Shows the beginning of the list, header and all, from the next frame on. Where rows change, the
 * list view keeps one of them where it is. It scrolls to a row by the place that the row had, which
 * new ones have not, and to a row alone, without the header above it. */
static void
scroll_to_top (AuPickerPopover *self)
{
  _au_picker_popover_leave_top (self);
  gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  self->moved = FALSE;
  self->top_frame = -1;
  self->top_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), top_tick_cb, self, NULL);
}

/* Highlights the first row, unless Enter is to show what is picked. */
void
_au_picker_popover_select_first (AuPickerPopover *self)
{
  gboolean none = _au_picker_popover_get_n_picks (self) > 0 && _au_picker_popover_is_empty (self);

  gtk_single_selection_set_selected (self->selection, none ? GTK_INVALID_LIST_POSITION : 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    scroll_to_top (self);
}

/* Highlights the row of a subscription that was highlighted before its row moved. */
void
_au_picker_popover_select_id (AuPickerPopover *self,
                              const char      *id,
                              guint            otherwise)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = MIN (otherwise, n - 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (id != NULL && g_strcmp0 (au_picker_item_get_id (item), id) == 0)
        position = i;
    }
  if (n > 0 && otherwise != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT, NULL);
}

/* Whether somebody scrolled, and less than a page is left below. */
static gboolean
is_near_end (AuPickerPopover *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);

  return value > 0 && gtk_adjustment_get_upper (self->adjustment) - page - value < page;
}

static void
show_more_cb (gpointer data)
{
  AuPickerPopover *self = data;

  self->more_source = 0;
  if (is_near_end (self))
    au_picker_model_show_more (self->model);
}

/* A list view moves its adjustment while it is allocated, when its rows must not change. */
void
_au_picker_popover_scrolled_cb (AuPickerPopover *self)
{
  if (self->top_tick != 0 && gtk_adjustment_get_value (self->adjustment) > 0)
    {
      self->moved = TRUE;
      gtk_adjustment_set_value (self->adjustment, 0);
    }
  else if (self->model != NULL && self->more_source == 0 && is_near_end (self) &&
           gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->more_source = g_idle_add_once (show_more_cb, self);
}
