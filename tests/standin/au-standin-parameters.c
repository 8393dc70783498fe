/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the sixteen texts a statement is, and what its parameters stand for. */
#include "config.h"

#include "au-standin-parameters.h"
#include "au-sql.h"

#include <math.h>
#include <string.h>

void
au_standin_parameter_free (gpointer data)
{
  AuStandinParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter->type);
  g_free (parameter);
}

static gboolean
is_decimal_type (const char *type)
{
  static GRegex *regex;

  if (g_once_init_enter_pointer (&regex))
    g_once_init_leave_pointer (&regex,
                               g_regex_new ("^(DECIMAL|DEC|NUMERIC)( ?\\( ?[0-9]{1,2} ?(, ?[0-9]{1,2} ?)?\\))?$",
                                            G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL));
  return g_regex_match (regex, type, G_REGEX_MATCH_DEFAULT, NULL);
}

static const char *const integer_types[] = {
  "BIGINT", "LONG", "INT", "INTEGER", "SMALLINT", "SHORT", "TINYINT", "BYTE", NULL,
};

static const char *const other_types[] = {
  "STRING", "DOUBLE", "FLOAT", "REAL", "BOOLEAN", "DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "VOID", NULL,
};

/**
 * au_standin_is_parameter_type:
 * @type: the name of a type, in capitals
 *
 * Returns: whether a parameter may be of it; arrays, maps and structs may not
 */
gboolean
au_standin_is_parameter_type (const char *type)
{
  return g_strv_contains (integer_types, type) || g_strv_contains (other_types, type) ||
         is_decimal_type (type);
}

/* The text's tokens with one blank between them; a list's markers become the one they came from. */
static char *
normalize (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  AuSqlToken token;
  gboolean comma = FALSE;

  while (au_sql_next (&text, &token))
    {
      g_autofree char *word = NULL;

      if (token.kind == AU_SQL_SPACE || token.kind == AU_SQL_COMMENT)
        continue;
      if (token.kind == AU_SQL_SYMBOL && *token.start == ',')
        {
          comma = TRUE;
          continue;
        }
      word = g_strndup (token.start, token.length);
      if (token.kind == AU_SQL_MARKER)
        {
          char *end = word + token.length;

          while (g_ascii_isdigit (end[-1]))
            end--;
          if (*end != '\0' && end[-1] == '_')
            {
              gboolean first = g_str_equal (end, "0");

              end[-1] = '\0';
              if (!first && comma)
                {
                  comma = FALSE;
                  continue;
                }
            }
        }
      if (comma)
        g_string_append (out, ", ");
      comma = FALSE;
      g_string_append (out, word);
      g_string_append_c (out, ' ');
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * au_standin_find_query:
 * @catalog: the shipped texts
 * @text: a statement
 *
 * Returns: (transfer full) (nullable): the name of the query whose text @text is, once its lists
 *   are expanded
 */
char *
au_standin_find_query (AuQueryCatalog *catalog,
                       const char     *text)
{
  const char *const *names = au_query_catalog_get_names (catalog);
  g_autofree char *wanted = normalize (text);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AuQuery) query = au_query_catalog_load (catalog, names[i], NULL);
      g_autofree char *normal = query != NULL ? normalize (au_query_get_text (query)) : NULL;

      if (g_strcmp0 (normal, wanted) == 0)
        return g_strdup (names[i]);
    }
  return NULL;
}

/**
 * au_standin_find_parameter:
 * @parameters: (element-type AuStandinParameter): a request's parameters
 * @name: a marker's name
 *
 * Returns: (transfer none) (nullable): the parameter of that name
 */
const AuStandinParameter *
au_standin_find_parameter (GPtrArray  *parameters,
                           const char *name)
{
  for (guint i = 0; i < parameters->len; i++)
    {
      const AuStandinParameter *parameter = g_ptr_array_index (parameters, i);

      if (g_str_equal (parameter->name, name))
        return parameter;
    }
  return NULL;
}

