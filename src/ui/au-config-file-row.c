/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-config-file-row.h"
#include "au-connection-row.h"
#include "au-shown-path.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define KEY "databricks-config-file"

struct _AuConfigFileRow
{
  AdwActionRow parent_instance;

  GSettings *settings;
  GCancellable *cancellable; /* cancelled when the row goes */
  GtkWidget *clear;
  GtkWidget *choose;
};

G_DEFINE_FINAL_TYPE (AuConfigFileRow, au_config_file_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_path (AuConfigFileRow *self,
          const char      *path)
{
  g_settings_set_string (self->settings, KEY, path);
  au_config_file_row_update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
clear_cb (AuConfigFileRow *self)
{
  set_path (self, "");
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuConfigFileRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  if (path != NULL)
    set_path (self, path);
  else
    au_preferences_say (GTK_WIDGET (self), file == NULL ? error->message :
                        _("That file has no path on this machine; choose another"));
}

static void
choose_cb (AuConfigFileRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) usual = g_file_new_build_filename (g_get_home_dir (), ".databrickscfg", NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Choose a Configuration File"));
  gtk_file_dialog_set_initial_file (dialog, usual);
  gtk_file_dialog_open (dialog, GTK_WINDOW (root), self->cancellable, chosen_cb,
                        g_object_ref (self));
}

static void
au_config_file_row_dispose (GObject *object)
{
  AuConfigFileRow *self = AU_CONFIG_FILE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (au_config_file_row_parent_class)->dispose (object);
}

static void
au_config_file_row_finalize (GObject *object)
{
  AuConfigFileRow *self = AU_CONFIG_FILE_ROW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_config_file_row_parent_class)->finalize (object);
}

static void
au_config_file_row_class_init (AuConfigFileRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = au_config_file_row_dispose;
  object_class->finalize = au_config_file_row_finalize;

  /**
   * AuConfigFileRow::chosen:
   *
   * Another file was chosen, or none.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
au_config_file_row_init (AuConfigFileRow *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Configuration File"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), TRUE);

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->clear, _("Forget This File"));
  gtk_widget_add_css_class (self->clear, "flat");
  self->choose = gtk_button_new_with_label (_("Choose…"));
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->choose, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->choose);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_cb), self);
}

/**
 * au_config_file_row_set_settings:
 * @self: the row
 * @settings: where the choice is kept; set once
 */
void
au_config_file_row_set_settings (AuConfigFileRow *self,
                                 GSettings       *settings)
{
  g_return_if_fail (AU_IS_CONFIG_FILE_ROW (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  au_config_file_row_update (self);
}

/**
 * au_config_file_row_update:
 * @self: the row
 *
 * Shows what is read now.
 */
void
au_config_file_row_update (AuConfigFileRow *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, KEY);
  const char *variable = g_getenv ("DATABRICKS_CONFIG_FILE");
  gboolean is_overridden = variable != NULL && *variable != '\0';
  g_autofree char *text = NULL;

  if (is_overridden)
    text = g_strdup (_("DATABRICKS_CONFIG_FILE is set and overrides this setting."));
  else if (*path == '\0')
    text = g_strdup (au_is_sandboxed () ?
                     _("None: inside Flatpak, ~/.databrickscfg is read once you choose it here") :
                     "~/.databrickscfg");
  else
    {
      g_autofree char *shown = au_shown_path_dup (path);

      /* Translators: %s is a file. */
      text = g_access (path, R_OK) == 0 ? g_steal_pointer (&shown) :
             g_strdup_printf (_("%s cannot be read; choose it again"), shown);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->clear, *path != '\0' && !is_overridden);
  gtk_widget_set_sensitive (self->choose, !is_overridden);
}
