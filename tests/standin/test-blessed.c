/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Blessed API of the stand-in takes what a good client sends, and nothing else. */
#include "config.h"

#include "au-clock.h"
#include "../source/support.h"
#include "wire.h"

#include <string.h>

#define KEY "bk0123456789SECRETkey"
#define MAU "/api/v1/metrics/mau?subscriptionIds=a0XSAMPLE000001"

static guint
ask (Wire       *wire,
     const char *method,
     const char *path,
     const char *key,
     const char *authorization,
     char      **body)
{
  g_autofree char *url = g_strconcat (au_standin_get_uri (wire->standin), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (key != NULL)
    soup_message_headers_append (headers, "X-API-Key", key);
  if (authorization != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);
  bytes = soup_session_send_and_read (wire->session, message, NULL, &error);
  g_assert_no_error (error);
  if (body != NULL)
    *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}

static void
start (Wire *wire)
{
  const AuStandinOptions options = { .api_key = KEY };

  wire_start (wire, &options);
}

static void
test_strict (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *key;
    const char *authorization;
    guint status;
  } cases[] = {
    { "GET", MAU, KEY, NULL, 200 },
    { "GET", MAU, NULL, "Bearer " KEY, 200 },
    { "GET", "/api/v1/subscriptions", KEY, NULL, 200 },
    { "GET", "/api/v1/teams/40001", KEY, NULL, 200 },
    { "GET", MAU, NULL, NULL, 401 },
    { "GET", MAU, "other", NULL, 401 },
    { "GET", MAU, KEY "x", NULL, 401 },
    { "GET", MAU, NULL, KEY, 401 },
    { "GET", MAU, KEY, "Bearer " KEY, 400 },
    { "GET", MAU "&key=" KEY, KEY, NULL, 400 },
    { "GET", MAU "&subscription_ids=a0XSAMPLE000001", KEY, NULL, 400 },
    { "GET", MAU "&subscriptionIds=a0XSAMPLE000002", KEY, NULL, 400 },
    { "GET", MAU "&includeCurrentMonth=yes", KEY, NULL, 400 },
    { "GET", MAU "&limit=3", KEY, NULL, 400 },
    { "GET", "/api/v1/metrics/mau", KEY, NULL, 400 },
    { "GET", "/api/v1/metrics/mau?subscriptionIds=a;b", KEY, NULL, 400 },
    { "GET", "/api/v1/subscriptions?", KEY, NULL, 200 },
    { "GET", "/api/v1/subscriptions?q=a", KEY, NULL, 400 },
    { "GET", "/api/v1/teams/none", KEY, NULL, 400 },
    { "GET", "/api/v1/metrics", KEY, NULL, 404 },
    { "GET", "/api/v1/", KEY, NULL, 404 },
    { "POST", MAU, KEY, NULL, 405 },
  };
  guint n_whole = 0;
  Wire wire;

  start (&wire);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = NULL;

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_cmpuint (ask (&wire, cases[i].method, cases[i].path, cases[i].key,
                             cases[i].authorization, &body), ==, cases[i].status);
      g_assert_true (g_str_has_prefix (body, "{\"error\":") == (cases[i].status != 200));
      g_assert_null (strstr (body, KEY));
      n_whole += cases[i].status == 200;
    }
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_ROUTES), ==, n_whole);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_UNAUTHORIZED), ==, 4);
  wire_stop (&wire);
}

/* The four forms of the same rows, in turn. */
static void
test_forms (void)
{
  static const char *const parts[] = {
    "[{\"month\":\"2026-10-01\",\"api_cost_usd\":",
    "{\"data\":[{\"month\":\"2026-10-01\",\"apiCostUsd\":",
    "[{\"month\":\"2026-10-01\",\"api_cost_usd\":\"",
    "{\"data\":[{\"month\":\"2026-10-01\",\"apiCostUsd\":\"",
  };
  Wire wire;

  start (&wire);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (parts); i++)
    {
      const char *part = parts[i % G_N_ELEMENTS (parts)];
      g_autofree char *body = NULL;
      const char *month;

      ask (&wire, "GET", "/api/v1/metrics/monthly-spend?subscriptionIds=a0XSAMPLE000001", KEY, NULL, &body);
      g_assert_cmpint (body[0], ==, part[0]);
      month = strstr (body, "{\"month\":\"2026-10-01\"");
      g_assert_nonnull (month);
      g_assert_true (g_str_has_prefix (month, strstr (part, "{\"month\"")));
    }
  wire_stop (&wire);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);
  g_test_add_func ("/standin/blessed/strict", test_strict);
  g_test_add_func ("/standin/blessed/forms", test_forms);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
