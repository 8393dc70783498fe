/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-session.h"
#include "au-error.h"
#include "au-ids.h"
#include "au-kept-source.h"

#include <glib/gi18n.h>

/* Of several that are chosen together, how many go among the recent ones. */
#define MAX_REMEMBERED 8

/* Before every chart: without the list of subscriptions there is nothing to show. */
#define PRIORITY_SUBSCRIPTIONS G_PRIORITY_HIGH

const int au_session_months[AU_SESSION_N_MONTHS] = { 6, 12, 18, 24, 36 };
const int au_session_limits[AU_SESSION_N_LIMITS] = { 10, 25, 50, 100 };

struct _AuSession
{
  GObject parent_instance;

  GSettings *settings;
  char *source_id; /* (nullable): overrides the setting */
  char *query_folder; /* (nullable): what au_session_get_query_folder() gave last */

  AuSource *source; /* (nullable) */
  AuLoader *loader; /* (nullable) */
  GCancellable *cancellable;
  AuSessionState state;
  GError *error;
  double progress;
  char *status; /* (nullable): what the source waits for */

  gboolean listed; /* the source itself has listed them */
  AuSubscriptionIndex *index; /* (nullable): the subscriptions that the source lists */
  AuSelection *selection; /* (nullable) */
  char *team; /* (nullable): by which the selection was found */
  GStrv wanted; /* (nullable): ids to select once the list is there */
  AuBookmarks *bookmarks;
  AuChartOptions options;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STATE_CHANGED,
  SIGNAL_FAVOURITES_CHANGED,
  SIGNAL_MISSING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuSession, au_session, G_TYPE_OBJECT)

static void
close_source (AuSession *self)
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
au_session_dispose (GObject *object)
{
  AuSession *self = AU_SESSION (object);

  close_source (self);
  g_clear_object (&self->bookmarks);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (au_session_parent_class)->dispose (object);
}

static void
au_session_finalize (GObject *object)
{
  AuSession *self = AU_SESSION (object);

  g_free (self->source_id);
  g_free (self->query_folder);
  g_free (self->status);
  g_free (self->team);
  g_strfreev (self->wanted);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (au_session_parent_class)->finalize (object);
}

