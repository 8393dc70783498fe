/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "au-sample-account.h"

G_BEGIN_DECLS

/**
 * AuSampleHabit:
 *
 * How often a person is there. The shares are fitted to what workday tools see: on a weekday about
 * half of the month's people, within a week about three quarters.
 */
typedef enum
{
  AU_SAMPLE_HABIT_POWER,
  AU_SAMPLE_HABIT_REGULAR,
  AU_SAMPLE_HABIT_OCCASIONAL,
  AU_SAMPLE_HABIT_RARE,
} AuSampleHabit;

typedef struct
{
  gint64 id;
  double weight;        /* standard normal; how much the person uses, over all months */
  AuSampleHabit habit;
  guint teams;          /* bit set of the account's teams */
  AuDay gone;           /* first day on which the person is no longer there */
} AuSamplePerson;

/**
 * AuSamplePeople:
 *
 * The people of an account and the days on which each was active.
 */
typedef struct
{
  AuSamplePerson *people;
  guint n_people;
  int months;
  guint32 *days;        /* by months back, then by person: bit n for day n + 1 of the month */
} AuSamplePeople;

void     au_sample_people_init        (AuSamplePeople        *self,
                                       const AuSampleAccount *account,
                                       AuDay                  today);
void     au_sample_people_clear       (AuSamplePeople        *self);
char    *au_sample_people_email       (const AuSampleAccount *account,
                                       guint                  person);
gboolean au_sample_people_is_core     (const AuSamplePerson  *person,
                                       AuDay                  day);
guint    au_sample_people_teams_on    (const AuSamplePerson  *person,
                                       AuDay                  day);

/* Persons of Halden that a table of top users has to cope with. */
#define AU_SAMPLE_PERSON_LEFT    8      /* last there in another year, and never in a session */
#define AU_SAMPLE_PERSON_TOP     16
#define AU_SAMPLE_PERSON_LONG    87     /* a very long address, and few sessions */
#define AU_SAMPLE_PERSON_ACCENT  203    /* a non-ASCII address */

static inline guint32
au_sample_people_days (const AuSamplePeople *self,
                       int                   months_back,
                       guint                 person)
{
  return self->days[(gsize) months_back * self->n_people + person];
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuSamplePeople, au_sample_people_clear)

G_END_DECLS
