/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuScale:
 * @domain_min: the value that maps to @range_min
 * @domain_max: the value that maps to @range_max, always greater
 * @range_min: a position in pixels
 * @range_max: a position in pixels; less than @range_min where values grow up
 *
 * A linear scale from values to pixels.
 */
typedef struct
{
  double domain_min;
  double domain_max;
  double range_min;
  double range_max;
} AuScale;

void    au_scale_init    (AuScale       *scale,
                          double         domain_min,
                          double         domain_max,
                          double         range_min,
                          double         range_max);
double  au_scale_map     (const AuScale *scale,
                          double         value);
double  au_scale_invert  (const AuScale *scale,
                          double         position);

G_END_DECLS
