/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where two queries should agree, whether they do. Only months are compared that were complete when
 * both were read: the running one moves, and not in both at once. A comparison of results of other
 * scopes, or of results that were cut short, is none, and nothing is said of it.
 */
#include "config.h"

#include "au-reconciliation.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <math.h>

#define MILLISECONDS_PER_DAY G_GINT64_CONSTANT (86400000)

/* Dollars to five fraction digits, so that a thousandth of a cent's amount is exact. */
#define MONEY_SCALE 5
#define ONE_DOLLAR 100000

/* Months that are named in the line; of more, the number is. */
#define MAX_NAMED 3

static void
difference_free (gpointer data)
{
  AuReconciliationDifference *difference = data;

  g_free (difference->first);
  g_free (difference->second);
  g_free (difference->difference);
  g_free (difference);
}

void
au_reconciliation_free (AuReconciliation *self)
{
  g_ptr_array_unref (self->differences);
  au_result_unref (self->first);
  au_result_unref (self->second);
  g_free (self->sentence);
  g_free (self);
}

static void
reconciliation_free (gpointer data)
{
  au_reconciliation_free (data);
}

/* What a month adds up to, in one result. */
typedef struct
{
  AuDecimal sum;
  gboolean is_exact; /* whether @sum holds it */
  double least;      /* of what is not added but should be one number */
  double most;
} Month;

/* Months by their first day. @result has `month` and the decimal or bigint column @name. */
static GHashTable *
sum_months (AuResult   *result,
            const char *name)
{
  const AuTable *table = au_result_get_table (result);
  int month_column = au_table_find_column (table, "month");
  int column = au_table_find_column (table, name);
  GHashTable *months = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (month_column < 0 || column < 0)
    return months;
  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      AuDay day = au_table_get_day (table, (guint) month_column, row);
      Month *month = g_hash_table_lookup (months, GINT_TO_POINTER (day));
      AuDecimal value;

      if (day == AU_DAY_INVALID || au_table_is_null (table, (guint) column, row))
        continue;
      if (month == NULL)
        {
          month = g_new0 (Month, 1);
          month->is_exact = TRUE;
          g_hash_table_insert (months, GINT_TO_POINTER (day), month);
        }
      month->is_exact = month->is_exact &&
                        au_table_get_decimal (table, (guint) column, row, &value) &&
                        au_decimal_add (&month->sum, value);
    }
  return months;
}

/* Months that are over by the clock at which @result was read. */
static AuDay
get_running (AuResult *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);

  return au_day_month_start ((AuDay) (provenance->submitted / MILLISECONDS_PER_DAY));
}

static void
extend (GHashTable *months,
        AuDay      *oldest,
        AuDay      *newest)
{
  GHashTableIter iter;
  gpointer day;
  AuDay first = G_MAXINT32;
  AuDay last = G_MININT32;

  g_hash_table_iter_init (&iter, months);
  while (g_hash_table_iter_next (&iter, &day, NULL))
    {
      first = MIN (first, GPOINTER_TO_INT (day));
      last = MAX (last, GPOINTER_TO_INT (day));
    }
  *oldest = MAX (*oldest, first);
  *newest = MIN (*newest, last);
}

/* The complete months that both have, and with @gaps those between them that only one has, in
 * order. Before one of them begins there is nothing to compare. */
static GPtrArray *
list_months (GHashTable             *first,
             GHashTable             *second,
             gboolean                gaps,
             const AuReconciliation *self)
{
  AuDay running = MIN (get_running (self->first), get_running (self->second));
  AuDay oldest = G_MININT32;
  AuDay newest = running - 1;
  GPtrArray *days = g_ptr_array_new ();

  extend (first, &oldest, &newest);
  extend (second, &oldest, &newest);
  for (AuDay day = oldest; day <= newest; day = au_day_add_months (day, 1))
    {
      gboolean in_first = g_hash_table_contains (first, GINT_TO_POINTER (day));
      gboolean in_second = g_hash_table_contains (second, GINT_TO_POINTER (day));

      if ((in_first && in_second) || (gaps && (in_first || in_second)))
        g_ptr_array_add (days, GINT_TO_POINTER (day));
    }
  return days;
}

