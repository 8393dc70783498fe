/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-query-catalog.h"
#include "au-result-shape.h"
#include "au-statement.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const char header[] =
  "-- name: mau\n"
  "-- title: Monthly active users\n"
  "-- definition: People active in a month.\n"
  "-- window: calendar month, UTC\n"
  "-- tables: main.dbt.a, main.dbt.b\n"
  "-- param: subscription_ids list<string>\n"
  "-- param: limit int = 25\n"
  "-- column: month date | month | First day of the month\n"
  "-- column: spend decimal(18,2) | USD | Money: all of it\n"
  "-- column: data_through date optional | day | Newest day\n"
  "\n"
  "SELECT 1\n";

static void
test_header (void)
{
  static const char *bad_lines[] = {
    "-- column: month\n", "-- column: month date\n", "-- column: month day | a | b\n", "-- colour: red\n",
    "-- column: m-n date | a | b\n", "-- param: x list<date>\n", "-- name: other\n", "-- hello\n",
    "-- column: month date | a | again\n", "-- param:\n", "-- column:\n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (AuContract) contract = au_contract_new_from_header ("mau", header, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (au_contract_get_title (contract), ==, "Monthly active users");
  g_assert_cmpstr (au_contract_get_tables (contract)[1], ==, "main.dbt.b");
  g_assert_cmpuint (au_contract_get_n_columns (contract), ==, 3);
  g_assert_cmpuint (au_contract_get_column (contract, 1)->scale, ==, 2);
  g_assert_cmpstr (au_contract_get_column (contract, 1)->meaning, ==, "Money: all of it");
  g_assert_true (au_contract_get_column (contract, 2)->optional);
  g_assert_cmpstr (au_contract_get_parameter (contract, 1)->fallback, ==, "25");
  g_assert_null (au_contract_get_parameter (contract, 0)->fallback);

  for (guint i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    {
      g_autoptr (GString) text = g_string_new (header);
      g_string_replace (text, "\n\n", "\n", 0);
      g_string_replace (text, "SELECT 1\n", bad_lines[i], 0);

      g_assert_null (au_contract_new_from_header ("mau", text->str, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
      g_clear_error (&error);
    }
  g_assert_null (au_contract_new_from_header ("mau", "SELECT 1", &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
  g_clear_error (&error);
  g_assert_null (au_key_map_new_from_data (contract, "[\xff]", 3, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_catalog (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  const char *const *names = au_query_catalog_get_names (catalog);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 16);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AuQuery) query = au_query_catalog_load (catalog, names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (au_query_get_standing (query), ==, AU_STANDING_VERIFIED);
      g_assert_cmpuint (strlen (au_query_get_sha256 (query)), ==, 64);
    }
  g_assert_null (au_query_catalog_load (catalog, "../mau", &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_NOT_FOUND);
}

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("anyusage-sql-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
put (Fixture    *fixture,
     const char *name,
     const char *data,
     gssize      length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static const char good_text[] =
  "SELECT m AS month, n AS mau FROM t WHERE s IN (:subscription_ids) AND :include_current_month";

static void
load_expect (Fixture    *fixture,
             int         code,
             const char *words)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (au_query_catalog_load (catalog, "mau", &error));
  g_assert_error (error, AU_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_folder_bad (Fixture      *fixture,
                 gconstpointer unused)
{
  g_autofree char *large = g_strnfill (20 * 1024 * 1024, 'x');

  put (fixture, "mau.sql", "", 0);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "empty");
  put (fixture, "mau.sql", "SELECT '\xff'", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "UTF-8");
  put (fixture, "mau.sql", "\xef\xbb\xbfSELECT 1", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "byte order mark");
  put (fixture, "mau.sql", "SELECT\0 1", 9);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "UTF-8");
  put (fixture, "mau.sql", "SELECT 1; SELECT 2", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "more than one statement");
  put (fixture, "mau.sql", "DELETE FROM x", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "SELECT or WITH");
  put (fixture, "mau.sql", large, -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "1 MiB");

  put (fixture, "mau.sql", good_text, -1);
  put (fixture, "mau.map", "[columns]\nmaus=x\n", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "maus");
  put (fixture, "mau.map", "no key file", -1);
  load_expect (fixture, AU_ERROR_QUERY_TEXT, "mau.map");
}

static void
test_folder_standing (Fixture      *fixture,
                      gconstpointer unused)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, good_text, -1);
  g_autofree char *line = g_strdup_printf ("%s  mau.sql\n", sum);
  g_autofree char *other = g_strdup_printf ("%s *teams_bulk.sql\n", sum);

  put (fixture, "mau.sql", good_text, -1);
  {
    g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "mau", &error);

    g_assert_no_error (error);
    g_assert_cmpint (au_query_get_standing (query), ==, AU_STANDING_UNVERIFIED);
    g_assert_cmpstr (au_query_get_sha256 (query), ==, sum);
  }

  put (fixture, "SHA256SUMS", line, -1);
  {
    g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "mau", &error);

    g_assert_no_error (error);
    g_assert_cmpint (au_query_get_standing (query), ==, AU_STANDING_VERIFIED);
  }

  /* One byte more and the same catalog, which reads anew at each load, refuses it. */
  {
    g_autofree char *changed = g_strconcat (good_text, " ", NULL);

    put (fixture, "mau.sql", changed, -1);
    load_expect (fixture, AU_ERROR_CHECKSUM, "changed");
  }

  put (fixture, "SHA256SUMS", "rubbish\n", -1);
  load_expect (fixture, AU_ERROR_CHECKSUM, "line 1");

  /* Listed and missing is an error; neither listed nor there is the shipped text. */
  put (fixture, "SHA256SUMS", other, -1);
  g_assert_null (au_query_catalog_load (catalog, "teams_bulk", &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
  g_clear_error (&error);
  {
    g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "true_ups", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (au_query_get_file (query), ==, "true_ups.sql");
  }
}

static AuRequest *
mau_request (AuQueryCatalog *catalog,
             const char     *ids,
             GError        **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) "subscription_ids", (gpointer) ids);
  return au_request_new_from_text (au_query_catalog_get_contract (catalog, "mau"), values, error);
}

static void
test_statement (Fixture      *fixture,
                gconstpointer unused)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) request = mau_request (catalog, "a0XSAMPLE000001,a0XSAMPLE000002", &error);
  g_autoptr (AuQuery) query = NULL;
  g_autoptr (AuStatement) statement = NULL;
  static const char *bad[] = {
    "SELECT m AS month FROM t WHERE s IN (:subscription_ids) AND :include_current_month AND :mystery",
    "SELECT m AS month FROM t WHERE s IN (:subscription_ids)",
    "SELECT array(:subscription_ids) AS month, :include_current_month AS x",
  };

  put (fixture, "mau.sql",
       "SELECT ':ids', a:ids FROM t WHERE s IN ( /* :ids */ :ids ) OR u IN (:ids) -- :ids\n"
       "AND (:now OR :now)", -1);
  put (fixture, "mau.map", "[parameters]\nsubscription_ids=ids\ninclude_current_month=now\n", -1);
  query = au_query_catalog_load (catalog, "mau", &error);
  g_assert_no_error (error);
  statement = au_statement_new (query, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (au_statement_get_text (statement), ==,
                   "SELECT ':ids', a:ids FROM t WHERE s IN ( /* :ids */ :ids_0, :ids_1 ) OR u IN (:ids_0, :ids_1) -- :ids\n"
                   "AND (:now OR :now)");
  g_assert_cmpuint (au_statement_get_n_bindings (statement), ==, 3);
  g_assert_cmpstr (au_statement_get_binding (statement, 1)->name, ==, "ids_1");
  g_assert_cmpstr (au_statement_get_binding (statement, 1)->text, ==, "a0XSAMPLE000002");
  g_assert_cmpstr (au_statement_get_binding (statement, 2)->text, ==, "true");
  g_assert_cmpstr (au_statement_get_sha256 (statement), !=, au_query_get_sha256 (query));

  put (fixture, "mau.map", "[columns]\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (AuQuery) broken = NULL;

      put (fixture, "mau.sql", bad[i], -1);
      broken = au_query_catalog_load (catalog, "mau", &error);
      g_assert_no_error (error);
      g_assert_null (au_statement_new (broken, request, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
      g_clear_error (&error);
    }
}

static void
test_shape (Fixture      *fixture,
            gconstpointer unused)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = NULL;
  g_autoptr (AuResultShape) shape = NULL;
  static const char *good[] = { "extra", "Monat", "MAU", NULL };
  static const char *missing[] = { "Monat", NULL };
  static const char *twice[] = { "Monat", "mau", "mau", NULL };

  put (fixture, "mau.sql", good_text, -1);
  put (fixture, "mau.map", "[columns]\nmonth=Monat\n", -1);
  query = au_query_catalog_load (catalog, "mau", &error);
  g_assert_no_error (error);

  shape = au_result_shape_new (query, good, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (shape->source_index, int, 0), ==, 1);
  g_assert_cmpint (g_array_index (shape->source_index, int, 1), ==, 2);
  g_assert_cmpint (g_array_index (shape->source_index, int, 2), ==, -1);
  g_assert_cmpstr (shape->ignored[0], ==, "extra");
  g_assert_null (shape->ignored[1]);

  g_assert_null (au_result_shape_new (query, missing, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
  g_assert_nonnull (strstr (error->message, "“mau”"));
  g_clear_error (&error);
  g_assert_null (au_result_shape_new (query, twice, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
}

static void
test_request (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) a = mau_request (catalog, "a0XSAMPLE000001, a0XSAMPLE000001AAA", &error);
  g_autoptr (AuRequest) b = mau_request (catalog, " a0XSAMPLE000001", &error);
  g_autoptr (AuRequest) c = mau_request (catalog, "a0XSAMPLE000002", &error);
  g_autoptr (GString) many = g_string_new (NULL);
  static const struct
  {
    const char *query;
    const char *name;
    const char *text;
    int code;
  } bad[] = {
    { "mau", "subscription_ids", "", AU_ERROR_EMPTY_LIST },
    { "mau", "subscription_ids", "nonsense", AU_ERROR_INVALID_ARGUMENT },
    { "mau", "months", "3", AU_ERROR_INVALID_ARGUMENT },
    { "depth_of_usage", "team_ids", "halden", AU_ERROR_INVALID_ARGUMENT },
    { "depth_of_usage", "team_ids", " , ", AU_ERROR_EMPTY_LIST },
    { "team_subscription", "team_id", "12.5", AU_ERROR_INVALID_ARGUMENT },
    { "accounts_search", "limit", "0", AU_ERROR_INVALID_ARGUMENT },
    { "accounts_search", "limit", "99999999999", AU_ERROR_INVALID_ARGUMENT },
    { "accounts_search", "q", "\xff", AU_ERROR_INVALID_ARGUMENT },
    { "account_opportunities", "account_id", "1", AU_ERROR_INVALID_ARGUMENT },
    { "mau", "include_current_month", "maybe", AU_ERROR_INVALID_ARGUMENT },
    { "subscriptions", "q", "x", AU_ERROR_INVALID_ARGUMENT },
  };

  g_assert_cmpstr (au_request_get_key (a), ==, au_request_get_key (b));
  g_assert_cmpstr (au_request_get_key (a), !=, au_request_get_key (c));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
      AuContract *contract;

      /* The other parameters, so that only the bad one can be what is refused. */
      if (g_str_equal (bad[i].query, "mau"))
        g_hash_table_insert (values, (gpointer) "subscription_ids", (gpointer) "a0XSAMPLE000001");
      if (g_str_equal (bad[i].query, "accounts_search"))
        g_hash_table_insert (values, (gpointer) "q", (gpointer) "hal");
      g_hash_table_insert (values, (gpointer) bad[i].name, (gpointer) bad[i].text);
      contract = au_query_catalog_get_contract (catalog, bad[i].query);
      g_assert_null (au_request_new_from_text (contract, values, &error));
      g_assert_error (error, AU_ERROR, bad[i].code);
      g_clear_error (&error);
    }

  g_assert_null (au_request_new (au_query_catalog_get_contract (catalog, "mau"), NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  for (int i = 0; i < 201; i++)
    g_string_append_printf (many, "a0XSAMPLE%06d,", i);
  g_assert_null (mau_request (catalog, many->str, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_TOO_MANY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/query/header", test_header);
  g_test_add_func ("/model/query/catalog", test_catalog);
  g_test_add ("/model/query/folder-bad", Fixture, NULL, set_up, test_folder_bad, tear_down);
  g_test_add ("/model/query/folder-standing", Fixture, NULL, set_up, test_folder_standing,
              tear_down);
  g_test_add ("/model/query/statement", Fixture, NULL, set_up, test_statement, tear_down);
  g_test_add ("/model/query/shape", Fixture, NULL, set_up, test_shape, tear_down);
  g_test_add_func ("/model/query/request", test_request);
  return g_test_run ();
}
