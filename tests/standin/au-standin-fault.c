/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-standin-fault.h"
#include "au-error.h"

#include <string.h>

#define STATEMENTS \
  (AU_STANDIN_STAGE_SUBMIT | AU_STANDIN_STAGE_POLL | AU_STANDIN_STAGE_RESULT | \
   AU_STANDIN_STAGE_CHUNK | AU_STANDIN_STAGE_ROUTE)
#define API \
  (STATEMENTS | AU_STANDIN_STAGE_CANCEL | AU_STANDIN_STAGE_WAREHOUSE | AU_STANDIN_STAGE_ME)
#define ROWS \
  (AU_STANDIN_STAGE_RESULT | AU_STANDIN_STAGE_CHUNK | AU_STANDIN_STAGE_LINK | \
   AU_STANDIN_STAGE_ROUTE)

/**
 * Number:
 * @TIMES: the number says how often the fault strikes; without one it always does
 * @VALUE: the number is handed to the fault, which has a default for it
 */
typedef enum
{
  TIMES,
  VALUE,
} Number;

typedef struct
{
  const char *name;
  Number number;
  guint value;                 /* the default of a VALUE */
  guint stages;                /* where it strikes unless told otherwise; 0 where that is fixed */
  const char *description;
} Info;

static const Info infos[AU_STANDIN_N_FAULTS] = {
  [AU_STANDIN_FAULT_DROP] = {
    "drop", TIMES, 0, AU_STANDIN_STAGE_SUBMIT | AU_STANDIN_STAGE_ROUTE,
    "the connection is dropped once the request was accepted and acted on",
  },
  [AU_STANDIN_FAULT_HANG] = {
    "hang", TIMES, 0, AU_STANDIN_STAGE_POLL | AU_STANDIN_STAGE_RESULT | AU_STANDIN_STAGE_ROUTE,
    "the request is read and never answered",
  },
  [AU_STANDIN_FAULT_SLOW_BODY] = {
    "slow-body", VALUE, 50, ROWS,
    "the body comes in eight pieces, NUMBER milliseconds apart",
  },
  [AU_STANDIN_FAULT_CUT_JSON] = {
    "cut-json", VALUE, 50, ROWS,
    "the JSON ends after NUMBER per cent of it, in a complete answer",
  },
  [AU_STANDIN_FAULT_CUT_BODY] = {
    "cut-body", VALUE, 50, ROWS,
    "the connection is dropped after NUMBER per cent of the body",
  },
  [AU_STANDIN_FAULT_EMPTY_BODY] = {
    "empty-body", TIMES, 0, STATEMENTS,
    "the answer is 200 with no body",
  },
  [AU_STANDIN_FAULT_NOT_JSON] = {
    "not-json", TIMES, 0, STATEMENTS,
    "the answer is 200 and says application/json, and is no JSON",
  },
  [AU_STANDIN_FAULT_WRONG_SHAPE] = {
    "wrong-shape", TIMES, 0, STATEMENTS,
    "the answer is JSON of another shape: a list where an object belongs",
  },
  [AU_STANDIN_FAULT_WRONG_CLOCK] = {
    "wrong-clock", VALUE, 24, 0,
    "the server's clock, in Date and in the expiry of links, is NUMBER hours ahead",
  },

  [AU_STANDIN_FAULT_LOGIN_PAGE] = {
    "login-page", TIMES, 0, API,
    "the answer is 200 with the HTML of a login page",
  },
  [AU_STANDIN_FAULT_LOGIN_REDIRECT] = {
    "login-redirect", TIMES, 0, API,
    "the answer is a redirect to /login.html, as behind a private link",
  },
  [AU_STANDIN_FAULT_RATE_LIMIT] = {
    "rate-limit", TIMES, 0, STATEMENTS,
    "429 REQUEST_LIMIT_EXCEEDED with Retry-After: 1",
  },
  [AU_STANDIN_FAULT_RATE_LIMIT_DATE] = {
    "rate-limit-date", TIMES, 0, STATEMENTS,
    "429 with Retry-After as a date, two seconds ahead",
  },
  [AU_STANDIN_FAULT_RATE_LIMIT_NO_WAIT] = {
    "rate-limit-no-wait", TIMES, 0, STATEMENTS,
    "429 RESOURCE_EXHAUSTED without Retry-After",
  },
  [AU_STANDIN_FAULT_UNAVAILABLE] = {
    "unavailable", TIMES, 0, STATEMENTS,
    "503 TEMPORARILY_UNAVAILABLE with Retry-After: 1",
  },
  [AU_STANDIN_FAULT_UNAVAILABLE_NO_WAIT] = {
    "unavailable-no-wait", TIMES, 0, STATEMENTS,
    "503 TEMPORARILY_UNAVAILABLE without Retry-After",
  },
  [AU_STANDIN_FAULT_SERVER_ERROR] = {
    "server-error", TIMES, 0, STATEMENTS,
    "500 INTERNAL_ERROR",
  },
  [AU_STANDIN_FAULT_BAD_GATEWAY] = {
    "bad-gateway", TIMES, 0, STATEMENTS,
    "502 with the HTML of a proxy",
  },
  [AU_STANDIN_FAULT_ERROR_TEXT] = {
    "error-text", TIMES, 0, STATEMENTS,
    "400 in plain text: BAD_REQUEST: and a message",
  },
  [AU_STANDIN_FAULT_ERROR_HTML] = {
    "error-html", TIMES, 0, STATEMENTS,
    "400 in HTML, the message between <pre> and </pre>",
  },
  [AU_STANDIN_FAULT_ERROR_OLD] = {
    "error-old", TIMES, 0, STATEMENTS,
    "400 in the form of API 1.2: {\"error\": message}",
  },
  [AU_STANDIN_FAULT_ERROR_EMPTY] = {
    "error-empty", TIMES, 0, STATEMENTS,
    "400 with no body",
  },
  [AU_STANDIN_FAULT_NO_API] = {
    "no-api", TIMES, 0, API,
    "404 ENDPOINT_NOT_FOUND, as at an address that is no workspace's",
  },
  [AU_STANDIN_FAULT_IP_BLOCKED] = {
    "ip-blocked", TIMES, 0, API,
    "403 in plain text: the address is not on the workspace's access list",
  },

  [AU_STANDIN_FAULT_UNAUTHENTICATED] = {
    "unauthenticated", TIMES, 0, API,
    "401 with a numeric error_code and WWW-Authenticate",
  },
  [AU_STANDIN_FAULT_INVALID_TOKEN] = {
    "invalid-token", TIMES, 0, API,
    "403 with a numeric error_code: Invalid access token.",
  },
  [AU_STANDIN_FAULT_TOKEN_REVOKED] = {
    "token-revoked", VALUE, 3, 0,
    "403 Invalid access token. from request NUMBER + 1 of a token on",
  },
  [AU_STANDIN_FAULT_TOKEN_EXPIRES] = {
    "token-expires", VALUE, 1, 0,
    "access tokens from a sign-in live NUMBER seconds",
  },
  [AU_STANDIN_FAULT_SCOPE_MISSING] = {
    "scope-missing", TIMES, 0, AU_STANDIN_STAGE_ME,
    "403 in SCIM's form: the token has no scope for it",
  },
  [AU_STANDIN_FAULT_OAUTH_MISSING] = {
    "oauth-missing", TIMES, 0, 0,
    "404 on OAuth discovery: the workspace offers no OAuth",
  },
  [AU_STANDIN_FAULT_CLIENT_REFUSED] = {
    "client-refused", TIMES, 0, 0,
    "the token endpoint answers 401 invalid_client",
  },
  [AU_STANDIN_FAULT_SIGN_IN_DENIED] = {
    "sign-in-denied", TIMES, 0, 0,
    "the browser comes back with error=access_denied",
  },
  [AU_STANDIN_FAULT_SIGN_IN_STATE] = {
    "sign-in-state", TIMES, 0, 0,
    "the browser comes back with another state than it was sent with",
  },
  [AU_STANDIN_FAULT_REFRESH_REVOKED] = {
    "refresh-revoked", TIMES, 0, 0,
    "the token endpoint says that the refresh token is invalid",
  },
  [AU_STANDIN_FAULT_TOKEN_MALFORMED] = {
    "token-malformed", TIMES, 0, 0,
    "the token endpoint answers 200 without an access token",
  },

  [AU_STANDIN_FAULT_WAREHOUSE_STARTING] = {
    "warehouse-starting", VALUE, 5, 0,
    "the warehouse is stopped and takes NUMBER seconds to start",
  },
  [AU_STANDIN_FAULT_WAREHOUSE_FAILED] = {
    "warehouse-failed", TIMES, 0, 0,
    "the warehouse does not start; its health says why and the statement fails",
  },
  [AU_STANDIN_FAULT_WAREHOUSE_PERMISSION] = {
    "warehouse-permission", TIMES, 0, 0,
    "403 PERMISSION_DENIED: no CAN USE on the warehouse",
  },
  [AU_STANDIN_FAULT_WAREHOUSE_GONE] = {
    "warehouse-gone", TIMES, 0, 0,
    "404 RESOURCE_DOES_NOT_EXIST: there is no such warehouse",
  },
  [AU_STANDIN_FAULT_NO_WAREHOUSES] = {
    "no-warehouses", TIMES, 0, 0,
    "the list of warehouses is {}: none is visible",
  },

  [AU_STANDIN_FAULT_PENDING] = {
    "pending", VALUE, 10, 0,
    "a statement stays PENDING for NUMBER polls",
  },
  [AU_STANDIN_FAULT_RUNNING] = {
    "running", VALUE, 10, 0,
    "a statement stays RUNNING for NUMBER polls",
  },
  [AU_STANDIN_FAULT_TABLE_PERMISSION] = {
    "table-permission", TIMES, 0, 0,
    "the statement FAILED with [INSUFFICIENT_PERMISSIONS]",
  },
  [AU_STANDIN_FAULT_TABLE_MISSING] = {
    "table-missing", TIMES, 0, 0,
    "the statement FAILED with [TABLE_OR_VIEW_NOT_FOUND]",
  },
  [AU_STANDIN_FAULT_SYNTAX_ERROR] = {
    "syntax-error", TIMES, 0, 0,
    "the statement FAILED with [PARSE_SYNTAX_ERROR] over several lines",
  },
  [AU_STANDIN_FAULT_STATEMENT_FAILED] = {
    "statement-failed", TIMES, 0, 0,
    "the statement FAILED with INTERNAL_ERROR",
  },
  [AU_STANDIN_FAULT_CANCELED_BY_ADMIN] = {
    "canceled-by-admin", TIMES, 0, 0,
    "the statement is CANCELED although nobody here asked for that",
  },
  [AU_STANDIN_FAULT_UNKNOWN_STATE] = {
    "unknown-state", TIMES, 0, 0,
    "the statement ends in a state that no document names",
  },
  [AU_STANDIN_FAULT_INLINE_LIMIT] = {
    "inline-limit", TIMES, 0, 0,
    "the statement FAILED: an inline result over 25 MiB",
  },
  [AU_STANDIN_FAULT_CLOSED_WITH_RESULT] = {
    "closed-with-result", TIMES, 0, 0,
    "the statement ends CLOSED with manifest and the whole result",
  },
  [AU_STANDIN_FAULT_CLOSED] = {
    "closed", TIMES, 0, 0,
    "the statement ends CLOSED without manifest and result",
  },
  [AU_STANDIN_FAULT_FORGOTTEN] = {
    "forgotten", TIMES, 0, 0,
    "a poll answers 404 RESOURCE_DOES_NOT_EXIST: the statement is too old",
  },
  [AU_STANDIN_FAULT_CHUNK_GONE] = {
    "chunk-gone", TIMES, 0, 0,
    "a chunk answers 404: the result's hour is over",
  },
  [AU_STANDIN_FAULT_CANCEL_LOSES] = {
    "cancel-loses", TIMES, 0, 0,
    "a cancel comes too late: the statement ends SUCCEEDED",
  },
  [AU_STANDIN_FAULT_CANCEL_SLOW] = {
    "cancel-slow", VALUE, 5, 0,
    "after a cancel the statement stays RUNNING for NUMBER polls",
  },
  [AU_STANDIN_FAULT_CANCEL_FORGOTTEN] = {
    "cancel-forgotten", TIMES, 0, 0,
    "a cancel answers 404: the statement is gone",
  },

  [AU_STANDIN_FAULT_NO_ROWS] = {
    "no-rows", TIMES, 0, 0,
    "no row comes: total_chunk_count 0 and \"result\": {}",
  },
  [AU_STANDIN_FAULT_RESULT_MISSING] = {
    "result-missing", TIMES, 0, 0,
    "the manifest promises rows and \"result\" is {}",
  },
  [AU_STANDIN_FAULT_MANIFEST_MISSING] = {
    "manifest-missing", TIMES, 0, 0,
    "SUCCEEDED with neither manifest nor result",
  },
  [AU_STANDIN_FAULT_NO_NEXT] = {
    "no-next", TIMES, 0, 0,
    "several chunks, none of which names the next",
  },
  [AU_STANDIN_FAULT_ROW_OFFSET] = {
    "row-offset", TIMES, 0, 0,
    "a chunk is refused without the row_offset of next_chunk_internal_link",
  },
  [AU_STANDIN_FAULT_TRUNCATED] = {
    "truncated", TIMES, 0, 0,
    "the manifest says that more rows exist",
  },
  [AU_STANDIN_FAULT_ROW_COUNT] = {
    "row-count", VALUE, 1, 0,
    "the manifest promises NUMBER rows more than come",
  },
  [AU_STANDIN_FAULT_CHUNK_SHORT] = {
    "chunk-short", TIMES, 0, 0,
    "the last chunk comes with a row less than it says",
  },
  [AU_STANDIN_FAULT_CHUNK_SWAPPED] = {
    "chunk-swapped", TIMES, 0, 0,
    "a chunk that was asked for by its index comes as chunk 0 again",
  },
  [AU_STANDIN_FAULT_COLUMN_MISSING] = {
    "column-missing", TIMES, 0, 0,
    "the result lacks its last column",
  },
  [AU_STANDIN_FAULT_COLUMN_EXTRA] = {
    "column-extra", TIMES, 0, 0,
    "the result has a column that nobody knows",
  },
  [AU_STANDIN_FAULT_COLUMN_TYPE] = {
    "column-type", TIMES, 0, 0,
    "every column says that it is a VARIANT",
  },
  [AU_STANDIN_FAULT_ROW_SHORT] = {
    "row-short", TIMES, 0, 0,
    "the last row has a cell less than the manifest has columns",
  },
  [AU_STANDIN_FAULT_NOT_A_NUMBER] = {
    "not-a-number", TIMES, 0, 0,
    "a number in the last row reads “12 people”",
  },
  [AU_STANDIN_FAULT_BARE_VALUES] = {
    "bare-values", TIMES, 0, 0,
    "numbers and booleans come bare, as a proxy may have them, not as strings",
  },

  [AU_STANDIN_FAULT_LINK_EXPIRED] = {
    "link-expired", TIMES, 0, 0,
    "an external link is over as soon as it is given; NUMBER links",
  },
  [AU_STANDIN_FAULT_LINK_REFUSED] = {
    "link-refused", TIMES, 0, 0,
    "the storage answers 403 although the link's time is not over",
  },
  [AU_STANDIN_FAULT_LINK_HEADERS] = {
    "link-headers", TIMES, 0, 0,
    "a link works only with the http_headers that came with it",
  },
  [AU_STANDIN_FAULT_LINK_REDIRECT] = {
    "link-redirect", TIMES, 0, 0,
    "the storage redirects to another of its addresses",
  },
  [AU_STANDIN_FAULT_LINK_HOME] = {
    "link-home", TIMES, 0, 0,
    "links point at the workspace's own address, where still no token belongs",
  },
};

