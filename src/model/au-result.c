/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-result.h"
#include "au-table-canonical.h"

#include <string.h>

struct _AuResult
{
  AuTable *table;
  AuProvenance *provenance;
  char *rows_sha256; /* (owned) (nullable) (atomic): taken when somebody first asks */
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
  g_free (self->rows_sha256);
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

/* What a result takes beside its rows and the text that was sent: descriptions of ten columns, a
 * request with its bindings, some names. */
#define RESULT_SIZE 4096

/**
 * au_result_get_size:
 *
 * Returns: about how many bytes of memory it takes
 */
gsize
au_result_get_size (AuResult *self)
{
  AuStatement *statement = self->provenance->statement;

  return RESULT_SIZE + au_table_get_size (self->table) +
         (statement != NULL ? strlen (au_statement_get_text (statement)) : 0);
}

/**
 * au_result_get_rows_sha256:
 *
 * The first call serializes all rows, so make it off the main thread where there are many.
 *
 * Returns: (transfer none): the SHA-256 of the rows, of au_table_compute_sha256()
 */
const char *
au_result_get_rows_sha256 (AuResult *self)
{
  if (g_atomic_pointer_get (&self->rows_sha256) == NULL)
    {
      char *sum = au_table_compute_sha256 (self->table);

      if (!g_atomic_pointer_compare_and_exchange (&self->rows_sha256, NULL, sum))
        g_free (sum);
    }
  return g_atomic_pointer_get (&self->rows_sha256);
}

/**
 * au_table_find_data_through:
 * @table: a result's rows
 *
 * Looks at `data_through`, else at `day` of a daily result. Other dates say when something is due
 * or which month a row is about, not how far the data reach.
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
