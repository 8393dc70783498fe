/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-preferences.h"
#include "au-blessed-preferences.h"
#include "au-databricks-preferences.h"
#include "au-shown-path.h"

#include <glib/gi18n.h>

struct _AuPreferences
{
  AdwPreferencesDialog parent_instance;

  AuSession *session;
  GCancellable *cancellable; /* cancelled when the dialog goes */
  gboolean updating;         /* the source is being set, not chosen */

  /* Template widgets */
  AdwComboRow *source;
  AdwActionRow *description;
  AuDatabricksPreferences *databricks;
  AuBlessedPreferences *blessed;
  AdwPreferencesGroup *queries;
  AdwActionRow *folder;
  GtkWidget *clear_readings;
  GtkWidget *clear;
  GtkWidget *choose;
};

G_DEFINE_FINAL_TYPE (AuPreferences, au_preferences, ADW_TYPE_PREFERENCES_DIALOG)

/* In the order of the rows. */
static const char *const sources[] = { "sample", "databricks", "blessed-api" };

static void
update (AuPreferences *self)
{
  AuSource *source = au_session_get_source (self->session);
  gboolean from_environment;
  const char *folder = au_session_get_query_folder (self->session, &from_environment);

  g_autofree char *name = g_settings_get_string (au_session_get_settings (self->session), "source");
  g_autofree char *shown = folder != NULL ? au_shown_path_dup (folder) : NULL;
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (name, sources[i]))
      selected = i;
  self->updating = TRUE;
  adw_combo_row_set_selected (self->source, selected);
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->databricks),
                          g_str_equal (sources[selected], "databricks"));
  gtk_widget_set_visible (GTK_WIDGET (self->blessed),
                          g_str_equal (sources[selected], "blessed-api"));
  /* The Blessed API runs its own texts. */
  gtk_widget_set_visible (GTK_WIDGET (self->queries),
                          !g_str_equal (sources[selected], "blessed-api"));
  gtk_widget_set_visible (GTK_WIDGET (self->description), source != NULL);
  adw_action_row_set_subtitle (self->description, source != NULL ?
                               au_source_get_description (source) : "");
  adw_action_row_set_subtitle (self->folder, shown != NULL ? shown :
                               _("None: the shipped texts are run"));
  adw_preferences_group_set_description (self->queries, from_environment ?
                                         _("ANYUSAGE_SQL_DIR is set and overrides this setting.") :
                                         _("Files in this folder replace the shipped query texts. Each is held against the SHA256SUMS beside it."));
  gtk_widget_set_visible (self->clear, folder != NULL && !from_environment);
  gtk_widget_set_sensitive (self->choose, !from_environment);
}

static void
source_cb (AuPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->source);

  if (self->updating || self->session == NULL || selected >= G_N_ELEMENTS (sources))
    return;
  g_settings_set_string (au_session_get_settings (self->session), "source", sources[selected]);
  update (self);
}

static void
clear_cb (AuPreferences *self)
{
  g_settings_set_string (au_session_get_settings (self->session), "query-folder", "");
  update (self);
}

/* Runs in a thread. */
static void
clear_folder (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_boolean (task, au_cache_clear_folder (NULL));
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  AuPreferences *self = AU_PREFERENCES (object);
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);
  const char *text = done ? _("All readings are cleared") :
                     _("Not all readings could be cleared: their folder cannot be written to");

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->clear_readings, TRUE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), adw_toast_new (text));
}

static void
clear_readings_cb (AuPreferences *self)
{
  AuCachedSource *kept = au_session_get_kept (self->session);
  g_autoptr (GTask) task = g_task_new (self, NULL, cleared_cb, NULL);

  gtk_widget_set_sensitive (self->clear_readings, FALSE);
  /* What is on its way is not kept either. */
  if (kept != NULL)
    au_cached_source_clear_async (kept, NULL, NULL, NULL);
  g_task_set_source_tag (task, clear_readings_cb);
  g_task_run_in_thread (task, clear_folder);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result,
                                                                 &error);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  if (path == NULL)
    {
      AdwToast *toast =
        adw_toast_new (_("That folder has no path on this machine; choose another"));

      adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
      return;
    }
  g_settings_set_string (au_session_get_settings (self->session), "query-folder", path);
  update (self);
}

static void
choose_cb (AuPreferences *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Choose a Query Folder"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (root), self->cancellable, chosen_cb,
                                 g_object_ref (self));
}

static void
au_preferences_dispose (GObject *object)
{
  AuPreferences *self = AU_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PREFERENCES);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_preferences_parent_class)->dispose (object);
}

static void
au_preferences_finalize (GObject *object)
{
  AuPreferences *self = AU_PREFERENCES (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_preferences_parent_class)->finalize (object);
}

static void
au_preferences_class_init (AuPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_preferences_dispose;
  object_class->finalize = au_preferences_finalize;
  g_type_ensure (AU_TYPE_DATABRICKS_PREFERENCES);
  g_type_ensure (AU_TYPE_BLESSED_PREFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, source);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, description);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, databricks);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, blessed);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, queries);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, folder);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, clear_readings);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, clear);
  gtk_widget_class_bind_template_child (widget_class, AuPreferences, choose);
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_readings_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
au_preferences_init (AuPreferences *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_preferences_new:
 * @session: whose settings are shown
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
au_preferences_new (AuSession *session)
{
  AuPreferences *self = g_object_new (AU_TYPE_PREFERENCES, NULL);

  self->session = g_object_ref (session);
  au_databricks_preferences_set_session (self->databricks, session);
  au_blessed_preferences_set_session (self->blessed, session);
  g_signal_connect_object (session, "state-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_DIALOG (self);
}
