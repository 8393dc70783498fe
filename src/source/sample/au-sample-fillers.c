/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-account.h"
#include "au-sample-rng.h"

/* The numbers of subscriptions whose team ids are taken by the special teams. */
#define TAKEN_NUMBER_1 1001
#define TAKEN_NUMBER_2 9999

#define FIRST_NUMBER   101

/* Words that are places of nowhere, and trades. Their counts have no common factor, so walking
 * both lists at once meets every pair before it repeats one. */
static const char *const first_words[] = {
  "Alderbrook", "Amberley", "Ashgrove", "Avonmere", "Banbridge", "Barrowdale", "Birchwell",
  "Blackfen", "Bramblewick", "Brindlemark", "Calder Vale", "Cedarholm", "Clearwater Bay",
  "Coldharbour", "Copperfield Ridge", "Corvane", "Crestfall", "Dunmarrow", "Eastmarch",
  "Elmstead Park", "Emberline", "Fairhollow", "Farrowgate", "Fennimore", "Fernleigh", "Foxmere",
  "Glasswater", "Greyfell", "Harrowmont", "Hawksmere", "Hazelbeck", "Heronsgate", "Hollowbrook",
  "Ironbridge Sound", "Juniper Row", "Kelderwood", "Kingsmarsh", "Larkspur Hill", "Lindenmoor",
  "Lodestar", "Longmeadow", "Maplecross", "Marlowe Point", "Merrivale", "Mistral Quay",
  "Mossbank", "Netherby", "Northlight", "Oakhurst", "Orchard Lane", "Osprey Sound", "Palegrave",
  "Quarry Lake", "Ravensworth", "Redmarsh", "Rookwood", "Saltmarsh", "Sandringe", "Silverbeck",
  "Skylark", "Southwold Bay", "Stonehaven Ridge", "Summerleigh", "Swiftwater", "Tallowmere",
  "Thistledown", "Umberfield", "Valemont", "Wexcombe", "Whitlock Bay", "Willowmere", "Windrush",
  "Wolverdale",
};

static const char *const second_words[] = {
  "Aerospace", "Analytics", "Architects", "Automation", "Biotech", "Broadcasting", "Capital",
  "Ceramics", "Chemicals", "Clinics", "Cloud", "Credit Union", "Dairy", "Devices", "Diagnostics",
  "Education", "Electric", "Energy", "Engineering", "Express", "Farms", "Foods", "Foundry",
  "Games", "Health", "Hotels", "Insurance", "Instruments", "Interactive", "Kitchens",
  "Logistics", "Marine", "Media", "Mining", "Mobility", "Motors", "Networks", "Optics",
  "Outfitters", "Paper", "Payments", "Pharma", "Press", "Rail", "Robotics", "Semiconductor",
  "Software", "Solar", "Studios", "Systems", "Telecom", "Textiles", "Travel",
};

static const char *const subscription_names[] = {
  "Enterprise", "Platform", "Engineering", "Global", "Enterprise", "Product", "Business Unit East",
  "Business Unit West", "Enterprise",
};

G_STATIC_ASSERT (G_N_ELEMENTS (first_words) == 73);
G_STATIC_ASSERT (G_N_ELEMENTS (second_words) == 53);

static guint
filler_number (guint index)
{
  guint number = FIRST_NUMBER + index;

  if (number >= TAKEN_NUMBER_1)
    number++;
  if (number >= TAKEN_NUMBER_2)
    number++;

  return number;
}

static char *
filler_name (guint index)
{
  guint n_pairs = G_N_ELEMENTS (first_words) * G_N_ELEMENTS (second_words);
  /* Steps that share no factor with the counts spread neighbours over both lists. */
  const char *first = first_words[(index * 31) % G_N_ELEMENTS (first_words)];
  const char *second = second_words[(index * 17) % G_N_ELEMENTS (second_words)];

  if (index < n_pairs)
    return g_strdup_printf ("%s %s", first, second);

  return g_strdup_printf ("%s %s %u", first, second, index / n_pairs + 1);
}

