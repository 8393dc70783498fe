/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault does what its line says, and no more. */
#include "config.h"

#include "au-clock.h"
#include "au-standin-fault.h"
#include "wire.h"

#include <string.h>

#define STATEMENTS "/api/2.0/sql/statements"
#define LINKS ",\"disposition\":\"EXTERNAL_LINKS\""
#define ONE_WAREHOUSE "/api/2.0/sql/warehouses/" AU_STANDIN_WAREHOUSE
#define ME "/api/2.0/preview/scim/v2/Me"
#define STATE "/status/state"

static void
assert_status (Answer *answer,
               guint   status)
{
  if (answer->status != status)
    g_test_message ("%u: %s", answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
assert_message (Answer     *answer,
                const char *part)
{
  g_assert_nonnull (strstr (answer->body, part));
}

/* The connection and the bytes. */

static void
check_drop (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 0);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_SUBMITTED), ==, 1);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_ORPHANED), ==, 1);
}

static void
check_hang (Wire *wire)
{
  g_autoptr (Answer) submitted = NULL;
  g_autoptr (Answer) answer = NULL;

  g_object_set (wire->session, "timeout", 1, NULL);
  submitted = wire_submit (wire, "");
  answer = wire_poll (wire, answer_text (submitted, "/statement_id"), "");
  assert_status (answer, 0);
}

static void
check_slow_body (Wire *wire)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Answer) answer = wire_run (wire, "");

  g_assert_cmpstr (answer_text (answer, STATE), ==, "SUCCEEDED");
  g_assert_cmpuint (answer_size (answer, "/result/data_array"), ==, 3);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 8 * 10 * G_TIME_SPAN_MILLISECOND);
}

static void
check_cut_json (Wire *wire)
{
  g_autoptr (Answer) answer = wire_run (wire, "");

  assert_status (answer, 200);
  g_assert_null (answer->json);
  g_assert_true (g_str_has_prefix (answer->body, "{\"statement_id\""));
}

static void
check_cut_body (Wire *wire)
{
  g_autoptr (Answer) answer = wire_run (wire, "");

  assert_status (answer, 0);
}

static void
check_empty_body (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 200);
  g_assert_cmpstr (answer->body, ==, "");
}

static void
check_not_json (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 200);
  g_assert_cmpstr (answer->type, ==, "application/json");
  g_assert_null (answer->json);
}

static void
check_wrong_shape (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 200);
  g_assert_true (yyjson_is_arr (answer->root));
}

static void
check_wrong_clock (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, ME);
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GTimeSpan ahead;

  date = soup_date_time_new_from_http_string (soup_message_headers_get_one (answer->headers, "Date"));
  ahead = g_date_time_difference (date, now);
  g_assert_cmpint (ahead, >, 47 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (ahead, <=, 48 * G_TIME_SPAN_HOUR);
}

/* What stands between the app and a workspace. */

static void
check_login_page (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 200);
  g_assert_cmpstr (answer->type, ==, "text/html");
  assert_message (answer, "Sign In");
}

static void
check_login_redirect (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, ME);
  const char *location = soup_message_headers_get_one (answer->headers, "Location");

  assert_status (answer, 302);
  g_assert_true (g_str_has_prefix (location, "/login.html"));
}

static void
check_busy (Wire       *wire,
            guint       status,
            const char *retry_after,
            const char *code)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");
  g_autoptr (Answer) next = NULL;

  assert_status (answer, status);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Retry-After"), ==, retry_after);
  if (code != NULL)
    g_assert_cmpstr (answer_text (answer, "/error_code"), ==, code);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_SUBMITTED), ==, 0);
  next = wire_run (wire, "");
  g_assert_cmpstr (answer_text (next, STATE), ==, "SUCCEEDED");
}

static void
check_rate_limit (Wire *wire)
{
  check_busy (wire, 429, "1", "REQUEST_LIMIT_EXCEEDED");
}

static void
check_rate_limit_no_wait (Wire *wire)
{
  check_busy (wire, 429, NULL, "RESOURCE_EXHAUSTED");
}

static void
check_unavailable (Wire *wire)
{
  check_busy (wire, 503, "1", "TEMPORARILY_UNAVAILABLE");
}

