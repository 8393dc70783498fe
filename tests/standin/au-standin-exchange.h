/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-private.h"

#include <yyjson.h>

G_BEGIN_DECLS

/**
 * AuStandinExchange:
 * @standin: the server
 * @message: the request and its answer
 * @stage: what is asked for
 * @query: (owned) (nullable): the query that it is about
 * @gone: whether the client has left
 *
 * A request that waits for its answer.
 */
typedef struct
{
  AuStandin *standin;
  SoupServerMessage *message;
  AuStandinStage stage;
  char *query;
  gboolean gone;
} AuStandinExchange;

AuStandinExchange *au_standin_exchange_new        (AuStandin          *standin,
                                                   SoupServerMessage  *message);
AuStandinExchange *au_standin_exchange_ref        (AuStandinExchange  *self);
void               au_standin_exchange_unref      (AuStandinExchange  *self);
gboolean           au_standin_exchange_strikes    (AuStandinExchange  *self,
                                                   AuStandinFault      fault);
gboolean           au_standin_exchange_is_gone    (AuStandinExchange  *self);
void               au_standin_exchange_set_header (AuStandinExchange  *self,
                                                   const char         *name,
                                                   const char         *value);
gboolean           au_standin_exchange_reply      (AuStandinExchange  *self,
                                                   guint               status,
                                                   const char         *type,
                                                   char               *body);
gboolean           au_standin_exchange_reply_json (AuStandinExchange  *self,
                                                   yyjson_mut_doc     *json);
void               au_standin_exchange_reply_error (AuStandinExchange *self,
                                                    guint              status,
                                                    const char        *message);
void               au_standin_exchange_fail       (AuStandinExchange  *self,
                                                   guint               status,
                                                   const char         *code,
                                                   const char         *format,
                                                   ...) G_GNUC_PRINTF (4, 5);
void               au_standin_exchange_fail_number (AuStandinExchange *self,
                                                    guint              status,
                                                    const char        *message);
gboolean           au_standin_exchange_obstruct   (AuStandinExchange  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandinExchange, au_standin_exchange_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

G_END_DECLS
