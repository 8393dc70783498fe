/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-result.h"

struct _AuResult
{
  AuTable *table;
  AuProvenance *provenance;
};

G_DEFINE_BOXED_TYPE (AuResult, au_result, au_result_ref, au_result_unref)

/**
 * au_result_new:
 * @table: (transfer none): rows in the contract's columns
 * @provenance: (transfer none): where they came from
 *
 * Returns: (transfer full): both together
 */
AuResult *
au_result_new (AuTable      *table,
               AuProvenance *provenance)
{
  AuResult *self = g_atomic_rc_box_new0 (AuResult);

  self->table = au_table_ref (table);
  self->provenance = au_provenance_ref (provenance);
  return self;
}

AuResult *
au_result_ref (AuResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_result (gpointer data)
{
  AuResult *self = data;

  au_table_unref (self->table);
  au_provenance_unref (self->provenance);
}

void
au_result_unref (AuResult *self)
{
  g_atomic_rc_box_release_full (self, clear_result);
}

AuTable *
au_result_get_table (AuResult *self)
{
  return self->table;
}

AuProvenance *
au_result_get_provenance (AuResult *self)
{
  return self->provenance;
}

/**
 * au_table_find_data_through:
 * @table: a result's rows
 *
 * Looks at `data_through`, else at `day` of a daily result. Other dates say when something is due
 * or
 * which month a row is about, not how far the data reach.
 *
 * Returns: the newest day that the rows tell, or %AU_DAY_INVALID where they tell none
 */
AuDay
au_table_find_data_through (const AuTable *table)
{
  static const char *const names[] = { "data_through", "day" };
  AuDay newest = AU_DAY_INVALID;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int column = au_table_find_column (table, names[i]);

      if (column < 0 || au_table_get_column (table, (guint) column)->type != AU_DATA_DATE)
        continue;
      for (guint row = 0; row < au_table_get_n_rows (table); row++)
        newest = MAX (newest, au_table_get_day (table, (guint) column, row));
      return newest;
    }
  return newest;
}
