/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"
#include "au-announce.h"
#include "au-format.h"

#include <glib/gi18n.h>

enum
{
  SIGNAL_LOOK_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuPickerPopover, au_picker_popover, GTK_TYPE_POPOVER)

/* A screen reader that is told at every key says nothing but the beginnings of numbers. */
#define ANNOUNCE_DELAY 500

void
_au_picker_popover_announce (AuPickerPopover *self,
                             const char      *text)
{
  au_announce (GTK_WIDGET (self->entry), text);
}

void
_au_picker_popover_tell (AuPickerPopover *self,
                         const char      *text)
{
  gtk_label_set_text (self->footer, text);
  _au_picker_popover_announce (self, text);
}

AuPickerItem *
_au_picker_popover_get_selected (AuPickerPopover *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

guint
_au_picker_popover_get_n_picks (AuPickerPopover *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (au_picker_model_get_picks (self->model)));
}

gboolean
_au_picker_popover_is_empty (AuPickerPopover *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}

/* Whether what is typed is first of all an id to be looked up. */
static gboolean
is_team (AuPickerPopover *self)
{
  g_autoptr (AuPickerItem) first = g_list_model_get_item (G_LIST_MODEL (self->selection), 0);

  return first != NULL && au_picker_item_get_section (first) == AU_PICKER_LOOK_UP;
}

static void
update_footer (AuPickerPopover *self)
{
  const AuFormat *format = au_format_get_default ();
  guint n_matches = au_picker_model_get_n_matches (self->model);
  guint n_all = au_picker_model_get_n_all (self->model);
  g_autofree char *matches = au_format_count (format, n_matches);
  g_autofree char *all = au_format_count (format, n_all);
  g_autofree char *text = NULL;

  AuPickerItem *item = _au_picker_popover_get_selected (self);

  if (_au_picker_popover_get_n_picks (self) > 0 &&
      (item != NULL ? au_picker_item_is_picked (item) : _au_picker_popover_is_empty (self)))
    text = g_strdup (_("Pick more, or press Enter to show these together"));
  else if (_au_picker_popover_is_empty (self))
    /* Translators: %s is how many subscriptions there are. */
    text = g_strdup_printf (ngettext ("%s subscription · digits look up a team · paste a list of team ids",
                                      "%s subscriptions · digits look up a team · paste a list of team ids",
                                      n_all), all);
  else if (is_team (self))
    text = g_strdup (_("Press Enter to look it up"));
  else if (n_matches == 0)
    text = g_strdup (_("No customer matches; try part of the account’s name, or an id"));
  else if (au_picker_model_get_n_listed (self->model) < n_matches)
    /* Translators: how many match, how many there are. */
    text = g_strdup_printf (_("%s of %s match; type more to narrow down"), matches, all);
  else
    /* Translators: how many customers match, and how many there are. */
    text = g_strdup_printf (_("%s of %s match"), matches, all);
  gtk_label_set_text (self->footer, text);
}

static void
update_show_button (AuPickerPopover *self)
{
  guint n = _au_picker_popover_get_n_picks (self);

  if (n > 0)
    {
      /* Translators: %u is how many subscriptions are picked. */
      g_autofree char *label = g_strdup_printf (ngettext ("Show %u Subscription",
                                                          "Show %u Subscriptions", n), n);

      gtk_button_set_label (self->show_button, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->show_button), n > 0);
}

void
_au_picker_popover_say_selected (AuPickerPopover *self)
{
  AuPickerItem *item = _au_picker_popover_get_selected (self);
  g_autofree char *text = item != NULL ? au_picker_item_dup_phrase (item) : NULL;

  if (text != NULL)
    _au_picker_popover_announce (self, text);
}

static void
announce_cb (gpointer data)
{
  AuPickerPopover *self = data;

  self->announce_source = 0;
  _au_picker_popover_announce (self, gtk_label_get_text (self->footer));
  if (!_au_picker_popover_is_empty (self))
    _au_picker_popover_say_selected (self);
}

static void
announce_later (AuPickerPopover *self)
{
  g_clear_handle_id (&self->announce_source, g_source_remove);
  self->announce_source = g_timeout_add_once (ANNOUNCE_DELAY, announce_cb, self);
}

/* Searches for what is typed, where that is not done or on its way. */
static void
search (AuPickerPopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (g_strcmp0 (au_picker_model_get_text (self->model), text) == 0)
    return;
  _au_picker_popover_cancel_look_up (self);
  self->typed = TRUE;
  /* Enter was meant for what was typed before. */
  self->activating = FALSE;
  au_picker_model_search (self->model, text);
}

static void
activate_cb (AuPickerPopover *self)
{
  /* The entry tells of typing only when the main loop is idle, and the answer takes a moment: what
   * is listed has to be what is typed before anything is chosen from it. */
  search (self);
  self->activating = au_picker_model_is_searching (self->model);
  if (!self->activating)
    _au_picker_popover_activate_now (self);
}

static void
search_cb (AuPickerPopover *self)
{
  if (self->model == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  search (self);
}

static void
searched_cb (AuPickerPopover *self)
{
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, some ? "list" : "none");
  update_footer (self);
  if (self->typed)
    {
      self->typed = FALSE;
      _au_picker_popover_select_first (self);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        announce_later (self);
    }
  if (self->activating)
    _au_picker_popover_activate_now (self);
}

