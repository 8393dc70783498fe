/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"
#include "au-summary.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuReport:
 *
 * A document of all charts of a selection: a cover with the summary cards, then a page a chart. It
 * belongs to one thread at a time.
 */
typedef struct _AuReport AuReport;

/**
 * AuReportProgress:
 * @done: pages that are drawn
 * @total: pages in all
 * @user_data: as given
 *
 * Tells how far the drawing is, in the thread that draws.
 */
typedef void (*AuReportProgress) (guint    done,
                                  guint    total,
                                  gpointer user_data);

AuReport *au_report_new              (AuSelection       *selection,
                                      const AuSummary   *summary,
                                      AuResult *const   *results,
                                      guint              n_results,
                                      gint64             now);
void      au_report_free             (AuReport          *self);
void      au_report_set_rtl          (AuReport          *self,
                                      gboolean           rtl);
void      au_report_add_chart        (AuReport          *self,
                                      AuFigure          *figure,
                                      AuResult *const   *results,
                                      guint              n_results);
GBytes   *au_report_draw             (AuReport          *self,
                                      AuReportProgress   progress,
                                      gpointer           user_data,
                                      GCancellable      *cancellable,
                                      GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuReport, au_report_free)

G_END_DECLS
