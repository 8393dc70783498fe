/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-clock.h"
#include "au-error.h"
#include "au-sample-functions.h"
#include "au-sample-number.h"

#include <math.h>

typedef struct
{
  const char *expression;
  const char *expected;
} Fact;

static sqlite3 *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
  au_sample_functions_register (database, au_day_new (2026, 11, 24), &error);
  g_assert_no_error (error);
  return database;
}

/* The first cell that @sql gives, as text, or "NULL", or "error: …". */
static char *
evaluate (sqlite3    *database,
          const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text;
  int rc = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc != SQLITE_ROW)
    text = g_strconcat ("error: ", sqlite3_errmsg (database), NULL);
  else if (sqlite3_column_type (statement, 0) == SQLITE_NULL)
    text = g_strdup ("NULL");
  else
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static void
check_facts (gconstpointer data)
{
  sqlite3 *database = open_database ();

  for (const Fact *fact = data; fact->expression != NULL; fact++)
    {
      g_autofree char *sql = g_strconcat ("SELECT ", fact->expression, NULL);
      g_autofree char *got = evaluate (database, sql);

      if (g_strcmp0 (got, fact->expected) != 0)
        g_test_message ("%s", fact->expression);
      g_assert_cmpstr (got, ==, fact->expected);
    }
  sqlite3_close (database);
}

/* The examples of the Databricks SQL reference, and the edges that its words describe. */
static const Fact date_facts[] = {
  { "au_current_date()", "2026-11-24" },
  { "au_current_timestamp()", "2026-11-24 09:12:00" },
  { "trunc('2019-08-04', 'week')", "2019-07-29" },
  { "trunc('2019-08-04', 'quarter')", "2019-07-01" },
  { "trunc('2009-02-12', 'MM')", "2009-02-01" },
  { "trunc('2015-10-27', 'YEAR')", "2015-01-01" },
  { "trunc('2015-10-27', 'JAHR')", "NULL" },
  { "trunc('2015-10-27', 'Q')", "NULL" },
  { "trunc('2015-10-27', 'HOUR')", "NULL" },
  { "trunc('2015-10-27', 'DD')", "NULL" },
  { "trunc('2015-10-27', 'mon')", "2015-10-01" },
  { "trunc('2015-10-27', 'month')", "2015-10-01" },
  { "trunc('2015-10-27', 'yyyy')", "2015-01-01" },
  { "trunc('2015-10-27', 'yy')", "2015-01-01" },
  { "trunc('2026-11-23', 'WEEK')", "2026-11-23" },
  { "trunc('2026-11-22', 'WEEK')", "2026-11-16" },
  { "trunc('2026-12-31 23:59:59', 'QUARTER')", "2026-10-01" },
  { "trunc(NULL, 'MM')", "NULL" },
  { "trunc('2015-10-27', NULL)", "NULL" },
  { "trunc('2015-02-30', 'MM')", "error: [CAST_INVALID_INPUT] The value '2015-02-30' cannot be cast to DATE" },
  { "trunc('', 'MM')", "error: [CAST_INVALID_INPUT] The value '' cannot be cast to DATE" },
  { "trunc(20151027, 'MM')", "error: [CAST_INVALID_INPUT] The value '20151027' cannot be cast to DATE" },
  { "trunc('0001-01-01', 'WEEK')", "0001-01-01" },
  { "trunc(-7.9)", "-7.0" },
  { "date_trunc('YEAR', '2015-03-05T09:32:05.359')", "2015-01-01 00:00:00" },
  { "date_trunc('MM', '2015-03-05T09:32:05.359')", "2015-03-01 00:00:00" },
  { "date_trunc('DD', '2015-03-05T09:32:05.359')", "2015-03-05 00:00:00" },
  { "date_trunc('HOUR', '2015-03-05T09:32:05.359')", "2015-03-05 09:00:00" },
  { "date_trunc('MINUTE', '2015-03-05 09:32:05.359')", "2015-03-05 09:32:00" },
  { "date_trunc('SECOND', '2015-03-05 09:32:05.359')", "2015-03-05 09:32:05" },
  { "date_trunc('MILLISECOND', '2015-03-05T09:32:05.123456')", "2015-03-05 09:32:05.123" },
  { "date_trunc('MICROSECOND', '2015-03-05T09:32:05.120000Z')", "2015-03-05 09:32:05.12" },
  { "date_trunc('week', '2026-11-24')", "2026-11-23 00:00:00" },
  { "date_trunc('quarter', '2026-11-24')", "2026-10-01 00:00:00" },
  { "date_trunc('fortnight', '2026-11-24')", "NULL" },
  { "date_trunc(NULL, '2026-11-24')", "NULL" },
  { "date_trunc('MM', NULL)", "NULL" },
  { "date_trunc('HOUR', '2026-11-24 9:12')", "error: [CAST_INVALID_INPUT] The value '2026-11-24 9:12' cannot be cast to TIMESTAMP" },
  { "add_months('2016-08-31', 1)", "2016-09-30" },
  { "add_months('2016-08-31', -6)", "2016-02-29" },
  { "add_months('2016-02-29', 1)", "2016-03-29" },
  { "add_months('2026-01-15', -13)", "2024-12-15" },
  { "add_months('2026-11-24', 0)", "2026-11-24" },
  { "add_months('9999-12-01', 1)", "error: [DATETIME_OVERFLOW] The day lies outside the years 1 to 9999" },
  { "add_months('0001-01-31', -1)", "error: [DATETIME_OVERFLOW] The day lies outside the years 1 to 9999" },
  { "add_months('2026-01-15', 9223372036854775807)", "error: [DATETIME_OVERFLOW] The day lies outside the years 1 to 9999" },
  { "add_months(NULL, 1)", "NULL" },
  { "add_months('2026-01-15', NULL)", "NULL" },
  { "date_add('2016-07-30', 1)", "2016-07-31" },
  { "date_add('2026-12-31', 1)", "2027-01-01" },
  { "date_add('9999-12-31', 1)", "error: [DATETIME_OVERFLOW] The day lies outside the years 1 to 9999" },
  { "date_add(NULL, 1)", "NULL" },
  { "date_sub('2016-07-30', 1)", "2016-07-29" },
  { "date_sub('2024-03-01', 1)", "2024-02-29" },
  { "date_sub('2024-03-01', NULL)", "NULL" },
  { "datediff('2009-07-31', '2009-07-30')", "1" },
  { "datediff('2009-07-30', '2009-07-31')", "-1" },
  { "datediff('2026-11-24 23:00:00', '2026-11-24')", "0" },
  { "datediff(NULL, '2009-07-31')", "NULL" },
  { "datediff('2009-07-31', NULL)", "NULL" },
  { "last_day('2009-01-12')", "2009-01-31" },
  { "last_day('2024-02-01')", "2024-02-29" },
  { "last_day(NULL)", "NULL" },
  { "year('2016-07-30')", "2016" },
  { "month('2016-07-30')", "7" },
  { "day('2009-07-30')", "30" },
  { NULL, NULL },
};

