/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Profiles of `~/.databrickscfg`, which other tools write and this only reads. GKeyFile is too
 * strict for it: keys may stand before the first section, and a comment may follow a value.
 */
#include "config.h"

#include "au-databricks-profile.h"
#include "au-source-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_FILE (1024 * 1024)
#define DEFAULT_SECTION "DEFAULT"
#define SETTINGS_SECTION "__settings__"

/* A comment starts the line, or follows a blank: a token may hold a # or ;. */
static void
cut_comment (char *value)
{
  for (char *p = value; *p != '\0'; p++)
    if ((*p == '#' || *p == ';') && (p == value || g_ascii_isspace (p[-1])))
      {
        *p = '\0';
        return;
      }
}

static void
unquote (char *value)
{
  gsize length = strlen (value);

  if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0])
    {
      memmove (value, value + 1, length - 2);
      value[length - 2] = '\0';
    }
}

static GHashTable *
new_section (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
parse_sections (const char *text)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify) g_hash_table_unref);
  g_auto (GStrv) lines = g_strsplit_set (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, "\r\n", -1);
  GHashTable *current = new_section ();

  g_hash_table_insert (sections, g_strdup (DEFAULT_SECTION), current);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *sign;

      if (*line == '[')
        {
          g_autofree char *section = g_strstrip (g_strndup (line + 1, strcspn (line + 1, "]")));

          current = g_hash_table_lookup (sections, section);
          if (current == NULL)
            {
              current = new_section ();
              g_hash_table_insert (sections, g_strdup (section), current);
            }
          continue;
        }
      cut_comment (line);
      sign = strpbrk (line, "=:");
      if (sign == NULL)
        continue;
      *sign = '\0';
      unquote (g_strstrip (sign + 1));
      g_hash_table_insert (current, g_ascii_strdown (g_strstrip (line), -1),
                           g_strdup (g_strstrip (sign + 1)));
    }
  return sections;
}

/**
 * au_databricks_profile_parse:
 * @text: the file
 * @profile: (nullable): the profile that was asked for
 * @name: (out) (transfer full): the profile that was taken
 *
 * Without @profile, takes the one that `default_profile` of `[__settings__]` names, else `DEFAULT`.
 *
 * Returns: (transfer full) (nullable): its keys, in small letters, and values; %NULL where the file
 *   does not have it, or where nothing is in it
 */
GHashTable *
au_databricks_profile_parse (const char  *text,
                             const char  *profile,
                             char       **name)
{
  g_autoptr (GHashTable) sections = parse_sections (text);
  GHashTable *settings = g_hash_table_lookup (sections, SETTINGS_SECTION);
  GHashTable *found;

  if (profile == NULL && settings != NULL)
    profile = g_hash_table_lookup (settings, "default_profile");
  if (profile == NULL || *profile == '\0')
    profile = DEFAULT_SECTION;
  *name = g_strdup (profile);
  found = g_str_equal (profile, SETTINGS_SECTION) ? NULL : g_hash_table_lookup (sections, profile);
  return found != NULL && g_hash_table_size (found) > 0 ? g_hash_table_ref (found) : NULL;
}

/**
 * au_databricks_profile_load:
 * @file: (nullable): the file; %NULL for `~/.databrickscfg`
 * @profile: (nullable): the profile that was asked for by name
 * @name: (out) (transfer full): the profile that was taken
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): its keys and values; %NULL without @error where there is no
 *   such file or no profile and none was asked for by name; %NULL with
 *   %AU_SOURCE_ERROR_CONFIGURATION otherwise
 */
GHashTable *
au_databricks_profile_load (const char  *file,
                            const char  *profile,
                            char       **name,
                            GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GFile) handle = NULL;
  g_autoptr (GFileInfo) info = NULL;
  GHashTable *found = NULL;

  *name = NULL;
  if (file == NULL)
    path = g_build_filename (g_get_home_dir (), ".databrickscfg", NULL);
  else if (g_str_has_prefix (file, "~/"))
    path = g_build_filename (g_get_home_dir (), file + 2, NULL);
  else
    path = g_strdup (file);

  /* A pipe or a device in its place would be read for ever. */
  handle = g_file_new_for_path (path);
  info = g_file_query_info (handle, "standard::type,standard::size", G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
      g_file_info_get_size (info) <= MAX_FILE && g_file_get_contents (path, &text, NULL, NULL))
    found = au_databricks_profile_parse (text, profile, name);
  if (found == NULL && profile != NULL && *profile != '\0')
    g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                   /* Translators: name of a file, name of a profile
                                                    * in it. */
                                                   _("%s has no profile “%.60s”; choose one that it has, or none."), path, profile));
  return found;
}
