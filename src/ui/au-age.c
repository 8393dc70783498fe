/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-age.h"

#include <glib/gi18n.h>

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/**
 * au_age_create_text:
 * @milliseconds: how long ago something was read
 *
 * Returns: (transfer full): "90 minutes old", "3 hours old": whole minutes, hours or days
 */
char *
au_age_create_text (gint64 milliseconds)
{
  gint64 n;

  if (milliseconds < MINUTE)
    return g_strdup (_("less than a minute old"));
  if (milliseconds < 2 * HOUR)
    {
      n = milliseconds / MINUTE;
      /* Translators: %d is a number of minutes. */
      return g_strdup_printf (ngettext ("%d minute old", "%d minutes old", (gulong) n), (int) n);
    }
  if (milliseconds < 2 * DAY)
    {
      n = milliseconds / HOUR;
      /* Translators: %d is a number of hours. */
      return g_strdup_printf (ngettext ("%d hour old", "%d hours old", (gulong) n), (int) n);
    }
  n = MIN (milliseconds / DAY, G_MAXINT);
  /* Translators: %d is a number of days. */
  return g_strdup_printf (ngettext ("%d day old", "%d days old", (gulong) n), (int) n);
}
