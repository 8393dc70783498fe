/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the Blessed API's source: addresses and keys, routes, and what comes as rows. */
#include "config.h"

#include "au-blessed-config.h"
#include "au-blessed-decode.h"
#include "au-blessed-route.h"
#include "au-error.h"
#include "au-normal-form.h"
#include "au-query-catalog.h"
#include "au-source-error.h"

#include <string.h>

static void
test_addresses (void)
{
  static const char *const good[][2] = {
    { "blessed.example.com", "https://blessed.example.com" },
    { " https://Blessed.Example.com:443/ ", "https://blessed.example.com" },
    { "https://blessed.example.com/api/v1", "https://blessed.example.com" },
    { "https://blessed.example.com/api/v1/metrics/mau", "https://blessed.example.com" },
    { "https://tools.example.com/rev-ops/blessed/", "https://tools.example.com/rev-ops/blessed" },
    { "https://tools.example.com/x/api/v1/", "https://tools.example.com/x" },
    { "https://blessed.example.com:8443", "https://blessed.example.com:8443" },
    { "http://127.0.0.1:4000", "http://127.0.0.1:4000" },
    { "http://localhost", "http://localhost" },
    { "https://blessed.example.com/a/../b", "https://blessed.example.com/b" },
    { "http://[::1]:80", "http://[::1]" },
  };
  static const char *const bad[][2] = {
    { "", "No Blessed API is given" },
    { "   ", "No Blessed API is given" },
    { "http://blessed.example.com", "without encryption" },
    { "http://127.0.0.1.example.com", "without encryption" },
    { "ftp://blessed.example.com", "is no address" },
    { "two words", "is no address" },
    { "https://", "is no address" },
    { "blessed.example.com\nX-Other: 1", "is no address" },
    { "https://ann:hunter2@blessed.example.com", "user name or password" },
    { "https://blessed.example.com?key=hunter2", "“?” or “#”" },
    { "https://blessed.example.com/#hunter2", "“?” or “#”" },
    { "https://blessed.example.com/a//b", "cannot be used" },
    { "https://blessed.example.com/a%2fb", "cannot be used" },
    { "https://blessed.example.com/a b", "cannot be used" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = au_blessed_url_parse (good[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, good[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i][0]);
      g_assert_null (au_blessed_url_parse (bad[i][0], &error));
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_CONFIGURATION);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
      g_assert_null (strstr (error->message, "hunter2"));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static AuBlessedConfig *
make_config (const char *url,
             const char *key,
             const char *header,
             GError    **error)
{
  static AuBlessedSettings settings = { (char *) "https://set.example.com", (char *) "bearer" };
  g_auto (GStrv) environment = NULL;

  environment = g_environ_setenv (environment, "BLESSED_API_URL", url, TRUE);
  environment = g_environ_setenv (environment, "BLESSED_API_KEY", key, TRUE);
  environment = g_environ_setenv (environment, "BLESSED_API_KEY_HEADER", header, TRUE);
  return au_blessed_config_new (&settings, (const char *const *) environment, error);
}

/* The environment wins part by part, and what is empty there does not count. */
static void
test_config (void)
{
  static const char *const bad_keys[] = { "hunter2 b", "hunter2\nb", "kéy", "\t \n", "a\x7f" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AuBlessedConfig) set = make_config ("", "", "", &error);
  g_autoptr (AuBlessedConfig) given = make_config ("given.example.com", " abc\n", "X-API-Key", &error);
  g_autoptr (AuBlessedConfig) wrong = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (au_blessed_config_get_url (set), ==, "https://set.example.com");
  g_assert_true (au_blessed_config_is_bearer (set));
  g_assert_null (au_blessed_config_get_key (set));
  g_assert_null (au_blessed_config_get_variable (set, AU_BLESSED_PART_URL));

  g_assert_cmpstr (au_blessed_config_get_url (given), ==, "https://given.example.com");
  g_assert_false (au_blessed_config_is_bearer (given));
  g_assert_cmpstr (au_blessed_config_get_key (given), ==, "abc");
  g_assert_cmpstr (au_blessed_config_get_variable (given, AU_BLESSED_PART_KEY), ==, "BLESSED_API_KEY");

  for (gsize i = 0; i < G_N_ELEMENTS (bad_keys); i++)
    {
      g_assert_null (make_config ("", bad_keys[i], "", &error));
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_CONFIGURATION);
      g_assert_true (g_str_has_prefix (error->message, "The API key "));
      g_assert_null (strstr (error->message, "hunter2"));
      g_clear_error (&error);
    }
  wrong = make_config ("", "abc", "cookie", &error);
  g_assert_null (wrong);
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_CONFIGURATION);
  g_assert_nonnull (strstr (error->message, "cookie"));
}

static AuContract *
get_contract (const char *query)
{
  static AuQueryCatalog *catalog;

  if (catalog == NULL)
    catalog = au_query_catalog_new (NULL);
  return au_query_catalog_get_contract (catalog, query);
}

static void
test_routes (void)
{
  static const struct
  {
    const char *query;
    const char *values; /* NAME=VALUE;… */
    const char *path;
  } cases[] = {
    { "subscriptions", "", "/api/v1/subscriptions" },
    { "teams_search", "q=a b&c/é;limit=5", "/api/v1/teams/search?q=a%20b%26c%2F%C3%A9&limit=5" },
    { "team_subscription", "team_id=007", "/api/v1/teams/7" },
    { "teams_bulk", "team_ids=9,40001,9,12", "/api/v1/teams/bulk?teamIds=9,12,40001" },
    { "mau", "subscription_ids=a0XSAMPLE000001,a0XSAMPLE000002;include_current_month=false",
      "/api/v1/metrics/mau?subscriptionIds=a0XSAMPLE000001,a0XSAMPLE000002&includeCurrentMonth=false" },
    { "depth_of_usage", "team_ids=40002,40001;months=3",
      "/api/v1/metrics/depth-of-usage?teamIds=40002,40001&months=3&includeCurrentMonth=true" },
    { "account_opportunities", "account_id=001SAMPLE000001",
      "/api/v1/accounts/001SAMPLE000001/opportunities" },
  };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  const char *const *names = au_query_catalog_get_names (catalog);
  g_autoptr (GHashTable) routes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_nonnull (au_blessed_route_get (names[i]));
      g_assert_true (g_hash_table_add (routes, (gpointer) au_blessed_route_get (names[i])));
    }
  g_assert_cmpuint (g_hash_table_size (routes), ==, 16);
  g_assert_null (au_blessed_route_get ("nonsense"));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
      g_auto (GStrv) pairs = g_strsplit (cases[i].values, ";", -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuRequest) request = NULL;
      g_autoptr (GPtrArray) paths = NULL;

      for (guint p = 0; pairs[p] != NULL && *pairs[p] != '\0'; p++)
        {
          char *sign = strchr (pairs[p], '=');

          *sign = '\0';
          g_hash_table_insert (values, pairs[p], sign + 1);
        }
      request = au_request_new_from_text (get_contract (cases[i].query), values, &error);
      g_assert_no_error (error);
      paths = au_blessed_route_dup_paths (request);
      g_assert_cmpuint (paths->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (paths, 0), ==, cases[i].path);
    }
}

