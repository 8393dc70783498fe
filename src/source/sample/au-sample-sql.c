/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-sql.h"
#include "au-error.h"
#include "au-sample-functions.h"
#include "au-sql.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GArray *tokens;
  GString *out;
  /* For each open parenthesis, whether it is that of a CAST. */
  GArray *parentheses;
} Rewriter;

static const struct
{
  const char *databricks;
  const char *sqlite;
} cast_types[] = {
  { "STRING", "TEXT" },
  { "DOUBLE", "REAL" },
  { "FLOAT", "REAL" },
  { "BIGINT", "INTEGER" },
  { "LONG", "INTEGER" },
  { "INT", "INTEGER" },
  { "INTEGER", "INTEGER" },
  { "SMALLINT", "INTEGER" },
  { "TINYINT", "INTEGER" },
};

static const AuSqlToken *
get_token (Rewriter *self,
           guint     index)
{
  return index < self->tokens->len ? &g_array_index (self->tokens, AuSqlToken, index) : NULL;
}

static gboolean
is_blank (const AuSqlToken *token)
{
  return token->kind == AU_SQL_SPACE || token->kind == AU_SQL_COMMENT;
}

static gboolean
is_symbol (const AuSqlToken *token,
           char              symbol)
{
  return token != NULL && token->kind == AU_SQL_SYMBOL && *token->start == symbol;
}

static gboolean
is_word (const AuSqlToken *token,
         const char       *word)
{
  return token != NULL && au_sql_token_is_word (token, word);
}

static gboolean
is_name (const AuSqlToken *token)
{
  return token != NULL && (token->kind == AU_SQL_WORD || token->kind == AU_SQL_QUOTED_NAME);
}

/* The index of the first token from @index that is no space and no comment. */
static guint
skip_blanks (Rewriter *self,
             guint     index)
{
  while (index < self->tokens->len && is_blank (get_token (self, index)))
    index++;
  return index;
}

/* The last token before @index that is no space and no comment. */
static const AuSqlToken *
get_previous (Rewriter *self,
              guint     index)
{
  while (index > 0)
    {
      const AuSqlToken *token = get_token (self, --index);

      if (!is_blank (token))
        return token;
    }
  return NULL;
}

static void
append_token (Rewriter         *self,
              const AuSqlToken *token)
{
  g_string_append_len (self->out, token->start, (gssize) token->length);
}

/* Appends the name inside @token, without backquotes, as a part of a name in double quotes. */
static void
append_name_part (Rewriter         *self,
                  const AuSqlToken *token)
{
  gboolean quoted = token->kind == AU_SQL_QUOTED_NAME;
  const char *end = token->start + token->length - quoted;

  for (const char *c = token->start + quoted; c < end; c++)
    {
      if (*c == '"')
        g_string_append_c (self->out, '"');
      g_string_append_c (self->out, *c);
    }
}

/* Turns catalog.schema.table into one quoted name, however many parts follow it. Returns the index
 * after the name, or @index where it has fewer parts. */
static guint
rewrite_long_name (Rewriter *self,
                   guint     index)
{
  guint part[3] = { index, };
  guint next = index;

  for (guint i = 1; i < G_N_ELEMENTS (part); i++)
    {
      next = skip_blanks (self, next + 1);
      if (!is_symbol (get_token (self, next), '.'))
        return index;
      next = skip_blanks (self, next + 1);
      if (!is_name (get_token (self, next)))
        return index;
      part[i] = next;
    }

  g_string_append_c (self->out, '"');
  for (guint i = 0; i < G_N_ELEMENTS (part); i++)
    {
      if (i > 0)
        g_string_append_c (self->out, '.');
      append_name_part (self, get_token (self, part[i]));
    }
  g_string_append_c (self->out, '"');
  return next + 1;
}

