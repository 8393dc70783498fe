/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-opportunity-columns.h"
#include "au-format.h"
#include "au-row.h"

#include <glib/gi18n.h>

/**
 * Column:
 * @name: of the query's column
 * @title: (translatable): its heading
 * @format: the cell's text for people, "" where it is empty
 * @compare: orders two rows that both have a value
 * @is_number: whether cells are set to the end, in tabular figures
 */
typedef struct
{
  const char *name;
  const char *title;
  char *(*format) (AuRow *row);
  int (*compare) (AuRow      *a,
                  AuRow      *b,
                  const char *column);
  gboolean is_number;
  gboolean expand;
} Column;

static char *
format_day (AuRow *row)
{
  return au_format_day_year (au_row_get_day (row, "close_date"));
}

static char *
format_name (AuRow *row)
{
  return g_strdup (au_row_get_string (row, "name"));
}

/* "Initial deal" and "True-up 2" rather than 0 and 2. */
static char *
format_true_up (AuRow *row)
{
  gint64 number = au_row_get_int64 (row, "true_up_number");
  g_autofree char *digits = NULL;

  if (number == 0)
    return g_strdup (_("Initial deal"));
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  /* Translators: %s is a true-up's number. */
  return g_strdup_printf (_("True-up %s"), digits);
}

static char *
format_subtype (AuRow *row)
{
  return g_strdup (au_row_get_string (row, "subtype"));
}

static char *
format_licenses (AuRow *row)
{
  return au_format_count (au_format_get_default (), au_row_get_int64 (row, "licenses"));
}

static char *
format_amount (AuRow *row)
{
  AuDecimal amount;

  if (au_row_get_decimal (row, "amount_usd", &amount))
    return au_format_money (au_format_get_default (), amount);
  return g_strdup (au_row_get_string (row, "amount_usd"));
}

static char *
format_won (AuRow *row)
{
  return g_strdup (au_row_get_boolean (row, "is_won") ? _("Won") : _("Not won"));
}

static int
compare_days (AuRow      *a,
              AuRow      *b,
              const char *column)
{
  AuDay x = au_row_get_day (a, column);
  AuDay y = au_row_get_day (b, column);

  return (x > y) - (x < y);
}

static int
compare_texts (AuRow      *a,
               AuRow      *b,
               const char *column)
{
  return g_utf8_collate (au_row_get_string (a, column), au_row_get_string (b, column));
}

static int
compare_numbers (AuRow      *a,
                 AuRow      *b,
                 const char *column)
{
  AuDecimal x = AU_DECIMAL_ZERO;
  AuDecimal y = AU_DECIMAL_ZERO;

  au_row_get_decimal (a, column, &x);
  au_row_get_decimal (b, column, &y);
  return au_decimal_compare (x, y);
}

static int
compare_booleans (AuRow      *a,
                  AuRow      *b,
                  const char *column)
{
  return au_row_get_boolean (a, column) - au_row_get_boolean (b, column);
}

static const Column columns[] = {
  { "close_date", N_("Close Date"), format_day, compare_days, FALSE, FALSE },
  { "name", N_("Name"), format_name, compare_texts, FALSE, TRUE },
  { "subtype", N_("Subtype"), format_subtype, compare_texts, FALSE, FALSE },
  { "true_up_number", N_("Deal"), format_true_up, compare_numbers, FALSE, FALSE },
  { "licenses", N_("Licences"), format_licenses, compare_numbers, TRUE, FALSE },
  { "amount_usd", N_("Amount (USD)"), format_amount, compare_numbers, TRUE, FALSE },
  { "is_won", N_("Outcome"), format_won, compare_booleans, FALSE, FALSE },
};

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  const Column *column = user_data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column->expand ? PANGO_ELLIPSIZE_END :
                           PANGO_ELLIPSIZE_NONE);
  if (column->expand)
    gtk_label_set_width_chars (GTK_LABEL (label), 18);
  if (column->is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const Column *column = user_data;
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  AuRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = NULL;

  /* Nothing known is not nothing. */
  text = au_row_is_null (row, column->name) ? g_strdup ("–") : column->format (row);
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), column->expand ? text : NULL);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const Column *column = user_data;
  AuRow *x = AU_ROW ((gpointer) a);
  AuRow *y = AU_ROW ((gpointer) b);
  gboolean no_x = au_row_is_null (x, column->name);
  gboolean no_y = au_row_is_null (y, column->name);

  if (no_x || no_y)
    return no_x - no_y;
  return column->compare (x, y, column->name);
}

/**
 * au_opportunity_columns_add:
 * @view: a view of #AuRow of the query `account_opportunities`
 *
 * Gives the view its columns, each of which can be sorted by.
 */
void
au_opportunity_columns_add (GtkColumnView *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;
      g_autoptr (GtkSorter) sorter = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) &columns[i]);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) &columns[i]);
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) &columns[i], NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_append_column (view, column);
    }
}
