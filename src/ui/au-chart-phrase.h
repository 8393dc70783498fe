/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"

G_BEGIN_DECLS

guint     au_chart_phrase_get_n_series (AuFigure           *figure);
AuSeries *au_chart_phrase_get_series   (AuFigure           *figure,
                                        guint               index,
                                        guint              *panel);
char     *au_chart_phrase_create       (const AuPlotLayout *layout,
                                        int                 band,
                                        int                 series);

G_END_DECLS
