/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-rows.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* So much of a deal's name is written below its bar, in characters. */
#define MAX_DEAL_NAME 28

/* True-ups: a bar a won deal for the licences it added, in order of close dates, and their running
 * sum as steps. A contraction hangs below. */
struct _AuTrueUpsChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuTrueUpsChart, au_true_ups_chart, AU_TYPE_CHART)

typedef struct
{
  const AuTable *table;
  int close_date;
  int number;
  int licenses;
  int amount;
  int name;
} Columns;

static void
find_columns (Columns       *columns,
              const AuTable *table)
{
  columns->table = table;
  columns->close_date = au_table_find_column (table, "close_date");
  columns->number = au_table_find_column (table, "true_up_number");
  columns->licenses = au_table_find_column (table, "licenses");
  columns->amount = au_table_find_column (table, "amount_usd");
  columns->name = au_table_find_column (table, "name");
}

static gint64
get_order (const Columns *columns,
           guint          row)
{
  AuDay day = au_table_get_day (columns->table, (guint) columns->close_date, row);

  /* A deal without a close date comes last. */
  return day == AU_DAY_INVALID ? G_MAXINT64 : (gint64) day;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Columns *columns = user_data;
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  gint64 p = get_order (columns, x);
  gint64 q = get_order (columns, y);

  if (p == q)
    {
      p = au_table_is_null (columns->table, (guint) columns->number, x)
          ? G_MAXINT64 : au_table_get_int64 (columns->table, (guint) columns->number, x);
      q = au_table_is_null (columns->table, (guint) columns->number, y)
          ? G_MAXINT64 : au_table_get_int64 (columns->table, (guint) columns->number, y);
    }
  if (p != q)
    return p < q ? -1 : 1;
  return (x > y) - (x < y);
}

/* The rows in order, those that are equal in every cell once. The result has no id of a deal: two
 * that differ in anything are two deals. */
static GArray *
collect_rows (const Columns *columns,
              guint         *n_repeated)
{
  guint n = au_table_get_n_rows (columns->table);
  g_autofree guint *all = g_new (guint, MAX (n, 1));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    all[i] = i;
  g_sort_array (all, n, sizeof *all, compare_rows, (gpointer) columns);

  *n_repeated = 0;
  for (guint i = 0; i < n; i++)
    {
      gboolean repeated = FALSE;

      /* Equal rows have equal dates, so no more than the rows of that day are compared. */
      for (guint j = rows->len; j > 0 && !repeated; j--)
        {
          guint other = g_array_index (rows, guint, j - 1);

          if (get_order (columns, other) != get_order (columns, all[i]))
            break;
          repeated = au_chart_same_rows (columns->table, other, all[i]);
        }
      if (repeated)
        (*n_repeated)++;
      else
        g_array_append_val (rows, all[i]);
    }
  return rows;
}

static char *
dup_kind (const Columns        *columns,
          guint                 row,
          const AuChartContext *context)
{
  g_autofree char *number = NULL;

  if (au_table_is_null (columns->table, (guint) columns->number, row))
    return g_strdup (C_("deal", "No number"));
  if (au_table_get_int64 (columns->table, (guint) columns->number, row) == 0)
    return g_strdup (C_("deal", "Initial deal"));
  number = au_format_count (context->format,
                            au_table_get_int64 (columns->table, (guint) columns->number, row));
  /* Translators: %s is the number of a true-up, from 1. */
  return g_strdup_printf (C_("deal", "True-up %s"), number);
}

static char *
dup_date (const Columns *columns,
          guint          row)
{
  AuDay day = au_table_get_day (columns->table, (guint) columns->close_date, row);

  return day == AU_DAY_INVALID ? g_strdup (_("No date")) : au_format_day_year (day);
}

/* "+75": a deal adds, so its sign is written. */
static char *
dup_licenses (const Columns        *columns,
              guint                 row,
              const AuChartContext *context)
{
  g_autofree char *text = au_chart_dup_cell (columns->table, columns->licenses, (int) row,
                                             context->format);

  if (text == NULL)
    return NULL;
  if (au_table_get_int64 (columns->table, (guint) columns->licenses, row) > 0)
    return g_strconcat ("+", text, NULL);
  return g_steal_pointer (&text);
}

/* Of several subscriptions two deals of one day may be of the same kind: the name of each tells
 * them apart, shortened to what has room below a bar. */
static void
tell_apart (GPtrArray     *names,
            const Columns *columns,
            GArray        *rows)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      g_hash_table_replace (counts, g_strdup (name), GUINT_TO_POINTER (n + 1));
    }

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_strdup (g_ptr_array_index (names, i));
      guint row = g_array_index (rows, guint, i);
      const char *deal = au_table_get_string (columns->table, (guint) columns->name, row);
      guint n;

      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) < 2)
        continue;
      if (deal != NULL && *deal != '\0')
        {
          /* "Tamarind Stores – True-up 1": the kind is on the line above. */
          const char *dash = strstr (deal, " – ");
          g_autofree char *head = dash != NULL && dash > deal
                                  ? g_strndup (deal, (gsize) (dash - deal)) : g_strdup (deal);
          gboolean whole = g_utf8_strlen (head, -1) <= MAX_DEAL_NAME;
          g_autofree char *start = whole ? g_strdup (head)
                                         : g_utf8_substring (head, 0, MAX_DEAL_NAME - 1);

          g_strchomp (g_strdelimit (start, "\n\r", ' '));
          g_free (name);
          name = g_strconcat (g_ptr_array_index (names, i), "\n", start, whole ? "" : "…", NULL);
        }
      n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)) + 1;
      g_hash_table_replace (seen, g_strdup (name), GUINT_TO_POINTER (n));
      g_free (g_ptr_array_index (names, i));
      /* And where their names are the same as well, a number does. */
      g_ptr_array_index (names, i) = n > 1 ? g_strdup_printf ("%s (%u)", name, n)
                                           : g_steal_pointer (&name);
    }
}

