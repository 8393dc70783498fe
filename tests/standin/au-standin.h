/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-authority.h"

G_BEGIN_DECLS

/**
 * AuStandin:
 *
 * A server that speaks the REST API of a Databricks workspace over the sample workspace's tables,
 * for trying and testing the client, and at the same address the routes of the Blessed API. It runs
 * in a thread of its own and listens on loopback alone. Any thread may call it.
 */
typedef struct _AuStandin AuStandin;

/**
 * AuStandinOptions:
 * @port: where to listen, 0 for any free port
 * @latency_ms: how long every answer is held back
 * @token: (nullable): the personal access token that it takes, %NULL for a random one
 * @client_id: (nullable): the service principal of machine-to-machine sign-in, %NULL for a fixed
 *   one
 * @client_secret: (nullable): its secret, %NULL for a random one
 * @api_key: (nullable): the key of the Blessed API, %NULL for a random one
 * @workspace: (nullable): an SQLite file with the contract's tables, %NULL for the sample workspace
 * @chunk_rows: rows in a chunk, 0 for 100
 * @run_ms: how long a statement runs at least once its warehouse does
 * @pending_polls: how many polls find a statement PENDING
 * @running_polls: how many polls after those find it RUNNING at least
 * @warehouse_start_ms: how long a stopped warehouse takes to start, 0 for two seconds
 * @token_seconds: how long an access token from a sign-in lives, 0 for an hour
 * @identity: whether it is reached by https, and what it proves itself with then
 *
 * All zero is a healthy workspace.
 */
typedef struct
{
  guint port;
  guint latency_ms;
  const char *token;
  const char *client_id;
  const char *client_secret;
  const char *api_key;
  const char *workspace;
  guint chunk_rows;
  guint run_ms;
  guint pending_polls;
  guint running_polls;
  guint warehouse_start_ms;
  guint token_seconds;
  AuStandinIdentity identity;
} AuStandinOptions;

/**
 * AuStandinCounter:
 * @AU_STANDIN_REQUESTS: requests of any kind
 * @AU_STANDIN_MULTIPLEXED: those of them that came over HTTP/2
 * @AU_STANDIN_CONNECTIONS: connections over which any came
 * @AU_STANDIN_SUBMITTED: statements that were accepted
 * @AU_STANDIN_OPEN: statements whose id was told and that were neither cancelled nor seen to end
 * @AU_STANDIN_ORPHANED: statements whose id was never told, because a fault ate the answer
 * @AU_STANDIN_PEAK: the most statements that were open at once
 * @AU_STANDIN_CANCELS: requests to cancel a statement
 * @AU_STANDIN_POLLS: requests for a statement's state
 * @AU_STANDIN_CHUNKS: chunks or links to chunks that were given
 * @AU_STANDIN_LINKS: external links that were read to the end
 * @AU_STANDIN_LINK_AUTHORIZATIONS: requests to an external link that had an Authorization header
 * @AU_STANDIN_REFUSED: requests that a workspace would refuse as malformed
 * @AU_STANDIN_UNAUTHORIZED: requests with a token that is missing or wrong
 * @AU_STANDIN_TOKENS: access tokens that were issued
 * @AU_STANDIN_ROUTES: requests to the Blessed API that were answered with whole rows
 *
 * What it has counted since it was made.
 */
typedef enum
{
  AU_STANDIN_REQUESTS,
  AU_STANDIN_MULTIPLEXED,
  AU_STANDIN_CONNECTIONS,
  AU_STANDIN_SUBMITTED,
  AU_STANDIN_OPEN,
  AU_STANDIN_ORPHANED,
  AU_STANDIN_PEAK,
  AU_STANDIN_CANCELS,
  AU_STANDIN_POLLS,
  AU_STANDIN_CHUNKS,
  AU_STANDIN_LINKS,
  AU_STANDIN_LINK_AUTHORIZATIONS,
  AU_STANDIN_REFUSED,
  AU_STANDIN_UNAUTHORIZED,
  AU_STANDIN_TOKENS,
  AU_STANDIN_ROUTES,
  AU_STANDIN_N_COUNTERS,
} AuStandinCounter;

/* The ids of its warehouses: one that runs and one that is stopped. */
#define AU_STANDIN_WAREHOUSE "5ca1ab1e0a0b0c0d"
#define AU_STANDIN_STOPPED_WAREHOUSE "5ca1ab1e0a0b0c0e"

/* Part of each access and refresh token that it issues, by which they are found. */
#define AU_STANDIN_ISSUED "issued0by0the0standin"

/* The workspace id that it answers with. */
#define AU_STANDIN_WORKSPACE_ID "4815162342108"

void        au_standin_enable_http2      (void);
AuStandin  *au_standin_new               (const AuStandinOptions  *options);
void        au_standin_free              (AuStandin               *self);
gboolean    au_standin_start             (AuStandin               *self,
                                          GError                 **error);
const char *au_standin_get_uri           (AuStandin               *self);
const char *au_standin_get_link_uri      (AuStandin               *self);
const char *au_standin_get_authority     (AuStandin               *self);
const char *au_standin_get_token         (AuStandin               *self);
const char *au_standin_get_client_id     (AuStandin               *self);
const char *au_standin_get_client_secret (AuStandin               *self);
const char *au_standin_get_api_key       (AuStandin               *self);
gboolean    au_standin_set_fault         (AuStandin               *self,
                                          const char              *fault,
                                          GError                 **error);
void        au_standin_clear_faults      (AuStandin               *self);
char       *au_standin_describe_faults   (void);
guint       au_standin_get_counter       (AuStandin               *self,
                                          AuStandinCounter         counter);
char       *au_standin_dup_user_agent    (AuStandin               *self);
char       *au_standin_dup_submission    (AuStandin               *self);
void        au_standin_expire_tokens     (AuStandin               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandin, au_standin_free)

G_END_DECLS
