/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-format.h"
#include "au-panel.h"
#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuChartSum:
 * @exact: the sum
 * @is_exact: whether @exact holds it
 * @plain: the sum in doubles, for where it does not
 * @n_cells: how many cells were added; with none the sum is a gap, not a zero
 *
 * A sum of cells of one column of one result, exact as a decimal. NULL adds nothing.
 */
typedef struct
{
  AuDecimal exact;
  gboolean is_exact;
  double plain;
  guint n_cells;
} AuChartSum;

#define AU_CHART_SUM_INIT ((AuChartSum){ AU_DECIMAL_ZERO, TRUE, 0.0, 0 })

void    au_chart_sum_add_cell  (AuChartSum       *self,
                                const AuTable    *table,
                                int               column,
                                int               row);
void    au_chart_sum_add       (AuChartSum       *self,
                                const AuChartSum *other);
double  au_chart_sum_get       (const AuChartSum *self);
int     au_chart_sum_compare   (const AuChartSum *a,
                                const AuChartSum *b);
char   *au_chart_sum_dup_text  (const AuChartSum *self,
                                AuValueKind       kind,
                                const AuFormat   *format);
char   *au_chart_sum_dup_label (const AuChartSum *self,
                                AuValueKind       kind,
                                const AuFormat   *format);
void    au_chart_sum_label     (const AuChartSum *self,
                                AuPanel          *panel,
                                int               category,
                                AuValueKind       kind,
                                const AuFormat   *format);

G_END_DECLS