static void
add_difference (AuReconciliation *self,
                AuDay             month,
                AuDecimal         first,
                AuDecimal         second)
{
  AuReconciliationDifference *difference = g_new0 (AuReconciliationDifference, 1);
  AuDecimal less = first;

  difference->month = month;
  difference->first = au_decimal_to_text (first);
  difference->second = au_decimal_to_text (second);
  if (au_decimal_subtract (&less, second))
    difference->difference = au_decimal_to_text (less);
  else
    difference->difference = g_strdup ("");
  g_ptr_array_add (self->differences, difference);
}

/* Within the larger of $1 and a thousandth of the larger amount, in whole numbers. */
static gboolean
amounts_agree (AuDecimal a,
               AuDecimal b)
{
  gint64 tolerance;
  guint64 distance;

  if (!au_decimal_rescale (&a, MONEY_SCALE) || !au_decimal_rescale (&b, MONEY_SCALE))
    return FALSE;
  tolerance = MAX (ONE_DOLLAR, MAX (ABS (a.units), ABS (b.units)) / 1000);
  distance = a.units > b.units ? (guint64) a.units - (guint64) b.units
                               : (guint64) b.units - (guint64) a.units;
  return distance <= (guint64) tolerance;
}

/* A month in between that only one of them has is compared with nothing spent. */
static void
compare_spend (AuReconciliation *self)
{
  g_autoptr (GHashTable) models = sum_months (self->first, "spend_usd");
  g_autoptr (GHashTable) totals = sum_months (self->second, "total_usd");
  g_autoptr (GPtrArray) days = list_months (models, totals, TRUE, self);
  const Month none = { AU_DECIMAL_ZERO, TRUE, 0, 0 };

  for (guint i = 0; i < days->len; i++)
    {
      gpointer day = g_ptr_array_index (days, i);
      const Month *first = g_hash_table_lookup (models, day);
      const Month *second = g_hash_table_lookup (totals, day);

      first = first != NULL ? first : &none;
      second = second != NULL ? second : &none;
      /* An amount of more digits than a decimal holds is no amount to say anything of. */
      if (!first->is_exact || !second->is_exact)
        continue;
      self->n_months++;
      if (!amounts_agree (first->sum, second->sum))
        add_difference (self, GPOINTER_TO_INT (day), first->sum, second->sum);
    }
}

static void
compare_depth (AuReconciliation *self)
{
  g_autoptr (GHashTable) depth = sum_months (self->first, "users");
  g_autoptr (GHashTable) mau = sum_months (self->second, "mau");
  g_autoptr (GPtrArray) days = list_months (depth, mau, FALSE, self);

  for (guint i = 0; i < days->len; i++)
    {
      gpointer day = g_ptr_array_index (days, i);
      const Month *first = g_hash_table_lookup (depth, day);
      const Month *second = g_hash_table_lookup (mau, day);

      self->n_months++;
      if (first->is_exact && second->is_exact && au_decimal_compare (first->sum, second->sum) > 0)
        add_difference (self, GPOINTER_TO_INT (day), first->sum, second->sum);
    }
}

static char *
create_key (const AuTable *table,
            int            month,
            int            feature,
            guint          row)
{
  const char *name = au_table_get_string (table, (guint) feature, row);

  return g_strdup_printf ("%d %s", au_table_get_day (table, (guint) month, row),
                          name != NULL ? name : "");
}

