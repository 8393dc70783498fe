/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-pdf.h"
#include "au-plot-layout.h"

G_BEGIN_DECLS

void     au_plot_layout_draw_page  (const AuPlotLayout  *layout,
                                    AuPdf               *pdf,
                                    const char          *description);
GBytes * au_plot_render_pdf        (const AuPlotLayout  *layout,
                                    double               scale,
                                    const char          *description,
                                    gint64               created,
                                    GError             **error);

G_END_DECLS
