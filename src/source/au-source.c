/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-source.h"

G_DEFINE_INTERFACE (AuSource, au_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_STATUS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
au_source_default_init (AuSourceInterface *iface)
{
  /**
   * AuSource::progress:
   * @self: the source
   * @fraction: how much is done, 0 to 1; 1 comes once, when the source is ready
   *
   * The source is making itself ready for its first query and takes noticeably long. Queries wait
   * for it. A source that is ready at once never emits this.
   */
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress",
                                           AU_TYPE_SOURCE,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL, NULL,
                                           g_cclosure_marshal_VOID__DOUBLE,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_DOUBLE);

  /**
   * AuSource::status:
   * @self: the source
   * @sentence: (nullable): what queries wait for, such as "Starting warehouse…"; %NULL when they no
   *   longer do
   *
   * Queries wait for something that people want to know of.
   */
  signals[SIGNAL_STATUS] = g_signal_new ("status",
                                         AU_TYPE_SOURCE,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL, NULL,
                                         g_cclosure_marshal_VOID__STRING,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
}

/**
 * au_source_get_id:
 *
 * Returns: (transfer none): the name that the command line knows the source by, such as "sample"
 */
const char *
au_source_get_id (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->get_id (self);
}

/**
 * au_source_get_name:
 *
 * Returns: (transfer none): the source's name for people, such as "Sample workspace"
 */
const char *
au_source_get_name (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->get_name (self);
}

/**
 * au_source_get_description:
 *
 * Returns: (transfer none): one sentence for people about what the source is
 */
const char *
au_source_get_description (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->get_description (self);
}

/**
 * au_source_get_catalog:
 *
 * Returns: (transfer none): the queries that the source runs; requests are made from its contracts
 */
AuQueryCatalog *
au_source_get_catalog (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->get_catalog (self);
}

/**
 * au_source_get_host:
 *
 * Returns: (transfer none) (nullable): the host that the source asks; %NULL for one on this
 *   computer
 */
const char *
au_source_get_host (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  if (AU_SOURCE_GET_IFACE (self)->get_host == NULL)
    return NULL;
  return AU_SOURCE_GET_IFACE (self)->get_host (self);
}

/**
 * au_source_get_concurrency:
 *
 * Returns: how many queries it is good to have running at a time
 */
guint
au_source_get_concurrency (AuSource *self)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), 1);

  /* As many as the sample source has threads, and few enough for a small service. */
  if (AU_SOURCE_GET_IFACE (self)->get_concurrency == NULL)
    return 4;
  return AU_SOURCE_GET_IFACE (self)->get_concurrency (self);
}

/**
 * au_source_close:
 * @self: a source
 * @milliseconds: how long to wait at most
 *
 * For the end of the program: gives up all queries and runs the main context until nothing of
 * theirs is left running in the source. It returns at once where nothing runs.
 *
 * Returns: whether nothing is left running
 */
gboolean
au_source_close (AuSource *self,
                 guint     milliseconds)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), FALSE);

  return AU_SOURCE_GET_IFACE (self)->close == NULL ||
         AU_SOURCE_GET_IFACE (self)->close (self, milliseconds);
}

/**
 * au_source_query_async:
 * @self: a source
 * @request: what to ask
 * @cancellable: (nullable): a #GCancellable; cancelling also stops the work in the source
 * @callback: called when the rows are there
 * @user_data: data for @callback
 *
 * Reads the query's text, runs it and checks the rows against the contract, all off the calling
 * thread.
 */
void
au_source_query_async (AuSource            *self,
                       AuRequest           *request,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (AU_IS_SOURCE (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  AU_SOURCE_GET_IFACE (self)->query_async (self, request, cancellable, callback, user_data);
}

/**
 * au_source_query_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the rows and where they came from; or %NULL with
 *   %AU_ERROR_QUERY_TEXT or %AU_ERROR_CHECKSUM where the text cannot be used, %AU_ERROR_CONTRACT
 *   where the rows do not keep the contract, %AU_ERROR_SOURCE or any #AuSourceError where the
 *   source refused or failed, or %G_IO_ERROR_CANCELLED
 */
AuResult *
au_source_query_finish (AuSource      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->query_finish (self, result, error);
}

/**
 * au_source_test_async:
 * @self: a source
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the outcome is known
 * @user_data: data for @callback
 *
 * Tries whether the source answers at all.
 */
void
au_source_test_async (AuSource            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (AU_IS_SOURCE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  AU_SOURCE_GET_IFACE (self)->test_async (self, cancellable, callback, user_data);
}

/**
 * au_source_test_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a sentence for people saying what answered, or %NULL with an error
 */
char *
au_source_test_finish (AuSource      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (AU_IS_SOURCE (self), NULL);

  return AU_SOURCE_GET_IFACE (self)->test_finish (self, result, error);
}

/**
 * au_source_emit_progress:
 * @self: a source
 * @fraction: 0 to 1
 *
 * For sources: emits #AuSource::progress. Call it in the thread that uses the source.
 */
void
au_source_emit_progress (AuSource *self,
                         double    fraction)
{
  g_return_if_fail (AU_IS_SOURCE (self));

  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, fraction);
}

/**
 * au_source_emit_status:
 * @self: a source
 * @sentence: (nullable): what queries wait for
 *
 * For sources: emits #AuSource::status. Call it in the thread that uses the source.
 */
void
au_source_emit_status (AuSource   *self,
                       const char *sentence)
{
  g_return_if_fail (AU_IS_SOURCE (self));

  g_signal_emit (self, signals[SIGNAL_STATUS], 0, sentence);
}
