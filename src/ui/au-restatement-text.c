/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-restatement-text.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define MILLISECONDS_PER_DAY G_GINT64_CONSTANT (86400000)

/* What stands between the parts of a row's key. */
#define SEPARATOR " · "

/* What a column is called where its query has several, so that the number alone does not say which
 * it is. */
static const struct
{
  const char *name;
  const char *context;
  const char *label;
} columns[] = {
  { "dau", "chart", NC_("chart", "DAU") },
  { "wau", "chart", NC_("chart", "WAU") },
  { "mau", "chart", NC_("chart", "MAU") },
  { "power_users", "chart", NC_("chart", "Power users") },
  { "users", "column", NC_("column", "People") },
  { "bucket_min", "column", NC_("column", "Lower end") },
  { "api_cost_usd", "column", NC_("column", "API cost") },
  { "token_fee_usd", "column", NC_("column", "Token fee") },
  { "total_usd", "column", NC_("column", "Total") },
  { "true_up_number", "column", NC_("column", "True-up number") },
  { "licenses", "column", NC_("column", "Licences") },
  { "amount_usd", "column", NC_("column", "Amount") },
};

static gboolean
is_value (const AuColumn *column)
{
  return column->type != AU_DATA_DATE && column->type != AU_DATA_STRING;
}

/* %NULL where the query has but one number. */
static char *
dup_column (const AuRestatement *self)
{
  const char *name = self->change->column;
  AuContract *contract = au_request_get_contract (self->request);
  guint n = 0;

  if (name == NULL)
    return NULL;
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    n += is_value (au_contract_get_column (contract, i));
  if (n < 2)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, name))
      return g_strdup (g_dpgettext2 (NULL, columns[i].context, columns[i].label));
  return g_strdup (name);
}

/* The days of a row's key as people read them. Two in a row are a period. */
static char *
create_period (const AuTableChange *change)
{
  g_auto (GStrv) parts = g_strsplit (change->key, SEPARATOR, -1);
  g_autoptr (GString) period = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      AuDay day, last;
      g_autofree char *text = NULL;

      if (!au_day_parse (parts[i], &day))
        text = g_strdup (parts[i]);
      else if (change->is_month)
        text = au_format_month (day);
      else if (parts[i + 1] != NULL && au_day_parse (parts[i + 1], &last))
        {
          text = au_format_day_range (day, last);
          i++;
        }
      else
        text = au_format_day_year (day);
      g_string_append_printf (period, "%s%s", period->len > 0 ? SEPARATOR : "", text);
    }
  return g_string_free_and_steal (g_steal_pointer (&period));
}

/* When it was read: without the year where that is the running one. */
static char *
create_read (gint64 read,
             gint64 now)
{
  AuDay day = (AuDay) (read / MILLISECONDS_PER_DAY);
  int year, this_year, unused_month, unused_day;

  au_day_split (day, &year, &unused_month, &unused_day);
  au_day_split ((AuDay) (now / MILLISECONDS_PER_DAY), &this_year, &unused_month, &unused_day);
  return year == this_year ? au_format_day (day) : au_format_day_year (day);
}

/* A number in its unit, with every digit that it has. */
static char *
create_value (const AuTableChange *change,
              const char          *text)
{
  const AuFormat *format = au_format_get_default ();
  AuDecimal decimal;
  gint64 count;

  if (g_strcmp0 (change->unit, "USD") == 0 && au_decimal_parse (text, &decimal))
    return au_format_money (format, decimal);
  if (g_strcmp0 (change->unit, "percent") == 0)
    return au_format_percent (format, g_ascii_strtod (text, NULL), 1);
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &count, NULL))
    return au_format_count (format, count);
  return g_strdup (text);
}

/* Both sides: where rounding would make them the same, with all of their digits. */
static char *
create_side (const AuTableChange *change,
             const char          *text,
             const char          *other)
{
  g_autofree char *value = create_value (change, text);
  g_autofree char *other_value = other != NULL ? create_value (change, other) : NULL;

  if (g_strcmp0 (value, other_value) == 0)
    return g_strdup (text);
  return g_steal_pointer (&value);
}

