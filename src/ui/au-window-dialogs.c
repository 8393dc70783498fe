/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"

static void
parent_cb (AdwDialog *dialog)
{
  if (gtk_widget_get_parent (GTK_WIDGET (dialog)) != NULL)
    return;
  g_signal_handlers_disconnect_by_func (dialog, parent_cb, NULL);
  g_idle_add_once (g_object_unref, dialog);
}

/* A dialog is there for a fraction of a second after it was closed. Where the window gets narrow or
 * wide in that time, libadwaita 1.7 takes the dialog away amid its own allocation, and goes on with
 * it: so it lives until that is over, and does not become another kind of sheet. Neither is the
 * focus to get back into it, where it would be kept for ever. */
static void
closed_cb (AdwDialog *dialog)
{
  gboolean bottom = gtk_widget_has_css_class (GTK_WIDGET (dialog), "bottom-sheet");

  g_signal_connect (g_object_ref (dialog), "notify::parent", G_CALLBACK (parent_cb), NULL);
  adw_dialog_set_presentation_mode (dialog, bottom ? ADW_DIALOG_BOTTOM_SHEET : ADW_DIALOG_FLOATING);
  gtk_widget_set_can_focus (GTK_WIDGET (dialog), FALSE);
}

static void
visible_dialog_cb (AuWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (dialog == NULL ||
      g_signal_handler_find (dialog, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, closed_cb, NULL) != 0)
    return;
  g_signal_connect (dialog, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * _au_window_watch_dialogs:
 * @self: a window
 *
 * Lets the dialogs of the window close in peace, whoever opens them.
 */
void
_au_window_watch_dialogs (AuWindow *self)
{
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
}
