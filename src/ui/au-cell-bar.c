/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cell-bar.h"
#include "au-plot-style.h"

#include <adwaita.h>

#define HEIGHT 12
#define RADIUS 2
#define MIN_WIDTH 40
#define NATURAL_WIDTH 140

struct _AuCellBar
{
  GtkWidget parent_instance;

  double fraction;
};

G_DEFINE_FINAL_TYPE (AuCellBar, au_cell_bar, GTK_TYPE_WIDGET)

static void
au_cell_bar_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : HEIGHT;
}

/* The series colour of the style of now: the same as in the picture. Square at the foot, rounded at
 * the far end. */
static void
au_cell_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  AuCellBar *self = AU_CELL_BAR (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float room = (float) gtk_widget_get_width (widget);
  float width = room * (float) self->fraction;
  float y = (float) ((gtk_widget_get_height (widget) - HEIGHT) / 2);
  GskRoundedRect rounded;
  AuPlotStyle style;
  const AuColor *color;

  if (width <= 0)
    return;
  au_plot_style_init (&style, adw_style_manager_get_dark (manager) ? AU_PLOT_DARK : AU_PLOT_LIGHT,
                      adw_style_manager_get_high_contrast (manager));
  color = au_plot_style_get_color (&style, 0);
  gsk_rounded_rect_init_from_rect (&rounded,
                                   &GRAPHENE_RECT_INIT (rtl ? room - width : 0, y, width, HEIGHT),
                                   0);
  for (guint i = 0; i < 4; i++)
    {
      gboolean right = i == GSK_CORNER_TOP_RIGHT || i == GSK_CORNER_BOTTOM_RIGHT;

      if (right != rtl)
        rounded.corner[i] = GRAPHENE_SIZE_INIT (MIN (RADIUS, width), RADIUS);
    }
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot,
                             &(GdkRGBA){ (float) color->red, (float) color->green,
                                         (float) color->blue, (float) color->alpha },
                             &rounded.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
au_cell_bar_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (au_cell_bar_parent_class)->css_changed (widget, change);

  gtk_widget_queue_draw (widget);
}

static void
au_cell_bar_class_init (AuCellBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = au_cell_bar_measure;
  widget_class->snapshot = au_cell_bar_snapshot;
  widget_class->css_changed = au_cell_bar_css_changed;
  gtk_widget_class_set_css_name (widget_class, "cellbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
au_cell_bar_init (AuCellBar *self)
{
}

GtkWidget *
au_cell_bar_new (void)
{
  return g_object_new (AU_TYPE_CELL_BAR, NULL);
}

/**
 * au_cell_bar_set_fraction:
 * @self: a bar
 * @fraction: of the room that there is, 0 to 1
 */
void
au_cell_bar_set_fraction (AuCellBar *self,
                          double     fraction)
{
  g_return_if_fail (AU_IS_CELL_BAR (self));

  /* What is not a number has no bar. */
  self->fraction = fraction > 0 ? MIN (fraction, 1) : 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
