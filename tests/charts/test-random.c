/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that no sensible query would return: whatever comes, a chart must make a figure of it,
 * draw no more than it was given, and be done soon. */
#include "config.h"

#include "support.h"
#include "au-chart-description.h"
#include "au-receipt.h"
#include "au-summary.h"

#include <math.h>

#define N_ROUNDS 60
#define MAX_ROWS 40

static const char *const all_charts[] = {
  "mau", "model-spend", "active-users", "feature-adoption", "top-users", "true-ups",
  "depth-of-usage", "overage", "monthly-spend", "mau-vs-spend",
};

static const char *
pick (GRand             *rand,
      const char *const *from,
      int                n)
{
  return from[g_rand_int_range (rand, 0, n)];
}

/* A cell of a type: mostly plain, often odd. */
static const char *
make_cell (GRand     *rand,
           AuDataType type)
{
  static const char *const strings[] = {
    "a", "b", "agent", "mcp", "default", "auto", "", "x\ty", "عربى", "👩‍💻",
    "a-name-that-goes-on-and-on-until-nobody-reads-it-any-more-and-still-it-has-not-come-to-an-end",
  };
  static const char *const integers[] = {
    "0", "1", "-1", "412", "75", "9223372036854775807", "-9223372036854775808", "1000000000",
  };
  static const char *const decimals[] = {
    "0.00", "0.01", "-0.01", "48211.50", "1000000000000.00", "92233720368547758.07", "-3200.00",
    "99999999999999999999999999.99",
  };
  static const char *const doubles[] = { "0", "100", "104.2", "-5", "1e300", "1e-300", "33.333333" };
  static const char *const booleans[] = { "true", "false" };
  static const char *const dates[] = {
    "2026-11-01", "2026-10-01", "2026-09-01", "2026-10-17", "2026-11-24", "2026-11-30", "2027-03-01",
    "2024-02-29", "1969-12-01",
  };
  static const char *const times[] = {
    "2026-11-23T17:00:00.000Z", "1969-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z",
  };

  if (g_rand_int_range (rand, 0, 8) == 0)
    return "NULL";
  switch (type)
    {
      case AU_DATA_BIGINT:
        return pick (rand, integers, G_N_ELEMENTS (integers));

      case AU_DATA_DECIMAL:
        return pick (rand, decimals, G_N_ELEMENTS (decimals));

      case AU_DATA_DOUBLE:
        return pick (rand, doubles, G_N_ELEMENTS (doubles));

      case AU_DATA_BOOLEAN:
        return pick (rand, booleans, G_N_ELEMENTS (booleans));

      case AU_DATA_DATE:
        return pick (rand, dates, G_N_ELEMENTS (dates));

      case AU_DATA_TIMESTAMP:
        return pick (rand, times, G_N_ELEMENTS (times));

      case AU_DATA_STRING:
      default:
        return pick (rand, strings, G_N_ELEMENTS (strings));
    }
}

static AuResult *
make_result (GRand      *rand,
             const char *query)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, query);
  g_autoptr (GString) rows = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, MAX_ROWS);

  for (int i = 0; i < n; i++)
    {
      for (guint j = 0; j < au_contract_get_n_columns (contract); j++)
        g_string_append_printf (rows, "%s%s", j > 0 ? "|" : "",
                                make_cell (rand, au_contract_get_column (contract, j)->type));
      g_string_append_c (rows, '\n');
    }
  return support_result_read (query, rows->str, au_day_new (2026, 11, 24),
                              g_rand_boolean (rand));
}

static void
check_figure (AuFigure *figure,
              guint     n_rows)
{
  g_autofree char *words = au_chart_create_description (figure);
  guint n_marks = support_count_marks (figure);

  g_assert_true (au_figure_is_sealed (figure));
  g_assert_cmpint (au_figure_get_status (figure), !=, AU_FIGURE_NOT_LOADED);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  /* No row makes more than four marks: the four lines of the active users. */
  g_assert_cmpuint (n_marks, <=, 4 * n_rows);
  if (n_rows == 0)
    g_assert_cmpint (au_figure_get_status (figure), ==, AU_FIGURE_NO_ROWS);
}

static void
test_tables (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChart) chart = au_chart_new (name, &error);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (name));
  AuChartContext context = support_context (selection);
  const char *const *queries = au_chart_get_queries (chart);
  guint n_queries = g_strv_length ((GStrv) queries);

  g_assert_no_error (error);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      AuResult *results[2] = { NULL, NULL };
      g_autoptr (AuFigure) figure = NULL;
      g_autofree char *line = NULL;
      guint n_rows = 0;

      for (guint j = 0; j < n_queries; j++)
        {
          results[j] = make_result (rand, queries[j]);
          n_rows += au_table_get_n_rows (au_result_get_table (results[j]));
        }
      figure = au_chart_build (chart, &context, results, NULL, n_queries);
      check_figure (figure, n_rows);
      line = au_receipt_create_line (results, n_queries, figure);
      g_assert_nonnull (line);
      for (guint j = 0; j < n_queries; j++)
        au_result_unref (results[j]);
    }
}

static void
test_cards (void)
{
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  AuChartContext context = support_context (selection);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (AuResult) mau = make_result (rand, "mau");
      g_autoptr (AuResult) spend = make_result (rand, "monthly_spend");
      g_autoptr (AuResult) active = make_result (rand, "active_users");
      AuSummaryInput inputs[] = { { mau, NULL }, { spend, NULL }, { active, NULL } };
      g_autoptr (AuSummary) summary = au_summary_build (&context, inputs);

      for (guint j = 0; j < AU_SUMMARY_N_CARDS; j++)
        {
          g_assert_nonnull (summary->cards[j].value);
          g_assert_cmpuint (g_strv_length (summary->cards[j].lines), >, 0);
        }
    }
}

/* One stray date, and the axis is ten thousand years long: slow it may be, endless it must not. */
static void
test_ages (void)
{
  g_autoptr (AuFigure) months = support_build ("mau", "0001-01-01|1|NULL\n9999-12-01|2|NULL");
  g_autoptr (AuFigure) days = support_build ("active-users", "0001-01-01|1|1|1|1\n9999-12-31|2|2|2|2");

  g_assert_cmpuint (support_count_marks (months), ==, 2);
  g_assert_cmpuint (support_count_marks (days), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all_charts); i++)
    {
      g_autofree char *path = g_strconcat ("/charts/random/", all_charts[i], NULL);

      g_test_add_data_func (path, all_charts[i], test_tables);
    }
  g_test_add_func ("/charts/random/cards", test_cards);
  g_test_add_func ("/charts/random/ages", test_ages);

  return g_test_run ();
}
