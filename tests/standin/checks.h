/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire.h"

G_BEGIN_DECLS

/* The fault is set and the server runs: the check looks at what it does. */
typedef struct
{
  const char *fault;           /* as it is set; its name is what comes before the colon */
  void (*check)(Wire *wire);   /* NULL where test-signin.c has it */
} Check;

#define N_TRANSPORT_CHECKS 40
#define N_STATEMENT_CHECKS 36

/* Together they are the faults in their order. */
extern const Check transport_checks[N_TRANSPORT_CHECKS];
extern const Check statement_checks[N_STATEMENT_CHECKS];

void assert_status  (Answer      *answer,
                     guint        status);
void assert_message (Answer      *answer,
                     const char  *part);

G_END_DECLS
