/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "config.h"

#include "au-search.h"

#include <string.h>

/* Letters that Unicode gives no decomposition, though people type them without their stroke. */
static gunichar
strip_stroke (gunichar c)
{
  switch (c)
    {
      case 0x142: /* ł */
        return 'l';

      case 0xf8: /* ø */
        return 'o';

      case 0x111: /* đ */
      case 0xf0: /* ð */
        return 'd';

      case 0x127: /* ħ */
        return 'h';

      case 0x131: /* ı */
        return 'i';

      case 0xe6: /* æ */
        return 'a';

      case 0xdf: /* ß */
        return 's';

      default:
        return c;
    }
}

/* One character for one character, so that a place in the folded text is the same place in the
 * text. */
static gunichar
fold_char (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  c = g_unichar_tolower (c);
  g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
  return strip_stroke (g_unichar_tolower (parts[0]));
}

/**
 * au_search_fold_append:
 * @into: where to
 * @text: valid UTF-8
 *
 * Appends @text in lower case without accents, character by character.
 */
void
au_search_fold_append (GString    *into,
                       const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_ascii_isalnum (*text) || *text == ' ')
      g_string_append_c (into, g_ascii_tolower (*text));
    else
      g_string_append_unichar (into, fold_char (g_utf8_get_char (text)));
}

/**
 * au_search_fold:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text as by au_search_fold_append()
 */
char *
au_search_fold (const char *text)
{
  g_autoptr (GString) folded = g_string_sized_new (strlen (text));

  au_search_fold_append (folded, text);
  return g_string_free_and_steal (g_steal_pointer (&folded));
}

static gboolean
starts_word (const char *text,
             const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (text, at)));
}

/**
 * au_search_rank:
 * @folded: a text by au_search_fold(), possibly with more behind it
 * @length: its length
 * @needle: what is looked for, by au_search_fold()
 * @needle_length: its length
 *
 * Returns: 0 where @folded starts with @needle, 1 where a word in it does, 2 where it is inside
 * one,
 *   -1 where it is nowhere
 */
int
au_search_rank (const char *folded,
                gsize       length,
                const char *needle,
                gsize       needle_length)
{
  const char *end = folded + length;
  const char *at = folded;
  int rank = -1;

  if (needle_length == 0)
    return 0;
  while ((at = memmem (at, (gsize) (end - at), needle, needle_length)) != NULL)
    {
      if (at == folded)
        return 0;
      if (starts_word (folded, at))
        return 1;
      rank = 2;
      at++;
    }
  return rank;
}

/**
 * au_search_locate:
 * @text: a text to show
 * @needle: what is looked for, by au_search_fold()
 * @start: (out): byte of @text where it starts
 * @end: (out): byte behind its end
 *
 * Finds the place to mark: at the start of a word where there is one, else the first.
 *
 * Returns: whether @needle is in @text
 */
gboolean
au_search_locate (const char *text,
                  const char *needle,
                  guint      *start,
                  guint      *end)
{
  g_autofree char *folded = au_search_fold (text);
  const char *found = NULL;
  glong first;

  if (*needle == '\0')
    return FALSE;
  for (const char *at = strstr (folded, needle); at != NULL; at = strstr (at + 1, needle))
    {
      if (found == NULL)
        found = at;
      if (starts_word (folded, at))
        {
          found = at;
          break;
        }
    }
  if (found == NULL)
    return FALSE;

  first = g_utf8_pointer_to_offset (folded, found);
  *start = (guint) (g_utf8_offset_to_pointer (text, first) - text);
  *end = (guint) (g_utf8_offset_to_pointer (text, first + g_utf8_strlen (needle, -1)) - text);
  return TRUE;
}
