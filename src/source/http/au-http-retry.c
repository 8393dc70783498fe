/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether and when to try again: a request that must not be done twice is repeated only where the
 * service cannot have taken it. */
#include "config.h"

#include "au-http-retry.h"

#include <gio/gio.h>
#include <libsoup/soup.h>

#define FIRST_DELAY 1000
#define MAX_DELAY 30000
#define MAX_RETRY_AFTER 60

/**
 * au_http_retry_allows:
 * @policy: how the request may be repeated
 * @outcome: what came of the last attempt
 *
 * A service that answers 429 did not take the request, nor one that answers 503 with a time to come
 * back. Everything else, for a submission, is repeated only where no connection was made.
 *
 * Returns: whether to try again
 */
gboolean
au_http_retry_allows (AuHttpRetry          policy,
                      const AuHttpOutcome *outcome)
{
  if (policy == AU_HTTP_RETRY_NEVER)
    return FALSE;
  if (outcome->status == 0)
    return !outcome->is_permanent && (policy == AU_HTTP_RETRY_IDEMPOTENT || !outcome->was_sent);
  if (outcome->status == 429 || (outcome->status == 503 && outcome->retry_after >= 0))
    return TRUE;
  return policy == AU_HTTP_RETRY_IDEMPOTENT &&
         (outcome->status == 408 || (outcome->status >= 500 && outcome->status != 501));
}

/**
 * au_http_retry_delay:
 * @outcome: what came of the last attempt
 * @attempt: attempts so far, at least 1
 * @chance: 0 to 1, drawn by the caller
 *
 * Waits as long as the service asked, at most a minute; else 1, 2, 4, … up to 30 s. Up to a quarter
 * is added by chance, so that many clients do not come back at the same moment.
 *
 * Returns: milliseconds to wait
 */
gint64
au_http_retry_delay (const AuHttpOutcome *outcome,
                     guint                attempt,
                     double               chance)
{
  gint64 delay = FIRST_DELAY;

  if (outcome->retry_after >= 0)
    delay = (gint64) MIN (outcome->retry_after, MAX_RETRY_AFTER) * 1000;
  else
    for (guint i = 1; i < attempt && delay < MAX_DELAY; i++)
      delay = MIN (delay * 2, MAX_DELAY);
  return delay + (gint64) (chance * (double) MAX (delay / 4, 50));
}

/**
 * au_http_retry_parse_after:
 * @text: (nullable): the value of `Retry-After`, seconds or an HTTP date
 * @now: seconds since 1970, to count from where it is a date
 *
 * Returns: seconds to wait, or -1 where @text says nothing of use
 */
int
au_http_retry_parse_after (const char *text,
                           gint64      now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (int) MIN (seconds, 86400);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  return (int) CLAMP (g_date_time_to_unix (date) - now, 0, 86400);
}
