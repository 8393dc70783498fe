/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-chart-description.h"
#include "au-receipt.h"

#include <glib/gstdio.h>

#define MAU "2026-10-01|412|2026-11-23\n2026-11-01|381|2026-11-23"

static void
test_line (void)
{
  g_autoptr (AuResult) result = support_result ("mau", MAU);
  g_autoptr (AuFigure) figure = support_build_from ("mau", result, NULL);
  g_autofree char *plain = au_receipt_create_line (&result, 1, NULL);
  g_autofree char *line = au_receipt_create_line (&result, 1, figure);

  g_assert_cmpstr (plain, ==, "verified · mau.sql · 2 rows · statement 01f0c0de-7c3e");
  g_assert_cmpstr (line, ==, "verified · mau.sql · 2 rows · statement 01f0c0de-7c3e · "
                   "hatched: month not finished");
  g_assert_true (au_receipt_is_verified (&result, 1));
}

static void
test_complete (void)
{
  g_autoptr (AuResult) result = support_result ("mau", "2026-10-01|412|NULL");
  g_autoptr (AuFigure) figure = support_build_from ("mau", result, NULL);
  g_autofree char *line = au_receipt_create_line (&result, 1, figure);

  g_assert_cmpstr (line, ==, "verified · mau.sql · 1 row · statement 01f0c0de-7c3e");
}

static void
test_two (void)
{
  g_autoptr (AuResult) mau = support_result ("mau", MAU);
  g_autoptr (AuResult) spend = support_result ("monthly_spend", "2026-10-01|1.00|NULL|1.00");
  AuResult *both[] = { mau, spend };
  AuResult *one[] = { NULL, spend };
  AuResult *none[] = { NULL, NULL };
  g_autofree char *line = au_receipt_create_line (both, 2, NULL);
  g_autofree char *half = au_receipt_create_line (one, 2, NULL);

  g_assert_cmpstr (line, ==, "verified · mau.sql, monthly_spend.sql · 2 + 1 rows · "
                   "statements 01f0c0de-7c3e, 01f0c0de-7c3e");
  g_assert_cmpstr (half, ==, "verified · monthly_spend.sql · 1 row · statement 01f0c0de-7c3e");
  g_assert_null (au_receipt_create_line (none, 2, NULL));
  g_assert_false (au_receipt_is_verified (none, 2));
}

static void
test_truncated (void)
{
  g_autoptr (AuResult) result = support_result_read ("mau", MAU, au_day_new (2026, 11, 24), TRUE);
  g_autofree char *line = au_receipt_create_line (&result, 1, NULL);

  g_assert_cmpstr (line, ==, "verified · mau.sql · first 2 rows, more exist · statement 01f0c0de-7c3e");
}

/* A text without a checksum must never pass for a verified one, nor beside one. */
static void
test_unverified (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("anyusage-charts-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "mau.sql", NULL);
  g_autoptr (AuQueryCatalog) shipped = au_query_catalog_new (NULL);
  g_autoptr (AuQueryCatalog) catalog = NULL;
  g_autoptr (AuQuery) text = NULL;
  g_autoptr (AuQuery) own = NULL;
  g_autoptr (AuResult) verified = support_result ("mau", MAU);
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuResult) unverified = NULL;
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  AuStatement *statement = au_result_get_provenance (verified)->statement;
  g_autofree char *line = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  AuResult *both[2];

  g_assert_no_error (error);
  text = au_query_catalog_load (shipped, "mau", &error);
  g_assert_no_error (error);
  g_file_set_contents (path, au_query_get_text (text), -1, &error);
  g_assert_no_error (error);
  catalog = au_query_catalog_new (folder);
  own = au_query_catalog_load (catalog, "mau", &error);
  g_assert_no_error (error);

  provenance->source = g_strdup ("Sample workspace");
  provenance->statement = au_statement_new (own, au_statement_get_request (statement), &error);
  g_assert_no_error (error);
  unverified = au_result_new (au_result_get_table (verified), provenance);
  both[0] = verified;
  both[1] = unverified;

  g_assert_false (au_receipt_is_verified (&unverified, 1));
  g_assert_false (au_receipt_is_verified (both, 2));
  line = au_receipt_create_line (&unverified, 1, NULL);
  /* No id was given, so none is shown; nor is the folder. */
  g_assert_cmpstr (line, ==, "unverified · mau.sql · 2 rows");
  end = au_receipt_create_slide_end (&unverified, 1);
  g_assert_true (g_str_has_prefix (end, "mau.sql unverified "));

  g_remove (path);
  g_rmdir (folder);
}

