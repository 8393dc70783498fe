/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-window.h"
#include "au-application.h"
#include "au-clock.h"
#include "au-memory.h"
#include "au-test.h"
#include "au-ui-resources.h"

static AdwApplication *application;

static void
activate_cb (GApplication *app,
             gpointer      user_data)
{
}

/**
 * au_bench_window_init:
 *
 * What au_application_main() does before there is a window.
 */
void
au_bench_window_init (void)
{
  g_autoptr (GError) error = NULL;

  au_memory_init ();
  if (!au_clock_init (&error))
    g_error ("%s", error->message);
  au_application_prefer_plain_drawing ();
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
}

static gboolean
is_drawn (gpointer data)
{
  return *(gboolean *) data;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *drawn)
{
  *drawn = TRUE;
}

/**
 * au_bench_draw:
 * @widget: a widget that is shown
 *
 * Draws it anew, with everything that waits to be drawn, and returns once that is done.
 */
void
au_bench_draw (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), &drawn);

  gtk_widget_queue_draw (widget);
  au_test_wait_for (is_drawn, &drawn);
  g_signal_handler_disconnect (clock, handler);
}

void
au_bench_window_draw (AuWindow *window)
{
  au_bench_draw (GTK_WIDGET (window));
}

gboolean
au_bench_window_is_done (gpointer window)
{
  return au_window_is_settled (window) && au_dashboard_is_complete (AU_WINDOW (window)->dashboard);
}

void
au_bench_window_settle (AuWindow *window)
{
  au_test_wait_for (au_bench_window_is_done, window);
  for (int i = 0; i < 20; i++)
    au_bench_window_draw (window);
}

/**
 * au_bench_window_new:
 * @subscription: (nullable): an id
 * @view: (nullable): a view's name
 *
 * Returns: (transfer none): a window that is not shown yet and has no data
 */
AuWindow *
au_bench_window_new (const char *subscription,
                     const char *view)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");
  const char *ids[] = { subscription, NULL };
  AuWindow *window;

  if (subscription != NULL && !au_session_select_ids (session, ids, NULL))
    g_error ("%s is no id.", subscription);
  window = au_window_new (application, session);
  if (view != NULL)
    au_window_set_view (window, view);
  return window;
}

void
au_bench_window_open (AuWindow *window)
{
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (au_window_get_session (window));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
au_bench_window_close (AuWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_close (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &alive);
}
