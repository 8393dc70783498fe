/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-subscription-picker.h"
#include "au-format.h"
#include "au-picker-popover.h"
#include "au-picker-teams.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * AuSubscriptionPicker:
 *
 * A combobox over all subscriptions: a button that shows what is chosen, and what opens over it, an
 * #AuPickerPopover.
 */
struct _AuSubscriptionPicker
{
  GtkWidget parent_instance;

  AuSession *session;
  gboolean narrow;

  /* Template widgets */
  GtkWidget *button;
  GtkWidget *search_icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  AuPickerPopover *popover;
};

typedef enum
{
  PROP_NARROW = 1,
} AuSubscriptionPickerProperty;

static GParamSpec *properties[PROP_NARROW + 1];

G_DEFINE_FINAL_TYPE (AuSubscriptionPicker, au_subscription_picker, GTK_TYPE_WIDGET)

/* In sp, where the window has as much. */
#define MIN_POPOVER_WIDTH 440
#define MAX_POPOVER_WIDTH 560

/* What is left of the window beside and below the popover. */
#define POPOVER_MARGIN 6

static void
closed_cb (AuSubscriptionPicker *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
  /* GTK would go on to what stands behind the list. */
  gtk_widget_grab_focus (self->button);
}

static void
look_up_cb (AuSubscriptionPicker *self,
            const char           *text,
            gboolean              by_name)
{
  adw_dialog_present (by_name ? au_picker_teams_new_for_name (self->session, text) :
                      au_picker_teams_new_for_ids (self->session, text), GTK_WIDGET (self));
}

static void
open_cb (AuSubscriptionPicker *self)
{
  au_subscription_picker_open (self);
}

/* How many lines the tooltip has. */
#define MAX_LINES 20

/**
 * au_subscription_picker_dup_lines:
 * @selection: what is shown
 *
 * Returns: (transfer full): its accounts, subscriptions and ids, a line each, for a tooltip
 */
char *
au_subscription_picker_dup_lines (AuSelection *selection)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n = au_selection_get_n_items (selection);
  guint n_shown = n > MAX_LINES ? MAX_LINES - 1 : n;

  for (guint i = 0; i < n_shown; i++)
    {
      AuSubscription *subscription = au_selection_get_item (selection, i);

      g_string_append_printf (lines, "%s%s · %s · %s", i > 0 ? "\n" : "",
                              au_subscription_get_account_name (subscription),
                              au_subscription_get_name (subscription),
                              au_subscription_get_id (subscription));
    }
  if (n > n_shown)
    /* Translators: %u is how many more subscriptions there are. */
    g_string_append_printf (lines, ngettext ("\nand %u more", "\nand %u more", n - n_shown),
                            n - n_shown);
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

static void
update_button (AuSubscriptionPicker *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  const AuFormat *format = au_format_get_default ();
  g_autofree char *seats = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *label = NULL;
  g_autofree char *lines = NULL;

  if (selection == NULL)
    {
      gtk_label_set_text (self->title, _("Choose a customer"));
      gtk_label_set_text (self->subtitle, "");
      gtk_widget_set_tooltip_text (self->button, _("Choose a Customer"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Choose a customer"), -1);
      return;
    }

  if (au_selection_get_seats (selection) >= 0)
    {
      gint64 n = au_selection_get_seats (selection);
      g_autofree char *count = au_format_count (format, n);

      /* Translators: %s is a number of seats. */
      seats = g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) n), count);
    }
  if (au_selection_get_n_items (selection) == 1)
    subtitle = g_strjoin (" · ", au_subscription_get_name (au_selection_get_item (selection, 0)),
                          seats, NULL);
  else
    {
      guint n = au_selection_get_n_items (selection);
      /* Translators: %u is how many subscriptions are shown together. */
      g_autofree char *count = g_strdup_printf (ngettext ("%u subscription", "%u subscriptions", n),
                                                n);

      subtitle = g_strjoin (" · ", count, seats, NULL);
    }
  lines = au_subscription_picker_dup_lines (selection);
  gtk_widget_set_tooltip_text (self->button, lines);
  gtk_label_set_text (self->title, au_selection_get_title (selection));
  gtk_label_set_text (self->subtitle, subtitle);
  /* Translators: %s the customer that is shown, %s its subscription. */
  label = g_strdup_printf (_("Customer: %s, %s"), au_selection_get_title (selection), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static int
from_sp (AuSubscriptionPicker *self,
         double                length)
{
  return (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, length,
                                      gtk_widget_get_settings (GTK_WIDGET (self)));
}

/* Lays the popover over the button, so that one types where one looked, as wide as the button if it
 * can be, and within the window: GDK keeps it within the screen alone. */
static void
place_popover (AuSubscriptionPicker *self,
               int                   width,
               int                   height)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_point_t origin = GRAPHENE_POINT_INIT_ZERO;
  int wanted = CLAMP (width, from_sp (self, MIN_POPOVER_WIDTH), from_sp (self, MAX_POPOVER_WIDTH));
  int room = gtk_widget_get_width (window) - 2 * POPOVER_MARGIN;
  double middle, least, nearest;

  if (room <= 0 || !gtk_widget_compute_point (GTK_WIDGET (self), window, &origin, &origin))
    return;
  wanted = MIN (wanted, room);
  middle = origin.x + width / 2.0;
  least = POPOVER_MARGIN + wanted / 2.0;
  nearest = CLAMP (middle, least, gtk_widget_get_width (window) - least);
  gtk_popover_set_offset (GTK_POPOVER (self->popover), (int) round (nearest - middle),
                          -height - POPOVER_MARGIN);
  au_picker_popover_set_room (self->popover, wanted,
                              gtk_widget_get_height (window) - (int) origin.y - POPOVER_MARGIN);
}

