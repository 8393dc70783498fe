/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-sql.h"

#include <string.h>

/* The markers of a text, joined by spaces. */
static char *
find_markers (const char *text)
{
  g_autoptr (GString) found = g_string_new (NULL);
  AuSqlToken token;

  while (au_sql_next (&text, &token))
    if (token.kind == AU_SQL_MARKER)
      {
        if (found->len > 0)
          g_string_append_c (found, ' ');
        g_string_append_len (found, token.start, (gssize) token.length);
      }
  return g_string_free_and_steal (g_steal_pointer (&found));
}

static void
test_markers (void)
{
  static const struct
  {
    const char *text;
    const char *markers;
  } cases[] = {
    { "SELECT :a, :b_2", ":a :b_2" },
    { "SELECT ':a' || \":b\" || :c", ":c" },
    { "SELECT 'it\\'s :a', :b", ":b" },
    { "SELECT 'it''s :a', :b", ":b" },
    { "SELECT r'\\', :b", ":b" },
    { "-- :a\nSELECT :b /* :c /* :d */ :e */ + :f", ":b :f" },
    { "SELECT `odd:name`, payload:field, payload:field.other, (f(x)):z, :a", ":a" },
    { "SELECT x::int, :a::bigint", ":a" },
    { "SELECT IF(a, :b, c)", ":b" },
    { "SELECT a=:b", ":b" },
    { "SELECT :1, : a", "" },
    { "SELECT arr[1]:x, :y", ":y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find_markers (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].markers);
    }
}

static void
test_tokens_cover_text (void)
{
  /* Random bytes of the characters that matter: tokens never overlap, never skip, always end. */
  static const char alphabet[] = "ab1 :'\"`-/*\\()[];.\n,r";

  for (int i = 0; i < 50000; i++)
    {
      char text[40];
      guint length = (guint) g_test_rand_int_range (0, sizeof text);
      const char *position = text;
      const char *end = text;
      AuSqlToken token;

      for (guint j = 0; j < length; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';

      while (au_sql_next (&position, &token))
        {
          g_assert_true (token.start == end);
          g_assert_cmpuint (token.length, >, 0);
          end = token.start + token.length;
        }
      g_assert_true (end == text + length);
    }
}

static void
test_check_select (void)
{
  static const char *good[] = {
    "SELECT 1",
    "  -- hello; DROP TABLE x\nselect 1;",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b ; -- done",
    "SELECT ';' AS x, `a;b`",
  };
  static const char *bad[] = {
    "",
    "-- only a comment",
    "SELECT 1; SELECT 2",
    "DROP TABLE x",
    "INSERT INTO x SELECT 1",
    "WITH a AS (SELECT 1) DELETE FROM b WHERE x IN (SELECT 1)",
    "WITH a AS (SELECT 1) INSERT INTO b SELECT 1",
    "WITH a AS (SELECT 1)",
    "SELECT 'open",
    "SELECT /* open",
    "SELECT (1",
    "SELECT 1)",
    "EXPLAIN SELECT 1",
    "(SELECT 1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (au_sql_check_select (good[i], &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (au_sql_check_select (bad[i], &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/sql/markers", test_markers);
  g_test_add_func ("/model/sql/tokens-cover-text", test_tokens_cover_text);
  g_test_add_func ("/model/sql/check-select", test_check_select);
  return g_test_run ();
}
