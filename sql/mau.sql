-- name: mau
-- title: Monthly active users
-- definition: People with any activity in a calendar month, each counted once over the whole selection.
-- window: calendar month, UTC
-- tables: main.dbt.dim_teams, main.dbt.int_revops_daily_user_activity, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: include_current_month boolean = true
-- column: month date | month | First day of the calendar month
-- column: mau bigint | people | Distinct people active in the month
-- column: data_through date optional | day | Newest day in the activity table

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
  trunc(d.dt, 'MM') AS month,
  count(DISTINCT d.user_id) AS mau,
  (SELECT max(n.dt) FROM main.dbt.int_revops_daily_user_activity n) AS data_through
FROM main.dbt.int_revops_daily_user_activity d
WHERE d.cursor_team_id IN (SELECT k.team_id FROM selected_teams k)
  AND (:include_current_month OR d.dt < trunc(current_date(), 'MM'))
GROUP BY trunc(d.dt, 'MM')
ORDER BY month
