/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"

G_BEGIN_DECLS

char *au_chart_create_description (AuFigure *figure);

G_END_DECLS
