/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-export.h"
#include "au-chart-description.h"
#include "au-clock.h"
#include "au-normal-form.h"
#include "au-receipt.h"
#include "au-record.h"

#include <glib/gi18n.h>

struct _AuExport
{
  gatomicrefcount ref_count;
  AuChart *chart;      /* (owned) */
  AuSelection *selection; /* (owned) */
  AuFigure *figure;    /* (owned): without what the legend hides */
  AuFigure *expected;  /* (owned) (nullable): the same with its forecast */
  guint n_hidden;      /* series that the legend hides */
  AuResult *main;      /* (owned) (nullable): the rows behind it */
  GPtrArray *results;  /* (owned) (element-type AuResult): all that it draws, for the record */
  char *description;   /* (owned) */
  char *footer_start;  /* (owned): about whom, read when */
  char *footer_end;    /* (owned): by which queries */
};

/**
 * Job:
 * @export: (owned): what is written
 * @options: how
 * @file: (owned) (nullable): where to
 * @written: (owned) (nullable): what was written there
 */
typedef struct
{
  AuExport *export;
  AuExportOptions options;
  GFile *file;
  GBytes *written;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  au_export_unref (job->export);
  g_clear_object (&job->file);
  g_clear_pointer (&job->written, g_bytes_unref);
  g_free (job);
}

static GTask *
create_task (AuExport              *self,
             const AuExportOptions *options,
             GFile                 *file,
             GCancellable          *cancellable,
             GAsyncReadyCallback    callback,
             gpointer               user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->export = au_export_ref (self);
  job->options = *options;
  g_set_object (&job->file, file);
  g_task_set_task_data (task, job, job_free);
  return task;
}

static AuFigure *
build (AuChart     *chart,
       AuChartLoad *load,
       AuChartView *view,
       gboolean     forecast)
{
  g_autoptr (AuFigure) all = au_chart_load_build_alone (load, chart, forecast);
  g_autoptr (GHashTable) hidden = view != NULL ? au_chart_view_find_hidden (view, all) : NULL;

  if (hidden == NULL || g_hash_table_size (hidden) == 0)
    return g_steal_pointer (&all);
  return au_figure_new_without (all, hidden);
}

/**
 * au_export_new:
 * @chart: a chart
 * @load: what it shows and what is behind it
 * @view: (nullable): where it is shown; what its legend hides is left out of pictures, which say so
 *
 * Returns: (transfer full): what is to be exported
 */
AuExport *
au_export_new (AuChart     *chart,
               AuChartLoad *load,
               AuChartView *view)
{
  AuExport *self = g_new0 (AuExport, 1);
  g_autoptr (GPtrArray) results = au_chart_load_dup_results (load);
  AuResult *const *rows = (AuResult *const *) results->pdata;

  g_atomic_ref_count_init (&self->ref_count);
  self->chart = g_object_ref (chart);
  self->selection = g_object_ref (load->context.selection);
  self->n_hidden = view != NULL ? au_chart_view_get_n_hidden (view) : 0;
  self->figure = build (chart, load, view, FALSE);
  self->expected = build (chart, load, view, TRUE);
  if (au_figure_get_forecast_method (self->expected) == NULL)
    g_clear_pointer (&self->expected, au_figure_unref);
  if (load->results->len > 0 && g_ptr_array_index (load->results, 0) != NULL)
    self->main = au_result_ref (g_ptr_array_index (load->results, 0));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) au_result_unref);
  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (self->results, au_result_ref (g_ptr_array_index (results, i)));
  self->description = au_chart_create_description (self->figure);
  self->footer_start = au_receipt_create_slide_start (self->selection, rows, results->len);
  self->footer_end = au_receipt_create_slide_end (rows, results->len);
  return self;
}

