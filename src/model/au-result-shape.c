/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-result-shape.h"
#include "au-error.h"

#include <glib/gi18n.h>

void
au_result_shape_free (AuResultShape *self)
{
  g_clear_pointer (&self->source_index, g_array_unref);
  g_strfreev (self->ignored);
  g_free (self);
}

/**
 * au_result_shape_new:
 * @query: the query that gave the result
 * @names: (array zero-terminated=1): the result's column names, in its order
 * @error: return location for a #GError
 *
 * Finds the contract's columns by the text's own names. Engines do not tell upper from lower case
 * in
 * names, so neither does this. A name that the result has twice is an error where the contract
 * wants
 * it, since nobody can say which of the two is meant.
 *
 * Returns: (transfer full): the shape, or %NULL with %AU_ERROR_CONTRACT that names the column
 */
AuResultShape *
au_result_shape_new (const AuQuery     *query,
                     const char *const *names,
                     GError           **error)
{
  g_autoptr (AuResultShape) self = g_new0 (AuResultShape, 1);
  g_autoptr (GStrvBuilder) ignored = g_strv_builder_new ();
  const AuContract *contract = au_query_get_contract (query);
  guint n_names = g_strv_length ((char **) names);
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (n_names, 1));

  self->source_index = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    {
      const AuColumn *column = au_contract_get_column (contract, i);
      const char *wanted = au_key_map_get_column (au_query_get_map (query), column->name);
      int found = -1;

      for (guint j = 0; j < n_names; j++)
        {
          if (g_ascii_strcasecmp (names[j], wanted) != 0)
            continue;
          if (found >= 0)
            {
              g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                           /* Translators: file, column name. */
                           _("%s returns the column “%s” twice; give it once."), au_query_get_file (query), wanted);
              return NULL;
            }
          found = (int) j;
          taken[j] = TRUE;
        }

      if (found < 0 && !column->optional)
        {
          g_autofree char *type = au_column_dup_type_name (column);

          g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                       /* Translators: file, column name, its type. */
                       _("%s returns no column “%s” (%s); add it, or map its name in a .map file."),
                       au_query_get_file (query), wanted, type);
          return NULL;
        }
      g_array_append_val (self->source_index, found);
    }

  for (guint j = 0; j < n_names; j++)
    if (!taken[j])
      g_strv_builder_add (ignored, names[j]);
  self->ignored = g_strv_builder_end (ignored);
  return g_steal_pointer (&self);
}
