-- name: team_subscription
-- title: Subscription of a team
-- definition: One team with the subscription and the account it is linked to.
-- window: as of today
-- tables: main.dbt.dim_teams, revops_share.pt_salesforce.account, revops_share.pt_salesforce.subscription__c
-- param: team_id bigint
-- column: team_id bigint | id | Id of the team
-- column: team_name string | name | Name of the team
-- column: seats bigint | seats | The team's own seats
-- column: membership_type string | text | The team's kind of membership
-- column: is_enterprise boolean | text | Whether the team is an enterprise team
-- column: subscription_id string | id | Salesforce id of the team's subscription; empty where it has none
-- column: subscription_name string | name | Name of that subscription
-- column: account_id string | id | Salesforce id of the account that holds it
-- column: account_name string | name | Name of that account, or the one noted on the team

SELECT
  t.id AS team_id,
  t.name AS team_name,
  CAST(t.seats AS BIGINT) AS seats,
  t.membership_type AS membership_type,
  t.is_enterprise AS is_enterprise,
  s.Id AS subscription_id,
  s.Name AS subscription_name,
  a.Id AS account_id,
  coalesce(a.Name, t.sf_account_name) AS account_name
FROM main.dbt.dim_teams t
LEFT JOIN revops_share.pt_salesforce.subscription__c s
  ON substr(s.Id, 1, 15) = substr(t.sf_subscription_id, 1, 15)
LEFT JOIN revops_share.pt_salesforce.account a
  ON substr(a.Id, 1, 15) = substr(s.Account__c, 1, 15)
WHERE t.id = :team_id
ORDER BY team_id