static void
set_names (AuFigure             *figure,
           const Columns        *columns,
           GArray               *rows,
           const AuChartContext *context)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (rows->len, g_free, TRUE);
  g_autoptr (GStrvBuilder) long_names = g_strv_builder_new ();
  g_auto (GStrv) long_list = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      g_autofree char *date = dup_date (columns, row);
      g_autofree char *kind = dup_kind (columns, row, context);
      g_autofree char *amount = au_chart_dup_cell (columns->table, columns->amount, (int) row,
                                                   context->format);
      const char *name = au_table_get_string (columns->table, (guint) columns->name, row);
      g_autoptr (GString) words = g_string_new (date);

      g_ptr_array_add (names, g_strdup_printf ("%s\n%s", date, kind));
      g_string_append_printf (words, " · %s", name != NULL && *name != '\0' ? name : kind);
      if (amount != NULL)
        g_string_append_printf (words, " · %s", amount);
      if (au_table_is_null (columns->table, (guint) columns->licenses, row))
        g_string_append_printf (words, " · %s", _("no licence count"));
      g_strv_builder_take (long_names, g_string_free_and_steal (g_steal_pointer (&words)));
    }
  tell_apart (names, columns, rows);
  long_list = g_strv_builder_end (long_names);
  au_figure_set_names (figure, (const char *const *) names->pdata, (const char *const *) long_list);
}

static void
add_footnotes (AuFigure *figure,
               guint     n_unknown,
               guint     n_repeated)
{
  g_autofree char *unknown = NULL;
  g_autofree char *repeated = NULL;

  au_figure_add_footnote (figure, _("The running total is computed here: the sum of the licences of the deals drawn."));
  if (n_unknown > 0)
    {
      unknown = g_strdup_printf (
        /* Translators: %u is a number of deals. */
        ngettext ("%u deal has no licence count: it has no bar, and the running total skips it.",
                  "%u deals have no licence count: they have no bar, and the running total skips them.", n_unknown),
        n_unknown);
      au_figure_add_footnote (figure, unknown);
    }
  if (n_repeated > 0)
    {
      repeated = g_strdup_printf (
        /* Translators: %u is a number of rows of a result. */
        ngettext ("%u row came back twice, equal in every cell: it is drawn and counted once.",
                  "%u rows came back again, equal in every cell: each is drawn and counted once.", n_repeated),
        n_repeated);
      au_figure_add_footnote (figure, repeated);
    }
}

static void
set_words (AuFigure      *figure,
           const Columns *columns,
           GArray        *rows)
{
  AuDay first = AU_DAY_INVALID;
  AuDay last = AU_DAY_INVALID;
  g_autofree char *range = NULL;
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      AuDay day = au_table_get_day (columns->table, (guint) columns->close_date,
                                    g_array_index (rows, guint, i));

      if (day == AU_DAY_INVALID)
        continue;
      first = first == AU_DAY_INVALID ? day : first;
      last = day;
    }
  if (first == AU_DAY_INVALID)
    {
      au_figure_set_subtitle (figure, _("Licences added by each won deal"));
      return;
    }
  range = au_format_day_range (first, last);
  /* Translators: %s is a range of days, "14 Mar 2025 – 1 Sep 2026". */
  subtitle = g_strdup_printf (_("Licences added by each won deal, by close date, %s"), range);
  au_figure_set_subtitle (figure, subtitle);
}

static void
au_true_ups_chart_build (AuChart              *chart,
                         const AuChartContext *context,
                         AuResult *const      *results,
                         AuFigure             *figure)
{
  Columns columns;
  g_autoptr (GArray) rows = NULL;
  AuPanel *panel;
  AuSeries *added, *running;
  guint n_repeated, n_unknown = 0;
  gint64 sum = 0;
  gboolean any = FALSE;
  gboolean overflow = FALSE;

  find_columns (&columns, au_result_get_table (results[0]));
  rows = collect_rows (&columns, &n_repeated);
  if (rows->len == 0)
    return;

  set_names (figure, &columns, rows, context);
  set_words (figure, &columns, rows);
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, _("licences"));
  added = au_panel_add_series (panel, AU_SERIES_BAR, _("Licences added"), 0);
  running = au_panel_add_series (panel, AU_SERIES_STEP, _("Running total"), 1);

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      g_autofree char *text = dup_licenses (&columns, row, context);

      if (text != NULL)
        {
          gint64 licenses = au_table_get_int64 (columns.table, (guint) columns.licenses, row);

          au_series_set_value (added, i, (double) licenses, text);
          au_panel_set_label (panel, i, text);
          overflow = overflow || __builtin_add_overflow (sum, licenses, &sum);
          any = TRUE;
        }
      else
        n_unknown++;

      if (any && !overflow)
        {
          g_autofree char *total = au_format_count (context->format, sum);

          au_series_set_value (running, i, (double) sum, total);
        }
    }
  add_footnotes (figure, n_unknown, n_repeated);
}

static void
au_true_ups_chart_class_init (AuTrueUpsChartClass *klass)
{
  static const char *const queries[] = { "true_ups", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "true-ups";
  chart_class->title = N_("True-ups");
  chart_class->empty = N_("The query knows of no won deal with a true-up number.");
  chart_class->queries = queries;
  chart_class->build = au_true_ups_chart_build;
}

static void
au_true_ups_chart_init (AuTrueUpsChart *self)
{
}
