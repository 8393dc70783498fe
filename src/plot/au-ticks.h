/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"
#include "au-panel.h"

G_BEGIN_DECLS

/* More ticks than this never come out of au_ticks_init(). */
#define AU_TICKS_MAX 16

/**
 * AuTicks:
 * @n: how many there are, at least 2
 * @step: their distance: 1, 2, 2.5 or 5 times a power of ten
 * @values: ascending, multiples of @step
 *
 * The ticks of a value axis. The first is at or below the least value, the
 * last at or above the greatest.
 */
typedef struct
{
  int    n;
  double step;
  double values[AU_TICKS_MAX];
} AuTicks;

void    au_ticks_init         (AuTicks       *ticks,
                               double         min,
                               double         max,
                               AuValueKind    kind,
                               gboolean       include_zero,
                               double         height);
char *  au_ticks_dup_label    (const AuTicks *ticks,
                               int            index,
                               AuValueKind    kind);
int     au_ticks_month_step   (int            n_months,
                               double         band_width,
                               double         label_width);

G_END_DECLS
