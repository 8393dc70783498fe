/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover.h"
#include "au-format.h"
#include "au-picker-chips.h"
#include "au-picker-look-up.h"
#include "au-picker-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AuPickerPopover
{
  GtkPopover parent_instance;

  AuSession *session;
  AuPickerModel *model;
  GtkSingleSelection *selection;
  GPtrArray *rows;       /* (element-type AuPickerRow): to be used again when they are free */
  guint more_source;     /* 0, or more rows are about to come */
  guint announce_source; /* 0, or the number of matches is about to be told */
  GCancellable *looking_up; /* (nullable): of a team that is looked up */
  gboolean typed;        /* the answer to come is to another text */
  gboolean activating;   /* Enter was pressed before it came */

  /* Template widgets */
  GtkSearchEntry *entry;
  AuPickerChips *chips;
  GtkStack *stack;
  GtkListView *list;
  GtkAdjustment *adjustment; /* of the list */
  GtkLabel *footer;
  GtkButton *show_button;
};

enum
{
  SIGNAL_LOOK_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuPickerPopover, au_picker_popover, GTK_TYPE_POPOVER)

/* A screen reader that is told at every key says nothing but the beginnings of numbers. */
#define ANNOUNCE_DELAY 500

#define MAX_KEPT_ROWS 32

static void
announce (AuPickerPopover *self,
          const char      *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
tell (AuPickerPopover *self,
      const char      *text)
{
  gtk_label_set_text (self->footer, text);
  announce (self, text);
}

static AuPickerItem *
get_selected (AuPickerPopover *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static guint
get_n_picks (AuPickerPopover *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (au_picker_model_get_picks (self->model)));
}

static gboolean
is_empty (AuPickerPopover *self)
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

  if (get_n_picks (self) > 0 && is_empty (self))
    text = g_strdup (_("Pick more, or press Enter to show these together"));
  else if (is_empty (self))
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
  guint n = get_n_picks (self);

  if (n > 0)
    {
      /* Translators: %u is how many subscriptions are picked. */
      g_autofree char *label = g_strdup_printf (ngettext ("Show %u Subscription",
                                                          "Show %u Subscriptions", n), n);

      gtk_button_set_label (self->show_button, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->show_button), n > 0);
}

static void
say_selected (AuPickerPopover *self)
{
  AuPickerItem *item = get_selected (self);
  g_autofree char *text = item != NULL ? au_picker_item_dup_phrase (item) : NULL;

  if (text != NULL)
    announce (self, text);
}

static void
announce_cb (gpointer data)
{
  AuPickerPopover *self = data;

  self->announce_source = 0;
  announce (self, gtk_label_get_text (self->footer));
  if (!is_empty (self))
    say_selected (self);
}

static void
announce_later (AuPickerPopover *self)
{
  g_clear_handle_id (&self->announce_source, g_source_remove);
  self->announce_source = g_timeout_add_once (ANNOUNCE_DELAY, announce_cb, self);
}

