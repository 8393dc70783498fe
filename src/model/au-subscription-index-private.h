/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription-index.h"

G_BEGIN_DECLS

struct _AuSubscriptionIndex
{
  gatomicrefcount ref_count;

  AuTable *table;
  int id_column;
  int name_column;
  int account_id_column;
  int account_name_column;
  int seats_column;

  guint n_items;
  guint32 *rows;   /* (owned) (nullable): of the table; NULL where they are 0, 1, 2, … */

  /* What is searched: of each subscription four folded lines, its account's name, its own name, its
   * id and the initials of the account. A text for each would be a cache miss for each. */
  char *text;      /* (owned) */
  gsize *starts;   /* (owned) (array length=n_items+1): where the lines of each start */

  /* Positions by id, plus 1, at the hash of au_subscription_id_key() or at the next free place. */
  guint32 *by_id;  /* (owned) */
  gsize by_id_mask;

  GMutex mutex;
  GHashTable *items; /* (element-type uint AuSubscription): those asked for; under the mutex */
};

G_END_DECLS
