/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-window.h"
#include "au-bench.h"
#include "au-databricks-source.h"
#include "au-sample-source.h"
#include "au-standin.h"
#include "au-summary.h"
#include "au-test.h"
#include "au-views.h"

#include <math.h>

#define SUBSCRIPTION "a0XSAMPLE000001"
#define FIRST_VIEW "mau"
#define N_ROUNDS 5

/* What one statement may cost beside its own run: so many round trips, and so many ms. */
#define MAX_TRIPS 4
#define MARGIN 100.0

/* What the window asks for: the chart on the screen, then the other views and the summary. */
typedef struct
{
  AuQueryCatalog *catalog;
  GPtrArray *first; /* (element-type AuRequest) */
  GPtrArray *rest;  /* (element-type AuRequest): some more than once, some in @first too */
  GPtrArray *all;   /* (element-type AuRequest): each once */
} Plan;

/* A load of some requests under way. */
typedef struct
{
  guint first_pending;
  guint pending;
  double first_wall;
  double wall;
} Load;

static gboolean
is_ready (gpointer session)
{
  return au_session_get_state (session) != AU_SESSION_LOADING;
}

static void
request_unref (gpointer request)
{
  au_request_unref (request);
}

static void
take_requests (Plan      *plan,
               GPtrArray *into,
               GPtrArray *requests)
{
  for (guint i = 0; i < requests->len; i++)
    {
      AuRequest *request = g_ptr_array_index (requests, i);
      gboolean is_known = FALSE;

      g_ptr_array_add (into, au_request_ref (request));
      for (guint j = 0; j < plan->all->len; j++)
        is_known |= g_str_equal (au_request_get_key (g_ptr_array_index (plan->all, j)),
                                 au_request_get_key (request));
      if (!is_known)
        g_ptr_array_add (plan->all, au_request_ref (request));
    }
}

static void
take_chart (Plan        *plan,
            GPtrArray   *into,
            AuSelection *selection,
            const char  *name)
{
  const AuChartOptions options = AU_CHART_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new (name, &error);
  g_autoptr (GPtrArray) requests =
    au_chart_create_requests (chart, plan->catalog, selection, &options, &error);

  if (requests == NULL)
    g_error ("%s", error->message);
  take_requests (plan, into, requests);
}

static void
plan_init (Plan        *plan,
           AuSelection *selection)
{
  const AuView *first = au_view_get ((guint) au_view_find (FIRST_VIEW));
  g_autoptr (GPtrArray) summary = NULL;
  g_autoptr (GError) error = NULL;

  plan->catalog = au_query_catalog_new (NULL);
  plan->first = g_ptr_array_new_with_free_func (request_unref);
  plan->rest = g_ptr_array_new_with_free_func (request_unref);
  plan->all = g_ptr_array_new_with_free_func (request_unref);
  take_chart (plan, plan->first, selection, first->charts[0]);
  for (guint i = 0; i < AU_N_VIEWS; i++)
    for (guint j = 0; au_view_get (i)->charts[j] != NULL; j++)
      if (au_view_get (i) != first || j > 0)
        take_chart (plan, plan->rest, selection, au_view_get (i)->charts[j]);
  summary = au_summary_create_requests (plan->catalog, selection, &error);
  if (summary == NULL)
    g_error ("%s", error->message);
  take_requests (plan, plan->rest, summary);
}

static void
plan_clear (Plan *plan)
{
  g_ptr_array_unref (plan->first);
  g_ptr_array_unref (plan->rest);
  g_ptr_array_unref (plan->all);
  g_object_unref (plan->catalog);
}

static void
finish (GObject      *loader,
        GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (loader), result, &error);

  if (rows == NULL)
    g_error ("%s", error->message);
}

static void
first_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Load *load = user_data;

  finish (object, result);
  load->pending--;
  if (--load->first_pending == 0)
    load->first_wall = au_bench_wall ();
  load->wall = au_bench_wall ();
}

