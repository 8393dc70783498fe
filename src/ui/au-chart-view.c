/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-view.h"
#include "au-rasterizer.h"
#include "au-tooltip-box.h"

#include <adwaita.h>
#include <math.h>

/**
 * AuChartView:
 *
 * Shows any #AuFigure.
 *
 * The static picture is laid out and rasterised in a thread, at device scale, and shown as a
 * texture;
 * it is made anew when the figure, the size, the style, the direction or the scale changes. Until
 * then the picture before it stays. Hovering draws only an overlay and moves the tooltip, which is
 * a
 * child, so that neither touches the picture.
 *
 * ## Accessibility
 *
 * Its role is `img`. Its label is the figure's title, its description the sentence that the chart
 * gives.
 *
 * ## Text direction
 *
 * In right-to-left the picture is mirrored: the value axis is on the right, time runs leftwards.
 */
struct _AuChartView
{
  GtkWidget parent_instance;

  AuFigure *figure;   /* (owned) (nullable) */
  AuPicture *picture; /* (owned) (nullable): what is shown; may be of a size or style before */
  GCancellable *cancellable; /* (nullable): of the picture being made */

  /* What the picture being made, or else the one shown, was made for. */
  AuFigure *made_figure; /* (unowned): only compared */
  int made_width;
  int made_height;
  double made_scale;
  AuPlotStyle made_style;

  /* Measured natural height, for one width. */
  int measured_width;
  int measured_height;

  GtkWidget *tooltip; /* child */
  int hovered;        /* band under the pointer, or -1 */
  double pointer_x;
  double pointer_y;
};

enum
{
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuChartView, au_chart_view, GTK_TYPE_WIDGET)

#define MIN_WIDTH 220

/* How far the tooltip stands from the pointer's band. */
#define TOOLTIP_GAP 12

static void
get_style (AuChartView *self,
           AuPlotStyle *style)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int dpi = -1;

  memset (style, 0, sizeof *style);
  au_plot_style_init (style, adw_style_manager_get_dark (manager) ? AU_PLOT_DARK : AU_PLOT_LIGHT,
                      adw_style_manager_get_high_contrast (manager));
  style->transparent = TRUE;
  style->rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  /* GTK scales fonts by this setting, which is in 1024ths of a dot per inch. */
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > 0)
    style->text_scale = CLAMP (dpi / 1024.0 / 96.0, 1.0, 3.0);
}

static double
get_scale (AuChartView *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1.0;
}

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AuChartView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuPicture) picture = au_rasterize_finish (result, &error);

  if (picture == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not draw a chart: %s", error->message);
      return;
    }
  /* A newer picture is on its way: this one came too late to be cancelled. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->picture, au_picture_free);
  self->picture = g_steal_pointer (&picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/* Starts a new picture where the one shown or on its way is not what is wanted now. */
