/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the Databricks source that need no server: addresses, configuration, profiles, what
 * errors say, when to try again, and answers that are whole, cut or wrong. */
#include "config.h"

#include "au-databricks-address.h"
#include "au-databricks-answer.h"
#include "au-databricks-config.h"
#include "au-databricks-decode.h"
#include "au-databricks-profile.h"
#include "au-error.h"
#include "au-http-fault.h"
#include "au-oauth.h"
#include "au-query-catalog.h"
#include "au-source-error.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_hosts (void)
{
  static const struct
  {
    const char *text;
    const char *host; /* NULL where it is refused */
    const char *workspace;
  } cases[] = {
    { "adb-1.2.azuredatabricks.net", "https://adb-1.2.azuredatabricks.net", NULL },
    { " https://ADB-1.2.azuredatabricks.net/ ", "https://adb-1.2.azuredatabricks.net", NULL },
    { "https://x.cloud.databricks.com:443/sql/editor?o=123#y", "https://x.cloud.databricks.com", "123" },
    { "https://x.cloud.databricks.com/?o=12a", "https://x.cloud.databricks.com", NULL },
    { "https://x.cloud.databricks.com:8443", "https://x.cloud.databricks.com:8443", NULL },
    { "http://127.0.0.1:8080/", "http://127.0.0.1:8080", NULL },
    { "http://localhost:80", "http://localhost", NULL },
    { "http://[::1]:9", "http://[::1]:9", NULL },
    { "http://x.cloud.databricks.com", NULL, NULL },
    { "http://127.0.0.1.example.com", NULL, NULL },
    { "ftp://x.cloud.databricks.com", NULL, NULL },
    { "https://user:secret@x.cloud.databricks.com", NULL, NULL },
    { "x.com\r\nX-Evil: 1", NULL, NULL },
    { "x y", NULL, NULL },
    { "", NULL, NULL },
    { "https://", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = NULL;
      g_autofree char *workspace = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (au_databricks_address_parse_host (cases[i].text, &host, &workspace, &error),
                       ==,
                       cases[i].host != NULL);
      g_assert_cmpstr (host, ==, cases[i].host);
      g_assert_cmpstr (workspace, ==, cases[i].workspace);
      if (host == NULL)
        {
          g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_CONFIGURATION);
          g_assert_null (strstr (error->message, "secret"));
          g_assert_null (strchr (error->message, '\n'));
        }
    }
}