AuExport *
au_export_ref (AuExport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
au_export_unref (AuExport *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->chart);
  g_object_unref (self->selection);
  au_figure_unref (self->figure);
  g_clear_pointer (&self->expected, au_figure_unref);
  g_clear_pointer (&self->main, au_result_unref);
  g_ptr_array_unref (self->results);
  g_free (self->description);
  g_free (self->footer_start);
  g_free (self->footer_end);
  g_free (self);
}

/**
 * au_export_get_title:
 *
 * Returns: (transfer none): the chart's title
 */
const char *
au_export_get_title (AuExport *self)
{
  return au_chart_get_title (self->chart);
}

/**
 * au_export_has_forecast:
 *
 * Returns: whether the chart can tell what is expected
 */
gboolean
au_export_has_forecast (AuExport *self)
{
  return self->expected != NULL;
}

/**
 * au_export_get_n_hidden:
 *
 * Returns: how many series are hidden in the window and so left out of the picture
 */
guint
au_export_get_n_hidden (AuExport *self)
{
  return self->n_hidden;
}

/**
 * au_export_options_init:
 * @options: (out caller-allocates): the options
 * @settings: where the last choice is kept
 * @shown_width: width of the chart in the window, in logical pixels
 * @shown_height: its height
 *
 * Takes the last choice.
 */
void
au_export_options_init (AuExportOptions *options,
                        GSettings       *settings,
                        int              shown_width,
                        int              shown_height)
{
  static const int sizes[][2] = { { 1600, 900 }, { 1200, 1200 } };
  g_autofree char *format = g_settings_get_string (settings, "export-format");
  AuExportSize size = (AuExportSize) g_settings_get_enum (settings, "export-size");
  g_autofree char *background = g_settings_get_string (settings, "export-background");

  *options = (AuExportOptions) { .rows = g_str_equal (format, "csv") };
  au_image_format_from_name (format, &options->image.format);
  options->image.width = size == AU_EXPORT_SHOWN ? shown_width : sizes[size][0];
  options->image.height = size == AU_EXPORT_SHOWN ? shown_height : sizes[size][1];
  options->image.width = CLAMP (options->image.width, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE);
  options->image.height = CLAMP (options->image.height, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE);
  options->image.scale = g_settings_get_int (settings, "export-scale");
  options->image.scheme = g_str_equal (background, "dark") ? AU_PLOT_DARK : AU_PLOT_LIGHT;
  options->image.transparent = g_str_equal (background, "transparent");
  options->image.rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  options->image.created = au_clock_now ();
  options->forecast = g_settings_get_boolean (settings, "export-forecast");
  options->provenance = options->rows && g_settings_get_boolean (settings, "export-provenance");
}

static GBytes *
create_rows (AuExport *self)
{
  GString *out = g_string_new (NULL);

  if (self->main != NULL)
    au_normal_form_append_csv (out, au_result_get_table (self->main), TRUE);
  return g_string_free_to_bytes (out);
}

/* The picture with its record inside, as the command line writes it. */
static GBytes *
create_picture (AuExport              *self,
                const AuExportOptions *options,
                GError               **error)
{
  const AuImage *image = &options->image;
  gboolean expected = options->forecast && self->expected != NULL;
  g_autofree char *description = NULL;
  const AuPlotSlide slide = { self->footer_start, self->footer_end };
  g_autoptr (GBytes) drawn = NULL;

  if (expected)
    description = au_chart_create_description (self->expected);
  drawn = au_image_render (image, expected ? self->expected : self->figure, &slide,
                           expected ? description : self->description, error);
  if (drawn == NULL)
    return NULL;
  return au_receipt_attach_record (drawn, image, au_chart_get_name (self->chart), self->selection,
                                   (AuResult *const *) self->results->pdata, self->results->len,
                                   error);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GBytes *bytes;

  bytes = job->options.rows ? create_rows (job->export)
          : create_picture (job->export, &job->options, &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * au_export_draw_async:
 * @self: what is exported
 * @options: how
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is drawn
 * @user_data: for @callback
 *
 * Makes the file in memory, in a thread.
 */
void
au_export_draw_async (AuExport              *self,
                      const AuExportOptions *options,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = create_task (self, options, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_export_draw_async);
  g_task_run_in_thread (task, draw_thread);
}

/**
 * au_export_draw_finish:
 *
 * Returns: (transfer full): the file, or %NULL with an error
 */
GBytes *
au_export_draw_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
record_written_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      g_task_return_pointer (task, g_object_ref (job->file), g_object_unref);
      return;
    }
  /* Translators: the reason follows. */
  g_prefix_error_literal (&error, _("The rows were saved, but not their record beside them: "));
  g_task_return_error (task, g_steal_pointer (&error));
}

