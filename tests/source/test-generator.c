/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-sample-generator.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Table names are quoted with brackets here, which reads better in C than quotes do. */
static const char *const tables[] = {
  "[main.dbt.dim_teams]",
  "[main.dbt.dau_all]",
  "[main.dbt.int_revops_daily_user_activity]",
  "[main.dbt.fct_revops_daily_team_metrics]",
  "[main.dbt.fct_revops_monthly_team_metrics]",
  "[main.dbt.stg_user_team]",
  "[main.dbt.int_monthly_user_agent_usage]",
  "[main.dbt.fct_revops_user_metrics]",
  "[revops_share.pt_salesforce.subscription__c]",
  "[revops_share.pt_salesforce.account]",
  "[revops_share.pt_salesforce.opportunity]",
  "[revops_share.pt_salesforce.user]",
  "[revops.analytics.temp_model_usage_monthly_sfdc]",
  "[revops.pt_salesforce.subscription_overage__c]",
};

typedef struct
{
  char *path;
  sqlite3 *db;
} Workspace;

static void
workspace_clear (Workspace *self)
{
  sqlite3_close (self->db);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workspace, workspace_clear)

static char *
make_path (void)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("anyusage-generator-XXXXXX.sqlite", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  return path;
}

static void
workspace_init (Workspace *self,
                AuDay      today,
                guint      n_subscriptions)
{
  g_autoptr (GError) error = NULL;

  self->path = make_path ();
  au_sample_generator_write (self->path, today, n_subscriptions, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
}

/* All rows of a query, cells joined by bars and rows by spaces; NULL as "-". */
static char *
read_text (sqlite3    *db,
           const char *sql)
{
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *cell = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell != NULL ? cell : "-");
        }
    }
  sqlite3_finalize (statement);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
read_int (sqlite3    *db,
          const char *sql)
{
  g_autofree char *text = read_text (db, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

static char *
hash_rows (sqlite3    *db,
           const char *sql)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      {
        const void *cell = sqlite3_column_text (statement, i);
        guint8 type = sqlite3_column_type (statement, i);

        g_checksum_update (checksum, &type, 1);
        if (cell != NULL)
          g_checksum_update (checksum, cell, sqlite3_column_bytes (statement, i));
      }
  sqlite3_finalize (statement);

  return g_strdup (g_checksum_get_string (checksum));
}

static char *
hash_table_rows (sqlite3    *db,
                 const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);

  return hash_rows (db, sql);
}

static void
test_same_day_same_rows (void)
{
  g_auto (Workspace) first = { 0 };
  g_auto (Workspace) second = { 0 };
  g_auto (Workspace) other = { 0 };

  workspace_init (&first, au_day_new (2026, 11, 24), 30);
  workspace_init (&second, au_day_new (2026, 11, 24), 30);
  workspace_init (&other, au_day_new (2026, 11, 25), 30);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *a = hash_table_rows (first.db, tables[i]);
      g_autofree char *b = hash_table_rows (second.db, tables[i]);

      g_test_message ("%s", tables[i]);
      g_assert_cmpstr (a, ==, b);
    }

  {
    g_autofree char *a = hash_table_rows (first.db, "[main.dbt.dau_all]");
    g_autofree char *b = hash_table_rows (other.db, "[main.dbt.dau_all]");

    g_assert_cmpstr (a, !=, b);
  }
}