static const struct
{
  const char *name;
  guint stages;
} stage_names[] = {
  { "submit", AU_STANDIN_STAGE_SUBMIT },
  { "poll", AU_STANDIN_STAGE_POLL | AU_STANDIN_STAGE_RESULT },
  { "result", AU_STANDIN_STAGE_RESULT },
  { "chunk", AU_STANDIN_STAGE_CHUNK },
  { "cancel", AU_STANDIN_STAGE_CANCEL },
  { "link", AU_STANDIN_STAGE_LINK },
  { "warehouse", AU_STANDIN_STAGE_WAREHOUSE },
  { "me", AU_STANDIN_STAGE_ME },
  { "token", AU_STANDIN_STAGE_TOKEN },
  { "discovery", AU_STANDIN_STAGE_DISCOVERY },
  { "route", AU_STANDIN_STAGE_ROUTE },
  { "any", ~0u },
};

typedef struct
{
  AuStandinFault fault;
  guint stages;
  char *query;                 /* (nullable): only this query's statements */
  gboolean has_number;
  guint number;
  guint n_strikes;
} Active;

struct _AuStandinFaults
{
  GMutex mutex;
  GArray *active;
};

static void
clear_active (gpointer data)
{
  g_free (((Active *) data)->query);
}

AuStandinFaults *
au_standin_faults_new (void)
{
  AuStandinFaults *self = g_new0 (AuStandinFaults, 1);

  g_mutex_init (&self->mutex);
  self->active = g_array_new (FALSE, FALSE, sizeof (Active));
  g_array_set_clear_func (self->active, clear_active);
  return self;
}

