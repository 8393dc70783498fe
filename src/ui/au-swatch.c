/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-swatch.h"

#define SIZE 11

struct _AuSwatch
{
  GtkWidget parent_instance;

  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (AuSwatch, au_swatch, GTK_TYPE_WIDGET)

static void
au_swatch_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
au_swatch_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  AuSwatch *self = AU_SWATCH (widget);
  float x = (float) (gtk_widget_get_width (widget) - SIZE) / 2;
  float y = (float) (gtk_widget_get_height (widget) - SIZE) / 2;
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &self->color, &rounded.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
au_swatch_class_init (AuSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = au_swatch_measure;
  widget_class->snapshot = au_swatch_snapshot;
  /* The name beside it says the same. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
au_swatch_init (AuSwatch *self)
{
}

GtkWidget *
au_swatch_new (const AuColor *color)
{
  AuSwatch *self = g_object_new (AU_TYPE_SWATCH, NULL);

  au_swatch_set_color (self, color);
  return GTK_WIDGET (self);
}

void
au_swatch_set_color (AuSwatch      *self,
                     const AuColor *color)
{
  GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue,
                   (float) color->alpha };

  g_return_if_fail (AU_IS_SWATCH (self));

  if (gdk_rgba_equal (&rgba, &self->color))
    return;
  self->color = rgba;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
