/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Databricks source over real HTTP, against the stand-in workspace. */
#include "config.h"

#include "au-auth-browser.h"
#include "au-databricks-source.h"
#include "au-databricks-warehouse.h"
#include "au-error.h"
#include "au-normal-form.h"
#include "au-clock.h"
#include "au-secrets.h"
#include "au-source-error.h"
#include "au-standin.h"
#include "support.h"

#include <libsoup/soup.h>
#include <string.h>

#define TOKEN "dapi0123456789SECRETtoken"
#define CLIENT_SECRET "dose0123456789SECRETclient"

/* Every waiting is shortened to this share. */
#define PACE 0.02

typedef struct
{
  AuStandin *standin;
  AuSource *source;
} Fixture;

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

static AuSource *
open_source (AuStandin  *standin,
             const char *more)
{
  g_autoptr (AuDatabricksConfig) config = make_config (standin, more);
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuSource *source = au_databricks_source_new (config, catalog);
  AuHttp *http =
    au_databricks_client_get_http (au_databricks_source_get_client (AU_DATABRICKS_SOURCE (source)));

  au_http_set_pace (http, PACE);
  au_http_set_timeout (http, 2);
  return source;
}

static void
set_up_with (Fixture          *fixture,
             AuStandinOptions *options)
{
  g_autoptr (GError) error = NULL;

  options->token = TOKEN;
  options->client_secret = CLIENT_SECRET;
  options->workspace = support_get_workspace ();
  fixture->standin = au_standin_new (options);
  au_standin_start (fixture->standin, &error);
  g_assert_no_error (error);
  fixture->source = open_source (fixture->standin, "DATABRICKS_TOKEN=" TOKEN);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  AuStandinOptions options = { .chunk_rows = 3 };

  set_up_with (fixture, &options);
}

static void
set_up_slow (Fixture       *fixture,
             gconstpointer  data)
{
  AuStandinOptions options =
  { .chunk_rows = 7, .latency_ms = 15, .pending_polls = 1, .running_polls = 2 };

  set_up_with (fixture, &options);
}

/* What was cancelled on the wire comes back with that. */
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
  g_assert_cmpuint (au_databricks_source_get_n_open (AU_DATABRICKS_SOURCE (fixture->source)), ==,
                    0);
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
  if (fault != NULL)
    {
      g_assert_true (au_standin_set_fault (fixture->standin, fault, &error));
      g_assert_no_error (error);
    }
}

static const struct
{
  const char *query;
  const char *parameters;
} requests[] = {
  { "subscriptions", "" },
  { "teams_search", "q=a" },
  { "team_subscription", "team_id=40001" },
  { "teams_bulk", "team_ids=40001,40005,41001" },
  { "mau", "subscription_ids=a0XSAMPLE000001,a0XSAMPLE0000052PA" },
  { "model_spend", "subscription_ids=a0XSAMPLE000001" },
  { "active_users", "subscription_ids=a0XSAMPLE000001;include_current_month=false" },
  { "feature_adoption", "subscription_ids=a0XSAMPLE000001" },
  { "feature_adoption_pct", "subscription_ids=a0XSAMPLE000001" },
  { "top_users", "subscription_ids=a0XSAMPLE000001;limit=30" },
  { "monthly_spend", "subscription_ids=a0XSAMPLE000001" },
  { "overage", "subscription_ids=a0XSAMPLE000001" },
  { "true_ups", "subscription_ids=a0XSAMPLE000001" },
  { "depth_of_usage", "team_ids=40001,41001;months=12" },
  { "accounts_search", "q=ó" },
  { "account_opportunities", "account_id=001SAMPLE000001" },
};

