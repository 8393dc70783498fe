/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-accounts-dialog.h"
#include "au-account-page.h"
#include "au-announce.h"
#include "au-receipt.h"
#include "au-row.h"

#include <glib/gi18n.h>

/* As many are listed. One more is asked for, so as to know whether there are more. */
#define MAX_ACCOUNTS 20

struct _AuAccountsDialog
{
  AdwDialog parent_instance;

  AuSession *session;
  GCancellable *cancellable; /* (nullable): of the search under way */
  char *wanted;              /* (nullable): the id of an account to show once it is found */

  /* Template widgets */
  AdwNavigationView *navigation;
  GtkEditable *search;
  GtkStack *pages;
  AdwStatusPage *nothing;
  AdwStatusPage *failed;
  GtkListBox *list;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (AuAccountsDialog, au_accounts_dialog, ADW_TYPE_DIALOG)

static void
cancel (AuAccountsDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static char *
describe (AuRow *account)
{
  const AuFormat *format = au_format_get_default ();
  g_autofree char *employees = NULL;
  g_autofree char *engineers = NULL;
  g_autofree char *count = NULL;

  if (!au_row_is_null (account, "engineers"))
    {
      gint64 n = au_row_get_int64 (account, "engineers");

      count = au_format_count (format, n);
      /* Translators: %s is a number. */
      engineers = g_strdup_printf (ngettext ("%s engineer", "%s engineers", (gulong) ABS (n)),
                                   count);
      g_clear_pointer (&count, g_free);
    }
  if (!au_row_is_null (account, "employees"))
    {
      gint64 n = au_row_get_int64 (account, "employees");

      count = au_format_count (format, n);
      /* Translators: %s is a number. */
      employees = g_strdup_printf (ngettext ("%s employee", "%s employees", (gulong) ABS (n)),
                                   count);
    }
  return g_strjoin (" · ", au_row_get_string (account, "account_id"),
                    engineers != NULL ? engineers : employees, engineers != NULL ? employees : NULL,
                    NULL);
}

static gboolean
focus_page_cb (gpointer data)
{
  GtkWidget *page = data;
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (gtk_widget_get_mapped (page) && (focus == NULL || !gtk_widget_is_ancestor (focus, page)))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* The entry that has the focus, or that the dialog would give it to, is not there any more. */
static void
account_shown_cb (AdwNavigationPage *page,
                  AuAccountsDialog  *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_page_cb, g_object_ref (page), g_object_unref);
}

static void
show_account (AuAccountsDialog *self,
              AuRow            *account)
{
  AdwNavigationPage *page = au_account_page_new (self->session, account);

  g_signal_connect_object (page, "shown", G_CALLBACK (account_shown_cb), self, 0);
  g_signal_connect_object (page, "map", G_CALLBACK (account_shown_cb), self, G_CONNECT_AFTER);
  adw_navigation_view_push (self->navigation, page);
}

static void
add_account (AuAccountsDialog *self,
             AuRow            *account)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = au_row_get_string (account, "account_name");
  GtkWidget *avatar = adw_avatar_new (32, name, TRUE);
  g_autofree char *detail = describe (account);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "au-account", g_object_ref (account), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
show_found (AuAccountsDialog *self,
            AuResult         *result)
{
  guint n = au_table_get_n_rows (au_result_get_table (result));
  guint shown = MIN (n, MAX_ACCOUNTS);
  AuResult *results[] = { result };
  g_autofree char *count = NULL;
  g_autofree char *receipt = au_receipt_create_line (results, 1, NULL);
  g_autofree char *note = NULL;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < shown; i++)
    {
      g_autoptr (AuRow) account = au_row_new (result, i);

      add_account (self, account);
      if (self->wanted != NULL &&
          g_str_equal (self->wanted, au_row_get_string (account, "account_id")))
        show_account (self, account);
    }
  g_clear_pointer (&self->wanted, g_free);

  if (n > shown)
    /* Translators: %u is a number of accounts. */
    count = g_strdup_printf (ngettext ("The first %u account by name; there are more. Type more of the name.",
                                       "The first %u accounts by name; there are more. Type more of the name.",
                                       shown), shown);
  else
    /* Translators: %u is how many accounts were found. */
    count = g_strdup_printf (ngettext ("%u account", "%u accounts", shown), shown);
  note = g_strjoin ("\n", count, receipt, NULL);
  gtk_label_set_text (self->note, note);
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "found" : "none");
  au_announce (GTK_WIDGET (self), n > 0 ? count : adw_status_page_get_title (self->nothing));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AuAccountsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (object), result, &error);

  /* What was typed since has a search of its own, and that one's answer counts. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL)
    {
      show_found (self, rows);
      return;
    }

  {
    g_autofree char *text = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->failed, text);
    gtk_stack_set_visible_child_name (self->pages, "failed");
    au_announce (GTK_WIDGET (self), error->message);
  }
}

static void
search (AuAccountsDialog *self)
{
  AuQueryCatalog *catalog = au_session_get_catalog (self->session);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict values;

  cancel (self);
  if (catalog == NULL)
    return;
  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "q", "s", text);
  g_variant_dict_insert (&values, "limit", "i", MAX_ACCOUNTS + 1);
  request = au_request_new (au_query_catalog_get_contract (catalog, "accounts_search"),
                            g_variant_dict_end (&values), &error);
  if (request == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child_name (self->pages, "failed");
      return;
    }
  self->cancellable = g_cancellable_new ();
  if (gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL)
    gtk_stack_set_visible_child_name (self->pages, "loading");
  au_loader_load_async (au_session_get_loader (self->session), request, G_PRIORITY_DEFAULT,
                        self->cancellable, found_cb, g_object_ref (self));
}

static void
search_cb (AuAccountsDialog *self)
{
  /* A hand at the keys wants the list that they make. */
  g_clear_pointer (&self->wanted, g_free);
  search (self);
}

