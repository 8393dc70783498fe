/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"
#include "au-sign-in.h"
#include "au-views.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AuWindow, au_window, ADW_TYPE_APPLICATION_WINDOW)

/* That nothing is real, or that nothing is new. */
static void
update_banner (AuWindow *self,
               AuSource *source)
{
  gboolean sample = source != NULL && g_str_equal (au_source_get_id (source), "sample");
  AuCachedSource *kept = au_session_get_kept (self->session);
  gboolean offline = kept != NULL && au_cached_source_is_offline (kept);
  g_autofree char *title = NULL;

  if (offline)
    {
      /* Translators: %s is the name of a source, "Databricks". */
      title = g_strdup_printf (_("%s cannot be reached: what was read before is shown, with its age"),
                               au_source_get_name (source));
      adw_banner_set_title (self->banner, title);
    }
  else if (sample)
    adw_banner_set_title (self->banner,
                          _("Sample data: every customer and every number here is made up"));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_button_label (self->banner, offline ? _("Retry") : NULL);
  adw_banner_set_revealed (self->banner, sample || offline);
}

static void
update_pages (AuWindow *self)
{
  AuSource *source = au_session_get_source (self->session);
  double progress = au_session_get_progress (self->session);

  update_banner (self, source);
  switch (au_session_get_state (self->session))
    {
      case AU_SESSION_LOADING:
        if (au_session_get_status (self->session) != NULL)
          adw_status_page_set_title (self->loading, au_session_get_status (self->session));
        else
          adw_status_page_set_title (self->loading, progress > 0 ?
                                     _("Making the Sample Workspace") : _("Opening the Source"));
        gtk_widget_set_visible (GTK_WIDGET (self->progress), progress > 0);
        gtk_progress_bar_set_fraction (self->progress, progress);
        gtk_stack_set_visible_child_name (self->pages, "loading");
        break;

      case AU_SESSION_FAILED:
      {
        g_autofree char *text = g_markup_escape_text (au_session_get_error (self->session)->message,
                                                      -1);

        adw_status_page_set_description (self->failed, text);
        gtk_widget_set_visible (self->failed_sign_in,
                                au_sign_in_helps (au_session_get_error (self->session)));
        gtk_stack_set_visible_child_name (self->pages, "failed");
      }
      break;

      case AU_SESSION_READY:
        gtk_stack_set_visible_child_name (self->pages,
                                          au_session_get_selection (self->session) != NULL ?
                                          "dashboard" : "welcome");
        break;

      default:
        g_assert_not_reached ();
    }
  _au_window_update_actions (self);
  _au_window_offer_pending_link (self);
}

/* Where the arrows do something useful, and no button stands out as if it were to be pressed. */
static void
focus_views (AuWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->views);

  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (row != NULL)
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (row));
}

static void
session_changed_cb (AuWindow *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  g_autofree char *title = NULL;

  /* Translators: %s is the customer that the window shows. */
  title = selection != NULL ? g_strdup_printf (_("%s — Anyusage"),
                                               au_selection_get_title (selection)) :
          g_strdup (_("Anyusage"));
  gtk_window_set_title (GTK_WINDOW (self), title);
  update_pages (self);
  /* An option changed or a refresh leaves the focus where the person works. */
  if (g_set_object (&self->shown, selection))
    focus_views (self);
}

static void
select_row (AuWindow *self,
            int       view)
{
  self->restoring = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->views)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) == view)
      gtk_list_box_select_row (self->views, GTK_LIST_BOX_ROW (row));
  self->restoring = FALSE;
}

static void
view_row_cb (AuWindow      *self,
             GtkListBoxRow *row,
             GtkListBox    *views)
{
  if (row == NULL || self->restoring || self->session == NULL)
    return;
  au_window_set_view (self, au_view_get ((guint) gtk_list_box_row_get_index (row))->name);
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
}

static void
export_cb (AuDashboard *dashboard,
           AuChartCard *card,
           AuWindow    *self)
{
  _au_window_export_card (self, card);
}

static void
view_header (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       user_data)
{
  const AuView *view = au_view_get ((guint) gtk_list_box_row_get_index (row));
  GtkWidget *label;

  if (before != NULL &&
      g_str_equal (view->section,
                   au_view_get ((guint) gtk_list_box_row_get_index (before))->section))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_(view->section));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "section");
  gtk_list_box_row_set_header (row, label);
}

