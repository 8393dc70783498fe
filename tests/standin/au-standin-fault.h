/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuStandinStage:
 *
 * What a request asks for. A fault of the transport strikes at some of these.
 */
typedef enum
{
  AU_STANDIN_STAGE_SUBMIT = 1 << 0,
  AU_STANDIN_STAGE_POLL = 1 << 1,
  AU_STANDIN_STAGE_RESULT = 1 << 2,    /* a poll's answer that has rows or links in it */
  AU_STANDIN_STAGE_CHUNK = 1 << 3,
  AU_STANDIN_STAGE_CANCEL = 1 << 4,
  AU_STANDIN_STAGE_LINK = 1 << 5,
  AU_STANDIN_STAGE_WAREHOUSE = 1 << 6,
  AU_STANDIN_STAGE_ME = 1 << 7,
  AU_STANDIN_STAGE_TOKEN = 1 << 8,
  AU_STANDIN_STAGE_DISCOVERY = 1 << 9,
  AU_STANDIN_STAGE_OTHER = 1 << 10,
  AU_STANDIN_STAGE_ROUTE = 1 << 11,    /* of the Blessed API */
} AuStandinStage;

/**
 * AuStandinFault:
 *
 * What may go wrong; au-standin-fault.c has the name and a line about each.
 */
typedef enum
{
  /* The connection and the bytes. */
  AU_STANDIN_FAULT_DROP,
  AU_STANDIN_FAULT_HANG,
  AU_STANDIN_FAULT_SLOW_BODY,
  AU_STANDIN_FAULT_CUT_JSON,
  AU_STANDIN_FAULT_CUT_BODY,
  AU_STANDIN_FAULT_EMPTY_BODY,
  AU_STANDIN_FAULT_NOT_JSON,
  AU_STANDIN_FAULT_WRONG_SHAPE,
  AU_STANDIN_FAULT_WRONG_CLOCK,
  /* What stands between the app and a workspace. */
  AU_STANDIN_FAULT_LOGIN_PAGE,
  AU_STANDIN_FAULT_LOGIN_REDIRECT,
  AU_STANDIN_FAULT_RATE_LIMIT,
  AU_STANDIN_FAULT_RATE_LIMIT_DATE,
  AU_STANDIN_FAULT_RATE_LIMIT_NO_WAIT,
  AU_STANDIN_FAULT_UNAVAILABLE,
  AU_STANDIN_FAULT_UNAVAILABLE_NO_WAIT,
  AU_STANDIN_FAULT_SERVER_ERROR,
  AU_STANDIN_FAULT_BAD_GATEWAY,
  AU_STANDIN_FAULT_ERROR_TEXT,
  AU_STANDIN_FAULT_ERROR_HTML,
  AU_STANDIN_FAULT_ERROR_OLD,
  AU_STANDIN_FAULT_ERROR_EMPTY,
  AU_STANDIN_FAULT_NO_API,
  AU_STANDIN_FAULT_IP_BLOCKED,
  /* Signing in. */
  AU_STANDIN_FAULT_UNAUTHENTICATED,
  AU_STANDIN_FAULT_INVALID_TOKEN,
  AU_STANDIN_FAULT_TOKEN_REVOKED,
  AU_STANDIN_FAULT_TOKEN_EXPIRES,
  AU_STANDIN_FAULT_SCOPE_MISSING,
  AU_STANDIN_FAULT_OAUTH_MISSING,
  AU_STANDIN_FAULT_CLIENT_REFUSED,
  AU_STANDIN_FAULT_SIGN_IN_DENIED,
  AU_STANDIN_FAULT_SIGN_IN_STATE,
  AU_STANDIN_FAULT_REFRESH_REVOKED,
  AU_STANDIN_FAULT_TOKEN_MALFORMED,
  /* Warehouses. */
  AU_STANDIN_FAULT_WAREHOUSE_STARTING,
  AU_STANDIN_FAULT_WAREHOUSE_FAILED,
  AU_STANDIN_FAULT_WAREHOUSE_PERMISSION,
  AU_STANDIN_FAULT_WAREHOUSE_GONE,
  AU_STANDIN_FAULT_NO_WAREHOUSES,
  /* Statements. */
  AU_STANDIN_FAULT_PENDING,
  AU_STANDIN_FAULT_RUNNING,
  AU_STANDIN_FAULT_TABLE_PERMISSION,
  AU_STANDIN_FAULT_TABLE_MISSING,
  AU_STANDIN_FAULT_SYNTAX_ERROR,
  AU_STANDIN_FAULT_STATEMENT_FAILED,
  AU_STANDIN_FAULT_CANCELED_BY_ADMIN,
  AU_STANDIN_FAULT_UNKNOWN_STATE,
  AU_STANDIN_FAULT_INLINE_LIMIT,
  AU_STANDIN_FAULT_CLOSED_WITH_RESULT,
  AU_STANDIN_FAULT_CLOSED,
  AU_STANDIN_FAULT_FORGOTTEN,
  AU_STANDIN_FAULT_CHUNK_GONE,
  AU_STANDIN_FAULT_CANCEL_LOSES,
  AU_STANDIN_FAULT_CANCEL_SLOW,
  AU_STANDIN_FAULT_CANCEL_FORGOTTEN,
  /* Results. */
  AU_STANDIN_FAULT_NO_ROWS,
  AU_STANDIN_FAULT_RESULT_MISSING,
  AU_STANDIN_FAULT_MANIFEST_MISSING,
  AU_STANDIN_FAULT_NO_NEXT,
  AU_STANDIN_FAULT_ROW_OFFSET,
  AU_STANDIN_FAULT_TRUNCATED,
  AU_STANDIN_FAULT_ROW_COUNT,
  AU_STANDIN_FAULT_CHUNK_SHORT,
  AU_STANDIN_FAULT_CHUNK_SWAPPED,
  AU_STANDIN_FAULT_COLUMN_MISSING,
  AU_STANDIN_FAULT_COLUMN_EXTRA,
  AU_STANDIN_FAULT_COLUMN_TYPE,
  AU_STANDIN_FAULT_ROW_SHORT,
  AU_STANDIN_FAULT_NOT_A_NUMBER,
  AU_STANDIN_FAULT_BARE_VALUES,
  /* External links. */
  AU_STANDIN_FAULT_LINK_EXPIRED,
  AU_STANDIN_FAULT_LINK_REFUSED,
  AU_STANDIN_FAULT_LINK_HEADERS,
  AU_STANDIN_FAULT_LINK_REDIRECT,
  AU_STANDIN_FAULT_LINK_HOME,
  AU_STANDIN_N_FAULTS,
} AuStandinFault;

/**
 * AuStandinFaults:
 *
 * The faults that are set. Any thread may use it.
 */
typedef struct _AuStandinFaults AuStandinFaults;

AuStandinFaults *au_standin_faults_new      (void);
void             au_standin_faults_free     (AuStandinFaults     *self);
gboolean         au_standin_faults_set      (AuStandinFaults     *self,
                                             const char          *text,
                                             const char *const   *queries,
                                             GError             **error);
void             au_standin_faults_clear    (AuStandinFaults     *self);
gboolean         au_standin_faults_strike   (AuStandinFaults     *self,
                                             AuStandinFault       fault,
                                             AuStandinStage       stage,
                                             const char          *query,
                                             guint               *number);
char            *au_standin_faults_describe (void);
guint            au_standin_faults_count    (void);
const char      *au_standin_faults_get_name (AuStandinFault       fault);

G_END_DECLS
