/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sql-highlight.h"
#include "au-sql.h"

static const char *const keywords[] = {
  "all", "and", "as", "asc", "between", "by", "case", "cast", "cross", "desc", "distinct", "else",
  "end", "exists", "from", "full", "group", "having", "in", "inner", "is", "join", "left", "like",
  "limit", "not", "null", "on", "or", "order", "outer", "over", "partition", "right", "select",
  "then", "union", "values", "when", "where", "with",
};

/* Each has at least 4.5:1 on the card of its style. */
static const char *const strings[] = { "#8a4a00", "#ffbe6f" };
static const char *const markers[] = { "#1a5fb4", "#99c1f1" };
static const char *const comments[] = { "#5e5c64", "#c0bfbc" };

static gboolean
is_keyword (const AuSqlToken *token)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (au_sql_token_is_word (token, keywords[i]))
      return TRUE;
  return FALSE;
}

static void
insert (PangoAttrList    *list,
        PangoAttribute   *attribute,
        const char       *text,
        const AuSqlToken *token)
{
  attribute->start_index = (guint) (token->start - text);
  attribute->end_index = attribute->start_index + (guint) token->length;
  pango_attr_list_insert (list, attribute);
}

static PangoAttribute *
create_color (const char *name)
{
  PangoColor color;

  pango_color_parse (&color, name);
  return pango_attr_foreground_new (color.red, color.green, color.blue);
}

/**
 * au_sql_highlight:
 * @text: a query's text
 * @colors: which colours
 *
 * Keywords stand out by their weight, so that the text reads as well where colours are not seen.
 *
 * Returns: (transfer full): attributes for @text
 */
PangoAttrList *
au_sql_highlight (const char *text,
                  AuSqlColors colors)
{
  PangoAttrList *list = pango_attr_list_new ();
  const char *position = text;
  AuSqlToken token;

  /* A hyphen at the end of a line would be read as part of the text. */
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  while (au_sql_next (&position, &token))
    switch (token.kind)
      {
        case AU_SQL_COMMENT:
          insert (list, create_color (comments[colors]), text, &token);
          insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), text, &token);
          break;

        case AU_SQL_STRING:
        case AU_SQL_UNTERMINATED:
          insert (list, create_color (strings[colors]), text, &token);
          break;

        case AU_SQL_MARKER:
          insert (list, create_color (markers[colors]), text, &token);
          break;

        case AU_SQL_WORD:
          if (is_keyword (&token))
            insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), text, &token);
          break;

        case AU_SQL_SPACE:
        case AU_SQL_QUOTED_NAME:
        case AU_SQL_NUMBER:
        case AU_SQL_SYMBOL:
        default:
          break;
      }
  return list;
}