/* The rows stay clean: their record is a file of its own, the one that the command line writes. */
static void
write_record (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  AuExport *self = job->export;
  g_autoptr (GFile) folder = g_file_get_parent (job->file);
  g_autofree char *name = g_file_get_basename (job->file);
  g_autofree char *record_name = g_strconcat (name, AU_RECORD_ENDING, NULL);
  g_autoptr (GFile) file = g_file_get_child (folder, record_name);
  g_autoptr (GBytes) bytes = NULL;

  bytes = au_receipt_create_record_file (job->written, au_chart_get_name (self->chart),
                                         self->selection, job->options.image.created, &self->main,
                                         1);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       g_task_get_cancellable (task), record_written_cb,
                                       g_object_ref (task));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (job->options.provenance && job->export->main != NULL)
    write_record (task);
  else
    g_task_return_pointer (task, g_object_ref (object), g_object_unref);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = au_export_draw_finish (result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job->written = g_bytes_ref (bytes);
  /* Written beside the place and then moved there: a failure leaves what was there as it was. */
  g_file_replace_contents_bytes_async (job->file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, cancellable, written_cb,
                                       g_steal_pointer (&task));
}

static void
draw_and_write (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  au_export_draw_async (job->export, &job->options, g_task_get_cancellable (task), drawn_cb,
                        g_object_ref (task));
}

/**
 * au_export_to_file_async:
 * @self: what is exported
 * @options: how
 * @file: where to; what is there is replaced
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written, or was not
 * @user_data: for @callback
 *
 * Draws and writes.
 */
void
au_export_to_file_async (AuExport              *self,
                         const AuExportOptions *options,
                         GFile                 *file,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = create_task (self, options, file, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_export_to_file_async);
  draw_and_write (task);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);
  if (job->file == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  draw_and_write (task);
}

static GListModel *
create_filters (const AuExportOptions *options)
{
  static const struct
  {
    const char *name;
    const char *type;
  } kinds[] = {
    { N_("PNG Pictures"), "image/png" },
    { N_("SVG Pictures"), "image/svg+xml" },
    { N_("PDF Documents"), "application/pdf" },
    { N_("Rows as CSV"), "text/csv" },
  };
  guint kind = options->rows ? G_N_ELEMENTS (kinds) - 1 : options->image.format;
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _(kinds[kind].name));
  gtk_file_filter_add_mime_type (filter, kinds[kind].type);
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

/**
 * au_export_save_async:
 * @self: what is exported
 * @options: how
 * @window: the window to ask in
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written, or was not
 * @user_data: for @callback
 *
 * Asks where to, draws and writes.
 */
void
au_export_save_async (AuExport              *self,
                      const AuExportOptions *options,
                      GtkWindow             *window,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = create_task (self, options, NULL, cancellable, callback, user_data);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = create_filters (options);
  const char *ending = options->rows ? "csv" : au_image_format_get_name (options->image.format);
  g_autofree char *name = au_chart_create_file_name (self->chart, self->selection,
                                                     au_clock_today (), ending);

  g_task_set_source_tag (task, au_export_save_async);
  gtk_file_dialog_set_title (dialog, _("Export Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_save (dialog, window, cancellable, chosen_cb, g_steal_pointer (&task));
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
