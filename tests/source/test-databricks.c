/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Databricks source over real HTTP, against the stand-in workspace. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-source-error.h"
#include "support.h"

#include <string.h>

static void
compare_all (Fixture *fixture)
{
  g_autoptr (AuSource) sample = support_open (NULL);

  for (gsize i = 0; i < SUPPORT_N_QUERIES; i++)
    {
      const SupportQuery *query = &support_queries[i];
      g_autofree char *here = support_read_csv (sample, query->query, query->parameters);
      g_autofree char *there = support_read_csv (fixture->source, query->query, query->parameters);

      g_assert_cmpstr (here, ==, there);
      g_assert_cmpuint (strlen (here), >, 60);
    }
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_REFUSED), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_OPEN), ==, 0);
}

/* All sixteen, byte for byte as in the sample workspace, in one chunk or many. */
static void
test_same_rows (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *agent = NULL;

  compare_all (fixture);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_SUBMITTED), ==, SUPPORT_N_QUERIES);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_CHUNKS), >, 3 * SUPPORT_N_QUERIES);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_LINKS), ==, 0);
  agent = au_standin_dup_user_agent (fixture->standin);
  g_assert_true (g_str_has_prefix (agent, "Anyusage/" PACKAGE_VERSION " os/linux auth/pat libsoup/"));
}

/* The same as links: sent twice only for the first time that a query is too large. */
static void
test_same_rows_by_links (Fixture       *fixture,
                         gconstpointer  data)
{
  fixture_set_fault (fixture, "inline-limit");
  compare_all (fixture);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_SUBMITTED), ==, 2 * SUPPORT_N_QUERIES);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_LINKS), >, 3 * SUPPORT_N_QUERIES);
  compare_all (fixture);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_SUBMITTED), ==, 3 * SUPPORT_N_QUERIES);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 0);
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

  fixture_set_fault (fixture, "truncated");
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

