/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-clock.h"
#include "au-sign-in.h"
#include "au-standin.h"
#include "au-views.h"
#include "au-window-private.h"
#include "browser.h"

/* The real window on the real source, against a workspace that behaves as it is told. */

static AdwApplication *application;
static AuStandin *standin;

static AuWindow *
open_window (const char *view)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  static const char *const ids[] = { "a0XSAMPLE000001", NULL };
  g_autoptr (AuSession) session = au_session_new (settings, "databricks");
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  au_window_set_view (window, view);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static gboolean
nothing_open (gpointer unused)
{
  return au_standin_get_counter (standin, AU_STANDIN_OPEN) == 0;
}

static void
close_alone (AuWindow *window)
{
  gpointer alive = window;
  gpointer source = au_session_get_source (window->session);

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  g_object_add_weak_pointer (G_OBJECT (source), &source);
  gtk_window_close (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &alive);
  au_test_wait_for (is_gone, &source);
}

static void
close_window (AuWindow *window)
{
  close_alone (window);
  /* The next test has seen nothing yet. */
  g_assert_true (au_cache_clear_folder (NULL));
  au_standin_clear_faults (standin);
  /* What nobody waits for any more is cancelled on the server too. */
  au_test_wait_for (nothing_open, NULL);
}

static void
set_fault (const char *fault)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (au_standin_set_fault (standin, fault, &error));
  g_assert_no_error (error);
}

static const char *
card_state (AuWindow   *window,
            const char *view)
{
  au_window_set_view (window, view);
  au_test_wait_for (au_window_is_settled, window);
  return au_chart_card_get_state (au_dashboard_get_card (window->dashboard));
}

static gboolean
is_ready (AuWindow *window)
{
  return au_session_get_state (window->session) != AU_SESSION_LOADING;
}

static void
test_skeleton (void)
{
  AuWindow *window;

  set_fault ("running:mau:8");
  window = open_window ("mau");
  au_test_wait_for (is_ready, window);
  g_assert_no_error (au_session_get_error (window->session));
  g_assert_cmpstr (au_chart_card_get_state (au_dashboard_get_card (window->dashboard)), ==, "loading");
  g_assert_cmpstr (card_state (window, "model-spend"), ==, "chart");
  close_window (window);
}

static void
test_one_of_eight (void)
{
  AuWindow *window;

  set_fault ("table-permission:model_spend");
  window = open_window ("model-spend");
  g_assert_cmpstr (card_state (window, "model-spend"), ==, "failed");
  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  /* That one opens as a table. */
  g_assert_cmpstr (card_state (window, "top-users"), ==, "table");
  {
    AuChartCard *card;
    AuChartLoad *load;
    g_autofree char *details = NULL;

    au_window_set_view (window, "model-spend");
    card = au_dashboard_get_card (window->dashboard);
    load = au_chart_card_get_load (card);
    g_assert_false (au_sign_in_helps (load->error));
    details = au_chart_load_dup_details (load, au_chart_card_get_chart (card),
                                         au_session_get_source (window->session));
    g_assert_nonnull (strstr (details, "INSUFFICIENT_PERMISSIONS"));
    g_assert_null (strstr (details, au_standin_get_token (standin)));
  }
  close_window (window);
}

static gboolean
says_starting (AuWindow *window)
{
  const char *status = au_session_get_status (window->session);

  return status != NULL && strstr (status, "Starting warehouse") != NULL;
}

static void
test_starting_warehouse (void)
{
  AuWindow *window;

  set_fault ("warehouse-starting:4");
  window = open_window ("mau");
  au_test_wait_for (says_starting, window);
  g_assert_cmpstr (adw_status_page_get_title (window->loading), ==,
                   au_session_get_status (window->session));
  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  g_assert_null (au_session_get_status (window->session));
  close_window (window);
}

static void
test_signed_out (void)
{
  AuWindow *window = open_window ("mau");
  AuChartLoad *load;

  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  au_test_wait_for (au_dashboard_is_complete, window->dashboard);
  set_fault ("invalid-token@any");
  au_session_refresh (window->session);
  g_assert_cmpstr (card_state (window, "mau"), ==, "failed");
  load = au_chart_card_get_load (au_dashboard_get_card (window->dashboard));
  g_assert_true (au_sign_in_helps (load->error));

  /* Signed in again, the same window goes on. */
  au_standin_clear_faults (standin);
  au_session_refresh (window->session);
  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  close_window (window);
}

static gboolean
has_open (gpointer unused)
{
  return au_standin_get_counter (standin, AU_STANDIN_OPEN) > 0;
}

static void
test_switching_cancels (void)
{
  AuWindow *window = open_window ("mau");
  guint cancels;

  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  au_test_wait_for (au_dashboard_is_complete, window->dashboard);
  cancels = au_standin_get_counter (standin, AU_STANDIN_CANCELS);

  set_fault ("running:mau:400");
  au_session_select (window->session,
                     au_session_find_subscription (window->session, "a0XSAMPLE000003"));
  au_test_wait_for (has_open, NULL);
  au_standin_clear_faults (standin);
  au_session_select (window->session,
                     au_session_find_subscription (window->session, "a0XSAMPLE000005"));
  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  au_test_wait_for (nothing_open, NULL);
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_CANCELS), >, cancels);
  close_window (window);
}

