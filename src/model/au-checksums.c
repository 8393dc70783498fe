/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-checksums.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define DIGITS 64

struct _AuChecksums
{
  GHashTable *sums;
};

void
au_checksums_free (AuChecksums *self)
{
  g_clear_pointer (&self->sums, g_hash_table_unref);
  g_free (self);
}

static gboolean
take_line (AuChecksums *self,
           char        *line)
{
  g_autofree char *sum = NULL;
  char *name;

  if (strlen (line) < DIGITS + 3 || strspn (line, "0123456789abcdefABCDEF") != DIGITS ||
      line[DIGITS] != ' ' || (line[DIGITS + 1] != ' ' && line[DIGITS + 1] != '*'))
    return FALSE;

  sum = g_ascii_strdown (line, DIGITS);
  name = line + DIGITS + 2;
  if (g_str_has_prefix (name, "./"))
    name += 2;

  /* The same name twice with two sums leaves no way to say which one counts. */
  if (g_hash_table_contains (self->sums, name))
    return g_str_equal (g_hash_table_lookup (self->sums, name), sum);
  g_hash_table_insert (self->sums, g_strdup (name), g_steal_pointer (&sum));
  return TRUE;
}

/**
 * au_checksums_new_from_data:
 * @data: the file's bytes
 * @length: how many
 * @file: the file's name for people
 * @error: return location for a #GError
 *
 * Blank lines and lines that start with `#` are passed over. Any other line that is no checksum is
 * an
 * error: a list that is read in part would let a changed text pass as merely unlisted.
 *
 * Returns: (transfer full): the sums, or %NULL with %AU_ERROR_CHECKSUM
 */
AuChecksums *
au_checksums_new_from_data (const char *data,
                            gsize       length,
                            const char *file,
                            GError    **error)
{
  g_autoptr (AuChecksums) self = g_new0 (AuChecksums, 1);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = NULL;

  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (strlen (text) == length && g_utf8_validate_len (data, length, NULL))
    lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *line = lines[i];

      if (g_str_has_suffix (line, "\r"))
        line[strlen (line) - 1] = '\0';
      if (*line == '\0' || *line == '#')
        continue;
      if (!take_line (self, line))
        {
          g_set_error (error, AU_ERROR, AU_ERROR_CHECKSUM,
                       /* Translators: %s is a file, %u a line number. */
                       _("%s, line %u is no checksum, or a second one for the same file; write the list anew with “sha256sum *.sql > SHA256SUMS”."),
                       file, i + 1);
          return NULL;
        }
    }

  if (lines == NULL)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_CHECKSUM,
                   /* Translators: %s is a file. */
                   _("%s is no text; write the list anew with “sha256sum *.sql > SHA256SUMS”."), file);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * au_checksums_lookup:
 *
 * Returns: (transfer none) (nullable): the sum listed for the file @name, 64 lower-case digits
 */
const char *
au_checksums_lookup (const AuChecksums *self,
                     const char        *name)
{
  return g_hash_table_lookup (self->sums, name);
}
