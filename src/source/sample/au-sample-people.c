/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-people.h"

#include "au-sample-rng.h"

#define LONG_LOCAL_PART \
  "platform-build-automation-owner-emergency-rotation-and-release-engineering-shared-mailbox"

static const double weekday_chance[] = {
  [AU_SAMPLE_HABIT_POWER] = 0.93,
  [AU_SAMPLE_HABIT_REGULAR] = 0.63,
  [AU_SAMPLE_HABIT_OCCASIONAL] = 0.18,
  [AU_SAMPLE_HABIT_RARE] = 0.012,
};

static const double weekend_chance[] = {
  [AU_SAMPLE_HABIT_POWER] = 0.34,
  [AU_SAMPLE_HABIT_REGULAR] = 0.09,
  [AU_SAMPLE_HABIT_OCCASIONAL] = 0.02,
  [AU_SAMPLE_HABIT_RARE] = 0.003,
};

typedef enum
{
  DAY_WORK,
  DAY_SLOW, /* the days between Christmas and New Year */
  DAY_OFF,
} DayKind;

/* The nth weekday of the month, from 1; weekday 0 is Monday. */
static gboolean
is_nth (AuDay day,
        int   day_of_month,
        int   weekday,
        int   n)
{
  return au_day_weekday (day) == weekday && (day_of_month - 1) / 7 == n - 1;
}

static gboolean
is_us_holiday (AuDay day,
               int   month,
               int   day_of_month)
{
  switch (month)
    {
      case 1:
        return day_of_month == 1 || is_nth (day, day_of_month, 0, 3);
      case 5:
        return au_day_weekday (day) == 0 && day_of_month > 24;
      case 6:
        return day_of_month == 19;
      case 7:
        return day_of_month == 4 || (day_of_month == 3 && au_day_weekday (day) == 4) ||
               (day_of_month == 5 && au_day_weekday (day) == 0);
      case 9:
        return is_nth (day, day_of_month, 0, 1);
      case 11:
        return is_nth (day, day_of_month, 3, 4) || is_nth (day - 1, day_of_month - 1, 3, 4);
      case 12:
        return day_of_month == 24 || day_of_month == 25;
      default:
        return FALSE;
    }
}

static gboolean
is_polish_holiday (int month,
                   int day_of_month)
{
  switch (month)
    {
      case 1:
        return day_of_month == 1 || day_of_month == 6;
      case 5:
        return day_of_month == 1 || day_of_month == 3;
      case 8:
        return day_of_month == 15;
      case 11:
        return day_of_month == 1 || day_of_month == 11;
      case 12:
        return day_of_month >= 24 && day_of_month <= 26;
      default:
        return FALSE;
    }
}

static DayKind
day_kind (const AuSampleAccount *account,
          AuDay                  day)
{
  gboolean polish = (account->stories & AU_SAMPLE_STORY_POLISH_HOLIDAYS) != 0;
  int month, day_of_month;

  if (au_day_weekday (day) >= 5)
    return DAY_OFF;

  au_day_split (day, NULL, &month, &day_of_month);
  if (polish ? is_polish_holiday (month, day_of_month) : is_us_holiday (day, month, day_of_month))
    return DAY_OFF;

  if ((month == 12 && day_of_month >= 22) || (month == 1 && day_of_month == 2))
    return DAY_SLOW;

  return DAY_WORK;
}

static void
init_notable_person (AuSamplePerson *person,
                     guint           index,
                     AuDay           today)
{
  int year;

  switch (index)
    {
      case AU_SAMPLE_PERSON_LEFT:
        au_day_split (today, &year, NULL, NULL);
        person->weight = 2.5;
        person->teams = 1;
        person->gone = au_day_new (year - 1, 12, 15);
        break;

      case AU_SAMPLE_PERSON_TOP:
        person->weight = 2.05;
        person->teams = 1;
        break;

      case AU_SAMPLE_PERSON_LONG:
        person->weight = 1.55;
        break;

      case AU_SAMPLE_PERSON_ACCENT:
        person->weight = 2.0;
        break;

      default:
        break;
    }
}

