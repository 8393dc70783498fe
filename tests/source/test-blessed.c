/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of the Blessed API over real HTTP, against the stand-in. */
#include "config.h"

#include "au-blessed-source.h"
#include "au-cached-source.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-secrets.h"
#include "au-source-error.h"
#include "au-standin.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY "bk0123456789SECRETkey"

/* Every waiting is shortened to this share. */
#define PACE 0.02

/* What may come of a query besides a code of AU_SOURCE_ERROR. */
#define CONTRACT 100
#define FINE 101

typedef struct
{
  AuStandin *standin;
  AuSource *source;
} Fixture;

static AuSource *
open_source (const char *url,
             const char *key,
             const char *header)
{
  g_auto (GStrv) environment = NULL;
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuBlessedConfig) config = NULL;
  g_autoptr (GError) error = NULL;
  AuSource *source;
  AuHttp *http;

  environment = g_environ_setenv (environment, "BLESSED_API_URL", url, TRUE);
  environment = g_environ_setenv (environment, "BLESSED_API_KEY", key, TRUE);
  environment = g_environ_setenv (environment, "BLESSED_API_KEY_HEADER", header, TRUE);
  config = au_blessed_config_new (NULL, (const char *const *) environment, &error);
  g_assert_no_error (error);
  source = au_blessed_source_new (config, catalog);
  http = au_blessed_source_get_http (AU_BLESSED_SOURCE (source));
  au_http_set_pace (http, PACE);
  au_http_set_timeout (http, 2);
  return source;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  AuStandinOptions options = { .api_key = KEY, .workspace = support_get_workspace () };
  g_autoptr (GError) error = NULL;

  fixture->standin = au_standin_new (&options);
  au_standin_start (fixture->standin, &error);
  g_assert_no_error (error);
  fixture->source = open_source (au_standin_get_uri (fixture->standin), KEY, "");
}

static void
drain (void)
{
  gint64 end = g_get_monotonic_time () + 50 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->source));
  g_clear_pointer (&fixture->standin, au_standin_free);
}

static guint
count (Fixture          *fixture,
       AuStandinCounter  counter)
{
  return au_standin_get_counter (fixture->standin, counter);
}

static void
set_fault (Fixture    *fixture,
           const char *fault)
{
  g_autoptr (GError) error = NULL;

  au_standin_clear_faults (fixture->standin);
  if (fault == NULL)
    return;
  g_assert_true (au_standin_set_fault (fixture->standin, fault, &error));
  g_assert_no_error (error);
}

/* Returns how many bytes both have. */
static gsize
compare (AuSource   *sample,
         AuSource   *source,
         const char *query,
         const char *parameters)
{
  g_autofree char *here = support_read_csv (sample, query, parameters);
  g_autofree char *there = support_read_csv (source, query, parameters);

  g_assert_cmpstr (here, ==, there);
  return strlen (here);
}

/* All sixteen, byte for byte as in the sample workspace, in each of the four forms that the
 * stand-in gives in turn. */
static void
test_same_rows (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (AuSource) sample = support_open (NULL);
  g_autofree char *agent = NULL;

  for (guint i = 0; i < SUPPORT_N_QUERIES; i++)
    for (guint form = 0; form < 4; form++)
      g_assert_cmpuint (compare (sample, fixture->source, support_queries[i].query,
                                 support_queries[i].parameters), >, 60);
  g_assert_cmpuint (count (fixture, AU_STANDIN_ROUTES), ==, 4 * SUPPORT_N_QUERIES);
  g_assert_cmpuint (count (fixture, AU_STANDIN_REQUESTS), ==, 4 * SUPPORT_N_QUERIES);
  g_assert_cmpuint (count (fixture, AU_STANDIN_REFUSED), ==, 0);
  g_assert_cmpuint (count (fixture, AU_STANDIN_UNAUTHORIZED), ==, 0);
  agent = au_standin_dup_user_agent (fixture->standin);
  g_assert_true (g_str_has_prefix (agent, "Anyusage/" PACKAGE_VERSION " os/linux auth/api-key libsoup/"));
}

/* Text that means something in an address, and results of no row. */
static void
test_odd_values (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const texts[] = {
    "", "&", "a b", "%", "#", "?q=", "Ł", "+", "=", "'", "\"", "../..", "50%25",
  };
  g_autoptr (AuSource) sample = support_open (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *parameters = g_strconcat ("q=", texts[i], ";limit=500", NULL);

      compare (sample, fixture->source, "teams_search", parameters);
    }
  compare (sample, fixture->source, "mau", "subscription_ids=a0XNOSUCHIDATALL");
  g_assert_cmpuint (count (fixture, AU_STANDIN_REFUSED), ==, 0);
}

