/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-table.h"

G_BEGIN_DECLS

/**
 * AuTableChangeKind:
 * @AU_TABLE_CHANGE_VALUE: a cell has another value
 * @AU_TABLE_CHANGE_ADDED: a row is there that was not
 * @AU_TABLE_CHANGE_REMOVED: a row is no longer there
 */
typedef enum
{
  AU_TABLE_CHANGE_VALUE,
  AU_TABLE_CHANGE_ADDED,
  AU_TABLE_CHANGE_REMOVED,
} AuTableChangeKind;

/**
 * AuTableChange:
 * @kind: what changed
 * @key: (owned): what the row is about: its days and texts, "2026-09-01" or "2026-09-01 · rules"
 * @day: the newest day in @key, or %AU_DAY_INVALID
 * @is_month: whether @day stands for its calendar month
 * @column: (owned) (nullable): of a value, the column's name
 * @unit: (owned) (nullable): of a value, what it is counted in
 * @before: (owned) (nullable): of a value, its normal form before, %NULL for NULL
 * @after: (owned) (nullable): likewise after
 *
 * One difference between two results of the same request.
 */
typedef struct
{
  AuTableChangeKind kind;
  char *key;
  AuDay day;
  gboolean is_month;
  char *column;
  char *unit;
  char *before;
  char *after;
} AuTableChange;

void       au_table_change_free (AuTableChange *self);
GPtrArray *au_table_compare     (const AuTable *before,
                                 const AuTable *after);
AuDay      au_table_change_get_last_day (const AuTableChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuTableChange, au_table_change_free)

G_END_DECLS