static void
rest_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Load *load = user_data;

  finish (object, result);
  load->pending--;
  load->wall = au_bench_wall ();
}

static gboolean
is_loaded (gpointer load)
{
  return ((Load *) load)->pending == 0;
}

static void
load_plan (AuLoader *loader,
           Plan     *plan,
           Load     *load)
{
  double start;

  au_loader_invalidate_all (loader);
  load->first_pending = plan->first->len;
  load->pending = plan->first->len + plan->rest->len;
  start = au_bench_wall ();
  for (guint i = 0; i < plan->first->len; i++)
    au_loader_load_async (loader, g_ptr_array_index (plan->first, i), G_PRIORITY_DEFAULT, NULL,
                          first_cb, load);
  for (guint i = 0; i < plan->rest->len; i++)
    au_loader_load_async (loader, g_ptr_array_index (plan->rest, i), G_PRIORITY_LOW, NULL, rest_cb,
                          load);
  au_test_wait_for (is_loaded, load);
  load->first_wall -= start;
  load->wall -= start;
}

/* With nothing else under way. */
static double
load_alone (AuLoader  *loader,
            AuRequest *request)
{
  Load load = { .pending = 1 };
  double start;

  au_loader_invalidate (loader, request);
  start = au_bench_wall ();
  au_loader_load_async (loader, request, G_PRIORITY_DEFAULT, NULL, rest_cb, &load);
  au_test_wait_for (is_loaded, &load);
  return load.wall - start;
}

/* What each of the statements takes by itself, without a server: the median of some runs. */
static void
measure_runs (Plan   *plan,
              double *runs)
{
  g_autoptr (AuSource) source = au_sample_source_new (plan->catalog);
  g_autoptr (AuLoader) loader = au_loader_new (source);

  for (guint i = 0; i < plan->all->len; i++)
    {
      g_autoptr (AuBenchSeries) wall = au_bench_series_new ();

      for (int round = 0; round < N_ROUNDS; round++)
        au_bench_series_add (wall, load_alone (loader, g_ptr_array_index (plan->all, i)));
      runs[i] = au_bench_series_median (wall);
    }
}

static AuSource *
open_source (AuStandin      *standin,
             AuQueryCatalog *catalog)
{
  g_auto (GStrv) environment = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuDatabricksConfig) config = NULL;

  environment = g_environ_setenv (environment, "DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  environment = g_environ_setenv (environment, "DATABRICKS_TOKEN", au_standin_get_token (standin),
                                  TRUE);
  environment = g_environ_setenv (environment, "DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  config = au_databricks_config_new (NULL, (const char *const *) environment, &error);
  if (config == NULL)
    g_error ("%s", error->message);
  return au_databricks_source_new (config, catalog);
}

