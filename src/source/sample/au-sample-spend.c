/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-spend.h"

#include "au-sample-rng.h"

#include <math.h>

#define NEVER (-100)

/* A model of 90 characters, as names that encode everything tend to become. */
#define LONG_MODEL \
  "ember-4-experimental-long-context-multimodal-preview-with-extended-thinking-and-tools-high"

typedef struct
{
  const char *name;
  int arrives;          /* months back in which it was released */
  int leaves;           /* months back in which it was last used, NEVER while it is on offer */
  double weight;        /* among the models of a month, once people have moved to it */
} Model;

/* Invented families with versions: no figure says anything about a real vendor's model. Effort is
 * part of some names, as it is in the field. */
static const Model models[] = {
  { "quill-4-sonnet", 40, 9, 0.40 },
  { "quill-4-opus", 40, 11, 0.16 },
  { "atlas-5", 40, 10, 0.24 },
  { "ember-3", 40, 4, 0.07 },
  { "default", 40, 14, 0.10 },
  { "comet-2-fast", 18, 11, 0.05 },
  { "auto", 14, NEVER, 0.07 },
  { "quill-5-sonnet", 12, NEVER, 0.17 },
  { "atlas-6", 12, NEVER, 0.54 },
  { "atlas-6-mini", 11, NEVER, 0.04 },
  { "comet-2.5-fast", 10, NEVER, 0.08 },
  { "quill-5-opus", 9, NEVER, 0.16 },
  { "quill-5-opus-high-thinking", AU_SAMPLE_SPIKE_MONTH, NEVER, 0.05 },
  { "atlas-6-xhigh-fast", 5, NEVER, 0.03 },
  { LONG_MODEL, 4, NEVER, 0.015 },
};

#define N_MODELS     G_N_ELEMENTS (models)
#define LEADER       8
#define SPIKE_MODEL  12
#define LONG_NAMED   14

G_STATIC_ASSERT (N_MODELS == 15);
G_STATIC_ASSERT (sizeof LONG_MODEL == 90 + 1);

static double
model_weight (const AuSampleAccount *account,
              guint                  model,
              int                    months_back)
{
  const Model *m = &models[model];
  int age = m->arrives - months_back;
  int left = months_back - m->leaves;
  double weight = m->weight;

  if (age < 0 || left < 0)
    return 0.0;
  if (model == LONG_NAMED && !(account->stories & AU_SAMPLE_STORY_LONG_MODEL))
    return 0.0;

  /* People move to a new model within three months and off an old one within two. */
  if (age < 3 && m->arrives < 40)
    weight *= 0.3 + 0.25 * age;
  if (left < 2)
    weight *= 0.2 + 0.35 * left;
  /* Tastes differ between accounts, and a little from month to month. */
  weight *= 0.75 + 0.5 * au_sample_draw_uniform (AU_SAMPLE_DRAW_MODEL, account->number, model);
  weight *= 0.95 + 0.1 * au_sample_draw_uniform (AU_SAMPLE_DRAW_MODEL, account->number,
                                                 1000 + model * 100 + (guint) months_back);

  return weight;
}

static void
model_shares (const AuSampleAccount *account,
              int                    months_back,
              double                 shares[N_MODELS])
{
  double sum = 0.0;

  for (guint i = 0; i < N_MODELS; i++)
    sum += shares[i] = model_weight (account, i, months_back);
  for (guint i = 0; i < N_MODELS; i++)
    shares[i] /= sum;

  if ((account->stories & AU_SAMPLE_STORY_ONE_MODEL) && shares[LEADER] > 0.0)
    {
      double others = 1.0 - shares[LEADER];

      for (guint i = 0; i < N_MODELS; i++)
        shares[i] *= i == LEADER ? 0.70 / shares[LEADER] : 0.30 / others;
    }

  /* The arrival doubles the month: one half is the new model, the other is what it was. */
  if ((account->stories & AU_SAMPLE_STORY_MODEL_SPIKE) && months_back == AU_SAMPLE_SPIKE_MONTH)
    {
      double others = 1.0 - shares[SPIKE_MODEL];

      for (guint i = 0; i < N_MODELS; i++)
        shares[i] *= i == SPIKE_MODEL ? 0.5 / shares[SPIKE_MODEL] : 0.5 / others;
    }
}

/* Spend of the account in a month, in cents. */
static gint64
month_cents (const AuSampleAccount *account,
             int                    months_back,
             AuDay                  today)
{
  int steps = account->months - 1 - months_back;
  double growth = account->months > 2
    ? pow (account->head_last / account->head_first, 1.0 / (account->months - 2))
    : 1.0;
  double head = account->head_first;
  double usd;

  for (int i = 0; i < steps; i++)
    head *= growth;

  usd = head * account->levels[months_back];
  if (months_back > 2)
    usd *= 1.0 + 0.02 * au_sample_draw_normal (AU_SAMPLE_DRAW_SPEND, account->number, months_back);
  if ((account->stories & AU_SAMPLE_STORY_MODEL_SPIKE) && months_back == AU_SAMPLE_SPIKE_MONTH)
    usd *= 2.0;
  if (months_back == 0)
    usd *= au_sample_elapsed_share (today);

  return (gint64) (usd * 100.0 + 0.5);
}

