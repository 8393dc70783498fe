/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"
#include "au-format.h"
#include "au-result.h"
#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuChartRows:
 *
 * The rows of a table by their key: a month or day and, where there are several a period, a name.
 * It finds rows in whatever order they came, and keeps account of keys that more than one row has:
 * the first is taken, none are added up, and au_chart_rows_add_footnotes() says so. Borrows the
 * table.
 */
typedef struct _AuChartRows AuChartRows;

AuChartRows *au_chart_rows_new            (const AuTable     *table,
                                           const char        *date_column,
                                           const char        *name_column);
void         au_chart_rows_free           (AuChartRows       *self);
gboolean     au_chart_rows_get_range      (const AuChartRows *self,
                                           AuDay             *first,
                                           AuDay             *last);
guint        au_chart_rows_get_n_names    (const AuChartRows *self);
const char  *au_chart_rows_get_name       (const AuChartRows *self,
                                           guint              index);
int          au_chart_rows_find           (const AuChartRows *self,
                                           AuDay              date,
                                           const char        *name);
char        *au_chart_rows_dup_repetition (const AuChartRows *self,
                                           AuDay              date,
                                           const char        *name);
gboolean     au_chart_rows_has_repeated   (const AuChartRows *self);
void         au_chart_rows_add_footnotes  (const AuChartRows *self,
                                           AuFigure          *figure,
                                           const char        *query,
                                           AuResult          *result);

char        *au_chart_dup_repetition      (guint              n_rows,
                                           gboolean           differ,
                                           const char        *what);
void         au_chart_add_gap_footnote    (AuFigure          *figure,
                                           const char        *query,
                                           AuResult          *result,
                                           GHashTable        *dates);
gboolean     au_chart_same_rows           (const AuTable     *table,
                                           guint              a,
                                           guint              b);
double       au_chart_get_number          (const AuTable     *table,
                                           int                column,
                                           int                row);
char        *au_chart_dup_cell            (const AuTable     *table,
                                           int                column,
                                           int                row,
                                           const AuFormat    *format);
void         au_chart_fill                (AuSeries          *series,
                                           AuFigure          *figure,
                                           const AuChartRows *rows,
                                           const char        *column,
                                           const char        *name,
                                           const AuFormat    *format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuChartRows, au_chart_rows_free)

G_END_DECLS
