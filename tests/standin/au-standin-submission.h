/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  AU_STANDIN_FORMAT_JSON_ARRAY,
  AU_STANDIN_FORMAT_CSV,
  AU_STANDIN_FORMAT_ARROW_STREAM,
} AuStandinFormat;

/**
 * AuStandinSubmission:
 * @warehouse_id: (owned): where to run
 * @text: (owned): the statement
 * @parameters: (element-type AuStandinParameter): its parameters
 * @wait_seconds: how long the answer may wait for the rows
 * @cancel_on_timeout: whether the statement ends when that is over
 * @links: whether the rows go to external links
 * @format: how the rows are written
 * @row_limit: the most rows, or -1
 * @byte_limit: the most bytes, or -1
 *
 * The body of a request to run a statement, checked.
 */
typedef struct
{
  char *warehouse_id;
  char *text;
  GPtrArray *parameters;
  guint wait_seconds;
  gboolean cancel_on_timeout;
  gboolean links;
  AuStandinFormat format;
  gint64 row_limit;
  gint64 byte_limit;
} AuStandinSubmission;

AuStandinSubmission *au_standin_submission_new  (AuStandinExchange    *exchange);
void                 au_standin_submission_free (AuStandinSubmission  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandinSubmission, au_standin_submission_free)

G_END_DECLS
