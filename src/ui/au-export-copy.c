/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-export.h"
#include "au-clock.h"
#include "au-figure-grid.h"

#include <string.h>

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

static void
append_cell (GString    *out,
             const char *element,
             gboolean    is_number,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "<%s%s>%s</%s>", element, is_number ? " align=\"right\"" : "",
                          escaped, element);
}

static char *
create_html (AuFigureGrid *grid)
{
  guint n_columns = au_figure_grid_get_n_columns (grid);
  GString *out = g_string_new ("<meta charset=\"utf-8\"><table><thead><tr>");

  for (guint i = 0; i < n_columns; i++)
    append_cell (out, "th", au_figure_grid_is_number (grid, i), au_figure_grid_get_title (grid, i));
  g_string_append (out, "</tr></thead><tbody>");
  for (guint row = 0; row < au_figure_grid_get_n_rows (grid); row++)
    {
      g_string_append (out, "<tr>");
      for (guint i = 0; i < n_columns; i++)
        append_cell (out, "td", au_figure_grid_is_number (grid, i),
                     au_figure_grid_get_text (grid, row, i));
      g_string_append (out, "</tr>");
    }
  g_string_append (out, "</tbody></table>");
  return g_string_free_and_steal (out);
}

/**
 * au_export_copy_table:
 * @figure: a sealed figure
 * @clipboard: where to
 *
 * Puts the rows of the table beside the chart on the clipboard: as text with exact values for
 * spreadsheets, as HTML with those that people read for documents. As in that table, and in a CSV
 * file, none are left out: hiding is for a picture, which says so in itself, and rows cannot.
 */
void
au_export_copy_table (AuFigure     *figure,
                      GdkClipboard *clipboard)
{
  g_autoptr (AuFigureGrid) grid = au_figure_grid_new (figure);
  guint n_rows = au_figure_grid_get_n_rows (grid);
  g_autofree guint *rows = g_new (guint, n_rows + 1);
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider *providers[2];

  for (guint i = 0; i < n_rows; i++)
    rows[i] = i;
  text = au_figure_grid_create_text (grid, rows, n_rows);
  html = create_html (grid);
  bytes = g_bytes_new (html, strlen (html));
  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  providers[1] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  content = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (clipboard, content);
}
