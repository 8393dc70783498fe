/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-session.h"
#include "au-cli-say.h"
#include "au-error.h"
#include "au-ids.h"
#include "au-source-factory.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <math.h>
#include <signal.h>
#include <string.h>

/* How long the end waits for a source to take note that nobody waits for its rows any more. */
#define CLOSE_MILLISECONDS 5000

/* Progress is told where the source takes longer than this to make itself ready. */
#define PATIENCE (1 * G_USEC_PER_SEC)

/* What a source waits for is told once it has waited so long, in milliseconds: a warehouse that
 * starts at once, or a connection that is back, is no news. */
#define STATUS_PATIENCE 3000

struct _AuCliSession
{
  AuSource *source;
  AuLoader *loader;

  gint64 started; /* monotonic, of the session */
  gboolean told;  /* whether it was told that the source takes its time */

  char *status;    /* (nullable): what the source waits for */
  GSource *waited; /* (nullable): tells of it */
};

typedef struct
{
  AuCliOutcome *outcome;
  guint *pending;
} Waiting;

static void
outcome_free (gpointer data)
{
  AuCliOutcome *outcome = data;

  g_clear_pointer (&outcome->result, au_result_unref);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

static void
progress_cb (AuCliSession *self,
             double        fraction)
{
  g_autofree char *text = NULL;

  if (fraction < 1)
    /* Translators: %d is a number of percent. */
    text = g_strdup_printf (_("Making the sample workspace, once: %d %%"),
                            (int) floor (fraction * 100));
  if (au_cli_say_progress (text) || self->told || fraction >= 1)
    return;
  if (g_get_monotonic_time () - self->started > PATIENCE)
    {
      self->told = TRUE;
      au_cli_say (_("Making the sample workspace, once; this takes some seconds."));
    }
}

static gboolean
waited_cb (gpointer data)
{
  AuCliSession *self = data;

  g_clear_pointer (&self->waited, g_source_unref);
  if (!au_cli_say_progress (self->status))
    au_cli_say ("%s", self->status);
  return G_SOURCE_REMOVE;
}

static void
stop_waiting (AuCliSession *self)
{
  if (self->waited != NULL)
    g_source_destroy (self->waited);
  g_clear_pointer (&self->waited, g_source_unref);
}

static void
status_cb (AuCliSession *self,
           const char   *status)
{
  if (!g_set_str (&self->status, status))
    return;
  stop_waiting (self);
  if (status == NULL)
    {
      au_cli_say_progress (NULL);
      return;
    }
  self->waited = g_timeout_source_new (STATUS_PATIENCE);
  g_source_set_callback (self->waited, waited_cb, self, NULL);
  g_source_attach (self->waited, g_main_context_get_thread_default ());
}

/**
 * au_cli_read_setting:
 * @key: a setting of type string
 *
 * Returns: (transfer full) (nullable): its text, or %NULL where the settings are not installed: the
 *   command line runs on machines that have no desktop
 */
char *
au_cli_read_setting (const char *key)
{
  GSettingsSchemaSource *schemas = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  if (schemas != NULL)
    schema = g_settings_schema_source_lookup (schemas, SETTINGS_ID, TRUE);
  /* GSettings ends the program over a missing schema or key, so look first. */
  if (schema == NULL || !g_settings_schema_has_key (schema, key))
    return NULL;
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_string (settings, key);
}

/**
 * au_cli_session_new:
 * @source: (nullable): the name of a source; %NULL for the one in the settings
 * @error: return location for a #GError
 *
 * The query folder is that of `ANYUSAGE_SQL_DIR`, else that of the settings. Without settings, as
 * on a machine where Anyusage is not installed, the source is the sample workspace.
 *
 * Returns: (transfer full): a session; %NULL with %AU_ERROR_INVALID_ARGUMENT where there is no such
 *   @source, %AU_ERROR_NOT_FOUND where the settings name one that this version does not have
 */
AuCliSession *
au_cli_session_new (const char  *source,
                    GError     **error)
{
  g_autoptr (AuCliSession) self = g_new0 (AuCliSession, 1);
  g_autofree char *name = source != NULL ? g_strdup (source) : au_cli_read_setting ("source");
  g_autofree char *folder = g_strdup (g_getenv ("ANYUSAGE_SQL_DIR"));

  if (folder == NULL || *folder == '\0')
    {
      g_free (folder);
      folder = au_cli_read_setting ("query-folder");
    }

  self->started = g_get_monotonic_time ();
  self->source = au_source_new_for_name (name != NULL ? name : "sample", folder, error);
  if (self->source == NULL)
    {
      /* Nothing that somebody has to find: a word on the command line that means nothing. */
      if (source != NULL && error != NULL && g_error_matches (*error, AU_ERROR, AU_ERROR_NOT_FOUND))
        (*error)->code = AU_ERROR_INVALID_ARGUMENT;
      return NULL;
    }
  self->loader = au_loader_new (self->source);
  g_signal_connect_swapped (self->source, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (self->source, "status", G_CALLBACK (status_cb), self);
  return g_steal_pointer (&self);
}

void
au_cli_session_free (AuCliSession *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  stop_waiting (self);
  g_clear_pointer (&self->status, g_free);
  if (self->source != NULL)
    au_source_close (self->source, CLOSE_MILLISECONDS);
  g_clear_object (&self->loader);
  g_clear_object (&self->source);
  g_free (self);
}

/**
 * au_cli_session_get_source:
 *
 * Returns: (transfer none): the source that is asked
 */
AuSource *
au_cli_session_get_source (AuCliSession *self)
{
  return self->source;
}

/**
 * au_cli_session_get_catalog:
 *
 * Returns: (transfer none): the queries of the session's source
 */
AuQueryCatalog *
au_cli_session_get_catalog (AuCliSession *self)
{
  return au_source_get_catalog (self->source);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Waiting *waiting = data;

  waiting->outcome->result = au_loader_load_finish (AU_LOADER (object), result,
                                                    &waiting->outcome->error);
  (*waiting->pending)--;
  g_free (waiting);
}

/* Ctrl+C: a statement that nobody cancels would run on in the source. */
static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * au_cli_session_load_all:
 * @self: a session
 * @requests: (element-type AuRequest): what to ask
 *
 * Loads all of them at the same time and waits for the last.
 *
 * Returns: (transfer full) (element-type AuCliOutcome): what came of each, in their order
 */
GPtrArray *
au_cli_session_load_all (AuCliSession *self,
                         GPtrArray    *requests)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) interrupt = g_unix_signal_source_new (SIGINT);
  GPtrArray *outcomes = g_ptr_array_new_with_free_func (outcome_free);
  guint pending = requests->len;

  g_source_set_callback (interrupt, interrupted_cb, cancellable, NULL);
  g_source_attach (interrupt, context);

  for (guint i = 0; i < requests->len; i++)
    {
      Waiting *waiting = g_new0 (Waiting, 1);

      waiting->outcome = g_new0 (AuCliOutcome, 1);
      waiting->pending = &pending;
      g_ptr_array_add (outcomes, waiting->outcome);
      au_loader_load_async (self->loader, g_ptr_array_index (requests, i), (int) i, cancellable,
                            loaded_cb, waiting);
    }
  while (pending > 0)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (interrupt);
  return outcomes;
}