/**
 * au_standin_make_request:
 * @contract: a query's contract
 * @parameters: (element-type AuStandinParameter): what came with its text
 *
 * Returns: (transfer full) (nullable): the request that the parameters stand for
 */
AuRequest *
au_standin_make_request (AuContract *contract,
                         GPtrArray  *parameters)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *wanted = au_contract_get_parameter (contract, i);
      const AuStandinParameter *found = au_standin_find_parameter (parameters, wanted->name);
      g_autoptr (GString) list = g_string_new (NULL);

      if (found != NULL && found->value != NULL)
        {
          g_hash_table_insert (values, wanted->name, g_strdup (found->value));
          continue;
        }
      for (guint j = 0;; j++)
        {
          g_autofree char *name = g_strdup_printf ("%s_%u", wanted->name, j);

          found = au_standin_find_parameter (parameters, name);
          if (found == NULL || found->value == NULL)
            break;
          g_string_append_printf (list, "%s%s", j > 0 ? "," : "", found->value);
        }
      if (list->len > 0)
        g_hash_table_insert (values, wanted->name, g_strdup (list->str));
    }
  return au_request_new_from_text (contract, values, NULL);
}

static gboolean
bind_integer (sqlite3_stmt             *statement,
              int                       index,
              const AuStandinParameter *parameter)
{
  gboolean is_int = g_str_equal (parameter->type, "INT") || g_str_equal (parameter->type, "INTEGER");
  gint64 value;

  if (!g_ascii_string_to_signed (parameter->value, 10, is_int ? G_MININT32 : G_MININT64,
                                 is_int ? G_MAXINT32 : G_MAXINT64, &value, NULL))
    return FALSE;
  return sqlite3_bind_int64 (statement, index, value) == SQLITE_OK;
}

static gboolean
bind_number (sqlite3_stmt             *statement,
             int                       index,
             const AuStandinParameter *parameter)
{
  char *end = NULL;
  double value = g_ascii_strtod (parameter->value, &end);

  if (end == parameter->value || *end != '\0')
    return FALSE;
  return sqlite3_bind_double (statement, index, value) == SQLITE_OK;
}

static gboolean
bind_boolean (sqlite3_stmt             *statement,
              int                       index,
              const AuStandinParameter *parameter)
{
  static const char *const yes[] = { "true", "t", "yes", "y", "1", NULL };
  static const char *const no[] = { "false", "f", "no", "n", "0", NULL };
  g_autofree char *word = g_ascii_strdown (parameter->value, -1);
  gboolean value = g_strv_contains (yes, word);

  if (!value && !g_strv_contains (no, word))
    return FALSE;
  return sqlite3_bind_int (statement, index, value) == SQLITE_OK;
}

/**
 * au_standin_bind:
 * @statement: a compiled statement
 * @index: the marker's index in it
 * @parameter: what stands for the marker; it has to outlive @statement
 *
 * Casts the text to the parameter's type and binds it.
 *
 * Returns: %FALSE where the text is no value of the type
 */
gboolean
au_standin_bind (sqlite3_stmt             *statement,
                 int                       index,
                 const AuStandinParameter *parameter)
{
  if (parameter->value == NULL)
    return sqlite3_bind_null (statement, index) == SQLITE_OK;
  if (g_strv_contains (integer_types, parameter->type))
    return bind_integer (statement, index, parameter);
  if (g_str_equal (parameter->type, "BOOLEAN"))
    return bind_boolean (statement, index, parameter);
  if (g_str_equal (parameter->type, "DATE"))
    {
      AuDay day;

      if (!au_day_parse (parameter->value, &day))
        return FALSE;
    }
  else if (!g_strv_contains (other_types, parameter->type) || g_str_equal (parameter->type, "DOUBLE") ||
           g_str_equal (parameter->type, "FLOAT") || g_str_equal (parameter->type, "REAL"))
    return bind_number (statement, index, parameter);
  return sqlite3_bind_text (statement, index, parameter->value, -1, SQLITE_STATIC) == SQLITE_OK;
}
