/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-account-page.h"
#include "au-ids.h"
#include "au-logo-store.h"
#include "au-opportunity-columns.h"
#include "au-receipt.h"

#include <glib/gi18n.h>

struct _AuAccountPage
{
  AdwNavigationPage parent_instance;

  AuSession *session;
  AuRow *account;
  GCancellable *cancellable; /* cancelled when the page goes */

  /* Template widgets */
  AdwAvatar *logo;
  GtkLabel *name;
  GtkLabel *id;
  GtkListBox *facts;
  GtkListBox *subscriptions;
  GtkStack *opportunities;
  GtkLabel *message;
  GtkWidget *retry;
  GtkColumnView *table;
  GtkLabel *receipt;
};

G_DEFINE_FINAL_TYPE (AuAccountPage, au_account_page, ADW_TYPE_NAVIGATION_PAGE)

/* What is on its way must not keep a page that has been left, whose end is what cancels it. */
static GWeakRef *
create_weak_ref (AuAccountPage *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static AuAccountPage *
take_weak_ref (GWeakRef *weak)
{
  AuAccountPage *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
add_fact (AuAccountPage *self,
          const char    *title,
          const char    *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Nothing known is not nothing. */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *text != '\0' ? text : "–");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->facts, row);
}

static void
add_count (AuAccountPage *self,
           const char    *title,
           const char    *column)
{
  g_autofree char *text = NULL;

  if (!au_row_is_null (self->account, column))
    text = au_format_count (au_format_get_default (), au_row_get_int64 (self->account, column));
  add_fact (self, title, text != NULL ? text : "");
}

static void
add_facts (AuAccountPage *self)
{
  add_count (self, _("Employees"), "employees");
  add_count (self, _("Software Engineers"), "engineers");
  add_fact (self, _("Owner (Salesforce ID)"), au_row_get_string (self->account, "owner_id"));
  add_fact (self, _("Owner’s Manager (Salesforce ID)"),
            au_row_get_string (self->account, "owner_manager_id"));
  add_fact (self, _("Technical Account Manager (Salesforce ID)"),
            au_row_get_string (self->account, "tam_id"));
}

static void
add_subscription (AuAccountPage  *self,
                  AuSubscription *subscription)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *seats = NULL;
  g_autofree char *detail = NULL;

  if (au_subscription_get_seats (subscription) >= 0)
    {
      gint64 n = au_subscription_get_seats (subscription);
      g_autofree char *count = au_format_count (au_format_get_default (), n);

      /* Translators: %s is a number. */
      seats = g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) n), count);
    }
  detail = g_strjoin (" · ", au_subscription_get_id (subscription), seats, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 au_subscription_get_name (subscription));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "au-subscription", g_object_ref (subscription),
                          g_object_unref);
  gtk_list_box_append (self->subscriptions, row);
}

static void
add_subscriptions (AuAccountPage *self)
{
  AuSubscriptionIndex *index = au_session_get_index (self->session);
  const char *id = au_row_get_string (self->account, "account_id");
  guint n = 0;

  if (!au_subscription_id_is_valid (id))
    return;
  for (guint i = 0; index != NULL && i < au_subscription_index_get_n_items (index); i++)
    {
      const char *account_id = au_subscription_index_get_account_id (index, i);

      if (!au_subscription_id_is_valid (account_id) || !au_subscription_id_equal (account_id, id))
        continue;
      add_subscription (self, au_subscription_index_get_item (index, i));
      n++;
    }
  if (n == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     _("The list of subscriptions has none of this account"));
      gtk_list_box_append (self->subscriptions, row);
    }
}

static void
subscription_cb (AuAccountPage *self,
                 GtkListBoxRow *row)
{
  AuSubscription *subscription = g_object_get_data (G_OBJECT (row), "au-subscription");
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (subscription == NULL)
    return;
  au_session_select (self->session, subscription);
  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
}

static void
show_message (AuAccountPage *self,
              const char    *text,
              gboolean       can_retry)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (self->retry, can_retry);
  gtk_stack_set_visible_child_name (self->opportunities, "message");
}

