/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-clock.h"
#include "au-error.h"

#include <glib/gi18n.h>

#define MILLISECONDS_PER_DAY G_GINT64_CONSTANT (86400000)

/* 09:12:00 UTC, the hour of a frozen day. */
#define FROZEN_HOUR (((9 * 60) + 12) * 60 * G_GINT64_CONSTANT (1000))

static gint64 frozen_now = -1;

/**
 * au_clock_init:
 * @error: return location for a #GError
 *
 * Reads `ANYUSAGE_TODAY`. Set to a day, it freezes the whole app's clock at 09:12:00 UTC of that
 * day, so that pictures and tests repeat. Call once, before any thread starts.
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT where the variable is no day
 */
gboolean
au_clock_init (GError **error)
{
  const char *text = g_getenv ("ANYUSAGE_TODAY");
  AuDay day;

  frozen_now = -1;
  if (text == NULL || *text == '\0')
    return TRUE;

  if (!au_day_parse (text, &day) || day < au_day_new (2000, 1, 1) ||
      day > au_day_new (2199, 12, 31))
    {
      g_autofree char *printable = g_strescape (text, NULL);

      g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is the value of an environment variable. */
                   _("ANYUSAGE_TODAY is “%.40s”, which is no day from 2000 to 2199; set it to one like 2026-11-24, or unset it."),
                   printable);
      return FALSE;
    }

  frozen_now = day * MILLISECONDS_PER_DAY + FROZEN_HOUR;
  return TRUE;
}

/**
 * au_clock_now:
 *
 * Returns: milliseconds since 1970-01-01 00:00 UTC by the app's clock
 */
gint64
au_clock_now (void)
{
  return frozen_now >= 0 ? frozen_now : g_get_real_time () / 1000;
}

/**
 * au_clock_today:
 *
 * Returns: the UTC day of the app's clock
 */
AuDay
au_clock_today (void)
{
  return (AuDay) (au_clock_now () / MILLISECONDS_PER_DAY);
}

/**
 * au_clock_date_time:
 * @milliseconds: a time of au_clock_now()
 *
 * Returns: (transfer full): the same time in UTC
 */
GDateTime *
au_clock_date_time (gint64 milliseconds)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (milliseconds / 1000);

  return g_date_time_add (seconds, (milliseconds % 1000) * 1000);
}
