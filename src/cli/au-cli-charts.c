/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-description.h"
#include "au-cli-charts.h"
#include "au-cli-say.h"
#include "au-clock.h"
#include "au-receipt.h"

#include <glib/gi18n.h>

static void
chart_free (gpointer data)
{
  AuCliChart *self = data;

  for (guint i = 0; i < self->n_results; i++)
    {
      g_clear_pointer (&self->results[i], au_result_unref);
      g_clear_error (&self->errors[i]);
    }
  g_free (self->results);
  g_free (self->errors);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->figure, au_figure_unref);
  g_clear_object (&self->chart);
  g_free (self);
}

static AuChartContext
make_context (AuSelection          *selection,
              const AuChartOptions *options)
{
  return (AuChartContext) {
           .selection = selection,
           .format = au_format_get_default (),
           .options = options != NULL ? *options : AU_CHART_OPTIONS_EXPORT,
           .now = au_clock_now (),
           .stands_alone = TRUE,
  };
}

/* Adds the requests of a new chart to @requests. */
static AuCliChart *
chart_new (const char      *name,
           AuQueryCatalog  *catalog,
           AuSelection     *selection,
           GPtrArray       *requests,
           GError         **error)
{
  AuCliChart *self;
  AuChart *chart = au_chart_new (name, error);
  g_autoptr (GPtrArray) own = NULL;

  if (chart == NULL)
    return NULL;
  self = g_new0 (AuCliChart, 1);
  self->chart = chart;
  own = au_chart_create_requests (chart, catalog, selection, NULL, &self->refusal);
  if (own != NULL)
    {
      self->n_results = own->len;
      self->results = g_new0 (AuResult *, own->len);
      self->errors = g_new0 (GError *, own->len);
      g_ptr_array_extend_and_steal (requests, g_steal_pointer (&own));
    }
  return self;
}

/* Takes what came of the chart's requests, which begin at @first. */
static void
chart_take (AuCliChart  *self,
            GPtrArray   *outcomes,
            guint        first,
            AuSelection *selection,
            const AuChartOptions *options)
{
  const AuChartContext context = make_context (selection, options);

  for (guint i = 0; i < self->n_results; i++)
    {
      AuCliOutcome *outcome = g_ptr_array_index (outcomes, first + i);

      self->results[i] = g_steal_pointer (&outcome->result);
      self->errors[i] = g_steal_pointer (&outcome->error);
    }
  if (self->refusal != NULL)
    self->figure = au_chart_build_failed (self->chart, &context, self->refusal);
  else
    self->figure = au_chart_build (self->chart, &context, self->results, self->errors,
                                   self->n_results);
}

static AuSummary *
build_summary (GPtrArray   *outcomes,
               guint        first,
               AuSelection *selection)
{
  const AuChartContext context = make_context (selection, NULL);
  AuSummaryInput inputs[AU_SUMMARY_N_QUERIES];

  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    {
      AuCliOutcome *outcome = g_ptr_array_index (outcomes, first + i);

      inputs[i] = (AuSummaryInput) { outcome->result, outcome->error };
    }
  return au_summary_build (&context, inputs);
}

/**
 * au_cli_charts_load:
 * @session: a session
 * @selection: what the charts are about
 * @names: (array zero-terminated=1): charts
 * @options: (nullable): what to ask for, %NULL for what exports have unless somebody chose
 * otherwise
 * @summary: (out) (optional): the summary cards; they are loaded only where this is given
 * @error: return location for a #GError
 *
 * Asks for the rows of all charts at the same time. A query that fails is its chart's matter and no
 * error here.
 *
 * Returns: (transfer full) (element-type AuCliChart): the charts in the order of @names, or %NULL
 *   with an error of au_chart_new() or au_summary_create_requests()
 */
