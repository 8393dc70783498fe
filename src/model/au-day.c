/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-day.h"

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length (int year,
              int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap (year) ? 29 : lengths[month - 1];
}

/**
 * au_day_new:
 * @year: a year from 1 to 9999
 * @month: a month from 1 to 12
 * @day: a day of that month, from 1
 *
 * Counts days with the civil-from-days arithmetic over 400-year eras, in which March opens the year
 * so that the leap day comes last.
 *
 * Returns: the day, or %AU_DAY_INVALID where the calendar has no such day
 */
AuDay
au_day_new (int year,
            int month,
            int day)
{
  int era, year_of_era, day_of_year, day_of_era;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > month_length (year, month))
    return AU_DAY_INVALID;

  if (month <= 2)
    year -= 1;
  era = year / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

/**
 * au_day_split:
 * @day: a valid day
 * @year: (out) (optional): its year
 * @month: (out) (optional): its month, 1 to 12
 * @day_of_month: (out) (optional): its day, from 1
 */
void
au_day_split (AuDay day,
              int  *year,
              int  *month,
              int  *day_of_month)
{
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = z - era * 146097;
  int year_of_era =
    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;
  int m = shifted + (shifted < 10 ? 3 : -9);

  if (day_of_month != NULL)
    *day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
  if (month != NULL)
    *month = m;
  if (year != NULL)
    *year = year_of_era + era * 400 + (m <= 2 ? 1 : 0);
}

/**
 * au_day_parse:
 * @text: (nullable): a text
 * @day: (out): the day
 *
 * Takes exactly `YYYY-MM-DD`.
 *
 * Returns: whether @text is a day of the calendar
 */
gboolean
au_day_parse (const char *text,
              AuDay      *day)
{
  int part[3] = { 0, 0, 0 };
  int which = 0;

  if (text == NULL)
    return FALSE;

  for (int i = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          which++;
        }
      else if (g_ascii_isdigit (text[i]))
        part[which] = part[which] * 10 + (text[i] - '0');
      else
        return FALSE;
    }
  if (text[10] != '\0')
    return FALSE;

  *day = au_day_new (part[0], part[1], part[2]);
  return *day != AU_DAY_INVALID;
}

/**
 * au_day_to_iso:
 * @day: a valid day
 *
 * Returns: (transfer full): `YYYY-MM-DD`
 */
char *
au_day_to_iso (AuDay day)
{
  int y, m, d;

  au_day_split (day, &y, &m, &d);
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}

AuDay
au_day_month_start (AuDay day)
{
  int d;

  au_day_split (day, NULL, NULL, &d);
  return day - (d - 1);
}

/**
 * au_day_add_months:
 * @day: a valid day
 * @months: how many months to add, may be negative
 *
 * Returns: the same day of another month, or that month's last day where it is shorter
 */
AuDay
au_day_add_months (AuDay day,
                   int   months)
{
  int y, m, d, index;

  au_day_split (day, &y, &m, &d);
  index = y * 12 + (m - 1) + months;
  y = index / 12;
  m = index % 12 + 1;

  return au_day_new (y, m, MIN (d, month_length (y, m)));
}

/**
 * au_day_months_between:
 * @from: a valid day
 * @to: a valid day
 *
 * Returns: how many calendar months @to's month comes after @from's; negative before it
 */
int
au_day_months_between (AuDay from,
                       AuDay to)
{
  int y0, m0, y1, m1;

  au_day_split (from, &y0, &m0, NULL);
  au_day_split (to, &y1, &m1, NULL);
  return (y1 - y0) * 12 + (m1 - m0);
}

int
au_day_days_in_month (AuDay day)
{
  int y, m;

  au_day_split (day, &y, &m, NULL);
  return month_length (y, m);
}

/**
 * au_day_weekday:
 * @day: a valid day
 *
 * Returns: 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday
 */
int
au_day_weekday (AuDay day)
{
  int w = (day + 3) % 7;

  return w < 0 ? w + 7 : w;
}
