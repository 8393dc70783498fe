/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-session-private.h"
#include "au-error.h"
#include "au-ids.h"

#include <glib/gi18n.h>

/* What the window is about, and what it was about before: favourites and recent ones. */

/* Of several that are chosen together, how many go among the recent ones. */
#define MAX_REMEMBERED 8

/**
 * au_session_find_subscription:
 * @self: a session
 * @id: a subscription's id in either of its forms
 *
 * Returns: (transfer none) (nullable): the subscription as the source lists it
 */
AuSubscription *
au_session_find_subscription (AuSession  *self,
                              const char *id)
{
  guint position;

  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  if (self->index == NULL || !au_subscription_id_is_valid (id) ||
      !au_subscription_index_find (self->index, id, &position))
    return NULL;
  return au_subscription_index_get_item (self->index, position);
}

static char *
dup_missing_message (AuSession  *self,
                     const char *id)
{
  /* Translators: %s the name of a source, %s an id. */
  return g_strdup_printf (_("%s has no subscription %s; look it up in the list."),
                          au_source_get_name (self->source), id);
}

/* Those of the ids wanted that are still listed. One that has gone is no reason to show nothing,
 * but figures of the others alone must not pass for those of all. */
void
_au_session_select_wanted (AuSession *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (AuSelection) selection = NULL;

  for (guint i = 0; self->wanted != NULL && self->wanted[i] != NULL; i++)
    {
      AuSubscription *subscription = au_session_find_subscription (self, self->wanted[i]);

      if (subscription != NULL)
        g_ptr_array_add (found, subscription);
      else if (au_subscription_id_is_valid (self->wanted[i]))
        {
          g_autofree char *message = dup_missing_message (self, self->wanted[i]);

          _au_session_missing (self, message);
        }
    }
  if (found->len > 0)
    selection = au_selection_new (found, NULL);
  g_set_object (&self->selection, selection);
}

static void
set_selection (AuSession   *self,
               AuSelection *selection,
               const char  *team)
{
  g_set_object (&self->selection, selection);
  g_set_str (&self->team, team);
  g_settings_set_strv (self->settings, "last-subscriptions", au_selection_get_ids (selection));
  for (guint i = MIN (au_selection_get_n_items (selection), MAX_REMEMBERED); i > 0; i--)
    {
      AuSubscription *subscription = au_selection_get_item (selection, i - 1);

      au_bookmarks_add (self->bookmarks, AU_BOOKMARKS_RECENT,
                        au_subscription_get_id (subscription),
                        au_subscription_get_account_name (subscription));
    }
  _au_session_changed (self);
}

/**
 * au_session_select:
 * @self: a session
 * @subscription: what the window is to be about
 */
void
au_session_select (AuSession      *self,
                   AuSubscription *subscription)
{
  au_session_select_of_team (self, subscription, NULL);
}

/**
 * au_session_select_of_team:
 * @self: a session
 * @subscription: what the window is to be about
 * @team: (nullable): the id of the team by which it was found
 *
 * All figures are the subscription's; see au_session_get_team().
 */
void
au_session_select_of_team (AuSession      *self,
                           AuSubscription *subscription,
                           const char     *team)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (AuSelection) selection = NULL;

  g_return_if_fail (AU_IS_SESSION (self));
  g_return_if_fail (AU_IS_SUBSCRIPTION (subscription));

  g_ptr_array_add (one, subscription);
  selection = au_selection_new (one, NULL);
  set_selection (self, selection, team);
}

/**
 * au_session_select_ids:
 * @self: a session
 * @ids: (array zero-terminated=1): ids in either of their forms
 * @error: return location for a #GError
 *
 * Before the list of subscriptions is there, the ids are kept and looked up when it comes.
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT or %AU_ERROR_NOT_FOUND, naming the id
 */
gboolean
au_session_select_ids (AuSession         *self,
                       const char *const *ids,
                       GError           **error)
{
  g_auto (GStrv) clean = au_subscription_ids_clean (ids, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (AuSelection) selection = NULL;

  g_return_val_if_fail (AU_IS_SESSION (self), FALSE);

  if (clean == NULL)
    return FALSE;
  if (self->state != AU_SESSION_READY)
    {
      g_strfreev (self->wanted);
      self->wanted = g_steal_pointer (&clean);
      return TRUE;
    }

  for (guint i = 0; clean[i] != NULL; i++)
    {
      AuSubscription *subscription = au_session_find_subscription (self, clean[i]);

      if (subscription == NULL)
        {
          g_autofree char *message = dup_missing_message (self, clean[i]);

          g_set_error_literal (error, AU_ERROR, AU_ERROR_NOT_FOUND, message);
          return FALSE;
        }
      g_ptr_array_add (found, subscription);
    }
  selection = au_selection_new (found, error);
  if (selection == NULL)
    return FALSE;
  set_selection (self, selection, NULL);
  return TRUE;
}

/**
 * au_session_get_team:
 *
 * Returns: (transfer none) (nullable): the id of the team by which the selection was found; the
 *   person has to be told that the figures are the subscription's and not the team's
 */
const char *
au_session_get_team (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->team;
}

/**
 * au_session_get_selection:
 *
 * Returns: (transfer none) (nullable): what the window is about
 */
AuSelection *
au_session_get_selection (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->selection;
}

/**
 * au_session_get_bookmarks:
 *
 * Returns: (transfer none): the favourites and the recent subscriptions of the source
 */
AuBookmarks *
au_session_get_bookmarks (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->bookmarks;
}

gboolean
au_session_is_favourite (AuSession      *self,
                         AuSubscription *subscription)
{
  g_return_val_if_fail (AU_IS_SESSION (self), FALSE);

  return au_bookmarks_find (self->bookmarks, AU_BOOKMARKS_FAVOURITES,
                            au_subscription_get_id (subscription)) >= 0;
}

void
au_session_toggle_favourite (AuSession      *self,
                             AuSubscription *subscription)
{
  g_return_if_fail (AU_IS_SESSION (self));

  if (au_session_is_favourite (self, subscription))
    au_bookmarks_remove (self->bookmarks, AU_BOOKMARKS_FAVOURITES,
                         au_subscription_get_id (subscription));
  else
    au_bookmarks_add (self->bookmarks, AU_BOOKMARKS_FAVOURITES,
                      au_subscription_get_id (subscription),
                      au_subscription_get_account_name (subscription));
}
