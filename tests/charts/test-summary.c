/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-error.h"
#include "au-summary.h"

#define MAU \
        "2026-11-01|381|2026-11-23\n" \
        "2026-09-01|399|2026-11-23\n" \
        "2026-10-01|412|2026-11-23\n"
#define SPEND \
        "2026-10-01|40016.00|8195.50|48211.50\n" \
        "2026-11-01|30000.00|7904.00|37904.00\n" \
        "2026-09-01|40000.00|4230.74|44230.74\n"
#define ACTIVE \
        "2026-11-23|201|356|425|NULL\n" \
        "2026-11-22|40|350|426|61\n" \
        "2026-11-20|210|340|430|58\n"

/* A text may be NULL: that query still runs. */
static AuSummary *
build (gint64      seats,
       const char *teams,
       const char *mau,
       const char *spend,
       const char *active)
{
  g_autoptr (AuSelection) selection = support_selection (seats, teams);
  g_autoptr (AuResult) first = mau != NULL ? support_result ("mau", mau) : NULL;
  g_autoptr (AuResult) second = spend != NULL ? support_result ("monthly_spend", spend) : NULL;
  g_autoptr (AuResult) third = active != NULL ? support_result ("active_users", active) : NULL;
  AuSummaryInput inputs[] = { { first, NULL }, { second, NULL }, { third, NULL } };
  AuChartContext context = support_context (selection);

  return au_summary_build (&context, inputs);
}

static void
assert_card (const AuSummary *summary,
             AuSummaryCardId  id,
             const char      *value,
             const char      *lines,
             const char      *running)
{
  const AuSummaryCard *card = &summary->cards[id];
  g_autofree char *joined = g_strjoinv ("; ", card->lines);

  g_assert_cmpint (card->state, ==, AU_SUMMARY_READY);
  g_assert_cmpstr (card->value, ==, value);
  g_assert_cmpstr (joined, ==, lines);
  g_assert_cmpstr (card->running, ==, running);
}

/* 412 − 399; (48211.50 − 44230.74) / 44230.74 = 9.0 %; 412 / 500 = 82.4 % */
static void
test_cards (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", MAU, SPEND, ACTIVE);

  assert_card (summary, AU_SUMMARY_CARD_MAU, "412", "October 2026, ▲ 13 on September",
               "381 so far in November");
  assert_card (summary, AU_SUMMARY_CARD_SPEND, "$48,212", "October 2026, ▲ 9\u00a0% on September",
               "$37,904 so far in November");
  assert_card (summary, AU_SUMMARY_CARD_SEATS, "82\u00a0%",
               "412 of 500 active in October; 88 seats not used", NULL);
  assert_card (summary, AU_SUMMARY_CARD_POWER_USERS, "61", "Last 7 days, to 22 Nov", NULL);
  g_assert_nonnull (summary->cards[AU_SUMMARY_CARD_MAU].computed);
  g_assert_nonnull (summary->cards[AU_SUMMARY_CARD_SPEND].computed);
  g_assert_nonnull (summary->cards[AU_SUMMARY_CARD_SEATS].computed);
  g_assert_null (summary->cards[AU_SUMMARY_CARD_POWER_USERS].computed);
  g_assert_cmpstr (summary->cards[AU_SUMMARY_CARD_SPEND].query, ==, "monthly_spend");
}

static void
test_falling (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001",
                                         "2026-01-01|40|NULL\n2025-12-01|50|NULL",
                                         "2026-10-01|1.00|0.00|1.00\n2026-09-01|2.00|0.00|2.00", "");
  g_autoptr (AuSummary) level = build (500, "40001", "2026-10-01|40|NULL\n2026-09-01|40|NULL", "", "");

  /* The other month has its year where that is another one. */
  assert_card (summary, AU_SUMMARY_CARD_MAU, "40", "January 2026, ▼ 10 on December 2025", NULL);
  assert_card (summary, AU_SUMMARY_CARD_SPEND, "$1.00", "October 2026, ▼ 50\u00a0% on September", NULL);
  assert_card (level, AU_SUMMARY_CARD_MAU, "40", "October 2026, the same as September", NULL);
}

/* A missing month is not the previous one: the comparison names the month it is with. */
static void
test_missing_month (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", "2026-10-01|412|NULL\n2026-07-01|300|NULL", "", "");

  assert_card (summary, AU_SUMMARY_CARD_MAU, "412", "October 2026, ▲ 112 on July", NULL);
}

