/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-panel.h"

G_BEGIN_DECLS

char *        au_plot_format_scaled  (AuValueKind  kind,
                                      double       value,
                                      double       unit,
                                      const char  *suffix,
                                      int          decimals);
const char *  au_plot_find_unit      (double       magnitude,
                                      double      *unit);

G_END_DECLS
