/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-query-catalog.h"
#include "au-checksums.h"
#include "au-error.h"
#include "au-sql-resources.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define SQL_BASE RESOURCE_BASE "/sql/"

/* A query text is a page or two. What is larger is some other file, and is not even read. */
#define MAX_FILE_SIZE (1024 * 1024)

struct _AuQueryCatalog
{
  GObject parent_instance;

  char *folder;          /* (nullable): replaces shipped texts */
  GHashTable *contracts; /* (element-type utf8 AuContract) */
  GStrv names;           /* sorted */

  GMutex mutex;          /* guards @shipped */
  GHashTable *shipped;   /* (element-type utf8 AuQuery): texts of the program, which never change */
};

G_DEFINE_FINAL_TYPE (AuQueryCatalog, au_query_catalog, G_TYPE_OBJECT)

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GBytes *
lookup_shipped (const char *file,
                GError    **error)
{
  g_autofree char *path = g_strconcat (SQL_BASE, file, NULL);

  return g_resource_lookup_data (au_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static void
contract_free (gpointer data)
{
  au_contract_unref (data);
}

static void
query_free (gpointer data)
{
  au_query_unref (data);
}

static void
au_query_catalog_finalize (GObject *object)
{
  AuQueryCatalog *self = AU_QUERY_CATALOG (object);

  g_free (self->folder);
  g_clear_pointer (&self->contracts, g_hash_table_unref);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->shipped, g_hash_table_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (au_query_catalog_parent_class)->finalize (object);
}

static void
au_query_catalog_class_init (AuQueryCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_query_catalog_finalize;
}

static void
au_query_catalog_init (AuQueryCatalog *self)
{
  g_auto (GStrv) files = g_resource_enumerate_children (au_sql_get_resource (), SQL_BASE,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_mutex_init (&self->mutex);
  self->shipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, query_free);
  self->contracts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, contract_free);
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      AuContract *contract;

      if (!g_str_has_suffix (files[i], ".sql"))
        continue;
      name = g_strndup (files[i], strlen (files[i]) - strlen (".sql"));
      bytes = lookup_shipped (files[i], NULL);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      contract = au_contract_new_from_header (name, text, &error);
      /* Shipped headers are part of the program: a bad one is a bug, not data from outside. */
      if (contract == NULL)
        g_error ("%s", error->message);
      g_ptr_array_add (names, g_strdup (name));
      g_hash_table_insert (self->contracts, g_steal_pointer (&name), contract);
    }

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  self->names = (GStrv) g_ptr_array_steal (names, NULL);
}

/**
 * au_query_catalog_new:
 * @folder: (nullable): a query folder whose files replace shipped texts, %NULL or empty for none
 *
 * Returns: (transfer full): a catalog; the folder is first read by au_query_catalog_load()
 */
AuQueryCatalog *
au_query_catalog_new (const char *folder)
{
  AuQueryCatalog *self = g_object_new (AU_TYPE_QUERY_CATALOG, NULL);

  if (folder != NULL && *folder != '\0')
    self->folder = g_strdup (folder);
  return self;
}

/**
 * au_query_catalog_get_folder:
 *
 * Returns: (transfer none) (nullable): the query folder
 */
const char *
au_query_catalog_get_folder (AuQueryCatalog *self)
{
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (self), NULL);

  return self->folder;
}

/**
 * au_query_catalog_get_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all queries, sorted
 */
const char *const *
au_query_catalog_get_names (AuQueryCatalog *self)
{
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (self), NULL);

  return (const char *const *) self->names;
}

/**
 * au_query_catalog_get_contract:
 *
 * Returns: (transfer none) (nullable): what the query @name takes and gives
 */
AuContract *
au_query_catalog_get_contract (AuQueryCatalog *self,
                               const char     *name)
{
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (self), NULL);

  return g_hash_table_lookup (self->contracts, name);
}

/* Returns NULL without an error where the file does not exist. */
static GBytes *
read_file (const char *path,
           GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return NULL;
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a path. */
                   _("%s is no regular file; put the query's text there."), path);
      return NULL;
    }
  if (info != NULL && g_file_info_get_size (info) > MAX_FILE_SIZE)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a path. */
                   _("%s is larger than 1 MiB, which no query text is; it was not read. Put the query's text there."), path);
      return NULL;
    }
  if (info != NULL)
    bytes = g_file_load_bytes (file, NULL, NULL, &local);
  if (bytes == NULL)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a path, %s the system's reason. */
                   _("%s cannot be read: %s"), path, local->message);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

