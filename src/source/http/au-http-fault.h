/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http.h"

G_BEGIN_DECLS

/**
 * AuHttpFault:
 * @code: (owned) (nullable): the service's name of the error
 * @message: (owned): the service's words, never %NULL, may be empty
 *
 * What the body of an error says.
 */
typedef struct
{
  char *code;
  char *message;
} AuHttpFault;

/**
 * AuHttpSubject:
 * @AU_HTTP_API: nothing more special than the service
 * @AU_HTTP_STATEMENT: a statement or its result
 * @AU_HTTP_WAREHOUSE: a warehouse
 * @AU_HTTP_TOKEN: signing in
 * @AU_HTTP_LINK: a link to a part of a result
 *
 * What a request was about, which decides what an error means.
 */
typedef enum
{
  AU_HTTP_API,
  AU_HTTP_STATEMENT,
  AU_HTTP_WAREHOUSE,
  AU_HTTP_TOKEN,
  AU_HTTP_LINK,
} AuHttpSubject;

void     au_http_fault_parse        (const char            *body,
                                     gsize                  length,
                                     const char            *content_type,
                                     AuHttpFault           *fault);
void     au_http_fault_clear        (AuHttpFault           *fault);
gboolean au_http_fault_check        (const AuHttpResponse  *response,
                                     AuHttpSubject          subject,
                                     GError               **error);
gboolean au_http_is_sign_in_refusal (const AuHttpResponse  *response);
GError  *au_http_fault_from_network (const GError          *cause,
                                     const char            *host,
                                     GTlsCertificateFlags   certificate,
                                     gboolean               was_sent,
                                     gboolean               is_submission);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuHttpFault, au_http_fault_clear)

G_END_DECLS
