/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a dialog, and that nothing of it stays. */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-clock.h"
#include "au-window-private.h"

static AdwApplication *application;

static AuWindow *
open_window (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");
  const char *ids[] = { "a0XSAMPLE000001", NULL };
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  au_test_wait_for (au_window_is_settled, window);
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
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

static void
pass (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  au_test_wait_for (is_over, &end);
}

static AdwDialog *
open_dialog (AuWindow   *window,
             const char *action)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_nonnull (dialog);
  return dialog;
}

/* Amid the animation with which a dialog goes, the window gets so narrow that dialogs come from
 * below, and wide again. */
static void
test_resized (void)
{
  AuWindow *window = open_window ();

  for (guint i = 0; i < 10; i++)
    {
      gpointer dialog = open_dialog (window, i % 4 < 2 ? "win.shortcuts" : "win.preferences");

      g_object_add_weak_pointer (dialog, &dialog);
      pass (400);
      adw_dialog_close (dialog);
      pass (10 * (i / 2));
      gtk_window_set_default_size (GTK_WINDOW (window), i % 2 == 0 ? 400 : 1000, 800);
      au_test_wait_for (is_gone, &dialog);
    }
  close_window (window);
}

/* At any time of what it reads and of the animations in it. */
static void
test_left (void)
{
  AuWindow *window = open_window ();

  for (guint i = 0; i < 20; i++)
    {
      gpointer dialog = open_dialog (window, "win.account");

      g_object_add_weak_pointer (dialog, &dialog);
      pass (20 * i);
      adw_dialog_close (dialog);
      au_test_wait_for (is_gone, &dialog);
    }
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
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/dialogs/resized", test_resized);
  g_test_add_func ("/ui/dialogs/left", test_left);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