/* Each fault of the stand-in, what becomes of it, and words that the sentence has. */
static const struct
{
  const char *fault;
  int outcome;
  const char *words;
} faults[] = {
  { "drop@submit", SOURCE (NETWORK), "run it again" },
  { "drop:2@poll", FIXTURE_FINE, NULL },
  { "drop:2@chunk", FIXTURE_FINE, NULL },
  { "hang@submit", SOURCE (NETWORK), "run it again" },
  { "hang:1@poll", FIXTURE_FINE, NULL },
  { "slow-body:5", FIXTURE_FINE, NULL },
  { "cut-json@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-json@result", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-json@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "cut-body@submit", SOURCE (NETWORK), "run it again" },
  { "empty-body@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "empty-body@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "not-json@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-shape@submit", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-shape@chunk", SOURCE (ANSWER), "cannot be read in full" },
  { "wrong-clock", FIXTURE_FINE, NULL },
  { "login-page@submit", SOURCE (ADDRESS), "login page" },
  { "login-page@poll", SOURCE (ADDRESS), "login page" },
  { "login-redirect@submit", SOURCE (ADDRESS), "private link" },
  { "rate-limit:2", FIXTURE_FINE, NULL },
  { "rate-limit:99@submit", SOURCE (RATE_LIMIT), "wait a minute" },
  { "rate-limit-no-wait:2", FIXTURE_FINE, NULL },
  { "unavailable:2", FIXTURE_FINE, NULL },
  { "unavailable-no-wait@submit", SOURCE (SERVICE), "try again" },
  { "unavailable-no-wait:2@poll", FIXTURE_FINE, NULL },
  { "server-error@submit", SOURCE (SERVICE), "try again" },
  { "server-error:2@chunk", FIXTURE_FINE, NULL },
  { "bad-gateway@submit", SOURCE (SERVICE), "502" },
  { "no-api@submit", SOURCE (ADDRESS), "no Databricks workspace" },
  { "ip-blocked@submit", SOURCE (PERMISSION), "network" },
  { "unauthenticated@submit", SOURCE (SIGN_IN), "sign in again" },
  { "invalid-token@submit", SOURCE (SIGN_IN), "Invalid access token" },
  { "token-revoked:2", SOURCE (SIGN_IN), "sign in again" },
  { "warehouse-permission", SOURCE (PERMISSION), "Can use" },
  { "warehouse-gone", SOURCE (WAREHOUSE), "choose another" },
  { "warehouse-failed", SOURCE (WAREHOUSE), "no quota for more machines" },
  { "pending:4", FIXTURE_FINE, NULL },
  { "running:4", FIXTURE_FINE, NULL },
  { "table-permission", SOURCE (PERMISSION), "SELECT on table" },
  { "table-missing", SOURCE (STATEMENT), "no such table" },
  { "syntax-error", SOURCE (STATEMENT), "PARSE_SYNTAX_ERROR" },
  { "statement-failed", SOURCE (STATEMENT), "could not run" },
  { "canceled-by-admin", SOURCE (STATEMENT), "cancelled in the workspace" },
  { "unknown-state", SOURCE (ANSWER), "cannot be read" },
  { "inline-limit", FIXTURE_FINE, NULL },
  { "closed-with-result", FIXTURE_FINE, NULL },
  { "closed", SOURCE (RESULT_GONE), "run it again" },
  { "forgotten", SOURCE (RESULT_GONE), "run it again" },
  { "chunk-gone", SOURCE (RESULT_GONE), "run it again" },
  { "no-rows", FIXTURE_FINE, NULL },
  { "result-missing", SOURCE (ANSWER), NULL },
  { "manifest-missing", SOURCE (ANSWER), "told nothing" },
  { "no-next", FIXTURE_FINE, NULL },
  { "row-offset", FIXTURE_FINE, NULL },
  { "truncated", FIXTURE_FINE, NULL },
  { "row-count", SOURCE (ANSWER), "fewer or more rows" },
  { "chunk-short", SOURCE (ANSWER), "fewer or more rows" },
  { "chunk-swapped", FIXTURE_FINE, NULL }, /* Chunks are asked for by index and first row. */
  { "column-missing", FIXTURE_CONTRACT, "team_ids" },
  { "column-extra", FIXTURE_FINE, NULL },
  { "column-type", FIXTURE_CONTRACT, "VARIANT" },
  { "row-short", SOURCE (ANSWER), "columns" },
  { "not-a-number", FIXTURE_CONTRACT, "12 people" },
  { "bare-values", FIXTURE_FINE, NULL },
};

static const char *const link_faults[] = {
  "link-expired:1", "link-expired:3", "link-refused:1", "link-headers", "link-redirect", "link-home", "wrong-clock",
  "drop:2@link", "server-error:2@link",
};
static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      /* What a source learned from one fault is not to help with the next. */
      fixture_drain ();
      g_assert_finalize_object (fixture->source);
      fixture->source = fixture_open_source (fixture->standin, "DATABRICKS_TOKEN=" FIXTURE_TOKEN);
      fixture_try_fault (fixture, faults[i].fault, faults[i].outcome, faults[i].words);
    }
}

static void
test_link_faults (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");

  fixture_try_fault (fixture, "inline-limit", FIXTURE_FINE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (link_faults); i++)
    fixture_try_fault (fixture, link_faults[i], FIXTURE_FINE, NULL);
  fixture_try_fault (fixture, "link-refused:99", SOURCE (RESULT_GONE), "run the query again");
  fixture_try_fault (fixture, "cut-json@link", SOURCE (ANSWER), "cannot be read");
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 0);
}

/* A statement may have been taken although no answer came: it is not sent again. */
static void
test_no_duplicates (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const ambiguous[] = { "drop@submit", "hang@submit", "cut-body@submit", "empty-body@submit" };

  for (gsize i = 0; i < G_N_ELEMENTS (ambiguous); i++)
    {
      guint before = fixture_count (fixture, AU_STANDIN_SUBMITTED);

      fixture_try_fault (fixture, ambiguous[i], i < 3 ? SOURCE (NETWORK) : SOURCE (ANSWER), NULL);
      g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_SUBMITTED), <=, before + 1);
    }
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
  return fixture_count (user_data, AU_STANDIN_OPEN) == 0;
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
        SupportAnswer answer = { NULL, NULL, FALSE };

        fixture_set_fault (fixture, ways[w]);
        g_timeout_add (delay, cancel_cb, cancellable);
        support_start (fixture->source, request, cancellable, &answer);
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
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_CANCELS), >, 20);
}