/* Turns current_date and current_timestamp, with or without parentheses, into a call. */
static guint
rewrite_current (Rewriter *self,
                 guint     index)
{
  const AuSqlToken *token = get_token (self, index);
  const AuSqlToken *previous = get_previous (self, index);
  gboolean date = is_word (token, "current_date");
  guint open, close;

  if (!date && !is_word (token, "current_timestamp"))
    return index;
  if (previous != NULL && (is_symbol (previous, '.') || is_word (previous, "AS")))
    return index;

  g_string_append (self->out, date ? AU_SAMPLE_CURRENT_DATE : AU_SAMPLE_CURRENT_TIMESTAMP);
  g_string_append (self->out, "()");
  open = skip_blanks (self, index + 1);
  close = skip_blanks (self, open + 1);
  if (is_symbol (get_token (self, open), '(') && is_symbol (get_token (self, close), ')'))
    return close + 1;
  return index + 1;
}

/* DATE '2026-11-24' is its text in SQLite. */
static guint
rewrite_typed_literal (Rewriter *self,
                       guint     index)
{
  const AuSqlToken *token = get_token (self, index);
  guint next = skip_blanks (self, index + 1);
  const AuSqlToken *literal = get_token (self, next);

  if ((is_word (token, "DATE") || is_word (token, "TIMESTAMP")) &&
      literal != NULL && literal->kind == AU_SQL_STRING)
    return next;
  return index;
}

static gboolean
fail (GError          **error,
      const char       *format,
      const AuSqlToken *token)
{
  g_autofree char *name = g_strndup (token->start, MIN (token->length, 60));
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  g_set_error (error, AU_ERROR, AU_ERROR_SOURCE, format, valid);
  return FALSE;
}

/* In a CAST, writes SQLite's name of the type that stands at @index. */
static gboolean
rewrite_cast_type (Rewriter  *self,
                   guint     *index,
                   GError   **error)
{
  guint next = skip_blanks (self, *index);
  const AuSqlToken *type = get_token (self, next);

  if (type == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cast_types); i++)
    if (is_word (type, cast_types[i].databricks))
      {
        g_string_append_printf (self->out, " %s", cast_types[i].sqlite);
        *index = next + 1;
        return TRUE;
      }
  /* Translators: %s is a type of SQL, such as DECIMAL. */
  return fail (error, _("The sample workspace cannot CAST to %s as Databricks does: SQLite would give another value."), type);
}

static void
append_unicode (GString     *plain,
                const char **at,
                const char  *end)
{
  const char *c = *at;
  gunichar code = 0;
  int digits = *c == 'u' ? 4 : *c == 'U' ? 8 : 0;
  int n = 0;

  while (n < digits && c + 1 + n < end && g_ascii_isxdigit (c[1 + n]))
    code = code * 16 + g_ascii_xdigit_value (c[1 + n++]);
  if (digits == 0 || n < digits || code == 0 || !g_unichar_validate (code))
    {
      g_string_append_c (plain, *c);
      return;
    }
  g_string_append_unichar (plain, code);
  *at = c + digits;
}

/* Appends the text that a Databricks string literal stands for. */
static void
decode_string (GString          *plain,
               const AuSqlToken *token)
{
  gboolean raw = *token->start == 'r' || *token->start == 'R';
  const char *end = token->start + token->length - 1;

  for (const char *c = token->start + raw + 1; c < end; c++)
    {
      if (*c != '\\' || raw || c + 1 >= end)
        {
          g_string_append_c (plain, *c);
          continue;
        }
      switch (*++c)
        {
          case 'n':
            g_string_append_c (plain, '\n');
            break;
          case 'r':
            g_string_append_c (plain, '\r');
            break;
          case 't':
            g_string_append_c (plain, '\t');
            break;
          case 'b':
            g_string_append_c (plain, '\b');
            break;
          case 'Z':
            g_string_append_c (plain, '\032');
            break;
          case 'u':
          case 'U':
            append_unicode (plain, &c, end);
            break;
          case '%':
          case '_':
            /* LIKE reads these again. */
            g_string_append_printf (plain, "\\%c", *c);
            break;
          default:
            g_string_append_c (plain, *c);
        }
    }
}

/* SQLite takes "…" for a name and knows no backslash and no r'…'. A doubled quote comes as two
 * strings with nothing between them. Returns the index after them. */
