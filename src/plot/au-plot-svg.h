/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"

G_BEGIN_DECLS

GBytes * au_plot_render_svg  (const AuPlotLayout  *layout,
                              double               scale,
                              const char          *description,
                              GError             **error);

G_END_DECLS