static gboolean
is_restated (const AuSampleAccount *account,
             int                    months_back,
             AuDay                  today)
{
  int day_of_month;

  au_day_split (today, NULL, NULL, &day_of_month);
  return (account->stories & AU_SAMPLE_STORY_RESTATED) &&
         months_back == AU_SAMPLE_RESTATED_MONTH && day_of_month >= AU_SAMPLE_RESTATED_DAY;
}

static gint64
team_cents (const AuSampleAccount *account,
            guint                  team,
            int                    months_back,
            AuDay                  today)
{
  gint64 cents = month_cents (account, months_back, today);
  gint64 first;

  if (is_restated (account, months_back, today))
    cents = (cents * 103 + 50) / 100;
  if (account->n_teams == 1)
    return cents;

  if (team == 1 && (account->stories & AU_SAMPLE_STORY_TEAM_GAP) &&
      months_back == AU_SAMPLE_TEAM_ZERO_MONTH)
    return 0;

  first = (gint64) (cents * account->teams[0].share /
                    (account->teams[0].share + account->teams[1].share));
  return team == 0 ? first : cents - first;
}

static gboolean
team_has_row (const AuSampleAccount *account,
              guint                  team,
              int                    months_back,
              AuDay                  today)
{
  if (team == 1 && (account->stories & AU_SAMPLE_STORY_TEAM_GAP) &&
      months_back == AU_SAMPLE_TEAM_GAP_MONTH)
    return FALSE;

  /* The running month has a row once one of its days is over. */
  return months_back > 0 || today > MAX (account->start, au_day_month_start (today));
}

static void
write_team_month (AuSampleStore         *store,
                  const AuSampleAccount *account,
                  guint                  team,
                  int                    months_back,
                  AuDay                  today)
{
  gint64 cents = team_cents (account, team, months_back, today);
  gint64 fee = cents * 17 / 100;
  AuDay month = au_sample_account_month (today, months_back);

  /* Before the token fee was introduced it is not zero but unknown. */
  if (months_back > AU_SAMPLE_TOKEN_FEE_MONTH)
    au_sample_store_insert (store, AU_SAMPLE_TABLE_MONTHLY_TEAM, "idcc",
                            account->teams[team].id, month, cents, AU_SAMPLE_UNKNOWN);
  else
    au_sample_store_insert (store, AU_SAMPLE_TABLE_MONTHLY_TEAM, "idcc",
                            account->teams[team].id, month, cents - fee, fee);
}

/* Splits cents by shares so that the parts add up exactly: the leader takes what rounding left. */
static void
split_cents (gint64       cents,
             const double shares[N_MODELS],
             gint64       parts[N_MODELS])
{
  gint64 rest = cents;
  guint largest = 0;

  for (guint i = 0; i < N_MODELS; i++)
    {
      parts[i] = (gint64) ((double) cents * shares[i]);
      rest -= parts[i];
      if (shares[i] > shares[largest])
        largest = i;
    }

  parts[largest] += rest;
}

static void
write_models_of_month (AuSampleStore         *store,
                       const AuSampleAccount *account,
                       guint                  subscription,
                       int                    months_back,
                       AuDay                  today)
{
  g_autofree char *id = au_sample_subscription_id (account->subscriptions[subscription].number);
  double shares[N_MODELS];
  gint64 parts[N_MODELS];
  gint64 cents = 0;

  for (guint t = 0; t < account->n_teams; t++)
    if (account->teams[t].subscription == (int) subscription &&
        team_has_row (account, t, months_back, today))
      cents += team_cents (account, t, months_back, today);

  if ((account->stories & AU_SAMPLE_STORY_MODEL_GAP) && months_back == AU_SAMPLE_GAP_MONTH)
    cents = (cents * 982 + 500) / 1000;

  model_shares (account, months_back, shares);
  split_cents (cents, shares, parts);
  for (guint i = 0; i < N_MODELS; i++)
    if (parts[i] > 0)
      au_sample_store_insert (store, AU_SAMPLE_TABLE_MODEL_USAGE, "sdsc",
                              id, au_sample_account_month (today, months_back),
                              models[i].name, parts[i]);
}

/**
 * au_sample_spend_write:
 * @store: where to write
 * @account: the account
 * @today: the day of the workspace
 *
 * Writes the spend of each team by month, and that of each subscription by month and model. The
 * two agree to the cent but where the account's story has them differ.
 */
void
au_sample_spend_write (AuSampleStore         *store,
                       const AuSampleAccount *account,
                       AuDay                  today)
{
  for (guint t = 0; t < account->n_teams; t++)
    for (int k = account->months - 1; k >= 0; k--)
      if (team_has_row (account, t, k, today))
        write_team_month (store, account, t, k, today);

  for (guint s = 0; s < account->n_subscriptions; s++)
    for (int k = account->months - 1; k >= 0; k--)
      write_models_of_month (store, account, s, k, today);
}
