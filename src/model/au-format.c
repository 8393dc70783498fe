/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-format.h"
#include "au-clock.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>

/* U+2212, the sign that sits at the height of digits. */
#define MINUS "−"
#define NO_BREAK_SPACE "\u00a0"
/* What stands between these runs from left to right, whatever stands around it. */
#define ISOLATE "\u2066"
#define POP_ISOLATE "\u2069"

static void
copy_separator (char       *into,
                gsize       size,
                const char *text,
                const char *fallback)
{
  g_autofree char *utf8 = g_locale_to_utf8 (text, -1, NULL, NULL, NULL);

  g_strlcpy (into, utf8 != NULL && *utf8 != '\0' && strlen (utf8) < size ? utf8 : fallback, size);
}

static gpointer
read_locale (gpointer unused)
{
  AuFormat *self = g_new0 (AuFormat, 1);
  const struct lconv *conventions = localeconv ();
  const char *name = setlocale (LC_NUMERIC, NULL);
  gboolean plain = name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") ||
                   g_str_has_prefix (name, "C.");

  copy_separator (self->decimal_point, sizeof self->decimal_point, conventions->decimal_point, ".");
  /* The C locale groups nothing, and "1204311" is not readable: group it as English does. */
  copy_separator (self->thousands, sizeof self->thousands, conventions->thousands_sep, plain ? "," :
                  "");
  self->isolated = au_format_language_is_rtl ();
  return self;
}

/**
 * au_format_get_default:
 *
 * Reads the process' locale at the first call. Safe from any thread.
 *
 * Returns: (transfer none): the format of the locale that the app runs in
 */
const AuFormat *
au_format_get_default (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_locale, NULL);
}

/**
 * au_format_language_is_rtl:
 *
 * For who has no widget to ask. The catalogue says it, as that of GTK does for windows: where a
 * language has none, the words are English and so is their direction.
 *
 * Returns: whether the words of this process run from right to left
 */
gboolean
au_format_language_is_rtl (void)
{
  /* Translators: how the language is written; “default:RTL” or “default:LTR”, nothing else. */
  return g_str_equal (C_("text direction", "default:LTR"), "default:RTL");
}

/**
 * au_format_isolate:
 * @self: a format
 * @text: what is written from left to right in every language: a file's name, a sum, an id
 *
 * Among Arabic words "42c77d9b" would be torn in two, digits to one side and letters to the other,
 * and "$12" become "12$".
 *
 * Returns: (transfer full): @text, where the language runs from right to left with the invisible
 *   characters that keep its order
 */
char *
au_format_isolate (const AuFormat *self,
                   const char     *text)
{
  return self->isolated ? g_strconcat (ISOLATE, text, POP_ISOLATE, NULL) : g_strdup (text);
}

static void
append_grouped (const AuFormat *self,
                GString        *out,
                const char     *digits)
{
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (out, digits[i]);
      if (i + 1 < length && (length - i - 1) % 3 == 0)
        g_string_append (out, self->thousands);
    }
}

/* Takes plain text in no locale ("-1204311.58") and gives it the locale's separators. */
static char *
localize (const AuFormat *self,
          const char     *prefix,
          const char     *plain)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *whole = NULL;
  const char *point;
  gboolean has_sign = *prefix != '\0';

  if (*plain == '-')
    {
      /* "-0.00" is a zero: only a value with a digit other than 0 has a sign. */
      if (strpbrk (plain, "123456789") != NULL)
        {
          has_sign = TRUE;
          g_string_append (out, MINUS);
        }
      plain++;
    }
  g_string_append (out, prefix);

  point = strchr (plain, '.');
  whole = point != NULL ? g_strndup (plain, point - plain) : g_strdup (plain);
  append_grouped (self, out, whole);
  if (point != NULL)
    {
      g_string_append (out, self->decimal_point);
      g_string_append (out, point + 1);
    }
  return has_sign ? au_format_isolate (self, out->str)
         : g_string_free_and_steal (g_steal_pointer (&out));
}

static char *
fixed_plain (double value,
             int    decimals)
{
  char buffer[400];
  char format[16];

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 17));
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

/**
 * au_format_count:
 *
 * Returns: (transfer full): "1,204"
 */
char *
au_format_count (const AuFormat *self,
                 gint64          value)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return localize (self, "", plain);
}

/**
 * au_format_fixed:
 * @self: a format
 * @value: a finite number
 * @decimals: fraction digits, 0 to 17
 *
 * Returns: (transfer full): @value with exactly @decimals fraction digits
 */
char *
au_format_fixed (const AuFormat *self,
                 double          value,
                 int             decimals)
{
  g_autofree char *plain = NULL;

  if (!isfinite (value))
    return g_strdup ("–");
  plain = fixed_plain (value, decimals);
  return localize (self, "", plain);
}

/**
 * au_format_exact:
 * @self: a format
 * @number: a number as text in no locale, "-1204311.58"
 *
 * Returns: (transfer full): the same digits with the locale's separators, none lost or added
 */
char *
au_format_exact (const AuFormat *self,
                 const char     *number)
{
  return localize (self, "", number);
}

/**
 * au_format_number:
 * @self: a format
 * @value: a number
 * @max_decimals: the most fraction digits to write; trailing zeros are left out
 *
 * Returns: (transfer full): "12.5", or a dash where @value is not finite
 */