static guint
rewrite_string (Rewriter *self,
                guint     index)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const AuSqlToken *token = get_token (self, index);
  char quote = token->start[token->length - 1];

  decode_string (plain, token);
  for (token = get_token (self, ++index);
       token != NULL && token->kind == AU_SQL_STRING && *token->start == quote;
       token = get_token (self, ++index))
    {
      g_string_append_c (plain, quote);
      decode_string (plain, token);
    }

  g_string_append_c (self->out, '\'');
  for (const char *c = plain->str; *c != '\0'; c++)
    {
      if (*c == '\'')
        g_string_append_c (self->out, '\'');
      g_string_append_c (self->out, *c);
    }
  g_string_append_c (self->out, '\'');
  return index;
}

static guint
rewrite_name (Rewriter *self,
              guint     index)
{
  const AuSqlToken *previous = get_previous (self, index);
  guint next = index;

  if (!is_symbol (previous, '.'))
    next = rewrite_long_name (self, index);
  if (next == index)
    next = rewrite_current (self, index);
  if (next == index)
    next = rewrite_typed_literal (self, index);
  if (next == index)
    append_token (self, get_token (self, next++));
  return next;
}

static void
track_parenthesis (Rewriter *self,
                   guint     index)
{
  const AuSqlToken *token = get_token (self, index);

  if (*token->start == '(')
    {
      gboolean cast = is_word (get_previous (self, index), "CAST");

      g_array_append_val (self->parentheses, cast);
    }
  else if (*token->start == ')' && self->parentheses->len > 0)
    g_array_set_size (self->parentheses, self->parentheses->len - 1);
}

static gboolean
is_in_cast (Rewriter *self)
{
  guint depth = self->parentheses->len;

  return depth > 0 && g_array_index (self->parentheses, gboolean, depth - 1);
}

static gboolean
rewrite_tokens (Rewriter  *self,
                GError   **error)
{
  for (guint i = 0; i < self->tokens->len;)
    {
      const AuSqlToken *token = get_token (self, i);

      switch (token->kind)
        {
          case AU_SQL_COMMENT:
            /* SQLite's comments do not nest. */
            g_string_append_c (self->out, ' ');
            i++;
            break;

          case AU_SQL_STRING:
            i = rewrite_string (self, i);
            break;

          case AU_SQL_WORD:
          case AU_SQL_QUOTED_NAME:
            if (is_in_cast (self) && is_word (token, "AS"))
              {
                append_token (self, token);
                i++;
                if (!rewrite_cast_type (self, &i, error))
                  return FALSE;
              }
            else
              i = rewrite_name (self, i);
            break;

          case AU_SQL_UNTERMINATED:
            /* Translators: %s is the start of a piece of SQL. */
            return fail (error, _("The text ends within a quote or a comment: %s"), token);

          case AU_SQL_SYMBOL:
            track_parenthesis (self, i);
            append_token (self, token);
            i++;
            break;

          case AU_SQL_SPACE:
          case AU_SQL_NUMBER:
          case AU_SQL_MARKER:
          default:
            append_token (self, token);
            i++;
            break;
        }
    }
  return TRUE;
}

/**
 * au_sample_sql_rewrite:
 * @text: a statement in the dialect of Databricks
 * @error: return location for a #GError
 *
 * Writes @text as SQLite takes it, token by token: a name of three parts becomes one quoted name,
 * `current_date` a call, a type in a CAST SQLite's, and a string literal keeps its value although
 * SQLite knows neither double quotes nor backslashes. Markers stay as they are.
 *
 * Returns: (transfer full): the statement for SQLite, or %NULL with %AU_ERROR_SOURCE where SQLite
 *   would quietly give another value
 */
char *
au_sample_sql_rewrite (const char  *text,
                       GError     **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (AuSqlToken));
  g_autoptr (GArray) parentheses = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autoptr (GString) out = g_string_sized_new (strlen (text) + 64);
  Rewriter self = { tokens, out, parentheses };
  AuSqlToken token;

  while (au_sql_next (&text, &token))
    g_array_append_val (tokens, token);
  if (!rewrite_tokens (&self, error))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&out));
}
