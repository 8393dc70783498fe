/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuHttpRetry:
 * @AU_HTTP_RETRY_NEVER: not at all
 * @AU_HTTP_RETRY_SUBMISSION: only where it is certain that the request was not taken, since it
 *   must not be done twice
 * @AU_HTTP_RETRY_IDEMPOTENT: also after failures that leave this open, since twice is as once
 *
 * How a request may be repeated.
 */
typedef enum
{
  AU_HTTP_RETRY_NEVER,
  AU_HTTP_RETRY_SUBMISSION,
  AU_HTTP_RETRY_IDEMPOTENT,
} AuHttpRetry;

/**
 * AuHttpOutcome:
 * @status: the HTTP status, 0 where no whole answer came
 * @was_sent: whether a connection was made, so that the service may have the request
 * @is_permanent: whether a failure without answer is sure to come again, as a wrong certificate
 * @retry_after: seconds that the service asked to wait, -1 where it said nothing
 *
 * What came of an attempt.
 */
typedef struct
{
  guint status;
  gboolean was_sent;
  gboolean is_permanent;
  int retry_after;
} AuHttpOutcome;

gboolean au_http_retry_allows      (AuHttpRetry           policy,
                                    const AuHttpOutcome  *outcome);
gint64   au_http_retry_delay       (const AuHttpOutcome  *outcome,
                                    guint                 attempt,
                                    double                chance);
int      au_http_retry_parse_after (const char           *text,
                                    gint64                now);

G_END_DECLS
