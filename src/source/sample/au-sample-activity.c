/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-activity.h"

#include "au-sample-people.h"
#include "au-sample-rng.h"

#include <math.h>

typedef enum
{
  FEATURE_AGENT,
  FEATURE_MCP,
  FEATURE_PLAN_MODE,
  FEATURE_RULES,
  FEATURE_TAB,
  N_FEATURES,
} Feature;

static const char *const feature_names[N_FEATURES] = {
  "agent", "mcp", "plan_mode", "rules", "tab",
};

/* Where a feature's share of the people stands twenty months back, and where today. */
static const struct
{
  double from;
  double to;
} feature_shares[N_FEATURES] = {
  [FEATURE_AGENT] = { 0.73, 0.92 },
  [FEATURE_MCP] = { 0.05, 0.40 },
  [FEATURE_PLAN_MODE] = { 0.15, 0.45 },
  [FEATURE_RULES] = { 0.20, 0.55 },
  [FEATURE_TAB] = { 0.80, 0.70 },
};

typedef struct
{
  AuSampleStore *store;
  const AuSampleAccount *account;
  AuDay today;
  AuSamplePeople people;
  char *feature_texts[1 << N_FEATURES];

  /* Of the month that is being written, by person. */
  guint *adopted;
  AuDay *first_core;
} Writer;

static void
init_feature_texts (Writer *self)
{
  for (guint set = 0; set < G_N_ELEMENTS (self->feature_texts); set++)
    {
      GString *text = g_string_new ("[");

      for (int f = 0; f < N_FEATURES; f++)
        if (set & (1u << f))
          g_string_append_printf (text, "%s\"%s\"", text->len > 1 ? "," : "", feature_names[f]);
      self->feature_texts[set] = g_string_free (g_string_append_c (text, ']'), FALSE);
    }
}

/* Who has adopted a feature keeps it, since the share only grows and the draw stays. */
static guint
adopted_features (const Writer         *self,
                  const AuSamplePerson *person,
                  int                   months_back)
{
  double age = MAX (0.0, 1.0 - months_back / 20.0);
  double taste = au_sample_draw_uniform (AU_SAMPLE_DRAW_ADOPTION, self->account->number, 0);
  double bias = 0.96 + 0.08 * taste;
  guint set = 0;

  for (int f = 0; f < N_FEATURES; f++)
    {
      double share = feature_shares[f].from + (feature_shares[f].to - feature_shares[f].from) * age;
      double draw = au_sample_draw_uniform (AU_SAMPLE_DRAW_ADOPTION, person->id, f);

      if (f == FEATURE_PLAN_MODE && months_back > AU_SAMPLE_PLAN_MODE_MONTH)
        continue;
      if (f == FEATURE_AGENT && person->habit == AU_SAMPLE_HABIT_POWER)
        draw = 0.0;
      if (draw < share * bias)
        set |= 1u << f;
    }

  return set;
}

static guint
features_on (const Writer         *self,
             const AuSamplePerson *person,
             AuDay                 day,
             guint                 adopted,
             gboolean              all)
{
  guint set = 0;

  if (all)
    return adopted;

  for (int f = 0; f < N_FEATURES; f++)
    if ((adopted & (1u << f)) &&
        au_sample_draw_below (AU_SAMPLE_DRAW_FEATURE_DAY, person->id * N_FEATURES + f, day, 10) < 7)
      set |= 1u << f;

  return set;
}

static AuDay
first_core_day (const AuSamplePerson *person,
                AuDay                 month,
                guint32               days)
{
  for (int d = 0; d < 31; d++)
    if ((days & (1u << d)) && au_sample_people_is_core (person, month + d))
      return month + d;

  return AU_DAY_INVALID;
}

static void
write_person_day (Writer *self,
                  guint   index,
                  gint64  team,
                  AuDay   day)
{
  const AuSamplePerson *person = &self->people.people[index];
  gboolean core = au_sample_people_is_core (person, day);
  guint features;

  if (!core)
    {
      au_sample_store_insert (self->store, AU_SAMPLE_TABLE_ACTIVITY, "iisd",
                              person->id, team, "dashboard", day);
      return;
    }

  features = features_on (self, person, day, self->adopted[index], day == self->first_core[index]);
  au_sample_store_insert (self->store, AU_SAMPLE_TABLE_ACTIVITY, "iisd", person->id, team,
                          features & (1u << FEATURE_AGENT) ? "agent" : "tab", day);
  if (au_sample_draw_below (AU_SAMPLE_DRAW_CHAT, person->id, day, 4) == 0)
    au_sample_store_insert (self->store, AU_SAMPLE_TABLE_ACTIVITY, "iisd",
                            person->id, team, "chat", day);
  au_sample_store_insert (self->store, AU_SAMPLE_TABLE_DAU, "iids",
                          person->id, team, day, self->feature_texts[features]);
}