static const Fact array_facts[] = {
  { "array_contains('[1,2,3]', 2)", "1" },
  { "array_contains('[1,2,3]', 4)", "0" },
  { "array_contains('[1,null,3]', 2)", "NULL" },
  { "array_contains('[1,null,3]', 3)", "1" },
  { "array_contains('[1,2,3]', NULL)", "NULL" },
  { "array_contains(NULL, 'a')", "NULL" },
  { "array_contains('[]', 'a')", "0" },
  { "array_contains('[\"rules\",\"agent\"]', 'agent')", "1" },
  { "array_contains('[\"rules\",\"agent\"]', 'agen')", "0" },
  { "array_contains('[\"rules\",\"agent\"]', 'Agent')", "0" },
  { "array_contains('[\"a\\\"b\", \"\\u017b\\u00f3\\u0142w\"]', 'Żółw')", "1" },
  { "array_contains('[\"\\ud83d\\ude00\"]', '😀')", "1" },
  { "array_contains('[9007199254740993]', 9007199254740992)", "0" },
  { "array_contains('[1.5,true]', 1.5)", "1" },
  { "array_contains('rules', 'rules')", "error: [DATATYPE_MISMATCH] 'rules' is not an array" },
  { "array_contains('[\"rules\"', 'rules')", "error: [DATATYPE_MISMATCH] '[\"rules\"' is not an array" },
  { "array_contains('[\"rules', 'rules')", "error: [DATATYPE_MISMATCH] '[\"rules' is not an array" },
  { "array_contains('[\"\\', 'rules')", "error: [DATATYPE_MISMATCH] '[\"\\' is not an array" },
  { "array_contains('[1 2]', 1)", "error: [DATATYPE_MISMATCH] '[1 2]' is not an array" },
  { "array_contains('[1,]', 1)", "error: [DATATYPE_MISMATCH] '[1,]' is not an array" },
  { "array_contains('[{\"a\":1}]', 1)", "error: [DATATYPE_MISMATCH] '[{\"a\":1}]' is not an array" },
  { "array_join('[\"hello\",\"world\"]', ' ')", "hello world" },
  { "array_join('[\"hello\",null,\"world\"]', ' ')", "hello world" },
  { "array_join('[\"hello\",null,\"world\"]', ' ', ',')", "hello , world" },
  { "array_join('[null,\"a\"]', ',')", "a" },
  { "array_join('[]', ',')", "" },
  { "array_join(NULL, ',')", "NULL" },
  { "array_join('[40001,41001]', ',')", "40001,41001" },
  { "sort_array('[\"b\",\"d\",null,\"c\",\"a\"]', true)", "[null,\"a\",\"b\",\"c\",\"d\"]" },
  { "sort_array('[\"b\",\"d\",null,\"c\",\"a\"]', false)", "[\"d\",\"c\",\"b\",\"a\",null]" },
  { "sort_array('[10, 9, 100, -1, 9.5]')", "[-1,9,9.5,10,100]" },
  { "sort_array('[9007199254740993,9007199254740992]')", "[9007199254740992,9007199254740993]" },
  { "sort_array('[]')", "[]" },
  { "sort_array(NULL)", "NULL" },
  { "array_join(sort_array(collect_list(column1)), ',') FROM (VALUES (41001), (9001), (NULL), (40001))", "9001,40001,41001" },
  { "collect_list(column1) FROM (VALUES (1), (2), (NULL), (1))", "[1,2,1]" },
  { "collect_list(DISTINCT column1) FROM (VALUES (1), (2), (NULL), (1))", "[1,2]" },
  { "collect_list(column1) FROM (VALUES ('a\"b'), (0.5), (2.0))", "[\"a\\\"b\",0.5,2.0]" },
  { "collect_list(column1) FROM (VALUES (NULL))", "[]" },
  { "collect_list(1) WHERE false", "[]" },
  { "count_if(column1 % 2 = 0) FROM (VALUES (NULL), (0), (1), (2), (3))", "2" },
  { "count_if(DISTINCT column1 % 2 = 0) FROM (VALUES (NULL), (0), (1), (2), (3))", "1" },
  { "count_if(column1) FROM (VALUES (NULL))", "0" },
  { NULL, NULL },
};