static void
retry_cb (AuAccountsDialog *self)
{
  search (self);
}

static void
row_cb (AuAccountsDialog *self,
        GtkListBoxRow    *row)
{
  show_account (self, g_object_get_data (G_OBJECT (row), "au-account"));
}

/* Enter takes the first. */
static void
activate_cb (AuAccountsDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && g_str_equal (gtk_stack_get_visible_child_name (self->pages), "found"))
    row_cb (self, row);
}

static void
au_accounts_dialog_closed (AdwDialog *dialog)
{
  cancel (AU_ACCOUNTS_DIALOG (dialog));
}

static void
au_accounts_dialog_dispose (GObject *object)
{
  AuAccountsDialog *self = AU_ACCOUNTS_DIALOG (object);

  cancel (self);
  /* libadwaita 1.7 does not let go of a dialog's child by itself. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_ACCOUNTS_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (au_accounts_dialog_parent_class)->dispose (object);
}

static void
au_accounts_dialog_class_init (AuAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_accounts_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = au_accounts_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, search);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AuAccountsDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
au_accounts_dialog_init (AuAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_accounts_dialog_new:
 * @session: what the window is about
 *
 * Returns: (transfer floating): the dialog, listing the first accounts
 */
AdwDialog *
au_accounts_dialog_new (AuSession *session)
{
  AuAccountsDialog *self = g_object_new (AU_TYPE_ACCOUNTS_DIALOG, NULL);

  self->session = g_object_ref (session);
  search (self);
  return ADW_DIALOG (self);
}

/**
 * au_accounts_dialog_search:
 * @self: a dialog
 * @text: what to search for
 * @account_id: (nullable): the account to show at once, where it is found
 */
void
au_accounts_dialog_search (AuAccountsDialog *self,
                           const char       *text,
                           const char       *account_id)
{
  g_return_if_fail (AU_IS_ACCOUNTS_DIALOG (self));

  g_signal_handlers_block_by_func (self->search, search_cb, self);
  gtk_editable_set_text (self->search, text);
  g_signal_handlers_unblock_by_func (self->search, search_cb, self);
  g_set_str (&self->wanted, account_id);
  search (self);
}