static void
check_unavailable_no_wait (Wire *wire)
{
  check_busy (wire, 503, NULL, "TEMPORARILY_UNAVAILABLE");
}

static void
check_server_error (Wire *wire)
{
  check_busy (wire, 500, NULL, "INTERNAL_ERROR");
}

static void
check_bad_gateway (Wire *wire)
{
  check_busy (wire, 502, NULL, NULL);
}

static void
check_no_api (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, ME);

  assert_status (answer, 404);
  g_assert_cmpstr (answer_text (answer, "/error_code"), ==, "ENDPOINT_NOT_FOUND");
}

static void
check_ip_blocked (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, ME);

  assert_status (answer, 403);
  g_assert_cmpstr (answer->type, ==, "text/plain");
}

/* Signing in; the rest of it is in test-signin.c. */

static void
check_unauthenticated (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 401);
  g_assert_cmpint (answer_int (answer, "/error_code"), ==, 401);
  g_assert_nonnull (soup_message_headers_get_one (answer->headers, "WWW-Authenticate"));
}

static void
check_invalid_token (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 403);
  g_assert_cmpint (answer_int (answer, "/error_code"), ==, 403);
  g_assert_cmpstr (answer_text (answer, "/message"), ==, "Invalid access token.");
}

static void
check_token_revoked (Wire *wire)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Answer) answer = wire_get (wire, ME);

      assert_status (answer, i < 2 ? 200 : 403);
    }
}

static void
check_scope_missing (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, ME);
  g_autoptr (Answer) list = wire_get (wire, "/api/2.0/sql/warehouses");

  assert_status (answer, 403);
  g_assert_nonnull (answer_text (answer, "/detail"));
  assert_status (list, 200);
}

static void
check_oauth_missing (Wire *wire)
{
  g_autoptr (Answer) answer = wire_get (wire, "/oidc/.well-known/oauth-authorization-server");

  assert_status (answer, 404);
}

/* Warehouses. */

static void
check_warehouse_starting (Wire *wire)
{
  g_autoptr (Answer) before = wire_get (wire, ONE_WAREHOUSE);
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) during = wire_get (wire, ONE_WAREHOUSE);
  g_autoptr (Answer) poll = wire_poll (wire, answer_text (submitted, "/statement_id"), "");
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) after = NULL;

  g_assert_cmpstr (answer_text (before, "/state"), ==, "STOPPED");
  g_assert_cmpstr (answer_text (during, "/state"), ==, "STARTING");
  g_assert_cmpstr (answer_text (poll, STATE), ==, "PENDING");
  done = wire_finish (wire, answer_text (submitted, "/statement_id"));
  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  after = wire_get (wire, ONE_WAREHOUSE);
  g_assert_cmpstr (answer_text (after, "/state"), ==, "RUNNING");
}

static void
check_warehouse_failed (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) warehouse = wire_get (wire, ONE_WAREHOUSE);

  g_assert_cmpstr (answer_text (done, STATE), ==, "FAILED");
  g_assert_cmpstr (answer_text (done, "/status/error/error_code"), ==, "RESOURCE_EXHAUSTED");
  g_assert_cmpstr (answer_text (warehouse, "/health/status"), ==, "FAILED");
  g_assert_nonnull (answer_text (warehouse, "/health/failure_reason/code"));
}

static void
check_warehouse_permission (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) warehouse = wire_get (wire, ONE_WAREHOUSE);
  g_autoptr (Answer) me = wire_get (wire, ME);

  assert_status (submitted, 403);
  g_assert_cmpstr (answer_text (submitted, "/error_code"), ==, "PERMISSION_DENIED");
  assert_status (warehouse, 403);
  assert_status (me, 200);
}

static void
check_warehouse_gone (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) warehouse = wire_get (wire, ONE_WAREHOUSE);

  assert_status (submitted, 404);
  assert_message (submitted, "does not exist at all");
  assert_status (warehouse, 404);
}

static void
check_no_warehouses (Wire *wire)
{
  g_autoptr (Answer) list = wire_get (wire, "/api/2.0/sql/warehouses");

  g_assert_cmpstr (list->body, ==, "{}");
}

/* Statements. */

