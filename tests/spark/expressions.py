# SPDX-License-Identifier: GPL-3.0-or-later
"""Single expressions, asked of both engines through a query folder.

The shipped texts meet only the sample's values. These ask the functions that the sample source
registers for the rest: NULL, empty, the ends of ranges, letters beyond ASCII. Each stands for a
column of a query that has one of its type.
"""

QUERIES = {
    "string": ("feature_adoption",
               "SELECT current_date() AS month, {} AS feature, CAST(0 AS BIGINT) AS users"),
    "bigint": ("feature_adoption",
               "SELECT current_date() AS month, 'x' AS feature, {} AS users"),
    "double": ("feature_adoption_pct",
               "SELECT current_date() AS month, 'x' AS feature, {} AS pct"),
    "date": ("feature_adoption",
             "SELECT {} AS month, 'x' AS feature, CAST(0 AS BIGINT) AS users"),
    "decimal": ("overage",
                "SELECT current_date() AS period_start, current_date() AS period_end, "
                "{} AS overage_usd"),
    "timestamp": ("top_users",
                  "SELECT 'x' AS email, CAST(0 AS BIGINT) AS requests, "
                  "CAST(0 AS BIGINT) AS agent_sessions, CAST(0 AS BIGINT) AS days_active, "
                  "(1 = 1) AS is_l4_user, (1 = 0) AS is_power_user, {} AS last_active_at"),
}

# What a text is about where it needs rows.
HALDEN = "(SELECT min(t.id) FROM main.dbt.dim_teams t)"
LETTERS = "'ŻÓŁW Żółw ÀÉÎÕÜ ßẞ İIıi ΑΣ ΣΑΣ ς ǅ Ǆ Ⅷ Ⓐ Ａ ԱՖ Ꭰ'"


def truth(condition):
    """A condition of three values as a text."""
    return f"CASE WHEN {condition} THEN 'yes' WHEN NOT ({condition}) THEN 'no' ELSE 'null' END"


def features(function):
    """@function over every set of features that there is, the greatest."""
    return f"(SELECT max({function}) FROM main.dbt.dau_all d)"