/**
 * au_cli_session_load:
 * @self: a session
 * @request: what to ask
 * @error: return location for a #GError
 *
 * Loads and waits.
 *
 * Returns: (transfer full): the rows, or %NULL with an error of au_source_query_finish()
 */
AuResult *
au_cli_session_load (AuCliSession  *self,
                     AuRequest     *request,
                     GError       **error)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  AuCliOutcome *outcome;

  g_ptr_array_add (requests, request);
  outcomes = au_cli_session_load_all (self, requests);
  outcome = g_ptr_array_index (outcomes, 0);
  if (outcome->error != NULL)
    g_propagate_error (error, g_steal_pointer (&outcome->error));
  return g_steal_pointer (&outcome->result);
}

typedef struct
{
  char *sentence;
  GError *error;
  gboolean done;
} Trial;

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Trial *trial = data;

  trial->sentence = au_source_test_finish (AU_SOURCE (object), result, &trial->error);
  trial->done = TRUE;
}

/**
 * au_cli_session_test:
 * @self: a session
 * @error: return location for a #GError
 *
 * Tries the source and waits.
 *
 * Returns: (transfer full): a sentence saying what answered, or %NULL with an error
 */
char *
au_cli_session_test (AuCliSession  *self,
                     GError       **error)
{
  GMainContext *context = g_main_context_get_thread_default ();
  Trial trial = { NULL, NULL, FALSE };

  au_source_test_async (self->source, NULL, tested_cb, &trial);
  while (!trial.done)
    g_main_context_iteration (context, TRUE);
  if (trial.error != NULL)
    g_propagate_error (error, trial.error);
  return trial.sentence;
}

