/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-key-map.h"
#include "au-error.h"

#include <glib/gi18n.h>

struct _AuKeyMap
{
  GHashTable *columns;
  GHashTable *parameters;
};

void
au_key_map_free (AuKeyMap *self)
{
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_free (self);
}

static gboolean
knows_name (const AuContract *contract,
            const char       *group,
            const char       *name)
{
  if (g_str_equal (group, "columns"))
    return au_contract_find_column (contract, name) >= 0;
  return au_contract_find_parameter (contract, name) != NULL;
}

static gboolean
read_group (GKeyFile         *file,
            const char       *group,
            const AuContract *contract,
            GHashTable       *names,
            GError          **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_string (file, group, keys[i], NULL);

      if (!knows_name (contract, group, keys[i]))
        {
          g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                       /* Translators: file name, key, group, query name. */
                       _("%s.map: “%s” in [%s] is no name of the contract; see the query's columns and parameters in sql/README.md."),
                       au_contract_get_name (contract), keys[i], group);
          return FALSE;
        }
      if (value == NULL || *g_strstrip (value) == '\0')
        {
          g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                       /* Translators: a query, a name in a file, the group of the file. */
                       _("%s.map: “%s” in [%s] has no value; write the name that the text uses."),
                       au_contract_get_name (contract), keys[i], group);
          return FALSE;
        }
      g_hash_table_insert (names, g_strdup (keys[i]), g_steal_pointer (&value));
    }
  return TRUE;
}

/**
 * au_key_map_new_from_data:
 * @contract: the contract whose names are the keys
 * @data: the file's bytes
 * @length: how many
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the map, or %NULL with %AU_ERROR_QUERY_TEXT
 */
AuKeyMap *
au_key_map_new_from_data (const AuContract *contract,
                          const char       *data,
                          gsize             length,
                          GError          **error)
{
  g_autoptr (AuKeyMap) self = g_new0 (AuKeyMap, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) groups = NULL;

  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  /* GLib's own words quote what they found. */
  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: a file name without its ending. */
                   _("%s.map is not UTF-8; save it as UTF-8."), au_contract_get_name (contract));
      return NULL;
    }
  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, &local))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s a file name without its ending, %s the reason. */
                   _("%s.map is no key file: %s. Write lines like “mau=actives” below [columns] or [parameters]."), au_contract_get_name (contract), local->message);
      return NULL;
    }

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], "columns") && !g_str_equal (groups[i], "parameters"))
      {
        g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                     /* Translators: a query, a group; [columns] and [parameters] are written so. */
                     _("%s.map has a group [%s]; only [columns] and [parameters] mean anything."),
                     au_contract_get_name (contract), groups[i]);
        return NULL;
      }

  if (!read_group (file, "columns", contract, self->columns, error) ||
      !read_group (file, "parameters", contract, self->parameters, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * au_key_map_get_column:
 * @self: (nullable): a map
 * @contract_name: a column of the contract
 *
 * Returns: (transfer none): the name that the text gives it, @contract_name where there is no other
 */
const char *
au_key_map_get_column (const AuKeyMap *self,
                       const char     *contract_name)
{
  const char *name = self != NULL ? g_hash_table_lookup (self->columns, contract_name) : NULL;

  return name != NULL ? name : contract_name;
}

/**
 * au_key_map_get_parameter:
 * @self: (nullable): a map
 * @contract_name: a parameter of the contract
 *
 * Returns: (transfer none): the name that the text gives it, @contract_name where there is no other
 */
const char *
au_key_map_get_parameter (const AuKeyMap *self,
                          const char     *contract_name)
{
  const char *name = self != NULL ? g_hash_table_lookup (self->parameters, contract_name) : NULL;

  return name != NULL ? name : contract_name;
}
