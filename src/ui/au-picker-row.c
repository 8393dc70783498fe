/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-row.h"
#include "au-search.h"

#include <glib/gi18n.h>

struct _AuPickerRow
{
  GtkWidget parent_instance;

  AuPickerItem *item; /* (nullable) */
  int n_chars; /* that there is room for, 0 for plenty */

  /* What the buttons and the row show; setting an icon, a tooltip and a class anew costs more than
   * all texts of the row. */
  gboolean shows_favourite;
  gboolean shows_picked;
  AuPickerKind shows_kind;

  /* Template widgets */
  GtkImage *icon;
  GtkWidget *names;
  GtkLabel *account;
  GtkLabel *detail;
  GtkLabel *seats;
  GtkButton *pick;
  GtkButton *star;
};

/* How many lines a name has at most where there is little room. */
#define MAX_NARROW_LINES 2

enum
{
  SIGNAL_STAR_TOGGLED,
  SIGNAL_PICK_TOGGLED,
  SIGNAL_DROPPED,
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
pick_cb (AuPickerRow *self)
{
  g_signal_emit (self, signals[SIGNAL_PICK_TOGGLED], 0);
}

static gboolean
is_movable (AuPickerRow *self)
{
  return self->item != NULL && au_picker_item_is_favourite (self->item);
}

static GdkContentProvider *
drag_prepare_cb (AuPickerRow *self,
                 double       x,
                 double       y)
{
  return is_movable (self) ? gdk_content_provider_new_typed (AU_TYPE_PICKER_ITEM, self->item) :
         NULL;
}

static void
drag_begin_cb (AuPickerRow   *self,
               GdkDrag       *drag,
               GtkDragSource *source)
{
  GtkWidget *label = gtk_label_new (au_picker_item_get_title (self->item));

  gtk_widget_add_css_class (label, "picker-drag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static GdkDragAction
drop_motion_cb (AuPickerRow *self,
                double       x,
                double       y)
{
  gboolean below = y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (!is_movable (self))
    return 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), below ? "drop-above" : "drop-below");
  gtk_widget_add_css_class (GTK_WIDGET (self), below ? "drop-below" : "drop-above");
  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (AuPickerRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-above");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-below");
}

static gboolean
drop_cb (AuPickerRow  *self,
         const GValue *value,
         double        x,
         double        y)
{
  drop_leave_cb (self);
  if (!is_movable (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_object (value),
                 y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  return TRUE;
}

static void
add_drag_and_drop (AuPickerRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AU_TYPE_PICKER_ITEM, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
mark_match (GtkLabel   *label,
            const char *needle)
{
  g_autoptr (GArray) ranges = au_search_locate (gtk_label_get_text (label), needle);
  g_autoptr (PangoAttrList) attributes = ranges->len > 0 ? pango_attr_list_new () : NULL;

  for (guint i = 0; i < ranges->len; i++)
    {
      const AuSearchRange *range = &g_array_index (ranges, AuSearchRange, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = range->start;
      bold->end_index = range->end;
      pango_attr_list_insert (attributes, bold);
    }
  if (attributes != NULL || gtk_label_get_attributes (label) != NULL)
    gtk_label_set_attributes (label, attributes);
}

static void
show_star (AuPickerRow *self,
           gboolean     favourite)
{
  self->shows_favourite = favourite;
  gtk_button_set_icon_name (self->star, favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star),
                               favourite ? _("Remove from Favourites") : _("Add to Favourites"));
  if (favourite)
    gtk_widget_add_css_class (GTK_WIDGET (self->star), "favourite");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->star), "favourite");
}

static void
show_pick (AuPickerRow *self,
           gboolean     picked)
{
  self->shows_picked = picked;
  gtk_button_set_icon_name (self->pick, picked ? "object-select-symbolic" : "list-add-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pick),
                               picked ? _("Show Without This One") : _("Show Together"));
  if (picked)
    gtk_widget_add_css_class (GTK_WIDGET (self->pick), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->pick), "accent");
}

static void
show_kind (AuPickerRow *self,
           AuPickerKind kind)
{
  gboolean look_up = kind == AU_PICKER_TEAM_IDS || kind == AU_PICKER_TEAM_NAME;

  self->shows_kind = kind;
  gtk_widget_set_visible (GTK_WIDGET (self->icon), look_up);
  gtk_widget_set_visible (GTK_WIDGET (self->seats), kind == AU_PICKER_SUBSCRIPTION);
  gtk_widget_set_visible (GTK_WIDGET (self->pick), kind == AU_PICKER_SUBSCRIPTION);
  gtk_widget_set_visible (GTK_WIDGET (self->star), !look_up);
  if (kind == AU_PICKER_GONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->account), "dimmed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->account), "dimmed");
}

static void
item_changed_cb (AuPickerRow *self)
{
  gboolean picked = au_picker_item_is_picked (self->item);
  /* What is said of a look-up was not searched. */
  const char *needle = au_picker_item_get_kind (self->item) <= AU_PICKER_GONE ?
                       au_picker_item_get_needle (self->item) : "";

  mark_match (self->account, needle);
  mark_match (self->detail, needle);
  if (picked != self->shows_picked)
    show_pick (self, picked);
}

static void
au_picker_row_dispose (GObject *object)
{
  AuPickerRow *self = AU_PICKER_ROW (object);

  au_picker_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PICKER_ROW);

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