/**
 * au_restatement_create_subject:
 * @self: a number of a complete period that is another one now
 * @with_query: whether what stands around it is of several queries
 *
 * Returns: (transfer full): what the number is of: "Sep 2026", "Sep 2026 · rules", where the query
 *   has several numbers "Sep 2026 · Token fee", and with the query "Sep 2026 · Monthly active users"
 */
char *
au_restatement_create_subject (const AuRestatement *self,
                               gboolean             with_query)
{
  g_autoptr (GString) subject = g_string_new (NULL);
  g_autofree char *period = create_period (self->change);
  g_autofree char *column = dup_column (self);

  g_string_append (subject, period);
  if (with_query)
    g_string_append_printf (subject, "%s%s", SEPARATOR,
                            au_contract_get_title (au_request_get_contract (self->request)));
  if (column != NULL)
    g_string_append_printf (subject, "%s%s", SEPARATOR, column);
  return g_string_free_and_steal (g_steal_pointer (&subject));
}

/* "Sep 2026 was 391 when you looked on 3 Nov" */
static char *
create_sentence (const AuRestatement *self,
                 gboolean             with_query,
                 gint64               now)
{
  const AuTableChange *change = self->change;
  g_autofree char *subject = au_restatement_create_subject (self, with_query);
  g_autofree char *read = create_read (self->before_read, now);
  g_autofree char *value = NULL;

  if (change->kind == AU_TABLE_CHANGE_ADDED)
    /* Translators: %s is what a number is of, "Sep 2026", and the day when it was read. */
    return g_strdup_printf (_("%s was not there when you looked on %s"), subject, read);
  if (change->kind == AU_TABLE_CHANGE_REMOVED)
    /* Translators: %s is what a number is of, "Sep 2026", and the day when it was read. */
    return g_strdup_printf (_("%s was still there when you looked on %s"), subject, read);
  if (change->before == NULL)
    /* Translators: %s is what a number is of, "Sep 2026", and the day when it was read. */
    return g_strdup_printf (_("%s had no number when you looked on %s"), subject, read);
  value = create_side (change, change->before, change->after);
  /* Translators: %s is what a number is of, "Sep 2026", then the number, and the day when it was
   * read: "Sep 2026 was 391 when you looked on 3 Nov". */
  return g_strdup_printf (_("%s was %s when you looked on %s"), subject, value, read);
}

/**
 * au_restatement_create_before:
 *
 * Returns: (transfer full): "391 when you looked on 3 Nov"
 */
char *
au_restatement_create_before (const AuRestatement *self,
                              gint64               now)
{
  const AuTableChange *change = self->change;
  g_autofree char *read = create_read (self->before_read, now);
  g_autofree char *value = NULL;

  if (change->kind == AU_TABLE_CHANGE_ADDED)
    /* Translators: of a row; %s is the day when it was read. */
    return g_strdup_printf (_("Not there when you looked on %s"), read);
  if (change->kind == AU_TABLE_CHANGE_REMOVED)
    /* Translators: of a row; %s is the day when it was read. */
    return g_strdup_printf (_("Still there when you looked on %s"), read);
  if (change->before == NULL)
    /* Translators: %s is the day when it was read. */
    return g_strdup_printf (_("No number when you looked on %s"), read);
  value = create_side (change, change->before, change->after);
  /* Translators: %s is a number and the day when it was read. */
  return g_strdup_printf (_("%s when you looked on %s"), value, read);
}

/**
 * au_restatement_create_after:
 *
 * Returns: (transfer full): "388 since 20 Nov"
 */
