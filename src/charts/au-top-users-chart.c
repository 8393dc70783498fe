/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-period.h"
#include "au-chart-rows.h"
#include "au-chart-types.h"

#include <glib/gi18n.h>

/* Top users: a table whose requests are bars. */
struct _AuTopUsersChart
{
  AuChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AuTopUsersChart, au_top_users_chart, AU_TYPE_CHART)

typedef struct
{
  const AuTable *table;
  int requests;
} Order;

/* The most requests first, NULL last, else as the rows came. */
static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Order *order = user_data;
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  gboolean x_null = au_table_is_null (order->table, (guint) order->requests, x);
  gboolean y_null = au_table_is_null (order->table, (guint) order->requests, y);

  if (x_null != y_null)
    return x_null ? 1 : -1;
  if (!x_null)
    {
      gint64 p = au_table_get_int64 (order->table, (guint) order->requests, x);
      gint64 q = au_table_get_int64 (order->table, (guint) order->requests, y);

      if (p != q)
        return p > q ? -1 : 1;
    }
  return (x > y) - (x < y);
}

static char *
dup_flag (const AuTable *table,
          const char    *column,
          guint          row,
          const char    *word)
{
  int index = au_table_find_column (table, column);

  if (index < 0 || au_table_is_null (table, (guint) index, row) ||
      !au_table_get_boolean (table, (guint) index, row))
    return g_strdup ("");
  return g_strdup (word);
}

/* A time of this year by its minute, an older one by its day. */
static char *
dup_last_active (const AuTable *table,
                 guint          row,
                 AuDay          read)
{
  int column = au_table_find_column (table, "last_active_at");
  gint64 when;
  AuDay day;
  int year, this_year;
  g_autofree char *short_day = NULL;
  g_autofree char *time = NULL;

  if (column < 0 || au_table_is_null (table, (guint) column, row))
    return g_strdup ("–");

  when = au_table_get_timestamp (table, (guint) column, row);
  day = au_chart_day_of (when);
  au_day_split (day, &year, NULL, NULL);
  au_day_split (read, &this_year, NULL, NULL);
  if (year != this_year)
    return au_format_day_year (day);

  short_day = au_format_day (day);
  time = au_format_time (when);
  /* Translators: %s a day, %s a time of it, UTC: "23 Nov, 17:00". */
  return g_strdup_printf (_("%s, %s"), short_day, time);
}

static char *
dup_count (const AuTable        *table,
           const char           *column,
           guint                 row,
           const AuChartContext *context)
{
  char *text = au_chart_dup_cell (table, au_table_find_column (table, column), (int) row,
                                  context->format);

  return text != NULL ? text : g_strdup ("–");
}

/* As queried, in the order of the columns. */
static void
set_exact_row (AuFigure      *figure,
               const AuTable *table,
               guint          row)
{
  static const char *const columns[] = {
    "email", "requests", "agent_sessions", "days_active", "is_l4_user", "is_power_user",
    "last_active_at",
  };
  g_auto (GStrv) cells = g_new0 (char *, G_N_ELEMENTS (columns) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      int column = au_table_find_column (table, columns[i]);

      if (column >= 0 && !au_table_is_null (table, (guint) column, row))
        cells[i] = au_table_dup_text (table, (guint) column, row);
      else
        cells[i] = g_strdup ("");
    }
  au_figure_set_exact_row (figure, (const char *const *) cells);
}

static void
add_row (AuFigure             *figure,
         const AuTable        *table,
         guint                 row,
         AuDay                 read,
         const AuChartContext *context)
{
  int email_column = au_table_find_column (table, "email");
  const char *email = au_table_get_string (table, (guint) email_column, row);
  g_autofree char *requests = dup_count (table, "requests", row, context);
  g_autofree char *sessions = dup_count (table, "agent_sessions", row, context);
  g_autofree char *days = dup_count (table, "days_active", row, context);
  g_autofree char *l4 = dup_flag (table, "is_l4_user", row, C_("user", "L4"));
  g_autofree char *power = dup_flag (table, "is_power_user", row, C_("user", "Power"));
  g_autofree char *last_active = dup_last_active (table, row, read);
  const char *cells[] = {
    email != NULL && *email != '\0' ? email : _("No e-mail"),
    requests, sessions, days, l4, power, last_active, NULL,
  };

  au_figure_add_row (figure, cells,
                     au_chart_get_number (table, au_table_find_column (table, "requests"), (int) row));
  set_exact_row (figure, table, row);
}

