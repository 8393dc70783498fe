/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-render.h"

#include "au-error.h"
#include "au-png.h"

#include <glib/gi18n.h>
#include <math.h>

/* Cairo's image surfaces are 32767 pixels a side at most; a picture of half
 * that already takes a gigabyte. */
#define MAX_DEVICE_SIZE 16384.0

/**
 * au_plot_render_surface:
 * @layout: a layout
 * @scale: device pixels in a logical one; may be fractional
 * @error: return location for an error
 *
 * Rasterises the picture, in any thread. The surface has its device scale set;
 * it is RGB24 where the background is opaque and ARGB32 where it is not.
 *
 * Returns: (transfer full): an image surface, or %NULL with
 *   %AU_ERROR_INVALID_ARGUMENT where it would be too large or %AU_ERROR_FAILED
 */
cairo_surface_t *
au_plot_render_surface (const AuPlotLayout  *layout,
                        double               scale,
                        GError             **error)
{
  double width;
  double height;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;
  cairo_format_t format = CAIRO_FORMAT_RGB24;

  g_return_val_if_fail (layout != NULL, NULL);

  width = ceil (au_plot_layout_get_width (layout) * scale);
  height = ceil (au_plot_layout_get_height (layout) * scale);

  if (!(scale > 0.0) || !(width >= 1.0 && width <= MAX_DEVICE_SIZE)
      || !(height >= 1.0 && height <= MAX_DEVICE_SIZE))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                   /* Translators: %d is a number of pixels. */
                   _("A picture may be at most %d pixels wide and high; choose a smaller size or "
                     "scale."), (int) MAX_DEVICE_SIZE);
      return NULL;
    }

  if (au_plot_layout_is_transparent (layout))
    format = CAIRO_FORMAT_ARGB32;

  surface = cairo_image_surface_create (format, (int) width, (int) height);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  au_plot_layout_draw (layout, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
                   /* Translators: %s is the reason that the drawing library gives, in English. */
                   _("The picture cannot be drawn: %s."), cairo_status_to_string (status));
      cairo_surface_destroy (surface);
      return NULL;
    }

  return surface;
}

/**
 * au_plot_render_png:
 * @figure: a sealed figure
 * @width: width, in logical pixels
 * @height: height, in logical pixels
 * @scale: device pixels in a logical one: the file is @width × @scale pixels wide
 * @style: the style
 * @slide: (nullable): the frame, %NULL for the plot alone
 * @error: return location for an error
 *
 * Lays out, draws and encodes, in any thread. The same input gives the same
 * bytes, as long as the fonts are the same.
 *
 * Returns: (transfer full): a PNG file, or %NULL with an error as for
 *   au_plot_render_surface()
 */
GBytes *
au_plot_render_png (AuFigure           *figure,
                    int                 width,
                    int                 height,
                    double              scale,
                    const AuPlotStyle  *style,
                    const AuPlotSlide  *slide,
                    GError            **error)
{
  g_autoptr (AuPlotLayout) layout = NULL;
  cairo_surface_t *surface;
  GBytes *bytes;

  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);

  layout = au_plot_layout_new (figure, width, height, style, slide);
  surface = au_plot_render_surface (layout, scale, error);
  if (surface == NULL)
    return NULL;

  bytes = au_png_encode (surface, scale, error);
  cairo_surface_destroy (surface);

  return bytes;
}