static void
test_bearer (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AuSource) sample = support_open (NULL);
  g_autofree char *url = g_strconcat (au_standin_get_uri (fixture->standin), "/api/v1/", NULL);
  g_autoptr (AuSource) source = open_source (url, KEY, "bearer");

  compare (sample, source, "overage", "subscription_ids=a0XSAMPLE000001");
  g_assert_cmpuint (count (fixture, AU_STANDIN_UNAUTHORIZED), ==, 0);
}

/* More ids than an address takes: in parts, with the same rows in the same order. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (AuSource) sample = support_open (NULL);
  g_autoptr (GString) ids = g_string_new ("team_ids=");

  for (guint i = 3000; i > 0; i--)
    g_string_append_printf (ids, "%s%u", i < 3000 ? "," : "", 39500 + i);
  g_assert_cmpuint (compare (sample, fixture->source, "teams_bulk", ids->str), >, 500);
  g_assert_cmpuint (count (fixture, AU_STANDIN_ROUTES), ==, 4);
  g_assert_cmpuint (count (fixture, AU_STANDIN_REFUSED), ==, 0);
}

static void
test_provenance (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (AuRequest) request =
    support_request (fixture->source, "mau", "subscription_ids=a0XSAMPLE000001,a0XSAMPLE000003");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  const AuProvenance *provenance;

  set_fault (fixture, "column-extra");
  result = support_query (fixture->source, request, NULL, &error);
  g_assert_no_error (error);
  provenance = au_result_get_provenance (result);
  g_assert_cmpstr (provenance->source, ==, "Blessed API");
  g_assert_cmpstr (provenance->host, ==, au_standin_get_uri (fixture->standin) + strlen ("http://"));
  g_assert_null (provenance->statement);
  g_assert_cmpstr (provenance->route, ==, "/api/v1/metrics/mau");
  g_assert_cmpstr (provenance->asked, ==, "/api/v1/metrics/mau?subscriptionIds="
                   "a0XSAMPLE000001,a0XSAMPLE000003&includeCurrentMonth=true");
  g_assert_cmpstr (au_request_get_key (au_provenance_get_request (provenance)), ==,
                   au_request_get_key (request));
  g_assert_cmpstr (au_provenance_get_standing (provenance), ==, "by route");
  g_assert_cmpuint (strlen (provenance->statement_id), ==, 32);
  g_assert_cmpuint (provenance->n_rows, ==, au_table_get_n_rows (au_result_get_table (result)));
  g_assert_cmpint (provenance->submitted, ==, au_clock_now ());
  g_assert_cmpint (provenance->finished, ==, au_clock_now ());
  g_assert_cmpint (provenance->data_through, ==, au_clock_today () - 1);
  g_assert_cmpuint (g_strv_length (provenance->ignored_columns), ==, 1);
  g_assert_cmpstr (provenance->ignored_columns[0], ==, "etl_batch");
}

/* Each ends in the right error and sentence, tells no secret, and asks no more than it should. */
static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *fault;
    int outcome;
    guint n_requests;
    const char *words;
  } cases[] = {
    { NULL, FINE, 1, NULL },
    { "unauthenticated", AU_SOURCE_ERROR_SIGN_IN, 1, "does not accept the API key" },
    { "invalid-token", AU_SOURCE_ERROR_PERMISSION, 1, "does not let this API key read /api/v1/subscriptions" },
    { "ip-blocked", AU_SOURCE_ERROR_PERMISSION, 1, "Source IP address" },
    { "no-api", AU_SOURCE_ERROR_ADDRESS, 1, "has nothing at /api/v1/subscriptions" },
    { "rate-limit:2", FINE, 3, NULL },
    { "rate-limit-date:1", FINE, 2, NULL },
    { "rate-limit", AU_SOURCE_ERROR_RATE_LIMIT, 5, "asked too often" },
    { "server-error:4", FINE, 5, NULL },
    { "server-error", AU_SOURCE_ERROR_SERVICE, 5, "status 500, An internal error occurred" },
    { "bad-gateway", AU_SOURCE_ERROR_SERVICE, 5, "no healthy upstream" },
    { "unavailable:1", FINE, 2, NULL },
    { "login-page", AU_SOURCE_ERROR_ADDRESS, 1, "web page" },
    { "login-redirect", AU_SOURCE_ERROR_ADDRESS, 1, "private link" },
    { "error-text", AU_SOURCE_ERROR_STATEMENT, 1, "could not be understood" },
    { "error-html", AU_SOURCE_ERROR_STATEMENT, 1, "could not be understood" },
    { "error-old", AU_SOURCE_ERROR_STATEMENT, 1, "could not be understood" },
    { "error-empty", AU_SOURCE_ERROR_STATEMENT, 1, "status 400, Bad Request" },
    { "drop:4", FINE, 5, NULL },
    { "drop", AU_SOURCE_ERROR_NETWORK, 5, "broke before a whole answer" },
    { "hang:1", FINE, 2, NULL },
    { "cut-body", AU_SOURCE_ERROR_NETWORK, 5, "broke before a whole answer" },
    { "slow-body:20", FINE, 1, NULL },
    { "cut-json", AU_SOURCE_ERROR_ANSWER, 1, "cannot be read in full" },
    { "cut-json:99", AU_SOURCE_ERROR_ANSWER, 1, "cannot be read in full" },
    { "empty-body", AU_SOURCE_ERROR_ANSWER, 1, "cannot be read in full" },
    { "not-json", AU_SOURCE_ERROR_ANSWER, 1, "cannot be read in full" },
    { "wrong-shape", AU_SOURCE_ERROR_ANSWER, 1, "cannot be read in full" },
    { "column-missing", CONTRACT, 1, "returns no column “team_ids” (string)" },
    { "column-extra", FINE, 1, NULL },
    { "row-short", CONTRACT, 1, "/api/v1/subscriptions: row 10 has no “team_ids” (string)" },
    { "not-a-number", CONTRACT, 1, "row 10 holds “12 people”" },
    { "no-rows", FINE, 1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
      g_autoptr (GError) error = NULL;
      g_autoptr (AuResult) result = NULL;
      guint before = count (fixture, AU_STANDIN_REQUESTS);

      g_test_message ("%s", cases[i].fault != NULL ? cases[i].fault : "no fault");
      set_fault (fixture, cases[i].fault);
      result = support_query (fixture->source, request, NULL, &error);
      if (cases[i].outcome == FINE)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (au_table_get_n_rows (au_result_get_table (result)), ==,
                            g_strcmp0 (cases[i].fault, "no-rows") == 0 ? 0 : 10);
        }
      else if (cases[i].outcome == CONTRACT)
        g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
      else
        g_assert_error (error, AU_SOURCE_ERROR, cases[i].outcome);
      if (error != NULL)
        {
          g_autofree char *report = au_source_error_dup_report (error);

          if (strstr (error->message, cases[i].words) == NULL)
            g_error ("%s: “%s” does not have “%s”", cases[i].fault, error->message, cases[i].words);
          g_assert_null (strstr (report, KEY));
          g_assert_null (strchr (error->message, '\n'));
          g_assert_true (g_str_has_suffix (error->message, "."));
        }
      g_assert_cmpuint (count (fixture, AU_STANDIN_REQUESTS) - before, ==, cases[i].n_requests);
    }
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SupportAnswer *answer = user_data;
  char *sentence = au_source_test_finish (AU_SOURCE (object), result, &answer->error);

  g_object_set_data_full (object, "sentence", sentence, g_free);
  answer->done = TRUE;
}