void
au_standin_faults_free (AuStandinFaults *self)
{
  g_array_unref (self->active);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
parse_stage (Active     *active,
             const char *name,
             GError    **error)
{
  if (infos[active->fault].stages == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                   "The fault %s strikes at one place only; leave out “@%s”.",
                   infos[active->fault].name, name);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (stage_names); i++)
    if (g_str_equal (stage_names[i].name, name))
      {
        active->stages = stage_names[i].stages;
        return TRUE;
      }
  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               "There is no stage “%s”; --fault list names them.", name);
  return FALSE;
}

static gboolean
parse_argument (Active            *active,
                const char        *argument,
                const char *const *queries,
                GError           **error)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (argument, 10, 0, G_MAXINT, &number, NULL))
    {
      active->has_number = TRUE;
      active->number = (guint) number;
      return TRUE;
    }
  if (active->query == NULL && g_strv_contains (queries, argument))
    {
      active->query = g_strdup (argument);
      return TRUE;
    }
  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               "“%s” is neither a number nor one of the sixteen queries.", argument);
  return FALSE;
}

/**
 * au_standin_faults_set:
 * @self: the faults
 * @text: `NAME[:QUERY][:NUMBER][@STAGE]`
 * @queries: the names that QUERY may be
 * @error: return location for a #GError
 *
 * Adds a fault. Several may be set, also the same one for several queries or stages.
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT or %AU_ERROR_NOT_FOUND
 */
