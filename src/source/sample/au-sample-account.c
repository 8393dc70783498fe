/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-account.h"

#include "au-sample-rng.h"

/* Halden's people by months back, before the dips of August and December. The newest complete
 * month and the one before it are told in the documentation, so they are written and not drawn. */
static const int halden_levels[] = {
  415, 412, 399, 382, 374, 352, 341, 322, 301, 287,
  262, 252, 242, 230, 210, 195, 172, 148, 122, 97,
};

/* Oriel passes its 180 seats two months back; the restatement lifts that month further. */
static const int oriel_levels[] = { 203, 196, 182, 171, 164, 158 };

static AuSampleSubscription *
add_subscription (AuSampleAccount *self,
                  guint            number,
                  const char      *name,
                  int              seats)
{
  AuSampleSubscription *subscription = &self->subscriptions[self->n_subscriptions++];

  *subscription = (AuSampleSubscription){ number, name, seats };
  return subscription;
}

static void
add_team (AuSampleAccount *self,
          gint64           id,
          const char      *name,
          int              seats,
          int              subscription,
          double           share)
{
  self->teams[self->n_teams++] = (AuSampleTeam){ id, name, seats, subscription, share };
}

/**
 * au_sample_account_month:
 * @today: the day of the workspace
 * @months_back: 0 for the running month
 *
 * Returns: the first day of the month
 */
AuDay
au_sample_account_month (AuDay today,
                         int   months_back)
{
  return au_day_add_months (au_day_month_start (today), -months_back);
}

/* Holidays thin out August and December by a few percent of the month's people. */
static double
season (AuDay month)
{
  int number;

  au_day_split (month, NULL, &number, NULL);
  return number == 8 ? 0.96 : number == 12 ? 0.94 : 1.0;
}

/**
 * au_sample_account_set_levels:
 * @self: an account whose number and months are set
 * @first: people active in the oldest month
 * @last: people active in the newest complete month
 * @today: the day of the workspace
 *
 * Fills in the people of each whole month along an S-curve with a little noise and the seasons'
 * dips. The two newest complete months and the running one stay off the seasons, so that the
 * stories told about them hold on any day.
 */
void
au_sample_account_set_levels (AuSampleAccount *self,
                              int              first,
                              int              last,
                              AuDay            today)
{
  for (int k = 0; k < self->months; k++)
    {
      double x = self->months > 2 ? (self->months - 1 - k) / (double) (self->months - 2) : 1.0;
      double s = 0.5 * x + 0.5 * x * x * (3.0 - 2.0 * x);
      double level = first + (last - first) * s;

      if (k == 0)
        level = last;
      if (k > 2)
        level *= season (au_sample_account_month (today, k)) *
                 (1.0 + 0.012 * au_sample_draw_normal (AU_SAMPLE_DRAW_LEVEL, self->number, k));

      self->levels[k] = MAX (1, (int) (level + 0.5));
    }
}

static void
override_levels (AuSampleAccount *self,
                 const int       *levels,
                 guint            n_levels,
                 AuDay            today)
{
  for (guint k = 0; k < n_levels; k++)
    self->levels[k] = k > 2
      ? (int) (levels[k] * season (au_sample_account_month (today, k)) + 0.5)
      : levels[k];
}

static void
set_history (AuSampleAccount *self,
             int              months,
             AuDay            today)
{
  self->months = months;
  self->signed_months = months - 1;
  self->start = au_sample_account_month (today, months - 1);
}

static void
set_size (AuSampleAccount *self,
          int              employees,
          int              engineers,
          double           head_first,
          double           head_last)
{
  self->employees = employees;
  self->engineers = engineers;
  self->head_first = head_first;
  self->head_last = head_last;
}

static void
set_name (AuSampleAccount *self,
          guint            number,
          const char      *name,
          const char      *domain)
{
  self->number = number;
  self->name = g_strdup (name);
  self->domain = g_strdup (domain);
  self->is_account = TRUE;
  self->is_enterprise = TRUE;
}

