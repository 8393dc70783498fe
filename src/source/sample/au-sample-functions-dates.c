/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The date functions of Databricks over ISO text. */
#include "config.h"

#include "au-sample-functions.h"
#include "au-clock.h"

#include <string.h>

#define ISO_LENGTH 10

typedef enum
{
  UNIT_UNKNOWN,
  UNIT_YEAR,
  UNIT_QUARTER,
  UNIT_MONTH,
  UNIT_WEEK,
  UNIT_DAY,
  UNIT_HOUR,
  UNIT_MINUTE,
  UNIT_SECOND,
  UNIT_MILLISECOND,
  UNIT_MICROSECOND,
} Unit;

static const struct
{
  const char *name;
  Unit unit;
} unit_names[] = {
  { "MM", UNIT_MONTH },
  { "MONTH", UNIT_MONTH },
  { "MON", UNIT_MONTH },
  { "YEAR", UNIT_YEAR },
  { "YYYY", UNIT_YEAR },
  { "YY", UNIT_YEAR },
  { "QUARTER", UNIT_QUARTER },
  { "WEEK", UNIT_WEEK },
  { "DAY", UNIT_DAY },
  { "DD", UNIT_DAY },
  { "HOUR", UNIT_HOUR },
  { "MINUTE", UNIT_MINUTE },
  { "SECOND", UNIT_SECOND },
  { "MILLISECOND", UNIT_MILLISECOND },
  { "MICROSECOND", UNIT_MICROSECOND },
};

static Unit
parse_unit (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (g_ascii_strcasecmp (name, unit_names[i].name) == 0)
      return unit_names[i].unit;
  return UNIT_UNKNOWN;
}

static void
fail_cast (sqlite3_context *context,
           const char      *text,
           const char      *type)
{
  g_autofree char *message = NULL;

  message = g_strdup_printf ("[CAST_INVALID_INPUT] The value '%.40s' cannot be cast to %s",
                             text, type);
  sqlite3_result_error (context, message, -1);
}

/* Reads the day at the start of a date's or a timestamp's text. */
static gboolean
parse_day (const char *text,
           int         length,
           AuDay      *day)
{
  char iso[ISO_LENGTH + 1];

  if (length < ISO_LENGTH)
    return FALSE;
  if (length > ISO_LENGTH && text[ISO_LENGTH] != ' ' && text[ISO_LENGTH] != 'T')
    return FALSE;
  memcpy (iso, text, ISO_LENGTH);
  iso[ISO_LENGTH] = '\0';
  return au_day_parse (iso, day);
}

/* Fails the function where @value is neither NULL nor a day; *@is_null tells them apart. */
static gboolean
get_day (sqlite3_context *context,
         sqlite3_value   *value,
         AuDay           *day,
         gboolean        *is_null)
{
  const char *text;

  *is_null = sqlite3_value_type (value) == SQLITE_NULL;
  if (*is_null)
    return FALSE;
  text = (const char *) sqlite3_value_text (value);
  if (text == NULL)
    sqlite3_result_error_nomem (context);
  else if (parse_day (text, sqlite3_value_bytes (value), day))
    return TRUE;
  else
    fail_cast (context, text, "DATE");
  return FALSE;
}

static void
return_day (sqlite3_context *context,
            AuDay            day)
{
  char iso[ISO_LENGTH];
  int year, month, day_of_month;

  au_day_split (day, &year, &month, &day_of_month);
  for (int i = 3; i >= 0; i--, year /= 10)
    iso[i] = '0' + year % 10;
  iso[4] = '-';
  iso[5] = '0' + month / 10;
  iso[6] = '0' + month % 10;
  iso[7] = '-';
  iso[8] = '0' + day_of_month / 10;
  iso[9] = '0' + day_of_month % 10;
  sqlite3_result_text (context, iso, ISO_LENGTH, SQLITE_TRANSIENT);
}

/* Whether @day is one that ISO text of four year digits can hold. */
static gboolean
check_range (sqlite3_context *context,
             gint64           day)
{
  if (day >= au_day_new (1, 1, 1) && day <= au_day_new (9999, 12, 31))
    return TRUE;
  sqlite3_result_error (context,
                        "[DATETIME_OVERFLOW] The day lies outside the years 1 to 9999", -1);
  return FALSE;
}

