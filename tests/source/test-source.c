/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-normal-form.h"
#include "au-sample-faults.h"
#include "au-sample-source.h"
#include "au-sample-workspace.h"
#include "au-source-factory.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#define HERO "subscription_ids=a0XSAMPLE000001"

/* A text of mau that is right: both parameters are used, and nothing is read. */
#define MAU_TAIL " WHERE 'x' IN (:subscription_ids) OR :include_current_month"

static const struct
{
  const char *query;
  const char *parameters;
} sixteen[] = {
  { "subscriptions", "" },
  { "teams_search", "q=hal" },
  { "team_subscription", "team_id=40001" },
  { "teams_bulk", "team_ids=40001,41001" },
  { "mau", HERO },
  { "model_spend", HERO },
  { "active_users", HERO },
  { "feature_adoption", HERO },
  { "feature_adoption_pct", HERO },
  { "top_users", HERO },
  { "monthly_spend", HERO },
  { "overage", HERO },
  { "true_ups", HERO },
  { "depth_of_usage", "team_ids=40001,41001" },
  { "accounts_search", "q=hal" },
  { "account_opportunities", "account_id=001SAMPLE000001" },
};

static char *
to_csv (AuResult *result)
{
  g_autoptr (GString) out = g_string_new (NULL);

  au_normal_form_append_csv (out, au_result_get_table (result), FALSE);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static AuRequest *
request_number (AuSource *source,
                guint     i)
{
  return support_request (source, sixteen[i].query, sixteen[i].parameters);
}

static AuStanding
get_standing (AuResult *result)
{
  AuStatement *statement = au_result_get_provenance (result)->statement;

  return au_query_get_standing (au_statement_get_query (statement));
}

static void
test_sixteen (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *names;

  names = au_query_catalog_get_names (au_source_get_catalog (source));
  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (sixteen));
  for (guint i = 0; i < G_N_ELEMENTS (sixteen); i++)
    {
      g_autoptr (AuRequest) request = request_number (source, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuResult) result = support_query (source, request, NULL, &error);
      g_autoptr (AuResult) again = NULL;
      g_autofree char *rows = NULL;
      g_autofree char *rows_again = NULL;
      AuProvenance *provenance;

      g_assert_no_error (error);
      provenance = au_result_get_provenance (result);
      g_assert_cmpuint (au_table_get_n_rows (au_result_get_table (result)), >, 0);
      g_assert_cmpuint (provenance->n_rows, ==, au_table_get_n_rows (au_result_get_table (result)));
      g_assert_cmpuint (au_table_get_n_columns (au_result_get_table (result)), ==,
                        au_contract_get_n_columns (au_request_get_contract (request)));
      g_assert_cmpstr (provenance->source, ==, au_source_get_name (source));
      g_assert_null (provenance->host);
      g_assert_false (provenance->truncated);
      g_assert_cmpuint (g_strv_length (provenance->ignored_columns), ==, 0);
      g_assert_cmpint (provenance->submitted, ==, au_clock_now ());
      g_assert_cmpint (provenance->finished, ==, au_clock_now ());
      g_assert_true (g_regex_match_simple ("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", provenance->statement_id, 0, 0));
      g_assert_true (g_hash_table_add (ids, g_strdup (provenance->statement_id)));
      g_assert_cmpint (get_standing (result), ==, AU_STANDING_VERIFIED);
      if (g_str_equal (sixteen[i].query, "mau") || g_str_equal (sixteen[i].query, "active_users"))
        g_assert_cmpint (provenance->data_through, ==, au_clock_today () - 1);
      else
        g_assert_cmpint (provenance->data_through, ==, AU_DAY_INVALID);

      again = support_query (source, request, NULL, &error);
      g_assert_no_error (error);
      rows = to_csv (result);
      rows_again = to_csv (again);
      g_assert_cmpstr (rows, ==, rows_again);
      g_assert_cmpstr (au_result_get_provenance (again)->statement_id, ==,
                       provenance->statement_id);
    }
  g_assert_finalize_object (g_steal_pointer (&source));
}

