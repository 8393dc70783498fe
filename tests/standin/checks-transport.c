/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults on the way to a workspace, of signing in and of warehouses. */
#include "config.h"

#include "checks.h"

#include <string.h>

#define ONE_WAREHOUSE "/api/2.0/sql/warehouses/" AU_STANDIN_WAREHOUSE
#define ME "/api/2.0/preview/scim/v2/Me"
#define STATE "/status/state"

void
assert_status (Answer *answer,
               guint   status)
{
  if (answer->status != status)
    g_test_message ("%u: %s", answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

void
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
check_rate_limit_date (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  assert_status (answer, 429);
  date = soup_date_time_new_from_http_string (soup_message_headers_get_one (answer->headers,
                                                                            "Retry-After"));
  g_assert_nonnull (date);
  g_assert_cmpint (g_date_time_difference (date, now), <=, 2 * G_TIME_SPAN_SECOND);
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
check_form (Wire       *wire,
            const char *type,
            const char *body)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 400);
  g_assert_cmpstr (answer->type, ==, type);
  assert_message (answer, body);
}

static void
check_error_text (Wire *wire)
{
  check_form (wire, "text/plain", "BAD_REQUEST: The request");
}

static void
check_error_html (Wire *wire)
{
  check_form (wire, "text/html", "<pre>");
}

static void
check_error_old (Wire *wire)
{
  check_form (wire, "application/json", "{\"error\":\"");
}

static void
check_error_empty (Wire *wire)
{
  g_autoptr (Answer) answer = wire_submit (wire, "");

  assert_status (answer, 400);
  g_assert_cmpstr (answer->body, ==, "");
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

const Check transport_checks[N_TRANSPORT_CHECKS] = {
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
  { "rate-limit-date", check_rate_limit_date },
  { "rate-limit-no-wait:1", check_rate_limit_no_wait },
  { "unavailable:1", check_unavailable },
  { "unavailable-no-wait:1", check_unavailable_no_wait },
  { "server-error:1", check_server_error },
  { "bad-gateway:1", check_bad_gateway },
  { "error-text", check_error_text },
  { "error-html", check_error_html },
  { "error-old", check_error_old },
  { "error-empty", check_error_empty },
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
};
