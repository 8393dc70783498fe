/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure-grid.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_CHART_TABLE (au_chart_table_get_type ())

G_DECLARE_FINAL_TYPE (AuChartTable, au_chart_table, AU, CHART_TABLE, GtkWidget)

GtkWidget     *au_chart_table_new             (void);
void           au_chart_table_set_figure      (AuChartTable *self,
                                               AuFigure     *figure);
AuFigureGrid  *au_chart_table_get_grid        (AuChartTable *self);
GtkColumnView *au_chart_table_get_column_view (AuChartTable *self);
char          *au_chart_table_create_text     (AuChartTable *self);
void           au_chart_table_copy            (AuChartTable *self);

G_END_DECLS
