/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-decimal.h"

#define MAX_SCALE 18

static const gint64 powers[] = {
  G_GINT64_CONSTANT (1),
  G_GINT64_CONSTANT (10),
  G_GINT64_CONSTANT (100),
  G_GINT64_CONSTANT (1000),
  G_GINT64_CONSTANT (10000),
  G_GINT64_CONSTANT (100000),
  G_GINT64_CONSTANT (1000000),
  G_GINT64_CONSTANT (10000000),
  G_GINT64_CONSTANT (100000000),
  G_GINT64_CONSTANT (1000000000),
  G_GINT64_CONSTANT (10000000000),
  G_GINT64_CONSTANT (100000000000),
  G_GINT64_CONSTANT (1000000000000),
  G_GINT64_CONSTANT (10000000000000),
  G_GINT64_CONSTANT (100000000000000),
  G_GINT64_CONSTANT (1000000000000000),
  G_GINT64_CONSTANT (10000000000000000),
  G_GINT64_CONSTANT (100000000000000000),
  G_GINT64_CONSTANT (1000000000000000000),
};

/**
 * au_decimal_parse:
 * @text: (nullable): plain decimal text such as `-48211.50`
 * @value: (out): its value, with as many fraction digits as @text has
 *
 * Returns: %FALSE where @text is anything else, or has more digits than 64 bits hold
 */
gboolean
au_decimal_parse (const char *text,
                  AuDecimal  *value)
{
  gboolean negative = FALSE;
  gboolean in_fraction = FALSE;
  guint digits = 0;
  gint64 units = 0;
  guint scale = 0;

  if (text == NULL)
    return FALSE;
  if (*text == '-' || *text == '+')
    negative = *text++ == '-';

  for (; *text != '\0'; text++)
    {
      if (*text == '.' && !in_fraction)
        {
          in_fraction = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        return FALSE;
      if (__builtin_mul_overflow (units, G_GINT64_CONSTANT (10), &units) ||
          __builtin_add_overflow (units, (gint64) (*text - '0'), &units))
        return FALSE;
      digits++;
      if (in_fraction && ++scale > MAX_SCALE)
        return FALSE;
    }
  if (digits == 0)
    return FALSE;

  value->units = negative ? -units : units;
  value->scale = scale;
  return TRUE;
}

/**
 * au_decimal_rescale:
 * @value: (inout): a decimal
 * @scale: the fraction digits that it is to have, 0 to 18
 *
 * Fewer digits round half away from zero.
 *
 * Returns: %FALSE where 64 bits do not hold the value at @scale; @value is unchanged then
 */
gboolean
au_decimal_rescale (AuDecimal *value,
                    guint      scale)
{
  g_return_val_if_fail (scale <= MAX_SCALE, FALSE);

  if (scale > value->scale)
    {
      gint64 units;

      if (__builtin_mul_overflow (value->units, powers[scale - value->scale], &units))
        return FALSE;
      value->units = units;
    }
  else if (scale < value->scale)
    {
      gint64 power = powers[value->scale - scale];
      gint64 rest = value->units % power;

      value->units /= power;
      if (ABS (rest) >= power - ABS (rest))
        value->units += rest < 0 ? -1 : 1;
    }
  value->scale = scale;
  return TRUE;
}

/**
 * au_decimal_add:
 * @sum: (inout): what @value is added to; its scale becomes the larger of the two
 * @value: a decimal
 *
 * Returns: %FALSE on overflow; @sum is unchanged then
 */
gboolean
au_decimal_add (AuDecimal *sum,
                AuDecimal  value)
{
  AuDecimal a = *sum;
  guint scale = MAX (a.scale, value.scale);

  if (!au_decimal_rescale (&a, scale) || !au_decimal_rescale (&value, scale) ||
      __builtin_add_overflow (a.units, value.units, &a.units))
    return FALSE;

  *sum = a;
  return TRUE;
}

gboolean
au_decimal_subtract (AuDecimal *difference,
                     AuDecimal  value)
{
  if (value.units == G_MININT64)
    return FALSE;
  value.units = -value.units;
  return au_decimal_add (difference, value);
}

/**
 * au_decimal_compare:
 *
 * Returns: below 0, 0 or above 0, as @a is less than, equal to or greater than @b
 */
int
au_decimal_compare (AuDecimal a,
                    AuDecimal b)
{
  guint scale = MAX (a.scale, b.scale);
  __int128 x = (__int128) a.units * powers[scale - a.scale];
  __int128 y = (__int128) b.units * powers[scale - b.scale];

  return (x > y) - (x < y);
}

double
au_decimal_to_double (AuDecimal value)
{
  return (double) value.units / (double) powers[value.scale];
}

/**
 * au_decimal_to_text:
 * @value: a decimal
 *
 * Returns: (transfer full): plain text with all its fraction digits, in no locale
 */
char *
au_decimal_to_text (AuDecimal value)
{
  guint64 magnitude = value.units < 0 ? 0 - (guint64) value.units : (guint64) value.units;
  guint64 power = (guint64) powers[value.scale];
  const char *sign = value.units < 0 ? "-" : "";

  if (value.scale == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, magnitude / power,
                          (int) value.scale, magnitude % power);
}
