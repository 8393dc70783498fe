/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-export.h"
#include "au-clock.h"
#include "au-plot-render.h"
#include "au-receipt.h"

#include <glib/gi18n.h>

/* A slide, at twice the pixels so that it is sharp on any screen. */
#define SLIDE_WIDTH 1600
#define SLIDE_HEIGHT 900
#define SLIDE_SCALE 2

/**
 * Export:
 * @figure: (owned): what is drawn
 * @footer_start: (owned): about whom, read when
 * @footer_end: (owned): by which queries
 * @file: (owned) (nullable): where to
 * @bytes: (owned) (nullable): the picture
 */
typedef struct
{
  AuFigure *figure;
  char *footer_start;
  char *footer_end;
  GFile *file;
  GBytes *bytes;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_pointer (&export->figure, au_figure_unref);
  g_free (export->footer_start);
  g_free (export->footer_end);
  g_clear_object (&export->file);
  g_clear_pointer (&export->bytes, g_bytes_unref);
  g_free (export);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_object_ref (object), g_object_unref);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  export->bytes = g_task_propagate_pointer (G_TASK (result), &error);
  if (export->bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Written beside the place and then moved there: a failure leaves what was there as it was. */
  g_file_replace_contents_bytes_async (export->file, export->bytes, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, cancellable, written_cb,
                                       g_steal_pointer (&task));
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Export *export = data;
  AuPlotSlide slide = { export->footer_start, export->footer_end };
  AuPlotStyle style;
  GError *error = NULL;
  GBytes *bytes;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  bytes = au_plot_render_png (export->figure, SLIDE_WIDTH, SLIDE_HEIGHT, SLIDE_SCALE, &style,
                              &slide, &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
draw_and_write (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GTask) drawing = g_task_new (NULL, g_task_get_cancellable (task), drawn_cb,
                                          g_object_ref (task));

  g_task_set_source_tag (drawing, draw_and_write);
  g_task_set_task_data (drawing, export, NULL);
  g_task_run_in_thread (drawing, draw_thread);
}

static GTask *
create_task (AuChart            *chart,
             AuChartLoad        *load,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);
  g_autoptr (GPtrArray) results = au_chart_load_dup_results (load);
  AuResult *const *rows = (AuResult *const *) results->pdata;

  g_task_set_source_tag (task, au_export_async);
  export->figure = au_chart_load_build_alone (load, chart);
  export->footer_start = au_receipt_create_slide_start (load->context.selection, rows,
                                                        results->len);
  export->footer_end = au_receipt_create_slide_end (rows, results->len);
  g_task_set_task_data (task, export, export_free);
  return task;
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  export->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);
  if (export->file == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  draw_and_write (task);
}

/**
 * au_export_async:
 * @window: the window to ask in
 * @chart: the chart
 * @load: what it shows and what is behind it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written, or was not
 * @user_data: for @callback
 *
 * Asks where to and writes a PNG picture, light, 1600×900 at twice the pixels.
 */
void
au_export_async (GtkWindow          *window,
                 AuChart            *chart,
                 AuChartLoad        *load,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  g_autoptr (GTask) task = create_task (chart, load, cancellable, callback, user_data);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = au_chart_create_file_name (chart, load->context.selection,
                                                     au_clock_today (), "png");

  gtk_file_filter_set_name (filter, _("PNG Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Export Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_save (dialog, window, cancellable, chosen_cb, g_steal_pointer (&task));
}

/**
 * au_export_to_file_async:
 * @file: where to; what is there is replaced
 *
 * The same as au_export_async() without asking.
 */
void
au_export_to_file_async (GFile              *file,
                         AuChart            *chart,
                         AuChartLoad        *load,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = create_task (chart, load, cancellable, callback, user_data);
  Export *export = g_task_get_task_data (task);

  export->file = g_object_ref (file);
  draw_and_write (task);
}

/**
 * au_export_finish:
 *
 * Returns: (transfer full): the file written, or %NULL with an error; nothing partial is left then
 */
GFile *
au_export_finish (GAsyncResult *result,
                  GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
