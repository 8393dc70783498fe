-- name: true_ups
-- title: True-ups
-- definition: Won opportunities of the selected subscriptions that carry a true-up number: 0 is the initial deal, 1, 2, … the true-ups, contractions included.
-- window: by close date
-- tables: revops_share.pt_salesforce.opportunity, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- column: close_date date | day | Day the opportunity closed
-- column: name string | name | Name of the opportunity
-- column: subtype string | text | Subtype of the opportunity
-- column: true_up_number bigint | number | 0 for the initial deal, then 1, 2, …
-- column: licenses bigint | seats | Licences added by this opportunity; a contraction is negative, an unknown count is empty
-- column: amount_usd decimal(18,2) | USD | Amount of the opportunity

WITH selected_subscriptions AS (
  SELECT substr(s.Id, 1, 15) AS subscription_key
  FROM revops_share.pt_salesforce.subscription__c s
  WHERE s.Id IN (:subscription_ids)
)
SELECT
  o.CloseDate AS close_date,
  o.Name AS name,
  o.Subtype__c AS subtype,
  CAST(o.True_Up_Number__c AS BIGINT) AS true_up_number,
  CAST(o.License_Count__c AS BIGINT) AS licenses,
  o.Amount AS amount_usd
FROM revops_share.pt_salesforce.opportunity o
WHERE substr(o.Subscription__c, 1, 15) IN (SELECT k.subscription_key FROM selected_subscriptions k)
  AND o.IsWon
  AND o.True_Up_Number__c IS NOT NULL
ORDER BY close_date, true_up_number, o.Id