static void
check_polls (Wire       *wire,
             const char *state)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) done = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Answer) poll = wire_poll (wire, answer_text (submitted, "/statement_id"), "");

      g_assert_cmpstr (answer_text (poll, STATE), ==, state);
    }
  done = wire_finish (wire, answer_text (submitted, "/statement_id"));
  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
}

static void
check_pending (Wire *wire)
{
  check_polls (wire, "PENDING");
}

static void
check_running (Wire *wire)
{
  check_polls (wire, "RUNNING");
}

static void
check_failed (Wire       *wire,
              const char *code,
              const char *part)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  assert_status (done, 200);
  g_assert_cmpstr (answer_text (done, STATE), ==, "FAILED");
  g_assert_cmpstr (answer_text (done, "/status/error/error_code"), ==, code);
  g_assert_nonnull (strstr (answer_text (done, "/status/error/message"), part));
  g_assert_false (answer_has (done, "/result"));
}

static void
check_table_permission (Wire *wire)
{
  check_failed (wire, "BAD_REQUEST", "[INSUFFICIENT_PERMISSIONS]");
}

static void
check_table_missing (Wire *wire)
{
  check_failed (wire, "BAD_REQUEST", "[TABLE_OR_VIEW_NOT_FOUND]");
}

static void
check_syntax_error (Wire *wire)
{
  check_failed (wire, "BAD_REQUEST", "\n[PARSE_SYNTAX_ERROR]");
}

static void
check_statement_failed (Wire *wire)
{
  check_failed (wire, "INTERNAL_ERROR", "internal error");
}

static void
check_inline_limit (Wire *wire)
{
  g_autoptr (Answer) links = wire_run (wire, LINKS);

  g_assert_cmpstr (answer_text (links, STATE), ==, "SUCCEEDED");
  check_failed (wire, "BAD_REQUEST", "26214400");
}

static void
check_canceled_by_admin (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, STATE), ==, "CANCELED");
}

static void
check_unknown_state (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, STATE), ==, "SUSPENDED");
  g_assert_false (answer_has (done, "/result"));
}

static void
check_closed_with_result (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) chunk = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/0");

  g_assert_cmpstr (answer_text (done, STATE), ==, "CLOSED");
  g_assert_cmpint (answer_int (done, "/manifest/total_chunk_count"), ==, 1);
  g_assert_cmpuint (answer_size (done, "/result/data_array"), ==, 10);
  assert_status (chunk, 404);
}

static void
check_closed (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, STATE), ==, "CLOSED");
  g_assert_false (answer_has (done, "/manifest"));
  g_assert_false (answer_has (done, "/result"));
}

static void
check_forgotten (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) poll = wire_poll (wire, answer_text (submitted, "/statement_id"), "");

  assert_status (poll, 404);
  g_assert_cmpstr (answer_text (poll, "/error_code"), ==, "RESOURCE_DOES_NOT_EXIST");
}

static void
check_chunk_gone (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) chunk = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/1");

  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  assert_status (chunk, 404);
}

static Answer *
cancel (Wire       *wire,
        const char *id)
{
  g_autofree char *path = g_strdup_printf (STATEMENTS "/%s/cancel", id);

  return wire_post (wire, path, "");
}

static void
check_cancel_loses (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) cancelled = cancel (wire, answer_text (submitted, "/statement_id"));
  g_autoptr (Answer) done = wire_finish (wire, answer_text (submitted, "/statement_id"));

  assert_status (cancelled, 200);
  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  g_assert_cmpuint (answer_size (done, "/result/data_array"), ==, 3);
}

static void
check_cancel_slow (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) cancelled = cancel (wire, answer_text (submitted, "/statement_id"));
  g_autoptr (Answer) poll = wire_poll (wire, answer_text (submitted, "/statement_id"), "");
  g_autoptr (Answer) done = wire_finish (wire, answer_text (submitted, "/statement_id"));

  assert_status (cancelled, 200);
  g_assert_cmpstr (answer_text (poll, STATE), ==, "RUNNING");
  g_assert_cmpstr (answer_text (done, STATE), ==, "CANCELED");
}