static void
au_session_class_init (AuSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = au_session_dispose;
  object_class->finalize = au_session_finalize;

  /**
   * AuSession::changed:
   *
   * The selection, an option or the freshness of results changed: show everything anew.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AU_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 0);

  /**
   * AuSession::state-changed:
   *
   * The state of the list of subscriptions, or its progress, changed.
   */
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", AU_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                                0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AuSession::favourites-changed:
   *
   * The favourites, their order or the recent subscriptions are others.
   */
  signals[SIGNAL_FAVOURITES_CHANGED] = g_signal_new ("favourites-changed", AU_TYPE_SESSION,
                                                     G_SIGNAL_RUN_LAST,
                                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AuSession::missing:
   * @message: one sentence that names the id
   *
   * A subscription that was asked for, or shown last time, is not listed.
   */
  signals[SIGNAL_MISSING] = g_signal_new ("missing", AU_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
au_session_init (AuSession *self)
{
}

static void
set_state (AuSession     *self,
           AuSessionState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
fail (AuSession *self,
      GError    *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, AU_SESSION_FAILED);
}

/* The smallest choice that is not less, so that what the control shows is what is asked for. */
static int
snap (const int *choices,
      guint      n,
      int        value)
{
  for (guint i = 0; i < n; i++)
    if (choices[i] >= value)
      return choices[i];
  return choices[n - 1];
}

static void
read_settings (AuSession *self)
{
  self->options = AU_CHART_OPTIONS_DEFAULT;
  self->options.include_current_month = g_settings_get_boolean (self->settings,
                                                                "include-current-month");
  self->options.months = snap (au_session_months, AU_SESSION_N_MONTHS,
                               g_settings_get_int (self->settings, "months"));
  self->options.limit = snap (au_session_limits, AU_SESSION_N_LIMITS,
                              g_settings_get_int (self->settings, "top-n"));
}

static void
bookmarks_changed_cb (AuSession *self)
{
  g_signal_emit (self, signals[SIGNAL_FAVOURITES_CHANGED], 0);
}

static void
folder_changed_cb (AuSession  *self,
                   const char *key,
                   GSettings  *settings)
{
  g_autofree char *before = g_strdup (self->query_folder);
  const char *folder = au_session_get_query_folder (self, NULL);

  if (self->source != NULL && g_strcmp0 (before, folder) != 0)
    au_session_open (self);
}

static void
source_changed_cb (AuSession  *self,
                   const char *key,
                   GSettings  *settings)
{
  /* A source named on the command line counts for as long as the app runs. */
  if (self->source_id == NULL)
    au_session_open (self);
}

/**
 * au_session_new:
 * @settings: the app's settings
 * @source_id: (nullable): the source to use instead of the setting's
 *
 * Returns: (transfer full): a session that au_session_open() has to start
 */
AuSession *
au_session_new (GSettings  *settings,
                const char *source_id)
{
  AuSession *self = g_object_new (AU_TYPE_SESSION, NULL);

  self->settings = g_object_ref (settings);
  self->source_id = g_strdup (source_id);
  self->wanted = g_settings_get_strv (settings, "last-subscriptions");
  read_settings (self);
  self->bookmarks = au_bookmarks_new (settings);
  g_signal_connect_object (self->bookmarks, "changed", G_CALLBACK (bookmarks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::source", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::query-folder", G_CALLBACK (folder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GSettings *
au_session_get_settings (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->settings;
}

/**
 * au_session_get_query_folder:
 * @self: a session
 * @from_environment: (out) (optional): whether ANYUSAGE_SQL_DIR says so, and not the setting
 *
 * Returns: (transfer none) (nullable): the folder whose texts replace the shipped ones
 */
const char *
au_session_get_query_folder (AuSession *self,
                             gboolean  *from_environment)
{
  const char *folder = g_getenv ("ANYUSAGE_SQL_DIR");
  gboolean environment = folder != NULL && *folder != '\0';
  g_autofree char *setting = NULL;

  if (from_environment != NULL)
    *from_environment = environment;
  if (!environment)
    {
      setting = g_settings_get_string (self->settings, "query-folder");
      folder = *setting != '\0' ? setting : NULL;
    }
  g_set_str (&self->query_folder, folder);
  return self->query_folder;
}

static void
progress_cb (AuSource *source,
             double    fraction,
             gpointer  user_data)
{
  AuSession *self = user_data;

  self->progress = fraction;
  if (self->state == AU_SESSION_LOADING)
    g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static char *
dup_missing_message (AuSession  *self,
                     const char *id)
{
  /* Translators: %s the name of a source, %s an id. */
  return g_strdup_printf (_("%s has no subscription %s; look it up in the list."),
                          au_source_get_name (self->source), id);
}

static void
status_cb (AuSource   *source,
           const char *status,
           gpointer    user_data)
{
  AuSession *self = user_data;

  if (g_set_str (&self->status, status))
    g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
offline_cb (AuSession *self)
{
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

/* Those of the ids wanted that are still listed. One that has gone is no reason to show nothing,
 * but figures of the others alone must not pass for those of all. */
static void
select_wanted (AuSession *self)
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

          g_signal_emit (self, signals[SIGNAL_MISSING], 0, message);
        }
    }
  if (found->len > 0)
    selection = au_selection_new (found, NULL);
  g_set_object (&self->selection, selection);
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
  select_wanted (self);
  if (before != NULL && self->selection != NULL && is_same (before, self->selection))
    {
      g_set_object (&self->selection, before);
      set_state (self, AU_SESSION_READY);
      return;
    }
  set_state (self, AU_SESSION_READY);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_list (AuSession *self,
           AuResult  *rows)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, indexed_cb, NULL);

  g_task_set_source_tag (task, take_list);
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
    take_list (self, rows);
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
  take_list (self, rows);
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

  close_source (self);
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

AuSessionState
au_session_get_state (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), AU_SESSION_FAILED);

  return self->state;
}

/**
 * au_session_get_error:
 *
 * Returns: (transfer none) (nullable): why the state is %AU_SESSION_FAILED
 */
const GError *
au_session_get_error (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * au_session_get_progress:
 *
 * Returns: how far the source is with what it has to prepare, 0 to 1; 0 where it prepares nothing
 */
double
au_session_get_progress (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), 0);

  return self->progress;
}

/**
 * au_session_get_status:
 *
 * Returns: (transfer none) (nullable): what the source waits for, for people: "Starting warehouse…"
 */
const char *
au_session_get_status (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->status;
}

AuLoader *
au_session_get_loader (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->loader;
}

AuSource *
au_session_get_source (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->source;
}

/**
 * au_session_get_kept:
 *
 * Returns: (transfer none) (nullable): the source, where what it returns is kept on this computer
 */
AuCachedSource *
au_session_get_kept (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return AU_IS_CACHED_SOURCE (self->source) ? AU_CACHED_SOURCE (self->source) : NULL;
}

AuQueryCatalog *
au_session_get_catalog (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->source != NULL ? au_source_get_catalog (self->source) : NULL;
}

/**
 * au_session_get_index:
 *
 * Returns: (transfer none) (nullable): the subscriptions that the source lists, once they are there
 */
AuSubscriptionIndex *
au_session_get_index (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return self->index;
}

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
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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

const AuChartOptions *
au_session_get_options (AuSession *self)
{
  g_return_val_if_fail (AU_IS_SESSION (self), NULL);

  return &self->options;
}

/**
 * au_session_set_options:
 * @self: a session
 * @options: what the queries are to be asked with, copied
 */
void
au_session_set_options (AuSession            *self,
                        const AuChartOptions *options)
{
  g_return_if_fail (AU_IS_SESSION (self));

  if (options->include_current_month == self->options.include_current_month &&
      options->months == self->options.months && options->limit == self->options.limit)
    return;

  self->options = *options;
  g_settings_set_boolean (self->settings, "include-current-month", options->include_current_month);
  g_settings_set_int (self->settings, "months", options->months);
  g_settings_set_int (self->settings, "top-n", options->limit);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * au_session_refresh:
 * @self: a session
 *
 * Forgets all results, so that everything shown is asked for again. After a failure it opens the
 * source anew.
 */
void
au_session_refresh (AuSession *self)
{
  g_return_if_fail (AU_IS_SESSION (self));

  if (self->state != AU_SESSION_READY)
    {
      au_session_open (self);
      return;
    }
  au_loader_invalidate_all (self->loader);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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