/* The hero's deals are told in the sample's story, so the rows are known by heart. */
static void
test_known_rows (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  g_autoptr (AuRequest) request = support_request (source, "true_ups", HERO);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = support_query (source, request, NULL, &error);
  static const gint64 licenses[] = { 250, 75, 75, 100 };
  guint number_column, licenses_column, amount_column;
  AuTable *table;

  g_assert_no_error (error);
  table = au_result_get_table (result);
  g_assert_cmpuint (au_table_get_n_rows (table), ==, G_N_ELEMENTS (licenses));
  number_column = (guint) au_table_find_column (table, "true_up_number");
  licenses_column = (guint) au_table_find_column (table, "licenses");
  amount_column = (guint) au_table_find_column (table, "amount_usd");
  for (guint i = 0; i < G_N_ELEMENTS (licenses); i++)
    {
      AuDecimal amount;

      g_assert_cmpint (au_table_get_int64 (table, number_column, i), ==, i);
      g_assert_cmpint (au_table_get_int64 (table, licenses_column, i), ==, licenses[i]);
      g_assert_true (au_table_get_decimal (table, amount_column, i, &amount));
      g_assert_cmpuint (amount.scale, ==, 2);
    }
}

typedef struct
{
  guint n_left;
  gboolean done;
} Countdown;

static void
count_down_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Countdown *countdown = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_source_query_finish (AU_SOURCE (object), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (au_result_get_provenance (rows)->n_rows, >, 0);
  countdown->done = --countdown->n_left == 0;
}

/* More than there are threads and connections. */
static void
test_all_at_once (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  Countdown countdown = { 0, FALSE };

  for (guint round = 0; round < 5; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sixteen); i++)
      {
        g_autoptr (AuRequest) request = request_number (source, i);

        countdown.n_left++;
        au_source_query_async (source, request, NULL, count_down_cb, &countdown);
      }
  support_wait (&countdown.done);
  g_assert_finalize_object (g_steal_pointer (&source));
}

typedef struct
{
  const char *name;      /* of the query */
  const char *text;
  int code;              /* an AuError, or -1 where it works */
  const char *message;   /* a part of the message; of the rows where it works */
} Text;

