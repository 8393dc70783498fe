/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-description.h"
#include "au-chart-view-private.h"
#include "au-memory.h"

#include <adwaita.h>

/**
 * AuChartView:
 *
 * Shows any #AuFigure.
 *
 * The static picture is laid out and rasterised in a thread, at device scale, and shown as a
 * texture; it is made anew when the figure, the size, the style, the direction or the scale
 * changes. Until then the picture before it stays. Hovering and the keyboard draw only an overlay
 * and move the tooltip, which is a child, so that neither touches the picture.
 *
 * ## Keyboard
 *
 * The view takes the focus. Left and Right go from point to point, Up and Down from series to
 * series, Home and End to the first and the last point, Esc leaves the point. In a table Up and
 * Down go from row to row. Tab goes on to the legend.
 *
 * ## Accessibility
 *
 * Its role is `img`. Its label is the figure's title, its description what
 * au_chart_create_description() says of what is shown. Each move is announced as one phrase.
 *
 * ## CSS nodes
 *
 * `chartview`, with an outline as focus ring; `legenditem` for each item of the legend;
 * `charttooltip`.
 *
 * ## Text direction
 *
 * In right-to-left the picture is mirrored: the value axis is on the right, time runs leftwards,
 * and so do the keys.
 */
enum
{
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuChartView, au_chart_view, GTK_TYPE_WIDGET)

#define MIN_WIDTH 220

/* How long after it was hidden a picture is packed. */
#define PACK_DELAY_MS 500

void
_au_chart_view_get_style (AuChartView *self,
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
pack_cb (gpointer user_data)
{
  AuChartView *self = user_data;

  self->pack_id = 0;
  if (self->picture == NULL)
    return;
  au_picture_pack (self->picture);
  au_memory_return_soon ();
}

/* Whoever goes from view to view finds each as it was; a megabyte or more for each of nine would
 * wait for that. Not at once, as the next view is to be drawn first. */
static void
pack_soon (AuChartView *self)
{
  g_clear_handle_id (&self->pack_id, g_source_remove);
  self->pack_id = g_timeout_add_once (PACK_DELAY_MS, pack_cb, self);
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
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    pack_soon (self);
  _au_chart_view_refresh_tooltip (self);
  if (_au_chart_view_place_legend (self))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/**
 * _au_chart_view_update_picture:
 * @self: a view
 *
 * Starts a new picture where the one shown or on its way is not what is wanted now.
 */
void
_au_chart_view_update_picture (AuChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self)) -
               _au_chart_view_measure_legend (self, width);
  double scale = get_scale (self);
  AuPlotStyle style;

  if (self->figure == NULL || width < AU_PLOT_MIN_SIZE || height < AU_PLOT_MIN_SIZE ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  _au_chart_view_get_style (self, &style);
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
  self->legend_width = -1;
  _au_chart_view_color_legend (self);
  _au_chart_view_update_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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

      _au_chart_view_get_style (self, &style);
      self->measured_width = for_size;
      self->measured_height = au_plot_natural_height (self->figure, for_size, &style);
    }
  *minimum = *natural = self->measured_height + _au_chart_view_measure_legend (self, for_size);
}

static void
au_chart_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  _au_chart_view_update_picture (self);
  _au_chart_view_allocate_legend (self, width, height);
  _au_chart_view_allocate_tooltip (self, width, height);
}

static void
au_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  AuChartView *self = AU_CHART_VIEW (widget);
  int width, height;

  if (self->picture != NULL && self->picture->texture != NULL)
    {
      width = au_plot_layout_get_width (self->picture->layout);
      height = au_plot_layout_get_height (self->picture->layout);
      gtk_snapshot_push_clip (snapshot,
                              &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                   (float) gtk_widget_get_height (widget)));
      gtk_snapshot_append_texture (snapshot, self->picture->texture,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      _au_chart_view_snapshot_point (self, snapshot);
      gtk_snapshot_pop (snapshot);
    }

  for (guint i = 0; i < self->items->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->items, i), snapshot);
  gtk_widget_snapshot_child (widget, self->tooltip, snapshot);
}

