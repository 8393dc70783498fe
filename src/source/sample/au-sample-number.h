/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *au_sample_number_shortest (double value);
char *au_sample_number_round    (double value,
                                 int    scale);

G_END_DECLS