static void
test_one_month (void)
{
  g_autoptr (AuSummary) only_running = build (40, "40001", "2026-11-01|26|2026-11-23",
                                              "2026-11-01|1.00|0.00|1.00", ACTIVE);
  g_autoptr (AuSummary) one = build (40, "40001", "2026-10-01|26|2026-11-23", "", "");

  g_assert_cmpint (only_running->cards[AU_SUMMARY_CARD_MAU].state, ==, AU_SUMMARY_EMPTY);
  g_assert_cmpstr (only_running->cards[AU_SUMMARY_CARD_MAU].value, ==, "–");
  g_assert_cmpstr (only_running->cards[AU_SUMMARY_CARD_MAU].lines[0], ==, "No complete month yet");
  g_assert_cmpstr (only_running->cards[AU_SUMMARY_CARD_MAU].running, ==, "26 so far in November");
  g_assert_cmpint (only_running->cards[AU_SUMMARY_CARD_SPEND].state, ==, AU_SUMMARY_EMPTY);
  g_assert_cmpint (only_running->cards[AU_SUMMARY_CARD_SEATS].state, ==, AU_SUMMARY_EMPTY);
  assert_card (one, AU_SUMMARY_CARD_MAU, "26", "October 2026", NULL);
  g_assert_null (one->cards[AU_SUMMARY_CARD_MAU].computed);
}

static void
test_seats (void)
{
  g_autoptr (AuSummary) over = build (180, "40001", "2026-10-01|196|NULL", "", "");
  g_autoptr (AuSummary) full = build (196, "40001", "2026-10-01|196|NULL", "", "");
  g_autoptr (AuSummary) nearly = build (10000, "40001", "2026-10-01|9999|NULL", "", "");
  g_autoptr (AuSummary) hardly = build (10000, "40001", "2026-10-01|1|NULL", "", "");
  g_autoptr (AuSummary) just_over = build (10000, "40001", "2026-10-01|10001|NULL", "", "");
  g_autoptr (AuSummary) half = build (1000, "40001", "2026-10-01|998|NULL", "", "");
  g_autoptr (AuSummary) unknown = build (-1, "40001", "2026-10-01|196|NULL", "", "");
  g_autoptr (AuSummary) none = build (0, "40001", "2026-10-01|196|NULL", "", "");

  assert_card (over, AU_SUMMARY_CARD_SEATS, "109\u00a0%",
               "196 of 180 active in October; 16 people more than seats", NULL);
  assert_card (full, AU_SUMMARY_CARD_SEATS, "100\u00a0%", "196 of 196 active in October", NULL);
  /* 99.99 % is not all, nor 0.01 % nothing. */
  g_assert_cmpstr (nearly->cards[AU_SUMMARY_CARD_SEATS].value, ==, ">99.9\u00a0%");
  g_assert_cmpstr (hardly->cards[AU_SUMMARY_CARD_SEATS].value, ==, "<0.1\u00a0%");
  g_assert_cmpstr (just_over->cards[AU_SUMMARY_CARD_SEATS].value, ==, ">100\u00a0%");
  g_assert_cmpstr (half->cards[AU_SUMMARY_CARD_SEATS].value, ==, "99.8\u00a0%");
  g_assert_cmpint (unknown->cards[AU_SUMMARY_CARD_SEATS].state, ==, AU_SUMMARY_EMPTY);
  g_assert_cmpint (none->cards[AU_SUMMARY_CARD_SEATS].state, ==, AU_SUMMARY_EMPTY);
}

static void
test_states (void)
{
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (GError) refusal = g_error_new_literal (AU_ERROR, AU_ERROR_SOURCE, "It was refused.");
  g_autoptr (AuResult) spend = support_result ("monthly_spend", SPEND);
  AuSummaryInput inputs[] = { { NULL, refusal }, { spend, NULL }, { NULL, NULL } };
  AuChartContext context = support_context (selection);
  g_autoptr (AuSummary) summary = au_summary_build (&context, inputs);

  /* Each for itself. */
  g_assert_cmpint (summary->cards[AU_SUMMARY_CARD_MAU].state, ==, AU_SUMMARY_FAILED);
  g_assert_cmpstr (summary->cards[AU_SUMMARY_CARD_MAU].lines[1], ==, "It was refused.");
  g_assert_cmpint (summary->cards[AU_SUMMARY_CARD_SPEND].state, ==, AU_SUMMARY_READY);
  g_assert_cmpint (summary->cards[AU_SUMMARY_CARD_SEATS].state, ==, AU_SUMMARY_FAILED);
  g_assert_cmpint (summary->cards[AU_SUMMARY_CARD_POWER_USERS].state, ==, AU_SUMMARY_LOADING);
}

static void
test_empty (void)
{
  g_autoptr (AuSummary) summary = build (300, "40001", "", "", "");

  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      g_assert_cmpint (summary->cards[i].state, ==, AU_SUMMARY_EMPTY);
      g_assert_cmpstr (summary->cards[i].lines[0], ==, "No rows came back");
    }
}