static AuDay
truncate_day (AuDay day,
              Unit  unit)
{
  int year, month;

  au_day_split (day, &year, &month, NULL);
  switch (unit)
    {
      case UNIT_YEAR:
        return au_day_new (year, 1, 1);
      case UNIT_QUARTER:
        return au_day_new (year, (month - 1) / 3 * 3 + 1, 1);
      case UNIT_MONTH:
        return au_day_new (year, month, 1);
      case UNIT_WEEK:
        return day - au_day_weekday (day);
      case UNIT_UNKNOWN:
      case UNIT_DAY:
      case UNIT_HOUR:
      case UNIT_MINUTE:
      case UNIT_SECOND:
      case UNIT_MILLISECOND:
      case UNIT_MICROSECOND:
      default:
        return day;
    }
}

static void
current_date_cb (sqlite3_context *context,
                 int              n_args,
                 sqlite3_value  **args)
{
  return_day (context, GPOINTER_TO_INT (sqlite3_user_data (context)));
}

static void
current_timestamp_cb (sqlite3_context *context,
                      int              n_args,
                      sqlite3_value  **args)
{
  g_autoptr (GDateTime) now = au_clock_date_time (au_clock_now ());
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");

  sqlite3_result_text (context, text, -1, SQLITE_TRANSIENT);
}

/* trunc (date, unit): the first day of the unit; NULL where the unit is none. */
static void
trunc_cb (sqlite3_context *context,
          int              n_args,
          sqlite3_value  **args)
{
  gboolean is_null;
  Unit unit;
  AuDay day;

  if (sqlite3_value_type (args[1]) == SQLITE_NULL || !get_day (context, args[0], &day, &is_null))
    return;

  unit = parse_unit ((const char *) sqlite3_value_text (args[1]));
  if (unit != UNIT_UNKNOWN && unit <= UNIT_WEEK)
    {
      day = truncate_day (day, unit);
      if (check_range (context, day))
        return_day (context, day);
    }
}

/* Reads "HH:MM:SS.ffffff", of which any end may be missing, into its normal form. */
static gboolean
parse_time (const char *text,
            char        time[16])
{
  static const char form[] = "00:00:00.000000";
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == 'Z')
    length--;
  memcpy (time, form, sizeof form);
  if (length >= sizeof form || (length > 0 && length < 5))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (form[i]) ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
        return FALSE;
      time[i] = text[i];
    }
  return length != 6 && length != 7 && length != 9;
}

