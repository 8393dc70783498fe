/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-clock.h"
#include "au-picker-popover.h"
#include "au-window-private.h"

/* The picker's list as it is seen: what it shows of itself, how many rows it has. */

typedef struct
{
  AuWindow *window;
  AuPickerPopover *popover;
  AuPickerModel *model;
  GtkListView *list;
  GListModel *rows;
  GtkAdjustment *adjustment;
  const char *text;
  guint n;
} Picker;

static AdwApplication *application;

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static gboolean
is_placed (gpointer data)
{
  return gtk_widget_get_height (data) > 0;
}

static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

static gboolean
are_enough (gpointer data)
{
  return *(guint *) data > 4;
}

/* Until the list is where it stays. */
static void
wait_for_frames (Picker *picker)
{
  guint n = 0;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (picker->list), count_frame_cb, &n, NULL);

  au_test_wait_for (are_enough, &n);
  gtk_widget_remove_tick_callback (GTK_WIDGET (picker->list), tick);
}

static void
open_picker (Picker *picker)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");

  picker->window = au_window_new (application, session);
  gtk_window_present (GTK_WINDOW (picker->window));
  au_session_open (session);
  au_test_wait_for (au_window_is_settled, picker->window);
  g_assert_no_error (au_session_get_error (session));
  picker->popover =
    AU_PICKER_POPOVER (au_subscription_picker_get_popover (picker->window->picker));
  picker->model = au_picker_popover_get_model (picker->popover);
  picker->list = GTK_LIST_VIEW (find_list (GTK_WIDGET (picker->popover)));
  picker->rows = G_LIST_MODEL (gtk_list_view_get_model (picker->list));
  picker->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (picker->list));
  /* Otherwise it would take the pointer, which tests that run at the same time want as well. */
  gtk_popover_set_autohide (GTK_POPOVER (picker->popover), FALSE);
  au_subscription_picker_open (picker->window->picker);
  au_test_wait_for (is_placed, picker->list);
  wait_for_frames (picker);
}

static gboolean
is_listed (gpointer data)
{
  Picker *picker = data;

  return g_strcmp0 (au_picker_model_get_text (picker->model), picker->text) == 0 &&
         !au_picker_model_is_searching (picker->model);
}

static void
type (Picker     *picker,
      const char *text)
{
  picker->text = text;
  au_picker_popover_type (picker->popover, text);
  au_test_wait_for (is_listed, picker);
  wait_for_frames (picker);
}

static gboolean
has_more_rows (gpointer data)
{
  Picker *picker = data;

  return g_list_model_get_n_items (picker->rows) > picker->n;
}

static void
scroll_down (Picker *picker)
{
  picker->n = g_list_model_get_n_items (picker->rows);
  gtk_list_view_scroll_to (picker->list, picker->n - 1, GTK_LIST_SCROLL_NONE, NULL);
  au_test_wait_for (has_more_rows, picker);
}

static void
test_scroll (void)
{
  Picker picker;

  /* As many as fit, and whoever scrolls on finds more. */
  open_picker (&picker);
  g_assert_cmpuint (g_list_model_get_n_items (picker.rows), <, 50);
  for (guint i = 0; i < 4; i++)
    scroll_down (&picker);
  g_assert_cmpuint (g_list_model_get_n_items (picker.rows), >, 150);
  gtk_window_destroy (GTK_WINDOW (picker.window));
}

static void
assert_at_top (Picker *picker)
{
  /* With the header above the first row, and with no more rows than one sees at once. */
  g_assert_cmpfloat (gtk_adjustment_get_value (picker->adjustment), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (picker->rows), <, 20);
}

static void
test_typing (void)
{
  static const char *const typed[] = {
    "h", "ha", "hal", "e", "en", "ent", "s", "sh", "zzzz", "hf", "h", "retail ent", "e", "en", "",
  };
  Picker picker;

  /* Rows come, go and move, and the beginning of the list stays in sight. */
  open_picker (&picker);
  assert_at_top (&picker);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        type (&picker, typed[i]);
        assert_at_top (&picker);
      }
  /* Also where the person had scrolled. */
  scroll_down (&picker);
  type (&picker, "en");
  assert_at_top (&picker);
  /* And then scrolling counts again. */
  scroll_down (&picker);
  g_assert_cmpfloat (gtk_adjustment_get_value (picker.adjustment), >, 0);
  gtk_window_destroy (GTK_WINDOW (picker.window));
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

  g_test_add_func ("/ui/picker-popover/scroll", test_scroll);
  g_test_add_func ("/ui/picker-popover/typing", test_typing);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
