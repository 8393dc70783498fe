/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-ids.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT_ID 15
#define LONG_ID 18

static char *
dup_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 40));

  g_strdelimit (valid, "\r\n\t", ' ');
  return g_steal_pointer (&valid);
}

/**
 * au_subscription_id_is_valid:
 * @id: (nullable): a text
 *
 * Returns: whether @id is a Salesforce id by the plan's rule: 15 to 18 ASCII letters and digits
 */
gboolean
au_subscription_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length < SHORT_ID || length > LONG_ID)
    return FALSE;
  for (; *id != '\0'; id++)
    if (!g_ascii_isalnum (*id))
      return FALSE;
  return TRUE;
}

static gsize
get_key_length (const char *id)
{
  gsize length = strlen (id);

  return length == LONG_ID ? SHORT_ID : length;
}

/**
 * au_subscription_id_key:
 * @id: a valid id
 *
 * An id of 18 characters is the one of 15 with a checksum behind it, so both count as one. An id of
 * 16 or 17 is only ever itself. Ids tell upper from lower case.
 *
 * Returns: (transfer full): the text by which ids compare
 */
char *
au_subscription_id_key (const char *id)
{
  return g_strndup (id, get_key_length (id));
}

gboolean
au_subscription_id_equal (const char *a,
                          const char *b)
{
  gsize length = get_key_length (a);

  return length == get_key_length (b) && memcmp (a, b, length) == 0;
}

/**
 * au_subscription_ids_clean:
 * @ids: (array zero-terminated=1): ids as a person gave them
 * @error: return location for a #GError
 *
 * Trims blanks, drops empty ones and duplicates (the 15 and 18 character forms of one id are
 * duplicates), keeps the order and the form that came first.
 *
 * Returns: (transfer full): the ids, possibly none; %NULL with %AU_ERROR_INVALID_ARGUMENT that
 * names
 *   the first malformed one
 */
char **
au_subscription_ids_clean (const char *const *ids,
                           GError           **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *ids != NULL; ids++)
    {
      g_autofree char *id = g_strstrip (g_strdup (*ids));

      if (*id == '\0')
        continue;
      if (!au_subscription_id_is_valid (id))
        {
          g_autofree char *shown = dup_printable (id);

          g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                       /* Translators: %s is what somebody gave as an id. */
                       _("“%s” is no Salesforce id; one has 15 to 18 letters and digits, like a0XSAMPLE000001."), shown);
          return NULL;
        }
      if (g_hash_table_add (seen, au_subscription_id_key (id)))
        g_strv_builder_take (builder, g_steal_pointer (&id));
    }
  return g_strv_builder_end (builder);
}

/**
 * au_team_id_parse:
 * @text: digits, blanks around them allowed
 * @id: (out): the team's id
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT where @text is anything else
 */
gboolean
au_team_id_parse (const char *text,
                  gint64     *id,
                  GError    **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint64 value;

  if (*stripped != '\0' && strspn (stripped, "0123456789") == strlen (stripped) &&
      g_ascii_string_to_unsigned (stripped, 10, 0, G_MAXINT64, &value, NULL))
    {
      *id = (gint64) value;
      return TRUE;
    }

  {
    g_autofree char *shown = dup_printable (stripped);

    g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                 /* Translators: %s is what somebody gave as a team's id. */
                 _("“%s” is no team id; one is a number, like 40001."), shown);
  }
  return FALSE;
}

/**
 * au_team_ids_parse:
 * @text: ids apart by commas
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): the ids in order without duplicates, possibly
 * none;
 *   %NULL with %AU_ERROR_INVALID_ARGUMENT
 */
GArray *
au_team_ids_parse (const char *text,
                   GError    **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (!au_team_id_parse (parts[i], &id, error))
        return NULL;
      if (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
        g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}