static const Text texts[] = {
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau" MAU_TAIL, -1, "month,mau\r\n2026-11-01,5\r\n" },
  { "mau", "SELECT '2026-11-01' AS MONTH, 5 AS Mau, NULL AS data_through" MAU_TAIL ";\n-- end", -1, "2026-11-01,5,\r\n" },
  { "mau", "SELECT 9 AS extra, 5 AS mau, 'x' AS `second extra`, '2026-11-01 00:00:00' AS month" MAU_TAIL, -1, "month,mau\r\n2026-11-01,5\r\n" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau WHERE :include_current_month AND 0 IN (:subscription_ids)", -1, "month,mau\r\n" },
  { "mau", "", AU_ERROR_QUERY_TEXT, "is empty" },
  { "mau", " \n-- nothing\n", AU_ERROR_QUERY_TEXT, "no statement" },
  { "mau", "SELECT '\xff' AS month", AU_ERROR_QUERY_TEXT, "not UTF-8" },
  { "mau", "SELECT 1; SELECT 2", AU_ERROR_QUERY_TEXT, "more than one statement" },
  { "mau", "SELEKT 1", AU_ERROR_QUERY_TEXT, "SELECT" },
  { "mau", "DROP TABLE main.dbt.dim_teams", AU_ERROR_QUERY_TEXT, "SELECT" },
  { "mau", "WITH x AS (SELECT 1) DELETE FROM main.dbt.dim_teams", AU_ERROR_QUERY_TEXT, "SELECT" },
  { "mau", "SELECT month, 5 AS mau FORM nothing" MAU_TAIL, AU_ERROR_SOURCE, "syntax error" },
  { "mau", "SELECT '2026-11-01' AS month" MAU_TAIL, AU_ERROR_CONTRACT, "no column “mau” (bigint)" },
  { "mau", "SELECT '2026-11-01' AS month, 'many' AS mau" MAU_TAIL, AU_ERROR_CONTRACT,
    "mau.sql: the column “mau” should be bigint, but row 1 holds text (“many”)." },
  { "mau", "SELECT '2026-11-01' AS month, 5.0 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "bigint, but row 1 holds the double 5.0" },
  { "mau", "SELECT '2026-11-01' AS month, x'00' AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "raw bytes" },
  { "mau", "SELECT '2026-13-01' AS month, 5 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "should be date, but row 1 holds text (“2026-13-01”)" },
  { "mau", "SELECT '2026-11-01 09:00:00' AS month, 5 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "should be date" },
  { "mau", "SELECT 20261101 AS month, 5 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "the whole number 20261101" },
  { "mau", "SELECT '' AS month, 5 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "empty text" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau" MAU_TAIL " UNION ALL SELECT '2026-12-01', 'six'", AU_ERROR_CONTRACT, "row 2 holds" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau, 6 AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "twice" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau FROM main.dbt.dim_team" MAU_TAIL, AU_ERROR_SOURCE, "no table main.dbt.dim_team;" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau FROM sqlite_schema" MAU_TAIL, AU_ERROR_SOURCE, "refused" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau FROM pragma_table_list" MAU_TAIL, AU_ERROR_SOURCE, "refused" },
  { "mau", "SELECT '2026-11-01' AS month, load_extension('x') AS mau" MAU_TAIL, AU_ERROR_SOURCE, "refused" },
  { "mau", "SELECT '2026-11-01' AS month, no_such_function(1) AS mau" MAU_TAIL, AU_ERROR_SOURCE, "no_such_function" },
  { "mau", "SELECT trunc('soon', 'MM') AS month, 5 AS mau" MAU_TAIL, AU_ERROR_SOURCE, "CAST_INVALID_INPUT" },
  { "mau", "SELECT CAST('2026-11-01' AS DATE) AS month, 5 AS mau" MAU_TAIL, AU_ERROR_SOURCE, "mau.sql: The sample workspace cannot CAST to DATE" },
  { "mau", "SELECT '2026-11-01' AS month, ? AS mau" MAU_TAIL, AU_ERROR_QUERY_TEXT, "not written :name" },
  { "mau", "SELECT '2026-11-01' AS month, :seats AS mau" MAU_TAIL, AU_ERROR_QUERY_TEXT, ":seats" },
  { "mau", "SELECT '2026-11-01' AS month, 5 AS mau", AU_ERROR_QUERY_TEXT, "does not use" },
  { "mau", "SELECT '2026-11-01' AS month, hex(zeroblob(9000000)) AS mau" MAU_TAIL, AU_ERROR_SOURCE, "too big" },
  { "mau", "SELECT '2026-11-01' AS month, \"it's\" AS mau" MAU_TAIL, AU_ERROR_CONTRACT, "it's" },

  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, 2.675 AS spend_usd" MAU_TAIL, -1, ",m,2.68\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, 7 AS spend_usd" MAU_TAIL, -1, ",m,7.00\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, 0.1 + 0.2 AS spend_usd" MAU_TAIL, -1, ",m,0.30\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, -1e12 - 0.005 AS spend_usd" MAU_TAIL, -1, ",m,-1000000000000.01\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, '' AS model, NULL AS spend_usd" MAU_TAIL, -1, "2026-11-01,\"\",\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, NULL AS model, 1 AS spend_usd" MAU_TAIL, -1, "2026-11-01,,1.00\r\n" },
  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, '2.50' AS spend_usd" MAU_TAIL, AU_ERROR_CONTRACT, "decimal(18,2)" },
  { "model_spend", "SELECT '2026-11-01' AS month, 'm' AS model, 9e999 AS spend_usd" MAU_TAIL, AU_ERROR_CONTRACT, "decimal(18,2)" },
  { "model_spend", "SELECT '2026-11-01' AS month, 4 AS model, 1 AS spend_usd" MAU_TAIL, AU_ERROR_CONTRACT, "“model” should be string" },
  { "model_spend", "SELECT '2026-11-01' AS month, CAST(x'41ff' AS STRING) AS model, 1 AS spend_usd" MAU_TAIL, AU_ERROR_CONTRACT, "“model” should be string" },
  { "model_spend", "SELECT '2026-11-01' AS month, CAST(x'410042' AS STRING) AS model, 1 AS spend_usd" MAU_TAIL, AU_ERROR_CONTRACT, "“model” should be string" },

  { "feature_adoption_pct", "SELECT '2026-11-01' AS month, 'mcp' AS feature, 12.5 AS pct" MAU_TAIL, -1, ",mcp,12.5\r\n" },
  { "feature_adoption_pct", "SELECT '2026-11-01' AS month, 'mcp' AS feature, 12 AS pct" MAU_TAIL, -1, ",mcp,12\r\n" },
  { "feature_adoption_pct", "SELECT '2026-11-01' AS month, 'mcp' AS feature, '12' AS pct" MAU_TAIL, AU_ERROR_CONTRACT, "double" },

#define TOP_USERS(l4, active) \
  "SELECT 'a@b.example' AS email, 1 AS requests, 2 AS agent_sessions, 3 AS days_active, " l4 " AS is_l4_user, " \
  "false AS is_power_user, " active " AS last_active_at WHERE 'x' NOT IN (:subscription_ids) LIMIT :limit"
  { "top_users", TOP_USERS ("true", "'2026-11-23 12:04:26.5'"), -1, "a@b.example,1,2,3,true,false,2026-11-23T12:04:26.500Z\r\n" },
  { "top_users", TOP_USERS ("NULL", "'2026-11-23'"), -1, ",3,,false,2026-11-23T00:00:00.000Z\r\n" },
  { "top_users", TOP_USERS ("2", "NULL"), AU_ERROR_CONTRACT, "boolean, but row 1 holds the whole number 2" },
  { "top_users", TOP_USERS ("'true'", "NULL"), AU_ERROR_CONTRACT, "boolean" },
  { "top_users", TOP_USERS ("true", "'yesterday'"), AU_ERROR_CONTRACT, "timestamp" },
#undef TOP_USERS
};

/* Each text goes into a folder of its own, as somebody at RevOps would put it there. Another query
 * beside it works on. */
static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *folder = support_make_folder ();
      g_autofree char *file = g_strconcat (texts[i].name, ".sql", NULL);
      g_autoptr (AuSource) source = support_open (folder);
      g_autoptr (AuRequest) request = support_request (source, texts[i].name, HERO);
      g_autoptr (AuRequest) other = support_request (source, "overage", HERO);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuResult) result = NULL;
      g_autoptr (AuResult) other_result = NULL;

      support_write (folder, file, texts[i].text);
      result = support_query (source, request, NULL, &error);
      if (texts[i].code < 0)
        {
          g_autofree char *rows = NULL;

          if (error != NULL)
            g_test_message ("%s", texts[i].text);
          g_assert_no_error (error);
          rows = to_csv (result);
          if (!g_str_has_suffix (rows, texts[i].message))
            g_test_message ("%s gives %s", texts[i].text, rows);
          g_assert_true (g_str_has_suffix (rows, texts[i].message));
          g_assert_cmpint (get_standing (result), ==, AU_STANDING_UNVERIFIED);
        }
      else
        {
          if (result != NULL || strstr (error->message, texts[i].message) == NULL)
            g_test_message ("%s gives %s", texts[i].text, error != NULL ? error->message : "rows");
          g_assert_null (result);
          g_assert_error (error, AU_ERROR, texts[i].code);
          g_assert_nonnull (strstr (error->message, texts[i].message));
          g_assert_nonnull (strstr (error->message, file));
          g_assert_null (strpbrk (error->message, "\r\n"));
        }

      g_clear_error (&error);
      other_result = support_query (source, other, NULL, &error);
      g_assert_no_error (error);
      g_assert_finalize_object (g_steal_pointer (&source));
      support_remove_folder (folder);
    }
}

static void
test_ignored_columns (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  const char *const expected[] = { "extra", "second extra", NULL };

  support_write (folder, "mau.sql", "SELECT 9 AS extra, 5 AS mau, 'x' AS `second extra`, '2026-11-01' AS month" MAU_TAIL);
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (au_result_get_provenance (result)->ignored_columns, expected);
  support_remove_folder (folder);
}

static void
test_map (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  g_autofree char *rows = NULL;

  support_write (folder, "mau.sql",
                 "SELECT '2026-11-01' AS period, count(*) AS people FROM (SELECT 1) "
                 "WHERE 'a0XSAMPLE000001' IN (:subs) AND :running");
  support_write (folder, "mau.map",
                 "[columns]\nmonth=period\nmau=people\n[parameters]\nsubscription_ids=subs\ninclude_current_month=running\n");
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  rows = to_csv (result);
  g_assert_cmpstr (rows, ==, "month,mau\r\n2026-11-01,1\r\n");
  g_clear_pointer (&result, au_result_unref);

  /* The name in a complaint is the one that stands in the file. */
  support_write (folder, "mau.sql",
                 "SELECT '2026-11-01' AS period, 'x' AS people WHERE 'x' IN (:subs) OR :running");
  g_assert_null (support_query (source, request, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_CONTRACT);
  g_assert_nonnull (strstr (error->message, "“people”"));
  support_remove_folder (folder);
}

static void
test_checksums (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  const char *text = "SELECT '2026-11-01' AS month, 5 AS mau" MAU_TAIL;
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *line = g_strdup_printf ("%s  mau.sql\n", sum);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;

  support_write (folder, "mau.sql", text);
  support_write (folder, "SHA256SUMS", line);
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_standing (result), ==, AU_STANDING_VERIFIED);

  /* The text is hashed at each run: a change while the app is open is refused too. */
  support_write (folder, "mau.sql", "SELECT '2026-11-01' AS month, 6 AS mau" MAU_TAIL);
  g_assert_null (support_query (source, request, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_CHECKSUM);
  g_assert_nonnull (strstr (error->message, "mau.sql"));
  support_remove_folder (folder);
}

static void
test_missing_and_huge (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuSource) lost = support_open ("/no/such/folder");
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autofree char *huge = g_malloc (20 * 1024 * 1024 + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  gint64 start;

  /* A file that is not there leaves the shipped text. */
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (au_result_get_provenance (result)->n_rows, ==, 20);

  memset (huge, 'x', 20 * 1024 * 1024);
  huge[20 * 1024 * 1024] = '\0';
  support_write (folder, "mau.sql", huge);
  start = g_get_monotonic_time ();
  g_assert_null (support_query (source, request, NULL, &error));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
  g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
  g_clear_error (&error);

  g_assert_null (support_query (lost, request, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT);
  g_assert_nonnull (strstr (error->message, "/no/such/folder"));
  support_remove_folder (folder);
}

/* A text that would run for hours. */
#define ENDLESS \
  "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) " \
  "SELECT '2026-11-01' AS month, sum(i) AS mau FROM n" MAU_TAIL

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (AuRequest) other = support_request (source, "overage", HERO);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  gint64 start;

  support_write (folder, "mau.sql", ENDLESS);
  for (guint i = 0; i < 6; i++)
    {
      g_cancellable_reset (cancellable);
      g_timeout_add (50, cancel_cb, cancellable);
      start = g_get_monotonic_time ();
      g_assert_null (support_query (source, request, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_TIME_SPAN_SECOND);
      g_clear_error (&error);
    }

  /* Cancelled beforehand: not even started. */
  g_assert_null (support_query (source, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* The connections serve on. */
  result = support_query (source, other, NULL, &error);
  g_assert_no_error (error);
  support_remove_folder (folder);
}

static void
test_row_limit (void)
{
  char *folder = support_make_folder ();
  g_autoptr (AuSource) source = support_open (folder);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;

  support_write (folder, "mau.sql",
                 "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) "
                 "SELECT '2026-11-01' AS month, i AS mau FROM n" MAU_TAIL);
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (au_result_get_provenance (result)->n_rows, ==, 1000000);
  g_assert_true (au_result_get_provenance (result)->truncated);
  support_remove_folder (folder);
}

static AuResult *
query_ok (AuSource   *source,
          const char *query,
          const char *parameters)
{
  g_autoptr (AuRequest) request = support_request (source, query, parameters);
  g_autoptr (GError) error = NULL;
  AuResult *result = support_query (source, request, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_faults (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  g_autoptr (AuRequest) failing = support_request (source, "feature_adoption", "subscription_ids=a0XSAMPLE000004");
  g_autoptr (AuRequest) failing_pct = support_request (source, "feature_adoption_pct", "subscription_ids=a0XSAMPLE000004");
  g_autoptr (AuResult) spend = query_ok (source, "monthly_spend", "subscription_ids=a0XSAMPLE000002");
  g_autoptr (AuResult) both = query_ok (source, "monthly_spend", "subscription_ids=a0XSAMPLE000002,a0XSAMPLE000001");
  g_autoptr (AuResult) mau = query_ok (source, "mau", "subscription_ids=a0XSAMPLE000004");
  g_autoptr (AuResult) users = query_ok (source, "top_users", "subscription_ids=a0XSAMPLE000003");
  g_autoptr (GError) error = NULL;
  AuTable *table = au_result_get_table (spend);
  guint n = au_table_get_n_rows (table);
  guint n_falls = 0;
  AuDay newest = AU_DAY_INVALID;

  /* duplicate-row: the newest month twice, cell by cell. */
  g_assert_cmpuint (n, >, 2);
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      g_autofree char *last = au_table_dup_text (table, i, n - 1);
      g_autofree char *before = au_table_dup_text (table, i, n - 2);

      g_assert_cmpstr (last, ==, before);
    }
  g_assert_cmpint (au_table_get_day (table, 0, n - 3), <, au_table_get_day (table, 0, n - 2));

  /* A selection of two has no fault. */
  table = au_result_get_table (both);
  for (guint i = 1; i < au_table_get_n_rows (table); i++)
    g_assert_cmpint (au_table_get_day (table, 0, i - 1), <, au_table_get_day (table, 0, i));

  /* unordered: every month once, and not in order. */
  table = au_result_get_table (mau);
  n = au_table_get_n_rows (table);
  g_assert_cmpuint (n, >, 3);
  for (guint i = 0; i < n; i++)
    {
      if (au_table_get_day (table, 0, i) < newest)
        n_falls++;
      newest = MAX (newest, au_table_get_day (table, 0, i));
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (au_table_get_day (table, 0, i), !=, au_table_get_day (table, 0, j));
    }
  g_assert_cmpuint (n_falls, >, 0);

  /* truncated: the rows asked for, and word that there are more. */
  g_assert_true (au_result_get_provenance (users)->truncated);
  g_assert_cmpuint (au_result_get_provenance (users)->n_rows, ==, 25);

  /* error */
  g_assert_null (support_query (source, failing, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
  g_assert_nonnull (strstr (error->message, "feature_adoption.sql: "));
  g_assert_nonnull (strstr (error->message, "INSUFFICIENT_PERMISSIONS"));
  g_clear_error (&error);
  g_assert_null (support_query (source, failing_pct, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
}

static AuTable *
make_numbers (guint n)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuColumn) column = au_column_new ("n", AU_DATA_BIGINT, 0, FALSE, "number", "A number");

  au_table_builder_add_column (builder, column);
  for (guint i = 0; i < n; i++)
    au_table_builder_append_int64 (builder, i);
  return au_table_builder_end (builder);
}

static void
test_unordered_sizes (void)
{
  for (guint n = 0; n < 60; n++)
    {
      g_autoptr (AuTable) table = make_numbers (n);
      g_autoptr (AuTable) shuffled = au_sample_fault_apply (AU_SAMPLE_FAULT_UNORDERED, table);
      g_autofree gboolean *seen = g_new0 (gboolean, n + 1);
      gboolean moved = FALSE;

      g_assert_cmpuint (au_table_get_n_rows (shuffled), ==, n);
      for (guint i = 0; i < n; i++)
        {
          gint64 value = au_table_get_int64 (shuffled, 0, i);

          g_assert_false (seen[value]);
          seen[value] = TRUE;
          moved |= value != i;
        }
      g_assert_cmpint (moved, ==, n >= 2);
    }
}

static void
test_factory (void)
{
  static const char *const others[] = { "blessed", "Sample", "x\n", "../sample" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, &error);
  g_autoptr (AuSource) fallback = au_source_new_for_name (NULL, "/tmp", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (au_source_get_id (source), ==, "sample");
  g_assert_cmpstr (au_query_catalog_get_folder (au_source_get_catalog (fallback)), ==, "/tmp");
  g_assert_nonnull (au_source_get_description (source));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_null (au_source_new_for_name (others[i], NULL, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, "sample"));
      g_assert_null (strchr (error->message, '\n'));
      g_clear_error (&error);
    }
}

typedef struct
{
  guint n;
  double last;
} Progress;

static void
progress_cb (AuSource *source,
             double    fraction,
             gpointer  user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, >=, progress->last);
  progress->last = fraction;
  progress->n++;
}

/* How long the main loop was away at most: by the clock, and by its own work. */
typedef struct
{
  gint64 last_wall;
  gint64 last_cpu;
  gint64 max_wall;
  gint64 max_cpu;
} Gaps;

static gint64
thread_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
tick_cb (gpointer user_data)
{
  Gaps *gaps = user_data;
  gint64 wall = g_get_monotonic_time ();
  gint64 cpu = thread_cpu ();

  if (gaps->last_wall > 0)
    {
      gaps->max_wall = MAX (gaps->max_wall, wall - gaps->last_wall);
      gaps->max_cpu = MAX (gaps->max_cpu, cpu - gaps->last_cpu);
    }
  gaps->last_wall = wall;
  gaps->last_cpu = cpu;
  return G_SOURCE_CONTINUE;
}

/* The first query makes the workspace, all run, and the main loop goes on: between two ticks, one
 * a millisecond, its thread never works for 8 ms. Waiting would show in the time by the clock,
 * which a busy machine lengthens too, so that bound is wide; making the file takes longer still. */
static void
test_first_query (void)
{
  g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, NULL);
  g_autoptr (AuSource) second = NULL;
  Progress progress = { 0, -1 };
  Gaps gaps = { 0, };
  guint ticks = g_timeout_add (1, tick_cb, &gaps);
  gint64 start = g_get_monotonic_time ();

  g_signal_connect (source, "progress", G_CALLBACK (progress_cb), &progress);
  for (guint i = 0; i < G_N_ELEMENTS (sixteen); i++)
    {
      g_autoptr (AuResult) result = query_ok (source, sixteen[i].query, sixteen[i].parameters);

      g_assert_cmpuint (au_result_get_provenance (result)->n_rows, >, 0);
    }
  g_source_remove (ticks);
  g_test_message ("%.1f ms in all; main loop away at most %.2f ms, of which it worked %.2f ms",
                  (g_get_monotonic_time () - start) / 1000.0, gaps.max_wall / 1000.0,
                  gaps.max_cpu / 1000.0);
  g_assert_cmpint (gaps.max_cpu, <, 8000);
  g_assert_cmpint (gaps.max_wall, <, 250000);
  g_assert_cmpuint (progress.n, >, 2);
  g_assert_cmpfloat (progress.last, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&source));

  /* Once made, there is nothing to tell. */
  second = au_source_new_for_name ("sample", NULL, NULL);
  progress.n = 0;
  g_signal_connect (second, "progress", G_CALLBACK (progress_cb), &progress);
  {
    g_autoptr (AuResult) result = query_ok (second, "mau", HERO);

    g_assert_cmpuint (progress.n, ==, 0);
  }
}

static char *
dup_cached_path (void)
{
  guint size;

  g_assert_true (au_sample_workspace_read_size (&size, NULL));
  return au_sample_workspace_dup_path (au_clock_today (), size);
}

/* A file of full length with a broken inside, and one that is gone, are made anew unasked. */
static void
test_damage (void)
{
  g_autofree char *path = dup_cached_path ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, NULL);
      g_autoptr (AuResult) before = NULL;
      g_autoptr (AuResult) after = NULL;
      g_autofree char *rows_before = NULL;
      g_autofree char *rows_after = NULL;
      g_autofree char *bytes = NULL;
      gsize length;

      before = query_ok (source, "mau", HERO);
      g_clear_object (&source);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      switch (i)
        {
          case 0:
            /* Everything but the head: no table can be read. */
            memset (bytes + 100, 0xa5, length - 100);
            g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
            break;
          case 1:
            /* The schema is whole, the rows are not. */
            memset (bytes + 65536, 0, length - 65536);
            g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
            break;
          default:
            g_assert_cmpint (g_unlink (path), ==, 0);
        }

      source = au_source_new_for_name ("sample", NULL, NULL);
      after = query_ok (source, "mau", HERO);
      rows_before = to_csv (before);
      rows_after = to_csv (after);
      g_assert_cmpstr (rows_before, ==, rows_after);
    }
}

/* A file that was given is never made anew, and its damage is told. */
static void
test_damage_of_given_file (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "not-a-database.sqlite", NULL);
  const char *const paths[] = { path, "/no/such/file.sqlite" };

  g_assert_true (g_file_set_contents (path, "This is no database at all, however long it goes on. It is text.", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (AuSource) source = au_sample_source_new_for_file (catalog, paths[i]);
      g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
      g_autoptr (GError) error = NULL;

      g_assert_null (support_query (source, request, NULL, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
  g_unlink (path);
}

/* The cache cannot be written: every query says so, and works once it can. */
static void
test_unwritable_cache (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "anyusage", NULL);
  g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, NULL);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (AuResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (support_query (source, request, NULL, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_SOURCE);
      g_assert_nonnull (strstr (error->message, folder));
      g_clear_error (&error);
    }
  g_unlink (folder);
  result = support_query (source, request, NULL, &error);
  g_assert_no_error (error);
}

/* A query that is given up while the workspace is made leaves at once. */
static void
test_cancel_while_making (void)
{
  g_autoptr (AuSource) source = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "100000", TRUE);
  source = au_source_new_for_name ("sample", NULL, NULL);
  request = support_request (source, "mau", HERO);
  g_timeout_add (20, cancel_cb, cancellable);
  g_assert_null (support_query (source, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "10", TRUE);
}

/* The app stays open past midnight: the next query is about the new day. */
static void
test_next_day (void)
{
  g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, NULL);
  g_autoptr (AuResult) before = query_ok (source, "mau", HERO);
  g_autoptr (AuResult) after = NULL;
  g_autofree char *old_path = dup_cached_path ();
  g_autofree char *new_path = NULL;
  AuDay day = au_clock_today ();

  g_assert_cmpint (au_result_get_provenance (before)->data_through, ==, day - 1);
  g_setenv ("ANYUSAGE_TODAY", "2026-12-01", TRUE);
  g_assert_true (au_clock_init (NULL));
  after = query_ok (source, "mau", HERO);
  new_path = dup_cached_path ();
  g_setenv ("ANYUSAGE_TODAY", "2026-11-24", TRUE);
  g_assert_true (au_clock_init (NULL));

  g_assert_cmpint (au_result_get_provenance (after)->data_through, ==, au_day_new (2026, 11, 30));
  g_assert_cmpstr (old_path, !=, new_path);
  g_assert_true (g_file_test (new_path, G_FILE_TEST_EXISTS));
}

static void
test_bad_size (void)
{
  g_autoptr (AuSource) source = au_source_new_for_name ("sample", NULL, NULL);
  g_autoptr (AuRequest) request = support_request (source, "mau", HERO);
  g_autoptr (GError) error = NULL;

  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "many", TRUE);
  g_assert_null (support_query (source, request, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "ANYUSAGE_SAMPLE_SIZE"));
  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "10", TRUE);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  char **sentence = user_data;
  g_autoptr (GError) error = NULL;

  *sentence = au_source_test_finish (AU_SOURCE (object), result, &error);
  g_assert_no_error (error);
}

static void
test_trial (void)
{
  g_autoptr (AuSource) source = support_open (NULL);
  g_autofree char *sentence = NULL;

  au_source_test_async (source, NULL, tested_cb, &sentence);
  while (sentence == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (sentence, "10 subscriptions"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (au_clock_init (NULL));
  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "10", TRUE);

  g_test_add_func ("/source/source/sixteen", test_sixteen);
  g_test_add_func ("/source/source/known-rows", test_known_rows);
  g_test_add_func ("/source/source/all-at-once", test_all_at_once);
  g_test_add_func ("/source/source/texts", test_texts);
  g_test_add_func ("/source/source/ignored-columns", test_ignored_columns);
  g_test_add_func ("/source/source/map", test_map);
  g_test_add_func ("/source/source/checksums", test_checksums);
  g_test_add_func ("/source/source/missing-and-huge", test_missing_and_huge);
  g_test_add_func ("/source/source/cancel", test_cancel);
  g_test_add_func ("/source/source/row-limit", test_row_limit);
  g_test_add_func ("/source/source/faults", test_faults);
  g_test_add_func ("/source/source/unordered-sizes", test_unordered_sizes);
  g_test_add_func ("/source/source/factory", test_factory);
  g_test_add_func ("/source/source/first-query", test_first_query);
  g_test_add_func ("/source/source/damage", test_damage);
  g_test_add_func ("/source/source/damage-of-given-file", test_damage_of_given_file);
  g_test_add_func ("/source/source/unwritable-cache", test_unwritable_cache);
  g_test_add_func ("/source/source/cancel-while-making", test_cancel_while_making);
  g_test_add_func ("/source/source/next-day", test_next_day);
  g_test_add_func ("/source/source/bad-size", test_bad_size);
  g_test_add_func ("/source/source/trial", test_trial);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
