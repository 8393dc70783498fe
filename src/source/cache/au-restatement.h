/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-cache-store.h"
#include "au-table-change.h"

G_BEGIN_DECLS

/**
 * AuRestatement:
 * @request: (owned): what was asked
 * @change: (owned): the number of a period that was over, before and after
 * @before_read: when the number before was last seen, milliseconds by the app's clock
 * @after_read: when the number after was first seen
 *
 * A complete period's number that is another one now: "Sep 2026 was 391 when you looked on 3 Nov".
 */
typedef struct
{
  AuRequest *request;
  AuTableChange *change;
  gint64 before_read;
  gint64 after_read;
} AuRestatement;

void       au_restatement_free (AuRestatement *self);
GPtrArray *au_restatements_new (GPtrArray     *readings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuRestatement, au_restatement_free)

G_END_DECLS