static void
check_cancel_forgotten (Wire *wire)
{
  g_autoptr (Answer) submitted = wire_submit (wire, "");
  g_autoptr (Answer) cancelled = cancel (wire, answer_text (submitted, "/statement_id"));

  assert_status (cancelled, 404);
}

/* Results. */

static void
check_no_rows (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  g_assert_cmpint (answer_int (done, "/manifest/total_chunk_count"), ==, 0);
  g_assert_cmpint (answer_int (done, "/manifest/schema/column_count"), >, 3);
  g_assert_cmpuint (answer_size (done, "/result"), ==, 0);
  g_assert_true (answer_has (done, "/result"));
}

static void
check_result_missing (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpint (answer_int (done, "/manifest/total_row_count"), ==, 10);
  g_assert_true (answer_has (done, "/result"));
  g_assert_cmpuint (answer_size (done, "/result"), ==, 0);
}

static void
check_manifest_missing (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  g_assert_false (answer_has (done, "/manifest"));
}

static void
check_no_next (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) chunk = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/1");

  g_assert_cmpint (answer_int (done, "/manifest/total_chunk_count"), ==, 4);
  g_assert_null (strstr (done->body, "next_chunk"));
  g_assert_cmpuint (answer_size (chunk, "/data_array"), ==, 3);
  g_assert_null (strstr (chunk->body, "next_chunk"));
}

static void
check_row_offset (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) by_index = wire_poll (wire, answer_text (done, "/statement_id"),
                                           "/result/chunks/1");
  g_autoptr (Answer) by_link = wire_get (wire, answer_text (done, "/result/next_chunk_internal_link"));

  assert_status (by_index, 400);
  g_assert_cmpuint (answer_size (by_link, "/data_array"), ==, 3);
}

static void
check_truncated (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_true (yyjson_get_bool (yyjson_ptr_get (done->root, "/manifest/truncated")));
}

static void
check_row_count (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpint (answer_int (done, "/manifest/total_row_count"), ==, 17);
  g_assert_cmpint (answer_int (done, "/manifest/total_chunk_count"), ==, 4);
}

static void
check_chunk_short (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) chunk = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/3");

  g_assert_cmpint (answer_int (chunk, "/row_count"), ==, 1);
  g_assert_cmpuint (answer_size (chunk, "/data_array"), ==, 0);
}

static void
check_chunk_swapped (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");
  g_autoptr (Answer) chunk = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/2");

  g_assert_cmpint (answer_int (chunk, "/chunk_index"), ==, 0);
}

static guint
get_n_columns (Answer *answer)
{
  g_assert_cmpuint (answer_size (answer, "/manifest/schema/columns"), ==,
                    answer_size (answer, "/result/data_array/0"));
  return answer_size (answer, "/manifest/schema/columns");
}

static guint
count_healthy_columns (Wire *wire)
{
  g_autoptr (Answer) done = NULL;

  au_standin_clear_faults (wire->standin);
  done = wire_run (wire, "");
  return get_n_columns (done);
}

static void
check_column_missing (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpuint (get_n_columns (done), ==, count_healthy_columns (wire) - 1);
}

static void
check_column_extra (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpuint (get_n_columns (done), ==, count_healthy_columns (wire) + 1);
}

static void
check_column_type (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  g_assert_cmpstr (answer_text (done, "/manifest/schema/columns/0/type_name"), ==, "VARIANT");
}

static Answer *
get_last_chunk (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, "");

  return wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/3");
}

static void
check_row_short (Wire *wire)
{
  g_autoptr (Answer) chunk = get_last_chunk (wire);

  g_assert_cmpuint (answer_size (chunk, "/data_array/0"), ==, count_healthy_columns (wire) - 1);
}

static void
check_not_a_number (Wire *wire)
{
  g_autoptr (Answer) chunk = get_last_chunk (wire);

  assert_message (chunk, "\"12 people\"");
}

static void
check_bare_values (Wire *wire)
{
  g_autoptr (Answer) chunk = get_last_chunk (wire);
  gboolean numbers = FALSE;
  yyjson_val *cell;
  size_t i, n;

  yyjson_arr_foreach (yyjson_ptr_get (chunk->root, "/data_array/0"), i, n, cell)
  {
    numbers = numbers || yyjson_is_num (cell);
  }
  g_assert_true (numbers);
}

