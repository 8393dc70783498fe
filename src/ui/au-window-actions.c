/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"
#include "au-accounts-dialog.h"
#include "au-clock.h"
#include "au-preferences.h"
#include "au-shortcuts.h"
#include "au-sign-in.h"
#include "au-views.h"

#include <glib/gi18n.h>

static void
pick_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  au_subscription_picker_open (AU_WINDOW (widget)->picker);
}

static void
find_account_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  adw_dialog_present (au_accounts_dialog_new (AU_WINDOW (widget)->session), widget);
}

/* The account of what is shown; where several subscriptions are, that of the first. */
static void
account_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);
  AuSelection *selection = au_session_get_selection (self->session);
  AuSubscription *subscription;
  AdwDialog *dialog;

  if (selection == NULL)
    return;
  subscription = au_selection_get_item (selection, 0);
  dialog = au_accounts_dialog_new (self->session);
  au_accounts_dialog_search (AU_ACCOUNTS_DIALOG (dialog),
                             au_subscription_get_account_name (subscription),
                             au_subscription_get_account_id (subscription));
  adw_dialog_present (dialog, widget);
}

static void
refresh_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  au_session_refresh (AU_WINDOW (widget)->session);
}

static void
favourite_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);
  AuSelection *selection = au_session_get_selection (self->session);

  if (selection == NULL)
    return;
  for (guint i = 0; i < au_selection_get_n_items (selection); i++)
    au_session_toggle_favourite (self->session, au_selection_get_item (selection, i));
}

static void
copy_link_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  _au_window_copy_link (AU_WINDOW (widget));
}

static void
view_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  au_window_set_view (AU_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
sidebar_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);

  adw_overlay_split_view_set_show_sidebar (self->split,
                                           !adw_overlay_split_view_get_show_sidebar (self->split));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);

  adw_dialog_present (au_preferences_new (self->session), widget);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (au_sign_in_finish (result, &error))
    au_session_refresh (self->session);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    /* A token or secret is not asked for in a browser: it is given in Preferences. */
    gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences", NULL);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    au_window_add_toast (self, error->message);
}

static void
sign_in_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);

  au_sign_in_async (GTK_WINDOW (self), au_session_get_source (self->session), self->cancellable,
                    signed_in_cb, g_object_ref (self));
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  adw_dialog_present (au_shortcuts_dialog_new (), widget);
}

static void
help_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (AuWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    au_window_add_toast (self, _("No help viewer could be opened; GNOME’s is called Help, or yelp"));
}

static void
help_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:anyusage");

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (self), self->cancellable, help_opened_cb,
                           g_object_ref (self));
}

static void
about_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AdwDialog *about = adw_about_dialog_new ();

  adw_about_dialog_set_application_name (ADW_ABOUT_DIALOG (about), _("Anyusage"));
  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (about), APPLICATION_ID);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (about), PACKAGE_VERSION);
  adw_about_dialog_set_developer_name (ADW_ABOUT_DIALOG (about), _("The Anyusage contributors"));
  adw_about_dialog_set_license_type (ADW_ABOUT_DIALOG (about), GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (ADW_ABOUT_DIALOG (about),
                                 _("Usage and spend of a customer’s subscription, each number with the query it came from"));
  adw_dialog_present (about, widget);
}

/**
 * _au_window_update_actions:
 * @self: a window
 *
 * Enables the actions that have something to act on and shows the star as it is.
 */
void
_au_window_update_actions (AuWindow *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  gboolean ready = au_session_get_state (self->session) == AU_SESSION_READY;
  gboolean chosen = ready && selection != NULL;
  gboolean favourite = chosen;

  for (guint i = 0; chosen && i < au_selection_get_n_items (selection); i++)
    favourite = favourite && au_session_is_favourite (self->session,
                                                      au_selection_get_item (selection, i));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.pick", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find-account", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.account", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.favourite", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-image", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-table", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.report", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-link", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.provenance", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.restated", chosen);
  gtk_button_set_icon_name (self->star_button, favourite ? "starred-symbolic" :
                            "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star_button),
                               favourite ? _("Remove from Favourites") : _("Add to Favourites"));
  if (favourite)
    gtk_widget_add_css_class (GTK_WIDGET (self->star_button), "favourite");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->star_button), "favourite");
}

void
_au_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.pick", NULL, pick_action);
  gtk_widget_class_install_action (widget_class, "win.find-account", NULL, find_account_action);
  gtk_widget_class_install_action (widget_class, "win.account", NULL, account_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.favourite", NULL, favourite_action);
  gtk_widget_class_install_action (widget_class, "win.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  _au_window_class_install_export (widget_class);
  _au_window_class_install_provenance (widget_class);
}