  /**
   * AuPickerRow::pick-toggled:
   *
   * The subscription is to be shown together with others, or not to be any more.
   */
  signals[SIGNAL_PICK_TOGGLED] = g_signal_new ("pick-toggled", AU_TYPE_PICKER_ROW,
                                               G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AuPickerRow::dropped:
   * @item: the #AuPickerItem of a favourite
   * @below: whether it is to stand below this one, and not above it
   */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", AU_TYPE_PICKER_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, AU_TYPE_PICKER_ITEM,
                                          G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-picker-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, names);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, account);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, detail);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, seats);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, pick);
  gtk_widget_class_bind_template_child (widget_class, AuPickerRow, star);
  gtk_widget_class_bind_template_callback (widget_class, star_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
  gtk_widget_class_set_css_name (widget_class, "pickerrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_picker_row_init (AuPickerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_star (self, FALSE);
  show_pick (self, FALSE);
  show_kind (self, AU_PICKER_SUBSCRIPTION);
  add_drag_and_drop (self);
}

GtkWidget *
au_picker_row_new (void)
{
  return g_object_new (AU_TYPE_PICKER_ROW, NULL);
}

/* A list that is as high as its rows takes them to be as high as they are with all the width they
 * like, so that has to be about what they get. */
static void
set_wraps (GtkLabel *label,
           int       n_chars)
{
  gtk_label_set_wrap (label, n_chars > 0);
  gtk_label_set_lines (label, n_chars > 0 ? MAX_NARROW_LINES : -1);
  gtk_label_set_max_width_chars (label, n_chars > 0 ? n_chars : -1);
}

/**
 * au_picker_row_set_narrow:
 * @self: a row
 * @n_chars: about how many letters there is room for, or 0 for plenty
 *
 * Where there is little room the seats stand below the names, which wrap, and the buttons close
 * together.
 */
void
au_picker_row_set_narrow (AuPickerRow *self,
                          int          n_chars)
{
  gboolean narrow = n_chars > 0;
  GtkWidget *seats;

  g_return_if_fail (AU_IS_PICKER_ROW (self));

  if (self->n_chars == n_chars)
    return;
  set_wraps (self->account, n_chars);
  /* In smaller letters. */
  set_wraps (self->detail, n_chars * 6 / 5);
  if ((self->n_chars > 0) == narrow)
    {
      self->n_chars = n_chars;
      return;
    }
  self->n_chars = n_chars;
  seats = g_object_ref (GTK_WIDGET (self->seats));
  if (narrow)
    {
      gtk_widget_unparent (seats);
      gtk_box_append (GTK_BOX (self->names), seats);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->names), seats);
      gtk_widget_insert_after (seats, GTK_WIDGET (self), self->names);
    }
  g_object_unref (seats);
  gtk_widget_set_halign (seats, narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_widget_set_margin_start (seats, narrow ? 0 : 6);
  gtk_widget_set_margin_end (seats, narrow ? 0 : 6);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              narrow ? 0 : 6);
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

/**
 * au_picker_row_set_item:
 * @self: a row
 * @item: (nullable): what it is to show
 */
void
au_picker_row_set_item (AuPickerRow  *self,
                        AuPickerItem *item)
{
  g_autofree char *detail = NULL;
  g_autofree char *seats = NULL;

  g_return_if_fail (AU_IS_PICKER_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, item_changed_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_swapped (item, "changed", G_CALLBACK (item_changed_cb), self);
  detail = au_picker_item_dup_detail (item);
  seats = au_picker_item_dup_seats (item);
  gtk_label_set_text (self->account, au_picker_item_get_title (item));
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->seats, seats);
  if (au_picker_item_is_favourite (item) != self->shows_favourite)
    show_star (self, !self->shows_favourite);
  if (au_picker_item_get_kind (item) != self->shows_kind)
    show_kind (self, au_picker_item_get_kind (item));
  item_changed_cb (self);
}
