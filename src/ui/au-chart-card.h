/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-load.h"
#include "au-chart-table.h"
#include "au-chart-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_CHART_CARD (au_chart_card_get_type ())

/**
 * AuChartCard:
 *
 * One chart with all that belongs to it: title, window and unit, the options that its queries take,
 * export, and a receipt. It loads by itself and shows a skeleton, the chart, that there are no
 * rows,
 * or what went wrong.
 */
G_DECLARE_FINAL_TYPE (AuChartCard, au_chart_card, AU, CHART_CARD, GtkWidget)

GtkWidget  *au_chart_card_new           (AuSession    *session,
                                         const char   *chart);
const char *au_chart_card_get_name      (AuChartCard  *self);
AuChart    *au_chart_card_get_chart     (AuChartCard  *self);
AuChartLoad *au_chart_card_get_load     (AuChartCard  *self);
AuChartView *au_chart_card_get_view     (AuChartCard  *self);
void        au_chart_card_set_table     (AuChartCard  *self,
                                         gboolean      table);
AuChartTable *au_chart_card_get_table   (AuChartCard  *self);
gboolean    au_chart_card_has_provenance (AuChartCard *self);
void        au_chart_card_show_provenance (AuChartCard *self);
const char *au_chart_card_get_state     (AuChartCard  *self);
gboolean    au_chart_card_is_settled    (AuChartCard  *self);
void        au_chart_card_set_priority  (AuChartCard  *self,
                                         int           priority);
void        au_chart_card_set_narrow    (AuChartCard  *self,
                                         gboolean      narrow);
void        au_chart_card_reload        (AuChartCard  *self);

G_END_DECLS
