/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-session-private.h"
#include "au-kept-source.h"

/* Opening a source, and the list of its subscriptions. */

/* Before every chart: without the list of subscriptions there is nothing to show. */
#define PRIORITY_SUBSCRIPTIONS G_PRIORITY_HIGH

void
_au_session_close_source (AuSession *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->loader);
  g_clear_object (&self->source);
}

static void
set_state (AuSession     *self,
           AuSessionState state)
{
  self->state = state;
  _au_session_state_changed (self);
}

static void
fail (AuSession *self,
      GError    *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, AU_SESSION_FAILED);
}

static void
progress_cb (AuSource *source,
             double    fraction,
             gpointer  user_data)
{
  AuSession *self = user_data;

  self->progress = fraction;
  if (self->state == AU_SESSION_LOADING)
    _au_session_state_changed (self);
}

static void
status_cb (AuSource   *source,
           const char *status,
           gpointer    user_data)
{
  AuSession *self = user_data;

  if (g_set_str (&self->status, status))
    _au_session_state_changed (self);
}

static void
offline_cb (AuSession *self)
{
  _au_session_state_changed (self);
}

static void
index_free (gpointer data)
{
  au_subscription_index_unref (data);
}

static void
table_free (gpointer data)
{
  au_table_unref (data);
}

/* Runs in a thread: a source may list a hundred thousand. */
static void
create_index (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, au_subscription_index_new (task_data), index_free);
}

static gboolean
is_same (AuSelection *a,
         AuSelection *b)
{
  g_autoptr (GVariant) teams_of_a = g_variant_ref_sink (au_selection_get_team_ids (a));
  g_autoptr (GVariant) teams_of_b = g_variant_ref_sink (au_selection_get_team_ids (b));

  return g_strv_equal (au_selection_get_ids (a), au_selection_get_ids (b)) &&
         g_variant_equal (teams_of_a, teams_of_b) &&
         au_selection_get_seats (a) == au_selection_get_seats (b) &&
         g_str_equal (au_selection_get_title (a), au_selection_get_title (b)) &&
         g_str_equal (au_selection_get_subtitle (a), au_selection_get_subtitle (b));
}

static void kept_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
indexed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  AuSession *self = AU_SESSION (object);
  AuSubscriptionIndex *index = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (AuSelection) before = NULL;

  /* The source has been opened anew meanwhile, and will answer itself. */
  if (index == NULL)
    return;
  /* The two lists are indexed side by side: what was kept may be done after what is newer. */
  if (self->listed && g_task_get_source_tag (G_TASK (result)) == kept_cb)
    {
      au_subscription_index_unref (index);
      return;
    }
  g_clear_pointer (&self->index, au_subscription_index_unref);
  self->index = index;
  /* The list that was kept is followed by the newest. Where that says the same of what is shown,
   * nothing has to be asked again. */
  if (self->state == AU_SESSION_READY && self->selection != NULL)
    {
      before = g_object_ref (self->selection);
      g_strfreev (self->wanted);
      self->wanted = g_strdupv ((char **) au_selection_get_ids (self->selection));
    }
  _au_session_select_wanted (self);
  if (before != NULL && self->selection != NULL && is_same (before, self->selection))
    {
      g_set_object (&self->selection, before);
      set_state (self, AU_SESSION_READY);
      return;
    }
  set_state (self, AU_SESSION_READY);
  _au_session_changed (self);
}

/* @tag is whose rows they are. */
static void
take_list (AuSession *self,
           AuResult  *rows,
           gpointer   tag)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, indexed_cb, NULL);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, au_table_ref (au_result_get_table (rows)), table_free);
  g_task_run_in_thread (task, create_index);
}

/* What was kept shows at once; what the source lists now takes its place. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AuSession) self = user_data;
  g_autoptr (AuResult) rows = au_cached_source_peek_finish (AU_CACHED_SOURCE (object), result,
                                                            NULL);

  if (rows != NULL && AU_SOURCE (object) == self->source && self->state == AU_SESSION_LOADING &&
      !self->listed)
    take_list (self, rows, kept_cb);
}

static void
subscriptions_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (AuSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (object), result, &error);

  /* A session that moved on to another source has nothing to do with this answer any more. */
  if (AU_LOADER (object) != self->loader || g_error_matches (error, G_IO_ERROR,
                                                             G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }

  self->listed = TRUE;
  take_list (self, rows, subscriptions_cb);
}

static void
load_subscriptions (AuSession *self)
{
  AuContract *contract = au_query_catalog_get_contract (au_session_get_catalog (self),
                                                        "subscriptions");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) request = au_request_new (contract, NULL, &error);

  if (request == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  self->listed = FALSE;
  if (AU_IS_CACHED_SOURCE (self->source))
    au_cached_source_peek_async (AU_CACHED_SOURCE (self->source), request, self->cancellable,
                                 kept_cb, g_object_ref (self));
  au_loader_load_async (self->loader, request, PRIORITY_SUBSCRIPTIONS, self->cancellable,
                        subscriptions_cb,
                        g_object_ref (self));
}

/**
 * au_session_open:
 * @self: a session
 *
 * Opens the source and loads the list of subscriptions, anew where that was done before.
 */
void
au_session_open (AuSession *self)
{
  g_autofree char *setting = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (AU_IS_SESSION (self));

  _au_session_close_source (self);
  g_clear_error (&self->error);
  self->progress = 0;
  g_clear_pointer (&self->status, g_free);
  if (self->selection != NULL)
    {
      g_strfreev (self->wanted);
      self->wanted = g_strdupv ((char **) au_selection_get_ids (self->selection));
    }

  setting = g_settings_get_string (self->settings, "source");
  self->source = au_kept_source_new (self->source_id != NULL ? self->source_id : setting,
                                     au_session_get_query_folder (self, NULL), &error);
  if (self->source == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  au_bookmarks_set_source (self->bookmarks, au_source_get_id (self->source));
  g_signal_connect (self->source, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect (self->source, "status", G_CALLBACK (status_cb), self);
  if (AU_IS_CACHED_SOURCE (self->source))
    g_signal_connect_swapped (self->source, "notify::offline", G_CALLBACK (offline_cb), self);
  self->loader = au_loader_new (self->source);
  self->cancellable = g_cancellable_new ();
  set_state (self, AU_SESSION_LOADING);
  load_subscriptions (self);
}