static void
response_free (gpointer data)
{
  au_http_response_free (data);
}

static AuTable *
decode (const char *query,
        const char *body,
        gsize       length,
        GStrv      *ignored,
        GError    **error)
{
  g_autoptr (GPtrArray) responses = g_ptr_array_new_with_free_func (response_free);
  AuHttpResponse *response = g_new0 (AuHttpResponse, 1);

  response->body = g_malloc0 (length + AU_HTTP_PADDING);
  memcpy (response->body, body, length);
  response->length = length;
  g_ptr_array_add (responses, response);
  return au_blessed_decode (get_contract (query), "/api/v1/test", responses, ignored, error);
}

/* What may be written in several ways is the same rows. */
static void
test_rows (void)
{
  static const struct
  {
    const char *query;
    const char *body;
    const char *csv;
    const char *ignored;
  } cases[] = {
    { "mau", "[]", "month,mau,data_through\r\n", "" },
    { "mau", "{\"data\":[]}", "month,mau,data_through\r\n", "" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":412}]", "month,mau\r\n2026-10-01,412\r\n", "" },
    { "mau", "{\"next\":null,\"data\":[{\"mau\":\"412\",\"month\":\"2026-10-01T00:00:00.000Z\","
      "\"dataThrough\":null}]}", "month,mau,data_through\r\n2026-10-01,412,\r\n", "" },
    { "mau", "[{\"mau\":9223372036854775807,\"id\":7,\"month\":\"2026-10-01\",\"MAU\":1},"
      "{\"month\":null,\"other\":{},\"mau\":-1}]",
      "month,mau\r\n2026-10-01,9223372036854775807\r\n,-1\r\n", "id,MAU,other" },
    { "monthly_spend", "[{\"month\":\"2026-10-01\",\"apiCostUsd\":48211.5,\"token_fee_usd\":0,"
      "\"totalUsd\":\"48211.50\"}]",
      "month,api_cost_usd,token_fee_usd,total_usd\r\n2026-10-01,48211.50,0.00,48211.50\r\n", "" },
    { "monthly_spend", "[{\"month\":\"2026-10-01\",\"apiCostUsd\":1e3,\"tokenFeeUsd\":-0.125,"
      "\"totalUsd\":12345678901234567890.25}]",
      "month,api_cost_usd,token_fee_usd,total_usd\r\n2026-10-01,1000.00,-0.125,12345678901234567890.25\r\n", "" },
    { "feature_adoption_pct", "[{\"month\":\"2026-10-01\",\"feature\":\"\",\"pct\":33.333333333333336},"
      "{\"month\":\"2026-10-01\",\"feature\":\"a\\\"b,c\",\"pct\":1}]",
      "month,feature,pct\r\n2026-10-01,\"\",33.333333333333336\r\n2026-10-01,\"a\"\"b,c\",1\r\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) ignored = NULL;
      g_autofree char *names = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AuTable) table =
        decode (cases[i].query, cases[i].body, strlen (cases[i].body), &ignored, &error);
      g_autoptr (GString) csv = g_string_new (NULL);

      g_assert_no_error (error);
      au_normal_form_append_csv (csv, table, FALSE);
      g_assert_cmpstr (csv->str, ==, cases[i].csv);
      names = g_strjoinv (",", ignored);
      g_assert_cmpstr (names, ==, cases[i].ignored);
    }
}

