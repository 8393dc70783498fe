/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions over text and numbers that Databricks and SQLite understand differently. */
#include "config.h"

#include "au-sample-functions.h"
#include "au-sample-number.h"

#include <string.h>

typedef enum
{
  CASE_LOWER,
  CASE_UPPER,
} Case;

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* Whether @code has a case, and so makes the sigma after it a final one. */
static gboolean
is_cased (gunichar code)
{
  return g_unichar_isupper (code) || g_unichar_islower (code) || g_unichar_istitle (code);
}

/* What stands within a word without being a letter: accents, apostrophes and the like. */
static gboolean
is_passed_over (gunichar code)
{
  GUnicodeType type = g_unichar_type (code);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_FORMAT || code == '\'' || code == '.' || code == ':' ||
         code == 0x00b7 || code == 0x2019;
}

/* Whether the sigma at @sigma ends a word of @text, where its small form is another. */
static gboolean
is_final (const char *text,
          const char *sigma)
{
  const char *c = sigma;

  do
    {
      if (c == text)
        return FALSE;
      c = g_utf8_prev_char (c);
    }
  while (is_passed_over (g_utf8_get_char (c)));
  if (!is_cased (g_utf8_get_char (c)))
    return FALSE;

  c = g_utf8_next_char (sigma);
  while (*c != '\0' && is_passed_over (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  return *c == '\0' || !is_cased (g_utf8_get_char (c));
}

static void
append_lower (GString    *out,
              const char *text,
              const char *c)
{
  gunichar code = g_utf8_get_char (c);

  if (code == 0x0130)
    g_string_append (out, "i\u0307");
  else if (code == 0x03a3)
    g_string_append (out, is_final (text, c) ? "ς" : "σ");
  else if (code >= 0x2160 && code <= 0x216f)
    /* Roman numerals, which GLib leaves as they are, like the letters in circles. */
    g_string_append_unichar (out, code + 0x10);
  else if (code >= 0x24b6 && code <= 0x24cf)
    g_string_append_unichar (out, code + 0x1a);
  else
    g_string_append_unichar (out, g_unichar_tolower (code));
}

static void
append_upper (GString    *out,
              const char *c)
{
  gunichar code = g_utf8_get_char (c);

  if (code >= 0x2170 && code <= 0x217f)
    g_string_append_unichar (out, code - 0x10);
  else if (code >= 0x24d0 && code <= 0x24e9)
    g_string_append_unichar (out, code - 0x1a);
  else if (code < 0x80)
    g_string_append_c (out, g_ascii_toupper ((char) code));
  else
    {
      /* Some letters become two. A letter alone and beyond ASCII is the same in every locale. */
      g_autofree char *upper = g_utf8_strup (c, g_utf8_next_char (c) - c);

      g_string_append (out, upper);
    }
}

/* lower (text) and upper (text), the same in every locale: g_utf8_strdown() follows the user's, in
 * which a Turkish I has no dot. */
static void
case_cb (sqlite3_context *context,
         int              n_args,
         sqlite3_value  **args)
{
  Case which = GPOINTER_TO_INT (sqlite3_user_data (context));
  g_autoptr (GString) out = NULL;
  const char *text;

  if (sqlite3_value_type (args[0]) == SQLITE_NULL)
    return;
  text = (const char *) sqlite3_value_text (args[0]);
  if (text == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }
  if (is_ascii (text))
    {
      char *plain = which == CASE_LOWER ? g_ascii_strdown (text, -1) : g_ascii_strup (text, -1);

      sqlite3_result_text (context, plain, -1, g_free);
      return;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      sqlite3_result_error (context, "[INVALID_UTF8_STRING] The text is not valid UTF-8", -1);
      return;
    }

  out = g_string_sized_new (strlen (text));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (which == CASE_LOWER)
        append_lower (out, text, c);
      else
        append_upper (out, c);
    }
  sqlite3_result_text64 (context, out->str, out->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* The byte at which character @index starts, or the end. */
static const char *
skip_characters (const char *text,
                 gint64      index)
{
  for (; index > 0 && *text != '\0'; index--)
    for (text++; (*text & 0xc0) == 0x80;)
      text++;
  return text;
}

static gint64
count_characters (const char *text)
{
  gint64 n = 0;

  for (; *text != '\0'; text++)
    n += (*text & 0xc0) != 0x80;
  return n;
}

/* substr (text, position[, length]): positions count from 1, negative ones from the end, and 0 is
 * the first character, where SQLite would take it for the place before it. */
static void
substr_cb (sqlite3_context *context,
           int              n_args,
           sqlite3_value  **args)
{
  gint64 start, end;
  const char *text, *from, *to;

  for (int i = 0; i < n_args; i++)
    if (sqlite3_value_type (args[i]) == SQLITE_NULL)
      return;
  text = (const char *) sqlite3_value_text (args[0]);
  if (text == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }

  start = CLAMP (sqlite3_value_int64 (args[1]), -G_MAXINT32, G_MAXINT32);
  if (start > 0)
    start--;
  else if (start < 0)
    start += count_characters (text);
  end = n_args > 2 ? start + CLAMP (sqlite3_value_int64 (args[2]), 0, G_MAXINT32) : G_MAXINT64;
  start = MAX (start, 0);

  from = skip_characters (text, start);
  to = skip_characters (from, MAX (end - start, 0));
  sqlite3_result_text (context, from, (int) (to - from), SQLITE_TRANSIENT);
}

/* concat (…): NULL where any part is, unlike SQLite's. */
static void
concat_cb (sqlite3_context *context,
           int              n_args,
           sqlite3_value  **args)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (int i = 0; i < n_args; i++)
    {
      if (sqlite3_value_type (args[i]) == SQLITE_NULL)
        return;
      g_string_append (out, (const char *) sqlite3_value_text (args[i]));
    }
  sqlite3_result_text64 (context, out->str, out->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* round (number[, digits]): half away from zero on the decimal text. */
static void
round_cb (sqlite3_context *context,
          int              n_args,
          sqlite3_value  **args)
{
  gint64 scale = n_args > 1 ? sqlite3_value_int64 (args[1]) : 0;
  gboolean integer = sqlite3_value_type (args[0]) == SQLITE_INTEGER;
  g_autofree char *text = NULL;

  for (int i = 0; i < n_args; i++)
    if (sqlite3_value_type (args[i]) == SQLITE_NULL)
      return;
  if (scale >= 0 && integer)
    {
      sqlite3_result_value (context, args[0]);
      return;
    }

  text = au_sample_number_round (sqlite3_value_double (args[0]), (int) CLAMP (scale, -400, 400));
  if (text == NULL)
    sqlite3_result_value (context, args[0]);
  else if (integer)
    sqlite3_result_int64 (context, g_ascii_strtoll (text, NULL, 10));
  else
    sqlite3_result_double (context, g_ascii_strtod (text, NULL));
}

/* try_divide (a, b): a double; NULL where b is 0. */
static void
try_divide_cb (sqlite3_context *context,
               int              n_args,
               sqlite3_value  **args)
{
  /* NULL reads as 0. */
  double divisor = sqlite3_value_double (args[1]);

  if (sqlite3_value_type (args[0]) != SQLITE_NULL && divisor != 0)
    sqlite3_result_double (context, sqlite3_value_double (args[0]) / divisor);
}

/* if (condition, a, b), which SQLite calls iif. */
static void
if_cb (sqlite3_context *context,
       int              n_args,
       sqlite3_value  **args)
{
  /* NULL reads as 0. */
  gboolean holds = sqlite3_value_double (args[0]) != 0;

  sqlite3_result_value (context, args[holds ? 1 : 2]);
}

int
au_sample_register_texts (sqlite3 *database)
{
  static const struct
  {
    const char *name;
    int n_args;
    int data;
    void (*callback) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "lower", 1, CASE_LOWER, case_cb },
    { "upper", 1, CASE_UPPER, case_cb },
    { "substr", 2, 0, substr_cb },
    { "substr", 3, 0, substr_cb },
    { "substring", 2, 0, substr_cb },
    { "substring", 3, 0, substr_cb },
    { "concat", -1, 0, concat_cb },
    { "round", 1, 0, round_cb },
    { "round", 2, 0, round_cb },
    { "try_divide", 2, 0, try_divide_cb },
    { "if", 3, 0, if_cb },
  };
  int rc = SQLITE_OK;

  for (guint i = 0; i < G_N_ELEMENTS (functions) && rc == SQLITE_OK; i++)
    rc = sqlite3_create_function_v2 (database, functions[i].name, functions[i].n_args,
                                     AU_SAMPLE_FUNCTION, GINT_TO_POINTER (functions[i].data),
                                     functions[i].callback, NULL, NULL, NULL);
  return rc;
}