/* Highlights the first row, unless Enter is to show what is picked. */
static void
select_first (AuPickerPopover *self)
{
  gboolean none = get_n_picks (self) > 0 && is_empty (self);

  gtk_single_selection_set_selected (self->selection, none ? GTK_INVALID_LIST_POSITION : 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
close_with (AuPickerPopover    *self,
            const char *const *ids)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  au_session_select_ids (self->session, ids, NULL);
}

static void
show_picks (AuPickerPopover *self)
{
  g_autoptr (GPtrArray) picked = au_picker_picks_dup (au_picker_model_get_picks (self->model));
  g_autoptr (AuSelection) selection = au_selection_new (picked, NULL);

  if (selection != NULL)
    close_with (self, au_selection_get_ids (selection));
}

static void
show_cb (AuPickerPopover *self)
{
  show_picks (self);
}

static void
toggle_pick (AuPickerPopover *self,
             AuPickerItem    *item)
{
  AuPickerPicks *picks = au_picker_model_get_picks (self->model);
  AuSubscription *subscription = au_picker_item_get_subscription (item);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean picked;

  if (subscription == NULL)
    return;
  picked = au_picker_picks_contains (picks, au_subscription_get_id (subscription));
  if (picked)
    au_picker_picks_remove (picks, subscription);
  else
    {
      /* It comes to what is shown already. */
      if (get_n_picks (self) == 0)
        au_picker_picks_set (picks, au_session_get_selection (self->session));
      if (!au_picker_picks_add (picks, subscription, &error))
        {
          tell (self, error->message);
          return;
        }
    }
  /* Translators: %s is an account's name, %u how many are picked. */
  text = g_strdup_printf (picked ? ngettext ("%s removed, %u subscription picked",
                                             "%s removed, %u subscriptions picked",
                                             get_n_picks (self)) :
                          ngettext ("%s added, %u subscription picked",
                                    "%s added, %u subscriptions picked", get_n_picks (self)),
                          au_picker_item_get_title (item), get_n_picks (self));
  announce (self, text);
}

static void
toggle_star (AuPickerPopover *self,
             AuPickerItem    *item)
{
  AuBookmarks *bookmarks = au_session_get_bookmarks (self->session);
  const char *id = au_picker_item_get_id (item);

  if (id == NULL)
    return;
  if (au_picker_item_is_favourite (item))
    {
      announce (self, _("Removed from favourites"));
      au_bookmarks_remove (bookmarks, AU_BOOKMARKS_FAVOURITES, id);
    }
  else
    {
      announce (self, _("Added to favourites"));
      au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, id, au_picker_item_get_title (item));
    }
}

static void
cancel_look_up (AuPickerPopover *self)
{
  g_cancellable_cancel (self->looking_up);
  g_clear_object (&self->looking_up);
}

/* Leaves the rest to a dialog, which has room for all that may come of it. */
static void
look_up_in_dialog (AuPickerPopover *self,
                   const char      *text,
                   gboolean         by_name)
{
  g_autofree char *copy = g_strdup (text);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_LOOK_UP], 0, copy, by_name);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AuPickerPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = au_picker_look_up_finish (AU_SESSION (object), result, &error);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  AuPickerTeam *team;

  /* Something else was typed meanwhile, or nobody waits any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking_up);
  if (lines == NULL)
    {
      tell (self, error->message);
      return;
    }
  if (lines->len > 1)
    {
      look_up_in_dialog (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), FALSE);
      return;
    }
  team = g_ptr_array_index (lines, 0);
  title = au_picker_team_dup_title (team);
  if (au_picker_team_get_subscription (team) != NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      au_session_select_of_team (self->session, au_picker_team_get_subscription (team),
                                 au_picker_team_get_id (team));
      return;
    }
  detail = au_picker_team_dup_detail (team);
  {
    /* Translators: %s is a team, %s what is known of it, such as "Not found". */
    g_autofree char *text = g_strdup_printf (_("%s: %s"), title, detail);

    tell (self, text);
  }
}

static void
look_up_ids (AuPickerPopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (AuTeamList) list = au_team_list_parse (text);

  if (au_team_list_get_n_ids (list) > 1)
    {
      look_up_in_dialog (self, text, FALSE);
      return;
    }
  cancel_look_up (self);
  self->looking_up = g_cancellable_new ();
  tell (self, _("Looking the team up…"));
  au_picker_look_up_ids_async (self->session, list, self->looking_up, looked_up_cb,
                               g_object_ref (self));
}

static void
activate (AuPickerPopover *self,
          AuPickerItem    *item)
{
  const char *ids[2] = { NULL, NULL };

  switch (au_picker_item_get_kind (item))
    {
      case AU_PICKER_SUBSCRIPTION:
        if (get_n_picks (self) > 0)
          {
            toggle_pick (self, item);
            gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
            return;
          }
        ids[0] = au_picker_item_get_id (item);
        close_with (self, ids);
        break;

      case AU_PICKER_GONE:
        tell (self, _("The source does not list it any more; its star removes it"));
        break;

      case AU_PICKER_TEAM_IDS:
        look_up_ids (self);
        break;

      case AU_PICKER_TEAM_NAME:
        look_up_in_dialog (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), TRUE);
        break;

      default:
        g_return_if_reached ();
    }
}

