/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-normal-form.h"
#include "au-table.h"

#include <math.h>

static AuTableBuilder *
builder_for (const char *type)
{
  AuTableBuilder *builder = au_table_builder_new ();
  g_autoptr (AuColumn) column = NULL;
  AuDataType data_type;
  guint scale;

  g_assert_true (au_data_type_parse (type, &data_type, &scale));
  column = au_column_new ("value", data_type, scale, FALSE, "unit", "meaning");
  au_table_builder_add_column (builder, column);
  return builder;
}

static void
test_good_text (void)
{
  static const struct
  {
    const char *type;
    const char *text;
    const char *normal;
  } cases[] = {
    { "string", "", "" },
    { "string", "Żółw \"S.A.\"", "Żółw \"S.A.\"" },
    { "bigint", "9223372036854775807", "9223372036854775807" },
    { "bigint", "-5", "-5" },
    { "decimal(18,2)", "48211.50", "48211.50" },
    { "decimal(18,2)", "12345678901234567890123456789012345678",
      "12345678901234567890123456789012345678" },
    { "decimal(18,2)", "1.5E3", "1500.00" },
    { "decimal(18,2)", "-0.10", "-0.10" },
    { "double", "0.1", "0.1" },
    { "double", "1.0E10", "10000000000" },
    { "double", "NaN", "NaN" },
    { "double", "-Infinity", "-Infinity" },
    { "boolean", "TRUE", "true" },
    { "boolean", "false", "false" },
    { "date", "2026-11-24", "2026-11-24" },
    { "date", "2026-11-24T00:00:00.000Z", "2026-11-24" },
    { "date", "2026-11-24 00:00:00", "2026-11-24" },
    { "timestamp", "2021-01-01T10:00:00.000-08:00", "2021-01-01T18:00:00.000Z" },
    { "timestamp", "2021-01-01 10:00:00", "2021-01-01T10:00:00.000Z" },
    { "timestamp", "2021-01-01T10:00:00.123456789Z", "2021-01-01T10:00:00.123Z" },
    { "timestamp", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuTableBuilder) builder = builder_for (cases[i].type);
      g_autoptr (AuTable) table = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_true (au_table_builder_append_text (builder, cases[i].text, &error));
      g_assert_no_error (error);
      table = au_table_builder_end (builder);
      text = au_table_dup_text (table, 0, 0);
      g_assert_cmpstr (text, ==, cases[i].normal);
    }
}

static void
test_bad_text (void)
{
  static const struct
  {
    const char *type;
    const char *text;
  } cases[] = {
    { "string", "\xff\xfe" },
    { "bigint", "" },
    { "bigint", "1.0" },
    { "bigint", "9223372036854775808" },
    { "bigint", " 1" },
    { "decimal(18,2)", "" },
    { "decimal(18,2)", "12,50" },
    { "decimal(18,2)", "$5" },
    { "decimal(18,2)", "1e20" },
    { "double", "" },
    { "double", "0x10" },
    { "double", "1.0 " },
    { "boolean", "yes" },
    { "boolean", "1" },
    { "date", "2026-11-24T09:12:00Z" },
    { "date", "24.11.2026" },
    { "timestamp", "2026-11-24T25:00:00Z" },
    { "timestamp", "2026-11-24T09:12:00+99:00" },
    { "timestamp", "2026-11" },
    { "timestamp", "" },
    { "timestamp", "2026-11-24Tnow" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuTableBuilder) builder = builder_for (cases[i].type);
      g_autoptr (GError) error = NULL;

      g_assert_false (au_table_builder_append_text (builder, cases[i].text, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
      g_assert_nonnull (strstr (error->message, "value"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (au_table_builder_get_n_rows (builder), ==, 0);
    }
}

static void
test_nulls (void)
{
  g_autoptr (AuTableBuilder) builder = builder_for ("bigint");
  g_autoptr (AuTable) table = NULL;

  for (int i = 0; i < 100; i++)
    {
      if (i % 3 == 0)
        au_table_builder_append_null (builder);
      else
        au_table_builder_append_int64 (builder, i % 3 == 1 ? 0 : i);
    }
  table = au_table_builder_end (builder);
  g_assert_cmpuint (au_table_get_n_rows (table), ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpint (au_table_is_null (table, 0, i), ==, i % 3 == 0);
      g_assert_cmpint (isnan (au_table_get_double (table, 0, i)), ==, i % 3 == 0);
      g_assert_cmpint (au_table_get_int64 (table, 0, i), ==, i % 3 == 2 ? i : 0);
    }
}

static void
test_doubles (void)
{
  /* Shortest text that reads back the same, for many doubles of all sizes. */
  for (int i = 0; i < 20000; i++)
    {
      double value = ldexp (g_test_rand_double_range (-1, 1), g_test_rand_int_range (-300, 300));
      g_autofree char *text = au_normal_form_double (value);

      g_assert_true (g_ascii_strtod (text, NULL) == value);
    }
}

static void
test_csv (void)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuColumn) name = au_column_new ("name", AU_DATA_STRING, 0, FALSE, NULL, NULL);
  g_autoptr (AuColumn) amount = au_column_new ("amount_usd", AU_DATA_DECIMAL, 2, FALSE, NULL, NULL);
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) safe = g_string_new (NULL);
  static const char *rows[][2] = {
    { "a,b", "-1.50" }, { "say \"hi\"", NULL }, { "", "0.00" }, { NULL, "2.00" }, { "=1+1", "3.10" },
    { "-x\r\ny", "4" },
  };

  au_table_builder_add_column (builder, name);
  au_table_builder_add_column (builder, amount);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (au_table_builder_append_text (builder, rows[i][0], NULL));
      g_assert_true (au_table_builder_append_text (builder, rows[i][1], NULL));
    }
  table = au_table_builder_end (builder);

  au_normal_form_append_csv (plain, table, FALSE);
  g_assert_cmpstr (plain->str, ==,
                   "name,amount_usd\r\n\"a,b\",-1.50\r\n\"say \"\"hi\"\"\",\r\n\"\",0.00\r\n,2.00\r\n=1+1,3.10\r\n"
                   "\"-x\r\ny\",4\r\n");
  au_normal_form_append_csv (safe, table, TRUE);
  g_assert_nonnull (strstr (safe->str, "\r\n'=1+1,3.10\r\n\"'-x\r\ny\",4\r\n"));
  /* A negative amount is a number and stays one. */
  g_assert_nonnull (strstr (safe->str, "\"a,b\",-1.50\r\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/table/good-text", test_good_text);
  g_test_add_func ("/model/table/bad-text", test_bad_text);
  g_test_add_func ("/model/table/nulls", test_nulls);
  g_test_add_func ("/model/normal-form/doubles", test_doubles);
  g_test_add_func ("/model/normal-form/csv", test_csv);
  return g_test_run ();
}
