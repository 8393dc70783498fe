/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-window-private.h"
#include "au-restatement-dialog.h"
#include "au-summary-cards.h"

/* Of what has the focus: a chart, a summary card; else of the view's first chart. */
static void
provenance_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, AU_TYPE_CHART_CARD) : NULL;
  GtkWidget *cards = focus != NULL ? gtk_widget_get_ancestor (focus, AU_TYPE_SUMMARY_CARDS) : NULL;

  if (cards != NULL)
    au_summary_cards_show_provenance (AU_SUMMARY_CARDS (cards), focus);
  else if (card != NULL)
    au_chart_card_show_provenance (AU_CHART_CARD (card));
  else if (au_dashboard_get_card (self->dashboard) != NULL)
    au_chart_card_show_provenance (au_dashboard_get_card (self->dashboard));
}

static void
restated_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  AuWindow *self = AU_WINDOW (widget);

  if (au_session_get_selection (self->session) != NULL)
    adw_dialog_present (au_restatement_dialog_new (self->session), widget);
}

void
_au_window_class_install_provenance (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.provenance", NULL, provenance_action);
  gtk_widget_class_install_action (widget_class, "win.restated", NULL, restated_action);
}
