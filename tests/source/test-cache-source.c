/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source with the cache behind it, and numbers that it tells are others now. */
#include "config.h"

#include "support.h"
#include "cache-support.h"
#include "au-cached-source.h"
#include "au-clock.h"
#include "au-error.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = support_make_folder ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  support_remove_folder (fixture->folder);
}

typedef struct
{
  AuResult *result;
  GPtrArray *array;
  GError *error;
  gboolean done;
} Answer;

static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->result = au_cached_source_peek_finish (AU_CACHED_SOURCE (object), result, &answer->error);
  answer->done = TRUE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->array = au_cached_source_list_restatements_finish (AU_CACHED_SOURCE (object), result,
                                                             &answer->error);
  answer->done = TRUE;
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_true (au_cached_source_clear_finish (AU_CACHED_SOURCE (object), result, &answer->error));
  answer->done = TRUE;
}

static AuResult *
peek (AuCachedSource *source,
      AuRequest      *request,
      GError        **error)
{
  Answer answer = { NULL };

  au_cached_source_peek_async (source, request, NULL, peeked_cb, &answer);
  support_wait (&answer.done);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.result;
}

static GPtrArray *
list_restatements (AuCachedSource *source,
                   AuRequest      *request)
{
  Answer answer = { NULL };

  au_cached_source_list_restatements_async (source, request, NULL, listed_cb, &answer);
  support_wait (&answer.done);
  g_assert_no_error (answer.error);
  return answer.array;
}

