/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-kept-source.h"
#include "au-cached-source.h"
#include "au-source-factory.h"

/**
 * au_kept_source_new:
 * @id: a source's id
 * @query_folder: (nullable): whose texts replace the shipped ones
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the source as a window has it: what a server returned is kept on this
 *   computer, the sample workspace is there already
 */
AuSource *
au_kept_source_new (const char *id,
                    const char *query_folder,
                    GError    **error)
{
  g_autoptr (AuSource) source = au_source_new_for_name (id, query_folder, error);

  if (source == NULL || g_str_equal (au_source_get_id (source), "sample"))
    return g_steal_pointer (&source);
  return AU_SOURCE (au_cached_source_new (source, NULL));
}