static void
show_receipt (AuAccountPage *self,
              AuResult      *opportunities)
{
  AuResult *results[] = { au_row_get_result (self->account), opportunities };
  g_autofree char *first = au_receipt_create_line (results, 1, NULL);
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;

  if (opportunities != NULL)
    second = au_receipt_create_line (results + 1, 1, NULL);
  text = g_strjoin ("\n", first, second, NULL);
  gtk_label_set_text (self->receipt, text);
}

static void
opportunities_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (AuAccountPage) self = take_weak_ref (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (object), result, &error);
  GtkSortListModel *sorted;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      show_message (self, error->message, TRUE);
      return;
    }
  show_receipt (self, rows);
  if (au_table_get_n_rows (au_result_get_table (rows)) == 0)
    {
      show_message (self, _("No rows returned: the account has no opportunity."), FALSE);
      return;
    }
  sorted = gtk_sort_list_model_new (au_row_create_list (rows),
                                    g_object_ref (gtk_column_view_get_sorter (self->table)));
  {
    g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (sorted));

    gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  }
  gtk_stack_set_visible_child_name (self->opportunities, "table");
}

static void
load_opportunities (AuAccountPage *self)
{
  AuQueryCatalog *catalog = au_session_get_catalog (self->session);
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict values;

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "account_id", "s",
                         au_row_get_string (self->account, "account_id"));
  request = au_request_new (au_query_catalog_get_contract (catalog, "account_opportunities"),
                            g_variant_dict_end (&values), &error);
  if (request == NULL)
    {
      show_message (self, error->message, FALSE);
      return;
    }
  gtk_stack_set_visible_child_name (self->opportunities, "loading");
  au_loader_load_async (au_session_get_loader (self->session), request, G_PRIORITY_DEFAULT,
                        self->cancellable, opportunities_cb, create_weak_ref (self));
}

static void
retry_cb (AuAccountPage *self)
{
  load_opportunities (self);
}

static void
logo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AuAccountPage) self = take_weak_ref (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = au_logo_store_load_finish (AU_LOGO_STORE (object), result,
                                                              &error);

  if (self == NULL)
    return;
  if (texture != NULL)
    adw_avatar_set_custom_image (self->logo, GDK_PAINTABLE (texture));
  else
    g_debug ("%s", error->message);
}

static void
au_account_page_dispose (GObject *object)
{
  AuAccountPage *self = AU_ACCOUNT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_ACCOUNT_PAGE);
  g_clear_object (&self->account);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_account_page_parent_class)->dispose (object);
}

static void
au_account_page_finalize (GObject *object)
{
  AuAccountPage *self = AU_ACCOUNT_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_account_page_parent_class)->finalize (object);
}

static void
au_account_page_class_init (AuAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = au_account_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, logo);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, id);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, facts);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, subscriptions);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, opportunities);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, message);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, retry);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, table);
  gtk_widget_class_bind_template_child (widget_class, AuAccountPage, receipt);
  gtk_widget_class_bind_template_callback (widget_class, subscription_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
au_account_page_init (AuAccountPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  au_opportunity_columns_add (self->table);
}

/**
 * au_account_page_new:
 * @session: what the window is about, with a source and its list of subscriptions
 * @account: a row of the query `accounts_search`
 *
 * Returns: (transfer floating): the page, which loads what it shows
 */
AdwNavigationPage *
au_account_page_new (AuSession *session,
                     AuRow     *account)
{
  const char *name = au_row_get_string (account, "account_name");
  const char *logo = au_row_get_string (account, "logo_url");
  AuAccountPage *self = g_object_new (AU_TYPE_ACCOUNT_PAGE,
                                      "title", *name != '\0' ? name : _("Account"), NULL);

  self->session = g_object_ref (session);
  self->account = g_object_ref (account);
  adw_avatar_set_text (self->logo, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->id, au_row_get_string (account, "account_id"));
  add_facts (self);
  add_subscriptions (self);
  show_receipt (self, NULL);
  load_opportunities (self);
  if (*logo != '\0')
    au_logo_store_load_async (au_logo_store_get_default (), logo, self->cancellable, logo_cb,
                              create_weak_ref (self));
  return ADW_NAVIGATION_PAGE (self);
}
