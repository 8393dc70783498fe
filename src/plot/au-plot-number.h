/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-panel.h"

G_BEGIN_DECLS

char *  au_plot_format_exact  (AuValueKind  kind,
                               double       value);
char *  au_plot_format_short  (AuValueKind  kind,
                               double       value);

G_END_DECLS
