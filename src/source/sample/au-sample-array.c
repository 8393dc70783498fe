/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-array.h"

#include <string.h>

static const char *
skip_space (const char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
    at++;
  return at;
}

/**
 * au_sample_array_iter_init:
 * @iter: (out): an iterator
 * @text: JSON text, which has to outlive the iterator
 */
void
au_sample_array_iter_init (AuSampleArrayIter *iter,
                           const char        *text)
{
  iter->at = skip_space (text);
  iter->started = FALSE;
  iter->malformed = *iter->at != '[';
  if (!iter->malformed)
    iter->at++;
}

static gboolean
read_string (AuSampleArrayIter *iter,
             AuSampleElement   *element)
{
  const char *at = iter->at + 1;

  element->kind = AU_SAMPLE_ELEMENT_STRING;
  element->start = at;
  element->escaped = FALSE;
  while (*at != '"')
    {
      if (*at == '\\')
        {
          element->escaped = TRUE;
          at++;
        }
      if (*at == '\0')
        return FALSE;
      at++;
    }
  element->length = at - element->start;
  iter->at = at + 1;
  return TRUE;
}

static gboolean
read_plain (AuSampleArrayIter *iter,
            AuSampleElement   *element)
{
  gsize length = strcspn (iter->at, ",] \t\n\r");
  g_autofree char *text = NULL;
  char *end = NULL;

  element->start = iter->at;
  element->length = length;
  element->escaped = FALSE;
  iter->at += length;
  if (length == 4 && strncmp (element->start, "null", 4) == 0)
    {
      element->kind = AU_SAMPLE_ELEMENT_NULL;
      return TRUE;
    }
  if ((length == 4 && strncmp (element->start, "true", 4) == 0) ||
      (length == 5 && strncmp (element->start, "false", 5) == 0))
    {
      element->kind = AU_SAMPLE_ELEMENT_BOOLEAN;
      return TRUE;
    }

  element->kind = AU_SAMPLE_ELEMENT_NUMBER;
  text = g_strndup (element->start, length);
  if (!g_ascii_isdigit (text[0]) && !(text[0] == '-' && g_ascii_isdigit (text[1])))
    return FALSE;
  g_ascii_strtod (text, &end);
  return *end == '\0';
}

/**
 * au_sample_array_iter_next:
 * @iter: an iterator
 * @element: (out): the next element
 *
 * Returns: %FALSE at the end, or with @iter's malformed set where the text is no array of strings,
 *   numbers, booleans and nulls
 */
gboolean
au_sample_array_iter_next (AuSampleArrayIter *iter,
                           AuSampleElement   *element)
{
  if (iter->malformed)
    return FALSE;

  iter->at = skip_space (iter->at);
  if (*iter->at == ']')
    {
      iter->malformed = *skip_space (iter->at + 1) != '\0';
      return FALSE;
    }
  if (iter->started)
    {
      if (*iter->at != ',')
        {
          iter->malformed = TRUE;
          return FALSE;
        }
      iter->at = skip_space (iter->at + 1);
    }
  iter->started = TRUE;
  iter->malformed = *iter->at == '"' ? !read_string (iter, element) : !read_plain (iter, element);
  return !iter->malformed;
}

static gunichar
read_hex (const char *at,
          gsize       available)
{
  gunichar code = 0;

  if (available < 4)
    return 0xfffd;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return 0xfffd;
      code = code * 16 + g_ascii_xdigit_value (at[i]);
    }
  return code;
}

/**
 * au_sample_element_dup_text:
 * @element: an element
 *
 * Returns: (transfer full): a string without its escapes, any other kind as it is written
 */
char *
au_sample_element_dup_text (const AuSampleElement *element)
{
  g_autoptr (GString) out = NULL;
  const char *end = element->start + element->length;

  if (!element->escaped)
    return g_strndup (element->start, element->length);

  out = g_string_sized_new (element->length);
  for (const char *c = element->start; c < end; c++)
    {
      gunichar code;

      if (*c != '\\' || c + 1 >= end)
        {
          g_string_append_c (out, *c);
          continue;
        }
      switch (*++c)
        {
          case 'b':
            g_string_append_c (out, '\b');
            break;
          case 'f':
            g_string_append_c (out, '\f');
            break;
          case 'n':
            g_string_append_c (out, '\n');
            break;
          case 'r':
            g_string_append_c (out, '\r');
            break;
          case 't':
            g_string_append_c (out, '\t');
            break;
          case 'u':
            code = read_hex (c + 1, end - c - 1);
            c += MIN (4, end - c - 1);
            if (code >= 0xd800 && code < 0xdc00 && end - c > 6 && c[1] == '\\' && c[2] == 'u')
              {
                gunichar low = read_hex (c + 3, end - c - 3);

                if (low >= 0xdc00 && low < 0xe000)
                  {
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    c += 6;
                  }
              }
            g_string_append_unichar (out, code != 0 && g_unichar_validate (code) ? code : 0xfffd);
            break;
          default:
            g_string_append_c (out, *c);
        }
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * au_sample_element_equals_text:
 *
 * Returns: whether @element is a string that equals @text, byte for byte
 */
gboolean
au_sample_element_equals_text (const AuSampleElement *element,
                               const char            *text,
                               gsize                  length)
{
  g_autofree char *plain = NULL;

  if (element->kind != AU_SAMPLE_ELEMENT_STRING)
    return FALSE;
  if (!element->escaped)
    return element->length == length && memcmp (element->start, text, length) == 0;
  plain = au_sample_element_dup_text (element);
  return strlen (plain) == length && memcmp (plain, text, length) == 0;
}

static int
compare_numbers (const char *a,
                 const char *b)
{
  double x, y;

  /* Ids are 64-bit integers, which doubles would blur. */
  if (strpbrk (a, ".eE") == NULL && strpbrk (b, ".eE") == NULL)
    {
      gint64 m, n;

      if (g_ascii_string_to_signed (a, 10, G_MININT64, G_MAXINT64, &m, NULL) &&
          g_ascii_string_to_signed (b, 10, G_MININT64, G_MAXINT64, &n, NULL))
        return (m > n) - (m < n);
    }
  x = g_ascii_strtod (a, NULL);
  y = g_ascii_strtod (b, NULL);
  return (x > y) - (x < y);
}

/**
 * au_sample_element_compare:
 *
 * Nulls come first; numbers compare by value, strings by their bytes.
 *
 * Returns: below 0, 0 or above 0, as @a sorts before, with or after @b
 */
int
au_sample_element_compare (const AuSampleElement *a,
                           const AuSampleElement *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (a->kind != b->kind)
    return (int) a->kind - (int) b->kind;
  if (a->kind == AU_SAMPLE_ELEMENT_NULL)
    return 0;
  x = au_sample_element_dup_text (a);
  y = au_sample_element_dup_text (b);
  return a->kind == AU_SAMPLE_ELEMENT_NUMBER ? compare_numbers (x, y) : strcmp (x, y);
}

/**
 * au_sample_array_append_string:
 * @array: JSON text in the making
 * @text: UTF-8 text
 *
 * Appends @text as a JSON string, quotes and escapes included.
 */
void
au_sample_array_append_string (GString    *array,
                               const char *text)
{
  g_string_append_c (array, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (array, "\\%c", *c);
      else if ((guchar) *c < 0x20)
        g_string_append_printf (array, "\\u%04x", (guchar) *c);
      else
        g_string_append_c (array, *c);
    }
  g_string_append_c (array, '"');
}
