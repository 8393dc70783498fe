/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "soak-hands.h"

#include <gdk/x11/gdkx.h>
#include <gio/gio.h>
#include <string.h>

struct _SoakHands
{
  GSubprocess *process;
  GOutputStream *orders;
  GDataInputStream *answers;
};

SoakHands *
soak_hands_new (void)
{
  SoakHands *self = g_new0 (SoakHands, 1);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "xdotool", "-", NULL);
  g_assert_no_error (error);
  self->orders = g_subprocess_get_stdin_pipe (self->process);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

void
soak_hands_free (SoakHands *self)
{
  g_output_stream_close (self->orders, NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->answers);
  g_object_unref (self->process);
  g_free (self);
}

/* xdotool does one line after the other; that the last of these was answered tells that all are
 * done. */
G_GNUC_PRINTF (2, 3)
static void
order (SoakHands  *self,
       const char *format,
       ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (text, format, list);
  va_end (list);
  g_string_append (text, "\ngetmouselocation\n");
  g_output_stream_write_all (self->orders, text->str, text->len, NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  g_assert_no_error (error);
  if (answer == NULL)
    g_error ("xdotool has ended after “%s”.", text->str);
}

static gulong
get_xid (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (surface == NULL || !gdk_surface_get_mapped (surface))
    return 0;
  /* Deprecated with nothing in its place. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  return gdk_x11_surface_get_xid (surface);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* No window manager gives anything the focus. */
void
soak_hands_press (SoakHands  *self,
                  GtkWindow  *window,
                  const char *keys)
{
  gulong xid = get_xid (window);

  if (xid != 0)
    order (self, "windowfocus %lu\nkey %s", xid, keys);
}

void
soak_hands_type (SoakHands  *self,
                 GtkWindow  *window,
                 const char *text)
{
  gulong xid = get_xid (window);

  if (xid != 0)
    order (self, "windowfocus %lu\ntype \"%s\"", xid, text);
}

/* In fractions of the widget's size. */
void
soak_hands_point (SoakHands *self,
                  GtkWidget *widget,
                  double     x,
                  double     y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_rect_t bounds;
  double left, top;

  if (native == NULL || !GTK_IS_WINDOW (native) || get_xid (GTK_WINDOW (native)) == 0 ||
      !gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds))
    return;
  gtk_native_get_surface_transform (native, &left, &top);
  order (self, "mousemove --window %lu %d %d", get_xid (GTK_WINDOW (native)),
         MAX (0, (int) (left + bounds.origin.x + x * bounds.size.width)),
         MAX (0, (int) (top + bounds.origin.y + y * bounds.size.height)));
}

void
soak_hands_click (SoakHands *self,
                  GtkWidget *widget,
                  int        button)
{
  soak_hands_point (self, widget, 0.5, 0.5);
  order (self, "click %d", button);
}

static void
collect (GtkWidget  *widget,
         const char *type,
         GPtrArray  *found)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget))
    return;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* (transfer container): those that are on the screen and can be used */
GPtrArray *
soak_find_widgets (GtkWidget  *root,
                   const char *type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}