static void
init_person (AuSamplePerson        *person,
             const AuSampleAccount *account,
             guint                  index,
             AuDay                  today)
{
  double team;

  person->id = 1000000 + (gint64) account->number * 10000 + index;
  person->weight = au_sample_draw_normal (AU_SAMPLE_DRAW_PERSON, person->id, 0);
  /* A tail without its end: the notable persons stay the most notable ones. */
  person->weight = CLAMP (person->weight, -2.4, 1.7);
  person->gone = G_MAXINT32;

  team = au_sample_draw_uniform (AU_SAMPLE_DRAW_TEAM, person->id, 0);
  if (account->n_teams < 2 || team < account->teams[0].share)
    person->teams = 1;
  else if (team < account->teams[0].share + account->teams[1].share)
    person->teams = 2;
  else
    person->teams = 3;

  if (account->stories & AU_SAMPLE_STORY_NOTABLE_PEOPLE)
    init_notable_person (person, index, today);
  if ((account->stories & AU_SAMPLE_STORY_ONE_PERSON) && index == 3)
    person->weight = 2.1;

  /* The cuts of the standard normal give 12 %, 50 %, 18 % and 20 % of the people. */
  person->habit = person->weight > 1.17 ? AU_SAMPLE_HABIT_POWER
                  : person->weight > -0.31 ? AU_SAMPLE_HABIT_REGULAR
                  : person->weight > -0.84 ? AU_SAMPLE_HABIT_OCCASIONAL
                  : AU_SAMPLE_HABIT_RARE;
}

/* Someone who is there by chance on no day of a whole month, though counted among its people,
 * comes on one working day. The rare ones come late, for a report or an invoice: so a month that
 * is not over has fewer people than it will have. */
static guint32
forced_day (const AuSampleAccount *account,
            const AuSamplePerson  *person,
            AuDay                  month,
            AuDay                  first)
{
  AuDay candidates[31];
  guint n = 0;
  guint skip, pick;

  for (AuDay day = first; day < month + au_day_days_in_month (month); day++)
    if (day < person->gone && day_kind (account, day) == DAY_WORK)
      candidates[n++] = day;

  if (n == 0)
    return 1u << (first - month);

  skip = person->habit == AU_SAMPLE_HABIT_RARE ? n * 13 / 20 : 0;
  pick = skip + au_sample_draw_below (AU_SAMPLE_DRAW_LATE_DAY, person->id, month, n - skip);
  return 1u << (candidates[pick] - month);
}

static guint32
draw_days (const AuSampleAccount *account,
           const AuSamplePerson  *person,
           AuDay                  month,
           AuDay                  today)
{
  AuDay first = MAX (month, account->start);
  AuDay end = MIN (month + au_day_days_in_month (month), person->gone);
  guint32 days = 0;

  if (first >= end)
    return 0;

  for (AuDay day = first; day < end; day++)
    {
      DayKind kind = day_kind (account, day);
      double chance =
        kind == DAY_OFF ? weekend_chance[person->habit] : weekday_chance[person->habit];

      if (kind == DAY_SLOW)
        chance *= 0.4;
      if (au_sample_draw_uniform (AU_SAMPLE_DRAW_DAY, person->id, day) < chance)
        days |= 1u << (day - month);
    }

  if (days == 0)
    days = forced_day (account, person, month, first);
  if (person->gone == end)
    days |= 1u << (end - 1 - month);

  /* Today is not over, so nothing of it is known yet. */
  if (today < month + 31)
    days &= today > month ? (1u << (today - month)) - 1 : 0;

  return days;
}

typedef struct
{
  guint64 rank;
  guint person;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;

  return x->person < y->person ? -1 : x->person > y->person;
}

static int
month_level (const AuSampleAccount *account,
             int                    months_back,
             AuDay                  today)
{
  int level = account->levels[months_back];
  int day_of_month;

  au_day_split (today, NULL, NULL, &day_of_month);
  if ((account->stories & AU_SAMPLE_STORY_RESTATED) && months_back == AU_SAMPLE_RESTATED_MONTH &&
      day_of_month >= AU_SAMPLE_RESTATED_DAY)
    level = (level * 103 + 50) / 100;

  return level;
}

/* Of those who have joined by the month, the lowest ranks are there. A higher level so keeps
 * everyone whom a lower one had, which is what a restatement must do. */