static char *
read_csv (AuSource   *source,
          const char *query,
          const char *parameters)
{
  g_autoptr (AuRequest) request = support_request (source, query, parameters);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = support_query (source, request, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  au_normal_form_append_csv (text, au_result_get_table (result), FALSE);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
compare_all (Fixture *fixture)
{
  g_autoptr (AuSource) sample = support_open (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *here = read_csv (sample, requests[i].query, requests[i].parameters);
      g_autofree char *there =
        read_csv (fixture->source, requests[i].query, requests[i].parameters);

      g_assert_cmpstr (here, ==, there);
      g_assert_cmpuint (strlen (here), >, 60);
    }
  g_assert_cmpuint (count (fixture, AU_STANDIN_REFUSED), ==, 0);
  g_assert_cmpuint (count (fixture, AU_STANDIN_OPEN), ==, 0);
}

/* All sixteen, byte for byte as in the sample workspace, in one chunk or many. */
static void
test_same_rows (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *agent = NULL;

  compare_all (fixture);
  g_assert_cmpuint (count (fixture, AU_STANDIN_SUBMITTED), ==, G_N_ELEMENTS (requests));
  g_assert_cmpuint (count (fixture, AU_STANDIN_CHUNKS), >, 3 * G_N_ELEMENTS (requests));
  g_assert_cmpuint (count (fixture, AU_STANDIN_LINKS), ==, 0);
  agent = au_standin_dup_user_agent (fixture->standin);
  g_assert_true (g_str_has_prefix (agent, "Anyusage/" PACKAGE_VERSION " os/linux auth/pat libsoup/"));
}

/* The same as links: sent twice only for the first time that a query is too large. */
static void
test_same_rows_by_links (Fixture       *fixture,
                         gconstpointer  data)
{
  set_fault (fixture, "inline-limit");
  compare_all (fixture);
  g_assert_cmpuint (count (fixture, AU_STANDIN_SUBMITTED), ==, 2 * G_N_ELEMENTS (requests));
  g_assert_cmpuint (count (fixture, AU_STANDIN_LINKS), >, 3 * G_N_ELEMENTS (requests));
  compare_all (fixture);
  g_assert_cmpuint (count (fixture, AU_STANDIN_SUBMITTED), ==, 3 * G_N_ELEMENTS (requests));
  g_assert_cmpuint (count (fixture, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 0);
}

static void
test_provenance (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (AuRequest) request =
    support_request (fixture->source, "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  const AuProvenance *provenance;
  g_autofree char *submission = NULL;

  set_fault (fixture, "truncated");
  result = support_query (fixture->source, request, NULL, &error);
  g_assert_no_error (error);
  provenance = au_result_get_provenance (result);
  g_assert_true (provenance->truncated);
  g_assert_cmpstr (provenance->host, ==, au_standin_get_uri (fixture->standin) + strlen ("http://"));
  g_assert_cmpuint (strlen (provenance->statement_id), >, 20);
  g_assert_cmpuint (provenance->n_rows, ==, au_table_get_n_rows (au_result_get_table (result)));
  g_assert_cmpint (provenance->data_through, !=, AU_DAY_INVALID);

  submission = au_standin_dup_submission (fixture->standin);
  g_assert_nonnull (strstr (submission, "\"wait_timeout\":\"0s\""));
  g_assert_nonnull (strstr (submission, "\"name\":\"subscription_ids_0\""));
  g_assert_nonnull (strstr (submission, "\"value\":\"a0XSAMPLE000001\""));
  g_assert_nonnull (strstr (submission, "\"key\":\"application\",\"value\":\"Anyusage\""));
}

#define SOURCE(code) AU_SOURCE_ERROR_ ## code
#define CONTRACT 100
#define FINE 101

/* Each fault of the stand-in, what becomes of it, and words that the sentence has. */
static const struct
{
  const char *fault;
  int outcome;
  const char *words;
} faults[] = {
  { "drop@submit", SOURCE (NETWORK), "run it again" },
  { "drop:2@poll", FINE, NULL },
  { "drop:2@chunk", FINE, NULL },
  { "hang@submit", SOURCE (NETWORK), "run it again" },
  { "hang:1@poll", FINE, NULL },
  { "slow-body:5", FINE, NULL },
  { "cut-json@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-json@result", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-json@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-body@submit", SOURCE (NETWORK), "run it again" },
  { "empty-body@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "empty-body@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "not-json@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-shape@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-shape@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-clock", FINE, NULL },
  { "login-page@submit", SOURCE (ADDRESS), "login page" },
  { "login-page@poll", SOURCE (ADDRESS), "login page" },
  { "login-redirect@submit", SOURCE (ADDRESS), "private link" },
  { "rate-limit:2", FINE, NULL },
  { "rate-limit:99@submit", SOURCE (RATE_LIMIT), "wait a minute" },
  { "rate-limit-no-wait:2", FINE, NULL },
  { "unavailable:2", FINE, NULL },
  { "unavailable-no-wait@submit", SOURCE (SERVICE), "try again" },
  { "unavailable-no-wait:2@poll", FINE, NULL },
  { "server-error@submit", SOURCE (SERVICE), "try again" },
  { "server-error:2@chunk", FINE, NULL },
  { "bad-gateway@submit", SOURCE (SERVICE), "502" },
  { "no-api@submit", SOURCE (ADDRESS), "no Databricks workspace" },
  { "ip-blocked@submit", SOURCE (PERMISSION), "network" },
  { "unauthenticated@submit", SOURCE (SIGN_IN), "sign in again" },
  { "invalid-token@submit", SOURCE (SIGN_IN), "Invalid access token" },
  { "token-revoked:2", SOURCE (SIGN_IN), "sign in again" },
  { "warehouse-permission", SOURCE (PERMISSION), "Can use" },
  { "warehouse-gone", SOURCE (WAREHOUSE), "choose another" },
  { "warehouse-failed", SOURCE (STATEMENT), "could not run" },
  { "pending:4", FINE, NULL },
  { "running:4", FINE, NULL },
  { "table-permission", SOURCE (PERMISSION), "SELECT" },
  { "table-missing", SOURCE (STATEMENT), "no such table" },
  { "syntax-error", SOURCE (STATEMENT), "PARSE_SYNTAX_ERROR" },
  { "statement-failed", SOURCE (STATEMENT), "could not run" },
  { "canceled-by-admin", SOURCE (STATEMENT), "cancelled in the workspace" },
  { "unknown-state", SOURCE (ANSWER), "cannot be read" },
  { "inline-limit", FINE, NULL },
  { "closed-with-result", FINE, NULL },
  { "closed", SOURCE (RESULT_GONE), "run it again" },
  { "forgotten", SOURCE (RESULT_GONE), "run it again" },
  { "chunk-gone", SOURCE (RESULT_GONE), "run it again" },
  { "no-rows", FINE, NULL },
  { "result-missing", SOURCE (ANSWER), NULL },
  { "manifest-missing", SOURCE (ANSWER), "told nothing" },
  { "no-next", FINE, NULL },
  { "row-offset", FINE, NULL },
  { "truncated", FINE, NULL },
  { "row-count", SOURCE (ANSWER), "fewer or more rows" },
  { "chunk-short", SOURCE (ANSWER), "fewer or more rows" },
  { "chunk-swapped", FINE, NULL }, /* Chunks are asked for by index and first row. */
  { "column-missing", CONTRACT, "team_ids" },
  { "column-extra", FINE, NULL },
  { "column-type", CONTRACT, "VARIANT" },
  { "row-short", SOURCE (ANSWER), "columns" },
  { "not-a-number", CONTRACT, "12 people" },
  { "bare-values", FINE, NULL },
};

static const char *const link_faults[] = {
  "link-expired:1", "link-expired:3", "link-refused:1", "link-headers", "link-redirect", "link-home", "wrong-clock",
  "drop:2@link", "server-error:2@link",
};

/* A statement whose id was told is never left open. */
static void
try_fault (Fixture    *fixture,
           const char *fault,
           int         outcome,
           const char *words)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;

  g_test_message ("%s", fault != NULL ? fault : "no fault");
  set_fault (fixture, fault);
  result = support_query (fixture->source, request, NULL, &error);
  if (outcome == FINE)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (au_table_get_n_rows (au_result_get_table (result)), ==,
                        g_strcmp0 (fault, "no-rows") == 0 ? 0 : 10);
    }
  else if (outcome == CONTRACT)
    g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
  else
    g_assert_error (error, AU_SOURCE_ERROR, outcome);
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("%s: “%s” does not have “%s”", fault, error->message, words);
  if (error != NULL)
    {
      g_autofree char *report = au_source_error_dup_report (error);

      g_assert_null (strstr (report, TOKEN));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  g_assert_cmpuint (au_databricks_source_get_n_open (AU_DATABRICKS_SOURCE (fixture->source)), ==,
                    0);
  g_assert_cmpuint (count (fixture, AU_STANDIN_OPEN), ==, 0);
}

static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      /* What a source learned from one fault is not to help with the next. */
      drain ();
      g_assert_finalize_object (fixture->source);
      fixture->source = open_source (fixture->standin, "DATABRICKS_TOKEN=" TOKEN);
      try_fault (fixture, faults[i].fault, faults[i].outcome, faults[i].words);
    }
}

static void
test_link_faults (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");

  try_fault (fixture, "inline-limit", FINE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (link_faults); i++)
    try_fault (fixture, link_faults[i], FINE, NULL);
  try_fault (fixture, "link-refused:99", SOURCE (RESULT_GONE), "run the query again");
  try_fault (fixture, "cut-json@link", SOURCE (ANSWER), "cannot be read");
  g_assert_cmpuint (count (fixture, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 0);
}

/* A statement may have been taken although no answer came: it is not sent again. */
static void
test_no_duplicates (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const ambiguous[] = { "drop@submit", "hang@submit", "cut-body@submit", "empty-body@submit" };

  for (gsize i = 0; i < G_N_ELEMENTS (ambiguous); i++)
    {
      guint before = count (fixture, AU_STANDIN_SUBMITTED);

      try_fault (fixture, ambiguous[i], i < 3 ? SOURCE (NETWORK) : SOURCE (ANSWER), NULL);
      g_assert_cmpuint (count (fixture, AU_STANDIN_SUBMITTED), <=, before + 1);
    }
}

typedef struct
{
  AuResult *result;
  GError *error;
  gboolean done;
} Answer;

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->result = au_source_query_finish (AU_SOURCE (object), result, &answer->error);
  answer->done = TRUE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
none_is_open (gpointer user_data)
{
  return count (user_data, AU_STANDIN_OPEN) == 0;
}

/* Whenever the cancel comes, no statement stays open there, and the caller hears of the cancel only
 * when that is so. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const ways[] = { NULL, "cancel-loses", "cancel-slow:2", "cancel-forgotten", "inline-limit" };
  guint n_cancelled = 0;

  for (gsize w = 0; w < G_N_ELEMENTS (ways); w++)
    for (guint delay = 0; delay <= 260; delay += 13)
      {
        g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        Answer answer = { NULL, NULL, FALSE };

        set_fault (fixture, ways[w]);
        g_timeout_add (delay, cancel_cb, cancellable);
        au_source_query_async (fixture->source, request, cancellable, query_cb, &answer);
        support_wait (&answer.done);
        if (answer.error != NULL)
          {
            g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
            n_cancelled++;
          }
        if (g_strcmp0 (ways[w], "cancel-forgotten") != 0)
          g_assert_true (none_is_open (fixture));
        while (!g_cancellable_is_cancelled (cancellable))
          g_main_context_iteration (NULL, TRUE);
        g_clear_error (&answer.error);
        g_clear_pointer (&answer.result, au_result_unref);
      }
  g_assert_cmpuint (n_cancelled, >, 40);
  g_assert_cmpuint (count (fixture, AU_STANDIN_CANCELS), >, 20);
}

/* The end of the program leaves nothing behind. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
  Answer answers[5] = { { NULL, NULL, FALSE } };
  gint64 end = g_get_monotonic_time () + 60 * 1000;

  set_fault (fixture, "running:1000");
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    au_source_query_async (fixture->source, request, NULL, query_cb, &answers[i]);
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count (fixture, AU_STANDIN_OPEN), >, 0);

  g_assert_true (au_databricks_source_close (AU_DATABRICKS_SOURCE (fixture->source), 5000));
  g_assert_cmpuint (count (fixture, AU_STANDIN_OPEN), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      support_wait (&answers[i].done);
      g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&answers[i].error);
    }
}

static void
status_cb (AuSource   *source,
           const char *sentence,
           GPtrArray  *sentences)
{
  g_ptr_array_add (sentences, g_strdup (sentence != NULL ? sentence : ""));
}

static void
test_starting (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (fixture->source, "status", G_CALLBACK (status_cb), sentences);
  try_fault (fixture, "warehouse-starting:2", FINE, NULL);
  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (sentences, 0), "Starting warehouse "));
  g_assert_cmpstr (g_ptr_array_index (sentences, 1), ==, "");
  g_signal_handlers_disconnect_by_data (fixture->source, sentences);
}

/* ------------------------------------------------------------- signing in */

static void
test_machine (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *good = g_strdup_printf ("DATABRICKS_CLIENT_ID=%s;DATABRICKS_CLIENT_SECRET=" CLIENT_SECRET,
                                           au_standin_get_client_id (fixture->standin));
  g_autofree char *bad = g_strdup_printf ("DATABRICKS_CLIENT_ID=%s;DATABRICKS_CLIENT_SECRET=wrong",
                                          au_standin_get_client_id (fixture->standin));

  g_set_object (&fixture->source, NULL);
  fixture->source = open_source (fixture->standin, good);
  try_fault (fixture, NULL, FINE, NULL);
  try_fault (fixture, NULL, FINE, NULL);
  g_assert_cmpuint (count (fixture, AU_STANDIN_TOKENS), ==, 1);

  /* Refused in the middle, a new one is asked for, once, and the load goes on. */
  au_standin_expire_tokens (fixture->standin);
  try_fault (fixture, NULL, FINE, NULL);
  g_assert_cmpuint (count (fixture, AU_STANDIN_TOKENS), ==, 2);
  try_fault (fixture, "token-expires:1", FINE, NULL);

  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, bad);
  try_fault (fixture, NULL, SOURCE (SIGN_IN), "check the client id and secret");
  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, good);
  try_fault (fixture, "oauth-missing", SOURCE (SIGN_IN), "no sign-in with OAuth");
  try_fault (fixture, "token-malformed", SOURCE (SIGN_IN), "no token");
}

/* A person's browser: goes to the page and wherever that leads. */
static void
browsed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);
  char **shown = user_data;

  if (page != NULL)
    *shown = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

