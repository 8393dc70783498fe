/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-chips.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* More than a glance takes in; the others are counted. */
#define MAX_CHIPS 12
#define MAX_CHARS 28

struct _AuPickerChips
{
  GtkWidget parent_instance;

  AuPickerPicks *picks;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AuPickerChips, au_picker_chips, GTK_TYPE_WIDGET)

static guint
find_chip (AuPickerChips *self,
           GtkWidget     *wanted)
{
  guint position = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (self->box); chip != wanted;
       chip = gtk_widget_get_next_sibling (chip))
    position++;
  return position;
}

static void
remove_chip (AuPickerChips *self,
             GtkWidget     *chip)
{
  g_autoptr (AuSubscription) subscription =
    g_list_model_get_item (G_LIST_MODEL (self->picks), find_chip (self, chip));

  au_picker_picks_remove (self->picks, subscription);
}

static void
chip_clicked_cb (GtkWidget     *chip,
                 AuPickerChips *self)
{
  remove_chip (self, chip);
}

static gboolean
chip_key_cb (AuPickerChips         *self,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             GtkEventControllerKey *controller)
{
  switch (keyval)
    {
      case GDK_KEY_Delete:
      case GDK_KEY_KP_Delete:
      case GDK_KEY_BackSpace:
        remove_chip (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
        return GDK_EVENT_STOP;

      default:
        return GDK_EVENT_PROPAGATE;
    }
}

/* Of an account with several subscriptions the account's name alone would say nothing. */
static char *
dup_label (AuPickerChips  *self,
           AuSubscription *subscription)
{
  GListModel *picks = G_LIST_MODEL (self->picks);
  const char *account = au_subscription_get_account_name (subscription);
  guint n_same = 0;

  if (*account == '\0')
    return g_strdup (au_subscription_get_id (subscription));
  for (guint i = 0; i < g_list_model_get_n_items (picks) && n_same < 2; i++)
    {
      g_autoptr (AuSubscription) other = g_list_model_get_item (picks, i);

      n_same += g_str_equal (au_subscription_get_account_name (other), account);
    }
  if (n_same == 1)
    return g_strdup (account);
  return g_strdup_printf ("%s · %s", account, au_subscription_get_name (subscription));
}

static GtkWidget *
create_chip (AuPickerChips  *self,
             AuSubscription *subscription)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = dup_label (self, subscription);
  GtkWidget *label = gtk_label_new (text);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *tooltip = g_strdup_printf ("%s · %s · %s",
                                              au_subscription_get_account_name (subscription),
                                              au_subscription_get_name (subscription),
                                              au_subscription_get_id (subscription));
  g_autofree char *name = NULL;

  /* Translators: %s is an account with its subscription, now shown together with others. */
  name = g_strdup_printf (_("Remove %s"), tooltip);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_widget_add_css_class (chip, "chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (chip_key_cb), self);
  gtk_widget_add_controller (chip, keys);
  return chip;
}

static GtkWidget *
create_rest (guint n)
{
  /* Translators: %u is how many subscriptions are picked besides those shown. */
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static void
picks_changed_cb (AuPickerChips *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->picks));
  guint n_shown = n > MAX_CHIPS ? MAX_CHIPS - 1 : n;
  GtkWidget *focus = gtk_widget_get_focus_child (self->box);
  guint position = focus != NULL ? find_chip (self, focus) : 0;
  gboolean had_focus = focus != NULL;
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (self->box)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->box), old);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (AuSubscription) pick = g_list_model_get_item (G_LIST_MODEL (self->picks), i);
      GtkWidget *chip = create_chip (self, pick);

      adw_wrap_box_append (ADW_WRAP_BOX (self->box), chip);
      /* The one that took the place of the one that was removed, or else the last. */
      if (had_focus && i == MIN (position, n_shown - 1))
        gtk_widget_grab_focus (chip);
    }
  if (n > n_shown)
    adw_wrap_box_append (ADW_WRAP_BOX (self->box), create_rest (n - n_shown));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
au_picker_chips_dispose (GObject *object)
{
  AuPickerChips *self = AU_PICKER_CHIPS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->picks);

  G_OBJECT_CLASS (au_picker_chips_parent_class)->dispose (object);
}

static void
au_picker_chips_class_init (AuPickerChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_picker_chips_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pickerchips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_picker_chips_init (AuPickerChips *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Shown together"), -1);
}

/**
 * au_picker_chips_set_picks:
 * @self: chips
 * @picks: what they stand for; set once
 */
void
au_picker_chips_set_picks (AuPickerChips *self,
                           AuPickerPicks *picks)
{
  g_return_if_fail (AU_IS_PICKER_CHIPS (self));
  g_return_if_fail (self->picks == NULL);

  self->picks = g_object_ref (picks);
  g_signal_connect_object (picks, "items-changed", G_CALLBACK (picks_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
