/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-summary.h"
#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-sum.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *const queries[AU_SUMMARY_N_QUERIES] = { "mau", "monthly_spend", "active_users" };

/* What a card is made from, line by line. */
typedef struct
{
  AuSummaryCard *card;
  GStrvBuilder *lines;
} Draft;

/* The two newest complete months of a column, and the running one. */
typedef struct
{
  const AuTable *table;
  AuChartRows *rows;            /* (owned) */
  AuChartPeriod period;
  int column;
  AuDay newest;                 /* AU_DAY_INVALID where there is none */
  AuDay previous;               /* likewise */
  gboolean has_running;
} Months;

static int
find_row (const Months *months,
          AuDay         month)
{
  return au_chart_rows_find (months->rows, month, NULL);
}

static double
get_month (const Months *months,
           AuDay         month)
{
  return au_chart_get_number (months->table, months->column, find_row (months, month));
}

/* Of a month that has a value. */
static gint64
get_count (const Months *months,
           AuDay         month)
{
  return au_table_get_int64 (months->table, (guint) months->column,
                             (guint) find_row (months, month));
}

/* The newest month before @before that has a value. */
static AuDay
find_before (const Months *months,
             AuDay         before)
{
  AuDay newest = AU_DAY_INVALID;
  AuDay first, last;

  if (!au_chart_rows_get_range (months->rows, &first, &last))
    return AU_DAY_INVALID;
  for (AuDay month = first; month <= last && month < before; month = au_day_add_months (month, 1))
    if (!isnan (get_month (months, month)))
      newest = month;
  return newest;
}

static void
init_months (Months               *months,
             AuResult             *result,
             const char           *column,
             const AuChartContext *context)
{
  months->table = au_result_get_table (result);
  months->rows = au_chart_rows_new (months->table, "month", NULL);
  months->column = au_table_find_column (months->table, column);
  au_chart_period_init (&months->period, result, context);
  months->newest = find_before (months, months->period.running);
  months->previous = AU_DAY_INVALID;
  if (months->newest != AU_DAY_INVALID)
    months->previous = find_before (months, months->newest);
  months->has_running = !isnan (get_month (months, months->period.running));
}