typedef struct
{
  SoupSession *session;
  char *shown;
  char *uri;
} Browser;

static void
browse (const char *uri,
        gpointer    user_data)
{
  Browser *browser = user_data;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  g_set_str (&browser->uri, uri);
  soup_session_send_and_read_async (browser->session, message, 0, NULL, browsed_cb,
                                    &browser->shown);
}

typedef struct
{
  GError *error;
  gboolean done;
} Outcome;

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  au_auth_browser_sign_in_finish (AU_AUTH_BROWSER (object), result, &outcome->error);
  outcome->done = TRUE;
}

static AuAuthBrowser *
get_browser_auth (Fixture *fixture)
{
  AuDatabricksSource *source = AU_DATABRICKS_SOURCE (fixture->source);

  return AU_AUTH_BROWSER (au_databricks_client_get_auth (au_databricks_source_get_client (source)));
}

static void
sign_in (Fixture    *fixture,
         Browser    *browser,
         const char *fault,
         Outcome    *outcome)
{
  set_fault (fixture, fault);
  outcome->done = FALSE;
  g_clear_pointer (&browser->shown, g_free);
  au_auth_browser_sign_in_async (get_browser_auth (fixture), browse, browser, NULL, signed_in_cb,
                                 outcome);
  support_wait (&outcome->done);
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  Browser browser = { soup_session_new (), NULL, NULL };
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, "DATABRICKS_AUTH_TYPE=external-browser");
  try_fault (fixture, NULL, SOURCE (SIGN_IN), "sign in with the browser");

  sign_in (fixture, &browser, "sign-in-denied", &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
  g_clear_error (&outcome.error);
  sign_in (fixture, &browser, "sign-in-state", &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
  g_assert_nonnull (strstr (outcome.error->message, "another sign-in"));
  g_clear_error (&outcome.error);
  g_assert_cmpuint (count (fixture, AU_STANDIN_TOKENS), ==, 0);

  sign_in (fixture, &browser, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_nonnull (strstr (browser.uri, "code_challenge_method=S256"));
  while (browser.shown == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (browser.shown, "You are signed in."));
  try_fault (fixture, NULL, FINE, NULL);

  /* Each refresh token works once, and the next one came with the answer. */
  for (guint i = 0; i < 3; i++)
    {
      au_standin_expire_tokens (fixture->standin);
      try_fault (fixture, NULL, FINE, NULL);
    }
  au_standin_expire_tokens (fixture->standin);
  try_fault (fixture, "refresh-revoked", SOURCE (SIGN_IN), "sign in again");
  sign_in (fixture, &browser, NULL, &outcome);
  g_assert_no_error (outcome.error);
  try_fault (fixture, NULL, FINE, NULL);

  while (browser.shown == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (browser.session);
  g_free (browser.shown);
  g_free (browser.uri);
}

/* ------------------------------------------------------------- trial, warehouses */

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gpointer *slot = user_data;

  slot[0] = au_source_test_finish (AU_SOURCE (object), result, (GError **) &slot[1]);
  slot[2] = GINT_TO_POINTER (TRUE);
}

/* Ten faults, ten different sentences. */
static void
test_trial (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *fault;
    AuSourceError code;
  } cases[] = {
    { NULL, 0 },
    { "drop:9", AU_SOURCE_ERROR_NETWORK },
    { "no-api", AU_SOURCE_ERROR_ADDRESS },
    { "login-page", AU_SOURCE_ERROR_ADDRESS },
    { "login-redirect", AU_SOURCE_ERROR_ADDRESS },
    { "unauthenticated", AU_SOURCE_ERROR_SIGN_IN },
    { "warehouse-gone", AU_SOURCE_ERROR_WAREHOUSE },
    { "warehouse-permission", AU_SOURCE_ERROR_PERMISSION },
    { "table-permission", AU_SOURCE_ERROR_PERMISSION },
    { "table-missing", AU_SOURCE_ERROR_STATEMENT },
    { "rate-limit:99", AU_SOURCE_ERROR_RATE_LIMIT },
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gpointer slot[3] = { NULL, NULL, NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      set_fault (fixture, cases[i].fault);
      au_source_test_async (fixture->source, NULL, tested_cb, slot);
      while (slot[2] == NULL)
        g_main_context_iteration (NULL, TRUE);
      sentence = slot[0];
      error = slot[1];
      if (cases[i].fault == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (strstr (sentence, "10 rows"));
          continue;
        }
      g_assert_error (error, AU_SOURCE_ERROR, (int) cases[i].code);
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message)));
    }
  g_assert_cmpuint (g_hash_table_size (sentences), ==, 10);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gpointer *slot = user_data;

  slot[0] = au_databricks_list_warehouses_finish (AU_DATABRICKS_CLIENT (object), result,
                                                  (GError **) &slot[1]);
  slot[2] = GINT_TO_POINTER (TRUE);
}

