/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-team-list.h"
#include "au-ids.h"

#include <string.h>

/* How much of an unreadable word is shown, in characters. */
#define MAX_SHOWN 32

/* What parts ids: blanks and line ends, and what programs put around the cells of a list. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || (c < 0x80 && strchr (",;|/\"'`()[]{}<>", (int) c) != NULL) ||
         c == 0x3001 || c == 0xff0c || c == 0x60c; /* commas of other scripts */
}

/* Heads of columns and the word before a number say nothing by themselves. */
static gboolean
is_label (const char *word)
{
  static const char *const labels[] = {
    "team", "teams", "team:", "id", "ids", "id:", "ids:", "team_id", "team_ids", "teamid", "and",
    "subscription", "subscriptions", "subscription_id", "subscription_ids", "null", "n/a", "-", "–",
    "•", "*",
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (word, labels[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Adds a character of a word: digits of any script as ASCII, nothing for what nobody sees. */
static void
append_char (GString *word,
             gunichar c)
{
  if (g_unichar_type (c) == G_UNICODE_FORMAT)
    return;
  if (g_unichar_isdigit (c))
    g_string_append_c (word, (char) ('0' + g_unichar_digit_value (c)));
  else
    g_string_append_unichar (word, c);
}

/* "#40001" and the "40001.0" of a spreadsheet that took ids for numbers. */
static void
trim_number (GString *word)
{
  char *point = strchr (word->str, '.');

  if (word->str[0] == '#')
    {
      g_string_erase (word, 0, 1);
      point = strchr (word->str, '.');
    }
  if (point != NULL && point > word->str && strspn (point + 1, "0") == strlen (point + 1))
    g_string_truncate (word, (gsize) (point - word->str));
}

static char *
dup_shown (const char *word)
{
  if (g_utf8_strlen (word, -1) <= MAX_SHOWN)
    return g_strdup (word);

  {
    g_autofree char *start = g_utf8_substring (word, 0, MAX_SHOWN);

    return g_strconcat (start, "…", NULL);
  }
}

static void
take_word (AuTeamList *self,
           GHashTable *seen,
           GString    *word)
{
  gint64 team_id;
  g_autofree char *key = NULL;
  gboolean team, subscription;

  trim_number (word);
  if (word->len == 0 || is_label (word->str))
    return;
  team = au_team_id_parse (word->str, &team_id, NULL);
  /* Fifteen digits and more may be either; nobody has so many teams. */
  subscription = au_subscription_id_is_valid (word->str);
  if (subscription)
    key = au_subscription_id_key (word->str);
  else if (team)
    key = g_strdup_printf ("%" G_GINT64_FORMAT, team_id);
  else
    key = g_strconcat ("?", word->str, NULL);

  if (!g_hash_table_add (seen, g_steal_pointer (&key)))
    self->n_duplicates += team || subscription;
  else if (!team && !subscription)
    {
      if (self->unreadable->len < AU_TEAM_LIST_MAX)
        g_ptr_array_add (self->unreadable, dup_shown (word->str));
    }
  else if (au_team_list_get_n_ids (self) >= AU_TEAM_LIST_MAX)
    self->n_left_out++;
  else if (subscription)
    g_ptr_array_add (self->subscription_ids, g_strdup (word->str));
  else
    g_array_append_val (self->team_ids, team_id);
}

/**
 * au_team_list_parse:
 * @text: any text
 *
 * Takes the ids of teams and subscriptions out of a text: apart by blanks, commas, semicolons,
 * lines or tabs, in quotes or brackets, with "Team" or "#" before them. What else is in it is kept
 * to be shown, but not words that head a column.
 *
 * Returns: (transfer full): what is in it, possibly nothing
 */
AuTeamList *
au_team_list_parse (const char *text)
{
  AuTeamList *self = g_new0 (AuTeamList, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) word = g_string_new (NULL);

  self->team_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->subscription_ids = g_ptr_array_new_with_free_func (g_free);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!is_separator (c))
        append_char (word, c);
      else if (word->len > 0)
        {
          take_word (self, seen, word);
          g_string_truncate (word, 0);
        }
    }
  if (word->len > 0)
    take_word (self, seen, word);
  return self;
}

void
au_team_list_free (AuTeamList *self)
{
  g_array_unref (self->team_ids);
  g_ptr_array_unref (self->subscription_ids);
  g_ptr_array_unref (self->unreadable);
  g_free (self);
}

/**
 * au_team_list_get_n_ids:
 *
 * Returns: how many ids there are of teams and subscriptions together
 */
guint
au_team_list_get_n_ids (const AuTeamList *self)
{
  return self->team_ids->len + self->subscription_ids->len;
}

/**
 * au_team_list_is_certain:
 *
 * Returns: whether the text is nothing but ids, so that what is typed can offer to look them up
 */
gboolean
au_team_list_is_certain (const AuTeamList *self)
{
  return au_team_list_get_n_ids (self) > 0 && self->unreadable->len == 0;
}

/**
 * au_team_list_is_likely:
 *
 * Returns: whether the text is several ids with at most as many other words, so that pasting it is
 *   meant as a list and not as a name
 */
gboolean
au_team_list_is_likely (const AuTeamList *self)
{
  guint n = au_team_list_get_n_ids (self) + self->n_duplicates;

  return n > 1 && self->unreadable->len <= n;
}