static void
test_warehouses (void)
{
  static const struct
  {
    const char *text;
    const char *id;
    const char *words;
  } cases[] = {
    { "1234567890abcdef", "1234567890abcdef", NULL },
    { "/sql/1.0/warehouses/1234567890abcdef", "1234567890abcdef", NULL },
    { "sql/1.0/endpoints/1234567890abcdef?o=5", "1234567890abcdef", NULL },
    { "https://x.cloud.databricks.com/sql/warehouses/12ab/overview", "12ab", NULL },
    { "/sql/protocolv1/o/123/0101-120000-abc", NULL, "cluster" },
    { "/sql/1.0/warehouses/", NULL, "no SQL warehouse" },
    { "/sql/1.0/warehouses/..", NULL, "no SQL warehouse" },
    { "ab\r\nX: 1", NULL, "no SQL warehouse" },
    { "", NULL, "No SQL warehouse" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL;
      g_autofree char *workspace = NULL;
      g_autoptr (GError) error = NULL;

      au_databricks_address_parse_warehouse (cases[i].text, &id, &workspace, &error);
      g_assert_cmpstr (id, ==, cases[i].id);
      if (cases[i].words != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static AuDatabricksConfig *
read_config (const char                 *environment,
             const AuDatabricksSettings *settings,
             GError                    **error)
{
  g_auto (GStrv) pairs = g_strsplit (environment, ";", -1);

  return au_databricks_config_new (settings, (const char *const *) pairs, error);
}

static void
test_precedence (void)
{
  const AuDatabricksSettings settings = { .host = (char *) "settings.example", .http_path = (char *) "5e77" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AuDatabricksConfig) a =
    read_config ("DATABRICKS_HOST=a.example;DATABRICKS_SERVER_HOSTNAME=b.example;DATABRICKS_TOKEN=one;"
                 "DATABRICKS_ACCESS_TOKEN=two;DATABRICKS_HTTP_PATH=/sql/1.0/warehouses/ab?o=77", &settings, &error);
  g_autoptr (AuDatabricksConfig) b = read_config ("DATABRICKS_CLIENT_ID=id;DATABRICKS_CLIENT_SECRET=s", &settings, &error);
  g_autoptr (AuDatabricksConfig) c = read_config ("DATABRICKS_AUTH_TYPE=external-browser", &settings, &error);
  const char *name;

  g_assert_no_error (error);
  g_assert_cmpstr (au_databricks_config_get_host (a), ==, "https://a.example");
  g_assert_cmpstr (au_databricks_config_get_token (a), ==, "one");
  g_assert_cmpstr (au_databricks_config_get_warehouse_id (a), ==, "ab");
  g_assert_cmpstr (au_databricks_config_get_workspace_id (a), ==, "77");
  g_assert_cmpint (au_databricks_config_get_origin (a, AU_DATABRICKS_PART_HOST, &name), ==,
                   AU_DATABRICKS_ORIGIN_ENVIRONMENT);
  g_assert_cmpstr (name, ==, "DATABRICKS_HOST");
  g_assert_cmpint (au_databricks_config_get_origin (a, AU_DATABRICKS_PART_SIGN_IN, &name), ==,
                   AU_DATABRICKS_ORIGIN_ENVIRONMENT);
  g_assert_cmpstr (name, ==, "DATABRICKS_TOKEN");

  g_assert_cmpint (au_databricks_config_get_sign_in (b), ==, AU_DATABRICKS_SIGN_IN_MACHINE);
  g_assert_cmpstr (au_databricks_config_get_host (b), ==, "https://settings.example");
  g_assert_cmpint (au_databricks_config_get_origin (b, AU_DATABRICKS_PART_HOST, NULL), ==,
                   AU_DATABRICKS_ORIGIN_SETTINGS);
  g_assert_cmpint (au_databricks_config_get_sign_in (c), ==, AU_DATABRICKS_SIGN_IN_BROWSER);
  g_assert_cmpstr (au_databricks_config_get_client_id (c), ==, "databricks-cli");
}

static void
test_bad_configs (void)
{
  static const struct
  {
    const char *environment;
    const char *words;
  } cases[] = {
    { "", "No Databricks host" },
    { "DATABRICKS_HOST=a.example", "No SQL warehouse" },
    { "DATABRICKS_HOST=a.example;DATABRICKS_WAREHOUSE_ID=ab;DATABRICKS_TOKEN=dapiSEC\nRET", "line's end" },
    { "DATABRICKS_HOST=a.example;DATABRICKS_WAREHOUSE_ID=ab;DATABRICKS_CLIENT_SECRET=x", "no client id" },
    { "DATABRICKS_HOST=a.example;DATABRICKS_WAREHOUSE_ID=ab;DATABRICKS_AUTH_TYPE=basic", "basic" },
    { "DATABRICKS_HOST=a.example;DATABRICKS_WAREHOUSE_ID=ab;DATABRICKS_OAUTH_CALLBACK_PORT=0", "no port" },
    { "DATABRICKS_HOST=a.example;DATABRICKS_CONFIG_PROFILE=nobody;DATABRICKS_CONFIG_FILE=/nonexistent", "nobody" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *environment = g_strconcat (cases[i].environment, ";DATABRICKS_CONFIG_FILE=/nonexistent", NULL);

      g_assert_null (read_config (environment, NULL, &error));
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_CONFIGURATION);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_null (strstr (error->message, "dapiSEC"));
    }
}

static void
test_profiles (void)
{
  static const char text[] =
    "\xef\xbb\xbfhost = https://early.example  # before any section\r\n"
    "; a comment\n"
    "[work]\nHost=work.example\ntoken = dapi#not;comment ; but this\nwarehouse_id: 'ab12'\n"
    "nonsense\n[__settings__]\ndefault_profile = work\n[empty]\n";
  g_autofree char *name = NULL;
  g_autofree char *first = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GHashTable) work = au_databricks_profile_parse (text, NULL, &name);
  g_autoptr (GHashTable) early = au_databricks_profile_parse (text, "DEFAULT", &first);

  g_assert_cmpstr (name, ==, "work");
  g_assert_cmpstr (g_hash_table_lookup (work, "host"), ==, "work.example");
  g_assert_cmpstr (g_hash_table_lookup (work, "token"), ==, "dapi#not;comment");
  g_assert_cmpstr (g_hash_table_lookup (work, "warehouse_id"), ==, "ab12");
  g_assert_cmpstr (g_hash_table_lookup (early, "host"), ==, "https://early.example");
  g_assert_null (au_databricks_profile_parse (text, "empty", &none));
}

/* A profile fills what the environment does not have, and is left alone where host or token came
 * from elsewhere and nobody named it. */
static void
test_profile_file (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("anyusage-XXXXXX.cfg", &path, NULL);
  g_autofree char *named = NULL;
  g_autofree char *unnamed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuDatabricksConfig) a = NULL;
  g_autoptr (AuDatabricksConfig) b = NULL;
  g_autoptr (AuDatabricksConfig) c = NULL;
  AuDatabricksSettings chosen = { .profile = (char *) "p" };
  const char *origin;

  g_close (fd, NULL);
  g_file_set_contents (path, "[p]\nhost=p.example\ntoken=dapiP\nwarehouse_id=ab\n", -1, &error);
  g_assert_no_error (error);
  named = g_strdup_printf ("DATABRICKS_CONFIG_FILE=%s;DATABRICKS_CONFIG_PROFILE=p;DATABRICKS_WAREHOUSE_ID=cd", path);
  unnamed = g_strdup_printf ("DATABRICKS_CONFIG_FILE=%s;DATABRICKS_HOST=e.example;DATABRICKS_WAREHOUSE_ID=cd", path);
  a = read_config (named, NULL, &error);
  g_assert_no_error (error);
  b = read_config (unnamed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (au_databricks_config_get_host (a), ==, "https://p.example");
  g_assert_cmpstr (au_databricks_config_get_warehouse_id (a), ==, "cd");
  g_assert_cmpint (au_databricks_config_get_origin (a, AU_DATABRICKS_PART_TOKEN, &origin), ==,
                   AU_DATABRICKS_ORIGIN_PROFILE);
  g_assert_cmpstr (origin, ==, "p");
  g_assert_null (au_databricks_config_get_token (b));
  /* A file that was chosen in Preferences, as Flatpak needs it. */
  chosen.config_file = path;
  c = read_config ("DATABRICKS_WAREHOUSE_ID=cd", &chosen, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (au_databricks_config_get_token (c), ==, "dapiP");
  g_unlink (path);
}

static void
test_error_bodies (void)
{
  static const struct
  {
    const char *body;
    const char *type;
    const char *code;
    const char *message;
  } cases[] = {
    { "{\"error_code\":\"BAD_REQUEST\",\"message\":\"no\",\"details\":[]}", "application/json", "BAD_REQUEST", "no" },
    { "{\"error_code\":403,\"message\":\"Invalid access token.\"}", "application/json", "403", "Invalid access token." },
    { "{\"error\":\"it is old\"}", "application/json", NULL, "it is old" },
    { "{\"schemas\":[],\"detail\":\"scim\",\"status\":\"403\"}", "application/json", "403", "scim" },
    { "{\"error\":\"invalid_client\",\"error_description\":\"who\"}", "application/json", "invalid_client", "who" },
    { "NOT_FOUND: there is none", "text/plain", "NOT_FOUND", "there is none" },
    { "<html><body><pre>\n it broke \n</pre></body></html>", "text/html", NULL, "it broke" },
    { "", NULL, NULL, "" },
    { "<!doctype html><title>Log in</title>", "text/html", NULL, "Log in" },
    { "{\"error_code\":", "application/json", NULL, "{\"error_code\":" },
    { "[1]", "application/json", NULL, "[1]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AuHttpFault) fault = { NULL, NULL };

      au_http_fault_parse (cases[i].body, strlen (cases[i].body), cases[i].type, &fault);
      g_assert_cmpstr (fault.code, ==, cases[i].code);
      g_assert_cmpstr (fault.message, ==, cases[i].message);
    }
}

static void
test_retry (void)
{
  static const struct
  {
    AuHttpOutcome outcome;
    gboolean submission;
    gboolean idempotent;
  } cases[] = {
    { { 0, FALSE, FALSE, -1 }, TRUE, TRUE },
    { { 0, TRUE, FALSE, -1 }, FALSE, TRUE },
    { { 0, FALSE, TRUE, -1 }, FALSE, FALSE },
    { { 200, TRUE, FALSE, -1 }, FALSE, FALSE },
    { { 400, TRUE, FALSE, -1 }, FALSE, FALSE },
    { { 401, TRUE, FALSE, -1 }, FALSE, FALSE },
    { { 408, TRUE, FALSE, -1 }, FALSE, TRUE },
    { { 429, TRUE, FALSE, -1 }, TRUE, TRUE },
    { { 500, TRUE, FALSE, -1 }, FALSE, TRUE },
    { { 501, TRUE, FALSE, -1 }, FALSE, FALSE },
    { { 503, TRUE, FALSE, -1 }, FALSE, TRUE },
    { { 503, TRUE, FALSE, 2 }, TRUE, TRUE },
  };
  const AuHttpOutcome told = { 429, TRUE, FALSE, 7 };
  const AuHttpOutcome untold = { 429, TRUE, FALSE, -1 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (au_http_retry_allows (AU_HTTP_RETRY_NEVER, &cases[i].outcome));
      g_assert_cmpint (au_http_retry_allows (AU_HTTP_RETRY_SUBMISSION, &cases[i].outcome), ==,
                       cases[i].submission);
      g_assert_cmpint (au_http_retry_allows (AU_HTTP_RETRY_IDEMPOTENT, &cases[i].outcome), ==,
                       cases[i].idempotent);
    }
  g_assert_cmpint (au_http_retry_delay (&told, 1, 0), ==, 7000);
  g_assert_cmpint (au_http_retry_delay (&untold, 1, 0), ==, 1000);
  g_assert_cmpint (au_http_retry_delay (&untold, 3, 0), ==, 4000);
  g_assert_cmpint (au_http_retry_delay (&untold, 60, 1), ==, 37500);
  g_assert_cmpint (au_http_retry_parse_after ("5", 0), ==, 5);
  g_assert_cmpint (au_http_retry_parse_after ("Thu, 01 Jan 1970 00:01:40 GMT", 40), ==, 60);
  g_assert_cmpint (au_http_retry_parse_after ("soon", 0), ==, -1);
  g_assert_cmpint (au_http_retry_parse_after (NULL, 0), ==, -1);
}

/* RFC 7636, appendix B. */
static void
test_challenge (void)
{
  g_autofree char *challenge = au_oauth_make_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = au_oauth_make_random (64);
  g_autofree char *other = au_oauth_make_random (64);

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (one), ==, 86);
  g_assert_cmpstr (one, !=, other);
}

static AuDatabricksAnswer *
parse (const char *text,
       gsize       length,
       GError    **error)
{
  char *body = g_malloc0 (length + AU_HTTP_PADDING);

  memcpy (body, text, length);
  return au_databricks_answer_parse (body, length, AU_DATABRICKS_FORM_STATEMENT, error);
}

#define ANSWER(columns, count, rows) \
  "{\"statement_id\":\"01\",\"status\":{\"state\":\"SUCCEEDED\"},\"manifest\":{\"format\":\"JSON_ARRAY\"," \
  "\"schema\":{\"columns\":[" columns "]},\"total_chunk_count\":1,\"total_row_count\":" count "},\"result\":" \
  "{\"row_count\":" count ",\"data_array\":" rows "}}"
#define MAU \
  "{\"name\":\"month\",\"type_name\":\"DATE\"},{\"name\":\"MAU\",\"type_name\":\"LONG\",\"position\":1}"

static AuTable *
decode (const char *text,
        GError    **error)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "mau", NULL);
  g_autoptr (AuDatabricksAnswer) answer = parse (text, strlen (text), error);
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuResultShape) shape = NULL;

  if (answer == NULL)
    return NULL;
  shape = au_databricks_decode_begin (query, answer, builder, error);
  if (shape == NULL ||
      !au_databricks_decode_rows (query, shape, answer->types->len, answer->chunk.rows, builder,
                                  error))
    return NULL;
  return au_table_builder_end (builder);
}

static void
test_decode (void)
{
  static const struct
  {
    const char *text;
    const char *words; /* NULL where it is fine */
  } cases[] = {
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"9223372036854775807\"]]"), NULL },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",412]]"), NULL },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",null]]"), NULL },
    { ANSWER (MAU, "1", "[[\"2026-10-01T00:00:00.000Z\",\"1\"]]"), NULL },
    { ANSWER (MAU, "\"1\"", "[[\"2026-10-01\",\"1\"]]"), NULL },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"9223372036854775808\"]]"), "bigint" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"12 people\"]]"), "12 people" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",1.5]]"), "1.5" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",true]]"), "true" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"\"]]"), "bigint" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\"]]"), "row 1" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"1\",\"2\"]]"), "row 1" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",[1]]]"), "row 1" },
    { ANSWER (MAU, "1", "[{\"month\":1}]"), "row 1" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"1\\u0000\"]]"), "row 1" },
    { ANSWER ("{\"name\":\"month\",\"type_name\":\"DATE\"}", "0", "[]"), "mau" },
    { ANSWER ("{\"name\":\"month\"},{\"name\":\"mau\",\"type_name\":\"STRING\",\"position\":1}", "0", "[]"), "STRING" },
    { ANSWER ("{\"name\":\"month\"},{\"name\":\"mau\",\"type_name\":\"NEWTYPE\",\"position\":1}", "0", "[]"), NULL },
    { ANSWER (MAU ",{\"name\":\"mau\",\"position\":2}", "0", "[]"), "twice" },
    { ANSWER (MAU, "1", "[[\"2026-10-01\",\"\xff\"]]"), "cannot be read" },
    { "[]", "cannot be read" },
    { "{}", "cannot be read" },
    { "{\"statement_id\":\"../x\",\"status\":{\"state\":\"PENDING\"}}", "cannot be read" },
    { "{\"statement_id\":\"1\",\"status\":{\"state\":\"DREAMING\"}}", "cannot be read" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuTable) table = decode (cases[i].text, &error);

      if (cases[i].words == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_null (table);
          g_assert_nonnull (strstr (error->message, cases[i].words));
        }
    }
}

