/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-request.h"
#include "au-result.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AU_TYPE_SOURCE (au_source_get_type ())

/**
 * AuSource:
 *
 * Where numbers come from: something that runs the sixteen queries. It owns the catalog that its
 * texts come from. Use it from one thread, whose main context runs all callbacks and signals;
 * every query works in another.
 */
G_DECLARE_INTERFACE (AuSource, au_source, AU, SOURCE, GObject)

/**
 * AuSourceInterface:
 * @parent_iface: the parent
 * @get_id: the name that the command line knows the source by
 * @get_name: its name for people
 * @get_description: one sentence for people about it
 * @get_catalog: the queries that it runs
 * @get_host: (nullable): the host that it asks, without a scheme; %NULL where it asks none
 * @get_concurrency: (nullable): how many queries may run at a time
 * @close: (nullable): gives up all queries and waits until nothing runs any more, for at most so
 *   many milliseconds
 * @query_async: starts a query
 * @query_finish: its result
 * @test_async: starts a trial
 * @test_finish: its outcome
 */
struct _AuSourceInterface
{
  GTypeInterface parent_iface;

  const char     *(*get_id)          (AuSource             *self);
  const char     *(*get_name)        (AuSource             *self);
  const char     *(*get_description) (AuSource             *self);
  AuQueryCatalog *(*get_catalog)     (AuSource             *self);
  const char     *(*get_host)        (AuSource             *self);
  guint           (*get_concurrency) (AuSource             *self);
  gboolean        (*close)           (AuSource             *self,
                                      guint                 milliseconds);
  void            (*query_async)     (AuSource             *self,
                                      AuRequest            *request,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
  AuResult       *(*query_finish)    (AuSource             *self,
                                      GAsyncResult         *result,
                                      GError              **error);
  void            (*test_async)      (AuSource             *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
  char           *(*test_finish)     (AuSource             *self,
                                      GAsyncResult         *result,
                                      GError              **error);
};

const char     *au_source_get_id          (AuSource             *self);
const char     *au_source_get_name        (AuSource             *self);
const char     *au_source_get_description (AuSource             *self);
AuQueryCatalog *au_source_get_catalog     (AuSource             *self);
const char     *au_source_get_host        (AuSource             *self);
guint           au_source_get_concurrency (AuSource             *self);
gboolean        au_source_close           (AuSource             *self,
                                           guint                 milliseconds);
void            au_source_query_async     (AuSource             *self,
                                           AuRequest            *request,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
AuResult       *au_source_query_finish    (AuSource             *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void            au_source_test_async      (AuSource             *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
char           *au_source_test_finish     (AuSource             *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void            au_source_emit_progress   (AuSource             *self,
                                           double                fraction);
void            au_source_emit_status     (AuSource             *self,
                                           const char           *sentence);

G_END_DECLS