/* How many people each feature's percentage is of, by month: the least and the most of them. */
static GHashTable *
find_people (AuResult *users,
             AuResult *shares)
{
  const AuTable *table = au_result_get_table (users);
  const AuTable *other = au_result_get_table (shares);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *months = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  int month = au_table_find_column (table, "month");
  int feature = au_table_find_column (table, "feature");
  int count = au_table_find_column (table, "users");
  int other_month = au_table_find_column (other, "month");
  int other_feature = au_table_find_column (other, "feature");
  int share = au_table_find_column (other, "pct");

  if (month < 0 || feature < 0 || count < 0 || other_month < 0 || other_feature < 0 || share < 0)
    return months;
  for (guint row = 0; row < au_table_get_n_rows (other); row++)
    g_hash_table_insert (by_key, create_key (other, other_month, other_feature, row),
                         GUINT_TO_POINTER (row));
  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      AuDay day = au_table_get_day (table, (guint) month, row);
      g_autofree char *key = create_key (table, month, feature, row);
      gpointer paired;
      double percentage, people;
      Month *entry;

      if (day == AU_DAY_INVALID || !g_hash_table_lookup_extended (by_key, key, NULL, &paired))
        continue;
      percentage = au_table_get_double (other, (guint) share, GPOINTER_TO_UINT (paired));
      people = 100.0 * au_table_get_double (table, (guint) count, row) / percentage;
      if (!(percentage > 0.0) || !isfinite (people))
        continue;
      entry = g_hash_table_lookup (months, GINT_TO_POINTER (day));
      if (entry == NULL)
        {
          entry = g_new0 (Month, 1);
          entry->least = entry->most = people;
          g_hash_table_insert (months, GINT_TO_POINTER (day), entry);
        }
      entry->least = MIN (entry->least, people);
      entry->most = MAX (entry->most, people);
    }
  return months;
}

static AuDecimal
to_people (double people)
{
  return (AuDecimal) { (gint64) round (people), 0 };
}

/* @mau may be missing; then only whether all features are of the same people is compared. */
static void
compare_adoption (AuReconciliation *self,
                  AuResult         *shares,
                  gboolean          has_mau)
{
  g_autoptr (GHashTable) people = find_people (self->first, shares);
  g_autoptr (GHashTable) mau = has_mau ? sum_months (self->second, "mau")
                                       : g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) days = list_months (people, people, TRUE, self);

  for (guint i = 0; i < days->len; i++)
    {
      gpointer day = g_ptr_array_index (days, i);
      const Month *found = g_hash_table_lookup (people, day);
      const Month *active = g_hash_table_lookup (mau, day);

      self->n_months++;
      /* Half a person is what a percentage loses that somebody rounded. */
      if (found->most - found->least >= 0.5)
        add_difference (self, GPOINTER_TO_INT (day), to_people (found->most),
                        to_people (found->least));
      else if (active != NULL && active->is_exact &&
               au_decimal_compare (to_people (found->most), active->sum) > 0)
        add_difference (self, GPOINTER_TO_INT (day), to_people (found->most), active->sum);
    }
}

static gboolean
is_whole (AuResult *result)
{
  return result != NULL && !au_result_get_provenance (result)->truncated &&
         au_provenance_get_request (au_result_get_provenance (result)) != NULL;
}

/* Whether all of them are about the same subscriptions, and about all of the selection. */
static gboolean
have_scope (AuSelection *selection,
            AuResult    *result)
{
  AuRequest *request = au_provenance_get_request (au_result_get_provenance (result));
  g_autoptr (GVariant) ids = au_request_get_value (request, "subscription_ids");
  g_autoptr (GVariant) teams = au_request_get_value (request, "team_ids");
  g_autoptr (GVariant) expected = NULL;

  if (ids != NULL)
    expected = g_variant_ref_sink (g_variant_new_strv (au_selection_get_ids (selection), -1));
  else if (teams != NULL)
    expected = g_variant_ref_sink (au_selection_get_team_ids (selection));
  return expected != NULL && g_variant_equal (expected, ids != NULL ? ids : teams);
}

static gboolean
can_compare (AuSelection *selection,
             AuResult    *first,
             AuResult    *second)
{
  return is_whole (first) && is_whole (second) && have_scope (selection, first) &&
         have_scope (selection, second);
}