static void
test_source (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AuSource) inner = support_open (NULL);
  AuCachedSource *source = au_cached_source_new (inner, fixture->folder);
  g_autoptr (AuRequest) request =
    support_request (AU_SOURCE (source), "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) live = NULL;
  g_autoptr (AuResult) kept = NULL;
  g_autoptr (AuResult) only = NULL;
  Answer answer = { NULL };

  g_assert_null (peek (source, request, &error));
  g_assert_no_error (error);
  au_cached_source_set_mode (source, AU_CACHE_ONLY);
  g_assert_null (support_query (AU_SOURCE (source), request, NULL, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_NOT_FOUND);
  g_clear_error (&error);

  au_cached_source_set_mode (source, AU_CACHE_LIVE);
  live = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (au_result_get_provenance (live)->from_cache);

  /* Another source of the same workspace, as in the next session. */
  g_assert_finalize_object (source);
  source = au_cached_source_new (inner, fixture->folder);
  kept = peek (source, request, &error);
  g_assert_no_error (error);
  g_assert_true (au_result_get_provenance (kept)->from_cache);
  g_assert_cmpstr (au_result_get_rows_sha256 (kept), ==, au_result_get_rows_sha256 (live));
  au_cached_source_set_mode (source, AU_CACHE_ONLY);
  only = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (au_result_get_rows_sha256 (only), ==, au_result_get_rows_sha256 (live));

  au_cached_source_clear_async (source, NULL, cleared_cb, &answer);
  support_wait (&answer.done);
  g_assert_null (peek (source, request, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (source);
}

/* A text that was changed is refused for what it once returned, and another text has no part in
 * it. */
static void
test_texts (Fixture       *fixture,
            gconstpointer  data)
{
  char *texts = support_make_folder ();
  g_autoptr (AuSource) inner = support_open (texts);
  AuCachedSource *source = au_cached_source_new (inner, fixture->folder);
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = NULL;
  g_autoptr (AuResult) kept = NULL;

  request = support_request (AU_SOURCE (source), "accounts_search", "q=a");
  support_write (texts, "accounts_search.sql",
                 "SELECT 'a' AS account_id, 'b' AS account_name, 1 AS employees, 2 AS engineers, "
                 "'o' AS owner_id, 'm' AS owner_manager_id, 't' AS tam_id, :q AS logo_url LIMIT :limit");
  result = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  kept = peek (source, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (au_provenance_get_standing (au_result_get_provenance (kept)), ==, "unverified");

  support_write (texts, "SHA256SUMS",
                 "0000000000000000000000000000000000000000000000000000000000000000  accounts_search.sql\n");
  g_assert_null (peek (source, request, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_CHECKSUM);
  g_clear_error (&error);

  g_assert_null (peek (source, request, NULL));
  support_write (texts, "SHA256SUMS", "");
  support_write (texts, "accounts_search.sql",
                 "SELECT 'A' AS account_id, 'b' AS account_name, 1 AS employees, 2 AS engineers, "
                 "'o' AS owner_id, 'm' AS owner_manager_id, 't' AS tam_id, :q AS logo_url LIMIT :limit");
  g_assert_null (peek (source, request, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (source);
  support_remove_folder (texts);
}

static void
set_today (const char *day)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("ANYUSAGE_TODAY", day, TRUE);
  au_clock_init (&error);
  g_assert_no_error (error);
}

/* Months by their people, read on a day that the data reach to the day before of. */
static AuResult *
create_months (const char *const *months)
{
  g_autoptr (AuRequest) request = cache_create_request (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = au_query_catalog_load (cache_get_catalog (), "mau", &error);
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuTable) table = NULL;

  for (guint i = 0; i < 3; i++)
    au_table_builder_add_column (builder,
                                 au_contract_get_column (au_query_get_contract (query), i));
  for (; *months != NULL; months += 2)
    {
      au_table_builder_append_text (builder, months[0], &error);
      au_table_builder_append_text (builder, months[1], &error);
      au_table_builder_append_int64 (builder, au_clock_today () - 1);
    }
  table = au_table_builder_end (builder);
  provenance->statement = au_statement_new (query, request, &error);
  g_assert_no_error (error);
  provenance->finished = au_clock_now ();
  provenance->n_rows = au_table_get_n_rows (table);
  provenance->data_through = au_table_find_data_through (table);
  return au_result_new (table, provenance);
}

static void
read_months (AuCachedSource    *source,
             const char        *day,
             const char *const *months)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (au_cached_source_get_path (source),
                                                       AU_CACHE_DEFAULT_LIMIT);
  g_autoptr (AuResult) result = NULL;

  set_today (day);
  result = create_months (months);
  g_assert_true (au_cache_store_put (store, result));
}

static char *
describe (GPtrArray *restatements)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < restatements->len; i++)
    {
      const AuRestatement *restatement = g_ptr_array_index (restatements, i);
      const AuTableChange *change = restatement->change;
      g_autofree char *before = au_day_to_iso ((AuDay) (restatement->before_read / 86400000));
      g_autofree char *after = au_day_to_iso ((AuDay) (restatement->after_read / 86400000));

      g_string_append_printf (text, "%s %s %s %s: %s on %s, %s since %s; ",
                              au_request_get_name (restatement->request), change->key,
                              change->column != NULL ? change->column : "row",
                              change->unit != NULL ? change->unit : "-",
                              change->before != NULL ? change->before : "-", before,
                              change->after != NULL ? change->after : "-", after);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_restated (AuCachedSource *source,
                 const char     *expected)
{
  g_autoptr (GPtrArray) restatements = list_restatements (source, NULL);
  g_autofree char *text = describe (restatements);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_restated (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (AuSource) inner = support_open (NULL);
  AuCachedSource *source = au_cached_source_new (inner, fixture->folder);
  g_autoptr (AuRequest) request = cache_create_request (2);
  g_autoptr (GPtrArray) none = NULL;

  /* October grew until the 31st and was whole on 1 November; September was 391. */
  read_months (source, "2026-10-20",
               (const char *[]) { "2026-09-01", "391", "2026-10-01", "200", NULL });
  read_months (source, "2026-11-01",
               (const char *[]) { "2026-09-01", "391", "2026-10-01", "402", NULL });
  assert_restated (source, "");
  read_months (source, "2026-11-03",
               (const char *[]) { "2026-09-01", "391", "2026-10-01", "402", "2026-11-01", "11", NULL });
  assert_restated (source, "");
  /* A quiet day in between, then other numbers, then the same again. */
  read_months (source, "2026-11-20",
               (const char *[]) { "2026-09-01", "388", "2026-10-01", "402", "2026-11-01", "300", NULL });
  assert_restated (source, "mau 2026-09-01 mau people: 391 on 2026-11-03, 388 since 2026-11-20; ");
  read_months (source, "2026-11-24",
               (const char *[]) { "2026-09-01", "388", "2026-11-01", "310", NULL });
  assert_restated (source, "mau 2026-10-01 row -: - on 2026-11-20, - since 2026-11-24; "
                   "mau 2026-09-01 mau people: 391 on 2026-11-03, 388 since 2026-11-20; ");
  none = list_restatements (source, request);
  g_assert_cmpint (none->len, ==, 0);
  g_assert_finalize_object (source);
}

/* A query that looks back some months loses the first of them in each new month. In the same month
 * it has no reason to. */
static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AuSource) inner = support_open (NULL);
  AuCachedSource *source = au_cached_source_new (inner, fixture->folder);

  read_months (source, "2026-11-20",
               (const char *[]) { "2026-09-01", "391", "2026-10-01", "402", "2026-11-01", "300", NULL });
  read_months (source, "2026-12-02",
               (const char *[]) { "2026-10-01", "402", "2026-11-01", "410", "2026-12-01", "11", NULL });
  assert_restated (source, "");
  read_months (source, "2026-12-03",
               (const char *[]) { "2026-11-01", "410", "2026-12-01", "30", NULL });
  assert_restated (source, "mau 2026-10-01 row -: - on 2026-12-02, - since 2026-12-03; ");
  g_assert_finalize_object (source);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);

#define ADD(name, function) \
        g_test_add ("/cache-source/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("source", test_source);
  ADD ("texts", test_texts);
  /* It moves the clock. */
  ADD ("restated", test_restated);
  ADD ("window", test_window);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
