/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-account-page.h"
#include "au-accounts-dialog.h"
#include "au-announce.h"
#include "au-ui-resources.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  GtkWindow *window;
  AuSession *session;
  AdwDialog *dialog;
} Fixture;

static gboolean
is_ready (gpointer session)
{
  return au_session_get_state (session) != AU_SESSION_LOADING;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  fixture->session = au_session_new (settings, "sample");
  au_session_open (fixture->session);
  au_test_wait_for (is_ready, fixture->session);
  fixture->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (fixture->window, 900, 700);
  gtk_window_present (fixture->window);
  fixture->dialog = au_accounts_dialog_new (fixture->session);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
}

static gboolean
is_closed (gpointer dialog)
{
  return *(gpointer *) dialog == NULL;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer alive = fixture->dialog;
  gpointer session = fixture->session;

  if (fixture->dialog != NULL)
    g_object_add_weak_pointer (G_OBJECT (fixture->dialog), &alive);
  gtk_window_destroy (fixture->window);
  au_test_wait_for (is_closed, &alive);
  g_object_add_weak_pointer (G_OBJECT (session), &session);
  g_object_unref (fixture->session);
  au_test_wait_for (is_closed, &session);
}

/* The first widget of the type in the tree below that is visible, in order. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      found = find (child, type);
  return found;
}

static const char *
get_title (GtkWidget *row)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
}

static gboolean
has_account (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = find (GTK_WIDGET (fixture->dialog), ADW_TYPE_ACTION_ROW);

  return row != NULL && g_str_equal (get_title (row), "Halden Freight");
}

static gboolean
has_page (gpointer data)
{
  Fixture *fixture = data;

  return find (GTK_WIDGET (fixture->dialog), AU_TYPE_ACCOUNT_PAGE) != NULL;
}

static gboolean
has_table (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = find (GTK_WIDGET (fixture->dialog), AU_TYPE_ACCOUNT_PAGE);
  GtkWidget *view = page != NULL ? find (page, GTK_TYPE_COLUMN_VIEW) : NULL;

  return view != NULL && gtk_column_view_get_model (GTK_COLUMN_VIEW (view)) != NULL;
}

static gboolean
has_entry (gpointer data)
{
  Fixture *fixture = data;

  return find (GTK_WIDGET (fixture->dialog), GTK_TYPE_SEARCH_ENTRY) != NULL;
}

static void
type (Fixture    *fixture,
      const char *text)
{
  au_test_wait_for (has_entry, fixture);
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (fixture->dialog), GTK_TYPE_SEARCH_ENTRY)),
                         text);
}

/* From a name to an account, and from there to what the window shows. */
static void
test_walk (Fixture      *fixture,
           gconstpointer data)
{
  gpointer dialog = fixture->dialog;
  GtkWidget *page, *view, *list;
  GtkSelectionModel *model;
  AuRow *row;
  AuSelection *selection;

  type (fixture, "hald");
  au_test_wait_for (has_account, fixture);
  g_assert_cmpstr (au_announce_get_last (), ==, "1 account");
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->dialog), GTK_TYPE_SEARCH_ENTRY), "activate");
  au_test_wait_for (has_page, fixture);
  au_test_wait_for (has_table, fixture);
  page = find (GTK_WIDGET (fixture->dialog), AU_TYPE_ACCOUNT_PAGE);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                   "Halden Freight");

  /* By amount, the largest first; an amount compares as a number and not as text. */
  view = find (page, GTK_TYPE_COLUMN_VIEW);
  model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 7);
  {
    g_autoptr (GtkColumnViewColumn) amount =
      g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)), 5);

    g_assert_cmpstr (gtk_column_view_column_get_title (amount), ==, "Amount (USD)");
    gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), amount, GTK_SORT_DESCENDING);
  }
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (au_row_get_string (row, "amount_usd"), ==, "240000.00");
  g_object_unref (row);
  row = g_list_model_get_item (G_LIST_MODEL (model), 6);
  g_assert_cmpstr (au_row_get_string (row, "amount_usd"), ==, "6000.00");
  g_object_unref (row);

  list = find (page, GTK_TYPE_LIST_BOX);
  g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)));
  au_test_wait_for (is_closed, &dialog);
  fixture->dialog = NULL;
  selection = au_session_get_selection (fixture->session);
  g_assert_cmpstr (au_selection_get_ids (selection)[0], ==, "a0XSAMPLE000001");
}

static gboolean
has_no_row (gpointer data)
{
  Fixture *fixture = data;

  return find (GTK_WIDGET (fixture->dialog), ADW_TYPE_STATUS_PAGE) != NULL;
}

/* What is typed is text and nothing else. */
static void
test_odd_texts (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const texts[] = {
    "no such account", "%", "_", "'; DROP TABLE x; --", "<b>", "\xd7\xa9\xd7\x9c",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      type (fixture, "hald");
      au_test_wait_for (has_account, fixture);
      type (fixture, texts[i]);
      au_test_wait_for (has_no_row, fixture);
    }
}

/* The answer to what was typed last counts, however fast the hand is. */
static void
test_fast_typing (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const texts[] = { "", "a", "ha", "hal", "xyz", "north" };

  for (int round = 0; round < 40; round++)
    {
      au_accounts_dialog_search (AU_ACCOUNTS_DIALOG (fixture->dialog),
                                 texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], NULL);
      for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
        g_main_context_iteration (NULL, FALSE);
    }
  au_accounts_dialog_search (AU_ACCOUNTS_DIALOG (fixture->dialog), "hald", NULL);
  au_test_wait_for (has_account, fixture);
  for (int n = 0; n < 200; n++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_assert_true (has_account (fixture));
      g_usleep (500);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (au_ui_get_resource ());
  g_test_add ("/ui/accounts/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/ui/accounts/odd-texts", Fixture, NULL, set_up, test_odd_texts, tear_down);
  g_test_add ("/ui/accounts/fast-typing", Fixture, NULL, set_up, test_fast_typing, tear_down);
  return g_test_run ();
}
