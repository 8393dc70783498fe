/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where two queries should agree: by hand, and over the sample workspace. */
#include "config.h"

#include "support.h"
#include "../source/support.h"
#include "au-clock.h"
#include "au-reconciliation.h"

#include <string.h>

static GPtrArray *
reconcile (const AuReconciliationInput *input)
{
  g_autoptr (AuSelection) selection = support_selection (500, "40001");

  return au_reconciliations_new (selection, input);
}

static AuReconciliation *
get_only (GPtrArray *all)
{
  g_assert_cmpint (all->len, ==, 1);
  return g_ptr_array_index (all, 0);
}

static void
assert_spend (const char *models,
              const char *totals,
              guint       n_months,
              const char *sentence)
{
  g_autoptr (AuResult) model_spend = support_result ("model_spend", models);
  g_autoptr (AuResult) monthly_spend = support_result ("monthly_spend", totals);
  const AuReconciliationInput input = { .model_spend = model_spend,
                                        .monthly_spend = monthly_spend };
  g_autoptr (GPtrArray) all = reconcile (&input);
  AuReconciliation *only = get_only (all);

  g_assert_cmpint (only->kind, ==, AU_RECONCILIATION_SPEND);
  g_assert_cmpint (only->n_months, ==, n_months);
  g_assert_cmpstr (only->sentence, ==, sentence);
  g_assert_true (only->first == model_spend && only->second == monthly_spend);
}

static void
test_spend (void)
{
  const char *agree = "Model spend and monthly spend agree.";

  assert_spend ("2026-09-01|a|0.10\n2026-09-01|b|0.20\n2026-10-01|a|5.00",
                "2026-09-01|0|0|0.30\n2026-10-01|0|0|5.00", 2, agree);
  /* To the cent: a dollar is within, a cent more is not. */
  assert_spend ("2026-10-01|a|99.00", "2026-10-01|0|0|100.00", 1, agree);
  assert_spend ("2026-10-01|a|98.99", "2026-10-01|0|0|100.00", 1,
                "Model spend differs from monthly spend (Oct 2026: $1.01 less).");
  /* A thousandth of the larger amount. */
  assert_spend ("2026-10-01|a|100000.00", "2026-10-01|0|0|99900.00", 1, agree);
  assert_spend ("2026-10-01|a|100000.00", "2026-10-01|0|0|99899.99", 1,
                "Model spend differs from monthly spend (Oct 2026: $100.01 more).");
  /* A double would not tell these apart. */
  assert_spend ("2026-10-01|a|9007199254740.93\n2026-10-01|b|0.01", "2026-10-01|0|0|9007199254740.94", 1,
                agree);
  /* The running month moves, and before one of them begins there is nothing to compare. */
  assert_spend ("2026-08-01|a|50.00\n2026-10-01|a|5.00\n2026-11-01|a|5.00",
                "2026-10-01|0|0|5.00\n2026-11-01|0|0|900.00", 1, agree);
  /* A gap in between is nothing spent. */
  assert_spend ("2026-08-01|a|5.00\n2026-10-01|a|5.00",
                "2026-08-01|0|0|5.00\n2026-09-01|0|0|7.00\n2026-10-01|0|0|5.00", 3,
                "Model spend differs from monthly spend (Sep 2026: $7.00 less).");
  assert_spend ("2026-05-01|a|5.00\n2026-06-01|a|5.00\n2026-07-01|a|5.00\n2026-08-01|a|5.00\n2026-09-01|a|5.00",
                "2026-05-01|0|0|8.00\n2026-06-01|0|0|8.00\n2026-07-01|0|0|8.00\n2026-08-01|0|0|8.00\n"
                "2026-09-01|0|0|8.00", 5,
                "Model spend differs from monthly spend (May 2026: $3.00 less, Jun 2026: $3.00 less, "
                "Jul 2026: $3.00 less and 2 more months).");
}