static const Fact text_facts[] = {
  { "lower('SparkSql')", "sparksql" },
  { "upper('SparkSql')", "SPARKSQL" },
  { "lower('ŻÓŁW Software S.A.')", "żółw software s.a." },
  { "upper('żółw straße')", "ŻÓŁW STRASSE" },
  { "lower('İI')", "i\u0307i" },
  { "lower('ΑΣ ΣΑΣ Σ ΑΣ.Α ΑΣ')", "ας σας σ ασ.α ας" },
  { "lower('ⅧⒶ')", "ⅷⓐ" },
  { "upper('ⅷⓐ ﬁ ς')", "ⅧⒶ FI Σ" },
  { "lower(NULL)", "NULL" },
  { "upper(NULL)", "NULL" },
  { "lower('')", "" },
  { "lower(CAST(x'41ff' AS TEXT))", "error: [INVALID_UTF8_STRING] The text is not valid UTF-8" },
  { "instr('SparkSQL', 'SQL')", "6" },
  { "instr('SparkSQL', 'R')", "0" },
  { "instr('Żółw', 'w')", "4" },
  { "instr(lower('ŻÓŁW'), lower('żół'))", "1" },
  { "instr('abc', '')", "1" },
  { "instr(NULL, 'a')", "NULL" },
  { "substr('Spark SQL', 5)", "k SQL" },
  { "substr('Spark SQL', -3)", "SQL" },
  { "substr('Spark SQL', 5, 1)", "k" },
  { "substr('Spark SQL', 0, 5)", "Spark" },
  { "substring('Spark SQL', 1, 5)", "Spark" },
  { "substr('Żółw', 2, 2)", "ół" },
  { "substr('abc', -5, 3)", "a" },
  { "substr('abc', -5, 2)", "" },
  { "substr('abc', 9)", "" },
  { "substr('abc', 2, 0)", "" },
  { "substr('abc', 2, -1)", "" },
  { "substr('abc', 2, 9223372036854775807)", "bc" },
  { "substr(NULL, 1, 15)", "NULL" },
  { "substr('abc', NULL)", "NULL" },
  { "substr(12345, 2, 2)", "23" },
  { "concat('Spark', 'SQL')", "SparkSQL" },
  { "concat('Spark', NULL, 'SQL')", "NULL" },
  { "concat_ws(' ', 'Spark', NULL, 'SQL')", "Spark SQL" },
  { "concat_ws(NULL, 'Spark', 'SQL')", "NULL" },
  { "round(2.5)", "3.0" },
  { "round(2.6, 0)", "3.0" },
  { "round(3.5, 0)", "4.0" },
  { "round(2.25, 1)", "2.3" },
  { "round(-2.5)", "-3.0" },
  { "round(2.675, 2)", "2.68" },
  { "round(1.005, 2)", "1.01" },
  { "round(0.1 + 0.2, 2)", "0.3" },
  { "round(25, -1)", "30" },
  { "round(24, -1)", "20" },
  { "round(5, -2)", "0" },
  { "round(50, -2)", "100" },
  { "round(7, 2)", "7" },
  { "round(NULL)", "NULL" },
  { "round(2.5, NULL)", "NULL" },
  { "try_divide(3, 2)", "1.5" },
  { "try_divide(2, 0)", "NULL" },
  { "try_divide(NULL, 2)", "NULL" },
  { "nullif(2, 2)", "NULL" },
  { "nullif(2, 3)", "2" },
  { "if(1 < 2, 'a', 'b')", "a" },
  { "if(NULL, 'a', 'b')", "b" },
  { "true AND NOT false", "1" },
  { NULL, NULL },
};

