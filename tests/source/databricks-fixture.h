/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-databricks-source.h"
#include "au-standin.h"

G_BEGIN_DECLS

#define FIXTURE_TOKEN "dapi0123456789SECRETtoken"
#define FIXTURE_CLIENT_SECRET "dose0123456789SECRETclient"

/* What may come of a query besides a code of AU_SOURCE_ERROR. */
#define FIXTURE_CONTRACT 100
#define FIXTURE_FINE 101

/* A stand-in workspace and a source that asks it. */
typedef struct
{
  AuStandin *standin;
  AuSource *source;
} Fixture;

AuSource *fixture_open_source (AuStandin         *standin,
                               const char        *more);
void      fixture_set_up_with (Fixture           *fixture,
                               AuStandinOptions  *options);
void      fixture_set_up      (Fixture           *fixture,
                               gconstpointer      data);
void      fixture_set_up_slow (Fixture           *fixture,
                               gconstpointer      data);
void      fixture_tear_down   (Fixture           *fixture,
                               gconstpointer      data);
void      fixture_init        (int               *argc,
                               char            ***argv);
int       fixture_run         (void);
void      fixture_drain       (void);
guint     fixture_count       (Fixture           *fixture,
                               AuStandinCounter   counter);
void      fixture_set_fault   (Fixture           *fixture,
                               const char        *fault);
void      fixture_try_fault   (Fixture           *fixture,
                               const char        *fault,
                               int                outcome,
                               const char        *words);

/* Adds a test over a stand-in workspace that @with sets up. */
#define fixture_add(path, with, test) \
  g_test_add ("/source/databricks/" path, Fixture, NULL, with, test, fixture_tear_down)

G_END_DECLS
