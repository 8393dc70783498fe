-- name: active_users
-- title: Active users
-- definition: Active people and agent power users day by day, as the daily figures of the selected teams added up.
-- window: trailing 1, 7 and 30 days, power users 7 days, UTC
-- tables: main.dbt.dim_teams, main.dbt.fct_revops_daily_team_metrics, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: include_current_month boolean = true
-- column: day date | day | Last day of the trailing windows
-- column: dau bigint | people | Active on the day, team figures added
-- column: wau bigint | people | Active in the 7 days to the day, team figures added
-- column: mau bigint | people | Active in the 30 days to the day, team figures added
-- column: power_users bigint | people | Agent power users in the 7 days to the day, team figures added

WITH selected_subscriptions AS (
  SELECT substr(s.Id, 1, 15) AS subscription_key
  FROM revops_share.pt_salesforce.subscription__c s
  WHERE s.Id IN (:subscription_ids)
),
selected_teams AS (
  SELECT t.id AS team_id
  FROM main.dbt.dim_teams t
  WHERE substr(t.sf_subscription_id, 1, 15) IN (
    SELECT k.subscription_key
    FROM selected_subscriptions k
  )
)
SELECT
  d.dt AS day,
  sum(d.num_active_core_users_l1d) AS dau,
  sum(d.num_active_core_users_l7d) AS wau,
  sum(d.num_active_core_users_l30d) AS mau,
  sum(d.num_agent_power_users_l7d) AS power_users
FROM main.dbt.fct_revops_daily_team_metrics d
WHERE d.team_id IN (SELECT k.team_id FROM selected_teams k)
  AND (:include_current_month OR d.dt < trunc(current_date(), 'MM'))
GROUP BY d.dt
ORDER BY day