gboolean
au_standin_faults_set (AuStandinFaults    *self,
                       const char         *text,
                       const char *const  *queries,
                       GError            **error)
{
  g_auto (GStrv) halves = g_strsplit (text, "@", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0] != NULL ? halves[0] : "", ":", -1);
  Active active = { AU_STANDIN_N_FAULTS, };

  for (guint i = 0; i < AU_STANDIN_N_FAULTS; i++)
    if (g_strcmp0 (infos[i].name, parts[0]) == 0)
      active.fault = (AuStandinFault) i;
  if (active.fault == AU_STANDIN_N_FAULTS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
                   "There is no fault “%s”; --fault list names them all.",
                   parts[0] != NULL ? parts[0] : "");
      return FALSE;
    }

  active.stages = infos[active.fault].stages;
  active.number = infos[active.fault].value;
  if (halves[1] != NULL && !parse_stage (&active, halves[1], error))
    return FALSE;
  for (guint i = 1; parts[i] != NULL; i++)
    if (!parse_argument (&active, parts[i], queries, error))
      {
        clear_active (&active);
        return FALSE;
      }

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->active, active);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

void
au_standin_faults_clear (AuStandinFaults *self)
{
  g_mutex_lock (&self->mutex);
  g_array_set_size (self->active, 0);
  g_mutex_unlock (&self->mutex);
}