/**
 * au_sample_account_init:
 * @self: (out caller-allocates): the account; clear it with au_sample_account_clear()
 * @index: 0 to 7
 * @today: the day of the workspace
 *
 * Fills in one of the eight accounts that tell a story; their subscriptions are 1 to 10.
 */
void
au_sample_account_init (AuSampleAccount *self,
                        guint            index,
                        AuDay            today)
{
  *self = (AuSampleAccount){ 0 };

  switch (index)
    {
      case 0:
        set_name (self, 1, "Halden Freight", "halden.example");
        add_subscription (self, 1, "Enterprise", 500);
        add_team (self, 40001, "Halden Engineering", 440, 0, 0.83);
        add_team (self, 41001, "Halden Data Platform", 60, 0, 0.14);
        set_history (self, 20, today);
        set_size (self, 8200, 640, 36.0, 117.02);
        self->stories = AU_SAMPLE_STORY_MODEL_GAP | AU_SAMPLE_STORY_MODEL_SPIKE |
                        AU_SAMPLE_STORY_LONG_MODEL | AU_SAMPLE_STORY_NOTABLE_PEOPLE;
        au_sample_account_set_levels (self, 97, 412, today);
        override_levels (self, halden_levels, G_N_ELEMENTS (halden_levels), today);
        break;

      case 1:
        set_name (self, 2, "Brightmoor Bank", "brightmoor.example");
        add_subscription (self, 2, "Enterprise", 2400);
        add_team (self, 40002, "Brightmoor Technology", 2400, 0, 1.0);
        set_history (self, 11, today);
        set_size (self, 21500, 3100, 31.0, 58.0);
        au_sample_account_set_levels (self, 380, 912, today);
        break;

      case 2:
        set_name (self, 3, "Oriel Genomics", "oriel.example");
        add_subscription (self, 3, "Research", 180);
        add_team (self, 40003, "Oriel Research Computing", 180, 0, 1.0);
        set_history (self, 16, today);
        set_size (self, 940, 230, 44.0, 139.0);
        self->stories = AU_SAMPLE_STORY_RESTATED;
        au_sample_account_set_levels (self, 34, 196, today);
        override_levels (self, oriel_levels, G_N_ELEMENTS (oriel_levels), today);
        break;

      case 3:
        set_name (self, 4, "Kestrel & Thorn Games", "kestrel-thorn.example");
        add_subscription (self, 4, "Studio", 60);
        add_team (self, 40004, "Kestrel & Thorn", 60, 0, 1.0);
        set_history (self, 14, today);
        set_size (self, 130, 74, 52.0, 188.0);
        self->stories = AU_SAMPLE_STORY_ONE_MODEL | AU_SAMPLE_STORY_ONE_PERSON;
        au_sample_account_set_levels (self, 18, 52, today);
        break;

      case 4:
        set_name (self, 5, "Żółw Software S.A.", "zolw.example");
        add_subscription (self, 5, "Zespół Łódź", 90);
        add_team (self, 40005, "Żółw – zespół", 90, 0, 1.0);
        set_history (self, 18, today);
        set_size (self, 310, 190, 33.0, 84.0);
        self->stories = AU_SAMPLE_STORY_NON_ASCII | AU_SAMPLE_STORY_POLISH_HOLIDAYS |
                        AU_SAMPLE_STORY_LONG_ID;
        au_sample_account_set_levels (self, 41, 74, today);
        break;

      case 5:
        set_name (self, 6, "Pinecrest Labs", "pinecrest.example");
        add_subscription (self, 6, "Pilot", 40);
        add_team (self, 40006, "Pinecrest", 40, 0, 1.0);
        set_history (self, 1, today);
        set_size (self, 85, 46, 61.0, 61.0);
        /* Signed on the third where the month is old enough to have seen some use since. */
        self->start = MIN (au_day_month_start (today) + 2, today - 1);
        self->start = MAX (self->start, au_day_month_start (today));
        au_sample_account_set_levels (self, 27, 27, today);
        break;

      case 6:
        set_name (self, 7, "Northgate Municipal", "northgate.example");
        add_subscription (self, 7, "Civic", 300);
        add_team (self, 40007, "Northgate IT", 300, 0, 1.0);
        self->signed_months = 6;
        set_size (self, 4100, 120, 0.0, 0.0);
        break;

      case 7:
        set_name (self, 8, "Tamarind Retail Group", "tamarind.example");
        add_subscription (self, 8, "Stores", 800);
        add_subscription (self, 9, "Distribution", 220);
        add_subscription (self, 10, "Head Office", 60);
        add_team (self, 40008, "Tamarind Stores", 800, 0, 0.74);
        add_team (self, 40009, "Tamarind Distribution", 220, 1, 0.21);
        set_history (self, 15, today);
        set_size (self, 46000, 1450, 38.0, 96.0);
        self->stories = AU_SAMPLE_STORY_TEAM_GAP;
        au_sample_account_set_levels (self, 160, 590, today);
        break;

      default:
        g_return_if_reached ();
    }
}

