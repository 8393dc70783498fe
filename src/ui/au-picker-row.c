/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-row.h"
#include "au-format.h"
#include "au-search.h"

#include <glib/gi18n.h>

struct _AuPickerRow
{
  GtkWidget parent_instance;

  AuPickerItem *item;
  gboolean favourite; /* whether the star is full */

  /* Template widgets */
  GtkWidget *names;
  GtkLabel *account;
  GtkLabel *detail;
  GtkLabel *seats;
  GtkButton *star;
};

enum
{
  SIGNAL_STAR_TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuPickerRow, au_picker_row, GTK_TYPE_WIDGET)

static void
star_cb (AuPickerRow *self)
{
  g_signal_emit (self, signals[SIGNAL_STAR_TOGGLED], 0);
}

static void
au_picker_row_dispose (GObject *object)
{
  AuPickerRow *self = AU_PICKER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PICKER_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (au_picker_row_parent_class)->dispose (object);
}

static void
au_picker_row_class_init (AuPickerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_picker_row_dispose;

  /**
   * AuPickerRow::star-toggled:
   *
   * The star was clicked: the subscription is to become a favourite, or to be one no more.
   */
  signals[SIGNAL_STAR_TOGGLED] = g_signal_new ("star-toggled", AU_TYPE_PICKER_ROW,
                                               G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-picker-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, names);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, account);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, detail);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, seats);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, star);
  gtk_widget_class_bind_template_callback (widget_class, star_cb);
  gtk_widget_class_set_css_name (widget_class, "pickerrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
show_star (AuPickerRow *self,
           gboolean     favourite)
{
  self->favourite = favourite;
  gtk_button_set_icon_name (self->star, favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star),
                               favourite ? _("Remove from Favourites") : _("Add to Favourites"));
  if (favourite)
    gtk_widget_add_css_class (GTK_WIDGET (self->star), "favourite");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->star), "favourite");
}

static void
au_picker_row_init (AuPickerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_star (self, FALSE);
}

GtkWidget *
au_picker_row_new (void)
{
  return g_object_new (AU_TYPE_PICKER_ROW, NULL);
}

/**
 * au_picker_row_get_item:
 *
 * Returns: (transfer none) (nullable): what the row shows
 */
AuPickerItem *
au_picker_row_get_item (AuPickerRow *self)
{
  g_return_val_if_fail (AU_IS_PICKER_ROW (self), NULL);

  return self->item;
}

static char *
dup_seats (AuSubscription *subscription)
{
  gint64 n = au_subscription_get_seats (subscription);
  g_autofree char *count = NULL;

  if (n < 0)
    return g_strdup (_("seats unknown"));
  count = au_format_count (au_format_get_default (), n);
  /* Translators: %s is a number of seats. */
  return g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) n), count);
}

/**
 * au_picker_row_dup_text:
 * @subscription: a subscription
 *
 * Returns: (transfer full): the whole row as one phrase, for screen readers
 */
char *
au_picker_row_dup_text (AuSubscription *subscription)
{
  g_autofree char *seats = dup_seats (subscription);

  return g_strjoin (", ", au_subscription_get_account_name (subscription),
                    au_subscription_get_name (subscription),
                    seats, NULL);
}

static void
mark_match (GtkLabel   *label,
            const char *needle)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  guint start, end;

  if (au_search_locate (gtk_label_get_text (label), needle, &start, &end))
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      attributes = pango_attr_list_new ();
      bold->start_index = start;
      bold->end_index = end;
      pango_attr_list_insert (attributes, bold);
    }
  if (attributes != NULL || gtk_label_get_attributes (label) != NULL)
    gtk_label_set_attributes (label, attributes);
}

/**
 * au_picker_row_set_item:
 * @self: a row
 * @item: (nullable): what it is to show
 * @favourite: whether its star is full
 */
void
au_picker_row_set_item (AuPickerRow  *self,
                        AuPickerItem *item,
                        gboolean      favourite)
{
  AuSubscription *subscription;
  g_autofree char *detail = NULL;
  g_autofree char *seats = NULL;

  g_return_if_fail (AU_IS_PICKER_ROW (self));

  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  subscription = au_picker_item_get_subscription (item);
  detail = g_strdup_printf ("%s · %s", au_subscription_get_name (subscription),
                            au_subscription_get_id (subscription));
  seats = dup_seats (subscription);
  gtk_label_set_text (self->account, au_subscription_get_account_name (subscription));
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->seats, seats);
  mark_match (self->account, au_picker_item_get_needle (item));
  mark_match (self->detail, au_picker_item_get_needle (item));

  /* Setting an icon, a tooltip and a class anew costs more than all texts of the row. */
  if (favourite != self->favourite)
    show_star (self, favourite);
}