static void
test_warehouses (Fixture       *fixture,
                 gconstpointer  data)
{
  AuDatabricksClient *client =
    au_databricks_source_get_client (AU_DATABRICKS_SOURCE (fixture->source));

  for (guint i = 0; i < 2; i++)
    {
      gpointer slot[3] = { NULL, NULL, NULL };
      g_autoptr (GPtrArray) list = NULL;

      set_fault (fixture, i == 0 ? NULL : "no-warehouses");
      au_databricks_list_warehouses_async (client, NULL, listed_cb, slot);
      while (slot[2] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_no_error ((GError *) slot[1]);
      list = slot[0];
      g_assert_cmpuint (list->len, ==, i == 0 ? 2 : 0);
      if (i == 0)
        {
          AuDatabricksWarehouse *first = g_ptr_array_index (list, 0);
          AuDatabricksWarehouse *second = g_ptr_array_index (list, 1);

          g_assert_cmpstr (first->id, ==, AU_STANDIN_WAREHOUSE);
          g_assert_cmpint (first->state, ==, AU_DATABRICKS_WAREHOUSE_RUNNING);
          g_assert_cmpint (second->state, ==, AU_DATABRICKS_WAREHOUSE_STOPPED);
        }
    }
}

/* ------------------------------------------------------------- secrets */

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome *outcome = user_data;

  au_secrets_store_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
store (Fixture    *fixture,
       const char *secret,
       Outcome    *outcome)
{
  outcome->done = FALSE;
  au_secrets_store_async (au_standin_get_uri (fixture->standin), AU_SECRET_TOKEN, secret, NULL,
                          stored_cb, outcome);
  support_wait (&outcome->done);
}

/* The token of the keyring signs in; taken out of it, nobody is signed in. */
static void
test_keyring_child (Fixture       *fixture,
                    gconstpointer  data)
{
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, "");
  try_fault (fixture, NULL, SOURCE (SIGN_IN), "There is no access token");
  store (fixture, TOKEN, &outcome);
  g_assert_no_error (outcome.error);
  try_fault (fixture, NULL, FINE, NULL);
  store (fixture, NULL, &outcome);
  g_assert_no_error (outcome.error);

  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, "");
  try_fault (fixture, NULL, SOURCE (SIGN_IN), "There is no access token");
}

