/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-load.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-source-error.h"

/**
 * Job:
 * @chart: (owned): what is to be shown
 * @load: (owned): what has come so far
 * @pending: how many answers are still to come
 */
typedef struct
{
  AuChart *chart;
  AuChartLoad *load;
  guint pending;
} Job;

typedef struct
{
  GTask *task;
  guint index;
} Part;

static void
result_free (gpointer data)
{
  if (data != NULL)
    au_result_unref (data);
}

static void
error_free (gpointer data)
{
  if (data != NULL)
    g_error_free (data);
}

void
au_chart_load_free (AuChartLoad *self)
{
  g_clear_object (&self->context.selection);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_pointer (&self->figure, au_figure_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
load_free (gpointer data)
{
  au_chart_load_free (data);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->chart);
  g_clear_pointer (&job->load, au_chart_load_free);
  g_free (job);
}

static void
finish (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  AuChartLoad *load = job->load;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (load->error == NULL)
    load->figure = au_chart_build (job->chart, &load->context,
                                   (AuResult *const *) load->results->pdata,
                                   (GError *const *) load->errors->pdata, load->results->len);
  else
    load->figure = au_chart_build_failed (job->chart, &load->context, load->error);

  if (au_figure_get_status (load->figure) == AU_FIGURE_FAILED)
    for (guint i = 0; i < load->errors->len && load->error == NULL; i++)
      if (g_ptr_array_index (load->errors, i) != NULL)
        load->error = g_error_copy (g_ptr_array_index (load->errors, i));
  g_task_return_pointer (task, g_steal_pointer (&job->load), load_free);
}

static void
take_part (Part     *part,
           AuResult *rows,
           GError   *error)
{
  g_autoptr (GTask) task = part->task;
  Job *job = g_task_get_task_data (task);

  g_ptr_array_index (job->load->results, part->index) = rows;
  g_ptr_array_index (job->load->errors, part->index) = error;
  g_free (part);
  if (--job->pending == 0)
    finish (task);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Part *part = user_data;
  AuCachedSource *source = AU_CACHED_SOURCE (object);
  GError *error = NULL;
  AuResult *rows = au_cached_source_peek_finish (source, result, &error);

  if (rows == NULL && error == NULL)
    error = g_error_new_literal (AU_ERROR, AU_ERROR_NOT_FOUND, "These rows are not kept.");
  take_part (part, rows, error);
}

static void
part_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  AuResult *rows = au_loader_load_finish (AU_LOADER (object), result, &error);

  take_part (user_data, rows, error);
}

static void
start (AuChart            *chart,
       AuSession          *session,
       gboolean            kept,
       int                 priority,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  AuChartLoad *load = g_new0 (AuChartLoad, 1);
  g_autoptr (GPtrArray) requests = NULL;

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  job->chart = g_object_ref (chart);
  job->load = load;
  load->context.selection = g_object_ref (au_session_get_selection (session));
  load->context.format = au_format_get_default ();
  load->context.options = *au_session_get_options (session);
  load->context.now = au_clock_now ();
  load->results = g_ptr_array_new_with_free_func (result_free);
  load->errors = g_ptr_array_new_with_free_func (error_free);

  requests = au_chart_create_requests (chart, au_session_get_catalog (session),
                                       load->context.selection,
                                       &load->context.options, &load->error);
  if (requests == NULL)
    {
      finish (task);
      return;
    }

  g_ptr_array_set_size (load->results, (int) requests->len);
  g_ptr_array_set_size (load->errors, (int) requests->len);
  job->pending = requests->len;
  for (guint i = 0; i < requests->len; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->task = g_object_ref (task);
      part->index = i;
      if (kept)
        au_cached_source_peek_async (au_session_get_kept (session),
                                     g_ptr_array_index (requests, i), cancellable, kept_cb, part);
      else
        au_loader_load_async (au_session_get_loader (session), g_ptr_array_index (requests, i),
                              priority, cancellable, part_cb, part);
    }
}

/**
 * au_chart_load_async:
 * @chart: a chart
 * @session: what it is about
 * @priority: as GLib counts: the smaller, the sooner
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all answers are there, good or bad
 * @user_data: for @callback
 *
 * Asks the session's loader for all that @chart needs and builds its figure, which says itself
 * where
 * something failed.
 */
void
au_chart_load_async (AuChart            *chart,
                     AuSession          *session,
                     int                 priority,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  start (chart, session, FALSE, priority, cancellable, callback, user_data);
}

/**
 * au_chart_load_kept_async:
 * @chart: a chart
 * @session: what it is about, with a source whose results are kept
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the cache was looked at, some milliseconds later
 * @user_data: for @callback
 *
 * Builds the figure of what was kept on this computer, asking nobody. au_chart_load_finish() gives
 * it.
 */
void
au_chart_load_kept_async (AuChart            *chart,
                          AuSession          *session,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  start (chart, session, TRUE, G_PRIORITY_DEFAULT, cancellable, callback, user_data);
}

/**
 * au_chart_load_is_whole:
 *
 * Returns: whether a result came for every request
 */
gboolean
au_chart_load_is_whole (AuChartLoad *self)
{
  for (guint i = 0; i < self->results->len; i++)
    if (g_ptr_array_index (self->results, i) == NULL)
      return FALSE;
  return self->results->len > 0;
}

/**
 * au_chart_load_finish:
 *
 * Returns: (transfer full): what came, or %NULL with %G_IO_ERROR_CANCELLED
 */
AuChartLoad *
au_chart_load_finish (GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * au_chart_load_dup_results:
 *
 * Returns: (transfer container) (element-type AuResult): the results that came, without those that
 *   did not
 */
GPtrArray *
au_chart_load_dup_results (AuChartLoad *self)
{
  GPtrArray *results = g_ptr_array_new ();

  for (guint i = 0; i < self->results->len; i++)
    if (g_ptr_array_index (self->results, i) != NULL)
      g_ptr_array_add (results, g_ptr_array_index (self->results, i));
  return results;
}

/**
 * au_chart_load_build_alone:
 * @self: what a chart's requests came to
 * @chart: the chart
 * @forecast: whether what is expected is drawn, where the chart can tell it
 *
 * Returns: (transfer full): the figure once more, for a picture that has no window around it and so
 *   has to say itself whom it is about
 */
AuFigure *
au_chart_load_build_alone (AuChartLoad *self,
                           AuChart     *chart,
                           gboolean     forecast)
{
  AuChartContext context = self->context;

  context.stands_alone = TRUE;
  context.options.include_forecast = forecast;
  if (self->results->len == 0)
    return au_chart_build_failed (chart, &context, self->error);
  return au_chart_build (chart, &context, (AuResult *const *) self->results->pdata,
                         (GError *const *) self->errors->pdata, self->results->len);
}

/**
 * au_chart_load_dup_details:
 * @self: a load that failed
 * @chart: its chart
 * @source: (nullable): what was asked
 *
 * Returns: (transfer full): a few lines to send to whoever looks after the source
 */
char *
au_chart_load_dup_details (AuChartLoad *self,
                           AuChart     *chart,
                           AuSource    *source)
{
  g_autofree char *time = au_format_timestamp (self->context.now);
  g_autofree char *report = self->error != NULL ? au_source_error_dup_report (self->error) : NULL;

  return g_strdup_printf ("Anyusage %s\n%s: %s\n%s\n%s\n", PACKAGE_VERSION,
                          source != NULL ? au_source_get_name (source) : "-",
                          au_chart_get_name (chart), time,
                          report != NULL ? report : "-");
}
