/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-tooltip-box.h"
#include "au-swatch.h"

#include <glib/gi18n.h>

/* The longest name that is written out; a longer one is ellipsised in the middle, where names of
 * models and addresses differ least. */
#define MAX_NAME_CHARS 44

struct _AuTooltipBox
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *grid;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (AuTooltipBox, au_tooltip_box, GTK_TYPE_WIDGET)

static void
au_tooltip_box_dispose (GObject *object)
{
  AuTooltipBox *self = AU_TOOLTIP_BOX (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->note, gtk_widget_unparent);

  G_OBJECT_CLASS (au_tooltip_box_parent_class)->dispose (object);
}

static void
au_tooltip_box_class_init (AuTooltipBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_tooltip_box_dispose;
  gtk_widget_class_set_css_name (widget_class, "charttooltip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLTIP);
}

static GtkWidget *
create_label (const char *text,
              const char *css_class,
              float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
au_tooltip_box_init (AuTooltipBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);

  self->title = create_label ("", "heading", 0);
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  self->note = create_label ("", "dimmed", 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 36);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
}

GtkWidget *
au_tooltip_box_new (void)
{
  return g_object_new (AU_TYPE_TOOLTIP_BOX, NULL);
}

static void
attach_row (AuTooltipBox  *self,
            int            row,
            const AuColor *color,
            const char    *name,
            const char    *value,
            const char    *share,
            const char    *css_class)
{
  GtkWidget *name_label = create_label (name, css_class, 0);
  GtkWidget *value_label = create_label (value, css_class, 1);

  if (color != NULL && color->alpha > 0)
    gtk_grid_attach (GTK_GRID (self->grid), au_swatch_new (color), 0, row, 1, 1);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name_label), MAX_NAME_CHARS);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), name_label, 1, row, 1, 1);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_grid_attach (GTK_GRID (self->grid), value_label, 2, row, 1, 1);
  if (share != NULL)
    {
      GtkWidget *share_label = create_label (share, "dimmed", 1);

      gtk_widget_add_css_class (share_label, "numeric");
      gtk_grid_attach (GTK_GRID (self->grid), share_label, 3, row, 1, 1);
    }
}

/**
 * au_tooltip_box_set_tooltip:
 * @self: a box
 * @tooltip: what it is to say, copied
 */
void
au_tooltip_box_set_tooltip (AuTooltipBox    *self,
                            const AuTooltip *tooltip)
{
  GtkWidget *child;
  int row = 0;

  g_return_if_fail (AU_IS_TOOLTIP_BOX (self));

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);

  gtk_label_set_text (GTK_LABEL (self->title), tooltip->title);
  for (guint i = 0; i < tooltip->rows->len; i++)
    {
      const AuTooltipRow *item = g_ptr_array_index (tooltip->rows, i);

      attach_row (self, row++, &item->color, item->name, item->value, item->share, NULL);
    }
  if (tooltip->total != NULL)
    attach_row (self, row++, NULL, _("Total"), tooltip->total, NULL, "heading");
  gtk_label_set_text (GTK_LABEL (self->note), tooltip->note != NULL ? tooltip->note : "");
  gtk_widget_set_visible (self->note, tooltip->note != NULL);
}
