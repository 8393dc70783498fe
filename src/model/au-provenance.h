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
 * @statement: (owned) (nullable): query, text as sent and bound values; %NULL where a service ran
 *   its own text behind @route
 * @route: (owned) (nullable): the route that was asked where no text was sent, such as
 *   "/api/v1/metrics/mau"
 * @asked: (owned) (nullable): likewise, path and query as they were sent
 * @request: (owned) (nullable): likewise, what was asked; see au_provenance_get_request()
 * @statement_id: (owned) (nullable): the id that the source gave the run; of a route, its answer
 * @submitted: when it was sent, milliseconds by the app's clock
 * @finished: when its last row was read, likewise
 * @n_rows: rows read
 * @truncated: whether the source held back rows
 * @data_through: the newest day in the rows, or %AU_DAY_INVALID where no column tells. It says how
 *   far the data reach and is no word on when the query ran
 * @ignored_columns: (owned): names that the result had beyond the contract's, may be empty
 * @contract_version: %AU_CONTRACT_VERSION of the app that read the rows
 * @app_version: (owned): its own version
 * @from_cache: whether the rows were read from this computer's cache and not from the source
 *
 * Where a result came from. Filled by the source that made it, and not changed afterwards.
 */
typedef struct
{
  char *source;
  char *host;
  AuStatement *statement;
  char *route;
  char *asked;
  AuRequest *request;
  char *statement_id;
  gint64 submitted;
  gint64 finished;
  guint n_rows;
  gboolean truncated;
  AuDay data_through;
  GStrv ignored_columns;
  guint contract_version;
  char *app_version;
  gboolean from_cache;
} AuProvenance;

GType         au_provenance_get_type      (void);
AuProvenance *au_provenance_new           (void);
AuProvenance *au_provenance_copy          (const AuProvenance *self);
AuProvenance *au_provenance_ref           (AuProvenance       *self);
void          au_provenance_unref         (AuProvenance       *self);
AuQuery      *au_provenance_get_query     (const AuProvenance *self);
AuRequest    *au_provenance_get_request   (const AuProvenance *self);
const char   *au_provenance_get_standing  (const AuProvenance *self);
gint64        au_provenance_get_age       (const AuProvenance *self,
                                           gint64              now);
void          au_provenance_append_json   (const AuProvenance *self,
                                           GString            *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuProvenance, au_provenance_unref)

G_END_DECLS
