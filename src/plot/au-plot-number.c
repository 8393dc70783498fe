/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-number.h"

#include "au-format.h"
#include "au-plot-number-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Past this no integer of a double is exact, and the digits would mislead. */
#define LARGEST_EXACT 9.0e15

/* Returns the number of decimals that shows a small value with two significant
 * digits: 0.004 needs 3 or 4, 12.5 needs 2. */
static int
decimals_for (double value)
{
  double magnitude = fabs (value);

  if (magnitude == 0.0 || magnitude >= 0.01)
    return 2;

  return CLAMP ((int) ceil (-log10 (magnitude)) + 1, 2, 12);
}

/* Moves the sign in front of the currency: −$1,200. */
static char *
with_currency (const char *number,
               double      value)
{
  const char *digits = number;

  if (g_str_has_prefix (number, "−"))
    digits += strlen ("−");

  return g_strconcat (digits != number ? "−" : "", "$", digits, NULL);
}

char *
au_plot_format_scaled (AuValueKind kind,
                       double      value,
                       double      unit,
                       const char *suffix,
                       int         decimals)
{
  const AuFormat *format = au_format_get_default ();
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  number = au_format_fixed (format, value / unit, value == 0.0 ? 0 : decimals);

  if (kind == AU_VALUE_PERCENT)
    return g_strconcat (number, "\u00a0%", NULL);

  text = g_strconcat (number, value == 0.0 ? "" : suffix, NULL);
  if (kind == AU_VALUE_MONEY)
    return with_currency (text, value);

  return g_steal_pointer (&text);
}

/* The unit that numbers up to @magnitude are written in. */
const char *
au_plot_find_unit (double  magnitude,
                   double *unit)
{
  if (magnitude >= 1e12)
    {
      *unit = 1e12;
      /* Translators: trillion, 10^12, directly after a number on an axis: "$2T". */
      return C_("number suffix", "T");
    }
  if (magnitude >= 1e9)
    {
      *unit = 1e9;
      /* Translators: billion, 10^9, directly after a number on an axis: "$2B". */
      return C_("number suffix", "B");
    }
  if (magnitude >= 1e6)
    {
      *unit = 1e6;
      /* Translators: million, 10^6, directly after a number on an axis: "$2M". */
      return C_("number suffix", "M");
    }
  if (magnitude >= 1e3)
    {
      *unit = 1e3;
      /* Translators: thousand, 10^3, directly after a number on an axis: "$2K". */
      return C_("number suffix", "K");
    }

  *unit = 1.0;
  return "";
}

/**
 * au_plot_format_exact:
 * @kind: what is counted
 * @value: a finite value
 *
 * Formats for tooltips and tables: people in full, money to the cent, and
 * further where the value is less than a cent.
 *
 * Returns: (transfer full): "1,204", "$1,204,311.58", "82.4 %"
 */
char *
au_plot_format_exact (AuValueKind kind,
                      double      value)
{
  const AuFormat *format = au_format_get_default ();
  g_autofree char *number = NULL;

  if (!isfinite (value))
    return g_strdup ("–");

  if (fabs (value) > LARGEST_EXACT && kind != AU_VALUE_PERCENT)
    return au_plot_format_short (kind, value);

  switch (kind)
    {
      case AU_VALUE_MONEY:
        number = au_format_fixed (format, value, value == 0.0 ? 0 : decimals_for (value));
        return with_currency (number, value);

      case AU_VALUE_PERCENT:
        return au_format_percent (format, value, 1);

      case AU_VALUE_COUNT:
      default:
        return au_format_number (format, value, 2);
    }
}

/**
 * au_plot_format_short:
 * @kind: what is counted
 * @value: a finite value
 *
 * Formats for a label at a mark, where three or four digits are enough.
 *
 * Returns: (transfer full): "412", "12,340", "$48.2K", "82 %"
 */
char *
au_plot_format_short (AuValueKind kind,
                      double      value)
{
  const AuFormat *format = au_format_get_default ();
  double magnitude = fabs (value);
  double unit = 1.0;
  const char *suffix = "";

  if (!isfinite (value))
    return g_strdup ("–");

  if (kind == AU_VALUE_PERCENT)
    return au_format_percent (format, value, magnitude < 10.0 ? 1 : 0);

  if (magnitude >= 1e15)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (buffer, sizeof buffer, "%.2e", value);
      return g_strconcat (kind == AU_VALUE_MONEY ? "$" : "", buffer, NULL);
    }

  if (magnitude >= (kind == AU_VALUE_MONEY ? 9999.5 : 99999.5))
    suffix = au_plot_find_unit (magnitude, &unit);

  if (unit == 1.0)
    {
      g_autofree char *number = NULL;

      if (kind == AU_VALUE_COUNT)
        return au_format_number (format, value, 1);

      number = au_format_fixed (format, value, magnitude >= 100.0 || value == 0.0
                                ? 0 : decimals_for (value));
      return with_currency (number, value);
    }

  return au_plot_format_scaled (kind, value, unit, suffix,
                                magnitude / unit >= 99.95 ? 0 : magnitude / unit >= 9.995 ? 1 : 2);
}