static void
update_picture (AuChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = get_scale (self);
  AuPlotStyle style;

  if (self->figure == NULL || width < AU_PLOT_MIN_SIZE || height < AU_PLOT_MIN_SIZE ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  get_style (self, &style);
  if (self->made_figure == self->figure && self->made_width == width &&
      self->made_height == height &&
      self->made_scale == scale && memcmp (&self->made_style, &style, sizeof style) == 0)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->made_figure = self->figure;
  self->made_width = width;
  self->made_height = height;
  self->made_scale = scale;
  self->made_style = style;
  au_rasterize_async (self->figure, width, height, scale, &style, self->cancellable, picture_cb,
                      g_object_ref (self));
}

static void
style_changed (AuChartView *self)
{
  self->measured_width = -1;
  update_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_hovered (AuChartView *self,
             int          band)
{
  g_autoptr (AuTooltip) tooltip = NULL;

  if (band == self->hovered)
    return;

  self->hovered = band;
  if (band >= 0)
    tooltip = au_plot_layout_get_tooltip (self->picture->layout, band);
  if (tooltip != NULL)
    au_tooltip_box_set_tooltip (AU_TOOLTIP_BOX (self->tooltip), tooltip);
  gtk_widget_set_visible (self->tooltip, tooltip != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (AuChartView              *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *controller)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->picture == NULL)
    return;
  set_hovered (self, au_plot_layout_find_band (self->picture->layout, x, y));
  if (self->hovered >= 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
leave_cb (AuChartView              *self,
          GtkEventControllerMotion *controller)
{
  set_hovered (self, -1);
}

static gboolean
scroll_cb (AuChartView              *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  set_hovered (self, -1);
  return GDK_EVENT_PROPAGATE;
}

static GtkSizeRequestMode
au_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
au_chart_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = 640;
      return;
    }

  if (for_size < MIN_WIDTH)
    for_size = MIN_WIDTH;
  if (self->figure == NULL)
    {
      *minimum = *natural = 320;
      return;
    }
  if (self->measured_width != for_size)
    {
      AuPlotStyle style;

      get_style (self, &style);
      self->measured_width = for_size;
      self->measured_height = au_plot_natural_height (self->figure, for_size, &style);
    }
  *minimum = *natural = self->measured_height;
}

/* Beside the band, on the side where there is room, so that it hides neither the band nor, where
 * that can be helped, the names at the end of the plot; and always inside the view. */
static void
allocate_tooltip (AuChartView *self,
                  int          width,
                  int          height)
{
  GtkRequisition size;
  graphene_point_t position;
  AuRect band;
  double x, y;

  if (!gtk_widget_should_layout (self->tooltip))
    return;

  gtk_widget_get_preferred_size (self->tooltip, NULL, &size);
  if (self->hovered < 0 || self->picture == NULL ||
      !au_plot_layout_get_band (self->picture->layout, self->hovered, &band))
    {
      band.x = self->pointer_x;
      band.y = self->pointer_y;
      band.width = band.height = 0;
    }

  if (band.width > band.height && band.width > width / 2.0)
    {
      /* A row of a table: follow the pointer below it. */
      x = self->pointer_x + TOOLTIP_GAP;
      y = band.y + band.height + 2;
      if (y + size.height > height)
        y = band.y - size.height - 2;
    }
  else
    {
      x = band.x - TOOLTIP_GAP - size.width;
      if (x < 0)
        x = band.x + band.width + TOOLTIP_GAP;
      y = self->pointer_y - size.height / 2.0;
    }
  x = CLAMP (x, 0, MAX (0, width - size.width));
  y = CLAMP (y, 0, MAX (0, height - size.height));
  position = GRAPHENE_POINT_INIT ((float) floor (x), (float) floor (y));
  gtk_widget_allocate (self->tooltip, size.width, size.height, -1,
                       gsk_transform_translate (NULL, &position));
}

static void
au_chart_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  update_picture (self);
  allocate_tooltip (self, width, height);
}

static void
au_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  AuChartView *self = AU_CHART_VIEW (widget);
  int width, height;

  if (self->picture == NULL)
    return;

  width = au_plot_layout_get_width (self->picture->layout);
  height = au_plot_layout_get_height (self->picture->layout);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget)));
  gtk_snapshot_append_texture (snapshot, self->picture->texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->hovered >= 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                               &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                    (float) height));

      au_plot_layout_draw_hover (self->picture->layout, cr, self->hovered);
      cairo_destroy (cr);
    }
  gtk_snapshot_pop (snapshot);

  if (self->hovered >= 0)
    gtk_widget_snapshot_child (widget, self->tooltip, snapshot);
}

static void
au_chart_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (au_chart_view_parent_class)->map (widget);

  update_picture (AU_CHART_VIEW (widget));
}

static void
au_chart_view_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (au_chart_view_parent_class)->css_changed (widget, change);

  style_changed (AU_CHART_VIEW (widget));
}

static void
au_chart_view_system_setting_changed (GtkWidget        *widget,
                                      GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (au_chart_view_parent_class)->system_setting_changed (widget, setting);

  style_changed (AU_CHART_VIEW (widget));
}

static void
au_chart_view_direction_changed (GtkWidget        *widget,
                                 GtkTextDirection  previous)
{
  style_changed (AU_CHART_VIEW (widget));
}