static char *
list_differences (const AuReconciliation *self)
{
  const AuFormat *format = au_format_get_default ();
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = self->differences->len;

  for (guint i = 0; i < MIN (n, MAX_NAMED); i++)
    {
      const AuReconciliationDifference *difference = g_ptr_array_index (self->differences, i);
      gboolean less = *difference->difference == '-';
      g_autofree char *month = au_format_month (difference->month);
      g_autofree char *first = au_format_exact (format, difference->first);
      g_autofree char *second = au_format_exact (format, difference->second);
      g_autofree char *dollars = au_format_exact (format, difference->difference + less);

      if (i > 0)
        g_string_append (text, ", ");
      if (self->kind == AU_RECONCILIATION_SPEND && less)
        /* Translators: a month, an amount of dollars with all its digits. */
        g_string_append_printf (text, _("%s: $%s less"), month, dollars);
      else if (self->kind == AU_RECONCILIATION_SPEND)
        /* Translators: a month, an amount of dollars with all its digits. */
        g_string_append_printf (text, _("%s: $%s more"), month, dollars);
      else
        /* Translators: a month, two numbers of people. */
        g_string_append_printf (text, _("%s: %s against %s"), month, first, second);
    }
  if (n > MAX_NAMED)
    /* Translators: follows a list of months; %u is how many more there are. */
    g_string_append_printf (text, ngettext (" and %u more month", " and %u more months", n - MAX_NAMED),
                            n - MAX_NAMED);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
describe (const AuReconciliation *self)
{
  g_autofree char *list = list_differences (self);
  gboolean agrees = self->differences->len == 0;

  switch (self->kind)
    {
      case AU_RECONCILIATION_SPEND:
        return agrees ? g_strdup (_("Model spend and monthly spend agree."))
               /* Translators: %s is a list of months with dollars. */
                      : g_strdup_printf (_("Model spend differs from monthly spend (%s)."), list);

      case AU_RECONCILIATION_DEPTH:
        return agrees ? g_strdup (_("Depth of usage counts no more people than were active."))
               /* Translators: %s is a list of months with two numbers of people each. */
                      : g_strdup_printf (_("Depth of usage counts more people than were active (%s)."), list);

      case AU_RECONCILIATION_ADOPTION:
      default:
        return agrees ? g_strdup (_("Feature adoption and its percentages agree."))
               /* Translators: %s is a list of months with two numbers of people each. */
                      : g_strdup_printf (_("Feature adoption and its percentages differ (%s)."), list);
    }
}

static AuReconciliation *
reconciliation_new (AuReconciliationKind  kind,
                    AuResult             *first,
                    AuResult             *second)
{
  AuReconciliation *self = g_new0 (AuReconciliation, 1);

  self->kind = kind;
  self->first = au_result_ref (first);
  self->second = au_result_ref (second);
  self->differences = g_ptr_array_new_with_free_func (difference_free);
  return self;
}

/* Without a month in which both say something there is nothing to say. */
static void
take (GPtrArray        *all,
      AuReconciliation *self)
{
  if (self->n_months == 0)
    {
      au_reconciliation_free (self);
      return;
    }
  self->sentence = describe (self);
  g_ptr_array_add (all, self);
}

/**
 * au_reconciliations_new:
 * @selection: what the page is about
 * @input: the results that there are
 *
 * Compares what should agree. Nothing is adjusted; the comparison of amounts is exact.
 *
 * Returns: (transfer full) (element-type AuReconciliation): one for each pair that could be
 *   compared, in the order of #AuReconciliationKind; may be empty
 */
GPtrArray *
au_reconciliations_new (AuSelection                 *selection,
                        const AuReconciliationInput *input)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (reconciliation_free);
  AuReconciliation *self;

  g_return_val_if_fail (AU_IS_SELECTION (selection), all);

  if (can_compare (selection, input->model_spend, input->monthly_spend))
    {
      self = reconciliation_new (AU_RECONCILIATION_SPEND, input->model_spend, input->monthly_spend);
      compare_spend (self);
      take (all, self);
    }
  if (can_compare (selection, input->depth_of_usage, input->mau))
    {
      self = reconciliation_new (AU_RECONCILIATION_DEPTH, input->depth_of_usage, input->mau);
      compare_depth (self);
      take (all, self);
    }
  if (can_compare (selection, input->feature_adoption, input->feature_adoption_pct))
    {
      gboolean has_mau = input->mau != NULL && can_compare (selection, input->mau, input->mau);

      self = reconciliation_new (AU_RECONCILIATION_ADOPTION, input->feature_adoption,
                                 has_mau ? input->mau : input->feature_adoption_pct);
      compare_adoption (self, input->feature_adoption_pct, has_mau);
      take (all, self);
    }
  return all;
}