/* What can be wrong, each told by a sentence of its own. */
static void
test_trial (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const faults[] = {
    NULL, "unauthenticated", "invalid-token", "no-api", "rate-limit", "server-error", "login-page",
    "login-redirect", "drop", "cut-json", "column-missing", "not-a-number",
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      SupportAnswer answer = { NULL, NULL, FALSE };
      const char *sentence;

      set_fault (fixture, faults[i]);
      au_source_test_async (fixture->source, NULL, tested_cb, &answer);
      support_wait (&answer.done);
      sentence = answer.error != NULL ? answer.error->message
                                      : g_object_get_data (G_OBJECT (fixture->source), "sentence");
      g_assert_true ((faults[i] == NULL) == (answer.error == NULL));
      g_assert_true (g_hash_table_add (sentences, g_strdup (sentence)));
      if (faults[i] == NULL)
        g_assert_true (g_str_has_suffix (sentence, "took the key; /api/v1/subscriptions returned 10 rows."));
      g_clear_error (&answer.error);
    }
}

/* A key that the environment does not have is the keyring's; without one it says so and asks
 * nothing. */
static void
test_keyring (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (AuSource) source = open_source (au_standin_get_uri (fixture->standin), "", "");
  g_autoptr (AuRequest) request = support_request (source, "subscriptions", "");
  guint before = count (fixture, AU_STANDIN_REQUESTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = support_query (source, request, NULL, &error);

  g_assert_null (result);
  g_assert_cmpint (error->domain, ==, AU_SOURCE_ERROR);
  g_assert_true (error->code == AU_SOURCE_ERROR_SIGN_IN || error->code == AU_SOURCE_ERROR_KEYRING);
  g_assert_nonnull (strstr (error->message, "BLESSED_API_KEY"));
  g_assert_cmpuint (count (fixture, AU_STANDIN_REQUESTS), ==, before);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SupportAnswer *answer = user_data;

  au_secrets_store_finish (result, &answer->error);
  answer->done = TRUE;
}

/* In a process of its own: libsecret looks at its file's variables once. */
static void
test_kept_key (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  SupportAnswer stored = { NULL, NULL, FALSE };
  g_autoptr (AuSource) source = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  folder = g_dir_make_tmp ("anyusage-keyring-XXXXXX", NULL);
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  au_secrets_store_async (au_standin_get_uri (fixture->standin), AU_SECRET_API_KEY, KEY, NULL,
                          stored_cb, &stored);
  support_wait (&stored.done);
  g_assert_no_error (stored.error);
  source = open_source (au_standin_get_uri (fixture->standin), "", "");
  request = support_request (source, "subscriptions", "");
  result = support_query (source, request, NULL, &error);
  g_unlink (path);
  g_rmdir (folder);
  g_assert_no_error (error);
  g_assert_cmpuint (au_table_get_n_rows (au_result_get_table (result)), ==, 10);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SupportAnswer answer = { NULL, NULL, FALSE };
  gint64 started = g_get_monotonic_time ();

  set_fault (fixture, "hang");
  support_start (fixture->source, request, cancellable, &answer);
  while (count (fixture, AU_STANDIN_REQUESTS) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  support_wait (&answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC);
  g_clear_error (&answer.error);
}

/* Gone, the service's last rows are shown with their route and their age; another service's never
 * are. */
static void
test_kept_rows (Fixture       *fixture,
                gconstpointer  data)
{
  char *folder = support_make_folder ();
  AuCachedSource *source = au_cached_source_new (fixture->source, folder);
  g_autofree char *url = g_strconcat (au_standin_get_uri (fixture->standin), "/other", NULL);
  AuSource *inner = open_source (url, KEY, "");
  AuCachedSource *other = au_cached_source_new (inner, folder);
  g_autoptr (AuRequest) request =
    support_request (fixture->source, "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) live = support_query (AU_SOURCE (source), request, NULL, &error);
  g_autoptr (AuResult) kept = NULL;

  g_assert_no_error (error);
  set_fault (fixture, "drop");
  kept = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (au_result_get_provenance (kept)->from_cache);
  g_assert_cmpstr (au_result_get_provenance (kept)->asked, ==,
                   au_result_get_provenance (live)->asked);
  g_assert_cmpstr (au_result_get_rows_sha256 (kept), ==, au_result_get_rows_sha256 (live));
  g_assert_null (support_query (AU_SOURCE (other), request, NULL, &error));
  g_assert_cmpint (error->domain, ==, AU_SOURCE_ERROR);
  g_object_unref (source);
  g_object_unref (other);
  drain ();
  g_object_unref (inner);
  support_remove_folder (folder);
}

/* A wrong key is the service's to refuse; nothing is sent twice for it. */
static void
test_wrong_key (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (AuSource) source = open_source (au_standin_get_uri (fixture->standin), "another", "");
  g_autoptr (AuRequest) request = support_request (source, "subscriptions", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = support_query (source, request, NULL, &error);

  g_assert_null (result);
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
  g_assert_nonnull (strstr (error->message, "(Invalid API key)"));
  g_assert_cmpuint (count (fixture, AU_STANDIN_UNAUTHORIZED), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_setenv ("ANYUSAGE_TODAY", "2026-11-24", TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/dev/null/none", FALSE);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));

#define ADD(name, function) g_test_add ("/blessed/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("same-rows", test_same_rows);
  ADD ("odd-values", test_odd_values);
  ADD ("bearer", test_bearer);
  ADD ("bulk", test_bulk);
  ADD ("provenance", test_provenance);
  ADD ("faults", test_faults);
  ADD ("trial", test_trial);
  ADD ("keyring", test_keyring);
  ADD ("kept-key", test_kept_key);
  ADD ("cancel", test_cancel);
  ADD ("kept-rows", test_kept_rows);
  ADD ("wrong-key", test_wrong_key);
  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
