/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-restatement.h"

#define MILLISECONDS_PER_DAY G_GINT64_CONSTANT (86400000)

void
au_restatement_free (AuRestatement *self)
{
  g_clear_pointer (&self->request, au_request_unref);
  g_clear_pointer (&self->change, au_table_change_free);
  g_free (self);
}

static void
restatement_free (gpointer data)
{
  au_restatement_free (data);
}

/* Whether the period was over, and the data reached past its end, when its number was last read: a
 * number that was still growing is not restated when it has grown. The newest day of daily data
 * counts as growing. */
static gboolean
was_complete (const AuTableChange *change,
              const AuReading     *reading)
{
  const AuProvenance *provenance = au_result_get_provenance (reading->result);
  AuDay last_day = au_table_change_get_last_day (change);
  AuDay read = (AuDay) (reading->last_read / MILLISECONDS_PER_DAY);

  if (last_day == AU_DAY_INVALID || last_day >= read || provenance->truncated)
    return FALSE;
  if (provenance->data_through == AU_DAY_INVALID)
    return TRUE;
  return change->is_month ? last_day <= provenance->data_through
                          : last_day < provenance->data_through;
}

/* The first and the last day that the rows of a reading are about; %AU_DAY_INVALID where there are
 * none. How far the data reach is no day of a row. */
static void
find_days (const AuReading *reading,
           AuDay           *first,
           AuDay           *last)
{
  const AuTable *table = au_result_get_table (reading->result);

  *first = *last = AU_DAY_INVALID;
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      const AuColumn *column = au_table_get_column (table, i);

      if (column->type != AU_DATA_DATE || g_str_equal (column->name, "data_through"))
        continue;
      for (guint row = 0; row < au_table_get_n_rows (table); row++)
        {
          AuDay day = au_table_get_day (table, i, row);

          if (day == AU_DAY_INVALID)
            continue;
          *first = *first == AU_DAY_INVALID ? day : MIN (*first, day);
          *last = *last == AU_DAY_INVALID ? day : MAX (*last, day);
        }
    }
}

/* Whether a row is gone because the query looks back a number of months or days, and time went on.
 * Whether a text does so only its author knows; what all such texts have in common is that the row
 * was older than all that are left, and that of months a new one began, of days that one came. */
static gboolean
has_left_window (const AuTableChange *change,
                 const AuReading     *reading,
                 const AuReading     *newest)
{
  AuDay read = (AuDay) (reading->last_read / MILLISECONDS_PER_DAY);
  AuDay newest_read = (AuDay) (newest->first_read / MILLISECONDS_PER_DAY);
  AuDay first, last, newest_first, newest_last;

  if (change->kind != AU_TABLE_CHANGE_REMOVED)
    return FALSE;
  find_days (reading, &first, &last);
  find_days (newest, &newest_first, &newest_last);
  if (newest_first == AU_DAY_INVALID || change->day >= newest_first)
    return FALSE;
  if (change->is_month)
    return au_day_month_start (read) < au_day_month_start (newest_read);
  return last < newest_last;
}

/* When the newest value of a cell was first seen: of the readings back to @older, which has another
 * value, the oldest that does not differ from the newest in it. */
static gint64
find_first_seen (GPtrArray           *readings,
                 guint                older,
                 const AuTableChange *change)
{
  const AuReading *newest = g_ptr_array_index (readings, 0);
  gint64 first = newest->first_read;

  for (guint i = 1; i < older; i++)
    {
      const AuReading *reading = g_ptr_array_index (readings, i);
      g_autoptr (GPtrArray) changes = au_table_compare (au_result_get_table (reading->result),
                                                        au_result_get_table (newest->result));

      for (guint n = 0; n < changes->len; n++)
        {
          const AuTableChange *other = g_ptr_array_index (changes, n);

          if (g_str_equal (other->key, change->key) &&
              g_strcmp0 (other->column, change->column) == 0)
            return first;
        }
      first = reading->first_read;
    }
  return first;
}

/**
 * au_restatements_new:
 * @readings: (element-type AuReading): the different results of one request, the newest first, as
 *   of au_cache_store_get_readings()
 *
 * Compares the newest reading with those before it. For each number the latest earlier reading with
 * another value counts, and only periods that were complete in that reading do.
 *
 * Returns: (transfer full) (element-type AuRestatement): what was restated, in the order of the
 *   newest rows
 */
GPtrArray *
au_restatements_new (GPtrArray *readings)
{
  GPtrArray *restatements = g_ptr_array_new_with_free_func (restatement_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AuReading *newest = readings->len > 0 ? g_ptr_array_index (readings, 0) : NULL;

  /* Rows that were held back are no rows that went away. */
  if (newest == NULL || au_result_get_provenance (newest->result)->truncated)
    return restatements;

  for (guint i = 1; i < readings->len; i++)
    {
      const AuReading *reading = g_ptr_array_index (readings, i);
      g_autoptr (GPtrArray) changes = au_table_compare (au_result_get_table (reading->result),
                                                        au_result_get_table (newest->result));

      for (guint n = 0; n < changes->len; n++)
        {
          AuTableChange *change = g_ptr_array_index (changes, n);
          g_autofree char *cell = g_strconcat (change->key, "\n", change->column, NULL);
          AuRestatement *restatement;

          if (!was_complete (change, reading) || has_left_window (change, reading, newest) ||
              g_hash_table_contains (seen, cell))
            continue;
          g_hash_table_add (seen, g_steal_pointer (&cell));
          restatement = g_new0 (AuRestatement, 1);
          restatement->request =
            au_request_ref (au_provenance_get_request (au_result_get_provenance (newest->result)));
          restatement->change = change;
          restatement->before_read = reading->last_read;
          restatement->after_read = find_first_seen (readings, i, change);
          g_ptr_array_index (changes, n) = NULL;
          g_ptr_array_add (restatements, restatement);
        }
    }
  return restatements;
}
