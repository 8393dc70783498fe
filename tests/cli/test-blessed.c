/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program on the Blessed API, served by the stand-in. */
#include "config.h"

#include "au-clock.h"
#include "au-standin.h"
#include "run.h"

#include <string.h>

#define KEY "bk0123456789SECRETkey"
#define ID "--subscription=a0XSAMPLE000001"

static AuStandin *standin;

/* All sixteen, byte for byte as from the sample workspace. */
static void
test_same_bytes (void)
{
  static const char *const queries[][3] = {
    { "subscriptions", NULL, NULL },
    { "teams_search", "--param=q=a", NULL },
    { "team_subscription", "--param=team_id=40001", NULL },
    { "teams_bulk", "--param=team_ids=40001,40005,41001", NULL },
    { "mau", ID, NULL },
    { "model_spend", ID, NULL },
    { "active_users", ID, NULL },
    { "feature_adoption", ID, NULL },
    { "feature_adoption_pct", ID, NULL },
    { "top_users", ID, "--param=limit=30" },
    { "monthly_spend", ID, "--param=include_current_month=false" },
    { "overage", ID, NULL },
    { "true_ups", ID, NULL },
    { "depth_of_usage", ID, "--param=months=6" },
    { "accounts_search", "--param=q=ó", NULL },
    { "account_opportunities", "--param=account_id=001SAMPLE000001", NULL },
  };

  g_assert_cmpuint (G_N_ELEMENTS (queries), ==, 16);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (Run) here = run_anyusage ("query", queries[i][0], "--format=csv", "--source=sample",
                                           queries[i][1], queries[i][2], NULL);
      g_autoptr (Run) there = run_anyusage ("query", queries[i][0], "--format=csv",
                                            "--source=blessed-api", queries[i][1], queries[i][2], NULL);

      g_test_message ("%s", queries[i][0]);
      run_assert_done (here);
      run_assert_done (there);
      g_assert_cmpuint (here->length, >, 60);
      g_assert_cmpmem (here->out, here->length, there->out, there->length);
    }
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_REFUSED), ==, 0);
}

/* Rows come with the route that was asked, and with no text. */
static void
test_receipt (void)
{
  g_autoptr (Run) table = run_anyusage ("query", "mau", ID, "--source=blessed-api", NULL);
  g_autoptr (Run) json = run_anyusage ("query", "mau", ID, "--source=blessed-api", "--format=json", NULL);

  g_assert_cmpint (table->status, ==, 0);
  g_assert_nonnull (strstr (table->err, "by route /api/v1/metrics/mau"));
  run_assert_done (json);
  g_assert_nonnull (strstr (json->out, "\"standing\": \"by route\""));
  g_assert_nonnull (strstr (json->out, "\"asked\": \"/api/v1/metrics/mau?subscriptionIds=a0XSAMPLE000001"));
  g_assert_null (strstr (json->out, "sent_text"));
  g_assert_null (strstr (json->out, KEY));
}

static void
test_connection (void)
{
  static const struct
  {
    const char *setting;
    const char *part;
  } cases[] = {
    { "BLESSED_API_KEY=other", "does not accept the API key (Invalid API key)" },
    { "BLESSED_API_KEY=two words", "The API key has a blank" },
    { "BLESSED_API_KEY_HEADER=cookie", "it has to be x-api-key or bearer" },
    { "BLESSED_API_URL=http://blessed.example.com", "without encryption" },
    { "BLESSED_API_URL=https://ann:hunter2@blessed.example.com", "user name or password" },
    { "BLESSED_API_URL=http://127.0.0.1:1", "cannot be reached" },
  };
  g_autoptr (Run) fine = run_anyusage ("test-connection", "--source=blessed-api", NULL);

  run_assert_done (fine);
  g_assert_nonnull (strstr (fine->out, "took the key; /api/v1/subscriptions returned 412 rows."));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = run_with (cases[i].setting, "test-connection", "--source=blessed-api", NULL);

      run_assert_fails (run, 1, cases[i].part);
      g_assert_null (strstr (run->err, "hunter2"));
    }
}

/* One line that says what happened, for each of what a service may do. */
static void
test_faults (void)
{
  static const char *const cases[][2] = {
    { "column-missing:overage", "/api/v1/metrics/overage returns no column" },
    { "invalid-token:overage", "does not let this API key read /api/v1/metrics/overage" },
    { "login-page:overage", "web page" },
    { "cut-json:overage", "cannot be read in full" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = NULL;

      au_standin_clear_faults (standin);
      g_assert_true (au_standin_set_fault (standin, cases[i][0], NULL));
      run = run_anyusage ("query", "overage", ID, "--source=blessed-api", NULL);
      run_assert_fails (run, 1, cases[i][1]);
      g_assert_null (strstr (run->err, KEY));
    }
  au_standin_clear_faults (standin);
}

int
main (int    argc,
      char **argv)
{
  const AuStandinOptions options = { .api_key = KEY };
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  run_prepare ();
  standin = au_standin_new (&options);
  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);
  g_setenv ("BLESSED_API_URL", au_standin_get_uri (standin), TRUE);
  g_setenv ("BLESSED_API_KEY", KEY, TRUE);

  g_test_add_func ("/cli/blessed/same-bytes", test_same_bytes);
  g_test_add_func ("/cli/blessed/receipt", test_receipt);
  g_test_add_func ("/cli/blessed/connection", test_connection);
  g_test_add_func ("/cli/blessed/faults", test_faults);

  status = g_test_run ();
  au_standin_free (standin);
  return status;
}