/**
 * au_sample_account_init_loner:
 * @self: (out caller-allocates): the account; clear it with au_sample_account_clear()
 * @today: the day of the workspace
 *
 * Fills in team 49999, which has people and use but no subscription; only its own row knows the
 * name of an account.
 */
void
au_sample_account_init_loner (AuSampleAccount *self,
                              AuDay            today)
{
  *self = (AuSampleAccount){ 0 };
  set_name (self, 9999, "Driftwood Collective", "driftwood.example");
  self->is_account = FALSE;
  self->is_enterprise = FALSE;
  add_team (self, 49999, "Driftwood", 12, -1, 1.0);
  set_history (self, 6, today);
  set_size (self, 0, 0, 40.0, 70.0);
  au_sample_account_set_levels (self, 5, 9, today);
}

void
au_sample_account_clear (AuSampleAccount *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->domain, g_free);
}

/**
 * au_sample_account_id:
 * @number: the number of the account's first subscription
 *
 * Returns: (transfer full): the Salesforce id, in its form of 15 characters
 */
char *
au_sample_account_id (guint number)
{
  return g_strdup_printf ("001SAMPLE%06u", number);
}

/**
 * au_sample_subscription_id:
 * @number: the number of the subscription
 *
 * Returns: (transfer full): the Salesforce id, in its form of 15 characters
 */
char *
au_sample_subscription_id (guint number)
{
  return g_strdup_printf ("a0XSAMPLE%06u", number);
}

/**
 * au_sample_salesforce_long_id:
 * @id: an id of 15 characters
 *
 * Makes the form of 18 characters, which tells apart what differs in case alone: each group of
 * five characters adds one that encodes which of the five are capitals, the first as the lowest
 * bit (Salesforce, "ID Field Type").
 *
 * Returns: (transfer full): the id in its form of 18 characters
 */
char *
au_sample_salesforce_long_id (const char *id)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  char suffix[4] = { 0 };

  g_return_val_if_fail (strlen (id) == 15, NULL);

  for (int group = 0; group < 3; group++)
    {
      guint bits = 0;

      for (int i = 0; i < 5; i++)
        if (g_ascii_isupper (id[group * 5 + i]))
          bits |= 1u << i;
      suffix[group] = alphabet[bits];
    }

  return g_strconcat (id, suffix, NULL);
}

/**
 * au_sample_elapsed_share:
 * @today: the day of the workspace, itself not over and so without data
 *
 * Returns: how much of the running month's work is done, from 0 to 1; a day of a weekend weighs a
 *   fifth of a working day
 */
double
au_sample_elapsed_share (AuDay today)
{
  AuDay month = au_day_month_start (today);
  int n_days = au_day_days_in_month (today);
  double done = 0.0;
  double all = 0.0;

  for (AuDay day = month; day < month + n_days; day++)
    {
      double weight = au_day_weekday (day) < 5 ? 1.0 : 0.2;

      all += weight;
      if (day < today)
        done += weight;
    }

  return done / all;
}
