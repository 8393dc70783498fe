/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query.h"
#include "au-request.h"

G_BEGIN_DECLS

/**
 * AuBinding:
 * @name: (owned): the marker's name as the sent text has it, without the colon
 * @type: the scalar type of the marker: string, int, bigint or boolean
 * @text: (owned): the value: digits, `true` or `false`, or the string itself
 */
typedef struct
{
  char *name;
  AuParameterType type;
  char *text;
} AuBinding;

#define AU_TYPE_STATEMENT (au_statement_get_type ())

/**
 * AuStatement:
 *
 * A query text made ready to send for one request: each list marker expanded to one marker per
 * element, values beside the text and never in it. Immutable.
 */
typedef struct _AuStatement AuStatement;

GType            au_statement_get_type       (void);
AuStatement     *au_statement_new            (AuQuery            *query,
                                              AuRequest          *request,
                                              GError            **error);
AuStatement     *au_statement_ref            (AuStatement        *self);
void             au_statement_unref          (AuStatement        *self);
AuQuery         *au_statement_get_query      (const AuStatement  *self);
AuRequest       *au_statement_get_request    (const AuStatement  *self);
const char      *au_statement_get_text       (const AuStatement  *self);
const char      *au_statement_get_sha256     (const AuStatement  *self);
guint            au_statement_get_n_bindings (const AuStatement  *self);
const AuBinding *au_statement_get_binding    (const AuStatement  *self,
                                              guint               index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStatement, au_statement_unref)

G_END_DECLS