static void
test_number_round (void)
{
  static const struct
  {
    double value;
    int scale;
    const char *text;
  } facts[] = {
    { 48211.5, 2, "48211.50" },
    { 0, 2, "0.00" },
    { -0.0, 2, "0.00" },
    { 0.005, 2, "0.01" },
    { 0.0049999, 2, "0.00" },
    { -0.004, 2, "0.00" },
    { -0.005, 2, "-0.01" },
    { 0.995, 2, "1.00" },
    { 99.995, 2, "100.00" },
    { 999999999999.99, 2, "999999999999.99" },
    { 9999999999999.99, 2, "9999999999999.99" },
    { 1e20, 2, "100000000000000000000.00" },
    { 1e-20, 2, "0.00" },
    { 0.5, 0, "1" },
    { 0.49, 0, "0" },
    { 1234.5, -2, "1200" },
    { 1250, -2, "1300" },
    { 4, -1, "0" },
    { 9.5, -1, "10" },
    { 123.456, 6, "123.456000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *text = au_sample_number_round (facts[i].value, facts[i].scale);

      g_assert_cmpstr (text, ==, facts[i].text);
    }
  g_assert_null (au_sample_number_round (NAN, 2));
  g_assert_null (au_sample_number_round (INFINITY, 2));
}

/* Every amount in cents comes back as it was, also after adding hundreds of them as doubles. */
static void
test_number_cents (void)
{
  GRand *random = g_rand_new_with_seed (20261124);

  for (guint i = 0; i < 20000; i++)
    {
      gint64 sum = 0;
      double total = 0;
      g_autofree char *expected = NULL;
      g_autofree char *got = NULL;

      for (int n = g_rand_int_range (random, 1, 50); n > 0; n--)
        {
          int cents = g_rand_int_range (random, -100000000, 100000000);

          sum += cents;
          total += cents / 100.0;
        }
      expected = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT,
                                  sum < 0 ? "-" : "", ABS (sum) / 100, ABS (sum) % 100);
      got = au_sample_number_round (total, 2);
      g_assert_cmpstr (got, ==, expected);
    }
  g_rand_free (random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));

  g_test_add_data_func ("/source/functions/dates", date_facts, check_facts);
  g_test_add_data_func ("/source/functions/arrays", array_facts, check_facts);
  g_test_add_data_func ("/source/functions/texts", text_facts, check_facts);
  g_test_add_func ("/source/functions/number-round", test_number_round);
  g_test_add_func ("/source/functions/number-cents", test_number_cents);

  return g_test_run ();
}
