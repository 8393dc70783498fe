/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-json-text.h"

/**
 * au_json_text_append_string:
 * @out: where the text is appended
 * @text: (nullable): UTF-8, %NULL for null
 *
 * Writes a JSON string. What is not ASCII, and what XML would take for markup, is escaped.
 */
void
au_json_text_append_string (GString    *out,
                            const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }

  valid = g_utf8_make_valid (text, -1);
  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c >= 0x10000)
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
      else if (c < 0x20 || c > 0x7e || c == '<' || c == '>' || c == '&')
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '"');
}

/**
 * au_json_text_append_strings:
 * @out: where the text is appended
 * @texts: (nullable) (array zero-terminated=1): strings
 *
 * Writes a JSON array of strings, an empty one for %NULL.
 */
void
au_json_text_append_strings (GString           *out,
                             const char *const *texts)
{
  g_string_append_c (out, '[');
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      au_json_text_append_string (out, texts[i]);
    }
  g_string_append_c (out, ']');
}

/**
 * au_json_text_append_key:
 * @out: where the text is appended; a comma goes before it unless an object starts there
 * @name: a member's name
 */
void
au_json_text_append_key (GString    *out,
                         const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  au_json_text_append_string (out, name);
  g_string_append_c (out, ':');
}

/**
 * au_json_text_append_member:
 * @out: where the text is appended
 * @name: a member's name
 * @text: (nullable): its value, %NULL for null
 */
void
au_json_text_append_member (GString    *out,
                            const char *name,
                            const char *text)
{
  au_json_text_append_key (out, name);
  au_json_text_append_string (out, text);
}

/**
 * au_json_text_append_variant:
 * @out: where the text is appended
 * @value: (nullable): a value of a request: `s`, `i`, `x`, `b`, `as` or `ax`
 *
 * Writes strings as strings, integers and booleans bare, lists as arrays.
 */
void
au_json_text_append_variant (GString  *out,
                             GVariant *value)
{
  if (value == NULL)
    g_string_append (out, "null");
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    au_json_text_append_string (out, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (out, g_variant_get_boolean (value) ? "true" : "false");
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    g_string_append_printf (out, "%d", g_variant_get_int32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else
    {
      g_string_append_c (out, '[');
      for (gsize i = 0; i < g_variant_n_children (value); i++)
        {
          g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

          if (i > 0)
            g_string_append_c (out, ',');
          au_json_text_append_variant (out, child);
        }
      g_string_append_c (out, ']');
    }
}
