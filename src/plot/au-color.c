/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-color.h"

#include <math.h>

/**
 * au_color_from_rgb:
 * @rgb: a colour written as 0xRRGGBB
 *
 * Returns: the opaque colour
 */
AuColor
au_color_from_rgb (unsigned int rgb)
{
  return (AuColor) {
           .red = ((rgb >> 16) & 0xff) / 255.0,
           .green = ((rgb >> 8) & 0xff) / 255.0,
           .blue = (rgb & 0xff) / 255.0,
           .alpha = 1.0,
  };
}

/**
 * au_color_with_alpha:
 * @color: a colour
 * @alpha: an opacity, 0 to 1
 *
 * Returns: @color at that opacity
 */
AuColor
au_color_with_alpha (const AuColor *color,
                     double         alpha)
{
  AuColor result = *color;

  result.alpha = CLAMP (alpha, 0.0, 1.0);

  return result;
}

/**
 * au_color_over:
 * @color: a translucent colour
 * @background: an opaque colour
 *
 * Mixes in sRGB, as every compositor on the desktop does, so a colour made
 * here equals the translucent one drawn over that background.
 *
 * Returns: the opaque colour that @color has when drawn over @background
 */
AuColor
au_color_over (const AuColor *color,
               const AuColor *background)
{
  double alpha = color->alpha;

  return (AuColor) {
           .red = color->red * alpha + background->red * (1.0 - alpha),
           .green = color->green * alpha + background->green * (1.0 - alpha),
           .blue = color->blue * alpha + background->blue * (1.0 - alpha),
           .alpha = 1.0,
  };
}

/* IEC 61966-2-1, the inverse of sRGB's transfer function. */
static double
linearise (double component)
{
  if (component <= 0.04045)
    return component / 12.92;

  return pow ((component + 0.055) / 1.055, 2.4);
}

static double
luminance (const AuColor *color)
{
  return (0.2126 * linearise (color->red)
          + 0.7152 * linearise (color->green)
          + 0.0722 * linearise (color->blue));
}

/**
 * au_color_contrast:
 * @a: an opaque colour
 * @b: another
 *
 * The contrast ratio of WCAG 2.2, "relative luminance" and "contrast ratio".
 *
 * Returns: 1 to 21
 */
double
au_color_contrast (const AuColor *a,
                   const AuColor *b)
{
  double first = luminance (a);
  double second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

static void
to_oklab (const AuColor *color,
          double         lab[3])
{
  double r = linearise (color->red);
  double g = linearise (color->green);
  double b = linearise (color->blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/**
 * au_color_oklab_distance:
 * @a: an opaque colour
 * @b: another
 *
 * How different two colours look: the Euclidean distance in OKLab (Björn
 * Ottosson, "A perceptual color space for image processing", 2020).
 *
 * Returns: 0 for the same colour, 1 between black and white
 */
double
au_color_oklab_distance (const AuColor *a,
                         const AuColor *b)
{
  double first[3];
  double second[3];

  to_oklab (a, first);
  to_oklab (b, second);

  return sqrt ((first[0] - second[0]) * (first[0] - second[0])
               + (first[1] - second[1]) * (first[1] - second[1])
               + (first[2] - second[2]) * (first[2] - second[2]));
}
