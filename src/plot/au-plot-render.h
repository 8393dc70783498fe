/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"

G_BEGIN_DECLS

cairo_surface_t * au_plot_render_surface  (const AuPlotLayout  *layout,
                                           double               scale,
                                           GError             **error);
GBytes *          au_plot_render_png      (AuFigure            *figure,
                                           int                  width,
                                           int                  height,
                                           double               scale,
                                           const AuPlotStyle   *style,
                                           const AuPlotSlide   *slide,
                                           GError             **error);

G_END_DECLS