/* Two days of one month agree about the past, but for the month that Oriel restates on the 10th. */
static void
test_restatement (void)
{
  static const char *const pasts[] = {
    "SELECT * FROM [main.dbt.int_revops_daily_user_activity] WHERE dt < '2026-11-09' "
    "AND NOT (cursor_team_id = 40003 AND dt BETWEEN '2026-09-01' AND '2026-09-30') ORDER BY 1, 2, 3, 4",
    "SELECT * FROM [main.dbt.dau_all] WHERE dt < '2026-11-09' "
    "AND NOT (team_id = 40003 AND dt BETWEEN '2026-09-01' AND '2026-09-30') ORDER BY 1, 2, 3",
    "SELECT * FROM [main.dbt.fct_revops_daily_team_metrics] WHERE dt < '2026-11-09' "
    "AND NOT (team_id = 40003 AND dt BETWEEN '2026-09-01' AND '2026-10-30') ORDER BY 1, 2",
    "SELECT * FROM [main.dbt.fct_revops_monthly_team_metrics] WHERE month < '2026-11-01' "
    "AND NOT (team_id = 40003 AND month = '2026-09-01') ORDER BY 1, 2",
    "SELECT * FROM [revops.analytics.temp_model_usage_monthly_sfdc] WHERE month < '2026-11-01' "
    "AND NOT (subscription_id = 'a0XSAMPLE000003' AND month = '2026-09-01') ORDER BY 1, 2, 3",
    "SELECT * FROM [revops_share.pt_salesforce.opportunity] ORDER BY 1",
    "SELECT * FROM [revops.pt_salesforce.subscription_overage__c] ORDER BY 1, 2, 3, 4",
  };
  static const char mau[] =
    "SELECT count(DISTINCT user_id) FROM [main.dbt.int_revops_daily_user_activity] "
    "WHERE cursor_team_id = 40003 AND dt BETWEEN '2026-09-01' AND '2026-09-30'";
  static const char spend[] =
    "SELECT CAST(round(100 * sum(api_cost_usd_month + cursor_token_fee_calc_usd_month)) AS INTEGER) "
    "FROM [main.dbt.fct_revops_monthly_team_metrics] WHERE team_id = 40003 AND month = '2026-09-01'";
  static const char by_model[] =
    "SELECT CAST(round(100 * sum(spend_usd)) AS INTEGER) "
    "FROM [revops.analytics.temp_model_usage_monthly_sfdc] "
    "WHERE subscription_id = 'a0XSAMPLE000003' AND month = '2026-09-01'";
  g_auto (Workspace) before = { 0 };
  g_auto (Workspace) after = { 0 };
  g_autofree char *lost = NULL;
  g_autofree char *attach = NULL;

  workspace_init (&before, au_day_new (2026, 11, 9), 0);
  workspace_init (&after, au_day_new (2026, 11, 10), 0);

  for (guint i = 0; i < G_N_ELEMENTS (pasts); i++)
    {
      g_autofree char *a = hash_rows (before.db, pasts[i]);
      g_autofree char *b = hash_rows (after.db, pasts[i]);

      g_test_message ("%s", pasts[i]);
      g_assert_cmpstr (a, ==, b);
    }

  g_assert_cmpint (read_int (before.db, mau), ==, 182);
  g_assert_cmpint (read_int (after.db, mau), ==, 187);
  g_assert_cmpint (read_int (after.db, spend), ==, (read_int (before.db, spend) * 103 + 50) / 100);
  g_assert_cmpint (read_int (after.db, by_model), ==, read_int (after.db, spend));

  /* The restatement adds rows and takes none away. */
  attach = g_strdup_printf ("ATTACH '%s' AS old", before.path);
  g_assert_cmpint (sqlite3_exec (after.db, attach, NULL, NULL, NULL), ==, SQLITE_OK);
  lost = read_text (after.db,
                    "SELECT count(*) FROM (SELECT * FROM old.[main.dbt.int_revops_daily_user_activity] "
                    "WHERE cursor_team_id = 40003 EXCEPT "
                    "SELECT * FROM main.[main.dbt.int_revops_daily_user_activity])");
  g_assert_cmpstr (lost, ==, "0");
}

typedef struct
{
  const char *what;
  const char *sql;
  const char *expected;
} Fact;

#define ACTIVE_IN(teams, month) \
  "SELECT count(DISTINCT user_id) FROM [main.dbt.int_revops_daily_user_activity] " \
  "WHERE cursor_team_id IN (" teams ") AND substr(dt, 1, 7) = '" month "'"

