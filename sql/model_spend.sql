-- name: model_spend
-- title: Spend by model
-- definition: Spend of the selected subscriptions on each model in a calendar month.
-- window: calendar month, UTC
-- tables: revops.analytics.temp_model_usage_monthly_sfdc, revops_share.pt_salesforce.subscription__c
-- param: subscription_ids list<string>
-- param: include_current_month boolean = true
-- column: month date | month | First day of the calendar month
-- column: model string | name | Model, as the source names it
-- column: spend_usd decimal(18,2) | USD | Spend on the model in the month

WITH selected_subscriptions AS (
  SELECT substr(s.Id, 1, 15) AS subscription_key
  FROM revops_share.pt_salesforce.subscription__c s
  WHERE s.Id IN (:subscription_ids)
)
SELECT
  trunc(m.month, 'MM') AS month,
  m.model AS model,
  sum(m.spend_usd) AS spend_usd
FROM revops.analytics.temp_model_usage_monthly_sfdc m
WHERE substr(m.subscription_id, 1, 15) IN (SELECT k.subscription_key FROM selected_subscriptions k)
  AND (:include_current_month OR m.month < trunc(current_date(), 'MM'))
GROUP BY trunc(m.month, 'MM'), m.model
ORDER BY month, model
