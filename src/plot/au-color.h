/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuColor:
 * @red: sRGB red, 0 to 1
 * @green: sRGB green, 0 to 1
 * @blue: sRGB blue, 0 to 1
 * @alpha: opacity, 0 to 1, not premultiplied
 *
 * A colour. The palette and its arithmetic need no GDK, so it is our own.
 */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} AuColor;

AuColor  au_color_from_rgb          (unsigned int   rgb);
AuColor  au_color_with_alpha        (const AuColor *color,
                                     double         alpha);
AuColor  au_color_over              (const AuColor *color,
                                     const AuColor *background);
double   au_color_contrast          (const AuColor *a,
                                     const AuColor *b);
double   au_color_oklab_distance    (const AuColor *a,
                                     const AuColor *b);

G_END_DECLS