#define SPEND_IN(teams, month) \
  "(SELECT sum(api_cost_usd_month + cursor_token_fee_calc_usd_month) " \
  "FROM [main.dbt.fct_revops_monthly_team_metrics] " \
  "WHERE team_id IN (" teams ") AND substr(month, 1, 7) = '" month "')"

#define MODELS_IN(subscription, month) \
  "(SELECT sum(spend_usd) FROM [revops.analytics.temp_model_usage_monthly_sfdc] " \
  "WHERE subscription_id = '" subscription "' AND substr(month, 1, 7) = '" month "')"

/* On 2026-11-24. Counts are of the raw tables, without the queries. */
static const Fact facts[] = {
  { "default size", "SELECT count(*) FROM [revops_share.pt_salesforce.subscription__c]", "412" },
  { "ten stable ids in their order",
    "SELECT group_concat(Total_Licensed_Seats__c) FROM (SELECT * FROM "
    "[revops_share.pt_salesforce.subscription__c] WHERE Id < 'a0XSAMPLE000011' ORDER BY Id)",
    "500,2400,180,60,90,40,300,800,220,60" },
  { "three subscriptions of one account",
    "SELECT Account__c, count(*) FROM [revops_share.pt_salesforce.subscription__c] "
    "GROUP BY Account__c HAVING count(*) > 1", "001SAMPLE000008|3" },
  { "a search for hal finds several",
    "SELECT count(*) FROM [revops_share.pt_salesforce.account] WHERE Name LIKE '%hal%'", "4" },
  { "two teams of 1",
    "SELECT id, seats FROM [main.dbt.dim_teams] WHERE sf_subscription_id = 'a0XSAMPLE000001' "
    "ORDER BY id", "40001|440 41001|60" },
  { "no team of 10",
    "SELECT count(*) FROM [main.dbt.dim_teams] WHERE sf_subscription_id = 'a0XSAMPLE000010'", "0" },
  { "a team without a subscription",
    "SELECT id, sf_account_name, is_enterprise FROM [main.dbt.dim_teams] "
    "WHERE sf_subscription_id IS NULL", "49999|Driftwood Collective|0" },
  { "5 is listed by 18 characters",
    "SELECT Id, Name FROM [revops_share.pt_salesforce.subscription__c] WHERE length(Id) <> 15",
    "a0XSAMPLE0000052PA|Zespół Łódź" },
  { "and by 15 elsewhere",
    "SELECT (SELECT count(*) FROM [main.dbt.dim_teams] WHERE sf_subscription_id = 'a0XSAMPLE000005'), "
    "(SELECT count(*) > 0 FROM [revops.pt_salesforce.subscription_overage__c] "
    "WHERE Subscription__c = 'a0XSAMPLE000005')", "1|1" },
  { "accounts have names of their own",
    "SELECT count(*) = count(DISTINCT Name) FROM [revops_share.pt_salesforce.account]", "1" },

  { "Halden in October", ACTIVE_IN ("40001, 41001", "2026-10"), "412" },
  { "Halden in September", ACTIVE_IN ("40001, 41001", "2026-09"), "399" },
  { "Halden so far in November is 88 to 94 % of October",
    "SELECT (" ACTIVE_IN ("40001, 41001", "2026-11") ") BETWEEN 363 AND 387", "1" },
  { "Halden dips in August and December",
    "SELECT (" ACTIVE_IN ("40001, 41001", "2026-08") ") < (" ACTIVE_IN ("40001, 41001", "2026-07") "), "
    "(" ACTIVE_IN ("40001, 41001", "2025-12") ") < (" ACTIVE_IN ("40001, 41001", "2025-11") ")", "1|1" },
  { "Halden spends 48 thousand in October",
    "SELECT CAST(" SPEND_IN ("40001, 41001", "2026-10") " AS INTEGER)", "48212" },
  { "an expensive model doubles a month",
    "SELECT " SPEND_IN ("40001, 41001", "2026-05") " > 1.9 * " SPEND_IN ("40001, 41001", "2026-04") ", "
    SPEND_IN ("40001, 41001", "2026-05") " > 1.7 * " SPEND_IN ("40001, 41001", "2026-06"), "1|1" },
  { "the two spends of Halden differ by 1.8 % in one month",
    "SELECT round(1000 * (1 - " MODELS_IN ("a0XSAMPLE000001", "2026-08") " / "
    SPEND_IN ("40001, 41001", "2026-08") "), 2)", "18.0" },
  { "and agree in the others",
    "SELECT round(" MODELS_IN ("a0XSAMPLE000001", "2026-09") " - " SPEND_IN ("40001, 41001", "2026-09") ", 2), "
    "round(" MODELS_IN ("a0XSAMPLE000001", "2026-07") " - " SPEND_IN ("40001, 41001", "2026-07") ", 2), "
    "round(" MODELS_IN ("a0XSAMPLE000001", "2026-11") " - " SPEND_IN ("40001, 41001", "2026-11") ", 2)",
    "0.0|0.0|0.0" },
  { "no token fee before it was introduced",
    "SELECT count(*) FROM [main.dbt.fct_revops_monthly_team_metrics] "
    "WHERE team_id = 40001 AND cursor_token_fee_calc_usd_month IS NULL", "5" },
  { "power users of the last seven days",
    "SELECT sum(num_agent_power_users_l7d) BETWEEN 56 AND 66 FROM "
    "[main.dbt.fct_revops_daily_team_metrics] WHERE team_id IN (40001, 41001) AND dt = '2026-11-23'",
    "1" },
  { "some people are in both teams, so teams add up to more",
    "SELECT count(*) > 5 FROM (SELECT user_id FROM [main.dbt.stg_user_team] "
    "WHERE team_id IN (40001, 41001) GROUP BY user_id HAVING count(*) = 2)", "1" },
  { "true-ups of Halden reach its seats",
    "SELECT group_concat(License_Count__c), sum(License_Count__c) FROM (SELECT * FROM "
    "[revops_share.pt_salesforce.opportunity] WHERE Subscription__c = 'a0XSAMPLE000001' "
    "AND True_Up_Number__c IS NOT NULL ORDER BY True_Up_Number__c)", "250,75,75,100|500" },
  { "a name of 90 characters",
    "SELECT length(model), count(DISTINCT subscription_id) FROM "
    "[revops.analytics.temp_model_usage_monthly_sfdc] WHERE length(model) > 40 GROUP BY model",
    "90|1" },
  { "a person of another year, without a session",
    "SELECT total_agent_sessions, total_requests > 1000, substr(last_active_at, 1, 10) FROM "
    "[main.dbt.fct_revops_user_metrics] WHERE email = 'user-009@halden.example'", "0|1|2025-12-14" },
  { "a very long address and one beyond ASCII, both among the 25 first",
    "SELECT sum(length(email) > 100), sum(email = 'użytkownik-204@halden.example') FROM (SELECT email "
    "FROM [main.dbt.fct_revops_user_metrics] WHERE email LIKE '%@halden.example' "
    "ORDER BY total_requests DESC LIMIT 25)", "1|1" },
  { "people who never came have no last day",
    "SELECT count(*) > 0 FROM [main.dbt.fct_revops_user_metrics] WHERE last_active_at IS NULL "
    "AND total_requests = 0 AND total_days_active = 0", "1" },

  { "Brightmoor uses 38 % of its seats", ACTIVE_IN ("40002", "2026-10"), "912" },
  { "in its eleventh month",
    "SELECT count(DISTINCT substr(dt, 1, 7)) FROM [main.dbt.int_revops_daily_user_activity] "
    "WHERE cursor_team_id = 40002", "11" },
  { "Oriel passes its 180 seats for two months",
    "SELECT (" ACTIVE_IN ("40003", "2026-08") ") <= 180, (" ACTIVE_IN ("40003", "2026-09") ") > 180, "
    "(" ACTIVE_IN ("40003", "2026-10") ") > 180", "1|1|1" },
  { "and its overage begins with them",
    "SELECT Period_Start__c, Period_End__c, Overage_Amount__c FROM "
    "[revops.pt_salesforce.subscription_overage__c] WHERE Subscription__c = 'a0XSAMPLE000003' "
    "AND Overage_Amount__c <> 0 ORDER BY 1", "2026-09-01|2026-09-30|4212.5 2026-10-01|2026-10-31|11903.75" },
  { "after months of zero",
    "SELECT count(*) FROM [revops.pt_salesforce.subscription_overage__c] "
    "WHERE Subscription__c = 'a0XSAMPLE000003' AND Overage_Amount__c = 0", "13" },
  { "one model takes 70 % of Kestrel's October",
    "SELECT round(100 * sum(spend_usd) / " MODELS_IN ("a0XSAMPLE000004", "2026-10") ") FROM "
    "[revops.analytics.temp_model_usage_monthly_sfdc] WHERE subscription_id = 'a0XSAMPLE000004' "
    "AND month = '2026-10-01' AND model = 'atlas-6'", "70.0" },
  { "one person makes 35 % of Kestrel's requests",
    "SELECT round(100.0 * max(num_agent_requests) / sum(num_agent_requests)) FROM "
    "[main.dbt.int_monthly_user_agent_usage] WHERE month = '2026-10-01' AND user_id IN "
    "(SELECT user_id FROM [main.dbt.stg_user_team] WHERE team_id = 40004)", "35.0" },
  { "Żółw gives seats back",
    "SELECT License_Count__c, Amount < 0 FROM [revops_share.pt_salesforce.opportunity] "
    "WHERE Subscription__c = 'a0XSAMPLE0000052PA' AND True_Up_Number__c = 1", "-30|1" },
  { "and has a credit, in a period of two rows, and one alone",
    "SELECT sum(Overage_Amount__c < 0), max(n) FROM (SELECT *, count(*) OVER "
    "(PARTITION BY Period_Start__c) AS n FROM [revops.pt_salesforce.subscription_overage__c] "
    "WHERE Subscription__c = 'a0XSAMPLE000005')", "2|2" },
  { "a true-up of zero dollars, one without a count",
    "SELECT sum(Amount = 0), sum(License_Count__c IS NULL) FROM [revops_share.pt_salesforce.opportunity] "
    "WHERE True_Up_Number__c > 0 AND IsWon", "1|1" },
  { "a true-up that was lost, and one that is open",
    "SELECT Id, CloseDate > '2026-11-24' FROM [revops_share.pt_salesforce.opportunity] "
    "WHERE True_Up_Number__c > 0 AND NOT IsWon ORDER BY Id", "006SAM000000201|0 006SAM000000303|1" },
  { "Pinecrest has the running month alone",
    "SELECT min(dt) >= '2026-11-01', count(DISTINCT substr(dt, 1, 7)) FROM "
    "[main.dbt.int_revops_daily_user_activity] WHERE cursor_team_id = 40006", "1|1" },
  { "signed within it",
    "SELECT CloseDate, True_Up_Number__c FROM [revops_share.pt_salesforce.opportunity] "
    "WHERE Subscription__c = 'a0XSAMPLE000006'", "2026-11-03|0" },
  { "Northgate has seats and no use",
    "SELECT (" ACTIVE_IN ("40007", "2026-10") "), (SELECT count(*) FROM [main.dbt.stg_user_team] "
    "WHERE team_id = 40007), (SELECT count(*) FROM [main.dbt.fct_revops_monthly_team_metrics] "
    "WHERE team_id = 40007)", "0|0|0" },
  { "Tamarind's subscriptions share people",
    "SELECT count(*) > 10 FROM (SELECT user_id FROM [main.dbt.stg_user_team] "
    "WHERE team_id IN (40008, 40009) GROUP BY user_id HAVING count(*) = 2)", "1" },
  { "9 has a month of zero, then one without a row",
    "SELECT month, api_cost_usd_month FROM [main.dbt.fct_revops_monthly_team_metrics] "
    "WHERE team_id = 40009 AND month BETWEEN '2026-03-01' AND '2026-05-31' ORDER BY month LIMIT 1",
    "2026-03-01|0.0" },
  { "nothing of which is in April",
    "SELECT (SELECT count(*) FROM [main.dbt.fct_revops_monthly_team_metrics] WHERE team_id = 40009 "
    "AND month = '2026-04-01'), (" ACTIVE_IN ("40009", "2026-04") "), (SELECT count(*) FROM "
    "[main.dbt.dau_all] WHERE team_id = 40009 AND substr(dt, 1, 7) = '2026-04'), (SELECT count(*) FROM "
    "[revops.analytics.temp_model_usage_monthly_sfdc] WHERE subscription_id = 'a0XSAMPLE000009' "
    "AND month = '2026-04-01')", "0|0|0|0" },
  { "plan mode does not exist before its launch",
    "SELECT min(dt) >= '2026-03-01', min(dt) < '2026-03-05' FROM [main.dbt.dau_all] "
    "WHERE features LIKE '%plan_mode%'", "1|1" },

  { "data reach through yesterday",
    "SELECT max(dt) FROM [main.dbt.int_revops_daily_user_activity]", "2026-11-23" },
  { "some activity is no core use",
    "SELECT count(*) > 0 FROM (SELECT user_id, cursor_team_id, dt FROM "
    "[main.dbt.int_revops_daily_user_activity] EXCEPT SELECT user_id, team_id, dt FROM "
    "[main.dbt.dau_all])", "1" },
  { "but all core use is activity",
    "SELECT count(*) FROM (SELECT user_id, team_id, dt FROM [main.dbt.dau_all] EXCEPT "
    "SELECT user_id, cursor_team_id, dt FROM [main.dbt.int_revops_daily_user_activity])", "0" },
  { "the daily figures are those of the people",
    "SELECT count(*) FROM [main.dbt.fct_revops_daily_team_metrics] m WHERE team_id IN (40001, 40009) "
    "AND dt > '2026-09-01' AND (num_active_core_users_l1d <> (SELECT count(*) FROM [main.dbt.dau_all] d "
    "WHERE d.team_id = m.team_id AND d.dt = m.dt) OR num_active_core_users_l30d <> (SELECT "
    "count(DISTINCT user_id) FROM [main.dbt.dau_all] d WHERE d.team_id = m.team_id AND d.dt <= m.dt "
    "AND d.dt > date(m.dt, '-30 days')))", "0" },
  { "people's lifetime requests are the sum of their months",
    "SELECT count(*) FROM [main.dbt.fct_revops_user_metrics] m WHERE total_requests <> "
    "coalesce((SELECT sum(num_agent_requests) FROM [main.dbt.int_monthly_user_agent_usage] u "
    "WHERE u.user_id = m.user_id), 0)", "0" },
  { "people's days are those of their activity",
    "SELECT count(*), sum(last_active_at >= '2026-11-24') FROM [main.dbt.fct_revops_user_metrics] "
    "JOIN (SELECT user_id, count(DISTINCT dt) AS n, max(dt) AS last FROM "
    "[main.dbt.int_revops_daily_user_activity] GROUP BY user_id) USING (user_id) "
    "WHERE email LIKE '%@halden.example' AND (total_days_active <> n "
    "OR substr(last_active_at, 1, 10) <> last)", "0|-" },
  { "money has two digits",
    "SELECT count(*) FROM [revops.analytics.temp_model_usage_monthly_sfdc] "
    "WHERE abs(spend_usd * 100 - round(spend_usd * 100)) > 0.000001", "0" },
  { "weekends are quiet, and Christmas too",
    "SELECT 4 * (SELECT avg(num_active_core_users_l1d) FROM [main.dbt.fct_revops_daily_team_metrics] "
    "WHERE team_id = 40001 AND strftime('%w', dt) IN ('0', '6')) < avg(num_active_core_users_l1d), "
    "4 * (SELECT num_active_core_users_l1d FROM [main.dbt.fct_revops_daily_team_metrics] "
    "WHERE team_id = 40001 AND dt = '2025-12-25') < avg(num_active_core_users_l1d) "
    "FROM [main.dbt.fct_revops_daily_team_metrics] WHERE team_id = 40001 "
    "AND strftime('%w', dt) NOT IN ('0', '6')", "1|1" },
  { "no address names a person",
    "SELECT count(*) FROM [main.dbt.fct_revops_user_metrics] WHERE email NOT GLOB '*-[0-9][0-9][0-9]@*' "
    "AND email NOT GLOB '*-[0-9][0-9][0-9][0-9]@*'", "0" },
};

