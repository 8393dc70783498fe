/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-window-private.h"

#include <locale.h>

#define FIRST "a0XSAMPLE000001"
#define SECOND "a0XSAMPLE000002"

static AdwApplication *application;

static AuWindow *
open_window (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");
  static const char *const ids[] = { FIRST, NULL };
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  au_window_set_view (window, "top-users");
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  return window;
}

static AdwDialog *
get_dialog (AuWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static gboolean
has_dialog (gpointer window)
{
  return get_dialog (window) != NULL && gtk_widget_get_mapped (GTK_WIDGET (get_dialog (window)));
}

static gboolean
has_no_dialog (gpointer window)
{
  return get_dialog (window) == NULL;
}

static void
assert_shows (AuWindow   *window,
              const char *id)
{
  AuSelection *selection = au_session_get_selection (au_window_get_session (window));

  g_assert_cmpuint (au_selection_get_n_items (selection), ==, 1);
  g_assert_cmpstr (au_selection_get_ids (selection)[0], ==, id);
}

static AdwAlertDialog *
wait_for_dialog (AuWindow *window)
{
  au_test_wait_for (has_dialog, window);
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (window)));
  return ADW_ALERT_DIALOG (get_dialog (window));
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

typedef struct
{
  AuWindow *window;
  const char *label;
} Choice;

static gboolean
can_choose (gpointer data)
{
  Choice *choice = data;

  return find_button (GTK_WIDGET (get_dialog (choice->window)), choice->label) != NULL;
}

/* Presses the button as a person does, once it is there. */
static void
close_dialog (AuWindow   *window,
              const char *label)
{
  Choice choice = { window, label };

  au_test_wait_for (can_choose, &choice);
  gtk_widget_activate (find_button (GTK_WIDGET (get_dialog (window)), label));
  au_test_wait_for (has_no_dialog, window);
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

/* It is asked first, by the customer's name, and until then all stays as it was. */
static void
test_asks (void)
{
  AuWindow *window = open_window ();
  AdwAlertDialog *dialog;

  au_test_wait_for (au_window_is_settled, window);
  au_window_offer_link (window, "anyusage:subscription/" SECOND "?view=mau");
  dialog = wait_for_dialog (window);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), SECOND));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "MAU"));
  assert_shows (window, FIRST);
  g_assert_cmpstr (au_window_get_view (window), ==, "top-users");

  close_dialog (window, "_Cancel");
  assert_shows (window, FIRST);
  g_assert_cmpstr (au_window_get_view (window), ==, "top-users");

  au_window_offer_link (window, "anyusage:subscription/" SECOND "?view=mau");
  wait_for_dialog (window);
  close_dialog (window, "_Open");
  assert_shows (window, SECOND);
  g_assert_cmpstr (au_window_get_view (window), ==, "mau");
  close_window (window);
}

/* A link that starts the app waits until there is a list to find the customer's name in. */
static void
test_before_list (void)
{
  AuWindow *window = open_window ();

  au_window_offer_link (window, "anyusage:subscription/" SECOND);
  g_assert_null (get_dialog (window));
  wait_for_dialog (window);
  assert_shows (window, FIRST);
  close_dialog (window, "_Open");
  assert_shows (window, SECOND);
  close_window (window);
}

static void
assert_refused (AuWindow   *window,
                const char *link,
                const char *part)
{
  AdwAlertDialog *dialog;

  au_window_offer_link (window, link);
  dialog = wait_for_dialog (window);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), part));
  close_dialog (window, "_Close");
  assert_shows (window, FIRST);
}

static void
test_refused (void)
{
  AuWindow *window = open_window ();

  au_test_wait_for (au_window_is_settled, window);
  assert_refused (window, "anyusage:subscription/<b>no</b>", "not one that Anyusage makes");
  assert_refused (window, "anyusage:subscription/a0X999999999999", "a0X999999999999");
  assert_refused (window, "anyusage:subscription/a0X999999999999?source=databricks", "databricks");
  assert_refused (window, "anyusage:subscription/" SECOND ",a0X999999999999", "a0X999999999999");
  /* A view that does not exist opens the customer all the same. */
  au_window_offer_link (window, "anyusage:subscription/" SECOND "?view=no-such-view");
  wait_for_dialog (window);
  close_dialog (window, "_Open");
  assert_shows (window, SECOND);
  g_assert_cmpstr (au_window_get_view (window), ==, "top-users");
  close_window (window);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
test_copy (void)
{
  AuWindow *window = open_window ();
  g_autofree char *text = NULL;

  au_test_wait_for (au_window_is_settled, window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-link", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, text_cb,
                                 &text);
  au_test_wait_for (is_set, &text);
  g_assert_cmpstr (text, ==, "anyusage:subscription/" FIRST "?view=top-users&source=sample");
  close_window (window);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (au_ui_get_resource ());
  application = ADW_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_func ("/ui/link/asks", test_asks);
  g_test_add_func ("/ui/link/before-list", test_before_list);
  g_test_add_func ("/ui/link/refused", test_refused);
  g_test_add_func ("/ui/link/copy", test_copy);
  return g_test_run ();
}