/* date_trunc (unit, timestamp): a timestamp; NULL where the unit is none. */
static void
date_trunc_cb (sqlite3_context *context,
               int              n_args,
               sqlite3_value  **args)
{
  static const gsize kept[] = {
    [UNIT_HOUR] = 2,
    [UNIT_MINUTE] = 5,
    [UNIT_SECOND] = 8,
    [UNIT_MILLISECOND] = 12,
    [UNIT_MICROSECOND] = 15,
  };
  g_autoptr (GString) out = NULL;
  g_autofree char *iso = NULL;
  const char *text;
  char time[16] = "";
  gboolean is_null;
  Unit unit;
  AuDay day;

  if (sqlite3_value_type (args[0]) == SQLITE_NULL || !get_day (context, args[1], &day, &is_null))
    return;
  unit = parse_unit ((const char *) sqlite3_value_text (args[0]));
  if (unit == UNIT_UNKNOWN)
    return;
  text = (const char *) sqlite3_value_text (args[1]);
  if (!parse_time (text[ISO_LENGTH] != '\0' ? text + ISO_LENGTH + 1 : "", time))
    {
      fail_cast (context, text, "TIMESTAMP");
      return;
    }

  day = truncate_day (day, unit);
  if (!check_range (context, day))
    return;
  iso = au_day_to_iso (day);
  out = g_string_new (iso);
  g_string_append (out, " 00:00:00.000000");
  if (unit >= UNIT_HOUR)
    memcpy (out->str + ISO_LENGTH + 1, time, kept[unit]);

  /* As Databricks prints it: no fraction where it is zero, no zeros at its end. */
  while (out->str[out->len - 1] == '0' && out->len > ISO_LENGTH + 9)
    g_string_truncate (out, out->len - 1);
  if (out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
  sqlite3_result_text (context, out->str, (int) out->len, SQLITE_TRANSIENT);
}

/* add_months (date, n): the same day of the month, or its last where the month is shorter. */
static void
add_months_cb (sqlite3_context *context,
               int              n_args,
               sqlite3_value  **args)
{
  gint64 months = sqlite3_value_int64 (args[1]);
  gboolean is_null;
  int year, month;
  AuDay day;

  if (sqlite3_value_type (args[1]) == SQLITE_NULL || !get_day (context, args[0], &day, &is_null))
    return;

  au_day_split (day, &year, &month, NULL);
  if (months < -12 * 10000 || months > 12 * 10000 ||
      year * 12 + (month - 1) + months < 12 || year * 12 + (month - 1) + months >= 10000 * 12)
    check_range (context, G_MAXINT64);
  else
    return_day (context, au_day_add_months (day, (int) months));
}

/* date_add (date, n) and date_sub (date, n), told apart by the user data. */
static void
date_add_cb (sqlite3_context *context,
             int              n_args,
             sqlite3_value  **args)
{
  gint64 sign = GPOINTER_TO_INT (sqlite3_user_data (context));
  gint64 days = CLAMP (sqlite3_value_int64 (args[1]), -G_MAXINT32, G_MAXINT32);
  gboolean is_null;
  AuDay day;

  if (sqlite3_value_type (args[1]) == SQLITE_NULL || !get_day (context, args[0], &day, &is_null))
    return;
  if (check_range (context, day + sign * days))
    return_day (context, (AuDay) (day + sign * days));
}

/* datediff (end, start): days from start to end. */
static void
datediff_cb (sqlite3_context *context,
             int              n_args,
             sqlite3_value  **args)
{
  gboolean is_null;
  AuDay end, start;

  if (get_day (context, args[0], &end, &is_null) && get_day (context, args[1], &start, &is_null))
    sqlite3_result_int (context, end - start);
}

static void
last_day_cb (sqlite3_context *context,
             int              n_args,
             sqlite3_value  **args)
{
  gboolean is_null;
  AuDay day;

  if (get_day (context, args[0], &day, &is_null))
    return_day (context, au_day_month_start (day) + au_day_days_in_month (day) - 1);
}

/* year (date), month (date) and day (date), told apart by the user data. */
static void
part_cb (sqlite3_context *context,
         int              n_args,
         sqlite3_value  **args)
{
  int part[3];
  gboolean is_null;
  AuDay day;

  if (!get_day (context, args[0], &day, &is_null))
    return;
  au_day_split (day, &part[0], &part[1], &part[2]);
  sqlite3_result_int (context, part[GPOINTER_TO_INT (sqlite3_user_data (context))]);
}

int
au_sample_register_dates (sqlite3 *database,
                          AuDay    today)
{
  const struct
  {
    const char *name;
    int n_args;
    int data;
    void (*callback) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { AU_SAMPLE_CURRENT_DATE, 0, today, current_date_cb },
    { AU_SAMPLE_CURRENT_TIMESTAMP, 0, today, current_timestamp_cb },
    { "trunc", 2, 0, trunc_cb },
    { "date_trunc", 2, 0, date_trunc_cb },
    { "add_months", 2, 0, add_months_cb },
    { "date_add", 2, 1, date_add_cb },
    { "date_sub", 2, -1, date_add_cb },
    { "datediff", 2, 0, datediff_cb },
    { "last_day", 1, 0, last_day_cb },
    { "year", 1, 0, part_cb },
    { "month", 1, 1, part_cb },
    { "day", 1, 2, part_cb },
  };
  int rc = SQLITE_OK;

  for (guint i = 0; i < G_N_ELEMENTS (functions) && rc == SQLITE_OK; i++)
    rc = sqlite3_create_function_v2 (database, functions[i].name, functions[i].n_args,
                                     AU_SAMPLE_FUNCTION, GINT_TO_POINTER (functions[i].data),
                                     functions[i].callback, NULL, NULL, NULL);
  return rc;
}
