/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"
#include "au-export-dialog.h"
#include "au-report-export.h"

#include <glib/gi18n.h>

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (object), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_cancellable_is_cancelled (self->cancellable))
    au_window_add_toast (self, error->message);
}

static void
show_cb (AdwToast *toast,
         AuWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (toast), "au-file");
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (self), self->cancellable,
                                            shown_cb, g_object_ref (self));
}

/**
 * _au_window_tell_saved:
 * @self: a window
 * @file: (nullable): the file that was written
 * @error: (nullable): or why it was not
 *
 * Tells what came of saving: a toast that leads to the file, or the reason in a dialog. Nothing
 * where a person gave up.
 */
void
_au_window_tell_saved (AuWindow     *self,
                       GFile        *file,
                       const GError *error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (g_cancellable_is_cancelled (self->cancellable) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (file == NULL)
    {
      AdwDialog *alert = adw_alert_dialog_new (_("The File Was Not Saved"), error->message);

      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", _("_Close"));
      adw_dialog_present (alert, GTK_WIDGET (self));
      return;
    }

  name = g_file_get_basename (file);
  /* Translators: %s is a file's name. */
  text = g_strdup_printf (_("Saved as %s"), name);
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_set_button_label (toast, _("Show in _Files"));
  g_object_set_data_full (G_OBJECT (toast), "au-file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = au_export_finish (result, &error);

  _au_window_tell_saved (self, file, error);
}

static void
chosen_cb (AuExportDialog *dialog,
           AuWindow       *self)
{
  AuExportOptions options;

  au_export_dialog_get_options (dialog, &options);
  au_export_save_async (au_export_dialog_get_export (dialog), &options, GTK_WINDOW (self),
                        self->cancellable, exported_cb, g_object_ref (self));
  adw_dialog_close (ADW_DIALOG (dialog));
}

/* What of a card can be taken away; says in a toast where there is nothing. */
static AuExport *
create_export (AuWindow    *self,
               AuChartCard *card)
{
  AuChartLoad *load = card != NULL ? au_chart_card_get_load (card) : NULL;

  if (load != NULL && au_figure_get_status (load->figure) == AU_FIGURE_READY)
    return au_export_new (au_chart_card_get_chart (card), load, au_chart_card_get_view (card));
  au_window_add_toast (self, _("There is no chart to export yet"));
  return NULL;
}

/**
 * _au_window_export_card:
 * @self: a window
 * @card: (nullable): the card whose chart is to be exported
 *
 * Asks how and where to, and writes a file there.
 */
void
_au_window_export_card (AuWindow    *self,
                        AuChartCard *card)
{
  g_autoptr (AuExport) export = create_export (self, card);
  AdwDialog *dialog;

  if (export == NULL)
    return;
  dialog = au_export_dialog_new (export, au_session_get_settings (self->session),
                                 gtk_widget_get_width (GTK_WIDGET (card)),
                                 gtk_widget_get_height (GTK_WIDGET (card)));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (au_export_copy_image_finish (result, &error))
    au_window_add_toast (self, _("Image copied"));
  else if (!g_cancellable_is_cancelled (self->cancellable))
    au_window_add_toast (self, error->message);
}

/* The card that the focus is in, else that of the view. */
static AuChartCard *
find_card (AuWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, AU_TYPE_CHART_CARD) : NULL;

  return card != NULL ? AU_CHART_CARD (card) : au_dashboard_get_card (self->dashboard);
}

/**
 * _au_window_copy_card:
 * @self: a window
 * @card: (nullable): the card whose chart is to be copied
 *
 * Puts a picture of it on the clipboard.
 */
void
_au_window_copy_card (AuWindow    *self,
                      AuChartCard *card)
{
  g_autoptr (AuExport) export = create_export (self, card);

  if (export != NULL)
    au_export_copy_image (export, gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                          copied_cb, g_object_ref (self));
}

static void
export_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  _au_window_export_card (AU_WINDOW (widget), find_card (AU_WINDOW (widget)));
}

static void
copy_image_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  _au_window_copy_card (AU_WINDOW (widget), find_card (AU_WINDOW (widget)));
}

static void
copy_table_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);
  AuChartCard *card = find_card (self);
  AuChartLoad *load = card != NULL ? au_chart_card_get_load (card) : NULL;

  if (load == NULL || au_figure_get_status (load->figure) != AU_FIGURE_READY)
    {
      au_window_add_toast (self, _("There is no chart to export yet"));
      return;
    }
  au_export_copy_table (load->figure, gtk_widget_get_clipboard (widget));
  if (au_chart_view_get_n_hidden (au_chart_card_get_view (card)) > 0)
    au_window_add_toast (self, _("Table copied, hidden series too"));
  else
    au_window_add_toast (self, _("Table copied"));
}

static void
reported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;
  g_autoptr (GFile) file = au_report_export_finish (result, &n_failed, &error);

  _au_window_tell_saved (self, file, error);
  if (file != NULL && n_failed > 0)
    {
      g_autofree char *text = NULL;

      /* Translators: %u is how many charts of a report could not be drawn. */
      text = g_strdup_printf (ngettext ("%u chart failed; its page says why",
                                        "%u charts failed; their pages say why", n_failed), n_failed);
      au_window_add_toast (self, text);
    }
}

static void
report_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);

  au_report_export_ask_async (GTK_WINDOW (self), self->session, self->cancellable, reported_cb,
                              g_object_ref (self));
}

void
_au_window_class_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.copy-image", NULL, copy_image_action);
  gtk_widget_class_install_action (widget_class, "win.copy-table", NULL, copy_table_action);
  gtk_widget_class_install_action (widget_class, "win.report", NULL, report_action);
}
