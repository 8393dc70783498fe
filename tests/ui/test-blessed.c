/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-blessed-preferences.h"
#include "au-clock.h"
#include "au-connection-row.h"
#include "au-preferences.h"
#include "au-standin.h"
#include "au-window-private.h"

#include <string.h>

/* The real window and Preferences on the Blessed API, served by the stand-in. */

static AdwApplication *application;
static AuStandin *standin;
static GSettings *settings;

static AuWindow *
open_window (void)
{
  static const char *const ids[] = { "a0XSAMPLE000001", NULL };
  g_autoptr (AuSession) session = au_session_new (settings, "blessed-api");
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_window (AuWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_close (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &alive);
  au_standin_clear_faults (standin);
}

static gboolean
has_icon (GtkWidget  *widget,
          const char *name)
{
  if (GTK_IS_IMAGE (widget) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), name) == 0)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_icon (child, name))
      return TRUE;
  return FALSE;
}

static AuChartCard *
show_card (AuWindow   *window,
           const char *view)
{
  au_window_set_view (window, view);
  au_test_wait_for (au_window_is_settled, window);
  return au_dashboard_get_card (window->dashboard);
}

/* The first widget of that type below @widget, in the order of the tree. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_by_route (void)
{
  AuWindow *window = open_window ();
  AuChartCard *card = show_card (window, "mau");

  g_assert_cmpstr (au_chart_card_get_state (card), ==, "chart");
  g_assert_true (has_label (GTK_WIDGET (card), "by route · /api/v1/metrics/mau"));
  g_assert_false (has_label (GTK_WIDGET (card), "verified"));
  /* Neither ticked nor warned of. */
  g_assert_true (has_icon (GTK_WIDGET (card), "dialog-information-symbolic"));
  g_assert_false (has_icon (GTK_WIDGET (card), "dialog-warning-symbolic"));
  g_assert_false (has_icon (GTK_WIDGET (card), "object-select-symbolic"));
  close_window (window);
}

static void
test_one_of_eight (void)
{
  g_autoptr (GError) error = NULL;
  AuWindow *window;

  g_assert_true (au_standin_set_fault (standin, "column-missing:model_spend", &error));
  window = open_window ();
  g_assert_cmpstr (au_chart_card_get_state (show_card (window, "model-spend")), ==, "failed");
  g_assert_cmpstr (au_chart_card_get_state (show_card (window, "mau")), ==, "chart");
  close_window (window);
}

static void
apply (GtkWidget  *row,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static gboolean
is_tried (gpointer row)
{
  const char *text = adw_action_row_get_subtitle (row);

  return !g_str_equal (text, "Trying…") && !g_str_equal (text, "Not tried yet");
}

static void
test_preferences (void)
{
  static const char *const bad[] = {
    "https://user:secret@blessed.example.com", "https://blessed.example.com?key=secret",
    "http://blessed.example.com", "ftp://blessed.example.com", "two words",
  };
  AuWindow *window = open_window ();
  AdwDialog *dialog;
  GtkWidget *page, *url, *row;
  g_autofree char *kept = NULL;

  au_test_wait_for (au_window_is_settled, window);
  g_settings_set_string (settings, "source", "blessed-api");
  dialog = au_preferences_new (window->session);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  page = find (GTK_WIDGET (dialog), AU_TYPE_BLESSED_PREFERENCES);
  g_assert_true (gtk_widget_get_visible (page));
  url = find (page, ADW_TYPE_ENTRY_ROW);
  row = find (page, AU_TYPE_CONNECTION_ROW);

  /* The environment's values are named, and the key is not shown. */
  g_assert_true (has_label (page, "BLESSED_API_URL is set and gives the address."));
  g_assert_true (has_label (page, "BLESSED_API_KEY is set and gives the API key."));
  g_assert_false (has_label (page, au_standin_get_api_key (standin)));

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      apply (url, bad[i]);
      g_assert_true (gtk_widget_has_css_class (url, "error"));
      kept = g_settings_get_string (settings, "blessed-api-url");
      g_assert_cmpstr (kept, ==, "");
      g_clear_pointer (&kept, g_free);
    }
  apply (url, " Blessed.Example.com/api/v1/subscriptions ");
  g_assert_false (gtk_widget_has_css_class (url, "error"));
  kept = g_settings_get_string (settings, "blessed-api-url");
  g_assert_cmpstr (kept, ==, "https://blessed.example.com");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (url)), ==, "https://blessed.example.com");

  adw_combo_row_set_selected (ADW_COMBO_ROW (find (page, ADW_TYPE_COMBO_ROW)), 1);
  g_clear_pointer (&kept, g_free);
  kept = g_settings_get_string (settings, "blessed-api-key-header");
  g_assert_cmpstr (kept, ==, "bearer");

  au_connection_row_test (AU_CONNECTION_ROW (row));
  au_test_wait_for (is_tried, row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "took the key"));

  /* What is changed is tried anew. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (page, ADW_TYPE_COMBO_ROW)), 0);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Not tried yet");
  g_assert_true (au_standin_set_fault (standin, "unauthenticated", NULL));
  au_connection_row_test (AU_CONNECTION_ROW (row));
  au_test_wait_for (is_tried, row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "does not accept the API key"));

  adw_dialog_force_close (dialog);
  g_settings_reset (settings, "source");
  g_settings_reset (settings, "blessed-api-url");
  g_settings_reset (settings, "blessed-api-key-header");
  close_window (window);
}

static void
activate_cb (GApplication *app,
             gpointer      user_data)
{
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  standin = au_standin_new (NULL);
  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);
  g_setenv ("BLESSED_API_URL", au_standin_get_uri (standin), TRUE);
  g_setenv ("BLESSED_API_KEY", au_standin_get_api_key (standin), TRUE);
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  settings = g_settings_new (APPLICATION_ID);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/blessed/by-route", test_by_route);
  g_test_add_func ("/ui/blessed/one-of-eight", test_one_of_eight);
  g_test_add_func ("/ui/blessed/preferences", test_preferences);
  status = g_test_run ();
  g_clear_object (&application);
  g_clear_object (&settings);
  g_clear_pointer (&standin, au_standin_free);
  return status;
}
