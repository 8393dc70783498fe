/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-shell-search.h"
#include "au-cached-source.h"
#include "au-format.h"
#include "au-search.h"
#include "au-kept-source.h"
#include "au-subscription-hits.h"

#include <glib/gi18n.h>
#include <string.h>

/* The shell shows five or so and offers the rest in the app. */
#define MAX_RESULTS 20

struct _AuShellSearch
{
  GObject parent_instance;

  GApplication *application; /* not owned: it owns this */
  GSettings *settings;
  AuBookmarks *bookmarks;
  GDBusConnection *connection; /* (nullable) */
  guint registration;

  AuSource *source;           /* (nullable): while its list is read */
  AuSubscriptionIndex *index; /* (nullable) */
  gboolean tried;             /* the list was read, or cannot be */
  GPtrArray *waiting;         /* (element-type GDBusMethodInvocation): for the list */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_LAUNCH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuShellSearch, au_shell_search, G_TYPE_OBJECT)

/* As gnome-shell defines it. */
static const char interface_xml[] =
  "<node>"
  "  <interface name='org.gnome.Shell.SearchProvider2'>"
  "    <method name='GetInitialResultSet'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetSubsearchResultSet'>"
  "      <arg type='as' name='previous_results' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetResultMetas'>"
  "      <arg type='as' name='identifiers' direction='in'/>"
  "      <arg type='aa{sv}' name='metas' direction='out'/>"
  "    </method>"
  "    <method name='ActivateResult'>"
  "      <arg type='s' name='identifier' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "    <method name='LaunchSearch'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "  </interface>"
  "</node>";

static void
au_shell_search_dispose (GObject *object)
{
  AuShellSearch *self = AU_SHELL_SEARCH (object);

  au_shell_search_unregister (self);
  g_clear_object (&self->source);
  g_clear_object (&self->bookmarks);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (au_shell_search_parent_class)->dispose (object);
}

static void
au_shell_search_class_init (AuShellSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = au_shell_search_dispose;

  /**
   * AuShellSearch::open:
   * @id: the id of the subscription that somebody chose
   */
  signals[SIGNAL_OPEN] = g_signal_new ("open", AU_TYPE_SHELL_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * AuShellSearch::launch:
   *
   * Somebody wants to go on searching in the app.
   */
  signals[SIGNAL_LAUNCH] = g_signal_new ("launch", AU_TYPE_SHELL_SEARCH, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
au_shell_search_init (AuShellSearch *self)
{
  self->waiting = g_ptr_array_new ();
}

/* The words of the call, in one text. */
static char *
dup_text (GDBusMethodInvocation *invocation)
{
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  gsize last = g_variant_n_children (parameters) - 1;
  g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, last);
  g_autofree const char **words = g_variant_get_strv (terms, NULL);

  return g_strjoinv (" ", (char **) words);
}

static gboolean
title_matches (const char *title,
               const char *needle)
{
  g_autofree char *folded = au_search_fold (title);

  return strstr (folded, needle) != NULL;
}

static void
add_bookmarks (AuShellSearch   *self,
               const char      *needle,
               GHashTable      *seen,
               GVariantBuilder *results)
{
  for (guint i = 0; i < au_bookmarks_get_n_items (self->bookmarks, AU_BOOKMARKS_FAVOURITES); i++)
    {
      const AuBookmark *item = au_bookmarks_get_item (self->bookmarks, AU_BOOKMARKS_FAVOURITES, i);
      gboolean good = title_matches (item->title != NULL ? item->title : "", needle);
      guint position;

      /* One that is listed no more opens nothing. */
      if (self->index != NULL && !au_subscription_index_find (self->index, item->id, &position))
        continue;
      if (good && g_hash_table_add (seen, g_strdup (item->id)))
        g_variant_builder_add (results, "s", item->id);
    }
}

static void
add_hits (AuShellSearch   *self,
          const char      *text,
          GHashTable      *seen,
          GVariantBuilder *results)
{
  g_autoptr (AuSubscriptionHits) hits = au_subscription_hits_new (self->index, text, NULL, NULL);
  g_autoptr (GArray) chosen = au_subscription_hits_choose (hits, MAX_RESULTS);

  for (guint i = 0; i < chosen->len && g_hash_table_size (seen) < MAX_RESULTS; i++)
    {
      const char *id = au_subscription_index_get_id (self->index,
                                                     g_array_index (chosen, guint32, i));

      if (g_hash_table_add (seen, g_strdup (id)))
        g_variant_builder_add (results, "s", id);
    }
}

static void
answer (AuShellSearch         *self,
        GDBusMethodInvocation *invocation)
{
  g_autofree char *text = dup_text (invocation);
  g_autofree char *needle = au_search_fold_needle (text);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_STRING_ARRAY);
  if (*needle != '\0')
    {
      add_bookmarks (self, needle, seen, &results);
      if (self->index != NULL)
        add_hits (self, text, seen, &results);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &results));
}

