/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSourceError:
 * @AU_SOURCE_ERROR_CONFIGURATION: something that the source needs was not given, or is malformed
 * @AU_SOURCE_ERROR_NETWORK: nothing answered, or the connection broke
 * @AU_SOURCE_ERROR_TLS: something answered that cannot prove to be the host
 * @AU_SOURCE_ERROR_ADDRESS: what answered is not the service: no such host, a web page, a redirect
 * @AU_SOURCE_ERROR_SIGN_IN: the service does not take the token or key, or there is none; sign in
 * @AU_SOURCE_ERROR_PERMISSION: signed in, but not allowed to do that
 * @AU_SOURCE_ERROR_WAREHOUSE: the warehouse does not exist or cannot start
 * @AU_SOURCE_ERROR_RATE_LIMIT: too many requests, for longer than was worth waiting
 * @AU_SOURCE_ERROR_SERVICE: the service failed or is down for now
 * @AU_SOURCE_ERROR_STATEMENT: the query was run and failed, or was refused
 * @AU_SOURCE_ERROR_RESULT_GONE: the query ran, but its result is no longer kept; run it again
 * @AU_SOURCE_ERROR_ANSWER: the service answered with something that is no valid answer
 * @AU_SOURCE_ERROR_KEYRING: the keyring cannot be used
 *
 * What can go wrong between here and a service. Messages of this domain are whole sentences for
 * people: what happened and what to do. A cancel is %G_IO_ERROR_CANCELLED, rows that do not keep
 * the contract are %AU_ERROR_CONTRACT.
 */
typedef enum
{
  AU_SOURCE_ERROR_CONFIGURATION,
  AU_SOURCE_ERROR_NETWORK,
  AU_SOURCE_ERROR_TLS,
  AU_SOURCE_ERROR_ADDRESS,
  AU_SOURCE_ERROR_SIGN_IN,
  AU_SOURCE_ERROR_PERMISSION,
  AU_SOURCE_ERROR_WAREHOUSE,
  AU_SOURCE_ERROR_RATE_LIMIT,
  AU_SOURCE_ERROR_SERVICE,
  AU_SOURCE_ERROR_STATEMENT,
  AU_SOURCE_ERROR_RESULT_GONE,
  AU_SOURCE_ERROR_ANSWER,
  AU_SOURCE_ERROR_KEYRING,
} AuSourceError;

/**
 * AuSourceErrorDetails:
 * @host: (nullable): the host that answered, or should have
 * @statement_id: (nullable): the statement that it is about
 * @request_id: (nullable): the service's id of the request
 * @code: (nullable): the service's own name of the error, such as `BAD_REQUEST`
 * @sql_state: (nullable): five characters, such as `42P01`
 * @text: (nullable): the service's own words, may have several lines
 * @http_status: the HTTP status, 0 where there was none
 *
 * What is worth copying into a message to whoever keeps the workspace. Holds no secret.
 */
typedef struct
{
  char *host;
  char *statement_id;
  char *request_id;
  char *code;
  char *sql_state;
  char *text;
  guint http_status;
} AuSourceErrorDetails;

#define AU_SOURCE_ERROR (au_source_error_quark ())

GQuark  au_source_error_quark         (void);
GError *au_source_error_new           (AuSourceError                code,
                                       const AuSourceErrorDetails  *details,
                                       const char                  *format,
                                       ...) G_GNUC_PRINTF (3, 4);
const AuSourceErrorDetails *
au_source_error_get_details   (const GError                *error);
void    au_source_error_set_statement (GError                      *error,
                                       const char                  *statement_id);
char   *au_source_error_dup_report    (const GError                *error);
char   *au_source_error_clean_line    (const char                  *text);

G_END_DECLS
