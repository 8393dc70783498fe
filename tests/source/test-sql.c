/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-day.h"
#include "au-error.h"
#include "au-sample-functions.h"
#include "au-sample-sql.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected;
} Fact;

static const Fact name_facts[] = {
  { "SELECT 1", "SELECT 1" },
  { "", "" },
  { "SELECT * FROM main.dbt.dim_teams", "SELECT * FROM \"main.dbt.dim_teams\"" },
  { "SELECT * FROM main.dbt.dim_teams t", "SELECT * FROM \"main.dbt.dim_teams\" t" },
  { "SELECT * FROM `main`.`dbt`.`dim_teams`", "SELECT * FROM \"main.dbt.dim_teams\"" },
  { "SELECT * FROM main.`dbt`.dim_teams", "SELECT * FROM \"main.dbt.dim_teams\"" },
  { "SELECT * FROM main . dbt\n.\tdim_teams", "SELECT * FROM \"main.dbt.dim_teams\"" },
  { "SELECT * FROM main./* x */dbt.dim_teams", "SELECT * FROM \"main.dbt.dim_teams\"" },
  { "SELECT main.dbt.dim_teams.id, x.y FROM t", "SELECT \"main.dbt.dim_teams\".id, x.y FROM t" },
  { "(SELECT max(n.dt) FROM a.b.c)", "(SELECT max(n.dt) FROM \"a.b.c\")" },
  { "a.b.c,d.e.f", "\"a.b.c\",\"d.e.f\"" },
  { "a.b", "a.b" },
  { "a.b.", "a.b." },
  { "t.*", "t.*" },
  { "a.b.*", "a.b.*" },
  { "1.5 + t.x", "1.5 + t.x" },
  { "`a\"b`.`c`.`d`", "\"a\"\"b.c.d\"" },
  { "`Odd name`", "`Odd name`" },
  { "revops_share.pt_salesforce.subscription__c", "\"revops_share.pt_salesforce.subscription__c\"" },
  { NULL, NULL },
};

static const Fact literal_facts[] = {
  { "'main.dbt.dim_teams'", "'main.dbt.dim_teams'" },
  { "'current_date()'", "'current_date()'" },
  { "'it''s'", "'it''s'" },
  { "'it\\'s'", "'it''s'" },
  { "\"it's\"", "'it''s'" },
  { "\"a\"\"b\"", "'a\"b'" },
  { "'a\\\\b'", "'a\\b'" },
  { "'\\'", "error" },
  { "'a\\nb\\tc'", "'a\nb\tc'" },
  { "'\\u017b\\U0001F600'", "'Ż😀'" },
  { "'\\u12'", "'u12'" },
  { "'100\\%'", "'100\\%'" },
  { "r'a\\nb'", "'a\\nb'" },
  { "R\"C:\\\"", "'C:\\'" },
  { "'1–10'", "'1–10'" },
  { "'x:y', :q", "'x:y', :q" },
  { "SELECT 1 -- main.dbt.x 'quote\n+ 2", "SELECT 1  \n+ 2" },
  { "SELECT /* a /* nested.in.it */ 'b */ 3", "SELECT   3" },
  { "SELECT ';' -- ; end", "SELECT ';'  " },
  { "'open", "error" },
  { "/* open", "error" },
  { "`open", "error" },
  { "DATE '2026-11-24'", "'2026-11-24'" },
  { "timestamp'2026-11-24 09:12:00'", "'2026-11-24 09:12:00'" },
  { "date(x)", "date(x)" },
  { NULL, NULL },
};

static const Fact word_facts[] = {
  { "current_date()", "au_current_date()" },
  { "current_date", "au_current_date()" },
  { "CURRENT_DATE ( )", "au_current_date()" },
  { "current_date /* now */ ( /* nothing */ ) + 1", "au_current_date() + 1" },
  { "trunc(current_date(), 'MM')", "trunc(au_current_date(), 'MM')" },
  { "t.current_date", "t.current_date" },
  { "x AS current_date", "x AS current_date" },
  { "current_dates", "current_dates" },
  { "current_timestamp()", "au_current_timestamp()" },
  { "CAST(x AS STRING)", "CAST(x AS TEXT)" },
  { "cast ( x as double )", "cast ( x as REAL )" },
  { "CAST(a.b.c.d AS BIGINT)", "CAST(\"a.b.c\".d AS INTEGER)" },
  { "CAST(x AS INT)", "CAST(x AS INTEGER)" },
  { "CAST(f(x, (1)) AS /* whole */ BIGINT)", "CAST(f(x, (1)) AS INTEGER)" },
  { "CAST(CAST(x AS STRING) AS INT) AS double", "CAST(CAST(x AS TEXT) AS INTEGER) AS double" },
  { "CAST((SELECT y AS string) AS STRING)", "CAST((SELECT y AS string) AS TEXT)" },
  { "sum(x) AS string", "sum(x) AS string" },
  { "CAST(x AS DECIMAL(18, 2))", "error" },
  { "CAST(x AS DATE)", "error" },
  { "CAST(x AS BOOLEAN)", "error" },
  { "CAST(x AS TIMESTAMP)", "error" },
  { "CAST(x AS ", "CAST(x AS " },
  { "))((CAST", "))((CAST" },
  { ":subscription_ids_0, :subscription_ids_1", ":subscription_ids_0, :subscription_ids_1" },
  { NULL, NULL },
};

static void
check_facts (gconstpointer data)
{
  for (const Fact *fact = data; fact->text != NULL; fact++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = au_sample_sql_rewrite (fact->text, &error);

      if (g_str_equal (fact->expected, "error"))
        {
          if (got != NULL)
            g_test_message ("%s", fact->text);
          g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
          g_assert_null (got);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (got, ==, fact->expected);
        }
    }
}

/* The literal that SQLite reads from the rewritten text is the one that Databricks reads. */
static void
test_literal_values (void)
{
  static const Fact facts[] = {
    { "'O\\'Neill \\\\ \"x\"'", "O'Neill \\ \"x\"" },
    { "\"O'Neill\"", "O'Neill" },
    { "r'\\d+'", "\\d+" },
    { "'a''b'", "a'b" },
  };
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *text = g_strconcat ("SELECT ", facts[i].text, NULL);
      g_autofree char *sql = au_sample_sql_rewrite (text, NULL);
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, facts[i].expected);
      sqlite3_finalize (statement);
    }
  sqlite3_close (database);
}

/* Whatever the bytes, rewriting ends, and what it gives is UTF-8 where the text was. */
static void
test_garbage (void)
{
  static const char *const pieces[] = {
    "CAST", "(", ")", " AS ", "STRING", "`", "'", "\"", "\\", ".", "a", "main", "/*", "*/", "--", "\n",
    "current_date", ":q", "::", ":", "r'", "Ż", "1.5", ";", "DATE ", " ", "\\u00", "DECIMAL",
  };
  GRand *random = g_rand_new_with_seed (3);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *sql = NULL;

      for (int n = g_rand_int_range (random, 0, 14); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      sql = au_sample_sql_rewrite (text->str, NULL);
      if (sql != NULL)
        g_assert_true (g_utf8_validate (sql, -1, NULL));
    }
  g_rand_free (random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/source/sql/names", name_facts, check_facts);
  g_test_add_data_func ("/source/sql/literals", literal_facts, check_facts);
  g_test_add_data_func ("/source/sql/words", word_facts, check_facts);
  g_test_add_func ("/source/sql/literal-values", test_literal_values);
  g_test_add_func ("/source/sql/garbage", test_garbage);

  return g_test_run ();
}
