/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSqlTokenKind:
 * @AU_SQL_SPACE: white space
 * @AU_SQL_COMMENT: a comment, to the end of its line or between slash and star, which may nest
 * @AU_SQL_STRING: a quoted string, single or double quotes, with its prefix r if raw
 * @AU_SQL_QUOTED_NAME: a name in backquotes
 * @AU_SQL_WORD: an unquoted name or keyword
 * @AU_SQL_NUMBER: a number
 * @AU_SQL_MARKER: a named parameter marker, the colon included
 * @AU_SQL_SYMBOL: one operator character
 * @AU_SQL_UNTERMINATED: a string, quoted name or comment that the text ends within
 *
 * What a token of a Databricks SQL text is.
 */
typedef enum
{
  AU_SQL_SPACE,
  AU_SQL_COMMENT,
  AU_SQL_STRING,
  AU_SQL_QUOTED_NAME,
  AU_SQL_WORD,
  AU_SQL_NUMBER,
  AU_SQL_MARKER,
  AU_SQL_SYMBOL,
  AU_SQL_UNTERMINATED,
} AuSqlTokenKind;

/**
 * AuSqlToken:
 * @kind: what it is
 * @start: where it starts in the text; not NUL-terminated
 * @length: its bytes
 */
typedef struct
{
  AuSqlTokenKind kind;
  const char *start;
  gsize length;
} AuSqlToken;

gboolean au_sql_next          (const char       **position,
                               AuSqlToken        *token);
gboolean au_sql_token_is_word (const AuSqlToken  *token,
                               const char        *word);
gboolean au_sql_check_select  (const char        *text,
                               GError           **error);

G_END_DECLS