static void
au_chart_view_dispose (GObject *object)
{
  AuChartView *self = AU_CHART_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tooltip, gtk_widget_unparent);
  g_clear_pointer (&self->picture, au_picture_free);
  g_clear_pointer (&self->figure, au_figure_unref);

  G_OBJECT_CLASS (au_chart_view_parent_class)->dispose (object);
}

static void
au_chart_view_class_init (AuChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_chart_view_dispose;
  widget_class->get_request_mode = au_chart_view_get_request_mode;
  widget_class->measure = au_chart_view_measure;
  widget_class->size_allocate = au_chart_view_size_allocate;
  widget_class->snapshot = au_chart_view_snapshot;
  widget_class->map = au_chart_view_map;
  widget_class->css_changed = au_chart_view_css_changed;
  widget_class->system_setting_changed = au_chart_view_system_setting_changed;
  widget_class->direction_changed = au_chart_view_direction_changed;

  /**
   * AuChartView::settled:
   *
   * The picture shown is that of the figure, size and style of now.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", AU_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
au_chart_view_init (AuChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->hovered = -1;
  self->measured_width = -1;
  self->tooltip = au_tooltip_box_new ();
  gtk_widget_set_visible (self->tooltip, FALSE);
  gtk_widget_set_can_target (self->tooltip, FALSE);
  gtk_widget_set_parent (self->tooltip, GTK_WIDGET (self));

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * au_chart_view_new:
 *
 * Returns: (transfer floating): a view with no figure
 */
GtkWidget *
au_chart_view_new (void)
{
  return g_object_new (AU_TYPE_CHART_VIEW, NULL);
}

/**
 * au_chart_view_get_figure:
 *
 * Returns: (transfer none) (nullable): the figure
 */
AuFigure *
au_chart_view_get_figure (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), NULL);

  return self->figure;
}

/**
 * au_chart_view_set_figure:
 * @self: a view
 * @figure: (nullable): a sealed figure
 * @description: (nullable): what a screen reader says of it
 *
 * Shows @figure. The picture of the figure before it goes at once: another customer's bars under
 * this one's title would be a wrong number, however short they stay.
 */
void
au_chart_view_set_figure (AuChartView *self,
                          AuFigure    *figure,
                          const char  *description)
{
  g_return_if_fail (AU_IS_CHART_VIEW (self));

  if (figure != NULL)
    {
      au_figure_ref (figure);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, au_figure_get_title (figure),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      description != NULL ? description : "",
                                      -1);
    }
  set_hovered (self, -1);
  /* The address of a freed figure may come back for the next one. */
  self->made_figure = NULL;
  g_clear_pointer (&self->figure, au_figure_unref);
  self->figure = figure;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->picture, au_picture_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  style_changed (self);
}

/**
 * au_chart_view_get_layout:
 *
 * Returns: (transfer none) (nullable): the layout of the picture shown
 */
AuPlotLayout *
au_chart_view_get_layout (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), NULL);

  return self->picture != NULL ? self->picture->layout : NULL;
}

/**
 * au_chart_view_is_settled:
 *
 * Returns: whether the picture shown is that of the figure, size and style of now
 */
gboolean
au_chart_view_is_settled (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), FALSE);

  return self->picture != NULL && self->cancellable == NULL &&
         au_plot_layout_get_figure (self->picture->layout) == self->figure;
}

/**
 * au_chart_view_hover:
 * @self: a view
 * @band: a band of the layout, -1 for none
 *
 * Shows what the pointer over @band would show.
 */
void
au_chart_view_hover (AuChartView *self,
                     int          band)
{
  AuRect rect;

  g_return_if_fail (AU_IS_CHART_VIEW (self));

  if (self->picture == NULL)
    return;
  if (band >= 0 && au_plot_layout_get_band (self->picture->layout, band, &rect))
    {
      self->pointer_x = rect.x + rect.width / 2;
      self->pointer_y = rect.y + rect.height / 2;
      set_hovered (self, band);
    }
  else
    set_hovered (self, -1);
}

/**
 * au_chart_view_get_hovered:
 *
 * Returns: the band under the pointer, or -1
 */
int
au_chart_view_get_hovered (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), -1);

  return self->hovered;
}
