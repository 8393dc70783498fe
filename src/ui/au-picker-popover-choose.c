/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"
#include "au-picker-look-up.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is done with a row, or with what is typed. */

static void
close_with (AuPickerPopover    *self,
            const char *const *ids)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  au_session_select_ids (self->session, ids, NULL);
}

void
_au_picker_popover_show_picks (AuPickerPopover *self)
{
  g_autoptr (GPtrArray) picked = au_picker_picks_dup (au_picker_model_get_picks (self->model));
  g_autoptr (AuSelection) selection = au_selection_new (picked, NULL);

  if (selection != NULL)
    close_with (self, au_selection_get_ids (selection));
}

void
_au_picker_popover_toggle_pick (AuPickerPopover *self,
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
      if (_au_picker_popover_get_n_picks (self) == 0)
        au_picker_picks_set (picks, au_session_get_selection (self->session));
      if (!au_picker_picks_add (picks, subscription, &error))
        {
          _au_picker_popover_tell (self, error->message);
          return;
        }
    }
  /* Translators: %s is an account's name, %u how many are picked. */
  text = g_strdup_printf (picked ? ngettext ("%s removed, %u subscription picked",
                                             "%s removed, %u subscriptions picked",
                                             _au_picker_popover_get_n_picks (self)) :
                          /* Translators: %s is an account's name, %u how many are picked. */
                          ngettext ("%s added, %u subscription picked",
                                    "%s added, %u subscriptions picked", _au_picker_popover_get_n_picks (self)),
                          au_picker_item_get_title (item), _au_picker_popover_get_n_picks (self));
  _au_picker_popover_announce (self, text);
}

void
_au_picker_popover_toggle_star (AuPickerPopover *self,
                                AuPickerItem    *item)
{
  AuBookmarks *bookmarks = au_session_get_bookmarks (self->session);
  const char *id = au_picker_item_get_id (item);

  if (id == NULL)
    return;
  if (au_picker_item_is_favourite (item))
    {
      _au_picker_popover_announce (self, _("Removed from favourites"));
      au_bookmarks_remove (bookmarks, AU_BOOKMARKS_FAVOURITES, id);
    }
  else
    {
      _au_picker_popover_announce (self, _("Added to favourites"));
      au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, id, au_picker_item_get_title (item));
    }
}

void
_au_picker_popover_cancel_look_up (AuPickerPopover *self)
{
  g_cancellable_cancel (self->looking_up);
  g_clear_object (&self->looking_up);
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
      _au_picker_popover_tell (self, error->message);
      return;
    }
  if (lines->len > 1)
    {
      _au_picker_popover_look_up (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), FALSE);
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

    _au_picker_popover_tell (self, text);
  }
}

static void
look_up_ids (AuPickerPopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (AuTeamList) list = au_team_list_parse (text);

  if (au_team_list_get_n_ids (list) > 1)
    {
      _au_picker_popover_look_up (self, text, FALSE);
      return;
    }
  _au_picker_popover_cancel_look_up (self);
  self->looking_up = g_cancellable_new ();
  _au_picker_popover_tell (self, _("Looking the team up…"));
  au_picker_look_up_ids_async (self->session, list, self->looking_up, looked_up_cb,
                               g_object_ref (self));
}

void
_au_picker_popover_activate (AuPickerPopover *self,
                             AuPickerItem    *item)
{
  const char *ids[2] = { NULL, NULL };

  switch (au_picker_item_get_kind (item))
    {
      case AU_PICKER_SUBSCRIPTION:
        if (_au_picker_popover_get_n_picks (self) > 0)
          {
            _au_picker_popover_toggle_pick (self, item);
            gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
            return;
          }
        ids[0] = au_picker_item_get_id (item);
        close_with (self, ids);
        break;

      case AU_PICKER_GONE:
        _au_picker_popover_tell (self, _("The source does not list it any more; its star removes it"));
        break;

      case AU_PICKER_TEAM_IDS:
        look_up_ids (self);
        break;

      case AU_PICKER_TEAM_NAME:
        _au_picker_popover_look_up (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), TRUE);
        break;

      default:
        g_return_if_reached ();
    }
}

void
_au_picker_popover_activate_now (AuPickerPopover *self)
{
  AuPickerItem *item = _au_picker_popover_get_selected (self);

  self->activating = FALSE;
  /* To take one out again there are Control+Enter, its button and its chip. */
  if (item != NULL && !au_picker_item_is_picked (item))
    _au_picker_popover_activate (self, item);
  else if (item != NULL || _au_picker_popover_is_empty (self))
    _au_picker_popover_show_picks (self);
}

/* A list that is pasted, dropped or put in by the middle button would not fit into the entry. */
void
_au_picker_popover_insert_text_cb (AuPickerPopover *self,
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
  _au_picker_popover_look_up (self, inserted, FALSE);
}