char *
au_format_number (const AuFormat *self,
                  double          value,
                  int             max_decimals)
{
  g_autofree char *plain = NULL;

  if (!isfinite (value))
    return g_strdup ("–");
  plain = fixed_plain (value, max_decimals);
  if (strchr (plain, '.') != NULL)
    {
      char *end = plain + strlen (plain) - 1;

      while (*end == '0')
        *end-- = '\0';
      if (*end == '.')
        *end = '\0';
    }
  return localize (self, "", plain);
}

/**
 * au_format_money:
 *
 * Returns: (transfer full): the exact amount in US dollars, "$1,204,311.58"; a zero is "$0"
 */
char *
au_format_money (const AuFormat *self,
                 AuDecimal       value)
{
  g_autofree char *plain = NULL;

  if (value.units == 0)
    return au_format_isolate (self, "$0");
  if (value.scale < 2)
    au_decimal_rescale (&value, 2);
  plain = au_decimal_to_text (value);
  return localize (self, "$", plain);
}

/**
 * au_format_money_whole:
 *
 * Returns: (transfer full): the amount rounded to whole US dollars, "$48,211"
 */
char *
au_format_money_whole (const AuFormat *self,
                       AuDecimal       value)
{
  g_autofree char *plain = NULL;

  au_decimal_rescale (&value, 0);
  plain = au_decimal_to_text (value);
  return localize (self, "$", plain);
}

/**
 * au_format_percent:
 * @self: a format
 * @value: percent, so 82 for 82 %
 * @max_decimals: the most fraction digits
 *
 * Returns: (transfer full): "82 %" with a space that does not break
 */
char *
au_format_percent (const AuFormat *self,
                   double          value,
                   int             max_decimals)
{
  g_autofree char *number = au_format_number (self, value, max_decimals);
  g_autofree char *percent = g_strconcat (number, NO_BREAK_SPACE "%", NULL);

  return au_format_isolate (self, percent);
}

static char *
format_date (AuDay       day,
             const char *format)
{
  int y, m, d;
  g_autoptr (GDateTime) date = NULL;

  au_day_split (day, &y, &m, &d);
  date = g_date_time_new_utc (y, m, d, 0, 0, 0);
  return g_date_time_format (date, format);
}

/**
 * au_format_month:
 *
 * Returns: (transfer full): "Nov 2026"
 */
char *
au_format_month (AuDay month)
{
  /* Translators: a month with its year, short, like "Nov 2026"; see g_date_time_format(). */
  return format_date (month, C_("month", "%b %Y"));
}

/**
 * au_format_month_long:
 *
 * Returns: (transfer full): "November 2026"
 */
char *
au_format_month_long (AuDay month)
{
  /* Translators: a month with its year, in full, like "November 2026"; see g_date_time_format(). */
  return format_date (month, C_("month", "%OB %Y"));
}

/**
 * au_format_month_name:
 *
 * Returns: (transfer full): "November", as it stands alone
 */
char *
au_format_month_name (AuDay month)
{
  return format_date (month, "%OB");
}

/**
 * au_format_month_range:
 *
 * Returns: (transfer full): "Apr 2025 – Nov 2026", or one month where both are the same
 */
char *
au_format_month_range (AuDay first,
                       AuDay last)
{
  g_autofree char *from = au_format_month (first);
  g_autofree char *to = au_format_month (last);

  if (first == last)
    return g_steal_pointer (&from);
  return g_strdup_printf ("%s – %s", from, to);
}

/**
 * au_format_day:
 *
 * Returns: (transfer full): "23 Nov"
 */
char *
au_format_day (AuDay day)
{
  /* Translators: a day of this year, short, like "23 Nov"; see g_date_time_format(). */
  return format_date (day, C_("day", "%-d %b"));
}

/**
 * au_format_day_year:
 *
 * Returns: (transfer full): "23 Nov 2026"
 */
char *
au_format_day_year (AuDay day)
{
  /* Translators: a day with its year, short, like "23 Nov 2026"; see g_date_time_format(). */
  return format_date (day, C_("day", "%-d %b %Y"));
}

/**
 * au_format_day_range:
 *
 * Returns: (transfer full): "1 Apr 2025 – 23 Nov 2026"
 */
char *
au_format_day_range (AuDay first,
                     AuDay last)
{
  g_autofree char *from = au_format_day_year (first);
  g_autofree char *to = au_format_day_year (last);

  if (first == last)
    return g_steal_pointer (&from);
  return g_strdup_printf ("%s – %s", from, to);
}

/**
 * au_format_time:
 * @milliseconds: a time of the app's clock
 *
 * Returns: (transfer full): "09:12", UTC as all times of the app
 */
char *
au_format_time (gint64 milliseconds)
{
  g_autoptr (GDateTime) date = au_clock_date_time (milliseconds);

  return g_date_time_format (date, "%H:%M");
}

/**
 * au_format_timestamp:
 * @milliseconds: a time of the app's clock
 *
 * Returns: (transfer full): "24 Nov 2026 09:12 UTC"
 */
char *
au_format_timestamp (gint64 milliseconds)
{
  g_autoptr (GDateTime) date = au_clock_date_time (milliseconds);

  /* Translators: a time with its day, like "24 Nov 2026 09:12 UTC"; see g_date_time_format(). */
  return g_date_time_format (date, C_("time", "%-d %b %Y %H:%M UTC"));
}
