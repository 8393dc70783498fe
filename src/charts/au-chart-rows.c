/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-rows.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <math.h>

/* So many repeated keys are named one by one; of the rest a footnote gives the number. */
#define MAX_NAMED 3

typedef struct
{
  AuDay date;
  const char *name;             /* (unowned) */
} Key;

typedef struct
{
  Key key;
  guint row;                    /* the first */
  guint n_rows;
  gboolean differ;
} Entry;

struct _AuChartRows
{
  const AuTable *table;         /* (unowned) */
  gboolean monthly;
  int name_column;              /* -1 where the date is the whole key */
  GHashTable *entries;          /* (owned) (element-type Entry), each its own key */
  GPtrArray *names;             /* (owned) (element-type utf8), in the order of their first rows */
  GPtrArray *repeated;          /* (owned) (element-type Entry), unowned elements */
  AuDay first;
  AuDay last;
  guint n_undated;
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return (guint) key->date * 31u + g_str_hash (key->name);
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->date == second->date && g_str_equal (first->name, second->name);
}

/**
 * au_chart_same_rows:
 * @table: a table
 * @a: a row
 * @b: another
 *
 * Returns: whether all cells of both are the same
 */
gboolean
au_chart_same_rows (const AuTable *table,
                    guint          a,
                    guint          b)
{
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      g_autofree char *x = au_table_dup_text (table, i, a);
      g_autofree char *y = au_table_dup_text (table, i, b);

      if (g_strcmp0 (x, y) != 0)
        return FALSE;
    }
  return TRUE;
}

static const char *
get_row_name (const AuChartRows *self,
              guint              row)
{
  const char *name = NULL;

  if (self->name_column >= 0)
    name = au_table_get_string (self->table, (guint) self->name_column, row);
  return name != NULL ? name : "";
}

static void
add_row (AuChartRows *self,
         GHashTable  *known_names,
         AuDay        date,
         guint        row)
{
  Key key = { date, get_row_name (self, row) };
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry != NULL)
    {
      if (entry->n_rows++ == 1)
        g_ptr_array_add (self->repeated, entry);
      entry->differ = entry->differ || !au_chart_same_rows (self->table, entry->row, row);
      return;
    }

  entry = g_new0 (Entry, 1);
  *entry = (Entry){ key, row, 1, FALSE };
  g_hash_table_add (self->entries, entry);
  if (g_hash_table_add (known_names, (gpointer) key.name))
    g_ptr_array_add (self->names, (gpointer) key.name);
  self->first = self->first == AU_DAY_INVALID ? date : MIN (self->first, date);
  self->last = self->last == AU_DAY_INVALID ? date : MAX (self->last, date);
}

/**
 * au_chart_rows_new:
 * @table: (transfer none): the rows, which have to outlive the returned object
 * @date_column: a date column; "month" counts any day as its month
 * @name_column: (nullable): a string column that is the other half of the key
 *
 * Returns: (transfer full): the rows by their keys
 */
AuChartRows *
au_chart_rows_new (const AuTable *table,
                   const char    *date_column,
                   const char    *name_column)
{
  AuChartRows *self = g_new0 (AuChartRows, 1);
  g_autoptr (GHashTable) known_names = g_hash_table_new (g_str_hash, g_str_equal);
  int column = au_table_find_column (table, date_column);

  self->table = table;
  self->monthly = g_str_equal (date_column, "month");
  self->name_column = name_column != NULL ? au_table_find_column (table, name_column) : -1;
  self->entries = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->names = g_ptr_array_new ();
  self->repeated = g_ptr_array_new ();
  self->first = AU_DAY_INVALID;
  self->last = AU_DAY_INVALID;

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      AuDay date = column >= 0 ? au_table_get_day (table, (guint) column, row) : AU_DAY_INVALID;

      if (date == AU_DAY_INVALID)
        self->n_undated++;
      else
        add_row (self, known_names, self->monthly ? au_day_month_start (date) : date, row);
    }
  return self;
}