static void
activate_now (AuPickerPopover *self)
{
  AuPickerItem *item = get_selected (self);

  self->activating = FALSE;
  if (item != NULL)
    activate (self, item);
  else if (is_empty (self))
    show_picks (self);
}

/* Searches for what is typed, where that is not done or on its way. */
static void
search (AuPickerPopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (g_strcmp0 (au_picker_model_get_text (self->model), text) == 0)
    return;
  cancel_look_up (self);
  self->typed = TRUE;
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
    activate_now (self);
}

static void
search_cb (AuPickerPopover *self)
{
  if (self->model == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->activating = FALSE;
  search (self);
}

/* Highlights the row of a subscription that was highlighted before its row moved. */
static void
select_id (AuPickerPopover *self,
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

static void
searched_cb (AuPickerPopover *self)
{
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, some ? "list" : "none");
  update_footer (self);
  if (self->typed)
    {
      self->typed = FALSE;
      select_first (self);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        announce_later (self);
    }
  if (self->activating)
    activate_now (self);
}

static void
picks_changed_cb (AuPickerPopover *self)
{
  update_show_button (self);
  update_footer (self);
  if (get_n_picks (self) == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
bookmarks_changed_cb (AuPickerPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    au_picker_popover_refresh (self);
}

static void
show_more_cb (gpointer data)
{
  AuPickerPopover *self = data;

  self->more_source = 0;
  au_picker_model_show_more (self->model);
}

/* A list view moves its adjustment while it is allocated, when its rows must not change. */
static void
scrolled_cb (AuPickerPopover *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double below = gtk_adjustment_get_upper (self->adjustment) - page -
                 gtk_adjustment_get_value (self->adjustment);

  if (self->model != NULL && below < page && self->more_source == 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->more_source = g_idle_add_once (show_more_cb, self);
}

static void
row_cb (AuPickerPopover *self,
        guint            position,
        GtkListView     *list)
{
  g_autoptr (AuPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    activate (self, item);
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
  cancel_look_up (self);
  g_clear_handle_id (&self->announce_source, g_source_remove);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  au_picker_picks_set (au_picker_model_get_picks (self->model), NULL);
}

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
  gtk_list_view_scroll_to (self->list, selected, GTK_LIST_SCROLL_SELECT, NULL);
  say_selected (self);
}

/* Moves the highlighted favourite by one place among those that are listed. */
static void
move_favourite (AuPickerPopover *self,
                int              step)
{
  AuBookmarks *bookmarks = au_session_get_bookmarks (self->session);
  AuPickerItem *item = get_selected (self);
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
  announce (self, text);
}

static gboolean
remove_last_pick (AuPickerPopover *self)
{
  AuPickerPicks *picks = au_picker_model_get_picks (self->model);
  g_autoptr (AuSubscription) last = NULL;
  g_autofree char *text = NULL;

  if (!is_empty (self) || get_n_picks (self) == 0)
    return GDK_EVENT_PROPAGATE;
  last = g_list_model_get_item (G_LIST_MODEL (picks), get_n_picks (self) - 1);
  au_picker_picks_remove (picks, last);
  /* Translators: %s is an account's name. */
  text = g_strdup_printf (_("%s removed"), au_subscription_get_account_name (last));
  announce (self, text);
  return GDK_EVENT_STOP;
}

/* Keys that work wherever the focus is. */
static gboolean
handle_modified_key (AuPickerPopover *self,
                     guint            keyval,
                     GdkModifierType  state)
{
  AuPickerItem *item = get_selected (self);

  if (state == GDK_CONTROL_MASK &&
      (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter))
    {
      if (item != NULL && !au_picker_model_is_searching (self->model))
        toggle_pick (self, item);
      return GDK_EVENT_STOP;
    }
  if (state == GDK_CONTROL_MASK && (keyval == GDK_KEY_d || keyval == GDK_KEY_D))
    {
      if (item != NULL)
        toggle_star (self, item);
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

static gboolean
key_cb (AuPickerPopover       *self,
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

static void
star_toggled_cb (AuPickerRow     *row,
                 AuPickerPopover *self)
{
  if (au_picker_row_get_item (row) != NULL)
    toggle_star (self, au_picker_row_get_item (row));
}

static void
pick_toggled_cb (AuPickerRow     *row,
                 AuPickerPopover *self)
{
  if (au_picker_row_get_item (row) != NULL)
    toggle_pick (self, au_picker_row_get_item (row));
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
setup_row_cb (AuPickerPopover          *self,
              GtkListItem              *list_item,
              GtkSignalListItemFactory *factory)
{
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
bind_row_cb (AuPickerPopover          *self,
             GtkListItem              *list_item,
             GtkSignalListItemFactory *factory)
{
  AuPickerItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *text = au_picker_item_dup_phrase (item);

  au_picker_row_set_item (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, text);
}

static void
unbind_row_cb (AuPickerPopover          *self,
               GtkListItem              *list_item,
               GtkSignalListItemFactory *factory)
{
  au_picker_row_set_item (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
setup_header_cb (AuPickerPopover          *self,
                 GtkListHeader            *header,
                 GtkSignalListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (AuPickerPopover          *self,
                GtkListHeader            *header,
                GtkSignalListItemFactory *factory)
{
  static const char *const names[AU_PICKER_N_SECTIONS] = {
    [AU_PICKER_LOOK_UP] = N_("Teams"),
    [AU_PICKER_FAVOURITES] = N_("Favourites"),
    [AU_PICKER_RECENT] = N_("Recent"),
    [AU_PICKER_ALL] = N_("All"),
    [AU_PICKER_BY_TEAM] = N_("Teams"),
  };
  AuPickerItem *item = gtk_list_header_get_item (header);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      _(names[au_picker_item_get_section (item)]));
}

/* A list that is pasted, dropped or put in by the middle button: it would not fit into the entry. */
static void
insert_text_cb (AuPickerPopover *self,
                const char      *text,
                int              length,
                int             *position,
                GtkEditable     *editable)
{
  g_autofree char *inserted = g_strndup (text, length >= 0 ? (gsize) length : strlen (text));
  g_autoptr (AuTeamList) list = NULL;

  /* What is typed comes letter by letter. */
  if (g_utf8_strlen (inserted, -1) < 2 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  list = au_team_list_parse (inserted);
  if (!au_team_list_is_likely (list))
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  look_up_in_dialog (self, inserted, FALSE);
}

static void
au_picker_popover_dispose (GObject *object)
{
  AuPickerPopover *self = AU_PICKER_POPOVER (object);

  cancel_look_up (self);
  g_clear_handle_id (&self->more_source, g_source_remove);
  g_clear_handle_id (&self->announce_source, g_source_remove);
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
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, list);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, adjustment);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, footer);
  gtk_widget_class_bind_template_child (widget_class, AuPickerPopover, show_button);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
au_picker_popover_init (AuPickerPopover *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (rows, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect_swapped (rows, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect_swapped (rows, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (self->list, rows);
  g_signal_connect_swapped (headers, "setup", G_CALLBACK (setup_header_cb), self);
  g_signal_connect_swapped (headers, "bind", G_CALLBACK (bind_header_cb), self);
  gtk_list_view_set_header_factory (self->list, headers);
  g_signal_connect_swapped (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "insert-text",
                            G_CALLBACK (insert_text_cb), self);
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

  item = get_selected (self);
  id = item != NULL ? g_strdup (au_picker_item_get_id (item)) : NULL;
  selected = gtk_single_selection_get_selected (self->selection);
  au_picker_model_set_index (self->model, au_session_get_index (self->session));
  au_picker_model_refresh (self->model);
  select_id (self, id, selected);
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
