/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-loop.h"
#include "au-bench.h"
#include "au-databricks-source.h"
#include "au-loader.h"
#include "au-standin.h"
#include "au-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define N_ROWS 100000
#define CHUNK_ROWS 10000
#define N_ROUNDS 5
#define TOKEN "bench"

/* Ten columns, nine of them the contract's. SQLite has no booleans, so that one is empty. */
static const char text[] =
  "WITH RECURSIVE n AS (SELECT CAST(:team_id AS BIGINT) AS i UNION ALL SELECT i + 1 FROM n "
  "WHERE i < " G_STRINGIFY (N_ROWS) ")\n"
  "SELECT i AS team_id, 'Größe \"' || (i % 1000) || '\" of team ' || i AS team_name, "
  "i % 5000 AS seats, 'kind ' || (i % 7) AS membership_type, NULL AS is_enterprise, "
  "'a0X' || (1000000000000 + i) AS subscription_id, 'Subscription ' || (i % 977) || '%s' AS "
  "subscription_name, '001' || (1000000000000 + i % 4999) AS account_id, "
  "'Account ' || (i % 4999) AS account_name, i * 7 AS more FROM n\n";

/* How the rows come: more than 25 MiB of them are not given inline. */
typedef struct
{
  const char *name;
  guint padding;
} Way;

static const Way ways[] = {
  { "inline", 0 },
  { "by links", 200 },
};

typedef struct
{
  char *folder;
  char *path;
  AuSource *source;
  AuLoader *loader;
  AuRequest *request;
  AuBenchSeries *wall;
} Route;

typedef struct
{
  GPid pid;
  int input;
  char *uri;
} Server;

typedef struct
{
  AuResult *result;
  GError *error;
} Load;

/**
 * au_bench_arrive_child:
 *
 * The server, in a process of its own, until its standard input ends.
 *
 * Returns: an exit status
 */
int
au_bench_arrive_child (void)
{
  AuStandinOptions options = { .token = TOKEN, .chunk_rows = CHUNK_ROWS };
  g_autoptr (AuStandin) standin = au_standin_new (&options);
  g_autoptr (GError) error = NULL;

  if (!au_standin_start (standin, &error))
    g_error ("%s", error->message);
  g_print ("%s\n", au_standin_get_uri (standin));
  while (getchar () != EOF)
    continue;
  return 0;
}

static void
server_init (Server *server)
{
  char *argv[] = { NULL, (char *) "--serve", NULL };
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GIOChannel) channel = NULL;
  g_autoptr (GError) error = NULL;
  int output;

  argv[0] = path;
  if (!g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                 &server->pid, &server->input, &output, NULL, &error))
    g_error ("%s", error->message);
  channel = g_io_channel_unix_new (output);
  g_io_channel_set_close_on_unref (channel, TRUE);
  if (g_io_channel_read_line (channel, &server->uri, NULL, NULL, &error) != G_IO_STATUS_NORMAL)
    g_error ("The server does not say where it is.");
  g_strchomp (server->uri);
}

static void
server_clear (Server *server)
{
  g_close (server->input, NULL);
  g_spawn_close_pid (server->pid);
  g_free (server->uri);
}

static AuSource *
open_source (Server     *server,
             const char *folder)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (folder);
  g_auto (GStrv) environment = NULL;
  g_autoptr (AuDatabricksConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  environment = g_environ_setenv (environment, "DATABRICKS_HOST", server->uri, TRUE);
  environment = g_environ_setenv (environment, "DATABRICKS_TOKEN", TOKEN, TRUE);
  environment = g_environ_setenv (environment, "DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  config = au_databricks_config_new (NULL, (const char *const *) environment, &error);
  if (config == NULL)
    g_error ("%s", error->message);
  return au_databricks_source_new (config, catalog);
}

static AuRequest *
create_request (AuSource *source)
{
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;
  AuRequest *request;

  g_variant_dict_insert (&values, "team_id", "x", G_GINT64_CONSTANT (1));
  request = au_request_new (au_query_catalog_get_contract (au_source_get_catalog (source),
                                                           "team_subscription"),
                            g_variant_dict_end (&values), &error);
  if (request == NULL)
    g_error ("%s", error->message);
  return request;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Load *load = user_data;

  load->result = au_loader_load_finish (AU_LOADER (object), result, &load->error);
}

static gboolean
is_loaded (gpointer data)
{
  const Load *load = data;

  return load->result != NULL || load->error != NULL;
}

/* Also what letting go of a million cells takes. */
static void
load_once (Route      *route,
           const char *phase)
{
  Load load = { 0, };

  au_bench_loop_phase (phase);
  au_loader_load_async (route->loader, route->request, G_PRIORITY_DEFAULT, NULL, loaded_cb, &load);
  au_test_wait_for (is_loaded, &load);
  if (load.error != NULL)
    g_error ("%s", load.error->message);
  if (au_table_get_n_rows (au_result_get_table (load.result)) != N_ROWS)
    g_error ("The table lacks rows.");
  au_bench_loop_phase (phase);
  au_loader_invalidate (route->loader, route->request);
  au_result_unref (load.result);
  au_bench_loop_phase (NULL);
}

static void
route_init (Route  *route,
            Server *server,
            guint   padding)
{
  g_autofree char *filler = g_strnfill (padding, 'x');
  g_auto (GStrv) parts = g_strsplit (text, "%s", 2);
  g_autofree char *sql = g_strconcat (parts[0], filler, parts[1], NULL);
  g_autoptr (GError) error = NULL;

  route->folder = g_dir_make_tmp ("anyusage-bench-XXXXXX", &error);
  if (route->folder == NULL)
    g_error ("%s", error->message);
  route->path = g_build_filename (route->folder, "team_subscription.sql", NULL);
  if (!g_file_set_contents (route->path, sql, -1, &error))
    g_error ("%s", error->message);
  route->source = open_source (server, route->folder);
  route->loader = au_loader_new (route->source);
  route->request = create_request (route->source);
  route->wall = au_bench_series_new ();
}

static void
route_clear (Route *route)
{
  if (!au_databricks_source_close (AU_DATABRICKS_SOURCE (route->source), 5000))
    g_error ("A statement is left open.");
  g_clear_object (&route->loader);
  g_clear_object (&route->source);
  au_request_unref (route->request);
  au_bench_series_free (route->wall);
  g_unlink (route->path);
  g_rmdir (route->folder);
  g_free (route->path);
  g_free (route->folder);
}

/**
 * au_bench_arrive:
 *
 * The longest time in which the main loop answers to nobody while a million cells come by HTTP from
 * a server in another process, through the source and the loader.
 */
void
au_bench_arrive (void)
{
  Route routes[G_N_ELEMENTS (ways)];
  Server server;

  server_init (&server);
  au_bench_loop_start ();
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      route_init (&routes[i], &server, ways[i].padding);
      /* The server makes its tables, the source its connection; it learns what needs links. */
      load_once (&routes[i], NULL);
    }
  for (int round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        {
          double start = au_bench_wall ();

          load_once (&routes[i], ways[i].name);
          au_bench_series_add (routes[i].wall, au_bench_wall () - start);
        }
      au_bench_loop_visit ();
    }
  au_bench_loop_stop ();
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      AuBenchSeries *blocks = au_bench_loop_get_blocks (ways[i].name);
      g_autofree char *name = g_strdup_printf ("main loop's longest block, %s", ways[i].name);

      au_bench_line (name, routes[i].wall, blocks, blocks, AU_BENCH_MAX_BLOCK);
    }
  au_bench_loop_print ();
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    route_clear (&routes[i]);
  server_clear (&server);
}
