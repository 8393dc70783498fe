/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-sum.h"
#include "au-chart-rows.h"
#include "au-plot-number.h"

#include <math.h>

/* Dollars whose whole number is short enough to stand at a bar. */
#define MAX_WHOLE 1e7
#define MIN_WHOLE 100.0

/**
 * au_chart_sum_add_cell:
 * @self: (inout): a sum
 * @table: a table
 * @column: a bigint or decimal column, or -1
 * @row: a row, or -1
 */
void
au_chart_sum_add_cell (AuChartSum    *self,
                       const AuTable *table,
                       int            column,
                       int            row)
{
  double plain = au_chart_get_number (table, column, row);
  AuDecimal value;

  if (isnan (plain))
    return;

  self->n_cells++;
  self->plain += plain;
  self->is_exact = self->is_exact &&
                   au_table_get_column (table, (guint) column)->type != AU_DATA_DOUBLE &&
                   au_table_get_decimal (table, (guint) column, (guint) row, &value) &&
                   au_decimal_add (&self->exact, value);
}

void
au_chart_sum_add (AuChartSum       *self,
                  const AuChartSum *other)
{
  self->n_cells += other->n_cells;
  self->plain += other->plain;
  self->is_exact = self->is_exact && other->is_exact && au_decimal_add (&self->exact, other->exact);
}

/**
 * au_chart_sum_get:
 *
 * Returns: the sum as a double, NaN where nothing was added
 */
double
au_chart_sum_get (const AuChartSum *self)
{
  if (self->n_cells == 0)
    return (double) NAN;
  return self->is_exact ? au_decimal_to_double (self->exact) : self->plain;
}

int
au_chart_sum_compare (const AuChartSum *a,
                      const AuChartSum *b)
{
  if (a->is_exact && b->is_exact)
    return au_decimal_compare (a->exact, b->exact);
  return (a->plain > b->plain) - (a->plain < b->plain);
}

/**
 * au_chart_sum_dup_text:
 * @self: a sum
 * @kind: %AU_VALUE_COUNT or %AU_VALUE_MONEY
 * @format: how numbers read
 *
 * Returns: (transfer full) (nullable): the exact sum in words; %NULL for a gap, and where 64 bits
 *   did not hold it
 */
char *
au_chart_sum_dup_text (const AuChartSum *self,
                       AuValueKind       kind,
                       const AuFormat   *format)
{
  if (self->n_cells == 0 || !self->is_exact)
    return NULL;
  if (kind == AU_VALUE_MONEY)
    return au_format_money (format, self->exact);
  return self->exact.scale == 0 ? au_format_count (format, self->exact.units) : NULL;
}

/**
 * au_chart_sum_dup_label:
 * @self: a sum
 * @kind: %AU_VALUE_COUNT or %AU_VALUE_MONEY
 * @format: how numbers read
 *
 * Returns: (transfer full) (nullable): what is written at its mark: "412"; "$48,211", exact where it
 *   is less than $100, compact where it is long; %NULL for a gap
 */
char *
au_chart_sum_dup_label (const AuChartSum *self,
                        AuValueKind       kind,
                        const AuFormat   *format)
{
  double magnitude = fabs (au_chart_sum_get (self));

  if (self->n_cells == 0)
    return NULL;
  if (kind != AU_VALUE_MONEY)
    return au_chart_sum_dup_text (self, kind, format);
  if (self->is_exact && magnitude < MIN_WHOLE)
    return au_format_money (format, self->exact);
  if (self->is_exact && magnitude < MAX_WHOLE)
    return au_format_money_whole (format, self->exact);
  return au_plot_format_short (AU_VALUE_MONEY, au_chart_sum_get (self));
}

/**
 * au_chart_sum_label:
 * @self: what the marks of a category come to
 * @panel: their panel
 * @category: the category, or -1 for none
 * @kind: %AU_VALUE_COUNT or %AU_VALUE_MONEY
 * @format: how numbers read
 *
 * Writes the sum at its mark.
 */
void
au_chart_sum_label (const AuChartSum *self,
                    AuPanel          *panel,
                    int               category,
                    AuValueKind       kind,
                    const AuFormat   *format)
{
  g_autofree char *label = NULL;

  if (category < 0)
    return;
  label = au_chart_sum_dup_label (self, kind, format);
  au_panel_set_label (panel, (gsize) category, label);
}
