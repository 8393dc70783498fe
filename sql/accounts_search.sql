-- name: accounts_search
-- title: Accounts by name
-- definition: Accounts whose name contains the text, in any case.
-- window: as of today
-- tables: revops_share.pt_salesforce.account, revops_share.pt_salesforce.user
-- param: q string
-- param: limit int = 20
-- column: account_id string | id | Salesforce id of the account
-- column: account_name string | name | Name of the account
-- column: employees bigint | people | Employees of the account
-- column: engineers bigint | people | Software engineers of the account
-- column: owner_id string | id | Salesforce id of the account's owner
-- column: owner_manager_id string | id | Salesforce id of that owner's manager
-- column: tam_id string | id | Salesforce id of the technical account manager
-- column: logo_url string | text | Address of the account's logo

SELECT
  a.Id AS account_id,
  a.Name AS account_name,
  CAST(a.NumberOfEmployees AS BIGINT) AS employees,
  CAST(a.SWE_Count__c AS BIGINT) AS engineers,
  a.OwnerId AS owner_id,
  u.ManagerId AS owner_manager_id,
  a.Technical_Account_Manager__c AS tam_id,
  a.Company_Logo_URL__c AS logo_url
FROM revops_share.pt_salesforce.account a
LEFT JOIN revops_share.pt_salesforce.user u
  ON substr(u.Id, 1, 15) = substr(a.OwnerId, 1, 15)
WHERE instr(lower(coalesce(a.Name, '')), lower(:q)) > 0
ORDER BY account_name, account_id
LIMIT :limit
