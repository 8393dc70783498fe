/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-card.h"
#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_DASHBOARD (au_dashboard_get_type ())

/**
 * AuDashboard:
 *
 * All about the selection: who it is, the summary cards, and the eight views, of which one shows.
 */
G_DECLARE_FINAL_TYPE (AuDashboard, au_dashboard, AU, DASHBOARD, GtkWidget)

void         au_dashboard_set_session  (AuDashboard *self,
                                        AuSession   *session);
void         au_dashboard_set_view     (AuDashboard *self,
                                        const char  *view);
const char  *au_dashboard_get_view     (AuDashboard *self);
AuChartCard *au_dashboard_get_card     (AuDashboard *self);
void         au_dashboard_hover        (AuDashboard *self,
                                        int          band);
gboolean     au_dashboard_is_settled   (AuDashboard *self);
gboolean     au_dashboard_is_complete  (AuDashboard *self);

G_END_DECLS
