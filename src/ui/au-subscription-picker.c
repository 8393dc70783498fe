/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-subscription-picker.h"
#include "au-format.h"
#include "au-picker-item.h"
#include "au-picker-model.h"
#include "au-picker-row.h"

#include <glib/gi18n.h>

/**
 * AuSubscriptionPicker:
 *
 * A combobox over all subscriptions: a button that shows what is chosen, and over it a popover with
 * an entry and a list. What is typed filters the list; the arrows move through it while the entry
 * keeps the focus; Enter chooses; Escape closes.
 */
struct _AuSubscriptionPicker
{
  GtkWidget parent_instance;

  AuSession *session;
  AuPickerModel *model;
  GtkSingleSelection *selection;
  gboolean narrow;
  guint more_source; /* 0, or more rows are about to come */

  /* Template widgets */
  GtkWidget *button;
  GtkWidget *search_icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkPopover *popover;
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
  GtkAdjustment *adjustment; /* of the list */
  GtkLabel *footer;
};

typedef enum
{
  PROP_NARROW = 1,
} AuSubscriptionPickerProperty;

static GParamSpec *properties[PROP_NARROW + 1];

G_DEFINE_FINAL_TYPE (AuSubscriptionPicker, au_subscription_picker, GTK_TYPE_WIDGET)

#define MIN_POPOVER_WIDTH 340
#define MAX_POPOVER_WIDTH 560

static void
update_footer (AuSubscriptionPicker *self)
{
  const AuFormat *format = au_format_get_default ();
  guint n_matches = au_picker_model_get_n_matches (self->model);
  g_autofree char *matches = au_format_count (format, n_matches);
  g_autofree char *all = au_format_count (format, au_picker_model_get_n_all (self->model));
  g_autofree char *shown = au_format_count (format, au_picker_model_get_n_listed (self->model));
  g_autofree char *text = NULL;

  if (au_picker_model_get_n_listed (self->model) < n_matches)
    /* Translators: how many rows are shown, how many match, how many there are. */
    text = g_strdup_printf (_("First %s of %s matches among %s; type more to narrow down"), shown,
                            matches, all);
  else
    /* Translators: how many customers match, and how many there are. */
    text = g_strdup_printf (_("%s of %s match"), matches, all);
  gtk_label_set_text (self->footer, text);
}

static void
search (AuSubscriptionPicker *self)
{
  au_picker_model_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_stack_set_visible_child_name (self->stack, au_picker_model_get_n_listed (self->model) > 0 ?
                                    "list" : "none");
  if (au_picker_model_get_n_listed (self->model) > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
    }
  update_footer (self);
}

static void
show_more_cb (gpointer data)
{
  AuSubscriptionPicker *self = data;

  self->more_source = 0;
  au_picker_model_show_more (self->model);
}