/* External links. */

static Answer *
get_link (Wire   *wire,
          Answer *done)
{
  Answer *answer;

  wire->token = "";
  answer = wire_get (wire, answer_text (done, "/result/external_links/0/external_link"));
  wire->token = NULL;
  return answer;
}

static void
check_link_expired (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, LINKS);
  g_autoptr (Answer) link = get_link (wire, done);
  g_autoptr (Answer) renewed = wire_poll (wire, answer_text (done, "/statement_id"), "/result/chunks/0");
  g_autoptr (Answer) rows = NULL;

  assert_status (link, 403);
  assert_message (link, "expired");
  wire->token = "";
  rows = wire_get (wire, answer_text (renewed, "/external_links/0/external_link"));
  assert_status (rows, 200);
  g_assert_cmpuint (answer_size (rows, ""), ==, 3);
}

static void
check_link_refused (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, LINKS);
  g_autoptr (Answer) link = get_link (wire, done);

  assert_status (link, 403);
  assert_message (link, "AccessDenied");
}

static void
check_link_headers (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, LINKS);
  g_autoptr (Answer) without = get_link (wire, done);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  yyjson_val *headers = yyjson_ptr_get (done->root, "/result/external_links/0/http_headers");
  yyjson_val *key, *value;
  size_t i, n;

  assert_status (without, 403);
  message = soup_message_new ("GET", answer_text (done, "/result/external_links/0/external_link"));
  yyjson_obj_foreach (headers, i, n, key, value)
  {
    soup_message_headers_append (soup_message_get_request_headers (message), yyjson_get_str (key),
                                 yyjson_get_str (value));
  }
  bytes = soup_session_send_and_read (wire->session, message, NULL, NULL);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
check_link_redirect (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, LINKS);
  g_autoptr (Answer) link = get_link (wire, done);
  g_autoptr (Answer) rows = NULL;

  assert_status (link, 307);
  wire->token = "";
  rows = wire_get (wire, soup_message_headers_get_one (link->headers, "Location"));
  assert_status (rows, 200);
}

static void
check_link_home (Wire *wire)
{
  g_autoptr (Answer) done = wire_run (wire, LINKS);
  g_autoptr (Answer) link = get_link (wire, done);

  g_assert_true (g_str_has_prefix (answer_text (done, "/result/external_links/0/external_link"),
                                   au_standin_get_uri (wire->standin)));
  assert_status (link, 200);
}

typedef struct
{
  const char *fault;           /* as it is set; its name is what comes before the colon */
  void (*check)(Wire *wire);   /* NULL where test-signin.c has it */
} Check;

static const Check checks[] = {
  { "drop", check_drop },
  { "hang", check_hang },
  { "slow-body:10", check_slow_body },
  { "cut-json:60", check_cut_json },
  { "cut-body", check_cut_body },
  { "empty-body", check_empty_body },
  { "not-json", check_not_json },
  { "wrong-shape", check_wrong_shape },
  { "wrong-clock:48", check_wrong_clock },
  { "login-page", check_login_page },
  { "login-redirect", check_login_redirect },
  { "rate-limit:1", check_rate_limit },
  { "rate-limit-no-wait:1", check_rate_limit_no_wait },
  { "unavailable:1", check_unavailable },
  { "unavailable-no-wait:1", check_unavailable_no_wait },
  { "server-error:1", check_server_error },
  { "bad-gateway:1", check_bad_gateway },
  { "no-api", check_no_api },
  { "ip-blocked", check_ip_blocked },
  { "unauthenticated", check_unauthenticated },
  { "invalid-token", check_invalid_token },
  { "token-revoked:2", check_token_revoked },
  { "token-expires", NULL },
  { "scope-missing", check_scope_missing },
  { "oauth-missing", check_oauth_missing },
  { "client-refused", NULL },
  { "sign-in-denied", NULL },
  { "sign-in-state", NULL },
  { "refresh-revoked", NULL },
  { "token-malformed", NULL },
  { "warehouse-starting:1", check_warehouse_starting },
  { "warehouse-failed", check_warehouse_failed },
  { "warehouse-permission", check_warehouse_permission },
  { "warehouse-gone", check_warehouse_gone },
  { "no-warehouses", check_no_warehouses },
  { "pending:3", check_pending },
  { "running:3", check_running },
  { "table-permission", check_table_permission },
  { "table-missing", check_table_missing },
  { "syntax-error", check_syntax_error },
  { "statement-failed", check_statement_failed },
  { "canceled-by-admin", check_canceled_by_admin },
  { "unknown-state", check_unknown_state },
  { "inline-limit", check_inline_limit },
  { "closed-with-result", check_closed_with_result },
  { "closed", check_closed },
  { "forgotten", check_forgotten },
  { "chunk-gone", check_chunk_gone },
  { "cancel-loses", check_cancel_loses },
  { "cancel-slow:2", check_cancel_slow },
  { "cancel-forgotten", check_cancel_forgotten },
  { "no-rows", check_no_rows },
  { "result-missing", check_result_missing },
  { "manifest-missing", check_manifest_missing },
  { "no-next", check_no_next },
  { "row-offset", check_row_offset },
  { "truncated", check_truncated },
  { "row-count:7", check_row_count },
  { "chunk-short", check_chunk_short },
  { "chunk-swapped", check_chunk_swapped },
  { "column-missing", check_column_missing },
  { "column-extra", check_column_extra },
  { "column-type", check_column_type },
  { "row-short", check_row_short },
  { "not-a-number", check_not_a_number },
  { "bare-values", check_bare_values },
  { "link-expired:1", check_link_expired },
  { "link-refused", check_link_refused },
  { "link-headers", check_link_headers },
  { "link-redirect", check_link_redirect },
  { "link-home", check_link_home },
};

