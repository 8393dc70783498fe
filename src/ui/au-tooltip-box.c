/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-tooltip-box.h"
#include "au-swatch.h"

#include <glib/gi18n.h>

/* The longest name that is written out; a longer one is ellipsised in the middle, where names of
 * models and addresses differ least. */
#define MAX_NAME_CHARS 44

/* A line of the box: its labels are used again, as making them anew at each move of the pointer
 * costs more than all the rest of it. */
typedef struct
{
  GtkWidget *swatch;
  GtkWidget *name;
  GtkWidget *value;
  GtkWidget *share;
} Row;

struct _AuTooltipBox
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *grid;
  GtkWidget *note;
  GArray *rows; /* (element-type Row): those in use first */
  guint n_rows;
  gboolean compact;
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
au_tooltip_box_finalize (GObject *object)
{
  g_array_unref (AU_TOOLTIP_BOX (object)->rows);

  G_OBJECT_CLASS (au_tooltip_box_parent_class)->finalize (object);
}

static void
au_tooltip_box_class_init (AuTooltipBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_tooltip_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = au_tooltip_box_finalize;
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

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->title = create_label ("", "heading", 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_MIDDLE);
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
set_text (GtkWidget  *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
}

static Row *
get_row (AuTooltipBox *self,
         guint         index)
{
  Row row;
  AuColor none = { 0 };

  if (index < self->rows->len)
    return &g_array_index (self->rows, Row, index);

  row.swatch = au_swatch_new (&none);
  row.name = create_label ("", NULL, 0);
  gtk_label_set_ellipsize (GTK_LABEL (row.name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (row.name), MAX_NAME_CHARS);
  gtk_widget_set_hexpand (row.name, TRUE);
  row.value = create_label ("", "numeric", 1);
  row.share = create_label ("", "dimmed", 1);
  gtk_widget_add_css_class (row.share, "numeric");
  gtk_grid_attach (GTK_GRID (self->grid), row.swatch, 0, (int) index, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row.name, 1, (int) index, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row.value, 2, (int) index, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row.share, 3, (int) index, 1, 1);
  g_array_append_val (self->rows, row);
  return &g_array_index (self->rows, Row, index);
}

static void
fill_row (AuTooltipBox  *self,
          const AuColor *color,
          const char    *name,
          const char    *value,
          const char    *share,
          gboolean       is_total)
{
  Row *row = get_row (self, self->n_rows++);
  gboolean has_color = color != NULL && color->alpha > 0;

  if (has_color)
    au_swatch_set_color (AU_SWATCH (row->swatch), color);
  set_text (row->name, name);
  set_text (row->value, value);
  if (share != NULL)
    set_text (row->share, share);
  gtk_widget_set_visible (row->swatch, has_color);
  gtk_widget_set_visible (row->name, TRUE);
  gtk_widget_set_visible (row->value, TRUE);
  gtk_widget_set_visible (row->share, share != NULL && !self->compact);
  if (is_total)
    {
      gtk_widget_add_css_class (row->name, "heading");
      gtk_widget_add_css_class (row->value, "heading");
    }
  else
    {
      gtk_widget_remove_css_class (row->name, "heading");
      gtk_widget_remove_css_class (row->value, "heading");
    }
}

/**
 * au_tooltip_box_set_tooltip:
 * @self: a box
 * @tooltip: what it is to say, copied
 * @compact: whether there is so little room that shares are left out
 */
void
au_tooltip_box_set_tooltip (AuTooltipBox    *self,
                            const AuTooltip *tooltip,
                            gboolean         compact)
{
  g_return_if_fail (AU_IS_TOOLTIP_BOX (self));

  self->compact = compact;
  self->n_rows = 0;
  set_text (self->title, tooltip->title);
  for (guint i = 0; i < tooltip->rows->len; i++)
    {
      const AuTooltipRow *item = g_ptr_array_index (tooltip->rows, i);

      fill_row (self, &item->color, item->name, item->value, item->share, FALSE);
    }
  if (tooltip->total != NULL)
    fill_row (self, NULL, _("Total"), tooltip->total, NULL, TRUE);
  for (guint i = self->n_rows; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      gtk_widget_set_visible (row->swatch, FALSE);
      gtk_widget_set_visible (row->name, FALSE);
      gtk_widget_set_visible (row->value, FALSE);
      gtk_widget_set_visible (row->share, FALSE);
    }
  if (tooltip->note != NULL)
    set_text (self->note, tooltip->note);
  gtk_widget_set_visible (self->note, tooltip->note != NULL);
}
