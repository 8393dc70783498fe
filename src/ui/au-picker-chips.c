/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-chips.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Three lines of chips; more are scrolled to. */
#define MAX_HEIGHT 116
#define MAX_NAME 24

struct _AuPickerChips
{
  GtkWidget parent_instance;

  AuPickerPicks *picks;
  GtkWidget *scroller;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AuPickerChips, au_picker_chips, GTK_TYPE_WIDGET)

static GtkWidget *
get_chip (AuPickerChips *self,
          guint          position)
{
  GtkWidget *chip = gtk_widget_get_first_child (self->box);

  while (chip != NULL && position-- > 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

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
  guint position = find_chip (self, chip);
  g_autoptr (AuSubscription) subscription = g_list_model_get_item (G_LIST_MODEL (self->picks),
                                                                   position);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->picks));

  if (gtk_widget_has_focus (chip) && n > 1)
    gtk_widget_grab_focus (get_chip (self, position + 1 < n ? position + 1 : position - 1));
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

/* Of an account with several subscriptions the account's name would say nothing. */
static const char *
get_label (AuPickerChips  *self,
           AuSubscription *subscription)
{
  GListModel *picks = G_LIST_MODEL (self->picks);
  const char *account = au_subscription_get_account_name (subscription);
  guint same = 0;

  for (guint i = 0; i < g_list_model_get_n_items (picks); i++)
    {
      g_autoptr (AuSubscription) other = g_list_model_get_item (picks, i);

      same += g_str_equal (au_subscription_get_account_name (other), account);
    }
  if (same == 1 && *account != '\0')
    return account;
  if (*au_subscription_get_name (subscription) != '\0')
    return au_subscription_get_name (subscription);
  return au_subscription_get_id (subscription);
}

static GtkWidget *
create_chip (AuPickerChips  *self,
             AuSubscription *subscription)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (get_label (self, subscription));
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *tooltip = g_strdup_printf ("%s · %s · %s",
                                              au_subscription_get_account_name (subscription),
                                              au_subscription_get_name (subscription),
                                              au_subscription_get_id (subscription));
  g_autofree char *name = NULL;

  /* Translators: %s is an account with its subscription, now shown together with others. */
  name = g_strdup_printf (_("Remove %s"), tooltip);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_NAME);
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

static void
picks_changed_cb (AuPickerChips *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added,
                  GListModel    *picks)
{
  GtkWidget *before = position > 0 ? get_chip (self, position - 1) : NULL;
  guint i = 0;

  for (guint n = 0; n < n_removed; n++)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->box), get_chip (self, position));
  for (guint n = 0; n < n_added; n++)
    {
      g_autoptr (AuSubscription) subscription = g_list_model_get_item (picks, position + n);
      GtkWidget *chip = create_chip (self, subscription);

      adw_wrap_box_insert_child_after (ADW_WRAP_BOX (self->box), chip, before);
      before = chip;
    }
  /* Another one of its account may have come or gone. */
  for (GtkWidget *chip = gtk_widget_get_first_child (self->box); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    {
      g_autoptr (AuSubscription) subscription = g_list_model_get_item (picks, i++);
      GtkWidget *label = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (chip)));

      gtk_label_set_text (GTK_LABEL (label), get_label (self, subscription));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), i > 0);
}

static void
au_picker_chips_dispose (GObject *object)
{
  AuPickerChips *self = AU_PICKER_CHIPS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
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
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
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