static void
clear_months (Months *months)
{
  g_clear_pointer (&months->rows, au_chart_rows_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Months, clear_months)

static void
start_card (Draft           *draft,
            AuSummary       *summary,
            AuSummaryCardId  id,
            const char      *title,
            AuSummaryQuery   query)
{
  draft->card = &summary->cards[id];
  draft->card->state = AU_SUMMARY_LOADING;
  draft->card->title = g_strdup (title);
  draft->card->query = queries[query];
  draft->lines = g_strv_builder_new ();
}

static void
end_card (Draft *draft)
{
  if (draft->card->value == NULL)
    draft->card->value = g_strdup ("–");
  draft->card->lines = g_strv_builder_end (draft->lines);
  g_clear_pointer (&draft->lines, g_strv_builder_unref);
}

static void
set_empty (Draft      *draft,
           const char *why)
{
  draft->card->state = AU_SUMMARY_EMPTY;
  g_strv_builder_add (draft->lines, why);
}

/* Returns whether there is a result to read. */
static gboolean
check_input (Draft                *draft,
             const AuSummaryInput *input)
{
  if (input->result != NULL)
    return TRUE;
  if (input->error != NULL)
    {
      draft->card->state = AU_SUMMARY_FAILED;
      g_strv_builder_add (draft->lines, _("Could not be loaded"));
      g_strv_builder_add (draft->lines, input->error->message);
    }
  return FALSE;
}

/* A month by its name, with the year where it is another than that of @beside. */
static char *
dup_month (AuDay month,
           AuDay beside)
{
  int year, other;

  au_day_split (month, &year, NULL, NULL);
  au_day_split (beside, &other, NULL, NULL);
  return year == other ? au_format_month_name (month) : au_format_month_long (month);
}

static void
add_repetition (Draft             *draft,
                const AuChartRows *rows,
                AuDay              date)
{
  char *line = au_chart_rows_dup_repetition (rows, date, NULL);

  if (line != NULL)
    g_strv_builder_take (draft->lines, line);
}

/* "October 2026, ▲ 13 on September" */
static void
add_comparison (Draft        *draft,
                const Months *months,
                AuDay         month,
                AuDay         previous,
                double        change,
                const char   *size)
{
  g_autofree char *name = au_format_month_long (month);
  g_autofree char *before = previous != AU_DAY_INVALID ? dup_month (previous, month) : NULL;

  if (before == NULL || size == NULL)
    g_strv_builder_add (draft->lines, name);
  else if (change > 0.0)
    /* Translators: %s a month, %s by how much it is more than another, %s that other month. */
    g_strv_builder_take (draft->lines, g_strdup_printf (_("%s, ▲ %s on %s"), name, size, before));
  else if (change < 0.0)
    /* Translators: %s a month, %s by how much it is less than another, %s that other month. */
    g_strv_builder_take (draft->lines, g_strdup_printf (_("%s, ▼ %s on %s"), name, size, before));
  else
    /* Translators: %s a month, %s another, which had the same value. */
    g_strv_builder_take (draft->lines, g_strdup_printf (_("%s, the same as %s"), name, before));

  add_repetition (draft, months->rows, month);
  if (before != NULL)
    add_repetition (draft, months->rows, previous);
  if (months->has_running)
    add_repetition (draft, months->rows, months->period.running);
}

static void
add_running (Draft        *draft,
             const Months *months,
             const char   *value)
{
  g_autofree char *month = NULL;

  if (!months->has_running || value == NULL)
    return;
  month = au_format_month_name (months->period.running);
  /* Translators: %s what the running month holds, %s its name: "381 so far in November". */
  draft->card->running = g_strdup_printf (_("%s so far in %s"), value, month);
}

static void
build_mau (AuSummary            *summary,
           const AuChartContext *context,
           const AuSummaryInput *input)
{
  Draft draft;
  g_auto (Months) months = { 0 };
  g_autofree char *running = NULL;
  g_autofree char *size = NULL;
  gint64 value, before = 0, change = 0;

  start_card (&draft, summary, AU_SUMMARY_CARD_MAU, _("Monthly actives"), AU_SUMMARY_QUERY_MAU);
  if (!check_input (&draft, input))
    {
      end_card (&draft);
      return;
    }

  init_months (&months, input->result, "mau", context);
  running = au_chart_dup_cell (months.table, months.column,
                               find_row (&months, months.period.running), context->format);
  add_running (&draft, &months, running);
  if (months.newest == AU_DAY_INVALID)
    {
      set_empty (&draft, months.has_running ? _("No complete month yet") : _("No rows came back"));
      end_card (&draft);
      return;
    }

  value = get_count (&months, months.newest);
  draft.card->state = AU_SUMMARY_READY;
  draft.card->value = au_format_count (context->format, value);
  if (months.previous != AU_DAY_INVALID)
    {
      before = get_count (&months, months.previous);
      if (!__builtin_sub_overflow (value, before, &change) && change != G_MININT64)
        {
          size = au_format_count (context->format, ABS (change));
          draft.card->computed = g_strdup (_("The change is computed, from mau."));
        }
    }
  add_comparison (&draft, &months, months.newest, months.previous, (double) change, size);
  end_card (&draft);
}

/* How much more, in percent where that says something, else in dollars. */
static char *
dup_money_change (AuDecimal             value,
                  AuDecimal             before,
                  const AuChartContext *context,
                  double               *change)
{
  AuDecimal difference = value;
  double percent;

  if (!au_decimal_subtract (&difference, before) || difference.units == G_MININT64)
    return NULL;
  *change = au_decimal_to_double (difference);
  difference.units = ABS (difference.units);
  if (before.units <= 0)
    return au_format_money (context->format, difference);

  percent = au_decimal_to_double (difference) / au_decimal_to_double (before) * 100.0;
  return au_format_percent (context->format, percent, percent < 10.0 ? 1 : 0);
}

static void
build_spend (AuSummary            *summary,
             const AuChartContext *context,
             const AuSummaryInput *input,
             const AuSummaryInput *mau_input)
{
  Draft draft;
  g_auto (Months) months = { 0 };
  g_autofree char *size = NULL;
  AuChartSum value = AU_CHART_SUM_INIT;
  AuChartSum before = AU_CHART_SUM_INIT;
  AuChartSum running = AU_CHART_SUM_INIT;
  g_autofree char *running_text = NULL;
  AuDay month, previous;
  double change = 0.0;

  start_card (&draft, summary, AU_SUMMARY_CARD_SPEND, _("Spend"), AU_SUMMARY_QUERY_MONTHLY_SPEND);
  if (!check_input (&draft, input))
    {
      end_card (&draft);
      return;
    }

  init_months (&months, input->result, "total_usd", context);
  au_chart_sum_add_cell (&running, months.table, months.column,
                         find_row (&months, months.period.running));
  running_text = au_chart_sum_dup_label (&running, AU_VALUE_MONEY, context->format);
  add_running (&draft, &months, running_text);

  /* The same month as that of the actives, where spend has it. */
  month = months.newest;
  if (mau_input->result != NULL)
    {
      g_auto (Months) actives = { 0 };

      init_months (&actives, mau_input->result, "mau", context);
      if (actives.newest != AU_DAY_INVALID && !isnan (get_month (&months, actives.newest)))
        month = actives.newest;
    }
  if (month == AU_DAY_INVALID)
    {
      set_empty (&draft, months.has_running ? _("No complete month yet") : _("No rows came back"));
      end_card (&draft);
      return;
    }

  previous = find_before (&months, month);
  au_chart_sum_add_cell (&value, months.table, months.column, find_row (&months, month));
  draft.card->state = AU_SUMMARY_READY;
  draft.card->value = au_chart_sum_dup_label (&value, AU_VALUE_MONEY, context->format);
  if (previous != AU_DAY_INVALID)
    {
      au_chart_sum_add_cell (&before, months.table, months.column, find_row (&months, previous));
      if (value.is_exact && before.is_exact)
        size = dup_money_change (value.exact, before.exact, context, &change);
      if (size != NULL)
        draft.card->computed = g_strdup (_("The change is computed, from monthly_spend."));
    }
  add_comparison (&draft, &months, month, previous, change, size);
  end_card (&draft);
}

/* Rounds neither to the whole nor to nothing what is not: "99.9 %", and where that is not enough
 * ">99.9 %". */
static char *
dup_share (gint64          part,
           gint64          whole,
           const AuFormat *format)
{
  double share = (double) part / (double) whole * 100.0;
  double rounded = round (share);
  double tenths = round (share * 10.0) / 10.0;
  g_autofree char *bound = NULL;

  if (part == 0 || part == whole || (rounded != 100.0 && rounded != 0.0))
    return au_format_percent (format, rounded, 0);
  if (tenths != 100.0 && tenths != 0.0)
    return au_format_percent (format, share, 1);
  if (share < 1.0)
    {
      bound = au_format_percent (format, 0.1, 1);
      /* Translators: %s is a share that the real one is less than: "<0.1 %". */
      return g_strdup_printf (_("<%s"), bound);
    }
  bound = au_format_percent (format, share < 100.0 ? 99.9 : 100.0, 1);
  /* Translators: %s is a share that the real one is more than: ">99.9 %". */
  return g_strdup_printf (_(">%s"), bound);
}

/* A negative number of people makes no sense, but must not break anything either. */
static void
add_unused_seats (Draft          *draft,
                  gint64          seats,
                  gint64          active,
                  const AuFormat *format)
{
  gulong n = (gulong) (active < seats ? (guint64) seats - (guint64) active
                                      : (guint64) active - (guint64) seats);
  g_autofree char *difference = NULL;

  if (active == seats || active < 0)
    return;
  difference = au_format_count (format, (gint64) n);
  if (active < seats)
    g_strv_builder_take (draft->lines,
                         /* Translators: %s is a number of licensed seats. */
                         g_strdup_printf (ngettext ("%s seat not used", "%s seats not used", n),
                                          difference));
  else
    g_strv_builder_take (draft->lines,
                         /* Translators: %s is how many more people were active than have seats. */
                         g_strdup_printf (ngettext ("%s person more than seats",
                                                    "%s people more than seats", n),
                                          difference));
}

static void
build_seats (AuSummary            *summary,
             const AuChartContext *context,
             const AuSummaryInput *input)
{
  Draft draft;
  g_auto (Months) months = { 0 };
  gint64 seats = au_selection_get_seats (context->selection);
  gint64 active;
  g_autofree char *active_text = NULL;
  g_autofree char *seats_text = NULL;
  g_autofree char *month = NULL;

  start_card (&draft, summary, AU_SUMMARY_CARD_SEATS, _("Licensed seats"), AU_SUMMARY_QUERY_MAU);
  if (!check_input (&draft, input))
    {
      end_card (&draft);
      return;
    }

  init_months (&months, input->result, "mau", context);
  if (seats <= 0)
    set_empty (&draft, seats < 0 ? _("The number of seats is not known") : _("No seats today"));
  if (months.newest == AU_DAY_INVALID)
    set_empty (&draft, months.has_running ? _("No complete month yet") : _("No rows came back"));
  if (seats > 0)
    seats_text = au_format_count (context->format, seats);
  if (seats <= 0 || months.newest == AU_DAY_INVALID)
    {
      if (seats_text != NULL)
        /* Translators: %s is how many licensed seats there are today. */
        g_strv_builder_take (draft.lines, g_strdup_printf (ngettext ("%s seat today", "%s seats today", (gulong) seats),
                                                           seats_text));
      end_card (&draft);
      return;
    }

  active = get_count (&months, months.newest);
  active_text = au_format_count (context->format, active);
  month = dup_month (months.newest, months.period.running);
  draft.card->state = AU_SUMMARY_READY;
  draft.card->value = dup_share (active, seats, context->format);
  /* Translators: %s people, %s seats, %s a month: "412 of 500 active in October". */
  g_strv_builder_take (draft.lines, g_strdup_printf (_("%s of %s active in %s"), active_text, seats_text, month));
  add_unused_seats (&draft, seats, active, context->format);
  draft.card->computed = g_strdup (_("The share is computed, from mau and from the seats of subscriptions, which are "
                                     "those of today."));
  end_card (&draft);
}

static void
build_power_users (AuSummary            *summary,
                   const AuChartContext *context,
                   const AuSummaryInput *input)
{
  Draft draft;
  const AuTable *table;
  g_autoptr (AuChartRows) rows = NULL;
  AuChartPeriod period;
  AuDay first, last, day = AU_DAY_INVALID;
  g_autofree char *name = NULL;
  int column, year, this_year;
  guint n_teams = 0;
  g_autoptr (GVariant) teams = NULL;

  start_card (&draft, summary, AU_SUMMARY_CARD_POWER_USERS, _("Power users"), AU_SUMMARY_QUERY_ACTIVE_USERS);
  if (!check_input (&draft, input))
    {
      end_card (&draft);
      return;
    }

  table = au_result_get_table (input->result);
  rows = au_chart_rows_new (table, "day", NULL);
  column = au_table_find_column (table, "power_users");
  au_chart_period_init (&period, input->result, context);
  if (au_chart_rows_get_range (rows, &first, &last))
    for (AuDay i = last; i >= first && day == AU_DAY_INVALID; i--)
      if (!isnan (au_chart_get_number (table, column, au_chart_rows_find (rows, i, NULL))))
        day = i;
  if (day == AU_DAY_INVALID)
    {
      set_empty (&draft, _("No rows came back"));
      end_card (&draft);
      return;
    }

  draft.card->state = AU_SUMMARY_READY;
  draft.card->value = au_chart_dup_cell (table, column, au_chart_rows_find (rows, day, NULL),
                                         context->format);
  au_day_split (day, &year, NULL, NULL);
  au_day_split (period.read, &this_year, NULL, NULL);
  name = year == this_year ? au_format_day (day) : au_format_day_year (day);
  /* Translators: %s is a day: "Last 7 days, to 23 Nov". */
  g_strv_builder_take (draft.lines, g_strdup_printf (_("Last 7 days, to %s"), name));
  add_repetition (&draft, rows, day);

  teams = g_variant_ref_sink (au_selection_get_team_ids (context->selection));
  n_teams = (guint) g_variant_n_children (teams);
  if (n_teams > 1)
    g_strv_builder_take (draft.lines, g_strdup_printf (
                           /* Translators: %u is of how many teams the figures are added. */
                           ngettext ("Of %u team: who is in two counts twice", "Of %u teams: who is in two counts twice", n_teams),
                           n_teams));
  end_card (&draft);
}

/**
 * au_summary_create_requests:
 * @catalog: has the contracts
 * @selection: what to ask about
 * @error: return location for a #GError
 *
 * The same requests as those of the charts with their default options, so they are sent once.
 *
 * Returns: (transfer full) (element-type AuRequest): by #AuSummaryQuery, or %NULL
 */
GPtrArray *
au_summary_create_requests (AuQueryCatalog *catalog,
                            AuSelection    *selection,
                            GError        **error)
{
  static const char *const charts[AU_SUMMARY_N_QUERIES] = { "mau", "monthly-spend", "active-users" };
  g_autoptr (GPtrArray) requests = NULL;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);
  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    {
      g_autoptr (AuChart) chart = au_chart_new (charts[i], error);
      g_autoptr (GPtrArray) own = NULL;

      if (chart == NULL)
        return NULL;
      own = au_chart_create_requests (chart, catalog, selection, NULL, error);
      if (own == NULL)
        return NULL;
      g_ptr_array_add (requests, au_request_ref (g_ptr_array_index (own, 0)));
    }
  return g_steal_pointer (&requests);
}

