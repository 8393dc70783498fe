/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Digits enough for any double: 309 before the point, and as many after it as anyone asks for. */
#define MAX_SCALE 400

/* Writes the fewest digits that read back as @value, as "d.ddde±xx". */
static void
write_scientific (double  value,
                  char   *buffer,
                  int     size)
{
  static const char *const formats[] = { "%.14e", "%.15e", "%.16e" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, size, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        return;
    }
}

/**
 * au_sample_number_shortest:
 * @value: a finite number
 *
 * Returns: (transfer full): the shortest text that reads back as @value, always with a point or an
 *   exponent, so that JSON keeps it apart from an integer
 */
char *
au_sample_number_shortest (double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[64];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  if (strpbrk (buffer, ".e") == NULL)
    g_strlcat (buffer, ".0", sizeof buffer);
  return g_strdup (buffer);
}

/**
 * au_sample_number_round:
 * @value: a number
 * @scale: fraction digits to keep; negative rounds before the point, -1 to tens
 *
 * Rounds half away from zero on the shortest decimal text of @value, as Databricks does, not on
 * its binary value: 2.675 with two digits is 2.68 although the nearest double lies below it.
 *
 * Returns: (transfer full) (nullable): plain decimal text with exactly @scale fraction digits, or
 *   %NULL where @value is not finite or @scale is beyond 400 digits either way
 */
char *
au_sample_number_round (double value,
                        int    scale)
{
  g_autoptr (GString) kept = NULL;
  char scientific[64];
  char digits[32] = "";
  char *exponent;
  gsize n_digits = 0;
  gboolean nonzero = FALSE;
  int point;
  int keep;

  if (!isfinite (value) || scale > MAX_SCALE || scale < -MAX_SCALE)
    return NULL;

  write_scientific (fabs (value), scientific, sizeof scientific);
  exponent = strchr (scientific, 'e');
  for (const char *c = scientific; c < exponent; c++)
    if (g_ascii_isdigit (*c))
      digits[n_digits++] = *c;
  /* The value is 0.DIGITS times ten to the power of @point. */
  point = atoi (exponent + 1) + 1;
  keep = point + scale;

  kept = g_string_new (NULL);
  for (int i = 0; i < keep; i++)
    g_string_append_c (kept, i < (int) n_digits ? digits[i] : '0');
  if (keep >= 0 && keep < (int) n_digits && digits[keep] >= '5')
    {
      gssize i = (gssize) kept->len - 1;

      while (i >= 0 && kept->str[i] == '9')
        kept->str[i--] = '0';
      if (i >= 0)
        kept->str[i]++;
      else
        g_string_prepend_c (kept, '1');
    }

  /* @kept now counts units of 10^-scale: write the zeros that it lacks on either side. */
  for (int i = scale; i < 0; i++)
    g_string_append_c (kept, '0');
  while ((int) kept->len < MAX (scale, 0) + 1)
    g_string_prepend_c (kept, '0');
  while ((int) kept->len > MAX (scale, 0) + 1 && kept->str[0] == '0')
    g_string_erase (kept, 0, 1);

  for (gsize i = 0; i < kept->len; i++)
    nonzero |= kept->str[i] != '0';
  if (scale > 0)
    g_string_insert_c (kept, (gssize) kept->len - scale, '.');
  if (value < 0 && nonzero)
    g_string_prepend_c (kept, '-');
  return g_string_free_and_steal (g_steal_pointer (&kept));
}
