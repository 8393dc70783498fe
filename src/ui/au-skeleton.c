/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-skeleton.h"

#include <glib/gi18n.h>
#include <math.h>

struct _AuSkeleton
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (AuSkeleton, au_skeleton, GTK_TYPE_WIDGET)

#define N_BARS 14
#define HEIGHT 320

static void
au_skeleton_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
}

static void
au_skeleton_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float step = width / N_BARS;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.08f;
  for (int i = 0; i < N_BARS; i++)
    {
      float bar = height * (0.25f + 0.55f * (float) i / N_BARS + 0.05f * sinf ((float) i * 2.1f));
      float x = step * (float) (rtl ? N_BARS - 1 - i : i);
      GskRoundedRect rounded;

      gsk_rounded_rect_init_from_rect (&rounded,
                                       &GRAPHENE_RECT_INIT (x + step / 6, height - bar,
                                                            step * 2 / 3, bar), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &color, &rounded.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
au_skeleton_class_init (AuSkeletonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = au_skeleton_measure;
  widget_class->snapshot = au_skeleton_snapshot;
  gtk_widget_class_set_css_name (widget_class, "skeleton");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
au_skeleton_init (AuSkeleton *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Loading"), -1);
}

GtkWidget *
au_skeleton_new (void)
{
  return g_object_new (AU_TYPE_SKELETON, NULL);
}