/**
 * au_standin_faults_strike:
 * @self: the faults
 * @fault: one of them
 * @stage: what the request asks for; 0 for a fault that has one place
 * @query: (nullable): the query that it is about
 * @number: (out) (optional): the fault's number
 *
 * Returns: whether the fault strikes now, which uses up one of its times
 */
gboolean
au_standin_faults_strike (AuStandinFaults *self,
                          AuStandinFault   fault,
                          AuStandinStage   stage,
                          const char      *query,
                          guint           *number)
{
  gboolean strikes = FALSE;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->active->len && !strikes; i++)
    {
      Active *active = &g_array_index (self->active, Active, i);

      if (active->fault != fault ||
          (active->query != NULL && g_strcmp0 (active->query, query) != 0) ||
          (infos[fault].stages != 0 && (active->stages & stage) == 0) ||
          (infos[fault].number == TIMES && active->has_number &&
           active->n_strikes >= active->number))
        continue;
      active->n_strikes++;
      if (number != NULL)
        *number = active->number;
      strikes = TRUE;
    }
  g_mutex_unlock (&self->mutex);
  return strikes;
}

guint
au_standin_faults_count (void)
{
  return AU_STANDIN_N_FAULTS;
}

const char *
au_standin_faults_get_name (AuStandinFault fault)
{
  return infos[fault].name;
}

/**
 * au_standin_faults_describe:
 *
 * Returns: (transfer full): every fault and a line about it, and how to write one
 */
char *
au_standin_faults_describe (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < AU_STANDIN_N_FAULTS; i++)
    {
      g_string_append_printf (text, "%-22s %s", infos[i].name, infos[i].description);
      if (infos[i].number == VALUE)
        g_string_append_printf (text, " (%u)", infos[i].value);
      g_string_append_c (text, '\n');
    }
  g_string_append (text, "\nA fault is NAME[:QUERY][:NUMBER][@STAGE]. QUERY is one of the sixteen; NUMBER is how\n"
                   "often it strikes, or what its line says, with the default in brackets; STAGE is\n"
                   "where one of the transport strikes:");
  for (guint i = 0; i < G_N_ELEMENTS (stage_names); i++)
    g_string_append_printf (text, " %s", stage_names[i].name);
  g_string_append (text, ".\n");
  return g_string_free_and_steal (g_steal_pointer (&text));
}