/* Numbers of the Blessed API show "by route", never "verified". */
static void
test_by_route (void)
{
  g_autoptr (AuResult) model = support_result ("mau", MAU);
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuResult) result = NULL;
  g_autofree char *line = NULL;
  g_autofree char *end = NULL;

  provenance->source = g_strdup ("Blessed API");
  result = au_result_new (au_result_get_table (model), provenance);
  line = au_receipt_create_line (&result, 1, NULL);
  g_assert_cmpstr (line, ==, "by route · Blessed API · 2 rows");
  g_assert_false (au_receipt_is_verified (&result, 1));
  g_assert_true (au_receipt_is_by_route (&result, 1));
  g_assert_false (au_receipt_is_by_route (&model, 1));

  provenance->route = g_strdup ("/api/v1/metrics/mau");
  provenance->statement_id = g_strdup ("01f0c0de-7c3e-4d5e-8f00-000000000001");
  g_free (line);
  line = au_receipt_create_line (&result, 1, NULL);
  g_assert_cmpstr (line, ==, "by route · /api/v1/metrics/mau · 2 rows · request 01f0c0de-7c3e");
  end = au_receipt_create_slide_end (&result, 1);
  g_assert_cmpstr (end, ==, "/api/v1/metrics/mau by route · request 01f0c0de-7c3e · Anyusage");
}

static void
test_slide (void)
{
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (AuResult) mau = support_result ("mau", MAU);
  g_autoptr (AuResult) spend = support_result ("monthly_spend", "2026-10-01|1.00|NULL|1.00");
  AuQuery *query = au_statement_get_query (au_result_get_provenance (mau)->statement);
  AuResult *both[] = { mau, spend };
  AuResult *three[] = { mau, spend, mau };
  g_autofree char *start = au_receipt_create_slide_start (selection, &mau, 1);
  g_autofree char *start_both = au_receipt_create_slide_start (selection, both, 2);
  g_autofree char *start_three = au_receipt_create_slide_start (selection, three, 3);
  g_autofree char *start_none = au_receipt_create_slide_start (selection, NULL, 0);
  g_autofree char *end = au_receipt_create_slide_end (&mau, 1);
  g_autofree char *expected = g_strdup_printf ("mau.sql verified %.8s… · statement 01f0c0de-7c3e · Anyusage",
                                               au_query_get_sha256 (query));

  g_assert_cmpstr (start, ==, "Sample workspace · a0XSAMPLE000001 · read 24 Nov 2026 09:12 UTC · "
                   "data through 23 Nov 2026");
  /* Only one of the two says how far its data reach. */
  g_assert_cmpstr (start_both, ==, "Sample workspace · a0XSAMPLE000001 · read 24 Nov 2026 09:12 UTC · "
                   "mau.sql: data through 23 Nov 2026");
  /* What reaches as far is named together: a cover has one line for it. */
  g_assert_true (g_str_has_suffix (start_three, " · mau.sql, mau.sql: data through 23 Nov 2026"));
  g_assert_cmpstr (start_none, ==, "a0XSAMPLE000001");
  g_assert_cmpstr (end, ==, expected);
}