static void
test_fault (gconstpointer data)
{
  const Check *check = data;
  Wire wire;

  wire_start (&wire, NULL);
  wire_set_fault (&wire, check->fault);
  check->check (&wire);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), <=,
                    g_str_has_prefix (check->fault, "hang") || g_str_has_prefix (check->fault, "cut"));
  wire_stop (&wire);
}

/* The list of checks is that of the faults, in its order. */
static void
test_all (void)
{
  g_autofree char *text = au_standin_describe_faults ();

  g_assert_cmpuint (G_N_ELEMENTS (checks), ==, au_standin_faults_count ());
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_auto (GStrv) parts = g_strsplit (checks[i].fault, ":", 2);
      const char *name = au_standin_faults_get_name ((AuStandinFault) i);
      g_autofree char *line = g_strconcat (name, " ", NULL);

      g_assert_cmpstr (parts[0], ==, name);
      g_assert_nonnull (strstr (text, line));
    }
}

static void
test_bad_names (void)
{
  static const char *const names[] = {
    "", "nonsense", "drop:no_such_query", "drop@nowhere", "truncated@submit", "drop:mau:dau",
  };
  g_autoptr (AuStandin) standin = au_standin_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (au_standin_set_fault (standin, names[i], &error));
      g_assert_nonnull (error);
    }
}

/* A fault for one query, for a number of times and at one stage leaves the rest alone. */
static void
test_arguments (void)
{
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) done = NULL;
  Wire wire;

  wire_start (&wire, NULL);
  wire_set_fault (&wire, "table-missing:mau");
  wire_set_fault (&wire, "server-error:subscriptions:1@poll");
  other = wire_submit (&wire, "");
  g_assert_cmpuint (other->status, ==, 200);
  first = wire_poll (&wire, answer_text (other, "/statement_id"), "");
  g_assert_cmpuint (first->status, ==, 500);
  done = wire_finish (&wire, answer_text (other, "/statement_id"));
  g_assert_cmpstr (answer_text (done, STATE), ==, "SUCCEEDED");
  wire_stop (&wire);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);

  g_test_add_func ("/faults/all", test_all);
  g_test_add_func ("/faults/bad-names", test_bad_names);
  g_test_add_func ("/faults/arguments", test_arguments);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i].check != NULL)
      {
        g_auto (GStrv) parts = g_strsplit (checks[i].fault, ":", 2);
        g_autofree char *path = g_strconcat ("/faults/", parts[0], NULL);

        g_test_add_data_func (path, &checks[i], test_fault);
      }

  status = g_test_run ();
  wire_remove_files ();
  return status;
}
