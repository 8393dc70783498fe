/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-table-change.h"

void
au_table_change_free (AuTableChange *self)
{
  g_free (self->key);
  g_free (self->column);
  g_free (self->unit);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* Whoever keeps a change takes it out of the array and leaves NULL. */
static void
change_free (gpointer data)
{
  if (data != NULL)
    au_table_change_free (data);
}

/* How far the data reach is told by a column too; it is no part of what a row is about, and is
 * meant to change. */
static gboolean
is_key (const AuColumn *column)
{
  return (column->type == AU_DATA_DATE || column->type == AU_DATA_STRING) &&
         !g_str_equal (column->name, "data_through");
}

static gboolean
is_value (const AuColumn *column)
{
  return !is_key (column) && !g_str_equal (column->name, "data_through");
}

static char *
create_key (const AuTable *table,
            guint          row)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      g_autofree char *text = NULL;

      if (!is_key (au_table_get_column (table, i)))
        continue;
      text = au_table_dup_text (table, i, row);
      if (key->len > 0)
        g_string_append (key, " · ");
      g_string_append (key, text != NULL ? text : "–");
    }
  return g_string_free_and_steal (g_steal_pointer (&key));
}

/* Rows by their keys. Of several with the same key, each has its number behind it: they are paired
 * in the order in which they came. */
static GHashTable *
index_rows (const AuTable *table,
            GPtrArray     *order)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      char *key = create_key (table, row);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

      g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (n));
      if (n > 1)
        {
          char *numbered = g_strdup_printf ("%s (%u)", key, n);

          g_free (key);
          key = numbered;
        }
      g_hash_table_insert (rows, key, GUINT_TO_POINTER (row));
      g_ptr_array_add (order, key);
    }
  return rows;
}

static AuTableChange *
change_new (AuTableChangeKind  kind,
            const char        *key,
            const AuTable     *table,
            guint              row)
{
  AuTableChange *change = g_new0 (AuTableChange, 1);

  change->kind = kind;
  change->key = g_strdup (key);
  change->day = AU_DAY_INVALID;
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      const AuColumn *column = au_table_get_column (table, i);
      AuDay day;

      if (!is_key (column) || column->type != AU_DATA_DATE)
        continue;
      day = au_table_get_day (table, i, row);
      if (day == AU_DAY_INVALID || (change->day != AU_DAY_INVALID && day <= change->day))
        continue;
      change->day = day;
      change->is_month = g_strcmp0 (column->unit, "month") == 0;
    }
  return change;
}

/* Decimals by their value: 1.5 and 1.50 are one amount. */
static gboolean
cells_equal (const AuTable *before,
             guint          before_column,
             guint          before_row,
             const AuTable *after,
             guint          after_column,
             guint          after_row)
{
  g_autofree char *old_text = au_table_dup_text (before, before_column, before_row);
  g_autofree char *new_text = au_table_dup_text (after, after_column, after_row);
  AuDecimal old_value, new_value;

  if (g_strcmp0 (old_text, new_text) == 0)
    return TRUE;
  return au_table_get_column (before, before_column)->type == AU_DATA_DECIMAL &&
         au_table_get_column (after, after_column)->type == AU_DATA_DECIMAL &&
         au_table_get_decimal (before, before_column, before_row, &old_value) &&
         au_table_get_decimal (after, after_column, after_row, &new_value) &&
         au_decimal_compare (old_value, new_value) == 0;
}

static void
compare_row (GPtrArray     *changes,
             const char    *key,
             const AuTable *before,
             guint          before_row,
             const AuTable *after,
             guint          after_row)
{
  for (guint i = 0; i < au_table_get_n_columns (after); i++)
    {
      const AuColumn *column = au_table_get_column (after, i);
      int old = au_table_find_column (before, column->name);
      AuTableChange *change;

      if (!is_value (column) || old < 0 ||
          cells_equal (before, (guint) old, before_row, after, i, after_row))
        continue;
      change = change_new (AU_TABLE_CHANGE_VALUE, key, after, after_row);
      change->column = g_strdup (column->name);
      change->unit = g_strdup (column->unit);
      change->before = au_table_dup_text (before, (guint) old, before_row);
      change->after = au_table_dup_text (after, i, after_row);
      g_ptr_array_add (changes, change);
    }
}

/**
 * au_table_compare:
 * @before: rows of a request
 * @after: rows of the same request at another time
 *
 * Pairs rows by what they are about, which is their days and texts, and compares what else is in
 * them. The order of rows counts for nothing, and neither does the column `data_through`.
 *
 * Returns: (transfer full) (element-type AuTableChange): the differences, in the order of @after,
 *   and then those rows that only @before has
 */
GPtrArray *
au_table_compare (const AuTable *before,
                  const AuTable *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  g_autoptr (GPtrArray) old_order = g_ptr_array_new ();
  g_autoptr (GPtrArray) new_order = g_ptr_array_new ();
  g_autoptr (GHashTable) old_rows = index_rows (before, old_order);
  g_autoptr (GHashTable) new_rows = index_rows (after, new_order);

  for (guint row = 0; row < new_order->len; row++)
    {
      const char *key = g_ptr_array_index (new_order, row);
      gpointer old_row;

      if (g_hash_table_lookup_extended (old_rows, key, NULL, &old_row))
        compare_row (changes, key, before, GPOINTER_TO_UINT (old_row), after, row);
      else
        g_ptr_array_add (changes, change_new (AU_TABLE_CHANGE_ADDED, key, after, row));
    }
  for (guint row = 0; row < old_order->len; row++)
    {
      const char *key = g_ptr_array_index (old_order, row);

      if (!g_hash_table_contains (new_rows, key))
        g_ptr_array_add (changes, change_new (AU_TABLE_CHANGE_REMOVED, key, before, row));
    }
  return changes;
}

/**
 * au_table_change_get_last_day:
 *
 * Returns: the last day of the period that the row is about, the end of its month where it is about
 *   one; %AU_DAY_INVALID where it is about none
 */
AuDay
au_table_change_get_last_day (const AuTableChange *self)
{
  if (self->day == AU_DAY_INVALID || !self->is_month)
    return self->day;
  return au_day_month_start (self->day) + au_day_days_in_month (self->day) - 1;
}
