/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-deals.h"

#include "au-sample-rng.h"

/* USD a year for a seat; an amount is seats times this times what is left of the term. */
#define SEAT_PRICE 480

#define UNKNOWN    AU_SAMPLE_UNKNOWN
#define NO_TRUE_UP AU_SAMPLE_UNKNOWN

typedef struct
{
  guint subscription;   /* number */
  int months_back;      /* of the close date; negative lies ahead */
  int day;
  const char *subtype;
  gint64 true_up;       /* NO_TRUE_UP where the opportunity is none */
  gint64 licenses;      /* UNKNOWN for an empty count */
  gint64 usd;
  gboolean is_won;
  const char *name;
} Deal;

static const Deal deals[] = {
  { 1, 19, 1, "New Business", 0, 250, 120000, TRUE, "Halden Freight – Enterprise, 250 seats" },
  { 1, 14, 11, "True-Up", 1, 75, 21000, TRUE, "Halden Freight – True-up 1" },
  { 1, 11, 20, "Expansion", NO_TRUE_UP, 200, 96000, FALSE, "Halden Freight – Subsidiaries" },
  { 1, 9, 16, "True-Up", 2, 75, 6000, TRUE, "Halden Freight – True-up 2" },
  { 1, 7, 1, "Renewal", NO_TRUE_UP, 400, 192000, TRUE, "Halden Freight – Renewal, 400 seats" },
  { 1, 4, 14, "True-Up", 3, 100, 36000, TRUE, "Halden Freight – True-up 3" },
  { 1, -5, 1, "Renewal", NO_TRUE_UP, 500, 240000, FALSE, "Halden Freight – Renewal, 500 seats" },
  { 2, 10, 3, "New Business", 0, 2400, 1152000, TRUE, "Brightmoor Bank – Enterprise, 2,400 seats" },
  { 2, 3, 26, "True-Up", 1, 300, 72000, FALSE, "Brightmoor Bank – Branch systems" },
  { 3, 15, 5, "New Business", 0, 120, 57600, TRUE, "Oriel Genomics – Research, 120 seats" },
  { 3, 9, 17, "True-Up", 1, 40, 9600, TRUE, "Oriel Genomics – True-up 1" },
  { 3, 5, 8, "True-Up", 2, 20, 0, TRUE, "Oriel Genomics – True-up 2, goodwill" },
  { 3, -1, 15, "True-Up", 3, 40, 14400, FALSE, "Oriel Genomics – True-up 3" },
  { 4, 13, 2, "New Business", 0, 60, 28800, TRUE, "Kestrel & Thorn Games – Studio, 60 seats" },
  { 5, 17, 4, "New Business", 0, 120, 57600, TRUE, "Żółw Software – 120 stanowisk" },
  { 5, 5, 22, "Contraction", 1, -30, -14400, TRUE, "Żółw Software – redukcja" },
  { 7, 6, 9, "New Business", 0, 300, 144000, TRUE, "Northgate Municipal – Civic, 300 seats" },
  { 8, 14, 6, "New Business", 0, 500, 240000, TRUE, "Tamarind Stores – 500 seats" },
  { 8, 8, 19, "True-Up", 1, UNKNOWN, 36000, TRUE, "Tamarind Stores – True-up 1" },
  { 8, 2, 14, "True-Up", 2, 150, 72000, TRUE, "Tamarind Stores – True-up 2" },
  { 9, 14, 6, "New Business", 0, 220, 105600, TRUE, "Tamarind Distribution – 220 seats" },
  { 10, 5, 13, "New Business", 0, 60, 28800, TRUE, "Tamarind Head Office – 60 seats" },
};

typedef struct
{
  guint subscription;   /* number */
  int first;            /* months back of the first period that has a row */
  struct
  {
    int months_back;
    gint64 cents;
  } amounts[4];         /* the other periods up to the newest complete month have a zero */
} Overage;

/* Żółw's second month has a charge and the credit that takes most of it back, as two rows. */
static const Overage overages[] = {
  { 1, 19, { { 6, 2148000 }, { 5, -320000 } } },
  { 3, 15, { { 2, 421250 }, { 1, 1190375 } } },
  { 4, 13, { { 3, 118040 }, { 2, 96515 }, { 1, 240100 } } },
  { 5, 11, { { 8, 231000 }, { 7, 148000 }, { 7, -96040 }, { 6, -86040 } } },
  { 8, 14, { { 4, 940020 }, { 1, 3975510 } } },
};

static char *
opportunity_id (guint number,
                guint sequence)
{
  return g_strdup_printf ("006SAM%09u", number * 100 + sequence);
}

/* Offices close deals on working days. */
static AuDay
working_day (AuDay day)
{
  int weekday = au_day_weekday (day);

  return weekday < 5 ? day : day + 7 - weekday;
}

static void
write_opportunity (AuSampleStore         *store,
                   const AuSampleAccount *account,
                   const Deal            *deal,
                   guint                  sequence,
                   AuDay                  day)
{
  g_autofree char *id = opportunity_id (deal->subscription, sequence);
  g_autofree char *account_id = au_sample_account_id (account->number);
  g_autofree char *short_id = au_sample_subscription_id (deal->subscription);
  /* Where the long form is the listed one, Salesforce's own objects carry it too. */
  g_autofree char *subscription_id = account->stories & AU_SAMPLE_STORY_LONG_ID
    ? au_sample_salesforce_long_id (short_id)
    : g_strdup (short_id);

  au_sample_store_insert (store, AU_SAMPLE_TABLE_OPPORTUNITIES, "ssdcisissi", id, deal->name, day,
                          deal->usd * 100, deal->licenses, deal->subtype, deal->true_up,
                          account_id, subscription_id, (gint64) deal->is_won);
}

