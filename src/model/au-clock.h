/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"

G_BEGIN_DECLS

gboolean   au_clock_init     (GError **error);
gint64     au_clock_now      (void);
AuDay      au_clock_today    (void);
GDateTime *au_clock_date_time (gint64 milliseconds);

G_END_DECLS
