/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sql.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_name_start (char c)
{
  /* Bytes above ASCII belong to a word, so that a UTF-8 sequence is never cut. */
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
is_name_part (char c)
{
  return is_name_start (c) || g_ascii_isdigit (c);
}

/* Returns the byte after the closing quote, or NULL where the text ends first. A backslash escapes
 * the next byte except in a raw string; a doubled quote is read as two adjacent strings, which is
 * the same text for anyone who only needs to know where strings are. */
static const char *
skip_quoted (const char *p,
             char        quote,
             gboolean    escapes)
{
  for (; *p != '\0'; p++)
    {
      if (escapes && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == quote)
        return p + 1;
    }
  return NULL;
}

static const char *
skip_bracketed_comment (const char *p)
{
  int depth = 1;

  while (*p != '\0')
    {
      if (p[0] == '*' && p[1] == '/')
        {
          p += 2;
          if (--depth == 0)
            return p;
        }
      else if (p[0] == '/' && p[1] == '*')
        {
          p += 2;
          depth++;
        }
      else
        p++;
    }
  return NULL;
}

static const char *
skip_number (const char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  if (*p == '.' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++)
      ;
  if ((*p == 'e' || *p == 'E') &&
      (g_ascii_isdigit (p[1]) || ((p[1] == '-' || p[1] == '+') && g_ascii_isdigit (p[2]))))
    for (p += 2; g_ascii_isdigit (*p); p++)
      ;
  return p;
}

/**
 * au_sql_next:
 * @position: (inout): where to read; moved past the token
 * @token: (out): the token
 *
 * Reads the next token of a Databricks SQL text. Concatenating all tokens gives the text back.
 *
 * A colon opens a marker only where a name follows and no name, bracket or other colon stands right
 * before it: `a:b` is a JSON path and `a::int` a cast. The caller passes @position from call to
 * call,
 * so the byte before it is part of the same text.
 *
 * Returns: %FALSE at the end of the text
 */
gboolean
au_sql_next (const char **position,
             AuSqlToken  *token)
{
  const char *start = *position;
  const char *p = start;
  const char *end = NULL;

  if (*p == '\0')
    return FALSE;

  token->start = start;
  if (g_ascii_isspace (*p))
    {
      token->kind = AU_SQL_SPACE;
      for (end = p; g_ascii_isspace (*end); end++)
        ;
    }
  else if (p[0] == '-' && p[1] == '-')
    {
      token->kind = AU_SQL_COMMENT;
      end = p + strcspn (p, "\n");
    }
  else if (p[0] == '/' && p[1] == '*')
    {
      token->kind = AU_SQL_COMMENT;
      end = skip_bracketed_comment (p + 2);
    }
  else if (*p == '\'' || *p == '"')
    {
      token->kind = AU_SQL_STRING;
      end = skip_quoted (p + 1, *p, TRUE);
    }
  else if ((*p == 'r' || *p == 'R') && (p[1] == '\'' || p[1] == '"'))
    {
      token->kind = AU_SQL_STRING;
      end = skip_quoted (p + 2, p[1], FALSE);
    }
  else if (*p == '`')
    {
      token->kind = AU_SQL_QUOTED_NAME;
      end = skip_quoted (p + 1, '`', FALSE);
    }
  else if (is_name_start (*p))
    {
      token->kind = AU_SQL_WORD;
      for (end = p; is_name_part (*end); end++)
        ;
    }
  else if (g_ascii_isdigit (*p))
    {
      token->kind = AU_SQL_NUMBER;
      end = skip_number (p);
    }
  else if (p[0] == ':' && p[1] == ':')
    {
      token->kind = AU_SQL_SYMBOL;
      end = p + 2;
    }
  else if (p[0] == ':' && is_name_start (p[1]))
    {
      token->kind = AU_SQL_MARKER;
      for (end = p + 1; is_name_part (*end); end++)
        ;
    }
  else
    {
      token->kind = AU_SQL_SYMBOL;
      end = p + 1;
    }

  if (end == NULL)
    {
      token->kind = AU_SQL_UNTERMINATED;
      end = p + strlen (p);
    }
  token->length = (gsize) (end - start);
  /* A colon right after a name or a closing bracket opens a path into JSON (`a:b`, `f(x):b`): it
   * and
   * the name behind it are one symbol, so that nobody takes the name for a marker. */
  if (*end == ':' && is_name_start (end[1]) &&
      (token->kind == AU_SQL_WORD || token->kind == AU_SQL_QUOTED_NAME ||
       (token->kind == AU_SQL_SYMBOL && (*start == ')' || *start == ']'))))
    {
      for (end++; is_name_part (*end); end++)
        ;
      token->length = (gsize) (end - start);
    }
  *position = end;
  return TRUE;
}

/**
 * au_sql_token_is_word:
 *
 * Returns: whether @token is the unquoted word @word, in any case
 */
gboolean
au_sql_token_is_word (const AuSqlToken *token,
                      const char       *word)
{
  return token->kind == AU_SQL_WORD && token->length == strlen (word) &&
         g_ascii_strncasecmp (token->start, word, token->length) == 0;
}

/* Words that change something or that run more than a query. One at the start of a statement or
 * right after an opening bracket would do so even in a text that opens with WITH. */
static gboolean
is_changing_word (const AuSqlToken *token)
{
  static const char *const words[] = {
    "insert", "update", "delete", "merge", "create", "drop", "alter", "truncate", "replace", "call",
    "execute", "grant", "revoke", "set", "use", "attach", "pragma", "begin", "copy",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (au_sql_token_is_word (token, words[i]))
      return TRUE;
  return FALSE;
}

/**
 * au_sql_check_select:
 * @text: a query text
 * @error: return location for a #GError
 *
 * Checks that @text is one `SELECT` or `WITH … SELECT` statement, at most one semicolon after it.
 * This refuses honest mistakes early and in words; the engine's own rights are what keeps data
 * safe.
 *
 * Returns: %FALSE with %AU_ERROR_QUERY_TEXT
 */
gboolean
au_sql_check_select (const char *text,
                     GError    **error)
{
  AuSqlToken token;
  gboolean started = FALSE, with = FALSE, select = FALSE, ended = FALSE;
  gboolean after_close = FALSE;
  int depth = 0;

  while (au_sql_next (&text, &token))
    {
      if (token.kind == AU_SQL_SPACE || token.kind == AU_SQL_COMMENT)
        continue;
      if (token.kind == AU_SQL_UNTERMINATED)
        {
          g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                               _("it ends inside a string, a quoted name or a comment; close it."));
          return FALSE;
        }
      if (ended)
        {
          g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                               _("it holds more than one statement; keep one SELECT."));
          return FALSE;
        }
      if (!started)
        {
          started = TRUE;
          with = au_sql_token_is_word (&token, "with");
          select = au_sql_token_is_word (&token, "select");
          if (!with && !select)
            {
              g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                                   _("it does not start with SELECT or WITH; only such a query is run."));
              return FALSE;
            }
          continue;
        }

      if (token.kind == AU_SQL_SYMBOL && *token.start == '(')
        depth++;
      else if (token.kind == AU_SQL_SYMBOL && *token.start == ')')
        depth--;
      else if (token.kind == AU_SQL_SYMBOL && *token.start == ';')
        ended = TRUE;
      else if (with && !select && depth == 0 && au_sql_token_is_word (&token, "select"))
        select = TRUE;
      else if (with && !select && depth == 0 && after_close && is_changing_word (&token))
        break;
      after_close = token.kind == AU_SQL_SYMBOL && *token.start == ')';
    }

  if (!started)
    g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                         _("it holds no statement; write one SELECT."));
  else if (depth != 0)
    g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                         _("its brackets do not match; mend the text."));
  else if (!select)
    g_set_error_literal (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                         _("it has no SELECT after its WITH; only such a query is run."));
  else
    return TRUE;
  return FALSE;
}
