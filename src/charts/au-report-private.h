/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-pdf.h"
#include "au-plot-style.h"
#include "au-report.h"

G_BEGIN_DECLS

/* A slide, 16:9. */
#define AU_REPORT_WIDTH 1600
#define AU_REPORT_HEIGHT 900

/**
 * AuReportCover:
 * @selection: what the report is about
 * @summary: the cards
 * @titles: (element-type utf8): of the pages that follow
 * @footer_start: about whom, read when
 * @footer_end: by which queries
 *
 * What the first page says. Borrowed for the length of a call.
 */
typedef struct
{
  AuSelection *selection;
  const AuSummary *summary;
  GPtrArray *titles;
  const char *footer_start;
  const char *footer_end;
} AuReportCover;

void au_report_draw_cover (const AuReportCover *cover,
                           AuPdf               *pdf,
                           const AuPlotStyle   *style);

G_END_DECLS