GPtrArray *
au_cli_charts_load (AuCliSession       *session,
                    AuSelection        *selection,
                    const char *const  *names,
                    const AuChartOptions *options,
                    AuSummary         **summary,
                    GError            **error)
{
  AuQueryCatalog *catalog = au_cli_session_get_catalog (session);
  g_autoptr (GPtrArray) charts = g_ptr_array_new_with_free_func (chart_free);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  guint first = 0;
  guint n_chart_requests;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);
  for (guint i = 0; names[i] != NULL; i++)
    {
      AuCliChart *chart = chart_new (names[i], catalog, selection, requests, error);

      if (chart == NULL)
        return NULL;
      g_ptr_array_add (charts, chart);
    }
  n_chart_requests = requests->len;
  if (summary != NULL)
    {
      GPtrArray *own = au_summary_create_requests (catalog, selection, error);

      if (own == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (requests, own);
    }

  outcomes = au_cli_session_load_all (session, requests);
  if (summary != NULL)
    *summary = build_summary (outcomes, n_chart_requests, selection);
  for (guint i = 0; i < charts->len; i++)
    {
      AuCliChart *chart = g_ptr_array_index (charts, i);

      chart_take (chart, outcomes, first, selection, options);
      first += chart->n_results;
    }
  return g_steal_pointer (&charts);
}

/**
 * au_cli_chart_get_error:
 *
 * Returns: (transfer none) (nullable): why there is nothing to draw; %NULL where there is, be it
 *   only that no row came back
 */
const GError *
au_cli_chart_get_error (const AuCliChart *self)
{
  if (au_figure_get_status (self->figure) != AU_FIGURE_FAILED)
    return NULL;
  if (self->refusal != NULL)
    return self->refusal;
  for (guint i = 0; i < self->n_results; i++)
    {
      if (self->errors[i] != NULL)
        return self->errors[i];
    }
  return NULL;
}

/**
 * au_cli_chart_get_main:
 *
 * Returns: (transfer none) (nullable): the rows behind the chart; %NULL where nothing was asked
 */
AuResult *
au_cli_chart_get_main (const AuCliChart *self)
{
  return self->n_results > 0 ? self->results[0] : NULL;
}

static guint
count_results (const AuCliChart *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_results; i++)
    n += self->results[i] != NULL ? 1 : 0;
  return n;
}

/**
 * au_cli_chart_render:
 * @self: a chart
 * @selection: what it is about
 * @picture: how to draw it
 * @error: return location for a #GError
 *
 * Draws the chart with its title, its window and its receipt, and puts the record into the file.
 *
 * Returns: (transfer full): a file, or %NULL with an error of au_image_render()
 */
GBytes *
au_cli_chart_render (const AuCliChart  *self,
                     AuSelection       *selection,
                     const AuImage   *picture,
                     GError           **error)
{
  g_autofree char *description = au_chart_create_description (self->figure);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autoptr (GBytes) drawn = NULL;
  AuPlotSlide slide = { NULL, NULL };

  if (count_results (self) > 0)
    {
      start = au_receipt_create_slide_start (selection, self->results, self->n_results);
      end = au_receipt_create_slide_end (self->results, self->n_results);
      slide = (AuPlotSlide) { start, end };
    }
  drawn = au_image_render (picture, self->figure, &slide, description, error);
  if (drawn == NULL)
    return NULL;
  return au_receipt_attach_record (drawn, picture, au_chart_get_name (self->chart), selection,
                                   self->results, self->n_results, error);
}

/**
 * au_cli_chart_tell:
 *
 * Tells on standard error what is true of a chart that was written all the same: rows that the
 * source held back, and queries that it did without.
 */
void
au_cli_chart_tell (const AuCliChart *self)
{
  const char *const *queries = au_chart_get_queries (self->chart);

  for (guint i = 0; i < self->n_results; i++)
    {
      if (self->results[i] == NULL && self->errors[i] != NULL)
        {
          au_cli_say (
            /* Translators: name of a chart, name of a query, a sentence that says why. */
            _("%s: written without the rows of %s: %s"), au_chart_get_name (self->chart), queries[i],
            self->errors[i]->message);
        }
      else if (self->results[i] != NULL &&
               au_result_get_provenance (self->results[i])->truncated)
        {
          guint n = au_table_get_n_rows (au_result_get_table (self->results[i]));

          au_cli_say (
            /* Translators: name of a chart, number of rows. */
            ngettext ("%s: the source returned only the first %u row; more exist.",
                      "%s: the source returned only the first %u rows; more exist.", n),
            au_chart_get_name (self->chart), n);
        }
    }
}
