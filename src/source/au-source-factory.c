/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-source-factory.h"
#include "au-blessed-source.h"
#include "au-databricks-source.h"
#include "au-environment.h"
#include "au-error.h"
#include "au-sample-source.h"

#include <glib/gi18n.h>

/**
 * au_source_new_for_name:
 * @id: (nullable): "sample", "databricks" or "blessed-api"; %NULL or empty means the first
 * @query_folder: (nullable): a folder whose texts replace the shipped ones
 * @error: return location for a #GError
 *
 * A workspace is configured by the environment, a profile of `~/.databrickscfg` and the app's
 * settings; the Blessed API by the environment and the settings.
 *
 * Returns: (transfer full): a source, or %NULL with %AU_ERROR_NOT_FOUND where this version has none
 *   of that name, or %AU_SOURCE_ERROR_CONFIGURATION where it is not configured
 */
AuSource *
au_source_new_for_name (const char  *id,
                        const char  *query_folder,
                        GError     **error)
{
  g_autofree char *shown = NULL;

  if (id == NULL || *id == '\0' || g_str_equal (id, "sample"))
    {
      g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (query_folder);

      return au_sample_source_new (catalog);
    }

  if (g_str_equal (id, "databricks"))
    {
      g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (query_folder);
      g_autoptr (AuDatabricksSettings) settings = au_databricks_settings_load ();
      g_auto (GStrv) environment = au_environment_get ();
      g_autoptr (AuDatabricksConfig) config =
        au_databricks_config_new (settings, (const char *const *) environment, error);

      return config != NULL ? au_databricks_source_new (config, catalog) : NULL;
    }

  if (g_str_equal (id, "blessed-api"))
    {
      /* The service runs its own texts, so a folder of other ones says nothing about its rows. */
      g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
      g_autoptr (AuBlessedSettings) settings = au_blessed_settings_load ();
      g_auto (GStrv) environment = au_environment_get ();
      g_autoptr (AuBlessedConfig) config =
        au_blessed_config_new (settings, (const char *const *) environment, error);

      return config != NULL ? au_blessed_source_new (config, catalog) : NULL;
    }

  shown = g_strescape (id, NULL);
  g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
               /* Translators: %s is the name of a source that somebody asked for. */
               _("There is no source “%.40s”: this version of Anyusage offers “sample”, the sample workspace, “databricks” and “blessed-api”."),
               shown);
  return NULL;
}
