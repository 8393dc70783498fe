/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-session-private.h"

const int au_session_months[AU_SESSION_N_MONTHS] = { 6, 12, 18, 24, 36 };
const int au_session_limits[AU_SESSION_N_LIMITS] = { 10, 25, 50, 100 };

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
au_session_dispose (GObject *object)
{
  AuSession *self = AU_SESSION (object);

  _au_session_close_source (self);
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

void
_au_session_changed (AuSession *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
_au_session_state_changed (AuSession *self)
{
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

void
_au_session_missing (AuSession  *self,
                     const char *message)
{
  g_signal_emit (self, signals[SIGNAL_MISSING], 0, message);
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