static void
answer_waiting (AuShellSearch *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  self->tried = TRUE;
  g_clear_object (&self->source);
  for (guint i = 0; i < waiting->len; i++)
    {
      answer (self, g_ptr_array_index (waiting, i));
      g_application_release (self->application);
    }
}

static void
create_index (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, au_subscription_index_new (task_data),
                         (GDestroyNotify) au_subscription_index_unref);
}

static void
indexed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  AuShellSearch *self = AU_SHELL_SEARCH (object);
  g_autoptr (AuSubscriptionIndex) index = g_task_propagate_pointer (G_TASK (result), NULL);

  /* That of a window is the newer one. */
  if (self->index == NULL)
    self->index = g_steal_pointer (&index);
  answer_waiting (self);
}

static void
take_list (AuShellSearch *self,
           AuResult      *rows,
           GError        *error)
{
  g_autoptr (GTask) task = NULL;

  if (rows == NULL)
    {
      g_debug ("No list of subscriptions: %s", error != NULL ? error->message : "none was kept");
      answer_waiting (self);
      return;
    }
  task = g_task_new (self, NULL, indexed_cb, NULL);
  g_task_set_source_tag (task, take_list);
  g_task_set_task_data (task, au_table_ref (au_result_get_table (rows)),
                        (GDestroyNotify) au_table_unref);
  g_task_run_in_thread (task, create_index);
}

static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuShellSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_cached_source_peek_finish (AU_CACHED_SOURCE (object), result,
                                                            &error);

  take_list (self, rows, error);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AuShellSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_source_query_finish (AU_SOURCE (object), result, &error);

  take_list (self, rows, error);
}

/* What is on disk, be it the cache of a server or the sample workspace; never a server. */
static void
read_list (AuShellSearch *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "source");
  g_autofree char *folder = g_settings_get_string (self->settings, "query-folder");
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  self->source = au_kept_source_new (name, *folder != '\0' ? folder : NULL, &error);
  if (self->source != NULL)
    request = au_request_new (au_query_catalog_get_contract (au_source_get_catalog (self->source),
                                                             "subscriptions"),
                              NULL, &error);
  if (request != NULL && AU_IS_CACHED_SOURCE (self->source))
    au_cached_source_peek_async (AU_CACHED_SOURCE (self->source), request, NULL, peeked_cb,
                                 g_object_ref (self));
  else if (request != NULL && g_str_equal (au_source_get_id (self->source), "sample"))
    au_source_query_async (self->source, request, NULL, queried_cb, g_object_ref (self));
  else
    take_list (self, NULL, error);
}

static void
search (AuShellSearch         *self,
        GDBusMethodInvocation *invocation)
{
  if (self->index != NULL || self->tried)
    {
      answer (self, invocation);
      return;
    }
  /* A program that was started for this alone must not end before it has answered. */
  g_application_hold (self->application);
  g_ptr_array_add (self->waiting, invocation);
  if (self->source == NULL)
    read_list (self);
}

static const char *
find_title (AuShellSearch *self,
            const char    *id)
{
  int position = au_bookmarks_find (self->bookmarks, AU_BOOKMARKS_FAVOURITES, id);

  if (position < 0)
    return NULL;
  return au_bookmarks_get_item (self->bookmarks, AU_BOOKMARKS_FAVOURITES,
                                (guint) position)->title;
}

