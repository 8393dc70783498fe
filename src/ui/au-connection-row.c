/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of Preferences about a service share. */
#include "config.h"

#include "au-connection-row.h"
#include "au-announce.h"
#include "au-source-factory.h"

#include <glib/gi18n.h>

struct _AuConnectionRow
{
  AdwActionRow parent_instance;

  AuSession *session;
  char *source;
  GCancellable *cancellable; /* of the trial under way or the next one */

  /* Template widgets */
  GtkWidget *spinner;
  GtkWidget *try;
};

G_DEFINE_FINAL_TYPE (AuConnectionRow, au_connection_row, ADW_TYPE_ACTION_ROW)

static void
show (AuConnectionRow *self,
      const char      *text,
      gboolean         running)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_sensitive (self->try, !running);
}

static void
tell (AuConnectionRow *self,
      const char      *text)
{
  show (self, text, FALSE);
  au_announce (GTK_WIDGET (self), text);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuConnectionRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = au_source_test_finish (AU_SOURCE (object), result, &error);

  /* What was changed or closed meanwhile has cancelled this and says something else by now. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, sentence != NULL ? sentence : error->message);
}

/**
 * au_connection_row_test:
 * @self: a row with a source
 *
 * Tries the source with what is set now.
 */
void
au_connection_row_test (AuConnectionRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSource) source = NULL;

  g_return_if_fail (AU_IS_CONNECTION_ROW (self) && self->session != NULL);

  source = au_source_new_for_name (self->source,
                                   au_session_get_query_folder (self->session, NULL), &error);
  if (source == NULL)
    {
      tell (self, error->message);
      return;
    }
  show (self, _("Trying…"), TRUE);
  au_source_test_async (source, self->cancellable, tested_cb, g_object_ref (self));
}

static void
test_cb (AuConnectionRow *self)
{
  au_connection_row_test (self);
}

/**
 * au_connection_row_reset:
 * @self: a row
 *
 * Forgets what was found, since something was changed.
 */
void
au_connection_row_reset (AuConnectionRow *self)
{
  g_return_if_fail (AU_IS_CONNECTION_ROW (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  show (self, _("Not tried yet"), FALSE);
}

/**
 * au_connection_row_set_source:
 * @self: a row
 * @session: whose query folder is used; set once
 * @source: the source's id
 */
void
au_connection_row_set_source (AuConnectionRow *self,
                              AuSession       *session,
                              const char      *source)
{
  g_return_if_fail (AU_IS_CONNECTION_ROW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->source = g_strdup (source);
}

/**
 * au_preferences_say:
 * @widget: anything in the dialog
 * @text: a sentence, shown for a moment
 */
void
au_preferences_say (GtkWidget  *widget,
                    const char *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL)
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

/**
 * au_preferences_mark:
 * @row: a row that was filled in
 * @good: whether its text was taken
 *
 * Lets a row whose text was not taken look so until one is.
 */
void
au_preferences_mark (GtkEditable *row,
                     gboolean     good)
{
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
au_connection_row_dispose (GObject *object)
{
  AuConnectionRow *self = AU_CONNECTION_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_CONNECTION_ROW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_connection_row_parent_class)->dispose (object);
}

static void
au_connection_row_finalize (GObject *object)
{
  AuConnectionRow *self = AU_CONNECTION_ROW (object);

  g_clear_object (&self->cancellable);
  g_free (self->source);

  G_OBJECT_CLASS (au_connection_row_parent_class)->finalize (object);
}

static void
au_connection_row_class_init (AuConnectionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_connection_row_dispose;
  object_class->finalize = au_connection_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-connection-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AuConnectionRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AuConnectionRow, try);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
}

static void
au_connection_row_init (AuConnectionRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