typedef struct
{
  gint64 last_day;
  gint64 last_week;
  gint64 last_month;
  gint64 power;
} TrailingCounts;

static TrailingCounts
count_trailing (const Writer *self,
                const AuDay  *last_core,
                AuDay         day)
{
  TrailingCounts counts = { 0 };

  for (guint i = 0; i < self->people.n_people; i++)
    {
      if (last_core[i] == AU_DAY_INVALID || last_core[i] <= day - 30)
        continue;

      counts.last_month++;
      counts.last_week += last_core[i] > day - 7;
      counts.last_day += last_core[i] == day;
      counts.power += last_core[i] > day - 7 &&
                      self->people.people[i].habit == AU_SAMPLE_HABIT_POWER;
    }

  return counts;
}

static void
write_team_day (Writer *self,
                guint   team,
                AuDay   day,
                AuDay   month,
                int     months_back,
                AuDay  *last_core)
{
  const AuSampleTeam *row = &self->account->teams[team];
  TrailingCounts counts;

  for (guint i = 0; i < self->people.n_people; i++)
    {
      const AuSamplePerson *person = &self->people.people[i];

      if (!(au_sample_people_days (&self->people, months_back, i) & (1u << (day - month))) ||
          !(au_sample_people_teams_on (person, day) & (1u << team)))
        continue;

      write_person_day (self, i, row->id, day);
      if (au_sample_people_is_core (person, day))
        last_core[i] = day;
    }

  counts = count_trailing (self, last_core, day);
  au_sample_store_insert (self->store, AU_SAMPLE_TABLE_DAILY_TEAM, "idiiii", row->id, day,
                          counts.last_day, counts.last_week, counts.last_month, counts.power);
}

/* Writes team by team and day by day: the order in which the tables are clustered. */
static void
write_team (Writer *self,
            guint   team)
{
  g_autofree AuDay *last_core = g_new (AuDay, self->people.n_people);

  for (guint i = 0; i < self->people.n_people; i++)
    last_core[i] = AU_DAY_INVALID;

  for (int k = self->account->months - 1; k >= 0; k--)
    {
      AuDay month = au_sample_account_month (self->today, k);
      AuDay end = MIN (month + au_day_days_in_month (month), self->today);

      if ((self->account->stories & AU_SAMPLE_STORY_TEAM_GAP) && team == 1 &&
          k == AU_SAMPLE_TEAM_GAP_MONTH)
        continue;

      for (guint i = 0; i < self->people.n_people; i++)
        {
          const AuSamplePerson *person = &self->people.people[i];

          self->adopted[i] = adopted_features (self, person, k);
          self->first_core[i] =
            first_core_day (person, month, au_sample_people_days (&self->people, k, i));
        }

      for (AuDay day = MAX (month, self->account->start); day < end; day++)
        write_team_day (self, team, day, month, k, last_core);
    }
}

/* Log-normal over people: sigma 1.5 gives the Gini of 0.72 that was measured for agents' tokens.
 * Nine tenths of the variance stay with the person, so a heavy user is one in every month. The
 * median grows, from 40 requests a month to 120 in the newest fifteen months. */
static gint64
draw_requests (const Writer         *self,
               const AuSamplePerson *person,
               int                   months_back)
{
  AuDay month = au_sample_account_month (self->today, months_back);
  double age = MAX (0.0, 1.0 - months_back / 15.0);
  double median = 40.0 + 80.0 * age;
  double noise = au_sample_draw_normal (AU_SAMPLE_DRAW_REQUESTS, person->id, month);
  double requests = median * exp (1.42 * person->weight + 0.45 * noise);

  if (months_back == 0)
    requests *= au_sample_elapsed_share (self->today);

  return MAX (1, (gint64) (requests + 0.5));
}

static gboolean
made_requests (const Writer *self,
               guint         index,
               int           months_back)
{
  const AuSamplePerson *person = &self->people.people[index];
  AuDay month = au_sample_account_month (self->today, months_back);
  guint32 days = au_sample_people_days (&self->people, months_back, index);

  return (adopted_features (self, person, months_back) & (1u << FEATURE_AGENT)) &&
         first_core_day (person, month, days) != AU_DAY_INVALID;
}

static void
write_requests_of_month (Writer *self,
                         int     months_back,
                         gint64 *totals)
{
  AuDay month = au_sample_account_month (self->today, months_back);
  g_autofree gint64 *requests = g_new0 (gint64, self->people.n_people);
  gint64 others = 0;

  for (guint i = 0; i < self->people.n_people; i++)
    if (made_requests (self, i, months_back))
      {
        requests[i] = draw_requests (self, &self->people.people[i], months_back);
        if (i != 3)
          others += requests[i];
      }

  if ((self->account->stories & AU_SAMPLE_STORY_ONE_PERSON) && requests[3] > 0)
    requests[3] = MAX (1, others * 35 / 65);

  for (guint i = 0; i < self->people.n_people; i++)
    {
      if (au_sample_people_days (&self->people, months_back, i) == 0)
        continue;

      /* Someone who was there without the agent has a row of zero. */
      au_sample_store_insert (self->store, AU_SAMPLE_TABLE_AGENT_USAGE, "idi",
                              self->people.people[i].id, month, requests[i]);
      totals[i] += requests[i];
    }
}