static void
add_columns (AuFigure *figure)
{
  au_figure_add_column (figure, AU_COLUMN_TEXT, C_("column", "User"), 0);
  au_figure_add_column (figure, AU_COLUMN_BAR, C_("column", "Requests"), 0);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, C_("column", "Sessions"), 3);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, C_("column", "Days"), 2);
  au_figure_add_column (figure, AU_COLUMN_TEXT, C_("column", "L4"), 5);
  au_figure_add_column (figure, AU_COLUMN_TEXT, C_("column", "Power"), 4);
  au_figure_add_column (figure, AU_COLUMN_TEXT, C_("column", "Last active"), 1);
}

/* Says only what is known: that more exist where the source said so, that the limit was reached
 * where it was. */
static void
add_words (AuFigure             *figure,
           guint                 n,
           gboolean              truncated,
           const AuChartContext *context)
{
  g_autofree char *number = au_format_count (context->format, n);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *more = NULL;

  if (truncated)
    {
      more = g_strdup_printf (ngettext ("first %s row, more exist", "first %s rows, more exist", n), number);
      au_figure_set_more_rows (figure, more);
      /* Translators: %s is "first 25 rows, more exist". */
      subtitle = g_strdup_printf (_("Requests of today’s members, as the source table has them; %s"), more);
    }
  else if (n >= (guint) MAX (context->options.limit, 1))
    {
      /* Translators: %s is how many people are listed. */
      title = g_strdup_printf (ngettext ("Top %s user by requests", "Top %s users by requests", n), number);
      au_figure_set_title (figure, title);
      subtitle = g_strdup_printf (
        /* Translators: %s is how many people are listed. */
        ngettext ("Requests of today’s members, as the source table has them; the first %s row, as asked for",
                  "Requests of today’s members, as the source table has them; the first %s rows, as asked for", n),
        number);
    }
  else
    subtitle = g_strdup_printf (
      /* Translators: %s is how many people are listed. */
      ngettext ("Requests of today’s members, as the source table has them; the only row",
                "Requests of today’s members, as the source table has them; all %s rows", n), number);
  au_figure_set_subtitle (figure, subtitle);
}

static void
au_top_users_chart_build (AuChart              *chart,
                          const AuChartContext *context,
                          AuResult *const      *results,
                          AuFigure             *figure)
{
  const AuTable *table = au_result_get_table (results[0]);
  guint n = au_table_get_n_rows (table);
  g_autofree guint *rows = g_new (guint, MAX (n, 1));
  Order order = { table, au_table_find_column (table, "requests") };
  AuChartPeriod period;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    rows[i] = i;
  if (order.requests >= 0)
    g_sort_array (rows, n, sizeof *rows, compare_rows, &order);

  au_chart_period_init (&period, results[0], context);
  au_figure_set_table (figure);
  add_columns (figure);
  for (guint i = 0; i < n; i++)
    add_row (figure, table, rows[i], period.read, context);

  add_words (figure, n, au_result_get_provenance (results[0])->truncated, context);
  au_figure_add_footnote (figure, _("Each person once, with all their requests, those made in other teams included. "
                                    "Times are UTC."));
}

static void
au_top_users_chart_class_init (AuTopUsersChartClass *klass)
{
  static const char *const queries[] = { "top_users", NULL };
  AuChartClass *chart_class = AU_CHART_CLASS (klass);

  chart_class->name = "top-users";
  chart_class->title = N_("Top users");
  chart_class->empty = N_("The query knows of no member with requests.");
  chart_class->queries = queries;
  chart_class->option_flags = AU_CHART_OPTION_LIMIT;
  chart_class->build = au_top_users_chart_build;
}

static void
au_top_users_chart_init (AuTopUsersChart *self)
{
}