static void
create_rows (AuWindow *self)
{
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      GtkWidget *label = gtk_label_new (_(au_view_get (i)->title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_append (self->views, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _(au_view_get (i)->title),
                                      -1);
    }
  gtk_list_box_set_header_func (self->views, view_header, NULL, NULL);
}

static void
save_size (AuWindow *self)
{
  GSettings *settings = au_session_get_settings (self->session);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}

static gboolean
au_window_close_request (GtkWindow *window)
{
  AuWindow *self = AU_WINDOW (window);

  save_size (self);
  g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (au_window_parent_class)->close_request (window);
}

static void
au_window_dispose (GObject *object)
{
  AuWindow *self = AU_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_WINDOW);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->link, au_link_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_window_parent_class)->dispose (object);
}

static void
au_window_finalize (GObject *object)
{
  AuWindow *self = AU_WINDOW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_window_parent_class)->finalize (object);
}

static void
au_window_class_init (AuWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_window_dispose;
  object_class->finalize = au_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = au_window_close_request;

  g_type_ensure (AU_TYPE_DASHBOARD);
  g_type_ensure (AU_TYPE_SUBSCRIPTION_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AuWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, split);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, views);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, picker);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, star_button);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, failed_sign_in);
  gtk_widget_class_bind_template_child (widget_class, AuWindow, dashboard);
  gtk_widget_class_bind_template_callback (widget_class, view_row_cb);
  _au_window_class_install_actions (widget_class);
}

static void
au_window_init (AuWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  {
    g_autoptr (AdwSpinnerPaintable) spinner =
      adw_spinner_paintable_new (GTK_WIDGET (self->loading));

    adw_status_page_set_paintable (self->loading, GDK_PAINTABLE (spinner));
  }
  create_rows (self);
  _au_window_watch_dialogs (self);
  if (IS_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * au_window_new:
 * @application: the app
 * @session: what the window is about
 *
 * Takes its size and view from the settings.
 *
 * Returns: (transfer floating): the window
 */
AuWindow *
au_window_new (AdwApplication *application,
               AuSession      *session)
{
  AuWindow *self = g_object_new (AU_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = au_session_get_settings (session);
  g_autofree char *view = g_settings_get_string (settings, "last-view");

  self->session = g_object_ref (session);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  au_subscription_picker_set_session (self->picker, session);
  au_dashboard_set_session (self->dashboard, session);
  g_signal_connect_object (self->dashboard, "export", G_CALLBACK (export_cb), self, 0);
  au_window_set_view (self, view);

  g_signal_connect_object (session, "state-changed", G_CALLBACK (update_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "favourites-changed", G_CALLBACK (_au_window_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "missing", G_CALLBACK (au_window_add_toast), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
  focus_views (self);
  return self;
}

AuSession *
au_window_get_session (AuWindow *self)
{
  g_return_val_if_fail (AU_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * au_window_set_view:
 * @self: a window
 * @view: a view's name; one that is none changes nothing
 */
void
au_window_set_view (AuWindow   *self,
                    const char *view)
{
  GtkWidget *focus;
  int index;

  g_return_if_fail (AU_IS_WINDOW (self));

  index = au_view_find (view);
  if (index < 0)
    return;
  au_dashboard_set_view (self->dashboard, view);
  g_settings_set_string (au_session_get_settings (self->session), "last-view", view);
  select_row (self, index);
  /* The arrows go on from the row that is chosen. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->views)))
    focus_views (self);
}

const char *
au_window_get_view (AuWindow *self)
{
  g_return_val_if_fail (AU_IS_WINDOW (self), NULL);

  return au_dashboard_get_view (self->dashboard);
}

/**
 * au_window_is_settled:
 *
 * Returns: whether nothing that shows is still on its way
 */
gboolean
au_window_is_settled (AuWindow *self)
{
  g_return_val_if_fail (AU_IS_WINDOW (self), FALSE);

  switch (au_session_get_state (self->session))
    {
      case AU_SESSION_LOADING:
        return FALSE;

      case AU_SESSION_FAILED:
        return TRUE;

      case AU_SESSION_READY:
        return au_session_get_selection (self->session) == NULL ||
               au_dashboard_is_settled (self->dashboard);

      default:
        g_return_val_if_reached (FALSE);
    }
}

/**
 * au_window_add_toast:
 * @self: a window
 * @text: what to say, no markup
 */
void
au_window_add_toast (AuWindow   *self,
                     const char *text)
{
  AdwToast *toast;

  g_return_if_fail (AU_IS_WINDOW (self));

  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
