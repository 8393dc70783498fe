/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-contract.h"

G_BEGIN_DECLS

#define AU_TYPE_REQUEST (au_request_get_type ())

/**
 * AuRequest:
 *
 * A query's name with a value for each of its parameters, checked and in one normal form, so that
 * two requests for the same rows are equal. It holds no text: that is read when the request runs.
 * Immutable.
 */
typedef struct _AuRequest AuRequest;

GType         au_request_get_type     (void);
AuRequest    *au_request_new          (AuContract       *contract,
                                       GVariant         *values,
                                       GError          **error);
AuRequest    *au_request_new_from_text (AuContract      *contract,
                                        GHashTable       *values,
                                        GError          **error);
AuRequest    *au_request_ref          (AuRequest        *self);
void          au_request_unref        (AuRequest        *self);
AuContract   *au_request_get_contract (const AuRequest  *self);
const char   *au_request_get_name     (const AuRequest  *self);
GVariant     *au_request_get_value    (const AuRequest  *self,
                                       const char       *parameter);
const char   *au_request_get_key      (const AuRequest  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuRequest, au_request_unref)

G_END_DECLS
