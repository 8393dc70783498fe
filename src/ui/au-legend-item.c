/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-legend-item.h"

#include <glib/gi18n.h>

#define SWATCH_SIZE 9
#define SPACING 5
#define MAX_NAME_CHARS 32

struct _AuLegendItem
{
  GtkWidget parent_instance;

  char *name;
  GdkRGBA color;
  gboolean shown;
  gboolean bare;
  GtkWidget *label; /* child */
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuLegendItem, au_legend_item, GTK_TYPE_WIDGET)

static void
au_legend_item_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  AuLegendItem *self = AU_LEGEND_ITEM (widget);

  gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += SWATCH_SIZE + SPACING;
      *natural += SWATCH_SIZE + SPACING;
    }
}

static void
au_legend_item_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  AuLegendItem *self = AU_LEGEND_ITEM (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float x = rtl ? 0 : SWATCH_SIZE + SPACING;

  gtk_widget_allocate (self->label, MAX (0, width - SWATCH_SIZE - SPACING), height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, 0)));
}

/* A filled square where the series is shown, an outline where it is not: colour is not the only
 * sign. */
static void
au_legend_item_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  AuLegendItem *self = AU_LEGEND_ITEM (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float x = rtl ? (float) (gtk_widget_get_width (widget) - SWATCH_SIZE) : 0;
  float y = (float) ((gtk_widget_get_height (widget) - SWATCH_SIZE) / 2);
  GskRoundedRect rounded;

  if (self->bare)
    return;

  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, SWATCH_SIZE, SWATCH_SIZE),
                                   2);
  if (self->shown)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &self->color, &rounded.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    gtk_snapshot_append_border (snapshot, &rounded, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                (GdkRGBA[4]){ self->color, self->color, self->color,
                                              self->color });
  gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
activate (AuLegendItem    *self,
          GdkModifierType  modifiers)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (modifiers & GDK_CONTROL_MASK) != 0);
}

static gboolean
key_cb (AuLegendItem          *self,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkEventControllerKey *controller)
{
  switch (key)
    {
      case GDK_KEY_space:
      case GDK_KEY_KP_Space:
      case GDK_KEY_Return:
      case GDK_KEY_ISO_Enter:
      case GDK_KEY_KP_Enter:
        activate (self, modifiers);
        return GDK_EVENT_STOP;

      default:
        return GDK_EVENT_PROPAGATE;
    }
}

static void
released_cb (AuLegendItem    *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    activate (self, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static void
pressed_cb (AuLegendItem    *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
au_legend_item_dispose (GObject *object)
{
  AuLegendItem *self = AU_LEGEND_ITEM (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (au_legend_item_parent_class)->dispose (object);
}

static void
au_legend_item_finalize (GObject *object)
{
  g_free (AU_LEGEND_ITEM (object)->name);

  G_OBJECT_CLASS (au_legend_item_parent_class)->finalize (object);
}

static void
au_legend_item_class_init (AuLegendItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_legend_item_dispose;
  object_class->finalize = au_legend_item_finalize;
  widget_class->measure = au_legend_item_measure;
  widget_class->size_allocate = au_legend_item_size_allocate;
  widget_class->snapshot = au_legend_item_snapshot;

  /**
   * AuLegendItem::activated:
   * @only: whether only this series is to be shown
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", AU_TYPE_LEGEND_ITEM, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "legenditem");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON);
}

static void
au_legend_item_init (AuLegendItem *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                              "max-width-chars", MAX_NAME_CHARS,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->label, widget);

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "pointer");
  au_legend_item_set_shown (self, TRUE);
}

/**
 * au_legend_item_new:
 * @name: the series, in full
 *
 * Returns: (transfer floating): an item that is shown
 */
GtkWidget *
au_legend_item_new (const char *name)
{
  AuLegendItem *self = g_object_new (AU_TYPE_LEGEND_ITEM, NULL);

  self->name = g_strdup (name);
  gtk_label_set_text (GTK_LABEL (self->label), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Hides or shows this series; with Ctrl, shows it alone"), -1);
  return GTK_WIDGET (self);
}

const char *
au_legend_item_get_name (AuLegendItem *self)
{
  g_return_val_if_fail (AU_IS_LEGEND_ITEM (self), NULL);

  return self->name;
}

void
au_legend_item_set_color (AuLegendItem  *self,
                          const AuColor *color)
{
  g_return_if_fail (AU_IS_LEGEND_ITEM (self));

  self->color = (GdkRGBA){ (float) color->red, (float) color->green, (float) color->blue,
                           (float) color->alpha };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * au_legend_item_set_shown:
 * @self: an item
 * @shown: whether the chart shows the series
 */
void
au_legend_item_set_shown (AuLegendItem *self,
                          gboolean      shown)
{
  g_return_if_fail (AU_IS_LEGEND_ITEM (self));

  self->shown = shown;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               shown ? _("Hide; with Ctrl, show only this") : _("Show"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               shown ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  if (shown)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "dimmed");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
au_legend_item_get_shown (AuLegendItem *self)
{
  g_return_val_if_fail (AU_IS_LEGEND_ITEM (self), FALSE);

  return self->shown;
}

/**
 * au_legend_item_set_bare:
 * @self: an item
 * @bare: whether something below it shows swatch and name already
 */
void
au_legend_item_set_bare (AuLegendItem *self,
                         gboolean      bare)
{
  g_return_if_fail (AU_IS_LEGEND_ITEM (self));

  if (self->bare == bare)
    return;
  self->bare = bare;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
au_legend_item_get_bare (AuLegendItem *self)
{
  g_return_val_if_fail (AU_IS_LEGEND_ITEM (self), FALSE);

  return self->bare;
}
