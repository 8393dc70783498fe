-- name: monthly_spend
-- title: Monthly spend
-- definition: API cost and token fee of the selected teams in a calendar month, and the sum of the two.
-- window: calendar month, UTC
-- tables: main.dbt.dim_teams, main.dbt.fct_revops_monthly_team_metrics, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: include_current_month boolean = true
-- column: month date | month | First day of the calendar month
-- column: api_cost_usd decimal(18,2) | USD | API cost in the month
-- column: token_fee_usd decimal(18,2) | USD | Token fee in the month; empty where the source has none
-- column: total_usd decimal(18,2) | USD | API cost and token fee together, an empty one as 0

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
  trunc(m.month, 'MM') AS month,
  sum(m.api_cost_usd_month) AS api_cost_usd,
  sum(m.cursor_token_fee_calc_usd_month) AS token_fee_usd,
  coalesce(sum(m.api_cost_usd_month), 0)
    + coalesce(sum(m.cursor_token_fee_calc_usd_month), 0) AS total_usd
FROM main.dbt.fct_revops_monthly_team_metrics m
WHERE m.team_id IN (SELECT k.team_id FROM selected_teams k)
  AND (:include_current_month OR m.month < trunc(current_date(), 'MM'))
GROUP BY trunc(m.month, 'MM')
ORDER BY month