static void
au_chart_view_map (GtkWidget *widget)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  g_clear_handle_id (&self->pack_id, g_source_remove);
  if (self->picture != NULL)
    au_picture_unpack (self->picture);
  GTK_WIDGET_CLASS (au_chart_view_parent_class)->map (widget);

  _au_chart_view_update_picture (self);
}

static void
au_chart_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (au_chart_view_parent_class)->unmap (widget);

  pack_soon (AU_CHART_VIEW (widget));
}

/* A window that goes to a screen of another scale, in parts of a pixel too, has no other way of
 * telling. */
static void
au_chart_view_realize (GtkWidget *widget)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  GTK_WIDGET_CLASS (au_chart_view_parent_class)->realize (widget);

  self->surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_signal_connect_swapped (self->surface, "notify::scale",
                            G_CALLBACK (_au_chart_view_update_picture), self);
}

static void
au_chart_view_unrealize (GtkWidget *widget)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  g_signal_handlers_disconnect_by_data (self->surface, self);
  self->surface = NULL;

  GTK_WIDGET_CLASS (au_chart_view_parent_class)->unrealize (widget);
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
  g_clear_handle_id (&self->pack_id, g_source_remove);
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->tooltip, gtk_widget_unparent);
  g_clear_pointer (&self->picture, au_picture_free);
  g_clear_pointer (&self->figure, au_figure_unref);
  g_clear_pointer (&self->full, au_figure_unref);
  g_clear_pointer (&self->phrase, g_free);

  G_OBJECT_CLASS (au_chart_view_parent_class)->dispose (object);
}

static void
au_chart_view_finalize (GObject *object)
{
  g_ptr_array_unref (AU_CHART_VIEW (object)->items);

  G_OBJECT_CLASS (au_chart_view_parent_class)->finalize (object);
}

static void
au_chart_view_class_init (AuChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_chart_view_dispose;
  object_class->finalize = au_chart_view_finalize;
  widget_class->get_request_mode = au_chart_view_get_request_mode;
  widget_class->measure = au_chart_view_measure;
  widget_class->size_allocate = au_chart_view_size_allocate;
  widget_class->snapshot = au_chart_view_snapshot;
  widget_class->focus = _au_chart_view_focus;
  widget_class->realize = au_chart_view_realize;
  widget_class->unrealize = au_chart_view_unrealize;
  widget_class->map = au_chart_view_map;
  widget_class->unmap = au_chart_view_unmap;
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

  self->measured_width = -1;
  self->legend_width = -1;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  _au_chart_view_init_point (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

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

void
_au_chart_view_describe (AuChartView *self)
{
  g_autofree char *description = au_chart_create_description (self->figure);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  au_figure_get_title (self->figure),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

/**
 * au_chart_view_set_figure:
 * @self: a view
 * @figure: (nullable): a sealed figure
 *
 * Shows @figure, all series of it. The picture of the figure before it goes at once: another
 * customer's bars under this one's title would be a wrong number, however short they stay.
 */
void
au_chart_view_set_figure (AuChartView *self,
                          AuFigure    *figure)
{
  g_return_if_fail (AU_IS_CHART_VIEW (self));

  if (figure != NULL)
    au_figure_ref (figure);
  _au_chart_view_set_point (self, -1, -1, FALSE);
  g_ptr_array_set_size (self->items, 0);
  /* The address of a freed figure may come back for the next one. */
  self->made_figure = NULL;
  g_clear_pointer (&self->figure, au_figure_unref);
  g_clear_pointer (&self->full, au_figure_unref);
  self->full = figure;
  self->figure = figure != NULL ? au_figure_ref (figure) : NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->picture, au_picture_free);
  if (figure != NULL)
    _au_chart_view_describe (self);
  _au_chart_view_create_legend (self);
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