/* The end of the program leaves nothing behind. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (AuRequest) request = support_request (fixture->source, "subscriptions", "");
  SupportAnswer answers[5] = { { NULL, NULL, FALSE } };
  /* Amid whatever they are at by then, or later where this machine is slow. */
  gint64 end = g_get_monotonic_time () + 60 * 1000;
  gint64 last = end + 20 * G_USEC_PER_SEC;

  fixture_set_fault (fixture, "running:1000");
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    support_start (fixture->source, request, NULL, &answers[i]);
  while (g_get_monotonic_time () < end ||
         (fixture_count (fixture, AU_STANDIN_OPEN) == 0 && g_get_monotonic_time () < last))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_OPEN), >, 0);

  g_assert_true (au_databricks_source_close (AU_DATABRICKS_SOURCE (fixture->source), 5000));
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_OPEN), ==, 0);
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
  fixture_try_fault (fixture, "warehouse-starting:2", FIXTURE_FINE, NULL);
  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (sentences, 0), "Starting warehouse "));
  g_assert_cmpstr (g_ptr_array_index (sentences, 1), ==, "");
  g_signal_handlers_disconnect_by_data (fixture->source, sentences);
}

/* While the workspace does not answer, that is said, and no more once it does. */
static void
test_trouble (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *fault;
    const char *sentence;
  } cases[] = {
    { "drop:2@poll", "Reconnecting to 127.0.0.1:" },
    { "server-error:2@chunk", "Reconnecting to 127.0.0.1:" },
    { "rate-limit:1@submit", " is busy; waiting to ask again…" },
  };
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (fixture->source, "status", G_CALLBACK (status_cb), sentences);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_ptr_array_set_size (sentences, 0);
      fixture_try_fault (fixture, cases[i].fault, FIXTURE_FINE, NULL);
      g_assert_cmpuint (sentences->len, ==, 2);
      g_assert_nonnull (strstr (g_ptr_array_index (sentences, 0), cases[i].sentence));
      g_assert_cmpstr (g_ptr_array_index (sentences, 1), ==, "");
    }
  g_ptr_array_set_size (sentences, 0);
  fixture_try_fault (fixture, "server-error@chunk", SOURCE (SERVICE), NULL);
  fixture_drain ();
  g_assert_cmpstr (g_ptr_array_index (sentences, sentences->len - 1), ==, "");
  g_signal_handlers_disconnect_by_data (fixture->source, sentences);
}

/* A hundred and more requests, and a connection for a submission at most: libsoup takes none that
 * was idle for what must not be sent twice. */
static void
test_connections (Fixture       *fixture,
                  gconstpointer  data)
{
  compare_all (fixture);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_REQUESTS), >, 100);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_CONNECTIONS), <=, SUPPORT_N_QUERIES);
}

#define add_with(path, identity, with, test) \
  g_test_add ("/source/databricks/" path, Fixture, GUINT_TO_POINTER (identity), with, test, \
              fixture_tear_down)

/* Over http with HTTP/1, and over https with HTTP/2. */
#define add_both(path, with, test) \
  fixture_add (path, with, test); \
  add_with ("tls/" path, AU_STANDIN_GENUINE, with, test)

int
main (int   argc,
      char *argv[])
{
  fixture_init (&argc, &argv);

  add_both ("same-rows", fixture_set_up, test_same_rows);
  add_both ("same-rows-by-links", fixture_set_up, test_same_rows_by_links);
  fixture_add ("provenance", fixture_set_up, test_provenance);
  add_both ("faults", fixture_set_up, test_faults);
  add_both ("link-faults", fixture_set_up, test_link_faults);
  add_both ("no-duplicates", fixture_set_up, test_no_duplicates);
  add_both ("cancel", fixture_set_up_slow, test_cancel);
  add_both ("close", fixture_set_up_slow, test_close);
  add_both ("starting", fixture_set_up, test_starting);
  add_with ("tls/connections", AU_STANDIN_GENUINE, fixture_set_up, test_connections);
  add_both ("trouble", fixture_set_up, test_trouble);

  return fixture_run ();
}
