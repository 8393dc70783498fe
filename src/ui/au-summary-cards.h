/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_SUMMARY_CARDS (au_summary_cards_get_type ())

/**
 * AuSummaryCards:
 *
 * The four numbers above all views: monthly actives, spend, share of seats, power users.
 */
G_DECLARE_FINAL_TYPE (AuSummaryCards, au_summary_cards, AU, SUMMARY_CARDS, GtkWidget)

void au_summary_cards_set_session (AuSummaryCards *self,
                                   AuSession      *session);
void au_summary_cards_set_columns (AuSummaryCards *self,
                                   guint           columns);
void au_summary_cards_set_narrow (AuSummaryCards *self,
                                  gboolean        narrow);
void au_summary_cards_reload      (AuSummaryCards *self);
void au_summary_cards_show_provenance (AuSummaryCards *self,
                                       GtkWidget      *within);
gboolean au_summary_cards_is_settled (AuSummaryCards *self);

G_END_DECLS