static void
bench_latency (Plan         *plan,
               const double *runs,
               guint         latency)
{
  AuStandinOptions options = { .latency_ms = latency };
  g_autoptr (AuStandin) standin = au_standin_new (&options);
  g_autoptr (AuSource) source = NULL;
  g_autoptr (AuLoader) loader = NULL;
  g_autoptr (AuRequest) subscriptions = NULL;
  g_autoptr (AuBenchSeries) first_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) all_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) trips = au_bench_series_new ();
  g_autofree char *first_name = g_strdup_printf ("latency %u ms: first chart's data", latency);
  g_autofree char *all_name = g_strdup_printf ("latency %u ms: all views' data", latency);
  g_autofree char *ratio_name = g_strdup_printf ("latency %u ms: all, to the slowest alone", latency);
  g_autofree char *trips_name = g_strdup_printf ("latency %u ms: round trips", latency);
  g_autofree char *most_name = g_strdup_printf ("latency %u ms: most for one statement", latency);
  double slowest_bound = 0, first_bound = 0, slowest = 0, most_trips = 0;
  g_autoptr (GError) error = NULL;

  if (!au_standin_start (standin, &error))
    g_error ("%s", error->message);
  source = open_source (standin, plan->catalog);
  loader = au_loader_new (source);
  /* The window has its list of subscriptions before it asks for a chart. */
  subscriptions = au_request_new (au_query_catalog_get_contract (plan->catalog, "subscriptions"), NULL,
                                  &error);
  if (subscriptions == NULL)
    g_error ("%s", error->message);
  load_alone (loader, subscriptions);

  for (int i = 0; i < N_ROUNDS; i++)
    {
      guint before = au_standin_get_counter (standin, AU_STANDIN_REQUESTS);
      double cpu_start = au_bench_process_cpu ();
      Load load = { 0 };

      load_plan (loader, plan, &load);
      au_bench_series_add (cpu, au_bench_process_cpu () - cpu_start);
      au_bench_series_add (first_wall, load.first_wall);
      au_bench_series_add (all_wall, load.wall);
      au_bench_series_add (trips, au_standin_get_counter (standin, AU_STANDIN_REQUESTS) - before);
    }
  for (guint i = 0; i < plan->all->len; i++)
    {
      AuRequest *request = g_ptr_array_index (plan->all, i);
      guint before = au_standin_get_counter (standin, AU_STANDIN_REQUESTS);
      double bound = runs[i] + MAX_TRIPS * (double) latency + MARGIN;

      slowest = MAX (slowest, load_alone (loader, request));
      most_trips = MAX (most_trips, au_standin_get_counter (standin, AU_STANDIN_REQUESTS) - before);
      slowest_bound = MAX (slowest_bound, bound);
      for (guint j = 0; j < plan->first->len; j++)
        if (g_str_equal (au_request_get_key (g_ptr_array_index (plan->first, j)),
                         au_request_get_key (request)))
          first_bound = MAX (first_bound, bound);
    }

  au_bench_line (first_name, first_wall, cpu, first_wall, round (first_bound));
  au_bench_line (all_name, all_wall, cpu, all_wall, round (1.5 * slowest_bound));
  au_bench_value (ratio_name, "times its wall", au_bench_series_median (all_wall) / slowest, -1);
  au_bench_value (trips_name, "round trips", au_bench_series_median (trips), -1);
  au_bench_value (most_name, "round trips", most_trips, -1);
  if (!au_databricks_source_close (AU_DATABRICKS_SOURCE (source), 5000))
    g_error ("A statement is left open.");
}

/**
 * au_bench_dashboard:
 *
 * All that the window asks of a Databricks workspace for one subscription, from a server in this
 * process that holds back every answer. The bounds are made of what each statement takes without a
 * server: for the first chart its own and four round trips and 100 ms, for all of them 1.5 times
 * the slowest such sum. The server's work is in the CPU time.
 *
 * Returns: 0
 */
int
au_bench_dashboard (void)
{
  static const char *const ids[] = { SUBSCRIPTION, NULL };
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (AuSession) session = NULL;
  g_autofree double *runs = NULL;
  g_autoptr (GError) error = NULL;
  double slowest = 0;
  Plan plan;

  au_bench_window_init ();
  settings = g_settings_new (APPLICATION_ID);
  session = au_session_new (settings, "sample");
  au_session_open (session);
  au_test_wait_for (is_ready, session);
  if (au_session_get_error (session) != NULL)
    g_error ("%s", au_session_get_error (session)->message);
  if (!au_session_select_ids (session, ids, &error))
    g_error ("%s", error->message);
  plan_init (&plan, au_session_get_selection (session));
  runs = g_new0 (double, plan.all->len);
  measure_runs (&plan, runs);
  for (guint i = 0; i < plan.all->len; i++)
    slowest = MAX (slowest, runs[i]);

  au_bench_heading ("dashboard", "ms for the data of one subscription; cpu with the server's");
  au_bench_value ("the slowest statement without a server", "ms", slowest, -1);
  bench_latency (&plan, runs, 0);
  bench_latency (&plan, runs, 300);
  plan_clear (&plan);
  return 0;
}
