-- name: subscriptions
-- title: Subscriptions
-- definition: Every subscription with its account, its licensed seats and the teams linked to it today.
-- window: as of today
-- tables: main.dbt.dim_teams, revops_share.pt_salesforce.account, revops_share.pt_salesforce.subscription__c
-- column: subscription_id string | id | Salesforce id of the subscription
-- column: subscription_name string | name | Name of the subscription
-- column: account_id string | id | Salesforce id of the account that holds it
-- column: account_name string | name | Name of that account
-- column: seats bigint | seats | Licensed seats of the subscription today
-- column: logo_url string | text | Address of the account's logo
-- column: team_ids string | id | Ids of the linked teams, ascending, joined by commas

WITH linked_teams AS (
  SELECT
    substr(t.sf_subscription_id, 1, 15) AS subscription_key,
    array_join(sort_array(collect_list(t.id)), ',') AS team_ids
  FROM main.dbt.dim_teams t
  WHERE t.sf_subscription_id IS NOT NULL
  GROUP BY substr(t.sf_subscription_id, 1, 15)
)
SELECT
  s.Id AS subscription_id,
  s.Name AS subscription_name,
  s.Account__c AS account_id,
  a.Name AS account_name,
  CAST(s.Total_Licensed_Seats__c AS BIGINT) AS seats,
  a.Company_Logo_URL__c AS logo_url,
  l.team_ids AS team_ids
FROM revops_share.pt_salesforce.subscription__c s
LEFT JOIN revops_share.pt_salesforce.account a
  ON substr(a.Id, 1, 15) = substr(s.Account__c, 1, 15)
LEFT JOIN linked_teams l
  ON l.subscription_key = substr(s.Id, 1, 15)
ORDER BY account_name, subscription_name, subscription_id
