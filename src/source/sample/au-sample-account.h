/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "au-day.h"

G_BEGIN_DECLS

#define AU_SAMPLE_N_SPECIAL_ACCOUNTS      8
#define AU_SAMPLE_N_SPECIAL_SUBSCRIPTIONS 10
#define AU_SAMPLE_N_DEFAULT_SUBSCRIPTIONS 412

/**
 * AuSampleStory:
 * @AU_SAMPLE_STORY_RESTATED: from the 10th of a month on, the month two before it reads 3 % higher
 * @AU_SAMPLE_STORY_MODEL_GAP: the spend by model lies 1.8 % below the monthly spend in one month
 * @AU_SAMPLE_STORY_MODEL_SPIKE: an expensive model arrives and doubles the spend of its month
 * @AU_SAMPLE_STORY_LONG_MODEL: one model has a name of 90 characters
 * @AU_SAMPLE_STORY_ONE_MODEL: one model takes 70 % of the spend
 * @AU_SAMPLE_STORY_ONE_PERSON: one person makes 35 % of the requests
 * @AU_SAMPLE_STORY_TEAM_GAP: the second team has a month without a row, after one of zero spend
 * @AU_SAMPLE_STORY_NOTABLE_PEOPLE: the people that a table of top users has to cope with
 * @AU_SAMPLE_STORY_NON_ASCII: every fourth address has a non-ASCII local part
 * @AU_SAMPLE_STORY_POLISH_HOLIDAYS: works by the Polish calendar and not the one of the US
 * @AU_SAMPLE_STORY_LONG_ID: `subscription__c` lists the id in its form of 18 characters
 *
 * What is special about an account. The offsets of months count back from the running month.
 */
typedef enum
{
  AU_SAMPLE_STORY_NONE = 0,
  AU_SAMPLE_STORY_RESTATED = 1 << 0,
  AU_SAMPLE_STORY_MODEL_GAP = 1 << 1,
  AU_SAMPLE_STORY_MODEL_SPIKE = 1 << 2,
  AU_SAMPLE_STORY_LONG_MODEL = 1 << 3,
  AU_SAMPLE_STORY_ONE_MODEL = 1 << 4,
  AU_SAMPLE_STORY_ONE_PERSON = 1 << 5,
  AU_SAMPLE_STORY_TEAM_GAP = 1 << 6,
  AU_SAMPLE_STORY_NOTABLE_PEOPLE = 1 << 7,
  AU_SAMPLE_STORY_NON_ASCII = 1 << 8,
  AU_SAMPLE_STORY_POLISH_HOLIDAYS = 1 << 9,
  AU_SAMPLE_STORY_LONG_ID = 1 << 10,
} AuSampleStory;

/* Months before the running one. */
#define AU_SAMPLE_GAP_MONTH       3
#define AU_SAMPLE_SPIKE_MONTH     6
#define AU_SAMPLE_TEAM_GAP_MONTH  7
#define AU_SAMPLE_TEAM_ZERO_MONTH 8
#define AU_SAMPLE_PLAN_MODE_MONTH 8
#define AU_SAMPLE_TOKEN_FEE_MONTH 14
#define AU_SAMPLE_RESTATED_MONTH  2
#define AU_SAMPLE_RESTATED_DAY    10

typedef struct
{
  guint number;
  const char *name;
  int seats;
} AuSampleSubscription;

typedef struct
{
  gint64 id;
  const char *name;
  int seats;
  int subscription;     /* index among the account's, -1 for none */
  double share;         /* of the account's people who are in this team alone */
} AuSampleTeam;

/**
 * AuSampleAccount:
 *
 * An account as the generator sees it, held for as long as its rows are written.
 */
typedef struct
{
  guint number;         /* of its first subscription; draws depend on it */
  char *name;
  char *domain;         /* of its e-mail addresses */
  gboolean is_account;  /* FALSE for the team that no account owns */
  gboolean is_enterprise;
  gboolean is_filler;

  AuSampleSubscription subscriptions[3];
  guint n_subscriptions;
  AuSampleTeam teams[2];
  guint n_teams;        /* what the shares of two teams leave is people who are in both */

  int months;           /* with activity, the running one included; 0 for none */
  int signed_months;    /* since the first deal, the running one as 0 */
  AuDay start;          /* first day that can have activity */
  int levels[25];       /* people active in a whole month, by months back */
  double head_first;    /* USD per active person in the oldest month */
  double head_last;     /* and in the newest complete one */
  int employees;
  int engineers;
  AuSampleStory stories;
} AuSampleAccount;

void   au_sample_account_init            (AuSampleAccount *self,
                                          guint            index,
                                          AuDay            today);
void   au_sample_account_init_loner      (AuSampleAccount *self,
                                          AuDay            today);
void   au_sample_account_init_filler     (AuSampleAccount *self,
                                          guint            index,
                                          AuDay            today);
void   au_sample_account_set_levels      (AuSampleAccount *self,
                                          int              first,
                                          int              last,
                                          AuDay            today);
void   au_sample_account_clear           (AuSampleAccount *self);
AuDay  au_sample_account_month           (AuDay            today,
                                          int              months_back);
char  *au_sample_account_id              (guint            number);
char  *au_sample_subscription_id         (guint            number);
char  *au_sample_salesforce_long_id      (const char      *id);
double au_sample_elapsed_share           (AuDay            today);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuSampleAccount, au_sample_account_clear)

G_END_DECLS