/* Of several subscriptions the footer says whose they are, unless the names are too long for it. */
static void
test_several (void)
{
  static const struct
  {
    guint n;
    const char *second; /* an account's name */
    const char *expected;
  } cases[] = {
    { 2, "Oriel Genomics",
      "Halden Freight (a0XSAMPLE000001) + Oriel Genomics (a0XSAMPLE000002)" },
    { 2, "", "Halden Freight (a0XSAMPLE000001) + a0XSAMPLE000002" },
    { 5, "Oriel Genomics",
      "Halden Freight (a0XSAMPLE000001) + Oriel Genomics (a0XSAMPLE000002) + "
      "Brightmoor (a0XSAMPLE000003) and 2 more" },
    { 3, "The Honourable Company of Ropemakers, Sailmakers and Chandlers of the Northern Ports",
      "a0XSAMPLE000001 + a0XSAMPLE000002 + a0XSAMPLE000003" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *names[] = { "Halden Freight", cases[i].second, "Brightmoor", "Quill", "Marlowe" };
      g_autoptr (AuSelection) selection = support_selection_of (names, cases[i].n);
      g_autofree char *start = au_receipt_create_slide_start (selection, NULL, 0);

      g_assert_cmpstr (start, ==, cases[i].expected);
    }
}

static void
test_description (void)
{
  g_autoptr (AuFigure) mau = support_build ("mau", "2026-09-01|399|2026-11-23\n" MAU);
  g_autoptr (AuFigure) empty = support_build ("mau", "");
  g_autoptr (AuFigure) users = support_build ("top-users", "a@b.example|10|1|1|true|true|NULL");
  g_autofree char *words = au_chart_create_description (mau);
  g_autofree char *none = au_chart_create_description (empty);
  g_autofree char *table = au_chart_create_description (users);

  g_assert_cmpstr (words, ==,
                   "Bar chart: Monthly active users. People active in a calendar month, Sep 2026 – Nov 2026. "
                   "Monthly actives: lowest 399, September 2026; highest 412, October 2026; last 412, "
                   "October 2026; so far 381, November 2026. 500 seats today. November 2026 is not finished: 23 of 30 days.");
  g_assert_cmpstr (none, ==,
                   "Monthly active users: No rows returned. The query knows of nobody who was active.");
  g_assert_true (g_str_has_prefix (table, "Table with bars: Top users. "));
  g_assert_nonnull (strstr (table, " 1 row. First: a@b.example, Requests 10."));
}

/* Of what is shown from the cache, the age is told; of several the oldest. */
static void
test_from_cache (void)
{
  g_autoptr (AuResult) live = support_result ("mau", MAU);
  g_autoptr (AuProvenance) copy = au_provenance_copy (au_result_get_provenance (live));
  g_autoptr (AuResult) kept = NULL;
  AuResult *both[] = { live, NULL };
  g_autofree char *line = NULL;

  copy->from_cache = TRUE;
  copy->finished -= G_GINT64_CONSTANT (3) * 86400000;
  kept = au_result_new (au_result_get_table (live), copy);
  both[1] = kept;
  line = au_receipt_create_line (both, 2, NULL);
  g_assert_cmpstr (line, ==, "verified · mau.sql, mau.sql · 2 + 2 rows · "
                   "statements 01f0c0de-7c3e, 01f0c0de-7c3e · "
                   "from the cache, read 21 Nov 2026 09:12 UTC");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/receipt/line", test_line);
  g_test_add_func ("/charts/receipt/complete", test_complete);
  g_test_add_func ("/charts/receipt/two", test_two);
  g_test_add_func ("/charts/receipt/truncated", test_truncated);
  g_test_add_func ("/charts/receipt/unverified", test_unverified);
  g_test_add_func ("/charts/receipt/by-route", test_by_route);
  g_test_add_func ("/charts/receipt/slide", test_slide);
  g_test_add_func ("/charts/receipt/several", test_several);
  g_test_add_func ("/charts/receipt/from-cache", test_from_cache);
  g_test_add_func ("/charts/point/36-a-description-in-words", test_description);
  return g_test_run ();
}