/* With no keyring the sentence says what to do instead. */
static void
test_no_keyring (Fixture       *fixture,
                 gconstpointer  data)
{
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, "");
  store (fixture, TOKEN, &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_KEYRING);
  g_assert_nonnull (strstr (outcome.error->message, "DATABRICKS_TOKEN"));
  g_clear_error (&outcome.error);
  try_fault (fixture, NULL, SOURCE (KEYRING), "DATABRICKS_TOKEN");
}

/* Goes everywhere a secret could be told. */
static void
test_talk_child (Fixture       *fixture,
                 gconstpointer  data)
{
  test_machine (fixture, NULL);
  g_clear_object (&fixture->source);
  fixture->source = open_source (fixture->standin, "DATABRICKS_TOKEN=" TOKEN);
  test_link_faults (fixture, NULL);
  try_fault (fixture, "unauthenticated", SOURCE (SIGN_IN), NULL);
  try_fault (fixture, "drop@submit", SOURCE (NETWORK), NULL);
}

static void
run_child (const char *path,
           const char *name,
           const char *value)
{
  g_auto (GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, name, value, TRUE);
  g_test_trap_subprocess_with_envp (path, (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_keyring (void)
{
  g_autofree char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  run_child ("/source/databricks/keyring/subprocess", "SECRET_FILE_TEST_PATH", path);
  support_remove_folder (g_steal_pointer (&folder));
}

static void
test_talk (void)
{
  run_child ("/source/databricks/talk/subprocess", "G_MESSAGES_DEBUG", "all");
  g_test_trap_assert_stdout ("*/api/2.0/sql/statements*");
  g_test_trap_assert_stdout_unmatched ("*" TOKEN "*");
  g_test_trap_assert_stdout_unmatched ("*" CLIENT_SECRET "*");
  g_test_trap_assert_stdout_unmatched ("*Bearer*");
  g_test_trap_assert_stderr_unmatched ("*" TOKEN "*");
  g_test_trap_assert_stderr_unmatched ("*" CLIENT_SECRET "*");
  g_test_trap_assert_stderr_unmatched ("*Bearer*");
}

#define add(path, with, test) g_test_add ("/source/databricks/" path, Fixture, NULL, with, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_setenv ("ANYUSAGE_TODAY", "2026-11-24", TRUE);
  /* No keyring: a file of libsecret's own, for tests. */
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/dev/null/none", FALSE);
  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);

  add ("same-rows", set_up, test_same_rows);
  add ("same-rows-by-links", set_up, test_same_rows_by_links);
  add ("provenance", set_up, test_provenance);
  add ("faults", set_up, test_faults);
  add ("link-faults", set_up, test_link_faults);
  add ("no-duplicates", set_up, test_no_duplicates);
  add ("cancel", set_up_slow, test_cancel);
  add ("close", set_up_slow, test_close);
  add ("starting", set_up, test_starting);
  add ("machine", set_up, test_machine);
  add ("browser", set_up, test_browser);
  add ("trial", set_up, test_trial);
  add ("warehouses", set_up, test_warehouses);
  add ("no-keyring", set_up, test_no_keyring);
  add ("keyring/subprocess", set_up, test_keyring_child);
  g_test_add_func ("/source/databricks/keyring", test_keyring);
  add ("talk/subprocess", set_up, test_talk_child);
  g_test_add_func ("/source/databricks/talk", test_talk);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