/* The month of spend is that of the actives, where spend has it. */
static void
test_same_month (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", "2026-09-01|399|NULL", SPEND, "");
  g_autoptr (AuSummary) lacking = build (500, "40001", "2026-10-01|399|NULL",
                                         "2026-09-01|1.00|0.00|1.00", "");

  assert_card (summary, AU_SUMMARY_CARD_SPEND, "$44,231", "September 2026",
               "$37,904 so far in November");
  assert_card (lacking, AU_SUMMARY_CARD_SPEND, "$1.00", "September 2026", NULL);
}

static void
test_money_from_nothing (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", "",
                                         "2026-10-01|1200.00|0.00|1200.00\n2026-09-01|0.00|0.00|0.00", "");

  /* A percentage of nothing is none. */
  assert_card (summary, AU_SUMMARY_CARD_SPEND, "$1,200", "October 2026, ▲ $1,200.00 on September", NULL);
}

static void
test_repeated (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", "2026-10-01|412|NULL\n2026-10-01|400|NULL", "", "");
  g_autoptr (AuSummary) equal = build (500, "40001", "2026-10-01|412|NULL\n2026-10-01|412|NULL", "",
                                       "2026-11-22|40|350|426|61\n2026-11-22|40|350|426|61");

  /* In the words of the charts, which tell the one from the other too. */
  assert_card (summary, AU_SUMMARY_CARD_MAU, "412",
               "October 2026; 2 rows with different figures came back for Oct 2026: the first is shown.",
               NULL);
  assert_card (equal, AU_SUMMARY_CARD_MAU, "412",
               "October 2026; 2 equal rows came back for Oct 2026: it is shown once.", NULL);
  assert_card (equal, AU_SUMMARY_CARD_POWER_USERS, "61",
               "Last 7 days, to 22 Nov; 2 equal rows came back for 22 Nov 2026: it is shown once.",
               NULL);
}

/* What is compared with, and what stands below, may be repeated too. */
static void
test_repeated_beside (void)
{
  g_autoptr (AuSummary) summary =
    build (500, "40001", "2026-09-01|399|NULL\n2026-09-01|300|NULL\n2026-10-01|412|NULL\n"
           "2026-11-01|381|NULL\n2026-11-01|380|NULL", "", "");

  assert_card (summary, AU_SUMMARY_CARD_MAU, "412",
               "October 2026, ▲ 13 on September; "
               "2 rows with different figures came back for Sep 2026: the first is shown.; "
               "2 rows with different figures came back for Nov 2026: the first is shown.",
               "381 so far in November");
}

static void
test_teams (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001,41001", "", "", ACTIVE);

  assert_card (summary, AU_SUMMARY_CARD_POWER_USERS, "61",
               "Last 7 days, to 22 Nov; Of 2 teams: who is in two counts twice", NULL);
}

/* The cards ask for what the charts ask for, so that each query is sent once. */
static void
test_requests (void)
{
  static const char *const charts[] = { "mau", "monthly-spend", "active-users" };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuSelection) selection = support_selection (500, "40001");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = au_summary_create_requests (catalog, selection, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, AU_SUMMARY_N_QUERIES);
  for (guint i = 0; i < requests->len; i++)
    {
      g_autoptr (AuChart) chart = au_chart_new (charts[i], &error);
      g_autoptr (GPtrArray) own = NULL;

      own = au_chart_create_requests (chart, catalog, selection, NULL, &error);
      g_assert_cmpstr (au_request_get_key (g_ptr_array_index (requests, i)), ==,
                       au_request_get_key (g_ptr_array_index (own, 0)));
    }
}

static void
test_text (void)
{
  g_autoptr (AuSummary) summary = build (500, "40001", MAU, SPEND, ACTIVE);
  g_autofree char *text = au_summary_to_text (summary);

  g_assert_true (g_str_has_prefix (text, "Monthly actives: 412\n"
                                   "  October 2026, ▲ 13 on September\n"
                                   "  381 so far in November\n"
                                   "  The change is computed, from mau.\n"
                                   "\n"
                                   "Spend: $48,212\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/summary/cards", test_cards);
  g_test_add_func ("/charts/summary/falling", test_falling);
  g_test_add_func ("/charts/summary/missing-month", test_missing_month);
  g_test_add_func ("/charts/summary/one-month", test_one_month);
  g_test_add_func ("/charts/summary/seats", test_seats);
  g_test_add_func ("/charts/summary/states", test_states);
  g_test_add_func ("/charts/summary/empty", test_empty);
  g_test_add_func ("/charts/summary/same-month", test_same_month);
  g_test_add_func ("/charts/summary/money-from-nothing", test_money_from_nothing);
  g_test_add_func ("/charts/summary/repeated", test_repeated);
  g_test_add_func ("/charts/summary/repeated-beside", test_repeated_beside);
  g_test_add_func ("/charts/summary/teams", test_teams);
  g_test_add_func ("/charts/summary/requests", test_requests);
  g_test_add_func ("/charts/summary/text", test_text);

  return g_test_run ();
}
