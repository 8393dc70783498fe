/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuDay:
 *
 * A calendar day as the number of days since 1970-01-01, proleptic Gregorian. It has no time zone,
 * so no local offset can ever shift a month key.
 */
typedef gint32 AuDay;

#define AU_DAY_INVALID G_MININT32

AuDay    au_day_new            (int         year,
                                int         month,
                                int         day);
void     au_day_split          (AuDay       day,
                                int        *year,
                                int        *month,
                                int        *day_of_month);
gboolean au_day_parse          (const char *text,
                                AuDay      *day);
char    *au_day_to_iso         (AuDay       day);
AuDay    au_day_month_start    (AuDay       day);
AuDay    au_day_add_months     (AuDay       day,
                                int         months);
int      au_day_months_between (AuDay       from,
                                AuDay       to);
int      au_day_days_in_month  (AuDay       day);
int      au_day_weekday        (AuDay       day);

G_END_DECLS
