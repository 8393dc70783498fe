/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-cache-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuCacheJobKind:
 * @AU_CACHE_JOB_GET: somebody waits for a result
 * @AU_CACHE_JOB_RESTATEMENTS: somebody waits for what was restated
 * @AU_CACHE_JOB_PUT: a result is to be kept; nobody waits
 * @AU_CACHE_JOB_CLEAR: somebody waits until nothing is kept
 */
typedef enum
{
  AU_CACHE_JOB_GET,
  AU_CACHE_JOB_RESTATEMENTS,
  AU_CACHE_JOB_PUT,
  AU_CACHE_JOB_CLEAR,
} AuCacheJobKind;

/**
 * AuCacheJob:
 * @kind: what is to be done
 * @task: (owned) (nullable): who waits
 * @store: (unowned): the store, for the thread alone
 * @catalog: (owned): the query texts
 * @request: (owned) (nullable): what is asked
 * @result: (owned) (nullable): what is to be kept, or was found
 * @keeping: (owned) (nullable): of a PUT, cancelled where it is to be kept no more
 * @restatements: (owned) (nullable) (element-type AuRestatement): what was found
 * @error: (owned) (nullable): of a GET, what to fail with where nothing is kept
 * @done: of a CLEAR, whether it is done
 *
 * What the thread of an #AuCachedSource is to do. Jobs that somebody waits for hold the source
 * through their task; a PUT does not, so that a source may go away, which then waits for what is
 * still to be written.
 */
typedef struct
{
  AuCacheJobKind kind;
  GTask *task;
  AuCacheStore *store;
  AuQueryCatalog *catalog;
  AuRequest *request;
  AuResult *result;
  GCancellable *keeping;
  GPtrArray *restatements;
  GError *error;
  gboolean done;
} AuCacheJob;

void au_cache_job_run_cb (gpointer data,
                          gpointer user_data);

G_END_DECLS