static gboolean
check_sum (GBytes     *bytes,
           const char *name,
           const char *file,
           GBytes     *sums_bytes,
           const char *sums_file,
           AuStanding *standing,
           GError    **error)
{
  g_autoptr (AuChecksums) sums = NULL;
  g_autofree char *found = NULL;
  const char *expected;
  gsize length;
  const char *data;

  *standing = AU_STANDING_UNVERIFIED;
  if (sums_bytes == NULL)
    return TRUE;

  data = g_bytes_get_data (sums_bytes, &length);
  sums = au_checksums_new_from_data (data != NULL ? data : "", length, sums_file, error);
  if (sums == NULL)
    return FALSE;
  expected = au_checksums_lookup (sums, name);
  if (expected == NULL)
    return TRUE;

  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!g_str_equal (expected, found))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_CHECKSUM,
                   /* Translators: %s a file, %s and %s the first digits of two checksums. */
                   _("%s was changed: SHA256SUMS lists %.12s…, the file is %.12s…. It was not run; restore the file, or have the list renewed by whoever keeps it."),
                   file, expected, found);
      return FALSE;
    }
  *standing = AU_STANDING_VERIFIED;
  return TRUE;
}

static AuQuery *
read_shipped (AuContract *contract,
              const char *name,
              GError    **error)
{
  g_autoptr (GBytes) bytes = lookup_shipped (name, error);
  g_autoptr (GBytes) sums = lookup_shipped ("SHA256SUMS", NULL);
  AuStanding standing;

  if (bytes == NULL || !check_sum (bytes, name, name, sums, "SHA256SUMS", &standing, error))
    return NULL;
  return au_query_new (contract, bytes, name, standing, NULL, error);
}

/* Reads and hashes a text of the program at its first use, and shares it then. */
static AuQuery *
load_shipped (AuQueryCatalog *self,
              AuContract     *contract,
              const char     *name,
              GError        **error)
{
  AuQuery *query;

  g_mutex_lock (&self->mutex);
  query = g_hash_table_lookup (self->shipped, name);
  if (query == NULL)
    {
      query = read_shipped (contract, name, error);
      if (query != NULL)
        g_hash_table_insert (self->shipped, g_strdup (name), query);
    }
  if (query != NULL)
    au_query_ref (query);
  g_mutex_unlock (&self->mutex);
  return query;
}

static AuKeyMap *
load_map (AuQueryCatalog *self,
          AuContract     *contract,
          GError        **error)
{
  g_autofree char *name = g_strconcat (au_contract_get_name (contract), ".map", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GBytes) bytes = read_file (path, error);

  if (bytes == NULL)
    return NULL;
  return au_key_map_new_from_data (contract, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), error);
}

/**
 * au_query_catalog_load:
 * @self: a catalog
 * @name: a query's name
 * @error: return location for a #GError
 *
 * Reads and hashes the text of @name: the query folder's file where there is one, else the shipped
 * text. Reads files, so call it off the main thread where a folder is set.
 *
 * Returns: (transfer full): the query; %NULL with %AU_ERROR_NOT_FOUND for a name that is no query,
 *   %AU_ERROR_QUERY_TEXT for a text that cannot be used, or %AU_ERROR_CHECKSUM for one that does
 * not
 *   match its line in SHA256SUMS
 */
AuQuery *
au_query_catalog_load (AuQueryCatalog *self,
                       const char     *name,
                       GError        **error)
{
  AuContract *contract;
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sums_path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) sums = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (AuKeyMap) map = NULL;
  AuStanding standing;

  g_return_val_if_fail (AU_IS_QUERY_CATALOG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  contract = g_hash_table_lookup (self->contracts, name);
  if (contract == NULL)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
                   /* Translators: %s is what somebody took for a query's name. */
                   _("There is no query “%s”; “anyusage list queries” names them."), name);
      return NULL;
    }

  file_name = g_strconcat (name, ".sql", NULL);
  if (self->folder == NULL)
    return load_shipped (self, contract, file_name, error);

  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a path. */
                   _("The query folder %s does not exist or is no folder; choose another in Preferences or ANYUSAGE_SQL_DIR."),
                   self->folder);
      return NULL;
    }

  path = g_build_filename (self->folder, file_name, NULL);
  sums_path = g_build_filename (self->folder, "SHA256SUMS", NULL);
  sums = read_file (sums_path, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  bytes = read_file (path, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (bytes == NULL)
    {
      g_autoptr (AuChecksums) listed = NULL;

      /* A file that the folder's own list names is meant to be there. To run the shipped text in
       * its
       * place would answer with another query than the one that somebody listed. */
      if (sums != NULL)
        {
          listed = au_checksums_new_from_data (g_bytes_get_data (sums, NULL) != NULL ?
                                               g_bytes_get_data (sums, NULL) : "",
                                               g_bytes_get_size (sums), sums_path, error);
          if (listed == NULL)
            return NULL;
          if (au_checksums_lookup (listed, file_name) != NULL)
            {
              g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                           /* Translators: %s is a path. */
                           _("%s is missing, though SHA256SUMS beside it lists it; restore the file, or take its line out to use the shipped text."),
                           path);
              return NULL;
            }
        }
      return load_shipped (self, contract, file_name, error);
    }

  if (!check_sum (bytes, file_name, path, sums, sums_path, &standing, error))
    return NULL;
  map = load_map (self, contract, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return au_query_new (contract, bytes, path, standing, g_steal_pointer (&map), error);
}