static void
assert_people (const char *depth,
               const char *mau,
               const char *sentence)
{
  g_autoptr (AuResult) depth_of_usage = support_result ("depth_of_usage", depth);
  g_autoptr (AuResult) active = support_result ("mau", mau);
  const AuReconciliationInput input = { .depth_of_usage = depth_of_usage, .mau = active };
  g_autoptr (GPtrArray) all = reconcile (&input);

  g_assert_cmpstr (get_only (all)->sentence, ==, sentence);
}

static void
test_depth (void)
{
  assert_people ("2026-10-01|1–10|1|5\n2026-10-01|11–50|11|4", "2026-10-01|9|NULL",
                 "Depth of usage counts no more people than were active.");
  assert_people ("2026-10-01|1–10|1|5\n2026-10-01|11–50|11|5", "2026-10-01|9|NULL",
                 "Depth of usage counts more people than were active (Oct 2026: 10 against 9).");
}

static void
assert_adoption (const char *users,
                 const char *shares,
                 const char *mau,
                 const char *sentence)
{
  g_autoptr (AuResult) adoption = support_result ("feature_adoption", users);
  g_autoptr (AuResult) adoption_pct = support_result ("feature_adoption_pct", shares);
  g_autoptr (AuResult) active = mau != NULL ? support_result ("mau", mau) : NULL;
  const AuReconciliationInput input = {
    .feature_adoption = adoption, .feature_adoption_pct = adoption_pct, .mau = active,
  };
  g_autoptr (GPtrArray) all = reconcile (&input);

  g_assert_cmpstr (get_only (all)->sentence, ==, sentence);
}

static void
test_adoption (void)
{
  const char *agree = "Feature adoption and its percentages agree.";

  assert_adoption ("2026-10-01|mcp|1\n2026-10-01|agent|2",
                   "2026-10-01|mcp|33.333333333333336\n2026-10-01|agent|66.66666666666667", NULL, agree);
  assert_adoption ("2026-10-01|mcp|1\n2026-10-01|agent|2",
                   "2026-10-01|mcp|33.333333333333336\n2026-10-01|agent|66.66666666666667",
                   "2026-10-01|3|NULL", agree);
  assert_adoption ("2026-10-01|mcp|1\n2026-10-01|agent|2",
                   "2026-10-01|mcp|33.333333333333336\n2026-10-01|agent|66.66666666666667",
                   "2026-10-01|2|NULL",
                   "Feature adoption and its percentages differ (Oct 2026: 3 against 2).");
  assert_adoption ("2026-10-01|mcp|1\n2026-10-01|agent|2",
                   "2026-10-01|mcp|25\n2026-10-01|agent|66.66666666666667", NULL,
                   "Feature adoption and its percentages differ (Oct 2026: 4 against 3).");
}

/* Other subscriptions, other teams, rows held back, nothing at all: no word of it. */
static void
test_scopes (void)
{
  g_autoptr (AuResult) model_spend = support_result ("model_spend", "2026-10-01|a|1.00");
  g_autoptr (AuResult) monthly_spend = support_result ("monthly_spend", "2026-10-01|0|0|100.00");
  g_autoptr (AuResult) cut = support_result_read ("monthly_spend", "2026-10-01|0|0|100.00",
                                                  au_day_new (2026, 11, 24), TRUE);
  g_autoptr (AuResult) empty = support_result ("monthly_spend", "");
  g_autoptr (AuResult) depth = support_result ("depth_of_usage", "2026-10-01|1–10|1|5");
  g_autoptr (AuResult) mau = support_result ("mau", "2026-10-01|1|NULL");
  const AuReconciliationInput none = { NULL };
  const AuReconciliationInput half = { .model_spend = model_spend };
  const AuReconciliationInput held_back = { .model_spend = model_spend, .monthly_spend = cut };
  const AuReconciliationInput no_rows = { .model_spend = model_spend, .monthly_spend = empty };
  const AuReconciliationInput spend = { .model_spend = model_spend,
                                        .monthly_spend = monthly_spend };
  const AuReconciliationInput people = { .depth_of_usage = depth, .mau = mau };
  const AuReconciliationInput *const inputs[] = { &none, &half, &held_back, &no_rows };
  g_autoptr (AuSelection) more_teams = support_selection (500, "40001,40002");
  g_autoptr (GPtrArray) of_more = au_reconciliations_new (more_teams, &people);
  g_autoptr (GPtrArray) of_spend = au_reconciliations_new (more_teams, &spend);

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GPtrArray) all = reconcile (inputs[i]);

      g_assert_cmpint (all->len, ==, 0);
    }
  g_assert_cmpint (of_more->len, ==, 0);
  g_assert_cmpint (of_spend->len, ==, 1);
}

