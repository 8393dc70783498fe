/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-source-factory.h"
#include "au-error.h"
#include "au-sample-source.h"

#include <glib/gi18n.h>

/**
 * au_source_new_for_name:
 * @id: (nullable): "sample"; %NULL or empty means the same
 * @query_folder: (nullable): a folder whose texts replace the shipped ones
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a source, or %NULL with %AU_ERROR_NOT_FOUND where this version has none
 *   of that name
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

  shown = g_strescape (id, NULL);
  g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
               /* Translators: %s is the name of a source that somebody asked for. */
               _("There is no source “%.40s”: this version of Anyusage offers only “sample”, the sample workspace."),
               shown);
  return NULL;
}