static void
draw_month (AuSamplePeople        *self,
            const AuSampleAccount *account,
            int                    months_back,
            AuDay                  today)
{
  AuDay month = au_sample_account_month (today, months_back);
  guint level = month_level (account, months_back, today);
  guint joined = MIN (self->n_people, account->levels[months_back] * 27 / 25 + 6);
  g_autofree Candidate *candidates = g_new (Candidate, joined);
  guint n = 0;

  for (guint i = 0; i < joined; i++)
    {
      const AuSamplePerson *person = &self->people[i];
      guint64 rank = au_sample_draw_bits (AU_SAMPLE_DRAW_RANK, person->id, month) >> 1;

      if (person->gone <= month)
        continue;
      if (person->habit == AU_SAMPLE_HABIT_POWER)
        rank >>= 20;
      candidates[n++] = (Candidate){ rank, i };
    }

  qsort (candidates, n, sizeof *candidates, compare_candidates);

  for (guint i = 0; i < MIN (level, n); i++)
    {
      guint person = candidates[i].person;

      self->days[(gsize) months_back * self->n_people + person] =
        draw_days (account, &self->people[person], month, today);
    }
}

/**
 * au_sample_people_init:
 * @self: (out caller-allocates): the people; clear them with au_sample_people_clear()
 * @account: their account
 * @today: the day of the workspace; the days before it have data
 *
 * Draws an account's people and the days on which each of them is there, so that every month that
 * is over has exactly the people of its level.
 */
void
au_sample_people_init (AuSamplePeople        *self,
                       const AuSampleAccount *account,
                       AuDay                  today)
{
  int highest = 0;

  *self = (AuSamplePeople){ 0 };
  if (account->months == 0)
    return;

  for (int k = 0; k < account->months; k++)
    highest = MAX (highest, account->levels[k]);

  /* An eighth more people have a seat than ever show up in one month. */
  self->n_people = highest * 9 / 8 + 2;
  self->people = g_new0 (AuSamplePerson, self->n_people);
  self->months = account->months;
  self->days = g_new0 (guint32, (gsize) self->months * self->n_people);

  for (guint i = 0; i < self->n_people; i++)
    init_person (&self->people[i], account, i, today);
  for (int k = 0; k < self->months; k++)
    draw_month (self, account, k, today);
}

void
au_sample_people_clear (AuSamplePeople *self)
{
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->days, g_free);
  self->n_people = 0;
}

/**
 * au_sample_people_email:
 * @account: an account
 * @person: the index of one of its people
 *
 * Returns: (transfer full): an address that names a role and a number, never a person
 */
char *
au_sample_people_email (const AuSampleAccount *account,
                        guint                  person)
{
  static const char *const roles[] = { "użytkownik", "inżynieria", "płatności", "équipe", "größe" };
  const char *role = "user";

  if (account->stories & AU_SAMPLE_STORY_NOTABLE_PEOPLE)
    {
      if (person == AU_SAMPLE_PERSON_LONG)
        role = LONG_LOCAL_PART;
      else if (person == AU_SAMPLE_PERSON_ACCENT)
        role = roles[0];
    }
  else if ((account->stories & AU_SAMPLE_STORY_NON_ASCII) && person % 4 == 1)
    role = roles[person / 4 % G_N_ELEMENTS (roles)];

  return g_strdup_printf ("%s-%03u@%s", role, person + 1, account->domain);
}

/**
 * au_sample_people_is_core:
 * @person: a person
 * @day: a day on which the person is there
 *
 * Returns: whether the day is one of use; on the others the person only looks at a dashboard,
 *   which is activity but counts in no daily figure
 */
gboolean
au_sample_people_is_core (const AuSamplePerson *person,
                          AuDay                 day)
{
  return person->habit == AU_SAMPLE_HABIT_POWER ||
         au_sample_draw_below (AU_SAMPLE_DRAW_CORE, person->id, day, 100) >= 3;
}

/**
 * au_sample_people_teams_on:
 * @person: a person
 * @day: a day on which the person is there
 *
 * Returns: the bit set of the teams in which the person works that day; who is in both is mostly
 *   in one of them at a time
 */
guint
au_sample_people_teams_on (const AuSamplePerson *person,
                           AuDay                 day)
{
  guint draw;

  if (person->teams != 3)
    return person->teams;

  draw = au_sample_draw_below (AU_SAMPLE_DRAW_DAY_TEAM, person->id, day, 10);
  return draw < 5 ? 1 : draw < 9 ? 2 : 3;
}
