/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-report-export.h"
#include "au-chart-load.h"
#include "au-clock.h"
#include "au-report.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* After what the window itself waits for. */
#define PRIORITY_REPORT G_PRIORITY_LOW

/**
 * Job:
 * @selection: (owned): what the report is about
 * @file: (owned): where to
 * @bar: (owned) (nullable): shows how far it is
 * @charts: (owned) (element-type AuChart): all charts
 * @loads: (owned) (element-type AuChartLoad): what came of each
 * @results: rows of the cards
 * @errors: or why there are none
 * @summary: (owned) (nullable): the cards
 * @pending: how many answers are still to come
 * @total: how many there are in all
 * @n_failed: charts that failed
 * @drawn: pages that are drawn, set by the thread
 * @tick: reads it while the thread draws
 */
typedef struct
{
  AuSelection *selection;
  GFile *file;
  GtkProgressBar *bar;
  GPtrArray *charts;
  GPtrArray *loads;
  AuResult *results[AU_SUMMARY_N_QUERIES];
  GError *errors[AU_SUMMARY_N_QUERIES];
  AuSummary *summary;
  guint pending;
  guint total;
  guint n_failed;
  int drawn;
  guint tick;
} Job;

typedef struct
{
  GTask *task;
  guint index;
} Part;

static void
load_free (gpointer data)
{
  if (data != NULL)
    au_chart_load_free (data);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    {
      g_clear_pointer (&job->results[i], au_result_unref);
      g_clear_error (&job->errors[i]);
    }
  g_clear_handle_id (&job->tick, g_source_remove);
  g_clear_pointer (&job->summary, au_summary_free);
  g_ptr_array_unref (job->charts);
  g_ptr_array_unref (job->loads);
  g_object_unref (job->selection);
  g_clear_object (&job->bar);
  g_object_unref (job->file);
  g_free (job);
}

/* Loading is the first half, drawing the other. */
static void
show_progress (Job *job)
{
  double loaded = job->total > 0 ? 1.0 - (double) job->pending / job->total : 0.0;
  double drawn = (double) g_atomic_int_get (&job->drawn) / (job->charts->len + 1);

  if (job->bar != NULL)
    gtk_progress_bar_set_fraction (job->bar, CLAMP (0.5 * loaded + 0.5 * drawn, 0.0, 1.0));
}

static gboolean
tick_cb (gpointer data)
{
  show_progress (data);
  return G_SOURCE_CONTINUE;
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
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_clear_handle_id (&job->tick, g_source_remove);
  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Written beside the place and then moved there: a failure leaves what was there as it was. */
  g_file_replace_contents_bytes_async (job->file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, cancellable, written_cb,
                                       g_steal_pointer (&task));
}

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  Job *job = user_data;

  g_atomic_int_set (&job->drawn, (int) done);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (AuReport) report = NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  GError *error = NULL;
  GBytes *bytes;

  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    if (job->results[i] != NULL)
      g_ptr_array_add (results, job->results[i]);
  report = au_report_new (job->selection, job->summary, (AuResult *const *) results->pdata,
                          results->len, au_clock_now ());
  au_report_set_rtl (report, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < job->charts->len; i++)
    {
      AuChartLoad *load = g_ptr_array_index (job->loads, i);
      AuChart *chart = g_ptr_array_index (job->charts, i);
      g_autoptr (AuFigure) figure = au_chart_load_build_alone (load, chart, FALSE);

      au_report_add_chart (report, figure, (AuResult *const *) load->results->pdata,
                           load->results->len);
    }

  bytes = au_report_draw (report, progress_cb, job, cancellable, &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/* Draws once all is there. */
static void
answer (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  AuSummaryInput inputs[AU_SUMMARY_N_QUERIES];
  g_autoptr (GTask) drawing = NULL;

  job->pending--;
  show_progress (job);
  if (job->pending > 0 || g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    inputs[i] = (AuSummaryInput) { job->results[i], job->errors[i] }
  ;
  job->summary = au_summary_build (&((AuChartLoad *) g_ptr_array_index (job->loads, 0))->context,
                                   inputs);
  for (guint i = 0; i < job->loads->len; i++)
    if (au_figure_get_status (((AuChartLoad *) g_ptr_array_index (job->loads, i))->figure)
        == AU_FIGURE_FAILED)
      job->n_failed++;

  job->tick = g_timeout_add (50, tick_cb, job);
  drawing = g_task_new (NULL, g_task_get_cancellable (task), drawn_cb, g_object_ref (task));
  g_task_set_source_tag (drawing, answer);
  g_task_set_task_data (drawing, job, NULL);
  g_task_run_in_thread (drawing, draw_thread);
}

static void
chart_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (GTask) task = part->task;
  Job *job = g_task_get_task_data (task);

  g_ptr_array_index (job->loads, part->index) = au_chart_load_finish (result, NULL);
  answer (task);
}

static void
rows_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (GTask) task = part->task;
  Job *job = g_task_get_task_data (task);

  job->results[part->index] = au_loader_load_finish (AU_LOADER (object), result,
                                                     &job->errors[part->index]);
  answer (task);
}

