/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"
#include "au-decimal.h"

G_BEGIN_DECLS

/**
 * AuFormat:
 * @decimal_point: UTF-8 text between whole and fraction digits
 * @thousands: UTF-8 text between groups of three digits, may be empty
 * @isolated: whether a number with a sign beside it is kept in its order among words that run from
 *   right to left
 *
 * How numbers and days read for people, by locale. Files for machines use the normal form instead.
 */
typedef struct
{
  char decimal_point[8];
  char thousands[8];
  gboolean isolated;
} AuFormat;

const AuFormat *au_format_get_default (void);
gboolean au_format_language_is_rtl (void);

char *au_format_isolate        (const AuFormat *self,
                                const char     *text);

char *au_format_count          (const AuFormat *self,
                                gint64          value);
char *au_format_number         (const AuFormat *self,
                                double          value,
                                int             max_decimals);
char *au_format_fixed          (const AuFormat *self,
                                double          value,
                                int             decimals);
char *au_format_exact          (const AuFormat *self,
                                const char     *number);
char *au_format_money          (const AuFormat *self,
                                AuDecimal       value);
char *au_format_money_whole    (const AuFormat *self,
                                AuDecimal       value);
char *au_format_percent        (const AuFormat *self,
                                double          value,
                                int             max_decimals);
char *au_format_month          (AuDay           month);
char *au_format_month_long     (AuDay           month);
char *au_format_month_name     (AuDay           month);
char *au_format_month_range    (AuDay           first,
                                AuDay           last);
char *au_format_day            (AuDay           day);
char *au_format_day_year       (AuDay           day);
char *au_format_day_range      (AuDay           first,
                                AuDay           last);
char *au_format_time           (gint64          milliseconds);
char *au_format_timestamp      (gint64          milliseconds);

G_END_DECLS
