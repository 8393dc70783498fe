-- name: depth_of_usage
-- title: Depth of usage
-- definition: Today's members of the teams by their agent requests in a calendar month, each person once with all their requests; people without a request are not counted.
-- window: calendar month, UTC, the newest months only
-- tables: main.dbt.int_monthly_user_agent_usage, main.dbt.stg_user_team
-- param: team_ids list<bigint>
-- param: months int = 12
-- param: include_current_month boolean = true
-- column: month date | month | First day of the calendar month
-- column: bucket string | name | Range of agent requests in the month
-- column: bucket_min bigint | requests | Lower end of the range, which sorts the buckets
-- column: users bigint | people | People whose requests lie in the range

WITH person_months AS (
  SELECT
    trunc(r.month, 'MM') AS month,
    r.user_id AS user_id,
    sum(r.num_agent_requests) AS requests
  FROM main.dbt.int_monthly_user_agent_usage r
  WHERE r.user_id IN (
    SELECT ut.user_id
    FROM main.dbt.stg_user_team ut
    WHERE ut.team_id IN (:team_ids)
  )
    AND r.month >= add_months(trunc(current_date(), 'MM'), 1 - :months)
    AND (:include_current_month OR r.month < trunc(current_date(), 'MM'))
  GROUP BY trunc(r.month, 'MM'), r.user_id
),
person_buckets AS (
  SELECT
    p.month AS month,
    CASE
      WHEN p.requests <= 10 THEN 1
      WHEN p.requests <= 50 THEN 11
      WHEN p.requests <= 200 THEN 51
      ELSE 201
    END AS bucket_min
  FROM person_months p
  WHERE p.requests >= 1
)
SELECT
  b.month AS month,
  CASE b.bucket_min
    WHEN 1 THEN '1–10'
    WHEN 11 THEN '11–50'
    WHEN 51 THEN '51–200'
    ELSE '201+'
  END AS bucket,
  CAST(b.bucket_min AS BIGINT) AS bucket_min,
  count(*) AS users
FROM person_buckets b
GROUP BY b.month, b.bucket_min
ORDER BY month, bucket_min
