/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-screenshot.h"
#include "au-picker-popover.h"
#include "au-window-private.h"

#include <gio/gio.h>

/* Frames to wait once everything has come, so that sizes and textures are those of the end. */
#define QUIET_FRAMES 6

/* And for what an action opens to have slid in and loaded. */
#define ACTION_FRAMES 90

typedef struct
{
  AuWindow *window;
  char *path;
  char *action; /* (nullable) */
  gboolean pick;
  char *type; /* (nullable) */
  int hover;
  gboolean connected;
  gboolean prepared;
  guint quiet;
} Shot;

static void
shot_free (gpointer data)
{
  Shot *shot = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (shot->window));

  if (clock != NULL)
    g_signal_handlers_disconnect_by_data (clock, shot);
  g_free (shot->path);
  g_free (shot->action);
  g_free (shot->type);
  g_free (shot);
}

/* The window and, over it, the popover of the picker, which has a surface of its own. */
static GdkTexture *
render (Shot *shot)
{
  GtkWidget *widget = GTK_WIDGET (shot->window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  if (au_subscription_picker_is_open (shot->window->picker))
    {
      GtkWidget *popover = GTK_WIDGET (au_subscription_picker_get_popover (shot->window->picker));
      g_autoptr (GdkPaintable) over = gtk_widget_paintable_new (popover);
      GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (popover));
      double x, y, window_x, window_y;

      gtk_native_get_surface_transform (GTK_NATIVE (popover), &x, &y);
      gtk_native_get_surface_transform (GTK_NATIVE (widget), &window_x, &window_y);
      x += gdk_popup_get_position_x (GDK_POPUP (surface)) - window_x;
      y += gdk_popup_get_position_y (GDK_POPUP (surface)) - window_y;
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      gdk_paintable_snapshot (over, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (popover),
                              gtk_widget_get_height (popover));
    }
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static void
write_picture (Shot *shot)
{
  g_autoptr (GdkTexture) texture = render (shot);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (shot->path);
  g_autoptr (GError) error = NULL;

  bytes = gdk_texture_save_to_png_bytes (texture);
  if (!g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    g_printerr ("anyusage: %s\n", error->message);
  g_application_quit (g_application_get_default ());
}

/* Right after a frame the window has a render node that is whole. */
static void
after_paint_cb (GdkFrameClock *clock,
                Shot          *shot)
{
  if (!au_window_is_settled (shot->window))
    {
      shot->quiet = 0;
      return;
    }
  if (!shot->prepared)
    {
      shot->prepared = TRUE;
      shot->quiet = 0;
      if (shot->pick || shot->type != NULL)
        au_subscription_picker_open (shot->window->picker);
      if (shot->type != NULL)
        {
          GtkPopover *popover = au_subscription_picker_get_popover (shot->window->picker);

          au_picker_popover_type (AU_PICKER_POPOVER (popover), shot->type);
        }
      if (shot->hover >= 0)
        au_dashboard_hover (shot->window->dashboard, shot->hover);
      if (shot->action != NULL)
        {
          g_autofree char *name = NULL;
          g_autoptr (GVariant) target = NULL;

          if (g_action_parse_detailed_name (shot->action, &name, &target, NULL))
            gtk_widget_activate_action_variant (GTK_WIDGET (shot->window), name, target);
        }
      return;
    }
  /* A list that is typed opens a dialog, as a pasted one does. */
  if (++shot->quiet == (shot->action != NULL || shot->type != NULL ? ACTION_FRAMES : QUIET_FRAMES))
    write_picture (shot);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Shot *shot = user_data;

  if (!shot->connected)
    {
      g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), shot);
      shot->connected = TRUE;
    }
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/**
 * au_screenshot_take:
 * @window: the window
 * @path: where to
 * @pick: whether the picker is to be open
 * @action: (nullable): the detailed name of an action of the window that is to be activated
 * @type: (nullable): what is to be typed into the picker, which opens for it
 * @hover: the category that the pointer is to be over, -1 for none
 *
 * Waits until everything that shows has come, writes a PNG of the window and quits the app.
 */
void
au_screenshot_take (AuWindow   *window,
                    const char *path,
                    const char *action,
                    gboolean    pick,
                    const char *type,
                    int         hover)
{
  Shot *shot = g_new0 (Shot, 1);

  shot->window = window;
  shot->path = g_strdup (path);
  shot->action = g_strdup (action);
  shot->pick = pick;
  shot->type = g_strdup (type);
  shot->hover = hover;
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, shot, shot_free);
}