char *
au_restatement_create_after (const AuRestatement *self,
                             gint64               now)
{
  const AuTableChange *change = self->change;
  g_autofree char *read = create_read (self->after_read, now);
  g_autofree char *value = NULL;

  if (change->kind == AU_TABLE_CHANGE_ADDED)
    /* Translators: of a row; %s is the day when it was first read. */
    return g_strdup_printf (_("There since %s"), read);
  if (change->kind == AU_TABLE_CHANGE_REMOVED)
    /* Translators: of a row; %s is the day since which it is missing. */
    return g_strdup_printf (_("Not there since %s"), read);
  if (change->after == NULL)
    /* Translators: %s is the day since which there is none. */
    return g_strdup_printf (_("No number since %s"), read);
  value = create_side (change, change->after, change->before);
  /* Translators: %s is a number and the day when it was first read. */
  return g_strdup_printf (_("%s since %s"), value, read);
}

/* What was seen to change last says most, and of that the newest period. */
static const AuRestatement *
find_newest (GPtrArray *restatements)
{
  const AuRestatement *newest = g_ptr_array_index (restatements, 0);

  for (guint i = 1; i < restatements->len; i++)
    {
      const AuRestatement *other = g_ptr_array_index (restatements, i);
      AuDay read = (AuDay) (other->after_read / MILLISECONDS_PER_DAY);
      AuDay newest_read = (AuDay) (newest->after_read / MILLISECONDS_PER_DAY);

      if (read > newest_read ||
          (read == newest_read && other->change->day > newest->change->day))
        newest = other;
    }
  return newest;
}

/**
 * au_restatement_create_line:
 * @restatements: (element-type AuRestatement): of one chart
 * @with_query: whether the chart is of several queries
 * @now: the app's clock, milliseconds
 *
 * Returns: (transfer full) (nullable): "Sep 2026 was 391 when you looked on 3 Nov, and 2 more were
 *   different", the one that was seen last; %NULL where there is none
 */
char *
au_restatement_create_line (GPtrArray *restatements,
                            gboolean   with_query,
                            gint64     now)
{
  g_autofree char *sentence = NULL;
  g_autofree char *count = NULL;
  guint more;

  if (restatements->len == 0)
    return NULL;
  sentence = create_sentence (find_newest (restatements), with_query, now);
  more = restatements->len - 1;
  if (more == 0)
    return g_steal_pointer (&sentence);
  count = au_format_count (au_format_get_default (), more);
  /* Translators: %s is a sentence, "Sep 2026 was 391 when you looked on 3 Nov", and how many more
   * numbers changed likewise. */
  return g_strdup_printf (ngettext ("%s, and %s more number was different",
                                    "%s, and %s more numbers were different", more),
                          sentence, count);
}

static void
append_cell (GString    *table,
             const char *text,
             char        end)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    g_string_append_c (table, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
  g_string_append_c (table, end);
}

static void
append_time (GString *table,
             gint64   milliseconds,
             char     end)
{
  g_autofree char *text = au_format_timestamp (milliseconds);

  append_cell (table, text, end);
}

/**
 * au_restatement_create_table:
 * @restatements: (element-type AuRestatement): of any requests
 *
 * Returns: (transfer full): all of them with every digit, a row each, cells parted by tabs, for the
 *   clipboard
 */
char *
au_restatement_create_table (GPtrArray *restatements)
{
  g_autoptr (GString) table =
    g_string_new ("query\tperiod\tcolumn\tunit\twas\tlast_read\tis\tfirst_read\n");

  for (guint i = 0; i < restatements->len; i++)
    {
      const AuRestatement *restatement = g_ptr_array_index (restatements, i);
      const AuTableChange *change = restatement->change;

      append_cell (table, au_request_get_name (restatement->request), '\t');
      append_cell (table, change->key, '\t');
      append_cell (table, change->column, '\t');
      append_cell (table, change->unit, '\t');
      append_cell (table, change->kind == AU_TABLE_CHANGE_ADDED ? "not there" :
                   change->kind == AU_TABLE_CHANGE_REMOVED ? "there" : change->before, '\t');
      append_time (table, restatement->before_read, '\t');
      append_cell (table, change->kind == AU_TABLE_CHANGE_ADDED ? "there" :
                   change->kind == AU_TABLE_CHANGE_REMOVED ? "not there" : change->after, '\t');
      append_time (table, restatement->after_read, '\n');
    }
  return g_string_free_and_steal (g_steal_pointer (&table));
}