static char *
make_domain (const char *name,
             guint       number)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_strdelimit (lower, " ", '-');
  return number > FIRST_NUMBER + AU_SAMPLE_N_DEFAULT_SUBSCRIPTIONS
    ? g_strdup_printf ("%s-%u.example", lower, number)
    : g_strdup_printf ("%s.example", lower);
}

/* Names and seats that the documentation's pictures show, so that a search finds several. */
static const char *
apply_known_filler (AuSampleAccount *self,
                    const char     **subscription_name,
                    int             *seats)
{
  switch (self->number)
    {
      case 171:
        *seats = 1200;
        *subscription_name = "Enterprise";
        return "Halcyon Shipyards";

      case 233:
        *seats = 85;
        *subscription_name = "Campus";
        return "Northgate Halls";

      case 340:
        *seats = 240;
        *subscription_name = "Plants";
        return "Shalimar Foods";

      default:
        return NULL;
    }
}

/* The nth fact about the account, from 0 to @n_values - 1. */
static int
draw (const AuSampleAccount *self,
      guint                  fact,
      guint                  n_values)
{
  return (int) au_sample_draw_below (AU_SAMPLE_DRAW_ACCOUNT, self->number, fact, n_values);
}

/**
 * au_sample_account_init_filler:
 * @self: (out caller-allocates): the account; clear it with au_sample_account_clear()
 * @index: 0 for the first filler
 * @today: the day of the workspace
 *
 * Fills in one of the many accounts that make a search honest: one subscription, one team, a few
 * people and months of use, or seats alone. Those beyond the default size have no use at all, so
 * that a hundred thousand of them are made quickly.
 */
void
au_sample_account_init_filler (AuSampleAccount *self,
                               guint            index,
                               AuDay            today)
{
  const char *subscription_name;
  const char *known;
  int people, seats;
  int kind;

  *self = (AuSampleAccount){ 0 };
  self->number = filler_number (index);
  self->is_account = TRUE;
  self->is_filler = TRUE;

  kind = draw (self, 0, 20);
  people = 3 + draw (self, 1, 8);
  seats = people * (110 + draw (self, 2, 150)) / 100;
  if (kind == 19)
    seats = 50 * (3 + draw (self, 3, 22));
  else if (kind < 3 || kind >= 15)
    seats = 10 * (3 + draw (self, 3, 60));
  seats = MAX (5, (seats + 4) / 5 * 5);
  subscription_name = subscription_names[index % G_N_ELEMENTS (subscription_names)];

  known = apply_known_filler (self, &subscription_name, &seats);
  self->name = known != NULL ? g_strdup (known) : filler_name (index);
  self->domain = make_domain (self->name, self->number);
  self->is_enterprise = seats >= 50;

  self->subscriptions[0] = (AuSampleSubscription){ self->number, subscription_name, seats };
  self->n_subscriptions = 1;
  self->teams[0] = (AuSampleTeam){ self->number + 40000, self->name, seats, 0, 1.0 };
  self->n_teams = 1;

  self->signed_months = 2 + draw (self, 4, 18);
  self->employees = seats * (2 + draw (self, 5, 30));
  self->engineers = seats + seats * draw (self, 6, 100) / 100;
  self->head_first = 30.0 + draw (self, 7, 20);
  self->head_last = self->head_first * (100 + draw (self, 8, 100)) / 100.0;

  if (index < AU_SAMPLE_N_DEFAULT_SUBSCRIPTIONS - AU_SAMPLE_N_SPECIAL_SUBSCRIPTIONS && kind < 15)
    {
      self->months = MIN (self->signed_months + 1,
                          3 + draw (self, 9, 4));
      self->start = au_sample_account_month (today, self->months - 1);
      au_sample_account_set_levels (self, MAX (2, people / 2), people, today);
    }
}