static void
test_pinned_day (void)
{
  g_auto (Workspace) workspace = { 0 };
  GStatBuf info;

  workspace_init (&workspace, au_day_new (2026, 11, 24), 0);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *found = read_text (workspace.db, facts[i].sql);

      if (g_strcmp0 (found, facts[i].expected) != 0)
        {
          g_test_message ("%s: %s, not %s", facts[i].what, found, facts[i].expected);
          g_test_fail ();
        }
    }

  g_assert_cmpint (g_stat (workspace.path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 60 * 1000 * 1000);
}

static void
check_day (AuDay today)
{
  g_auto (Workspace) workspace = { 0 };
  g_autofree char *iso = au_day_to_iso (today);
  g_autofree char *yesterday = au_day_to_iso (today - 1);
  AuDay month = au_day_month_start (today);
  g_autofree char *month_iso = au_day_to_iso (month);
  g_autofree char *last_month = au_day_to_iso (au_day_add_months (month, -1));
  g_autofree char *newest = NULL;
  g_autofree char *halden = NULL;
  g_autofree char *oriel = NULL;
  g_autofree char *pinecrest = NULL;
  g_autofree char *left = NULL;
  g_autofree char *sql = NULL;
  int year;

  g_test_message ("%s", iso);
  workspace_init (&workspace, today, 60);
  au_day_split (today, &year, NULL, NULL);

  newest = read_text (workspace.db, "SELECT max(dt) FROM [main.dbt.int_revops_daily_user_activity]");
  g_assert_cmpstr (newest, ==, yesterday);

  sql = g_strdup_printf ("SELECT count(DISTINCT user_id) FROM [main.dbt.int_revops_daily_user_activity] "
                         "WHERE cursor_team_id IN (40001, 41001) AND dt >= '%s' AND dt < '%s'",
                         last_month, month_iso);
  halden = read_text (workspace.db, sql);
  g_assert_cmpstr (halden, ==, "412");

  oriel = read_text (workspace.db,
                     "SELECT substr(dt, 1, 7) AS m, count(DISTINCT user_id) > 180 FROM "
                     "[main.dbt.int_revops_daily_user_activity] WHERE cursor_team_id = 40003 "
                     "GROUP BY m ORDER BY m");
  g_assert_true (strstr (oriel, "|1") != NULL);
  g_free (sql);
  sql = g_strdup_printf ("%.7s|1", last_month);
  g_assert_true (strstr (oriel, sql) != NULL);

  /* On the first of a month, Pinecrest has signed and nothing more. */
  g_free (sql);
  sql = g_strdup_printf ("SELECT count(*), sum(dt < '%s') FROM "
                         "[main.dbt.int_revops_daily_user_activity] WHERE cursor_team_id = 40006",
                         month_iso);
  pinecrest = read_text (workspace.db, sql);
  if (today == month)
    g_assert_cmpstr (pinecrest, ==, "0|-");
  else
    g_assert_true (g_str_has_suffix (pinecrest, "|0") && pinecrest[0] != '0');

  left = read_text (workspace.db,
                    "SELECT substr(last_active_at, 1, 10) FROM [main.dbt.fct_revops_user_metrics] "
                    "WHERE email = 'user-009@halden.example'");
  g_free (sql);
  sql = g_strdup_printf ("%04d-12-14", year - 1);
  g_assert_cmpstr (left, ==, sql);

  g_free (sql);
  sql = g_strdup_printf ("SELECT count(*) FROM [revops_share.pt_salesforce.opportunity] "
                         "WHERE IsWon AND CloseDate > '%s'", iso);
  g_assert_cmpint (read_int (workspace.db, sql), ==, 0);
}

