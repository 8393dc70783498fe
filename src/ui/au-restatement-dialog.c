/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-restatement-dialog.h"
#include "au-announce.h"
#include "au-clock.h"
#include "au-restatement-list.h"
#include "au-restatement-text.h"
#include "au-views.h"

#include <glib/gi18n.h>

/* As many of a query have a row. A query whose history was restated altogether has some hundreds,
 * and the copy has them all. */
#define MAX_ROWS 50

struct _AuRestatementDialog
{
  AdwDialog parent_instance;

  GCancellable *cancellable; /* (nullable): of the comparison under way */
  GPtrArray *restatements; /* (nullable) (element-type AuRestatement) */

  /* Template widgets */
  AdwWindowTitle *heading;
  GtkWidget *copy;
  GtkStack *pages;
  AdwStatusPage *nothing;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (AuRestatementDialog, au_restatement_dialog, ADW_TYPE_DIALOG)

static void
cancel (AuRestatementDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
copy_cb (AuRestatementDialog *self)
{
  g_autofree char *table = au_restatement_create_table (self->restatements);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table);
  au_announce (GTK_WIDGET (self), _("Copied"));
}

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
}

static void
add_restatement (AdwPreferencesGroup *group,
                 const AuRestatement *restatement,
                 gint64               now)
{
  g_autofree char *subject = au_restatement_create_subject (restatement, FALSE);
  g_autofree char *before = au_restatement_create_before (restatement, now);
  g_autofree char *after = au_restatement_create_after (restatement, now);
  g_autofree char *both = g_strconcat (before, "\n", after, NULL);

  add_row (group, subject, both);
}

static void
add_more (AdwPreferencesGroup *group,
          guint                more)
{
  g_autofree char *count = au_format_count (au_format_get_default (), more);
  /* Translators: below a list; %s is how many more there are. */
  g_autofree char *title = g_strdup_printf (ngettext ("And %s more", "And %s more", more), count);

  add_row (group, title, _("“Copy” has all of them"));
}

static AdwPreferencesGroup *
add_group (AuRestatementDialog *self,
           AuRequest           *request)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   au_contract_get_title (au_request_get_contract (request)));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         au_request_get_name (request));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/* They come query by query. */
static void
add_groups (AuRestatementDialog *self)
{
  gint64 now = au_clock_now ();
  AdwPreferencesGroup *group = NULL;
  AuRequest *request = NULL;
  guint n = 0;

  for (guint i = 0; i < self->restatements->len; i++)
    {
      const AuRestatement *restatement = g_ptr_array_index (self->restatements, i);

      if (restatement->request != request)
        {
          if (n > MAX_ROWS)
            add_more (group, n - MAX_ROWS);
          request = restatement->request;
          group = add_group (self, request);
          n = 0;
        }
      if (n++ < MAX_ROWS)
        add_restatement (group, restatement, now);
    }
  if (n > MAX_ROWS)
    add_more (group, n - MAX_ROWS);
}

static void
show_none (AuRestatementDialog *self,
           const char          *why)
{
  adw_status_page_set_description (self->nothing, why);
  gtk_stack_set_visible_child_name (self->pages, "none");
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuRestatementDialog) self = user_data;
  g_autoptr (GPtrArray) restatements = au_restatement_list_finish (result, NULL);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (restatements == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->restatements = g_steal_pointer (&restatements);
  if (self->restatements->len == 0)
    {
      show_none (self, _("Every complete month and day that was read on this computer has the number that it had before."));
      au_announce (GTK_WIDGET (self), adw_status_page_get_title (self->nothing));
      return;
    }
  add_groups (self);
  gtk_stack_set_visible_child_name (self->pages, "found");
  gtk_widget_set_sensitive (self->copy, TRUE);
  count = au_format_count (au_format_get_default (), self->restatements->len);
  /* Translators: %s is a number. */
  text = g_strdup_printf (ngettext ("%s restated number", "%s restated numbers",
                                    self->restatements->len), count);
  au_announce (GTK_WIDGET (self), text);
}

/* What the views ask, each once. */
static GPtrArray *
create_requests (AuSession *session)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint view = 0; view < AU_N_VIEWS; view++)
    for (guint i = 0; au_view_get (view)->charts[i] != NULL; i++)
      {
        g_autoptr (AuChart) chart = au_chart_new (au_view_get (view)->charts[i], NULL);
        /* A selection that a chart cannot ask about has nothing that was read. */
        g_autoptr (GPtrArray) own =
          au_chart_create_requests (chart, au_session_get_catalog (session),
                                    au_session_get_selection (session),
                                    au_session_get_options (session), NULL);

        for (guint j = 0; own != NULL && j < own->len; j++)
          {
            AuRequest *request = g_ptr_array_index (own, j);

            if (g_hash_table_add (seen, (gpointer) au_request_get_key (request)))
              g_ptr_array_add (requests, au_request_ref (request));
          }
      }
  return requests;
}

static void
au_restatement_dialog_closed (AdwDialog *dialog)
{
  cancel (AU_RESTATEMENT_DIALOG (dialog));
}

static void
au_restatement_dialog_dispose (GObject *object)
{
  AuRestatementDialog *self = AU_RESTATEMENT_DIALOG (object);

  cancel (self);
  /* libadwaita 1.7 does not let go of a dialog's child by itself. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_RESTATEMENT_DIALOG);
  g_clear_pointer (&self->restatements, g_ptr_array_unref);

  G_OBJECT_CLASS (au_restatement_dialog_parent_class)->dispose (object);
}

static void
au_restatement_dialog_class_init (AuRestatementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_restatement_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = au_restatement_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-restatement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AuRestatementDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AuRestatementDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, AuRestatementDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AuRestatementDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, AuRestatementDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
au_restatement_dialog_init (AuRestatementDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_restatement_dialog_new:
 * @session: what the window is about, with something chosen
 *
 * Compares the readings that were kept on this computer; nobody is asked. The dialog is about what
 * was chosen when it was made.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
au_restatement_dialog_new (AuSession *session)
{
  AuRestatementDialog *self = g_object_new (AU_TYPE_RESTATEMENT_DIALOG, NULL);
  g_autoptr (GPtrArray) requests = NULL;

  adw_window_title_set_subtitle (self->heading,
                                 au_selection_get_title (au_session_get_selection (session)));
  if (au_session_get_kept (session) == NULL)
    {
      show_none (self, _("Readings of the sample workspace are not kept, so there is nothing to compare."));
      return ADW_DIALOG (self);
    }
  requests = create_requests (session);
  self->cancellable = g_cancellable_new ();
  au_restatement_list_async (au_session_get_kept (session), requests, self->cancellable, listed_cb,
                             g_object_ref (self));
  return ADW_DIALOG (self);
}

/**
 * au_restatement_dialog_is_settled:
 *
 * Returns: whether nothing is being compared
 */
gboolean
au_restatement_dialog_is_settled (AuRestatementDialog *self)
{
  g_return_val_if_fail (AU_IS_RESTATEMENT_DIALOG (self), FALSE);

  return self->cancellable == NULL;
}