void
au_chart_rows_free (AuChartRows *self)
{
  g_ptr_array_unref (self->repeated);
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * au_chart_rows_get_range:
 * @self: rows
 * @first: (out): the oldest period that a row is about
 * @last: (out): the newest
 *
 * Returns: %FALSE where no row has a date
 */
gboolean
au_chart_rows_get_range (const AuChartRows *self,
                         AuDay             *first,
                         AuDay             *last)
{
  *first = self->first;
  *last = self->last;
  return self->first != AU_DAY_INVALID;
}

guint
au_chart_rows_get_n_names (const AuChartRows *self)
{
  return self->names->len;
}

/**
 * au_chart_rows_get_name:
 *
 * Returns: (transfer none): a name as the rows have it, "" for NULL
 */
const char *
au_chart_rows_get_name (const AuChartRows *self,
                        guint              index)
{
  g_return_val_if_fail (index < self->names->len, NULL);

  return g_ptr_array_index (self->names, index);
}

static const Entry *
find_entry (const AuChartRows *self,
            AuDay              date,
            const char        *name)
{
  Key key = { date, name != NULL ? name : "" };

  return g_hash_table_lookup (self->entries, &key);
}

/**
 * au_chart_rows_find:
 * @self: rows
 * @date: the first of a month, or a day
 * @name: (nullable): the name, where rows have one
 *
 * Returns: the first row of that key, or -1
 */
int
au_chart_rows_find (const AuChartRows *self,
                    AuDay              date,
                    const char        *name)
{
  const Entry *entry = find_entry (self, date, name);

  return entry != NULL ? (int) entry->row : -1;
}

/**
 * au_chart_dup_repetition:
 * @n_rows: how many rows came for one key, 2 or more
 * @differ: whether they are not the same in every cell
 * @what: what they are about: "Mar 2026"
 *
 * Returns: (transfer full): a sentence that says which of them is shown
 */
char *
au_chart_dup_repetition (guint       n_rows,
                         gboolean    differ,
                         const char *what)
{
  if (differ)
    return g_strdup_printf (
      /* Translators: %u is 2 or more, %s a period such as "Mar 2026". */
      ngettext ("%u row with different figures came back for %s: the first is shown.",
                "%u rows with different figures came back for %s: the first is shown.", n_rows),
      n_rows, what);
  return g_strdup_printf (
    /* Translators: %u is 2 or more, %s a period such as "Mar 2026". */
    ngettext ("%u equal row came back for %s: it is shown once.",
              "%u equal rows came back for %s: it is shown once.", n_rows),
    n_rows, what);
}

static char *
dup_repetition (const AuChartRows *self,
                const Entry       *entry)
{
  g_autofree char *period = self->monthly ? au_format_month (entry->key.date)
                                          : au_format_day_year (entry->key.date);
  g_autofree char *what = NULL;

  if (self->name_column >= 0)
    /* Translators: what a row is about: %s a model or feature, %s its period, "atlas-6, Mar 2026". */
    what = g_strdup_printf (_("%s, %s"), entry->key.name, period);
  else
    what = g_steal_pointer (&period);

  return au_chart_dup_repetition (entry->n_rows, entry->differ, what);
}

/**
 * au_chart_rows_dup_repetition:
 * @self: rows
 * @date: the first of a month, or a day
 * @name: (nullable): the name, where rows have one
 *
 * Returns: (transfer full) (nullable): a sentence that says which of several rows of that key is
 *   shown; %NULL where there is but one
 */
char *
au_chart_rows_dup_repetition (const AuChartRows *self,
                              AuDay              date,
                              const char        *name)
{
  const Entry *entry = find_entry (self, date, name);

  return entry != NULL && entry->n_rows > 1 ? dup_repetition (self, entry) : NULL;
}

/**
 * au_chart_rows_has_repeated:
 *
 * Returns: whether any key came more than once
 */
gboolean
au_chart_rows_has_repeated (const AuChartRows *self)
{
  return self->repeated->len > 0;
}

/**
 * au_chart_add_gap_footnote:
 * @figure: a figure of months or days
 * @query: the query that the rows are of
 * @result: what came of it
 * @dates: (element-type AuDay): the periods that have a row
 *
 * Says for which periods no row came: a gap alone may be taken for a zero, or for a month in which
 * nothing was recorded. Names the first three stretches. Where the source held back rows those of a
 * gap may be among them, which au_chart_build() says, and no gap is named.
 */
void
au_chart_add_gap_footnote (AuFigure   *figure,
                           const char *query,
                           AuResult   *result,
                           GHashTable *dates)
{
  gboolean monthly = au_figure_get_category_kind (figure) == AU_CATEGORY_MONTHS;
  gsize n = au_figure_get_n_categories (figure);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *footnote = NULL;
  guint n_gaps = 0;

  if (au_result_get_provenance (result)->truncated)
    return;

  for (gsize i = 0; i < n; i++)
    {
      AuDay first = au_figure_get_day (figure, i);
      AuDay last = first;
      g_autofree char *gap = NULL;

      if (g_hash_table_contains (dates, GINT_TO_POINTER (first)))
        continue;
      for (; i + 1 < n; i++)
        {
          AuDay next = au_figure_get_day (figure, i + 1);

          if (g_hash_table_contains (dates, GINT_TO_POINTER (next)))
            break;
          last = next;
        }
      if (n_gaps++ >= MAX_NAMED)
        continue;
      gap = monthly ? au_format_month_range (first, last) : au_format_day_range (first, last);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", gap);
    }

  if (n_gaps == 0)
    return;
  if (n_gaps > MAX_NAMED)
    g_string_append (list, ", …");
  /* Translators: %s the name of a query, %s the periods that are missing from what it returned:
   * "Apr 2026", "3 – 9 May 2026". */
  footnote = g_strdup_printf (_("%s returned no row for %s: a gap is no zero."), query, list->str);
  au_figure_add_footnote (figure, footnote);
}

static void
add_gaps (const AuChartRows *self,
          AuFigure          *figure,
          const char        *query,
          AuResult          *result)
{
  g_autoptr (GHashTable) dates = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    g_hash_table_add (dates, GINT_TO_POINTER (((const Entry *) entry)->key.date));
  au_chart_add_gap_footnote (figure, query, result, dates);
}

/**
 * au_chart_rows_add_footnotes:
 * @self: rows
 * @figure: a figure of months or days that draws them
 * @query: the query that they are of
 * @result: what came of it
 *
 * Reports what of the rows is not drawn, repeated keys and rows without a date, and for which
 * periods none came.
 */
void
au_chart_rows_add_footnotes (const AuChartRows *self,
                             AuFigure          *figure,
                             const char        *query,
                             AuResult          *result)
{
  add_gaps (self, figure, query, result);

  for (guint i = 0; i < MIN (self->repeated->len, MAX_NAMED); i++)
    {
      g_autofree char *footnote = dup_repetition (self, g_ptr_array_index (self->repeated, i));

      au_figure_add_footnote (figure, footnote);
    }

  if (self->repeated->len > MAX_NAMED)
    {
      guint n = self->repeated->len - MAX_NAMED;
      g_autofree char *footnote = g_strdup_printf (
        /* Translators: %u is how many more periods the result has several rows for. */
        ngettext ("So it is for %u more: one row is shown.", "So it is for %u more: one row each is shown.", n), n);

      au_figure_add_footnote (figure, footnote);
    }

  if (self->n_undated > 0)
    {
      g_autofree char *footnote = g_strdup_printf (
        /* Translators: %u is a number of rows of a result. */
        ngettext ("%u row has no date and is not drawn.", "%u rows have no date and are not drawn.", self->n_undated),
        self->n_undated);

      au_figure_add_footnote (figure, footnote);
    }
}

/**
 * au_chart_get_number:
 * @table: a table
 * @column: a numeric column, or -1
 * @row: a row, or -1
 *
 * Returns: the cell as a double, NaN where there is none or it is NULL: a gap
 */
double
au_chart_get_number (const AuTable *table,
                     int            column,
                     int            row)
{
  if (column < 0 || row < 0)
    return (double) NAN;
  return au_table_get_double (table, (guint) column, (guint) row);
}

/**
 * au_chart_dup_cell:
 * @table: a table
 * @column: a bigint or decimal column of people, things or US dollars, or -1
 * @row: a row, or -1
 * @format: how numbers read
 *
 * Returns: (transfer full) (nullable): the exact cell in words: "1,204", "$1,204,311.58"; %NULL for
 *   NULL, and where it has more digits than are read exactly
 */
char *
au_chart_dup_cell (const AuTable  *table,
                   int             column,
                   int             row,
                   const AuFormat *format)
{
  AuDecimal value;

  if (column < 0 || row < 0 || au_table_is_null (table, (guint) column, (guint) row))
    return NULL;
  if (au_table_get_column (table, (guint) column)->type == AU_DATA_BIGINT)
    return au_format_count (format, au_table_get_int64 (table, (guint) column, (guint) row));
  if (au_table_get_column (table, (guint) column)->type == AU_DATA_DECIMAL &&
      au_table_get_decimal (table, (guint) column, (guint) row, &value))
    return au_format_money (format, value);
  return NULL;
}

/**
 * au_chart_fill:
 * @series: what to fill
 * @figure: its figure, of months or days
 * @rows: the rows
 * @column: the values' column
 * @name: (nullable): the name half of the rows' key
 * @format: how numbers read
 *
 * Takes the values over untouched, each with its exact text. A period without a row, or with a
 * NULL, stays a gap; a zero is a zero.
 */
void
au_chart_fill (AuSeries          *series,
               AuFigure          *figure,
               const AuChartRows *rows,
               const char        *column,
               const char        *name,
               const AuFormat    *format)
{
  int index = au_table_find_column (rows->table, column);

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      int row = au_chart_rows_find (rows, au_figure_get_day (figure, i), name);
      g_autofree char *text = au_chart_dup_cell (rows->table, index, row, format);

      au_series_set_value (series, i, au_chart_get_number (rows->table, index, row), text);
    }
}
