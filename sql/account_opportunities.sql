-- name: account_opportunities
-- title: Opportunities of an account
-- definition: Every opportunity of the account, won or not, with or without a true-up number.
-- window: by close date
-- tables: revops_share.pt_salesforce.account, revops_share.pt_salesforce.opportunity
-- param: account_id string
-- column: opportunity_id string | id | Salesforce id of the opportunity
-- column: close_date date | day | Day the opportunity closed, or is expected to
-- column: name string | name | Name of the opportunity
-- column: subtype string | text | Subtype of the opportunity
-- column: true_up_number bigint | number | 0 for an initial deal, then 1, 2, …; empty where it is neither
-- column: licenses bigint | seats | Licences added by this opportunity; a contraction is negative, an unknown count is empty
-- column: amount_usd decimal(18,2) | USD | Amount of the opportunity
-- column: is_won boolean | text | Whether the opportunity is won

SELECT
  o.Id AS opportunity_id,
  o.CloseDate AS close_date,
  o.Name AS name,
  o.Subtype__c AS subtype,
  CAST(o.True_Up_Number__c AS BIGINT) AS true_up_number,
  CAST(o.License_Count__c AS BIGINT) AS licenses,
  o.Amount AS amount_usd,
  o.IsWon AS is_won
FROM revops_share.pt_salesforce.opportunity o
WHERE substr(o.AccountId, 1, 15) IN (
  SELECT substr(a.Id, 1, 15) AS account_key
  FROM revops_share.pt_salesforce.account a
  WHERE a.Id = :account_id
)
ORDER BY close_date, opportunity_id