/* A list view moves its adjustment while it is allocated, when its rows must not change. */
static void
scrolled_cb (AuSubscriptionPicker *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double below = gtk_adjustment_get_upper (self->adjustment) - page -
                 gtk_adjustment_get_value (self->adjustment);

  if (self->model != NULL && below < page && self->more_source == 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    self->more_source = g_idle_add_once (show_more_cb, self);
}

static void
announce_selected (AuSubscriptionPicker *self)
{
  AuPickerItem *item = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = NULL;

  if (item == NULL)
    return;
  text = au_picker_row_dup_text (au_picker_item_get_subscription (item));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
search_cb (AuSubscriptionPicker *self)
{
  if (self->model == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    return;
  search (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), gtk_label_get_text (self->footer),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
choose (AuSubscriptionPicker *self,
        guint                 position)
{
  g_autoptr (AuPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  gtk_popover_popdown (self->popover);
  au_session_select (self->session, au_picker_item_get_subscription (item));
}

static void
activate_cb (AuSubscriptionPicker *self)
{
  /* The entry tells of typing only when the main loop is idle: what is listed has to be what is
   * typed before anything is chosen from it. */
  search_cb (self);
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
row_cb (AuSubscriptionPicker *self,
        guint                 position,
        GtkListView          *list)
{
  choose (self, position);
}

static void
stop_cb (AuSubscriptionPicker *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
key_cb (AuSubscriptionPicker  *self,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);
  int step;

  switch (keyval)
    {
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        step = 1;
        break;

      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        step = -1;
        break;

      case GDK_KEY_Page_Down:
        step = 8;
        break;

      case GDK_KEY_Page_Up:
        step = -8;
        break;

      default:
        return GDK_EVENT_PROPAGATE;
    }

  if (n == 0)
    return GDK_EVENT_STOP;
  if (step > 0 && selected + (guint) step >= n)
    {
      au_picker_model_show_more (self->model);
      n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
    }
  selected = (guint) CLAMP ((int) selected + step, 0, (int) n - 1);
  gtk_list_view_scroll_to (self->list, selected, GTK_LIST_SCROLL_SELECT, NULL);
  announce_selected (self);
  return GDK_EVENT_STOP;
}

static void
closed_cb (AuSubscriptionPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
}

static void
open_cb (AuSubscriptionPicker *self)
{
  au_subscription_picker_open (self);
}

static void
star_toggled_cb (AuPickerRow          *row,
                 AuSubscriptionPicker *self)
{
  AuPickerItem *item = au_picker_row_get_item (row);

  if (item != NULL)
    au_session_toggle_favourite (self->session, au_picker_item_get_subscription (item));
}

static void
setup_row_cb (AuSubscriptionPicker     *self,
              GtkListItem              *list_item,
              GtkSignalListItemFactory *factory)
{
  GtkWidget *row = au_picker_row_new ();

  g_signal_connect_object (row, "star-toggled", G_CALLBACK (star_toggled_cb), self, 0);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row_cb (AuSubscriptionPicker     *self,
             GtkListItem              *list_item,
             GtkSignalListItemFactory *factory)
{
  AuPickerItem *item = gtk_list_item_get_item (list_item);
  AuPickerRow *row = AU_PICKER_ROW (gtk_list_item_get_child (list_item));
  g_autofree char *text = au_picker_row_dup_text (au_picker_item_get_subscription (item));

  au_picker_row_set_item (row, item,
                          au_session_is_favourite (self->session,
                                                   au_picker_item_get_subscription (item)));
  gtk_list_item_set_accessible_label (list_item, text);
}

static void
unbind_row_cb (AuSubscriptionPicker     *self,
               GtkListItem              *list_item,
               GtkSignalListItemFactory *factory)
{
  au_picker_row_set_item (AU_PICKER_ROW (gtk_list_item_get_child (list_item)), NULL, FALSE);
}

static void
setup_header_cb (AuSubscriptionPicker     *self,
                 GtkListHeader            *header,
                 GtkSignalListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (AuSubscriptionPicker     *self,
                GtkListHeader            *header,
                GtkSignalListItemFactory *factory)
{
  static const char *const names[] = {
    [AU_PICKER_FAVOURITES] = N_("Favourites"),
    [AU_PICKER_RECENT] = N_("Recent"),
    [AU_PICKER_ALL] = N_("All"),
  };
  AuPickerItem *item = gtk_list_header_get_item (header);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      _(names[au_picker_item_get_section (item)]));
}

static void
update_button (AuSubscriptionPicker *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  const AuFormat *format = au_format_get_default ();
  g_autofree char *seats = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *label = NULL;

  if (selection == NULL)
    {
      gtk_label_set_text (self->title, _("Choose a customer"));
      gtk_label_set_text (self->subtitle, "");
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
    subtitle = g_strjoin (" · ", au_selection_get_subtitle (selection), seats, NULL);
  gtk_label_set_text (self->title, au_selection_get_title (selection));
  gtk_label_set_text (self->subtitle, subtitle);
  /* Translators: %s the customer that is shown, %s its subscription. */
  label = g_strdup_printf (_("Customer: %s, %s"), au_selection_get_title (selection), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
favourites_changed_cb (AuSubscriptionPicker *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    return;
  au_picker_model_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (selected < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_single_selection_set_selected (self->selection, selected);
}

static void
state_changed_cb (AuSubscriptionPicker *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            au_session_get_state (self->session) == AU_SESSION_READY);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    search (self);
}

static void
au_subscription_picker_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  AuSubscriptionPicker *self = AU_SUBSCRIPTION_PICKER (widget);

  gtk_widget_allocate (self->button, width, height, baseline, NULL);
  gtk_popover_present (self->popover);
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
  /* As wide as a search field is meant to be, whatever the name in it. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, 520);
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

  g_clear_handle_id (&self->more_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_SUBSCRIPTION_PICKER);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-subscription-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, search_icon);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, title);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, list);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, adjustment);
  gtk_widget_class_bind_template_child (widget_class, AuSubscriptionPicker, footer);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);

  gtk_widget_class_set_css_name (widget_class, "subscriptionpicker");
}

static void
au_subscription_picker_init (AuSubscriptionPicker *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (rows, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect_swapped (rows, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect_swapped (rows, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (self->list, rows);
  g_signal_connect_swapped (headers, "setup", G_CALLBACK (setup_header_cb), self);
  g_signal_connect_swapped (headers, "bind", G_CALLBACK (bind_header_cb), self);
  gtk_list_view_set_header_factory (self->list, headers);
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
  self->model = au_picker_model_new (session);
  self->selection =
    gtk_single_selection_new (g_object_ref (au_picker_model_get_rows (self->model)));
  gtk_single_selection_set_autoselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (session, "changed", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "state-changed", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "favourites-changed", G_CALLBACK (favourites_changed_cb), self,
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
  int width, offset;

  g_return_if_fail (AU_IS_SUBSCRIPTION_PICKER (self));

  if (!gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;

  width = CLAMP (gtk_widget_get_width (GTK_WIDGET (self)), MIN_POPOVER_WIDTH, MAX_POPOVER_WIDTH);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover), width, -1);
  /* Over the button, so that one types where one looked. */
  offset = gtk_widget_get_height (GTK_WIDGET (self)) + 6;
  gtk_popover_set_offset (self->popover, 0, -offset);
  search (self);
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
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

  return self->popover;
}
