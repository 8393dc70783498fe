/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of statements, of their results and of external links. */
#include "config.h"

#include "checks.h"

#include <string.h>

#define STATEMENTS "/api/2.0/sql/statements"
#define LINKS ",\"disposition\":\"EXTERNAL_LINKS\""
#define STATE "/status/state"

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

const Check statement_checks[N_STATEMENT_CHECKS] = {
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
