/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"
#include "au-query.h"
#include "au-statement.h"

G_BEGIN_DECLS

#define AU_TYPE_PROVENANCE (au_provenance_get_type ())

/**
 * AuProvenance:
 * @source: (owned): the source's name for people, such as "Sample workspace"
 * @host: (owned) (nullable): the workspace's host, where the source has one
 * @statement: (owned): query, text as sent and bound values
 * @statement_id: (owned): the id that the source gave the run
 * @submitted: when it was sent, milliseconds by the app's clock
 * @finished: when its last row was read, likewise
 * @n_rows: rows read
 * @truncated: whether the source held back rows
 * @data_through: the newest day in the rows, or %AU_DAY_INVALID where no column tells
 * @ignored_columns: (owned): names that the result had beyond the contract's, may be empty
 *
 * Where a result came from. Filled by the source that made it, and not changed afterwards.
 */
typedef struct
{
  char *source;
  char *host;
  AuStatement *statement;
  char *statement_id;
  gint64 submitted;
  gint64 finished;
  guint n_rows;
  gboolean truncated;
  AuDay data_through;
  GStrv ignored_columns;
} AuProvenance;

GType         au_provenance_get_type  (void);
AuProvenance *au_provenance_new       (void);
AuProvenance *au_provenance_ref       (AuProvenance *self);
void          au_provenance_unref     (AuProvenance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuProvenance, au_provenance_unref)

G_END_DECLS