static void
test_other_days (void)
{
  check_day (au_day_new (2026, 11, 1));
  check_day (au_day_new (2026, 11, 2));
  check_day (au_day_new (2026, 11, 30));
  check_day (au_day_new (2027, 1, 1));
  check_day (au_day_new (2027, 1, 5));
  check_day (au_day_new (2027, 3, 31));
  check_day (au_day_new (2028, 2, 29));
  check_day (au_day_new (2026, 9, 15));
}

static void
test_sizes (void)
{
  g_auto (Workspace) small = { 0 };
  g_auto (Workspace) large = { 0 };
  g_autofree char *taken = NULL;

  workspace_init (&small, au_day_new (2026, 11, 24), 10);
  g_assert_cmpint (read_int (small.db, "SELECT count(*) FROM "
                             "[revops_share.pt_salesforce.subscription__c]"), ==, 10);

  /* Beyond 9999, so that both numbers whose team ids are taken have been passed. */
  workspace_init (&large, au_day_new (2026, 11, 24), 12000);
  g_assert_cmpint (read_int (large.db, "SELECT count(*) FROM "
                             "[revops_share.pt_salesforce.subscription__c]"), ==, 12000);
  g_assert_cmpint (read_int (large.db, "SELECT count(*) - count(DISTINCT Name) FROM "
                             "[revops_share.pt_salesforce.account]"), ==, 0);
  taken = read_text (large.db, "SELECT count(*) FROM [revops_share.pt_salesforce.subscription__c] "
                     "WHERE Id IN ('a0XSAMPLE001001', 'a0XSAMPLE009999')");
  g_assert_cmpstr (taken, ==, "0");
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static void
cancel_cb (double   fraction,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_progress (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  double last = 0.0;

  g_assert_true (au_sample_generator_write (path, au_day_new (2026, 11, 24), 20,
                                            progress_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1.0);
  g_unlink (path);
}

static void
test_cancel (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (au_sample_generator_write (path, au_day_new (2026, 11, 24), 20,
                                             cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unlink (path);
}

static void
check_refused (const char *path,
               AuDay       today,
               guint       n_subscriptions,
               AuError     code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (au_sample_generator_write (path, today, n_subscriptions, NULL, NULL, NULL,
                                             &error));
  g_assert_error (error, AU_ERROR, (int) code);
}

static void
test_refusals (void)
{
  g_autofree char *path = make_path ();
  AuDay today = au_day_new (2026, 11, 24);

  check_refused (path, today, 9, AU_ERROR_INVALID_ARGUMENT);
  check_refused (path, today, 100001, AU_ERROR_INVALID_ARGUMENT);
  check_refused (path, au_day_new (1999, 12, 31), 0, AU_ERROR_INVALID_ARGUMENT);
  check_refused (path, AU_DAY_INVALID, 0, AU_ERROR_INVALID_ARGUMENT);
  check_refused ("/nonexistent/workspace.sqlite", today, 0, AU_ERROR_FAILED);
  /* Writes to it fail as those to a full disk do. */
  check_refused ("/dev/full", today, 10, AU_ERROR_FAILED);
  g_unlink (path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/generator/same-day-same-rows", test_same_day_same_rows);
  g_test_add_func ("/source/generator/restatement", test_restatement);
  g_test_add_func ("/source/generator/pinned-day", test_pinned_day);
  g_test_add_func ("/source/generator/other-days", test_other_days);
  g_test_add_func ("/source/generator/sizes", test_sizes);
  g_test_add_func ("/source/generator/progress", test_progress);
  g_test_add_func ("/source/generator/cancel", test_cancel);
  g_test_add_func ("/source/generator/refusals", test_refusals);

  return g_test_run ();
}
