/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-search.h"

#include <string.h>

/* Letters that Unicode gives no decomposition, though people type them without their stroke or as
 * two letters. */
static const struct
{
  gunichar letter;
  const char *typed;
} letters[] = {
  { 0xdf, "ss" },   /* ß */
  { 0xe6, "ae" },   /* æ */
  { 0xf0, "d" },    /* ð */
  { 0xf8, "o" },    /* ø */
  { 0xfe, "th" },   /* þ */
  { 0x111, "d" },   /* đ */
  { 0x127, "h" },   /* ħ */
  { 0x131, "i" },   /* ı */
  { 0x142, "l" },   /* ł */
  { 0x14b, "ng" },  /* ŋ */
  { 0x153, "oe" },  /* œ */
  { 0x167, "t" },   /* ŧ */
  { 0x180, "b" },   /* ƀ */
  { 0x1b6, "z" },   /* ƶ */
  { 0x3c2, "σ" },   /* ς, at the end of a word */
  { 0x2010, "-" },  /* hyphens and dashes */
  { 0x2011, "-" },
  { 0x2013, "-" },
  { 0x2014, "-" },
  { 0x2018, "'" },  /* typographic quotation marks */
  { 0x2019, "'" },
  { 0x201c, "\"" },
  { 0x201d, "\"" },
};

static const char *
find_typed (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      return letters[i].typed;
  return NULL;
}

/* Accents go, and so does what nobody sees: marks of direction, soft hyphens, control codes. */
static gboolean
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL;
}

static void
fold_char (GString *into,
           gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (g_unichar_isspace (c))
    {
      g_string_append_c (into, ' ');
      return;
    }
  n = g_unichar_fully_decompose (g_unichar_tolower (c), TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
    {
      gunichar part = g_unichar_tolower (parts[i]);
      const char *typed;

      if (is_dropped (part))
        continue;
      typed = part >= 0x80 ? find_typed (part) : NULL;
      if (typed != NULL)
        g_string_append (into, typed);
      else
        g_string_append_unichar (into, part);
    }
}

/**
 * au_search_fold_append:
 * @into: where to
 * @text: valid UTF-8
 *
 * Appends @text as people type it when they look for it: in lower case, without accents, with "ss"
 * for ß and the like. A tab or newline becomes a blank, so that the folded text is one line.
 */
void
au_search_fold_append (GString    *into,
                       const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_ascii_isprint (*text))
      g_string_append_c (into, g_ascii_tolower (*text));
    else
      fold_char (into, g_utf8_get_char (text));
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

/**
 * au_search_fold_needle:
 * @text: what somebody typed
 *
 * Returns: (transfer full): @text folded, without blanks around it and with one blank between words
 */
char *
au_search_fold_needle (const char *text)
{
  g_autofree char *folded = au_search_fold (text);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (*from != ' ' || (to > folded && to[-1] != ' '))
      *to++ = *from;
  if (to > folded && to[-1] == ' ')
    to--;
  *to = '\0';
  return g_steal_pointer (&folded);
}

/**
 * au_search_starts_word:
 * @text: the start of a text
 * @at: a character of it
 *
 * Returns: whether a word starts there
 */
gboolean
au_search_starts_word (const char *text,
                       const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (text, at)));
}

/**
 * au_search_append_initials:
 * @into: where to
 * @folded: a folded text, possibly with more behind it
 * @length: its length in bytes
 *
 * Appends the first letter of each word, where there are at least two words.
 */
void
au_search_append_initials (GString    *into,
                           const char *folded,
                           gsize       length)
{
  gsize before = into->len;
  gboolean in_word = FALSE;
  guint n = 0;

  for (const char *at = folded; at < folded + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean letter = g_unichar_isalnum (c);

      if (letter && !in_word)
        {
          g_string_append_unichar (into, c);
          n++;
        }
      in_word = letter;
    }
  if (n < 2)
    g_string_truncate (into, before);
}

/* Folds @text and notes for each byte of that from which character of @text it came. */
static GArray *
fold_with_places (GString    *folded,
                  const char *text)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      guint place = (guint) (at - text);

      if (g_ascii_isprint (*at))
        g_string_append_c (folded, g_ascii_tolower (*at));
      else
        fold_char (folded, g_utf8_get_char (at));
      while (places->len < folded->len)
        g_array_append_val (places, place);
    }
  return places;
}

/* Where @needle is best marked: at the start of a word where there is one, else the first place. */
static const char *
find_best (const char *folded,
           const char *needle)
{
  const char *found = NULL;

  for (const char *at = strstr (folded, needle); at != NULL; at = strstr (at + 1, needle))
    {
      if (au_search_starts_word (folded, at))
        return at;
      if (found == NULL)
        found = at;
    }
  return found;
}

static void
add_range (GArray     *ranges,
           const char *text,
           GArray     *places,
           gsize       start,
           gsize       length)
{
  AuSearchRange range;
  const char *last = text + g_array_index (places, guint, start + length - 1);

  range.start = g_array_index (places, guint, start);
  range.end = (guint) (g_utf8_next_char (last) - text);
  /* Accents that stand behind their letter belong to it. */
  while (text[range.end] != '\0' &&
         g_unichar_type (g_utf8_get_char (text + range.end)) == G_UNICODE_NON_SPACING_MARK)
    range.end = (guint) (g_utf8_next_char (text + range.end) - text);
  g_array_append_val (ranges, range);
}

static void
add_initials (GArray     *ranges,
              const char *text,
              GString    *folded,
              GArray     *places,
              const char *needle)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *left = needle;

  au_search_append_initials (initials, folded->str, folded->len);
  if (!g_str_has_prefix (initials->str, needle))
    return;
  for (const char *at = folded->str; *at != '\0' && *left != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)) && au_search_starts_word (folded->str, at))
      {
        gsize length = (gsize) (g_utf8_next_char (at) - at);

        add_range (ranges, text, places, (gsize) (at - folded->str), length);
        left = g_utf8_next_char (left);
      }
}

/**
 * au_search_locate:
 * @text: a text to show
 * @needle: what is looked for, by au_search_fold_needle()
 *
 * Finds the letters to mark: the needle as a whole, else each of its words, else the initials.
 *
 * Returns: (transfer full) (element-type AuSearchRange): where they are, possibly nowhere
 */
GArray *
au_search_locate (const char *text,
                  const char *needle)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GArray) places = fold_with_places (folded, text);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (AuSearchRange));
  const char *at;

  if (*needle == '\0')
    return ranges;
  at = find_best (folded->str, needle);
  if (at != NULL)
    {
      add_range (ranges, text, places, (gsize) (at - folded->str), strlen (needle));
      return ranges;
    }
  if (strchr (needle, ' ') != NULL)
    {
      g_auto (GStrv) words = g_strsplit (needle, " ", -1);

      for (guint i = 0; words[i] != NULL; i++)
        if ((at = find_best (folded->str, words[i])) != NULL)
          add_range (ranges, text, places, (gsize) (at - folded->str), strlen (words[i]));
    }
  else
    add_initials (ranges, text, folded, places, needle);
  return ranges;
}
