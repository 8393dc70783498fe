/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-clock.h"
#include "au-picker-popover.h"
#include "au-picker-row.h"
#include "au-picker-teams.h"
#include "au-window-private.h"

/* Where the window is as narrow as a phone, the picker is within it, and all that is in it. */

#define FINGER 32

typedef struct
{
  const char *path;
  int width;
  int height;
  double text_scale;
  GtkTextDirection direction;
} Room;

typedef struct
{
  AuWindow *window;
  AuPickerPopover *popover;
  AuPickerModel *model;
  const char *text;
} Picker;

static AdwApplication *application;

static const Room rooms[] = {
  { "/ui/picker-room/phone", 360, 800, 1, GTK_TEXT_DIR_LTR },
  { "/ui/picker-room/right-to-left", 360, 800, 1, GTK_TEXT_DIR_RTL },
  { "/ui/picker-room/low", 360, 420, 1, GTK_TEXT_DIR_LTR },
  { "/ui/picker-room/large-text", 480, 900, 2, GTK_TEXT_DIR_LTR },
  { "/ui/picker-room/between", 640, 700, 1, GTK_TEXT_DIR_RTL },
  { "/ui/picker-room/wide", 1100, 800, 1, GTK_TEXT_DIR_LTR },
};

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
  return *(guint *) data > 6;
}

/* Until what changed is where it stays. */
static void
wait_for_frames (GtkWidget *widget)
{
  guint n = 0;
  guint tick = gtk_widget_add_tick_callback (widget, count_frame_cb, &n, NULL);

  au_test_wait_for (are_enough, &n);
  gtk_widget_remove_tick_callback (widget, tick);
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
  wait_for_frames (GTK_WIDGET (picker->popover));
}

/* Headings are a pixel wider than what they stand in, and that is as it should be. */
static gboolean
is_content (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) || GTK_IS_BUTTON (widget) || GTK_IS_IMAGE (widget) ||
         GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget) || AU_IS_PICKER_ROW (widget);
}

static void
assert_within (GtkWidget *widget,
               GtkWidget *whole,
               gboolean   scrolls)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;
  g_assert_true (gtk_widget_compute_bounds (widget, whole, &bounds));
  g_test_message ("%s: %g %g, %g×%g", G_OBJECT_TYPE_NAME (widget), bounds.origin.x, bounds.origin.y,
                  bounds.size.width, bounds.size.height);
  if (is_content (widget))
    {
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (whole));
    }
  /* What is above or below can be scrolled to. */
  if (is_content (widget) && !scrolls)
    {
      g_assert_cmpfloat (bounds.origin.y, >=, 0);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (whole));
    }
  if (GTK_IS_BUTTON (widget))
    {
      g_assert_cmpfloat (bounds.size.width, >=, FINGER);
      g_assert_cmpfloat (bounds.size.height, >=, FINGER);
    }
  if (GTK_IS_LABEL (widget))
    {
      g_test_message ("“%s”", gtk_label_get_text (GTK_LABEL (widget)));
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
    }
  /* The hint in an empty entry may be cut: it says what the field is for, and not what is found. */
  if (GTK_IS_SEARCH_ENTRY (widget))
    return;
  scrolls = scrolls || GTK_IS_SCROLLED_WINDOW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_within (child, whole, scrolls);
}

/* GDK may move what it is given, and knows of the screen alone. */
static void
assert_popover_within (Picker *picker)
{
  GtkWidget *popover = GTK_WIDGET (picker->popover);
  GtkWidget *window = GTK_WIDGET (picker->window);
  GtkWidget *child = gtk_popover_get_child (GTK_POPOVER (popover));
  GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (popover)));
  graphene_rect_t bounds;
  double x, y, window_x, window_y;

  gtk_native_get_surface_transform (GTK_NATIVE (popover), &x, &y);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &window_x, &window_y);
  g_assert_true (gtk_widget_compute_bounds (child, popover, &bounds));
  x += gdk_popup_get_position_x (popup) + bounds.origin.x - window_x;
  y += gdk_popup_get_position_y (popup) + bounds.origin.y - window_y;
  g_assert_cmpfloat (x, >=, 0);
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (x + bounds.size.width, <=, gtk_widget_get_width (window));
  g_assert_cmpfloat (y + bounds.size.height, <=, gtk_widget_get_height (window));
  assert_within (child, child, FALSE);
}

static void
open_picker (Picker     *picker,
             const Room *room)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");

  gtk_widget_set_default_direction (room->direction);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                (int) (96 * 1024 * room->text_scale), NULL);
  picker->window = au_window_new (application, session);
  gtk_window_set_default_size (GTK_WINDOW (picker->window), room->width, room->height);
  gtk_window_present (GTK_WINDOW (picker->window));
  au_session_open (session);
  au_test_wait_for (au_window_is_settled, picker->window);
  g_assert_no_error (au_session_get_error (session));
  picker->popover =
    AU_PICKER_POPOVER (au_subscription_picker_get_popover (picker->window->picker));
  picker->model = au_picker_popover_get_model (picker->popover);
  /* Otherwise it would take the pointer, which tests that run at the same time want as well. */
  gtk_popover_set_autohide (GTK_POPOVER (picker->popover), FALSE);
  au_subscription_picker_open (picker->window->picker);
  wait_for_frames (GTK_WIDGET (picker->popover));
}

static gboolean
has_lines (gpointer dialog)
{
  return !au_picker_teams_is_loading (dialog);
}

static void
test_room (gconstpointer data)
{
  static const char *const texts[] = { "hal", "zolw", "40001", "Tamarind", "no such customer", "" };
  static const char *const ids[] = { "a0XSAMPLE000001", "a0XSAMPLE000002", "a0XSAMPLE000003" };
  const Room *room = data;
  Picker picker;
  AuPickerPicks *picks;
  AdwDialog *dialog;

  open_picker (&picker, room);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (picker.window)), <=, room->width);
  assert_popover_within (&picker);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      type (&picker, texts[i]);
      assert_popover_within (&picker);
    }

  picks = au_picker_model_get_picks (picker.model);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      AuSubscription *subscription = au_session_find_subscription (picker.window->session, ids[i]);

      g_assert_true (au_picker_picks_add (picks, subscription, NULL));
    }
  wait_for_frames (GTK_WIDGET (picker.popover));
  assert_popover_within (&picker);

  /* What a pasted list of ids opens. */
  gtk_popover_popdown (GTK_POPOVER (picker.popover));
  g_signal_emit_by_name (picker.popover, "look-up", "40001 40002 77777 41001 abc 40001", FALSE);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (picker.window));
  g_assert_true (AU_IS_PICKER_TEAMS (dialog));
  au_test_wait_for (has_lines, dialog);
  wait_for_frames (GTK_WIDGET (picker.window));
  assert_within (adw_dialog_get_child (dialog), GTK_WIDGET (picker.window), FALSE);
  adw_dialog_force_close (dialog);
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

  /* A dialog that slides in is below the window at first. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    g_test_add_data_func (rooms[i].path, &rooms[i], test_room);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