static void
picks_changed_cb (AuPickerPopover *self)
{
  update_show_button (self);
  update_footer (self);
  if (_au_picker_popover_get_n_picks (self) == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
bookmarks_changed_cb (AuPickerPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    au_picker_popover_refresh (self);
}

static void
row_cb (AuPickerPopover *self,
        guint            position,
        GtkListView     *list)
{
  g_autoptr (AuPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    _au_picker_popover_activate (self, item);
}

static void
show_cb (AuPickerPopover *self)
{
  _au_picker_popover_show_picks (self);
}

static void
stop_cb (AuPickerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
closed_cb (AuPickerPopover *self)
{
  self->activating = FALSE;
  _au_picker_popover_cancel_look_up (self);
  g_clear_handle_id (&self->announce_source, g_source_remove);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  au_picker_picks_set (au_picker_model_get_picks (self->model), NULL);
}

/**
 * _au_picker_popover_look_up:
 * @self: a popover
 * @text: ids of teams, or part of a team's name
 * @by_name: which of the two
 *
 * Closes, and leaves it to a dialog, which has room for all that may come of it.
 */
void
_au_picker_popover_look_up (AuPickerPopover *self,
                            const char      *text,
                            gboolean         by_name)
{
  g_autofree char *copy = g_strdup (text);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_LOOK_UP], 0, copy, by_name);
}

static void
au_picker_popover_dispose (GObject *object)
{
  AuPickerPopover *self = AU_PICKER_POPOVER (object);

  _au_picker_popover_cancel_look_up (self);
  g_clear_handle_id (&self->more_source, g_source_remove);
  g_clear_handle_id (&self->announce_source, g_source_remove);
  _au_picker_popover_leave_top (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PICKER_POPOVER);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_picker_popover_parent_class)->dispose (object);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

static void
au_picker_popover_class_init (AuPickerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_picker_popover_dispose;

  /**
   * AuPickerPopover::look-up:
   * @text: ids of teams, or part of a team's name
   * @by_name: which of the two
   *
   * There is more to look up than a list of subscriptions can show.
   */
  signals[SIGNAL_LOOK_UP] = g_signal_new ("look-up", AU_TYPE_PICKER_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);

  g_type_ensure (AU_TYPE_PICKER_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-picker-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, chips);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, list);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, adjustment);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, across);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, down);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, bottom);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, footer);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, show_button);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "key_cb",
                                                G_CALLBACK (_au_picker_popover_key_cb));
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "scrolled_cb",
                                                G_CALLBACK (_au_picker_popover_scrolled_cb));
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
au_picker_popover_init (AuPickerPopover *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  _au_picker_popover_create_rows (self);
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->list));
  g_signal_connect_swapped (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "insert-text",
                            G_CALLBACK (_au_picker_popover_insert_text_cb), self);
}

/**
 * au_picker_popover_set_session:
 * @self: a popover
 * @session: whose subscriptions are listed; set once
 */
void
au_picker_popover_set_session (AuPickerPopover *self,
                               AuSession       *session)
{
  g_return_if_fail (AU_IS_PICKER_POPOVER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->model = au_picker_model_new (au_session_get_bookmarks (session));
  self->selection =
    gtk_single_selection_new (g_object_ref (au_picker_model_get_rows (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  au_picker_chips_set_picks (self->chips, au_picker_model_get_picks (self->model));

  g_signal_connect_object (self->model, "searched", G_CALLBACK (searched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (au_picker_model_get_picks (self->model), "items-changed",
                           G_CALLBACK (picks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "favourites-changed", G_CALLBACK (bookmarks_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * au_picker_popover_refresh:
 * @self: a popover
 *
 * Lists anew what matches: of other favourites, or of another list of subscriptions.
 */
void
au_picker_popover_refresh (AuPickerPopover *self)
{
  AuPickerItem *item;
  g_autofree char *id = NULL;
  guint selected;

  g_return_if_fail (AU_IS_PICKER_POPOVER (self));

  item = _au_picker_popover_get_selected (self);
  id = item != NULL ? g_strdup (au_picker_item_get_id (item)) : NULL;
  selected = gtk_single_selection_get_selected (self->selection);
  au_picker_model_set_index (self->model, au_session_get_index (self->session));
  au_picker_model_refresh (self->model);
  _au_picker_popover_select_id (self, id, selected);
}

/**
 * au_picker_popover_open:
 * @self: a popover
 *
 * Shows the list with everything in it and puts the focus into the entry. Where several
 * subscriptions are shown already, they are picked.
 */
void
au_picker_popover_open (AuPickerPopover *self)
{
  AuSelection *selection;

  g_return_if_fail (AU_IS_PICKER_POPOVER (self));

  selection = au_session_get_selection (self->session);
  if (selection != NULL && au_selection_get_n_items (selection) > 1)
    au_picker_picks_set (au_picker_model_get_picks (self->model), selection);
  self->typed = TRUE;
  au_picker_model_set_index (self->model, au_session_get_index (self->session));
  au_picker_model_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  announce_later (self);
}

/**
 * au_picker_popover_type:
 * @self: a popover that is open
 * @text: what is to be in the entry
 *
 * Does what typing @text would: it is listed when the main loop comes to it.
 */
void
au_picker_popover_type (AuPickerPopover *self,
                        const char      *text)
{
  g_return_if_fail (AU_IS_PICKER_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * au_picker_popover_get_model:
 *
 * Returns: (transfer none): what is listed and picked
 */
AuPickerModel *
au_picker_popover_get_model (AuPickerPopover *self)
{
  g_return_val_if_fail (AU_IS_PICKER_POPOVER (self), NULL);

  return self->model;
}
