/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results whose rows tell whether they belong together, and a program that keeps writing them. */
#include "config.h"

#include "cache-support.h"
#include "au-clock.h"

#include <stdio.h>

/* The subscriptions that are written about in turn. */
#define N_REQUESTS 7

AuQueryCatalog *
cache_get_catalog (void)
{
  static AuQueryCatalog *catalog;

  if (catalog == NULL)
    catalog = au_query_catalog_new (NULL);
  return catalog;
}

AuRequest *
cache_create_request (guint number)
{
  g_autofree char *id = g_strdup_printf ("a0XSAMPLE%06u", number);
  const char *const ids[] = { id, NULL };
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;
  AuRequest *request;

  g_variant_dict_insert_value (&values, "subscription_ids", g_variant_new_strv (ids, -1));
  request = au_request_new (au_query_catalog_get_contract (cache_get_catalog (), "mau"),
                            g_variant_dict_end (&values), &error);
  g_assert_no_error (error);
  return request;
}

/* Rows that all say the same value, and how many they are follows from it. */
AuResult *
cache_create_result (guint  number,
                     gint64 value)
{
  g_autoptr (AuRequest) request = cache_create_request (number);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = au_query_catalog_load (cache_get_catalog (), "mau", &error);
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuTable) table = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    au_table_builder_add_column (builder,
                                 au_contract_get_column (au_query_get_contract (query), i));
  for (gint64 row = 0; row < 1 + value % 100; row++)
    {
      au_table_builder_append_int64 (builder, au_day_new (2000, 1, 1) + row);
      au_table_builder_append_int64 (builder, value);
      au_table_builder_append_int64 (builder, (gint64) number);
    }
  table = au_table_builder_end (builder);
  provenance->source = g_strdup ("Sample workspace");
  provenance->host = g_strdup ("dbc.example.com");
  provenance->statement = au_statement_new (query, request, &error);
  g_assert_no_error (error);
  provenance->statement_id = g_strdup_printf ("id-%" G_GINT64_FORMAT, value);
  provenance->submitted = au_clock_now () - 1500;
  provenance->finished = au_clock_now ();
  provenance->n_rows = au_table_get_n_rows (table);
  provenance->data_through = au_table_find_data_through (table);
  return au_result_new (table, provenance);
}

/* Asserts that a result is whole and of its request, and returns its value. */
gint64
cache_check_result (AuResult *result,
                    guint     number)
{
  const AuTable *table = au_result_get_table (result);
  const AuProvenance *provenance = au_result_get_provenance (result);
  gint64 value = au_table_get_int64 (table, 1, 0);
  g_autofree char *id = g_strdup_printf ("id-%" G_GINT64_FORMAT, value);
  g_autoptr (AuRequest) request = cache_create_request (number);

  g_assert_cmpint (au_table_get_n_rows (table), ==, 1 + value % 100);
  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      g_assert_cmpint (au_table_get_int64 (table, 1, row), ==, value);
      g_assert_cmpint (au_table_get_day (table, 2, row), ==, number);
    }
  g_assert_cmpstr (provenance->statement_id, ==, id);
  g_assert_cmpstr (au_request_get_key (au_provenance_get_request (provenance)), ==,
                   au_request_get_key (request));
  g_assert_true (provenance->from_cache);
  return value;
}

/* Runs in a process of its own: writes ever greater values until it is killed, and says each that
 * was taken. */
int
cache_run_writer (const char *path,
                  gint64      from)
{
  g_autoptr (AuCacheStore) store = au_cache_store_new (path, AU_CACHE_DEFAULT_LIMIT);

  for (gint64 value = from;; value++)
    {
      g_autoptr (AuResult) result = cache_create_result ((guint) (value % N_REQUESTS), value);

      if (!au_cache_store_put (store, result))
        continue;
      printf ("%" G_GINT64_FORMAT "\n", value);
      fflush (stdout);
    }
  return 0;
}
