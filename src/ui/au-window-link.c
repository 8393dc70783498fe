/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"
#include "au-link.h"
#include "au-source-factory.h"
#include "au-views.h"

#include <glib/gi18n.h>

#define RESPONSE_OPEN "open"

static void
response_cb (AdwAlertDialog *dialog,
             const char     *response,
             AuWindow       *self)
{
  AuLink *link = g_object_get_data (G_OBJECT (dialog), "au-link");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, RESPONSE_OPEN))
    return;
  if (au_link_get_view (link) != NULL)
    au_window_set_view (self, au_link_get_view (link));
  if (!au_session_select_ids (self->session, au_link_get_ids (link), &error))
    au_window_add_toast (self, error->message);
}

static void
show_problem (AuWindow   *self,
              const char *body)
{
  AdwDialog *alert = adw_alert_dialog_new (_("The Link Was Not Opened"), body);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", _("_Close"));
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/* All that the link names, as the source lists it; NULL where one is not listed. */
static AuSelection *
find_selection (AuWindow *self,
                AuLink   *link,
                GError  **error)
{
  const char *const *ids = au_link_get_ids (link);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (; *ids != NULL; ids++)
    {
      AuSubscription *subscription = au_session_find_subscription (self->session, *ids);

      if (subscription == NULL)
        {
          const char *here = au_source_get_id (au_session_get_source (self->session));
          const char *there = au_link_get_source (link);

          if (there != NULL && !g_str_equal (here, there))
            g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         /* Translators: %1$s an id, %2$s and %3$s short names of sources: "sample". */
                         _("The link was made with the source “%2$s”, and the source here, “%3$s”, has no subscription %1$s. Choose the source in Preferences, then follow the link again."),
                         *ids, there, here);
          else
            g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         /* Translators: %s the name of a source, %s an id. */
                         _("%s has no subscription %s, or you may not see it."),
                         au_source_get_name (au_session_get_source (self->session)), *ids);
          return NULL;
        }
      g_ptr_array_add (found, subscription);
    }
  return au_selection_new (found, error);
}

static void
offer (AuWindow *self,
       AuLink   *link)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSelection) selection = find_selection (self, link, &error);
  int view = au_link_get_view (link) != NULL ? au_view_find (au_link_get_view (link)) : -1;
  g_autofree char *body = NULL;
  AdwDialog *alert;

  if (selection == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  if (view >= 0)
    /* Translators: %s a customer, with its id; %s the name of a view. */
    body = g_strdup_printf (_("A link asks to show %s (%s), view “%s”."),
                            au_selection_get_title (selection),
                            au_selection_get_subtitle (selection),
                            _(au_view_get ((guint) view)->title));
  else
    /* Translators: %s a customer, with its id. */
    body = g_strdup_printf (_("A link asks to show %s (%s)."), au_selection_get_title (selection),
                            au_selection_get_subtitle (selection));
  alert = adw_alert_dialog_new (_("Open This Customer?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert),
                                  "cancel", _("_Cancel"),
                                  RESPONSE_OPEN, _("_Open"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), RESPONSE_OPEN,
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), RESPONSE_OPEN);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_object_set_data_full (G_OBJECT (alert), "au-link", au_link_ref (link),
                          (GDestroyNotify) au_link_unref);
  g_signal_connect_object (alert, "response", G_CALLBACK (response_cb), self, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/**
 * _au_window_offer_pending_link:
 * @self: a window
 *
 * Offers the link that came before the list of subscriptions was there, if there is one and the
 * list is there now.
 */
void
_au_window_offer_pending_link (AuWindow *self)
{
  g_autoptr (AuLink) link = NULL;

  if (self->link == NULL || au_session_get_state (self->session) != AU_SESSION_READY)
    return;
  link = g_steal_pointer (&self->link);
  offer (self, link);
}

/**
 * au_window_offer_link:
 * @self: a window
 * @text: a link, perhaps from a hostile page
 *
 * Asks whether to open what the link names, by its name. Nothing of it is loaded before the person
 * says so; what it names is looked up in the list of subscriptions, which the app has anyway.
 */
void
au_window_offer_link (AuWindow   *self,
                      const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuLink) link = NULL;

  g_return_if_fail (AU_IS_WINDOW (self));

  link = au_link_parse (text, &error);
  if (link == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  g_clear_pointer (&self->link, au_link_unref);
  self->link = g_steal_pointer (&link);
  _au_window_offer_pending_link (self);
}

/**
 * _au_window_copy_link:
 * @self: a window
 *
 * Puts a link to what the window shows on the clipboard.
 */
void
_au_window_copy_link (AuWindow *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  g_autoptr (AuLink) link = NULL;
  g_autofree char *text = NULL;

  if (selection == NULL)
    return;
  link = au_link_new (au_selection_get_ids (selection), au_window_get_view (self),
                      au_source_get_id (au_session_get_source (self->session)));
  text = au_link_to_string (link);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  au_window_add_toast (self, _("Link copied"));
}
