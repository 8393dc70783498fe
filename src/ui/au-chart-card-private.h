/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-card.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _AuChartCard
{
  GtkWidget parent_instance;

  AuSession *session;
  AuChart *chart;
  int priority;

  GCancellable *cancellable; /* (nullable): of the load under way */
  GCancellable *looking; /* (nullable): for what was kept, which shows until the load is there */
  AuChartLoad *load; /* (nullable): what is shown */
  gboolean shows_kept; /* @load is what was kept */
  gboolean updating;  /* the options are being set, not chosen */
  gboolean side_chosen; /* by the person; until then a figure has its own first side */

  /* Template widgets */
  GtkWidget *header;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *controls;
  GtkWidget *current_month;
  GtkWidget *forecast;
  AdwToggleGroup *sides;
  GtkWidget *where;
  GtkWidget *export;
  GtkWidget *more;
  GtkStack *stack;
  AuChartView *view;
  AdwBin *table_bin;
  GtkLabel *empty_title;
  GtkLabel *empty_text;
  GtkLabel *failed_title;
  GtkLabel *failed_text;
  GtkWidget *sign_in;
  GtkWidget *retry;
  GtkBox *footer;

  /* Children of @controls, made only where a chart takes the option: there are ten cards, and a
   * drop-down costs as much as all the rest of one. */
  AuFigure *table_figure; /* (unowned): what @table was filled with, only compared */
  AuChartTable *table; /* (nullable): made when it is shown for the first time */
  GtkDropDown *months; /* (nullable) */
  GtkDropDown *limit;  /* (nullable) */

  /* Numbers of complete periods that are others now. */
  GCancellable *comparing; /* (nullable): of the comparison under way */
  char *said; /* (nullable): what was announced last, said once */
};

/* The card itself. */
void _au_chart_card_show_page             (AuChartCard        *self,
                                           const char         *page);
void _au_chart_card_emit_settled          (AuChartCard        *self);

/* The picture or the table. */
void _au_chart_card_class_install_side    (GtkWidgetClass     *widget_class);
void _au_chart_card_show_figure           (AuChartCard        *self);

/* The options that the queries take. */
void _au_chart_card_class_install_options (GtkWidgetClass     *widget_class);
void _au_chart_card_add_options           (AuChartCard        *self,
                                           AuChartOptionFlags  flags);
void _au_chart_card_update_options        (AuChartCard        *self);

/* The footer. */
void _au_chart_card_clear_notes           (AuChartCard        *self);
void _au_chart_card_show_notes            (AuChartCard        *self);

/* The line on restated numbers, in the footer. */
void _au_chart_card_compare               (AuChartCard        *self);
void _au_chart_card_stop_comparing        (AuChartCard        *self);

G_END_DECLS