static char *
last_active_text (const Writer         *self,
                  const AuSamplePerson *person,
                  AuDay                 day)
{
  g_autofree char *date = au_day_to_iso (day);
  guint minute = 8 * 60 + au_sample_draw_below (AU_SAMPLE_DRAW_CLOCK, person->id, day, 11 * 60);
  guint second = au_sample_draw_below (AU_SAMPLE_DRAW_CLOCK, person->id, -day, 60);

  return g_strdup_printf ("%s %02u:%02u:%02u", date, minute / 60, minute % 60, second);
}

static void
write_person_metrics (Writer *self,
                      guint   index,
                      gint64  requests)
{
  const AuSamplePerson *person = &self->people.people[index];
  g_autofree char *email = au_sample_people_email (self->account, index);
  g_autofree char *last_active = NULL;
  AuDay last = AU_DAY_INVALID;
  gint64 n_days = 0;
  guint depth = 5 + au_sample_draw_below (AU_SAMPLE_DRAW_SESSIONS, person->id, 0, 9);
  gint64 sessions = requests / depth;
  gboolean is_l4 = person->weight > 1.3 &&
                   au_sample_draw_below (AU_SAMPLE_DRAW_SESSIONS, person->id, 1, 5) < 3;
  gboolean is_power = person->habit == AU_SAMPLE_HABIT_POWER;

  for (int k = self->account->months - 1; k >= 0; k--)
    {
      guint32 days = au_sample_people_days (&self->people, k, index);

      for (int d = 0; d < 31; d++)
        if (days & (1u << d))
          {
            n_days++;
            last = au_sample_account_month (self->today, k) + d;
          }
    }

  if (self->account->stories & AU_SAMPLE_STORY_NOTABLE_PEOPLE)
    {
      if (index == AU_SAMPLE_PERSON_LEFT)
        sessions = 0;
      if (index == AU_SAMPLE_PERSON_LONG)
        sessions = 12;
      if (index == AU_SAMPLE_PERSON_LEFT || index == AU_SAMPLE_PERSON_LONG)
        is_l4 = FALSE;
      if (index == AU_SAMPLE_PERSON_LEFT)
        is_power = FALSE;
    }

  if (last != AU_DAY_INVALID)
    last_active = last_active_text (self, person, last);

  au_sample_store_insert (self->store, AU_SAMPLE_TABLE_USER_METRICS, "isiiiiis",
                          person->id, email, requests, sessions, n_days,
                          (gint64) is_l4, (gint64) is_power, last_active);
}

static void
write_people (Writer *self)
{
  g_autofree gint64 *totals = g_new0 (gint64, self->people.n_people);

  for (guint t = 0; t < self->account->n_teams; t++)
    for (guint i = 0; i < self->people.n_people; i++)
      if (self->people.people[i].teams & (1u << t))
        au_sample_store_insert (self->store, AU_SAMPLE_TABLE_USER_TEAM, "ii",
                                self->people.people[i].id, self->account->teams[t].id);

  for (int k = self->account->months - 1; k >= 0; k--)
    write_requests_of_month (self, k, totals);

  for (guint i = 0; i < self->people.n_people; i++)
    write_person_metrics (self, i, totals[i]);
}

/**
 * au_sample_activity_write:
 * @store: where to write
 * @account: the account
 * @today: the day of the workspace; the days before it have data
 *
 * Writes everything that people did: activity by day, features by day, the teams' daily figures,
 * memberships, requests by month and the figures of each person.
 */
void
au_sample_activity_write (AuSampleStore         *store,
                          const AuSampleAccount *account,
                          AuDay                  today)
{
  Writer self = { .store = store, .account = account, .today = today };

  if (account->months == 0)
    return;

  au_sample_people_init (&self.people, account, today);
  init_feature_texts (&self);
  self.adopted = g_new0 (guint, self.people.n_people);
  self.first_core = g_new0 (AuDay, self.people.n_people);

  for (guint t = 0; t < account->n_teams; t++)
    write_team (&self, t);
  write_people (&self);

  for (guint set = 0; set < G_N_ELEMENTS (self.feature_texts); set++)
    g_free (self.feature_texts[set]);
  g_free (self.adopted);
  g_free (self.first_core);
  au_sample_people_clear (&self.people);
}