static AuResult *
read_sample (AuSource    *source,
             const char  *query,
             AuSelection *selection)
{
  g_autofree char *id = g_strdup_printf ("subscription_ids=%s", au_selection_get_ids (selection)[0]);
  g_autoptr (GVariant) teams = g_variant_ref_sink (au_selection_get_team_ids (selection));
  g_autoptr (GString) list = g_string_new ("team_ids=");
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  AuResult *result;

  for (gsize i = 0; i < g_variant_n_children (teams); i++)
    {
      gint64 team;

      g_variant_get_child (teams, i, "x", &team);
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", team);
    }
  request = support_request (source, query, g_str_equal (query, "depth_of_usage") ? list->str : id);
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Account 1 differs on purpose, in one month of one comparison; the others agree. */
static void
test_sample (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  g_autoptr (AuRequest) request = support_request (source, "subscriptions", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) listed = support_query (source, request, NULL, &error);
  g_autoptr (GPtrArray) subscriptions = NULL;
  guint n_compared = 0;

  g_assert_no_error (error);
  subscriptions = au_subscriptions_new_from_table (au_result_get_table (listed));
  for (guint i = 0; i < subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (subscriptions, i);
      const char *id = au_subscription_get_id (subscription);
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (AuSelection) selection = NULL;
      guint n_teams;

      au_subscription_get_team_ids (subscription, &n_teams);
      /* The accounts with traps of their own are others' tests; these tell a story in full. */
      if (n_teams == 0 || (!g_str_has_suffix (id, "0001") && !g_str_has_suffix (id, "0002") &&
                           !g_str_has_suffix (id, "0003")))
        continue;
      g_ptr_array_add (one, subscription);
      selection = au_selection_new (one, &error);
      g_assert_no_error (error);
      {
        g_autoptr (AuResult) model_spend = read_sample (source, "model_spend", selection);
        g_autoptr (AuResult) monthly_spend = read_sample (source, "monthly_spend", selection);
        g_autoptr (AuResult) depth = read_sample (source, "depth_of_usage", selection);
        g_autoptr (AuResult) mau = read_sample (source, "mau", selection);
        g_autoptr (AuResult) adoption = read_sample (source, "feature_adoption", selection);
        g_autoptr (AuResult) shares = read_sample (source, "feature_adoption_pct", selection);
        const AuReconciliationInput input = {
          model_spend, monthly_spend, depth, mau, adoption, shares,
        };
        g_autoptr (GPtrArray) all = au_reconciliations_new (selection, &input);

        g_assert_cmpint (all->len, ==, 3);
        for (guint n = 0; n < all->len; n++)
          {
            const AuReconciliation *found = g_ptr_array_index (all, n);

            g_test_message ("%s: %s", id, found->sentence);
            if (g_str_has_suffix (id, "0001") && found->kind == AU_RECONCILIATION_SPEND)
              g_assert_cmpstr (found->sentence, ==,
                               "Model spend differs from monthly spend (Aug 2026: $704.97 less).");
            else
              g_assert_cmpint (found->differences->len, ==, 0);
            n_compared++;
          }
      }
    }
  g_assert_cmpint (n_compared, ==, 9);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);
  g_test_add_func ("/reconciliation/spend", test_spend);
  g_test_add_func ("/reconciliation/depth", test_depth);
  g_test_add_func ("/reconciliation/adoption", test_adoption);
  g_test_add_func ("/reconciliation/scopes", test_scopes);
  g_test_add_func ("/reconciliation/sample", test_sample);
  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