static Part *
part_new (GTask *task,
          guint  index)
{
  Part *part = g_new0 (Part, 1);

  part->task = g_object_ref (task);
  part->index = index;
  return part;
}

static void
start (GTask     *task,
       AuSession *session)
{
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  requests = au_summary_create_requests (au_session_get_catalog (session), job->selection, &error);
  if (requests == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  job->total = job->pending = job->charts->len + requests->len;
  for (guint i = 0; i < job->charts->len; i++)
    au_chart_load_async (g_ptr_array_index (job->charts, i), session, PRIORITY_REPORT, cancellable,
                         chart_cb, part_new (task, i));
  for (guint i = 0; i < requests->len; i++)
    au_loader_load_async (au_session_get_loader (session), g_ptr_array_index (requests, i),
                          PRIORITY_REPORT, cancellable, rows_cb, part_new (task, i));
}

/**
 * au_report_export_async:
 * @session: what the report is about
 * @file: where to; what is there is replaced
 * @bar: (nullable): shows how far it is
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written, or was not
 * @user_data: for @callback
 *
 * Loads all charts and the cards, draws them as one document and writes it. Where it is cancelled
 * nothing is left.
 */
void
au_report_export_async (AuSession          *session,
                        GFile              *file,
                        GtkProgressBar     *bar,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *const *names = au_chart_get_names ();
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, au_report_export_async);
  job->selection = g_object_ref (au_session_get_selection (session));
  job->file = g_object_ref (file);
  g_set_object (&job->bar, bar);
  job->charts = g_ptr_array_new_with_free_func (g_object_unref);
  job->loads = g_ptr_array_new_with_free_func (load_free);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (job->charts, au_chart_new (names[i], NULL));
  g_ptr_array_set_size (job->loads, (int) job->charts->len);
  g_task_set_task_data (task, job, job_free);
  start (task, session);
}

/**
 * Ask:
 * @window: (owned): the window to ask in
 * @session: (owned): what the report is about
 * @dialog: (owned) (nullable): shows how far it is
 * @cancellable: (owned): cancelled with that of the window or by a person
 */
typedef struct
{
  GtkWindow *window;
  AuSession *session;
  AdwDialog *dialog;
  GCancellable *cancellable;
  guint n_failed;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->window);
  g_object_unref (ask->session);
  g_clear_object (&ask->dialog);
  g_object_unref (ask->cancellable);
  g_free (ask);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GFile *file = au_report_export_finish (result, &ask->n_failed, &error);

  adw_dialog_force_close (ask->dialog);
  if (file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, file, g_object_unref);
}

static void
window_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);
  GtkWidget *bar;

  if (file == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  ask->dialog = g_object_ref_sink (adw_alert_dialog_new (_("Making the Report"), NULL));
  bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Progress"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (ask->dialog), bar);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (ask->dialog), "cancel", _("_Cancel"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (ask->dialog), "cancel");
  g_signal_connect_object (ask->dialog, "response", G_CALLBACK (g_cancellable_cancel),
                           ask->cancellable, G_CONNECT_SWAPPED);
  adw_dialog_present (ask->dialog, GTK_WIDGET (ask->window));
  au_report_export_async (ask->session, file, GTK_PROGRESS_BAR (bar), ask->cancellable, done_cb,
                          g_steal_pointer (&task));
}

/**
 * au_report_export_ask_async:
 * @window: the window to ask in
 * @session: what the report is about
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written, or was not
 * @user_data: for @callback
 *
 * Asks where to, then makes the report behind a dialog that shows how far it is and lets a person
 * give up.
 */
void
au_report_export_ask_async (GtkWindow          *window,
                            AuSession          *session,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = au_chart_name_file (au_session_get_selection (session), "report",
                                              au_clock_today (), "pdf");
  Ask *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, au_report_export_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  ask->window = g_object_ref (window);
  ask->session = g_object_ref (session);
  ask->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (window_cancelled_cb),
                           g_object_ref (ask->cancellable), g_object_unref);
  g_task_set_task_data (task, ask, ask_free);

  gtk_file_filter_set_name (filter, _("PDF Documents"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Export Report"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_save (dialog, window, cancellable, chosen_cb, g_steal_pointer (&task));
}

/**
 * au_report_export_finish:
 * @result: a result
 * @n_failed: (out): how many charts failed; their pages say why
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the file written, or %NULL with an error; nothing partial is left then
 */
GFile *
au_report_export_finish (GAsyncResult  *result,
                         guint         *n_failed,
                         GError       **error)
{
  GTask *task = G_TASK (result);
  gpointer data = g_task_get_task_data (task);

  *n_failed = g_task_get_source_tag (task) == au_report_export_async
              ? ((const Job *) data)->n_failed : ((const Ask *) data)->n_failed;
  return g_task_propagate_pointer (task, error);
}