/* What is no such row is an error that names the column, never a guess. */
static void
test_wrong_rows (void)
{
  static const struct
  {
    const char *query;
    const char *body;
    gboolean is_contract;
    const char *words;
  } cases[] = {
    { "mau", "", FALSE, "cannot be read" },
    { "mau", "null", FALSE, "cannot be read" },
    { "mau", "{}", FALSE, "cannot be read" },
    { "mau", "{\"data\":{}}", FALSE, "cannot be read" },
    { "mau", "{\"error\":\"no\"}", FALSE, "cannot be read" },
    { "mau", "[[\"2026-10-01\",412]]", FALSE, "cannot be read" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":412}", FALSE, "cannot be read" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":NaN}]", FALSE, "cannot be read" },
    { "mau", "[{\"month\":\"2026-10-01\"}]", TRUE, "returns no column “mau” (bigint)" },
    { "mau", "[{}]", TRUE, "returns no column “month” (date)" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":4},{\"mau\":4}]", TRUE, "row 2 has no “month” (date)" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":4,\"mau\":5}]", TRUE, "“mau” twice in row 1" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":4.5}]", TRUE, "row 1 holds “4.5”" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":true}]", TRUE, "row 1 holds true" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":[4]}]", TRUE, "row 1 holds […]" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":9223372036854775808}]", TRUE, "should be bigint" },
    { "mau", "[{\"month\":20261001,\"mau\":4}]", TRUE, "“month” should be date" },
    { "mau", "[{\"month\":\"2026-02-30\",\"mau\":4}]", TRUE, "row 1 holds “2026-02-30”" },
    { "mau", "[{\"month\":\"2026-10-01\",\"mau\":4,\"data_through\":\"x\"}]", TRUE, "“data_through”" },
    { "overage", "[{\"period_start\":\"2026-10-01\",\"periodStart\":\"2026-10-01\"}]", TRUE,
      "“period_start” twice" },
    { "model_spend", "[{\"month\":\"2026-10-01\",\"model\":7,\"spend_usd\":1}]", TRUE,
      "“model” should be string, but row 1 holds 7" },
    { "model_spend", "[{\"month\":\"2026-10-01\",\"model\":\"a\\u0000b\",\"spend_usd\":1}]", TRUE,
      "“model” should be string" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) ignored = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].body);
      g_assert_null (decode (cases[i].query, cases[i].body, strlen (cases[i].body), &ignored,
                             &error));
      if (cases[i].is_contract)
        g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
      else
        g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_ANSWER);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_nonnull (strstr (error->message, "/api/v1/test"));
    }
}

/* Any bytes end in rows or in an error. */
static void
test_any_bytes (void)
{
  static const char *const seed =
    "{\"data\":[{\"month\":\"2026-10-01\",\"mau\":412,\"dataThrough\":\"2026-11-23\"},"
    "{\"mau\":\"7\",\"month\":\"2026-11-01\",\"data_through\":null,\"more\":[1,{\"a\":2}]}]}";
  gsize length = strlen (seed);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *body = g_strdup (seed);
      g_auto (GStrv) ignored = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AuTable) table = NULL;
      int n = g_test_rand_int_range (1, 5);

      for (int j = 0; j < n; j++)
        {
          char other = seed[g_test_rand_int_range (0, (int) length)];
          char any = (char) g_test_rand_int_range (0, 256);

          body[g_test_rand_int_range (0, (int) length)] = j % 2 == 0 ? other : any;
        }
      table = decode ("mau", body, length, &ignored, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/blessed-parts/addresses", test_addresses);
  g_test_add_func ("/blessed-parts/config", test_config);
  g_test_add_func ("/blessed-parts/routes", test_routes);
  g_test_add_func ("/blessed-parts/rows", test_rows);
  g_test_add_func ("/blessed-parts/wrong-rows", test_wrong_rows);
  g_test_add_func ("/blessed-parts/any-bytes", test_any_bytes);

  return g_test_run ();
}