EXPRESSIONS = {
    "string": [
        f"lower({LETTERS})",
        f"upper({LETTERS})",
        # A sigma is another one at a word's end, and some letters become two.
        *(f"lower('{word}')" for word in (
            "Σ", "ΑΣ.", "ΑΣ.Α", "ΑΣ·Α", "ΑΣ’Α", "ΑΣ-Α", "ΑΣ1", "1Σ", "ΑΣ ", " Σ", "ΑΣ\u0301",
            "Α\u0301Σ", "ΑΣ\u0301Α", "ΣΣ", "aΣ", "ΑΣß", "Σ.")),
        *(f"upper('{word}')" for word in (
            "ŉ ǰ ΐ ΰ և ẖ ẘ ﬀ ﬁ ﬂ ﬃ ﬅ ﬓ", "ᾳ ᾼ ᾀ ῃ ῳ ὖ ᾶ", "ı i̇ ſ µ ÿ ǆ ǅ", "ⅷ ⓐ ა")),
        "lower('')",
        "lower(nullif('a', 'a'))",
        "lower('🙂A')",
        "'it''s'",
        "'a -- b /* c */ main.dbt.dim_teams current_date() :x'",
        "coalesce(nullif('', ''), 'b')",
        *(f"concat('<', substr('Żółw🙂x', {start}), '>')" for start in (-9, -6, -2, 0, 1, 4, 7)),
        *(f"concat('<', substr('Żółw🙂x', {start}, {length}), '>')"
          for start in (-9, -7, -3, 0, 1, 5, 7) for length in (-1, 0, 1, 3, 99)),
        "substr(nullif('a', 'a'), 1, 15)",
        "substring('a0XSAMPLE0000052PA', 1, 15)",
        "concat('a', nullif('b', 'b'))",
        "concat('a', '', 'c')",
        truth("'a' < 'B'"),
        truth("'Z' < 'a'"),
        truth("'ż' > 'z'"),
        truth("'🙂' > 'ﬀ'"),
        truth("'a' = 'a '"),
        truth("nullif(1, 1) = 1"),
        truth("1 IN (2, nullif(1, 1))"),
        truth("1 NOT IN (2, nullif(1, 1))"),
        truth("1 IN (1, nullif(1, 1))"),
        truth("nullif(1, 1) IS NULL"),
        truth("(1 = 0) OR nullif(1, 1) = 1"),
        truth("(1 = 0) AND nullif(1, 1) = 1"),
        truth("current_date() > trunc(current_date(), 'MM') OR current_date() = "
              "trunc(current_date(), 'MM')"),
        features("array_join(sort_array(d.features), ',')"),
        features("array_join(sort_array(d.features, (1 = 0)), '; ')"),
        features("array_join(d.features, '')"),
        features("CASE WHEN array_contains(d.features, 'Agent') THEN 'yes' ELSE 'no' END"),
        features("CASE WHEN array_contains(d.features, '') THEN 'yes' ELSE 'no' END"),
        "(SELECT array_join(sort_array(collect_list(t.name)), '|') FROM main.dbt.dim_teams t)",
        "(SELECT array_join(sort_array(collect_list(t.id)), ',') FROM main.dbt.dim_teams t)",
        "(SELECT array_join(sort_array(collect_list(t.seats), (1 = 0)), ',') "
        "FROM main.dbt.dim_teams t)",
        "(SELECT array_join(collect_list(t.name), ',') FROM main.dbt.dim_teams t "
        "WHERE t.id < 0)",
        "(SELECT array_join(sort_array(collect_list(t.sf_subscription_id)), ',') "
        "FROM main.dbt.dim_teams t WHERE t.id = 49999)",
        "(SELECT max(t.sf_subscription_id) FROM main.dbt.dim_teams t WHERE t.id = 49999)",
        "if(1 = 1, 'a', 'b')",
        "if(nullif(1, 1) = 1, 'a', 'b')",
        "CASE nullif('a', 'a') WHEN 'a' THEN '1' ELSE '2' END",
        "CASE 'A' WHEN 'a' THEN '1' END",
    ],
    "bigint": [
        *(f"CAST(instr({text}, {part}) AS BIGINT)" for text, part in (
            ("'Żółw'", "'w'"), ("'Żółw'", "''"), ("''", "''"), ("''", "'a'"), ("'aXa'", "'a'"),
            ("'🙂b'", "'b'"), ("'a'", "'A'"), ("'a%b'", "'%'"), ("nullif('a', 'a')", "'a'"),
            ("'a'", "nullif('a', 'a')"))),
        "CAST(7 AS BIGINT) * 3 - 4",
        "CAST(2.5 AS BIGINT)",
        "CAST(-2.5 AS BIGINT)",
        "CAST(2.9999999 AS BIGINT)",
        "CAST('12' AS BIGINT)",
        "CAST(' 12 ' AS BIGINT)",
        "CAST(nullif(1, 1) AS BIGINT)",
        "-CAST(7 AS BIGINT) % 3",
        "(SELECT sum(t.id) FROM main.dbt.dim_teams t)",
        "(SELECT sum(t.id) FROM main.dbt.dim_teams t WHERE t.id < 0)",
        "(SELECT count(*) FROM main.dbt.dim_teams t WHERE t.id < 0)",
        "(SELECT count(t.sf_subscription_id) FROM main.dbt.dim_teams t)",
        "(SELECT count(DISTINCT t.sf_subscription_id) FROM main.dbt.dim_teams t)",
        "(SELECT count_if(t.seats > 100) FROM main.dbt.dim_teams t)",
        "(SELECT sum(CASE WHEN t.is_enterprise THEN 1 ELSE 0 END) FROM main.dbt.dim_teams t)",
        "(SELECT count(*) FROM main.dbt.dim_teams t WHERE NOT t.is_enterprise)",
        "CAST(datediff('2026-03-01', '2026-02-01') AS BIGINT)",
        "CAST(datediff('2026-02-01', '2026-03-01') AS BIGINT)",
        "CAST(year('2026-03-09') AS BIGINT)",
        "CAST(month('2026-03-09') AS BIGINT)",
        "CAST(day('2026-03-09') AS BIGINT)",
        "CAST(round(2.5) AS BIGINT)",
        "CAST(round(-2.5) AS BIGINT)",
        "coalesce(nullif(CAST(1 AS BIGINT), 1), 2)",
        "9223372036854775807 + CAST(1 AS BIGINT)",
        f"CAST({HALDEN} AS BIGINT)",
    ],
    "double": [
        "CAST(7 AS DOUBLE) / 2",
        "CAST(1 AS DOUBLE) / 3",
        "CAST(100 * 7 AS DOUBLE) / nullif(30, 0)",
        "CAST(1 AS DOUBLE) / nullif(0, 0)",
        "CAST(nullif(1, 1) AS DOUBLE)",
        "CAST('1e3' AS DOUBLE)",
        "CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE)",
        "try_divide(7, 2)",
        "try_divide(7, 0)",
        "round(CAST(2.345 AS DOUBLE), 2)",
        "round(CAST(1.005 AS DOUBLE), 2)",
        "round(CAST(-0.5 AS DOUBLE), 0)",
        "round(CAST(1234.5 AS DOUBLE), -2)",
        "round(CAST(1e15 AS DOUBLE) + CAST(0.3 AS DOUBLE), 1)",
    ],
    "date": [
        "current_date()",
        "(SELECT max(d.dt) FROM main.dbt.dau_all d)",
        *(f"trunc('2026-11-24', '{unit}')" for unit in (
            "MM", "mm", "MON", "month", "YEAR", "YYYY", "yy", "QUARTER", "WEEK", "DAY", "DD",
            "HOUR", "", "no")),
        "trunc('2024-02-29', 'MM')",
        "trunc('2026-11-22', 'WEEK')",
        "trunc('2026-11-23', 'WEEK')",
        "trunc(nullif('2026-11-24', '2026-11-24'), 'MM')",
        "trunc((SELECT max(u.last_active_at) FROM main.dbt.fct_revops_user_metrics u), 'MM')",
        *(f"add_months('{day}', {months})" for day, months in (
            ("2026-01-31", 1), ("2024-01-31", 1), ("2026-02-28", 1), ("2026-03-31", -1),
            ("2024-02-29", 12), ("2024-02-29", -12), ("2026-11-01", -11), ("2026-11-01", -240),
            ("2026-12-31", 2), ("2026-01-15", 0))),
        "add_months(nullif('2026-01-31', '2026-01-31'), 1)",
        "add_months(trunc(current_date(), 'MM'), 1 - 12)",
        "date_add('2026-02-28', 1)",
        "date_add('2026-03-01', -1)",
        "date_sub('2026-01-01', 1)",
        "date_sub(current_date(), 0)",
        "date_add('2026-02-29', 1)",
        "trunc('no date', 'MM')",
        *(f"last_day('{day}')" for day in ("2026-02-01", "2024-02-29", "2026-12-31", "1900-02-01")),
        "(SELECT min(o.CloseDate) FROM revops_share.pt_salesforce.opportunity o)",
        "(SELECT max(v.Period_End__c) FROM revops.pt_salesforce.subscription_overage__c v)",
    ],
    "decimal": [
        "(SELECT sum(m.spend_usd) FROM revops.analytics.temp_model_usage_monthly_sfdc m)",
        "(SELECT sum(v.Overage_Amount__c) FROM revops.pt_salesforce.subscription_overage__c v)",
        "(SELECT max(o.Amount) FROM revops_share.pt_salesforce.opportunity o)",
        "(SELECT min(o.Amount) FROM revops_share.pt_salesforce.opportunity o)",
        "(SELECT sum(o.Amount) FROM revops_share.pt_salesforce.opportunity o WHERE o.Id = '')",
        "(SELECT coalesce(sum(o.Amount), 0) FROM revops_share.pt_salesforce.opportunity o "
        "WHERE o.Id = '')",
        "(SELECT sum(m.api_cost_usd_month) FROM main.dbt.fct_revops_monthly_team_metrics m)",
        "(SELECT sum(CASE WHEN m.model = 'auto' THEN m.spend_usd ELSE 0 END) "
        "FROM revops.analytics.temp_model_usage_monthly_sfdc m)",
    ],
    "timestamp": [
        "(SELECT max(u.last_active_at) FROM main.dbt.fct_revops_user_metrics u)",
        "(SELECT min(u.last_active_at) FROM main.dbt.fct_revops_user_metrics u)",
        *(f"date_trunc('{unit}', (SELECT max(u.last_active_at) "
          "FROM main.dbt.fct_revops_user_metrics u))"
          for unit in ("YEAR", "QUARTER", "MONTH", "MM", "WEEK", "DAY", "HOUR", "MINUTE",
                       "SECOND", "no")),
        "date_trunc('MONTH', current_date())",
    ],
}

SUBSCRIPTION = "a0XSAMPLE000001"

# A text has to use each parameter of its query; these do, and hold.
USES = {
    "feature_adoption": "WHERE '{}' IN (:subscription_ids) AND (:include_current_month OR 1 = 1)",
    "feature_adoption_pct":
        "WHERE '{}' IN (:subscription_ids) AND (:include_current_month OR 1 = 1)",
    "overage": "WHERE '{}' IN (:subscription_ids)",
    "top_users": "WHERE '{}' IN (:subscription_ids) LIMIT :limit",
}

HEADER = """\
-- param: subscription_ids list<string>
-- param: include_current_month boolean
-- param: limit int
"""


def texts():
    """(query, expression, text) of each; each query is asked about SUBSCRIPTION alone."""
    for kind, expressions in EXPRESSIONS.items():
        query, frame = QUERIES[kind]
        for expression in expressions:
            text = f"{frame.format(expression)}\n{USES[query].format(SUBSCRIPTION)}\n"
            yield query, expression, HEADER + text


def alone(text):
    """The same text with its values in it, for where the app sends none."""
    return (text.replace(":subscription_ids)", f"'{SUBSCRIPTION}')")
            .replace(":include_current_month", "true").replace(":limit", "25"))