static void
write_special_deals (AuSampleStore         *store,
                     const AuSampleAccount *account,
                     AuDay                  today)
{
  guint sequence = 0;

  for (guint i = 0; i < G_N_ELEMENTS (deals); i++)
    for (guint s = 0; s < account->n_subscriptions; s++)
      if (deals[i].subscription == account->subscriptions[s].number)
        write_opportunity (store, account, &deals[i], sequence++,
                           working_day (au_sample_account_month (today, deals[i].months_back) +
                                        deals[i].day - 1));
}

static void
write_first_deal (AuSampleStore         *store,
                  const AuSampleAccount *account,
                  AuDay                  day,
                  int                    seats)
{
  g_autofree char *name = g_strdup_printf ("%s – %d seats", account->name, seats);
  Deal deal = {
    .subscription = account->number, .subtype = "New Business", .licenses = seats,
    .usd = (gint64) seats * SEAT_PRICE, .is_won = TRUE, .name = name,
  };

  write_opportunity (store, account, &deal, 0, day);
}

/* A filler signs all its seats at once, or a part of them and the rest halfway through. */
static void
write_filler_deals (AuSampleStore         *store,
                    const AuSampleAccount *account,
                    AuDay                  today)
{
  int seats = account->subscriptions[0].seats;
  int later = account->signed_months >= 4 &&
              au_sample_draw_below (AU_SAMPLE_DRAW_DEAL, account->number, 0, 4) == 0
    ? seats / 3
    : 0;
  int day = 1 + (int) au_sample_draw_below (AU_SAMPLE_DRAW_DEAL, account->number, 1, 20);

  write_first_deal (store, account,
                    working_day (au_sample_account_month (today, account->signed_months) + day - 1),
                    seats - later);

  if (later > 0)
    {
      g_autofree char *name = g_strdup_printf ("%s – True-up 1", account->name);
      int months_back = account->signed_months / 2;
      Deal deal = {
        .subscription = account->number, .subtype = "True-Up", .true_up = 1, .licenses = later,
        .usd = (gint64) later * SEAT_PRICE / 2, .is_won = TRUE, .name = name,
      };

      write_opportunity (store, account, &deal, 1,
                         working_day (au_sample_account_month (today, months_back) + day - 1));
    }
}

static void
write_overage_row (AuSampleStore *store,
                   guint          number,
                   int            months_back,
                   gint64         cents,
                   AuDay          today)
{
  AuDay month = au_sample_account_month (today, months_back);
  /* Overage keeps the short form even where the subscription is listed by its long one. */
  g_autofree char *id = au_sample_subscription_id (number);

  au_sample_store_insert (store, AU_SAMPLE_TABLE_OVERAGE, "sddc",
                          id, month, month + au_day_days_in_month (month) - 1, cents);
}

static void
write_overages (AuSampleStore *store,
                guint          number,
                AuDay          today)
{
  for (guint i = 0; i < G_N_ELEMENTS (overages); i++)
    {
      const Overage *overage = &overages[i];

      if (overage->subscription != number)
        continue;

      for (int k = overage->first; k > 0; k--)
        {
          gboolean charged = FALSE;

          for (guint j = 0; j < G_N_ELEMENTS (overage->amounts); j++)
            if (overage->amounts[j].months_back == k)
              {
                write_overage_row (store, number, k, overage->amounts[j].cents, today);
                charged = TRUE;
              }

          if (!charged)
            write_overage_row (store, number, k, 0, today);
        }
    }
}

/**
 * au_sample_deals_write:
 * @store: where to write
 * @account: the account
 * @today: the day of the workspace
 *
 * Writes the account's opportunities, won, lost and open, and the overage of its subscriptions.
 */
void
au_sample_deals_write (AuSampleStore         *store,
                       const AuSampleAccount *account,
                       AuDay                  today)
{
  if (account->is_filler)
    write_filler_deals (store, account, today);
  else if (account->months == 1)
    write_first_deal (store, account, account->start, account->subscriptions[0].seats);
  else
    write_special_deals (store, account, today);

  for (guint s = 0; s < account->n_subscriptions; s++)
    write_overages (store, account->subscriptions[s].number, today);
}

/**
 * au_sample_deals_open_renewal:
 * @account: an account
 * @subscription: the index of one of its subscriptions
 *
 * Returns: (transfer full) (nullable): the id of the opportunity by which the subscription is to
 *   be renewed, where it is open
 */
char *
au_sample_deals_open_renewal (const AuSampleAccount *account,
                              guint                  subscription)
{
  guint sequence = 0;

  for (guint i = 0; i < G_N_ELEMENTS (deals); i++)
    for (guint s = 0; s < account->n_subscriptions; s++)
      if (deals[i].subscription == account->subscriptions[s].number)
        {
          if (s == subscription && deals[i].months_back < 0 &&
              g_str_equal (deals[i].subtype, "Renewal"))
            return opportunity_id (deals[i].subscription, sequence);
          sequence++;
        }

  return NULL;
}
