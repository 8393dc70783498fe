# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample workspace's tables, from its SQLite file into Spark's catalogs.

Types are the warehouse's: contract types where sql/README.md names them. Where it does not, a
number in a Salesforce table is a DOUBLE or an INT, as such copies have it, and so are seats:
the texts cast those.
"""
import json
import sqlite3

TABLES = {
    "main.dbt.dim_teams":
        "id BIGINT, name STRING, seats INT, sf_subscription_id STRING, is_enterprise BOOLEAN, "
        "membership_type STRING, sf_account_name STRING",
    "main.dbt.dau_all":
        "user_id BIGINT, team_id BIGINT, dt DATE, features ARRAY<STRING>",
    "main.dbt.int_revops_daily_user_activity":
        "user_id BIGINT, cursor_team_id BIGINT, activity_type STRING, dt DATE",
    "main.dbt.fct_revops_daily_team_metrics":
        "team_id BIGINT, dt DATE, num_active_core_users_l1d BIGINT, "
        "num_active_core_users_l7d BIGINT, num_active_core_users_l30d BIGINT, "
        "num_agent_power_users_l7d BIGINT",
    "main.dbt.fct_revops_monthly_team_metrics":
        "team_id BIGINT, month DATE, api_cost_usd_month DECIMAL(18,2), "
        "cursor_token_fee_calc_usd_month DECIMAL(18,2)",
    "main.dbt.stg_user_team":
        "user_id BIGINT, team_id BIGINT",
    "main.dbt.int_monthly_user_agent_usage":
        "user_id BIGINT, month DATE, num_agent_requests BIGINT",
    "main.dbt.fct_revops_user_metrics":
        "user_id BIGINT, email STRING, total_requests BIGINT, total_agent_sessions BIGINT, "
        "total_days_active BIGINT, is_l4_user BOOLEAN, is_power_user BOOLEAN, "
        "last_active_at TIMESTAMP",
    "revops_share.pt_salesforce.subscription__c":
        "Id STRING, Name STRING, Total_Licensed_Seats__c DOUBLE, Account__c STRING, "
        "Open_Renewal__c STRING",
    "revops_share.pt_salesforce.account":
        "Id STRING, Name STRING, Company_Logo_URL__c STRING, SWE_Count__c DOUBLE, "
        "NumberOfEmployees INT, OwnerId STRING, Technical_Account_Manager__c STRING",
    "revops_share.pt_salesforce.opportunity":
        "Id STRING, Name STRING, CloseDate DATE, Amount DECIMAL(18,2), "
        "License_Count__c DOUBLE, Subtype__c STRING, True_Up_Number__c DOUBLE, "
        "AccountId STRING, Subscription__c STRING, IsWon BOOLEAN",
    "revops_share.pt_salesforce.user":
        "Id STRING, ManagerId STRING",
    "revops.analytics.temp_model_usage_monthly_sfdc":
        "subscription_id STRING, month DATE, model STRING, spend_usd DECIMAL(18,2)",
    "revops.pt_salesforce.subscription_overage__c":
        "Subscription__c STRING, Period_Start__c DATE, Period_End__c DATE, "
        "Overage_Amount__c DECIMAL(18,2)",
}


def as_json(value, kind):
    """What a cell of SQLite is in a line of JSON that Spark reads as @kind."""
    if value is None:
        return "null"
    if kind == "BOOLEAN":
        return {0: "false", 1: "true"}[value]
    if kind == "DECIMAL(18,2)":
        # A double below 10^13 holds its cents exactly; contract: rounded to the scale.
        return f"{value:.2f}"
    if kind == "ARRAY<STRING>":
        return value
    return json.dumps(value)


def columns_of(schema):
    """(name, type) of each column."""
    return [tuple(column.split()) for column in schema.split(", ")]


def load(spark, workspace, folder, say):
    """Fills the catalogs from the file @workspace; every row arrives, or this raises."""
    database = sqlite3.connect(f"file:{workspace}?mode=ro&immutable=1", uri=True)
    there = {name for name, in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%.%.%'")}
    if there != set(TABLES):
        raise RuntimeError(f"the workspace's tables are not those of tables.py: "
                           f"{sorted(there ^ set(TABLES))}")
    total = 0
    for table, schema in TABLES.items():
        columns = columns_of(schema)
        cells = ", ".join(f'"{name}"' for name, _ in columns)
        lines = f"{folder}/{table}.jsonl"
        count = 0
        with open(lines, "w", encoding="utf-8") as file:
            for row in database.execute(f'SELECT {cells} FROM "{table}"'):
                file.write("{" + ", ".join(
                    f'"{name}": {as_json(value, kind)}'
                    for (name, kind), value in zip(columns, row)) + "}\n")
                count += 1
        catalog, namespace, _ = table.split(".")
        spark.sql(f"CREATE NAMESPACE IF NOT EXISTS {catalog}.{namespace}")
        (spark.read.schema(schema)
         .option("mode", "FAILFAST").option("timestampFormat", "yyyy-MM-dd HH:mm:ss")
         .json(lines).writeTo(table).using("iceberg").create())
        if spark.table(table).count() != count:
            raise RuntimeError(f"Spark has not every row of {table}")
        total += count
    say(f"{len(TABLES)} tables, {total:,} rows")
