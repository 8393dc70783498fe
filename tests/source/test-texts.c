/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-query-catalog.h"
#include "au-sql.h"

#include <string.h>

/* What sql/README.md says that the shipped texts keep to. A word that is neither one of these nor
 * a name of a table, a column or an alias must not stand before a bracket. */
static const char *const functions[] = {
  "add_months", "array_contains", "array_join", "CAST", "coalesce", "collect_list", "count",
  "current_date", "instr", "lower", "max", "nullif", "sort_array", "substr", "sum", "trunc", NULL,
};

static const char *const keywords[] = {
  "ALL", "AND", "AS", "BY", "CASE", "CROSS", "DESC", "DISTINCT", "ELSE", "END", "FROM", "GROUP",
  "IN", "IS", "JOIN", "LEFT", "LIMIT", "NOT", "NULL", "ON", "OR", "ORDER", "SELECT", "THEN",
  "UNION", "WHEN", "WHERE", "WITH", "CAST", "BIGINT", "DOUBLE", NULL,
};

typedef struct
{
  char *text;           /* of the token, as it stands */
  AuSqlTokenKind kind;
  int depth;            /* of brackets around it */
} Token;

static void
clear_token (gpointer data)
{
  Token *token = data;

  g_free (token->text);
}

/* Tokens without space and comments; one that was not closed never comes here. */
static GArray *
tokenize (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  AuSqlToken token;
  int depth = 0;

  g_array_set_clear_func (tokens, clear_token);
  while (au_sql_next (&text, &token))
    {
      Token copy = { g_strndup (token.start, token.length), token.kind, 0 };

      g_assert_cmpint (token.kind, !=, AU_SQL_UNTERMINATED);
      if (token.kind == AU_SQL_SPACE || token.kind == AU_SQL_COMMENT)
        {
          g_free (copy.text);
          continue;
        }
      if (g_str_equal (copy.text, ")"))
        depth--;
      copy.depth = depth;
      if (g_str_equal (copy.text, "("))
        depth++;
      g_array_append_val (tokens, copy);
    }
  g_assert_cmpint (depth, ==, 0);

  return tokens;
}

static const Token *
get (GArray *tokens,
     int     index)
{
  static const Token none = { (char *) "", AU_SQL_SPACE, 0 };

  return index >= 0 && index < (int) tokens->len ? &g_array_index (tokens, Token, index) : &none;
}

static gboolean
is (GArray     *tokens,
    int         index,
    const char *text)
{
  return g_str_equal (get (tokens, index)->text, text);
}

/* Words in capitals are keywords, and names are never written so. */
static gboolean
is_capitals (const char *word)
{
  gboolean letters = FALSE;

  for (; *word != '\0'; word++)
    {
      if (g_ascii_islower (*word) || *word == '_')
        return FALSE;
      letters |= g_ascii_isupper (*word);
    }
  return letters;
}

static void
check_words (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = get (tokens, i);

      /* Both are strings to one engine and names to the other. */
      g_assert_false (token->kind == AU_SQL_QUOTED_NAME);
      g_assert_false (token->text[0] == '"');

      if (token->kind != AU_SQL_WORD)
        continue;
      if (is_capitals (token->text) && !g_strv_contains (keywords, token->text))
        g_error ("%s is no keyword that the texts keep to", token->text);
      if (is (tokens, i + 1, "(") && !is_capitals (token->text) &&
          !g_strv_contains (functions, token->text))
        g_error ("%s is no function that the texts keep to", token->text);

      if (is (tokens, i, "JOIN"))
        g_assert_true (is (tokens, i - 1, "LEFT") || is (tokens, i - 1, "CROSS"));
      if (is (tokens, i, "ALL"))
        g_assert_true (is (tokens, i - 1, "UNION"));
      if (is (tokens, i, "CROSS"))
        g_assert_true (is (tokens, i + 1, "JOIN"));
      if (is (tokens, i, "trunc"))
        {
          int end = i + 2;

          while (get (tokens, end)->depth > token->depth)
            end++;
          g_assert_cmpstr (get (tokens, end - 1)->text, ==, "'MM'");
        }
    }
}

/* Divides by nothing but nullif (…, 0), and only doubles. */
static void
check_divisions (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    if (is (tokens, i, "/"))
      {
        g_assert_cmpstr (get (tokens, i + 1)->text, ==, "nullif");
        g_assert_cmpstr (get (tokens, i - 2)->text, ==, "DOUBLE");
      }
}

/* Teams and subscriptions are chosen by IN, so no list is joined. */
static void
check_markers (GArray     *tokens,
               AuContract *contract)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = get (tokens, i);
      const AuParameter *parameter;

      if (token->kind != AU_SQL_MARKER)
        continue;
      parameter = au_contract_find_parameter (contract, token->text + 1);
      g_assert_nonnull (parameter);
      g_hash_table_add (used, token->text + 1);
      if (parameter->type == AU_PARAMETER_STRING_LIST ||
          parameter->type == AU_PARAMETER_BIGINT_LIST)
        g_assert_true (is (tokens, i - 1, "(") && is (tokens, i - 2, "IN") && is (tokens, i + 1, ")"));
    }

  g_assert_cmpuint (g_hash_table_size (used), ==, au_contract_get_n_parameters (contract));
}

