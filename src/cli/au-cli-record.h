/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-request.h"
#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuCliRecordResult:
 * @query: (owned): the query's name
 * @source: (owned): the source's name for people
 * @host: (owned) (nullable): the workspace's host
 * @file: (owned) (nullable): the query's file, %NULL for a route
 * @file_sha256: (owned) (nullable): its checksum
 * @standing: (owned): `verified`, `unverified` or `by route`
 * @finished: (owned): when the rows were read, in the normal form
 * @rows_sha256: (owned): the checksum of the rows
 * @n_rows: how many rows
 * @request: (owned) (nullable): what was asked; %NULL where this version knows no such query
 * @table: (owned) (nullable): the rows; %NULL where this version's contract has other columns
 *
 * A result as a record tells it.
 */
typedef struct
{
  char *query;
  char *source;
  char *host;
  char *file;
  char *file_sha256;
  char *standing;
  char *finished;
  char *rows_sha256;
  guint n_rows;
  AuRequest *request;
  AuTable *table;
} AuCliRecordResult;

GPtrArray *au_cli_record_parse (const char      *record,
                                AuQueryCatalog  *catalog,
                                GError         **error);

G_END_DECLS