static gboolean
is_open (AuWindow *window)
{
  return au_session_get_state (window->session) == AU_SESSION_READY;
}

static gboolean
shows_chart (AuWindow *window)
{
  AuChartCard *card = au_dashboard_get_card (window->dashboard);

  return g_strcmp0 (au_chart_card_get_state (card), "chart") == 0;
}

/* With the browser, and with no keyring to help: at the start, and again when the sign-in ends
 * while a statement runs. Each time everything goes on by itself. */
static void
test_sign_in (void)
{
  AuWindow *window;
  AuChartLoad *load;

  g_unsetenv ("DATABRICKS_TOKEN");
  g_setenv ("DATABRICKS_AUTH_TYPE", "external-browser", TRUE);
  window = open_window ("mau");
  au_test_wait_for (is_ready, window);
  g_assert_true (au_sign_in_helps (au_session_get_error (window->session)));
  g_assert_true (gtk_widget_get_visible (window->failed_sign_in));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", NULL);
  au_test_wait_for (is_open, window);
  g_assert_cmpstr (card_state (window, "mau"), ==, "chart");
  au_test_wait_for (au_dashboard_is_complete, window->dashboard);

  set_fault ("running:mau:100000");
  set_fault ("refresh-revoked");
  au_session_refresh (window->session);
  au_test_wait_for (has_open, NULL);
  au_standin_expire_tokens (standin);
  g_assert_cmpstr (card_state (window, "mau"), ==, "failed");
  load = au_chart_card_get_load (au_dashboard_get_card (window->dashboard));
  g_assert_true (au_sign_in_helps (load->error));

  au_standin_clear_faults (standin);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", NULL);
  au_test_wait_for (shows_chart, window);
  g_assert_cmpstr (card_state (window, "model-spend"), ==, "chart");
  close_window (window);
  g_unsetenv ("DATABRICKS_AUTH_TYPE");
  g_setenv ("DATABRICKS_TOKEN", au_standin_get_token (standin), TRUE);
}

static gboolean
has_all (gpointer window)
{
  return au_window_is_settled (window) &&
         au_dashboard_is_complete (((AuWindow *) window)->dashboard);
}

static gboolean
shows_something (gpointer window)
{
  AuChartCard *card = au_dashboard_get_card (((AuWindow *) window)->dashboard);

  return g_str_equal (au_chart_card_get_state (card), "chart");
}

/* All that was seen once opens again without a network, and says how old it is. */
static void
test_offline (void)
{
  AuWindow *window = open_window ("mau");
  gint64 before;

  au_test_wait_for (has_all, window);
  g_assert_false (au_cached_source_is_offline (au_session_get_kept (window->session)));
  g_assert_false (adw_banner_get_revealed (window->banner));
  close_alone (window);
  g_clear_pointer (&standin, au_standin_free);

  before = g_get_monotonic_time ();
  window = open_window ("mau");
  au_test_wait_for (shows_something, window);
  g_test_message ("the first chart from the cache: %" G_GINT64_FORMAT " ms",
                  (g_get_monotonic_time () - before) / 1000);
  /* Long before it is known that nobody answers. */
  g_assert_cmpint (g_get_monotonic_time () - before, <, 2 * G_USEC_PER_SEC);

  au_test_wait_for (has_all, window);
  g_assert_true (au_cached_source_is_offline (au_session_get_kept (window->session)));
  g_assert_true (adw_banner_get_revealed (window->banner));
  g_assert_nonnull (strstr (adw_banner_get_title (window->banner), "cannot be reached"));
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      AuChartLoad *load;
      AuResult *result;

      au_window_set_view (window, au_view_get (i)->name);
      load = au_chart_card_get_load (au_dashboard_get_card (window->dashboard));
      g_assert_cmpint (au_figure_get_status (load->figure), ==, AU_FIGURE_READY);
      result = g_ptr_array_index (load->results, 0);
      g_assert_true (au_result_get_provenance (result)->from_cache);
    }
  close_alone (window);
  g_assert_true (au_cache_clear_folder (NULL));
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
  AuStandinOptions options = { .warehouse_start_ms = 3000 };
  g_autoptr (GError) error = NULL;
  char *home;
  int status;

  if (argc == 3 && g_str_equal (argv[1], BROWSER_OPTION))
    return browser_run (argv[2]);
  home = browser_install ();
  /* No keyring. */
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/dev/null/none", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  standin = au_standin_new (&options);
  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);
  g_setenv ("DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  g_setenv ("DATABRICKS_TOKEN", au_standin_get_token (standin), TRUE);
  g_setenv ("DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  g_assert_true (au_cache_clear_folder (NULL));
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/databricks/skeleton", test_skeleton);
  g_test_add_func ("/ui/databricks/one-of-eight", test_one_of_eight);
  g_test_add_func ("/ui/databricks/starting-warehouse", test_starting_warehouse);
  g_test_add_func ("/ui/databricks/signed-out", test_signed_out);
  g_test_add_func ("/ui/databricks/switching-cancels", test_switching_cancels);
  g_test_add_func ("/ui/databricks/sign-in", test_sign_in);
  /* Last: it stops the workspace. */
  g_test_add_func ("/ui/databricks/offline", test_offline);
  status = g_test_run ();
  g_clear_object (&application);
  g_clear_pointer (&standin, au_standin_free);
  browser_remove (home);
  return status;
}
