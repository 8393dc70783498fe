/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"

G_BEGIN_DECLS

/**
 * AuSummaryState:
 * @AU_SUMMARY_LOADING: neither rows nor an error yet
 * @AU_SUMMARY_READY: there is a value
 * @AU_SUMMARY_EMPTY: the rows hold no value for the card; its lines say so
 * @AU_SUMMARY_FAILED: the query failed; its lines say how
 */
typedef enum
{
  AU_SUMMARY_LOADING,
  AU_SUMMARY_READY,
  AU_SUMMARY_EMPTY,
  AU_SUMMARY_FAILED,
} AuSummaryState;

/**
 * AuSummaryCard:
 * @state: what there is to show
 * @title: (owned): "Monthly actives"
 * @value: (owned): the big number, "412"; a dash unless %AU_SUMMARY_READY
 * @lines: (owned) (array zero-terminated=1): its window, a comparison, a word of meaning
 * @running: (owned) (nullable): the running month, small: "381 so far in November"
 * @computed: (owned) (nullable): what of it the app itself computed and from which queries
 * @query: the query that the value comes from, a static string
 *
 * One summary card.
 */
typedef struct
{
  AuSummaryState state;
  char *title;
  char *value;
  GStrv lines;
  char *running;
  char *computed;
  const char *query;
} AuSummaryCard;

/**
 * AuSummaryInput:
 * @result: (nullable): the rows
 * @error: (nullable): why there are none; with neither the query is still running
 */
typedef struct
{
  AuResult *result;
  const GError *error;
} AuSummaryInput;

typedef enum
{
  AU_SUMMARY_CARD_MAU,
  AU_SUMMARY_CARD_SPEND,
  AU_SUMMARY_CARD_SEATS,
  AU_SUMMARY_CARD_POWER_USERS,
} AuSummaryCardId;

#define AU_SUMMARY_N_CARDS 4

typedef enum
{
  AU_SUMMARY_QUERY_MAU,
  AU_SUMMARY_QUERY_MONTHLY_SPEND,
  AU_SUMMARY_QUERY_ACTIVE_USERS,
} AuSummaryQuery;

#define AU_SUMMARY_N_QUERIES 3

/**
 * AuSummary:
 * @cards: by #AuSummaryCardId
 *
 * The four cards above the charts.
 */
typedef struct
{
  AuSummaryCard cards[AU_SUMMARY_N_CARDS];
} AuSummary;

GPtrArray *au_summary_create_requests (AuQueryCatalog       *catalog,
                                       AuSelection          *selection,
                                       GError              **error);
AuSummary *au_summary_build           (const AuChartContext *context,
                                       const AuSummaryInput  inputs[AU_SUMMARY_N_QUERIES]);
char      *au_summary_to_text         (const AuSummary      *self);
void       au_summary_free            (AuSummary            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSummary, au_summary_free)

G_END_DECLS