/**
 * au_summary_build:
 * @context: what the cards are about
 * @inputs: (array fixed-size=3): what has come so far, by #AuSummaryQuery
 *
 * Fills each card from what is there; one that waits or failed leaves the others alone. Figures and
 * comparisons are those of the data contract, "What the app itself computes".
 *
 * Returns: (transfer full): the cards
 */
AuSummary *
au_summary_build (const AuChartContext *context,
                  const AuSummaryInput  inputs[AU_SUMMARY_N_QUERIES])
{
  AuSummary *self;

  g_return_val_if_fail (context != NULL && AU_IS_SELECTION (context->selection), NULL);

  self = g_new0 (AuSummary, 1);
  build_mau (self, context, &inputs[AU_SUMMARY_QUERY_MAU]);
  build_spend (self, context, &inputs[AU_SUMMARY_QUERY_MONTHLY_SPEND],
               &inputs[AU_SUMMARY_QUERY_MAU]);
  build_seats (self, context, &inputs[AU_SUMMARY_QUERY_MAU]);
  build_power_users (self, context, &inputs[AU_SUMMARY_QUERY_ACTIVE_USERS]);
  return self;
}

/**
 * au_summary_to_text:
 * @self: a summary
 *
 * Returns: (transfer full): the cards as plain text, a paragraph each
 */
char *
au_summary_to_text (const AuSummary *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      const AuSummaryCard *card = &self->cards[i];

      g_string_append_printf (out, "%s%s: %s\n", i > 0 ? "\n" : "", card->title, card->value);
      for (guint j = 0; card->lines[j] != NULL; j++)
        g_string_append_printf (out, "  %s\n", card->lines[j]);
      if (card->running != NULL)
        g_string_append_printf (out, "  %s\n", card->running);
      if (card->computed != NULL)
        g_string_append_printf (out, "  %s\n", card->computed);
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

void
au_summary_free (AuSummary *self)
{
  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      g_free (self->cards[i].title);
      g_free (self->cards[i].value);
      g_strfreev (self->cards[i].lines);
      g_free (self->cards[i].running);
      g_free (self->cards[i].computed);
    }
  g_free (self);
}