static char *
describe (AuShellSearch *self,
          guint          position)
{
  gint64 seats = au_subscription_index_get_seats (self->index, position);
  g_autofree char *text = NULL;

  if (seats >= 0)
    {
      g_autofree char *count = au_format_count (au_format_get_default (), seats);

      /* Translators: %s is a number. */
      text = g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) seats), count);
    }
  return g_strjoin (" · ", au_subscription_index_get_name (self->index, position),
                    text != NULL ? text : au_subscription_index_get_id (self->index, position),
                    NULL);
}

static void
describe_results (AuShellSearch         *self,
                  GDBusMethodInvocation *invocation)
{
  GVariantIter *ids;
  GVariantBuilder metas;
  const char *id;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(as)", &ids);
  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  while (g_variant_iter_next (ids, "&s", &id))
    {
      g_autofree char *description = NULL;
      const char *name = find_title (self, id);
      guint position;

      if (self->index != NULL && au_subscription_index_find (self->index, id, &position))
        {
          name = au_subscription_index_get_account_name (self->index, position);
          description = describe (self, position);
        }
      if (name == NULL)
        continue;
      g_variant_builder_open (&metas, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&metas, "{sv}", "id", g_variant_new_string (id));
      g_variant_builder_add (&metas, "{sv}", "name", g_variant_new_string (name));
      g_variant_builder_add (&metas, "{sv}", "description",
                             g_variant_new_string (description != NULL ? description : id));
      g_variant_builder_add (&metas, "{sv}", "gicon", g_variant_new_string (APPLICATION_ID));
      g_variant_builder_close (&metas);
    }
  g_variant_iter_free (ids);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  AuShellSearch *self = user_data;

  if (g_str_equal (method, "GetInitialResultSet") || g_str_equal (method, "GetSubsearchResultSet"))
    search (self, invocation);
  else if (g_str_equal (method, "GetResultMetas"))
    describe_results (self, invocation);
  else if (g_str_equal (method, "ActivateResult"))
    {
      const char *id;

      g_variant_get_child (parameters, 0, "&s", &id);
      g_signal_emit (self, signals[SIGNAL_OPEN], 0, id);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    {
      g_signal_emit (self, signals[SIGNAL_LAUNCH], 0);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
source_changed_cb (AuShellSearch *self)
{
  g_autofree char *source = g_settings_get_string (self->settings, "source");

  au_bookmarks_set_source (self->bookmarks, source);
  g_clear_pointer (&self->index, au_subscription_index_unref);
  self->tried = FALSE;
}

/**
 * au_shell_search_new:
 * @application: the app, kept running while somebody waits for an answer; not owned
 * @settings: the app's settings
 *
 * Returns: (transfer full): what au_shell_search_register() puts on a bus
 */
AuShellSearch *
au_shell_search_new (GApplication *application,
                     GSettings    *settings)
{
  AuShellSearch *self = g_object_new (AU_TYPE_SHELL_SEARCH, NULL);

  self->application = application;
  self->settings = g_object_ref (settings);
  self->bookmarks = au_bookmarks_new (settings);
  g_signal_connect_object (settings, "changed::source", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  source_changed_cb (self);
  return self;
}

/**
 * au_shell_search_register:
 * @self: a search
 * @connection: a bus
 * @path: where on it, as the search provider's file says
 * @error: return location for a #GError
 *
 * Returns: whether it answers there
 */
gboolean
au_shell_search_register (AuShellSearch   *self,
                          GDBusConnection *connection,
                          const char      *path,
                          GError         **error)
{
  static const GDBusInterfaceVTable table = { .method_call = call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);

  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &table, self, NULL, error);
  if (self->registration != 0)
    g_set_object (&self->connection, connection);
  return self->registration != 0;
}

void
au_shell_search_unregister (AuShellSearch *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}

/**
 * au_shell_search_set_index:
 * @self: a search
 * @index: (nullable): the subscriptions that a window has just got
 */
void
au_shell_search_set_index (AuShellSearch       *self,
                           AuSubscriptionIndex *index)
{
  if (index == NULL || index == self->index)
    return;
  g_clear_pointer (&self->index, au_subscription_index_unref);
  self->index = au_subscription_index_ref (index);
}
