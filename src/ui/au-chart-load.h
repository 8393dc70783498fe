/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

G_BEGIN_DECLS

/**
 * AuChartLoad:
 * @context: what the figure was built for; its selection is owned
 * @results: (element-type AuResult): an entry for each request, %NULL where it failed
 * @errors: (element-type GError): an entry for each request, %NULL where it did not
 * @error: (nullable) (owned): why the figure failed, where it did
 * @figure: the sealed figure
 *
 * What a chart's requests came to.
 */
typedef struct
{
  AuChartContext context;
  GPtrArray *results;
  GPtrArray *errors;
  GError *error;
  AuFigure *figure;
} AuChartLoad;

void         au_chart_load_free        (AuChartLoad          *self);
void         au_chart_load_async       (AuChart              *chart,
                                        AuSession            *session,
                                        int                   priority,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void         au_chart_load_kept_async  (AuChart              *chart,
                                        AuSession            *session,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean     au_chart_load_is_whole    (AuChartLoad          *self);
AuChartLoad *au_chart_load_finish      (GAsyncResult         *result,
                                        GError              **error);
GPtrArray   *au_chart_load_dup_results (AuChartLoad          *self);
AuFigure    *au_chart_load_build_alone (AuChartLoad          *self,
                                        AuChart              *chart,
                                        gboolean              forecast);
char        *au_chart_load_dup_details (AuChartLoad          *self,
                                        AuChart              *chart,
                                        AuSource             *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuChartLoad, au_chart_load_free)

G_END_DECLS
