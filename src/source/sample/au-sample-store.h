/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "au-day.h"

G_BEGIN_DECLS

/**
 * AuSampleTable:
 *
 * The tables of the contract, in the order of the schema.
 */
typedef enum
{
  AU_SAMPLE_TABLE_TEAMS,
  AU_SAMPLE_TABLE_DAU,
  AU_SAMPLE_TABLE_ACTIVITY,
  AU_SAMPLE_TABLE_DAILY_TEAM,
  AU_SAMPLE_TABLE_MONTHLY_TEAM,
  AU_SAMPLE_TABLE_USER_TEAM,
  AU_SAMPLE_TABLE_AGENT_USAGE,
  AU_SAMPLE_TABLE_USER_METRICS,
  AU_SAMPLE_TABLE_SUBSCRIPTIONS,
  AU_SAMPLE_TABLE_ACCOUNTS,
  AU_SAMPLE_TABLE_OPPORTUNITIES,
  AU_SAMPLE_TABLE_SALES_USERS,
  AU_SAMPLE_TABLE_MODEL_USAGE,
  AU_SAMPLE_TABLE_OVERAGE,
  AU_SAMPLE_N_TABLES,
} AuSampleTable;

typedef struct _AuSampleStore AuSampleStore;

/* The cell formats of au_sample_store_insert(). */
#define AU_SAMPLE_INTEGER 'i' /* gint64 */
#define AU_SAMPLE_CENTS   'c' /* gint64, stored as a REAL of two digits */
#define AU_SAMPLE_DAY     'd' /* AuDay, stored as ISO text */
#define AU_SAMPLE_TEXT    's' /* const char *, NULL for NULL */

/* The integer or the cents that are stored as NULL. */
#define AU_SAMPLE_UNKNOWN G_MININT64

AuSampleStore *au_sample_store_new    (const char     *path,
                                       GError        **error);
void           au_sample_store_free   (AuSampleStore  *self);
void           au_sample_store_insert (AuSampleStore  *self,
                                       AuSampleTable   table,
                                       const char     *format,
                                       ...);
gboolean       au_sample_store_check  (AuSampleStore  *self,
                                       GError        **error);
gboolean       au_sample_store_finish (AuSampleStore  *self,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSampleStore, au_sample_store_free)

G_END_DECLS
