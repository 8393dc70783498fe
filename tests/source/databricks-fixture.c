/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the Databricks source share: a stand-in workspace, and one fault at a time. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-source-error.h"
#include "support.h"

#include <string.h>

/* Every waiting is shortened to this share. */
#define PACE 0.02

static AuDatabricksConfig *
make_config (AuStandin  *standin,
             const char *more)
{
  g_auto (GStrv) environment = NULL;
  g_auto (GStrv) pairs = g_strsplit (more, ";", -1);
  AuDatabricksConfig *config;
  g_autoptr (GError) error = NULL;

  environment = g_environ_setenv (environment, "DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  environment = g_environ_setenv (environment, "DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *sign = strchr (pairs[i], '=');

      if (sign == NULL)
        continue;
      *sign = '\0';
      environment = g_environ_setenv (environment, pairs[i], sign + 1, TRUE);
    }
  config = au_databricks_config_new (NULL, (const char *const *) environment, &error);
  g_assert_no_error (error);
  return config;
}

AuSource *
fixture_open_source (AuStandin  *standin,
                     const char *more)
{
  g_autoptr (AuDatabricksConfig) config = make_config (standin, more);
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuSource *source = au_databricks_source_new (config, catalog);
  AuHttp *http =
    au_databricks_client_get_http (au_databricks_source_get_client (AU_DATABRICKS_SOURCE (source)));

  if (au_standin_get_authority (standin) != NULL)
    {
      g_autoptr (GTlsDatabase) database = NULL;
      g_autoptr (GError) error = NULL;

      database = g_tls_file_database_new (au_standin_get_authority (standin), &error);
      g_assert_no_error (error);
      au_http_set_database (http, database);
    }
  au_http_set_pace (http, PACE);
  au_http_set_timeout (http, 2);
  return source;
}

void
fixture_set_up_with (Fixture          *fixture,
                     AuStandinOptions *options)
{
  g_autoptr (GError) error = NULL;

  options->token = FIXTURE_TOKEN;
  options->client_secret = FIXTURE_CLIENT_SECRET;
  options->workspace = support_get_workspace ();
  fixture->standin = au_standin_new (options);
  au_standin_start (fixture->standin, &error);
  g_assert_no_error (error);
  fixture->source = fixture_open_source (fixture->standin, "DATABRICKS_TOKEN=" FIXTURE_TOKEN);
}

/* The data is an AuStandinIdentity. */
void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  AuStandinOptions options = { .chunk_rows = 3, .identity = GPOINTER_TO_UINT (data) };

  fixture_set_up_with (fixture, &options);
}

void
fixture_set_up_slow (Fixture       *fixture,
                     gconstpointer  data)
{
  AuStandinOptions options =
  { .chunk_rows = 7, .latency_ms = 15, .pending_polls = 1, .running_polls = 2,
    .identity = GPOINTER_TO_UINT (data) };

  fixture_set_up_with (fixture, &options);
}

/* What was cancelled on the wire comes back with that. */
void
fixture_drain (void)
{
  gint64 end = g_get_monotonic_time () + 50 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_cmpuint (au_databricks_source_get_n_open (AU_DATABRICKS_SOURCE (fixture->source)), ==,
                    0);
  /* Over https, all of it was HTTP/2. */
  if (au_standin_get_authority (fixture->standin) != NULL)
    g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_MULTIPLEXED), ==,
                      fixture_count (fixture, AU_STANDIN_REQUESTS));
  fixture_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->source));
  g_clear_pointer (&fixture->standin, au_standin_free);
}

guint
fixture_count (Fixture          *fixture,
               AuStandinCounter  counter)
{
  return au_standin_get_counter (fixture->standin, counter);
}

void
fixture_set_fault (Fixture    *fixture,
                   const char *fault)
{
  g_autoptr (GError) error = NULL;

  au_standin_clear_faults (fixture->standin);
  if (fault != NULL)
    {
      g_assert_true (au_standin_set_fault (fixture->standin, fault, &error));
      g_assert_no_error (error);
    }
}

/* A statement whose id was told is never left open. */
void
fixture_try_fault (Fixture    *fixture,
                   const char *fault,
                   int         outcome,
                   const char *words)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;

  g_test_message ("%s", fault != NULL ? fault : "no fault");
  fixture_set_fault (fixture, fault);
  result = support_query (fixture->source, request, NULL, &error);
  if (outcome == FIXTURE_FINE)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (au_table_get_n_rows (au_result_get_table (result)), ==,
                        g_strcmp0 (fault, "no-rows") == 0 ? 0 : 10);
    }
  else if (outcome == FIXTURE_CONTRACT)
    g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
  else
    g_assert_error (error, AU_SOURCE_ERROR, outcome);
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("%s: “%s” does not have “%s”", fault, error->message, words);
  if (error != NULL)
    {
      g_autofree char *report = au_source_error_dup_report (error);

      g_assert_null (strstr (report, FIXTURE_TOKEN));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  g_assert_cmpuint (au_databricks_source_get_n_open (AU_DATABRICKS_SOURCE (fixture->source)), ==,
                    0);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_OPEN), ==, 0);
}

/* No keyring, unless a test names a file of libsecret's own. */
void
fixture_init (int    *argc,
              char ***argv)
{
  g_autoptr (GError) error = NULL;

  au_standin_enable_http2 ();
  g_setenv ("ANYUSAGE_TODAY", "2026-11-24", TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/dev/null/none", FALSE);
  g_test_init (argc, argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);
}

/* Runs the tests, and leaves no file behind. */
int
fixture_run (void)
{
  int status = g_test_run ();

  support_remove_workspace ();
  return status;
}
