-- name: feature_adoption_pct
-- title: Feature adoption, share
-- definition: Share of the people active in a calendar month who used a feature in it.
-- window: calendar month, UTC
-- tables: main.dbt.dau_all, main.dbt.dim_teams, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: include_current_month boolean = true
-- column: month date | month | First day of the calendar month
-- column: feature string | name | One of rules, mcp, agent, plan_mode
-- column: pct double | percent | Users of the feature per 100 people active in the month, unrounded

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
),
person_months AS (
  SELECT
    trunc(d.dt, 'MM') AS month,
    d.user_id AS user_id,
    max(CASE WHEN array_contains(d.features, 'rules') THEN 1 ELSE 0 END) AS rules,
    max(CASE WHEN array_contains(d.features, 'mcp') THEN 1 ELSE 0 END) AS mcp,
    max(CASE WHEN array_contains(d.features, 'agent') THEN 1 ELSE 0 END) AS agent,
    max(CASE WHEN array_contains(d.features, 'plan_mode') THEN 1 ELSE 0 END) AS plan_mode
  FROM main.dbt.dau_all d
  WHERE d.team_id IN (SELECT k.team_id FROM selected_teams k)
    AND (:include_current_month OR d.dt < trunc(current_date(), 'MM'))
  GROUP BY trunc(d.dt, 'MM'), d.user_id
),
months AS (
  SELECT
    p.month AS month,
    count(*) AS active,
    sum(p.rules) AS rules,
    sum(p.mcp) AS mcp,
    sum(p.agent) AS agent,
    sum(p.plan_mode) AS plan_mode
  FROM person_months p
  GROUP BY p.month
),
feature_names AS (
  SELECT 'rules' AS feature
  UNION ALL
  SELECT 'mcp' AS feature
  UNION ALL
  SELECT 'agent' AS feature
  UNION ALL
  SELECT 'plan_mode' AS feature
),
feature_months AS (
  SELECT
    m.month AS month,
    f.feature AS feature,
    m.active AS active,
    CASE f.feature
      WHEN 'rules' THEN m.rules
      WHEN 'mcp' THEN m.mcp
      WHEN 'agent' THEN m.agent
      ELSE m.plan_mode
    END AS users
  FROM months m
  CROSS JOIN feature_names f
)
SELECT
  u.month AS month,
  u.feature AS feature,
  CAST(100 * u.users AS DOUBLE) / nullif(u.active, 0) AS pct
FROM feature_months u
WHERE u.users > 0
ORDER BY month, feature