static void
check_tables (GArray     *tokens,
              AuContract *contract)
{
  const char *const *declared = au_contract_get_tables (contract);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i + 4 < tokens->len; i++)
    if ((is (tokens, i - 1, "FROM") || is (tokens, i - 1, "JOIN")) && is (tokens, i + 1, "."))
      {
        char *name = g_strconcat (get (tokens, i)->text, ".", get (tokens, i + 2)->text, ".",
                                  get (tokens, i + 4)->text, NULL);

        g_assert_true (g_strv_contains (declared, name));
        g_hash_table_add (used, name);
      }

  g_assert_cmpuint (g_hash_table_size (used), ==, g_strv_length ((char **) declared));
}

/* The outermost SELECT gives the contract's columns, in its order, each by AS. */
static void
check_columns (GArray     *tokens,
               AuContract *contract)
{
  guint column = 0;
  int i = -1;

  for (guint j = 0; j < tokens->len; j++)
    if (is (tokens, j, "SELECT") && get (tokens, j)->depth == 0)
      i = j;
  g_assert_cmpint (i, >=, 0);

  for (;; i++)
    {
      if (get (tokens, i)->depth > 0 || !(is (tokens, i, ",") || is (tokens, i, "FROM")))
        continue;

      g_assert_cmpstr (get (tokens, i - 2)->text, ==, "AS");
      g_assert_cmpuint (column, <, au_contract_get_n_columns (contract));
      g_assert_cmpstr (get (tokens, i - 1)->text, ==,
                       au_contract_get_column (contract, column)->name);
      column++;
      if (is (tokens, i, "FROM"))
        break;
    }
  g_assert_cmpuint (column, ==, au_contract_get_n_columns (contract));

  while (!(is (tokens, i, "ORDER") && get (tokens, i)->depth == 0))
    g_assert_cmpint (++i, <, (int) tokens->len);
}

static void
test_dialect (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  const char *const *names = au_query_catalog_get_names (catalog);

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 16);
  for (; *names != NULL; names++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuQuery) query = au_query_catalog_load (catalog, *names, &error);
      g_autoptr (GArray) tokens = NULL;

      g_test_message ("%s", *names);
      g_assert_no_error (error);
      g_assert_cmpint (au_query_get_standing (query), ==, AU_STANDING_VERIFIED);
      tokens = tokenize (au_query_get_text (query));
      check_words (tokens);
      check_divisions (tokens);
      check_markers (tokens, au_query_get_contract (query));
      check_tables (tokens, au_query_get_contract (query));
      check_columns (tokens, au_query_get_contract (query));
    }
}

static char *
read_readme (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "sql", "README.md", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_in (const char *text,
           const char *expected)
{
  if (strstr (text, expected) == NULL)
    g_error ("sql/README.md lacks “%s”", expected);
}

/* What people read about the queries is what the app reads of them. */
static void
test_readme (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autofree char *readme = read_readme ();

  for (const char *const *name = au_query_catalog_get_names (catalog); *name != NULL; name++)
    {
      AuContract *contract = au_query_catalog_get_contract (catalog, *name);
      g_autofree char *heading =
        g_strdup_printf ("### `%s`: %s\n\n%s Window: %s.", *name, au_contract_get_title (contract),
                         au_contract_get_definition (contract), au_contract_get_window (contract));
      g_autofree char *section = NULL;

      assert_in (readme, heading);
      section = g_strdup (strstr (readme, heading) + strlen (heading));
      if (strstr (section, "\n##") != NULL)
        *strstr (section, "\n##") = '\0';

      for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
        {
          const AuParameter *parameter = au_contract_get_parameter (contract, i);
          g_autofree char *expected =
            g_strdup_printf ("`%s` `%s`%s%s%s", parameter->name,
                             au_parameter_type_get_name (parameter->type),
                             parameter->fallback != NULL ? " (default `" : "",
                             parameter->fallback != NULL ? parameter->fallback : "",
                             parameter->fallback != NULL ? "`)" : "");

          assert_in (section, expected);
        }

      for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
        {
          const AuColumn *column = au_contract_get_column (contract, i);
          g_autofree char *expected =
            g_strdup_printf ("| %s | %s |\n", column->unit, column->meaning);
          g_autofree char *cell = g_strdup_printf ("\n| `%s` | ", column->name);

          assert_in (section, expected);
          assert_in (section, cell);
        }

      for (const char *const *table = au_contract_get_tables (contract); *table != NULL; table++)
        {
          g_autofree char *expected = g_strdup_printf ("\n| `%s` | ", *table);

          assert_in (readme, expected);
        }
    }

  for (guint i = 0; functions[i] != NULL; i++)
    {
      g_autofree char *expected = g_strdup_printf ("`%s", functions[i]);

      assert_in (readme, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/texts/dialect", test_dialect);
  g_test_add_func ("/source/texts/readme", test_readme);

  return g_test_run ();
}
