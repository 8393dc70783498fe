/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokenizer, what is a SELECT, and what SQLite gets of it. */
#include "config.h"

#include "fuzz.h"
#include "au-sample-sql.h"
#include "au-sql.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *rewritten = NULL;
  g_autoptr (GError) error = NULL;
  const char *position = text;
  const char *end = text;
  AuSqlToken token;
  gboolean is_select;

  while (au_sql_next (&position, &token))
    {
      fuzz_check (token.start == end && token.length > 0, "tokens follow on each other");
      end = token.start + token.length;
      fuzz_check (position == end, "the position is behind the token");
      au_sql_token_is_word (&token, "select");
    }
  fuzz_check (*end == '\0', "tokens reach to the text's end");

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  is_select = au_sql_check_select (text, &error);
  fuzz_check_error (is_select, error);
  g_clear_error (&error);
  rewritten = au_sample_sql_rewrite (text, &error);
  fuzz_check_error (rewritten != NULL, error);
  return 0;
}