/**
 * au_cli_session_load_subscriptions:
 * @self: a session
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the rows of the query `subscriptions`, or %NULL with an error
 */
AuResult *
au_cli_session_load_subscriptions (AuCliSession  *self,
                                   GError       **error)
{
  AuContract *contract = au_query_catalog_get_contract (au_cli_session_get_catalog (self),
                                                        "subscriptions");
  g_autoptr (AuRequest) request = au_request_new (contract, NULL, error);

  if (request == NULL)
    return NULL;
  return au_cli_session_load (self, request, error);
}

/* Salesforce counts ids up, so the least is the oldest. */
static AuSubscription *
find_oldest (GPtrArray *subscriptions)
{
  AuSubscription *oldest = g_ptr_array_index (subscriptions, 0);

  for (guint i = 1; i < subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (subscriptions, i);

      if (strcmp (au_subscription_get_id (subscription), au_subscription_get_id (oldest)) < 0)
        oldest = subscription;
    }
  return oldest;
}

/**
 * au_cli_session_select:
 * @self: a session
 * @ids: (array zero-terminated=1): valid ids, each in either of its forms; none for the oldest
 *   subscription
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the subscriptions as the source lists them; %NULL with
 *   %AU_ERROR_NOT_FOUND for an id that it does not list, or with any error of asking it
 */
AuSelection *
au_cli_session_select (AuCliSession       *self,
                       const char *const  *ids,
                       GError            **error)
{
  g_autoptr (AuResult) result = au_cli_session_load_subscriptions (self, error);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GHashTable) by_key = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (result == NULL)
    return NULL;
  listed = au_subscriptions_new_from_table (au_result_get_table (result));
  if (listed->len == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
                   /* Translators: %s is the name of a source. */
                   _("%s lists no subscription, so there is nothing to show; check its query “subscriptions”."),
                   au_source_get_name (self->source));
      return NULL;
    }
  if (ids[0] == NULL)
    g_ptr_array_add (chosen, find_oldest (listed));

  by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < listed->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (listed, i);

      g_hash_table_insert (by_key, au_subscription_id_key (au_subscription_get_id (subscription)),
                           subscription);
    }
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *key = au_subscription_id_key (ids[i]);
      AuSubscription *subscription = g_hash_table_lookup (by_key, key);

      if (subscription == NULL)
        {
          g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
                       /* Translators: an id, the name of a source. */
                       _("There is no subscription %s in the %s; “anyusage list subscriptions” names them."),
                       ids[i], au_source_get_name (self->source));
          return NULL;
        }
      g_ptr_array_add (chosen, subscription);
    }
  return au_selection_new (chosen, error);
}
