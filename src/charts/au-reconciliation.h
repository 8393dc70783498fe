/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"
#include "au-selection.h"

G_BEGIN_DECLS

/**
 * AuReconciliationKind:
 * @AU_RECONCILIATION_SPEND: model spend of a month in all, and monthly spend; they agree within the
 *   larger of $1 and 0.1 %
 * @AU_RECONCILIATION_DEPTH: the people of all depth-of-usage buckets are no more than the month's
 *   active users
 * @AU_RECONCILIATION_ADOPTION: 100 × users / percentage is one number for every feature of a month,
 *   and no more than the month's active users
 *
 * What two queries should agree in.
 */
typedef enum
{
  AU_RECONCILIATION_SPEND,
  AU_RECONCILIATION_DEPTH,
  AU_RECONCILIATION_ADOPTION,
} AuReconciliationKind;

/**
 * AuReconciliationDifference:
 * @month: the first of the month
 * @first: (owned): what the first result says, all digits, without a unit
 * @second: (owned): what the second one says
 * @difference: (owned): @first less @second, all digits
 *
 * One month in which they do not agree.
 */
typedef struct
{
  AuDay month;
  char *first;
  char *second;
  char *difference;
} AuReconciliationDifference;

/**
 * AuReconciliation:
 * @kind: what was compared
 * @n_months: in how many months both say something
 * @differences: (owned) (element-type AuReconciliationDifference): where they do not agree, by
 *   month; empty where they do
 * @first: (owned): the result whose numbers are compared
 * @second: (owned): the result that they are compared with
 * @sentence: (owned): the quiet line: that they agree, or by how much not and for which months
 *
 * What a comparison of two results came to. Both carry their provenance; neither was adjusted.
 */
typedef struct
{
  AuReconciliationKind kind;
  guint n_months;
  GPtrArray *differences;
  AuResult *first;
  AuResult *second;
  char *sentence;
} AuReconciliation;

/**
 * AuReconciliationInput:
 *
 * Results by their queries, each %NULL where it did not come.
 */
typedef struct
{
  AuResult *model_spend;
  AuResult *monthly_spend;
  AuResult *depth_of_usage;
  AuResult *mau;
  AuResult *feature_adoption;
  AuResult *feature_adoption_pct;
} AuReconciliationInput;

GPtrArray *au_reconciliations_new  (AuSelection                 *selection,
                                    const AuReconciliationInput *input);
void       au_reconciliation_free  (AuReconciliation            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuReconciliation, au_reconciliation_free)

G_END_DECLS
