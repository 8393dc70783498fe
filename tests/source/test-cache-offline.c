/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache behind a Databricks workspace that goes away and comes back. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-cached-source.h"
#include "au-clock.h"
#include "au-loader.h"
#include "au-source-error.h"
#include "support.h"

#include <string.h>

typedef struct
{
  Fixture fixture;
  char *folder;
} OfflineFixture;

static void
set_up (OfflineFixture *fixture,
        gconstpointer   data)
{
  fixture_set_up (&fixture->fixture, NULL);
  fixture->folder = support_make_folder ();
}

static void
tear_down (OfflineFixture *fixture,
           gconstpointer   data)
{
  support_remove_folder (fixture->folder);
  fixture_tear_down (&fixture->fixture, NULL);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_offline (OfflineFixture *fixture,
              gconstpointer   data)
{
  AuCachedSource *source = au_cached_source_new (fixture->fixture.source, fixture->folder);
  g_autoptr (AuRequest) request =
    support_request (AU_SOURCE (source), "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) other =
    support_request (AU_SOURCE (source), "mau", "subscription_ids=a0XSAMPLE000002");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) live = NULL;
  g_autoptr (AuResult) kept = NULL;
  g_autoptr (AuResult) again = NULL;
  g_autofree char *content = NULL;
  guint n_changes = 0;
  gsize length;

  g_signal_connect_swapped (source, "notify::offline", G_CALLBACK (count_cb), &n_changes);
  live = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (au_cached_source_is_offline (source));

  /* Gone: what was seen is given with its age, what was not fails as it does. */
  fixture_set_fault (&fixture->fixture, "drop:99");
  kept = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (au_result_get_provenance (kept)->from_cache);
  g_assert_cmpstr (au_result_get_provenance (kept)->host, ==,
                   au_result_get_provenance (live)->host);
  g_assert_cmpstr (au_result_get_provenance (kept)->statement_id, ==,
                   au_result_get_provenance (live)->statement_id);
  g_assert_cmpstr (au_result_get_rows_sha256 (kept), ==, au_result_get_rows_sha256 (live));
  g_assert_true (au_cached_source_is_offline (source));
  g_assert_nonnull (au_cached_source_get_trouble (source));
  g_assert_null (support_query (AU_SOURCE (source), other, NULL, &error));
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_NETWORK);
  g_clear_error (&error);

  /* The command line's mode fails rather than show what is old. */
  au_cached_source_set_mode (source, AU_CACHE_LIVE);
  g_assert_null (support_query (AU_SOURCE (source), request, NULL, &error));
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_NETWORK);
  g_clear_error (&error);
  au_cached_source_set_mode (source, AU_CACHE_FALL_BACK);

  /* Who is no longer allowed to see it does not see it. */
  fixture_set_fault (&fixture->fixture, "table-permission");
  g_assert_null (support_query (AU_SOURCE (source), request, NULL, &error));
  g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_PERMISSION);
  g_clear_error (&error);

  /* Back. */
  fixture_set_fault (&fixture->fixture, NULL);
  again = support_query (AU_SOURCE (source), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (au_result_get_provenance (again)->from_cache);
  g_assert_false (au_cached_source_is_offline (source));
  g_assert_cmpint (n_changes, ==, 2);

  /* No secret is in the file, and the host is no part of its name. */
  g_assert_null (strstr (au_cached_source_get_path (source), "127.0.0.1"));
  content = g_strdup (au_cached_source_get_path (source));
  g_assert_finalize_object (source);
  {
    g_autofree char *bytes = NULL;

    g_assert_true (g_file_get_contents (content, &bytes, &length, &error));
    g_assert_no_error (error);
    for (gsize i = 0; i + strlen (FIXTURE_TOKEN) <= length; i++)
      g_assert_cmpint (memcmp (bytes + i, FIXTURE_TOKEN, strlen (FIXTURE_TOKEN)), !=, 0);
  }
}

/* What one host returned is nothing to another. */
static void
test_hosts (OfflineFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (AuSource) sample = support_open (NULL);
  AuCachedSource *one = au_cached_source_new (fixture->fixture.source, fixture->folder);
  AuCachedSource *two = au_cached_source_new (sample, fixture->folder);

  g_assert_cmpstr (au_source_get_host (AU_SOURCE (two)), ==, NULL);
  g_assert_true (g_str_has_prefix (au_source_get_host (AU_SOURCE (one)), "127.0.0.1:"));
  g_assert_cmpstr (au_cached_source_get_path (one), !=, au_cached_source_get_path (two));
  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);
  g_test_add ("/cache-offline/offline", OfflineFixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/cache-offline/hosts", OfflineFixture, NULL, set_up, test_hosts, tear_down);
  return fixture_run ();
}
