-- name: overage
-- title: Overage
-- definition: Overage charged to the selected subscriptions for a billing period; a credit is negative.
-- window: billing period
-- tables: revops.pt_salesforce.subscription_overage__c, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- column: period_start date | day | First day of the period
-- column: period_end date | day | Last day of the period
-- column: overage_usd decimal(18,2) | USD | Overage of the period, credits subtracted

WITH selected_subscriptions AS (
  SELECT substr(s.Id, 1, 15) AS subscription_key
  FROM revops_share.pt_salesforce.subscription__c s
  WHERE s.Id IN (:subscription_ids)
)
SELECT
  v.Period_Start__c AS period_start,
  v.Period_End__c AS period_end,
  sum(v.Overage_Amount__c) AS overage_usd
FROM revops.pt_salesforce.subscription_overage__c v
WHERE substr(v.Subscription__c, 1, 15) IN (SELECT k.subscription_key FROM selected_subscriptions k)
GROUP BY v.Period_Start__c, v.Period_End__c
ORDER BY period_start, period_end
