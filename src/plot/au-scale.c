/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-scale.h"

#include <math.h>

/**
 * au_scale_init:
 * @scale: (out caller-allocates): the scale to fill
 * @domain_min: least value
 * @domain_max: greatest value
 * @range_min: where @domain_min lies, in pixels
 * @range_max: where @domain_max lies, in pixels
 *
 * A domain that is empty or not finite becomes one unit long, so that
 * au_scale_map() never divides by zero.
 */
void
au_scale_init (AuScale *scale,
               double   domain_min,
               double   domain_max,
               double   range_min,
               double   range_max)
{
  g_return_if_fail (scale != NULL);

  if (!isfinite (domain_min))
    domain_min = 0.0;
  if (!isfinite (domain_max) || !(domain_max > domain_min))
    domain_max = domain_min + MAX (1.0, fabs (domain_min));

  scale->domain_min = domain_min;
  scale->domain_max = domain_max;
  scale->range_min = range_min;
  scale->range_max = range_max;
}

/**
 * au_scale_map:
 * @scale: a scale
 * @value: a value; outside the domain it maps outside the range
 *
 * Returns: its position, in pixels
 */
double
au_scale_map (const AuScale *scale,
              double         value)
{
  double part = (value - scale->domain_min) / (scale->domain_max - scale->domain_min);

  return scale->range_min + part * (scale->range_max - scale->range_min);
}

/**
 * au_scale_invert:
 * @scale: a scale
 * @position: a position, in pixels
 *
 * Returns: the value that lies there
 */
double
au_scale_invert (const AuScale *scale,
                 double         position)
{
  double part = (position - scale->range_min) / (scale->range_max - scale->range_min);

  return scale->domain_min + part * (scale->domain_max - scale->domain_min);
}