/* Cut anywhere, an answer is never taken for whole. */
static void
test_cut (void)
{
  static const char text[] = ANSWER (MAU, "2", "[[\"2026-10-01\",\"412\"],[\"2026-11-01\",null]]");

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (text, length, &error));
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_ANSWER);
    }
}

/* What an answer says of links leads nowhere else, and starts no header. */
static void
test_links (void)
{
  static const char *const bad[] = {
    "\"next_chunk_internal_link\":\"https://evil.example/\"", "\"next_chunk_internal_link\":\"//evil.example/api/\"",
    "\"next_chunk_internal_link\":\"/api/x\\r\\nX: 1\"", "\"next_chunk_internal_link\":\"/api/../../x\"",
    "\"external_links\":[{\"external_link\":\"https://a.example/\",\"http_headers\":{\"X\":\"a\\r\\nb\"}}]",
    "\"external_links\":[{\"external_link\":\"https://a.example/\",\"http_headers\":{\"Authorization\":\"a\"}}]",
    "\"external_links\":[{}]", "\"external_links\":[{\"external_link\":\"a\"},{\"external_link\":\"b\"}]",
    "\"data_array\":5",
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"statement_id\":\"1\",\"status\":{\"state\":\"SUCCEEDED\"},\"result\":{%s}}", bad[i]);

      g_assert_null (parse (text, strlen (text), &error));
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_ANSWER);
      g_clear_error (&error);
    }
  g_assert_false (au_http_check_url ("http://storage.example/x?sig=SECRET", &error));
  g_assert_null (strstr (error->message, "SECRET"));
  g_assert_true (au_http_check_url ("https://storage.example/x?sig=%2F", NULL));
  g_assert_false (au_http_check_url ("file:///etc/passwd", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/databricks-parts/hosts", test_hosts);
  g_test_add_func ("/source/databricks-parts/warehouses", test_warehouses);
  g_test_add_func ("/source/databricks-parts/precedence", test_precedence);
  g_test_add_func ("/source/databricks-parts/bad-configs", test_bad_configs);
  g_test_add_func ("/source/databricks-parts/profiles", test_profiles);
  g_test_add_func ("/source/databricks-parts/profile-file", test_profile_file);
  g_test_add_func ("/source/databricks-parts/error-bodies", test_error_bodies);
  g_test_add_func ("/source/databricks-parts/retry", test_retry);
  g_test_add_func ("/source/databricks-parts/challenge", test_challenge);
  g_test_add_func ("/source/databricks-parts/decode", test_decode);
  g_test_add_func ("/source/databricks-parts/cut", test_cut);
  g_test_add_func ("/source/databricks-parts/links", test_links);

  return g_test_run ();
}
