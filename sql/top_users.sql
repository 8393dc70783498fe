-- name: top_users
-- title: Top users
-- definition: Today's members of the selected teams with the most requests, each person once with all their requests.
-- window: as the source table has it
-- tables: main.dbt.dim_teams, main.dbt.fct_revops_user_metrics, main.dbt.stg_user_team, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: limit int = 25
-- column: email string | name | E-mail address of the person
-- column: requests bigint | requests | Requests, those made in other teams included
-- column: agent_sessions bigint | sessions | Agent sessions
-- column: days_active bigint | days | Days with activity
-- column: is_l4_user boolean | text | Whether the source counts the person as an L4 user
-- column: is_power_user boolean | text | Whether the source counts the person as a power user
-- column: last_active_at timestamp | time | Last activity, UTC

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
  u.email AS email,
  u.total_requests AS requests,
  u.total_agent_sessions AS agent_sessions,
  u.total_days_active AS days_active,
  u.is_l4_user AS is_l4_user,
  u.is_power_user AS is_power_user,
  u.last_active_at AS last_active_at
FROM main.dbt.fct_revops_user_metrics u
WHERE u.user_id IN (
  SELECT ut.user_id
  FROM main.dbt.stg_user_team ut
  WHERE ut.team_id IN (SELECT k.team_id FROM selected_teams k)
)
ORDER BY requests DESC, email, u.user_id
LIMIT :limit