static void
state_changed_cb (AuSubscriptionPicker *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            au_session_get_state (self->session) == AU_SESSION_READY);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    au_picker_popover_refresh (self->popover);
}

static void
au_subscription_picker_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (widget);

  gtk_widget_allocate (self->button, width, height, baseline, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    place_popover (self, width, height);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
au_subscription_picker_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (widget);

  gtk_widget_measure (self->button, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
set_narrow (AuSubscriptionPicker *self,
            gboolean              narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_visible (self->search_icon, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
au_subscription_picker_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (object);

  switch ((AuSubscriptionPickerProperty) property_id)
    {
      case PROP_NARROW:
        g_value_set_boolean (value, self->narrow);
        break;

      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
au_subscription_picker_set_property (GObject      *object,
                                     guint         property_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (object);

  switch ((AuSubscriptionPickerProperty) property_id)
    {
      case PROP_NARROW:
        set_narrow (self, g_value_get_boolean (value));
        break;

      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
au_subscription_picker_dispose (GObject *object)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_SUBSCRIPTION_PICKER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_subscription_picker_parent_class)->dispose (object);
}

static void
au_subscription_picker_class_init (AuSubscriptionPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = au_subscription_picker_get_property;
  object_class->set_property = au_subscription_picker_set_property;
  object_class->dispose = au_subscription_picker_dispose;
  widget_class->size_allocate = au_subscription_picker_size_allocate;
  widget_class->measure = au_subscription_picker_measure;

  /**
   * AuSubscriptionPicker:narrow:
   *
   * Whether there is room for the account's name alone.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (AU_TYPE_PICKER_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-subscription-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, search_icon);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, title);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, popover);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_up_cb);

  gtk_widget_class_set_css_name (widget_class, "subscriptionpicker");
}

static void
au_subscription_picker_init (AuSubscriptionPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_subscription_picker_set_session:
 * @self: a picker
 * @session: whose subscriptions are listed; set once
 */
void
au_subscription_picker_set_session (AuSubscriptionPicker *self,
                                    AuSession            *session)
{
  g_return_if_fail (AU_IS_SUBSCRIPTION_PICKER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  au_picker_popover_set_session (self->popover, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "state-changed", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_button (self);
  state_changed_cb (self);
}

/**
 * au_subscription_picker_open:
 * @self: a picker
 *
 * Shows the list with everything in it and puts the focus into the entry.
 */
void
au_subscription_picker_open (AuSubscriptionPicker *self)
{
  g_return_if_fail (AU_IS_SUBSCRIPTION_PICKER (self));

  if (!gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;

  place_popover (self, gtk_widget_get_width (GTK_WIDGET (self)),
                 gtk_widget_get_height (GTK_WIDGET (self)));
  au_picker_popover_open (self->popover);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE,
                               -1);
}

gboolean
au_subscription_picker_is_open (AuSubscriptionPicker *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION_PICKER (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

/**
 * au_subscription_picker_get_popover:
 *
 * Returns: (transfer none): what opens over the button
 */
GtkPopover *
au_subscription_picker_get_popover (AuSubscriptionPicker *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION_PICKER (self), NULL);

  return GTK_POPOVER (self->popover);
}
