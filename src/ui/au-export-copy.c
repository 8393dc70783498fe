/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-export.h"
#include "au-clock.h"

/* A slide, at twice the pixels so that it is sharp on any screen. */
static const AuImage slide = { .format = AU_IMAGE_PNG, .width = 1600, .height = 900, .scale = 2 };

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GdkClipboard *clipboard = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = au_export_draw_finish (result, &error);
  g_autoptr (GdkContentProvider) content = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  content = gdk_content_provider_new_for_bytes ("image/png", bytes);
  gdk_clipboard_set_content (clipboard, content);
  g_task_return_boolean (task, TRUE);
}

/**
 * au_export_copy_image:
 * @self: what is copied
 * @clipboard: where to
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Puts the picture on the clipboard: light, as a slide, at twice the pixels.
 */
void
au_export_copy_image (AuExport           *self,
                      GdkClipboard       *clipboard,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = g_task_new (clipboard, cancellable, callback, user_data);
  AuExportOptions options = { .image = slide };

  g_task_set_source_tag (task, au_export_copy_image);
  options.image.rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  options.image.created = au_clock_now ();
  au_export_draw_async (self, &options, cancellable, drawn_cb, task);
}

/**
 * au_export_copy_image_finish:
 *
 * Returns: whether it is on the clipboard
 */
gboolean
au_export_copy_image_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
