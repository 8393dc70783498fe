/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-image.h"

#include "au-error.h"
#include "au-plot-pdf.h"
#include "au-plot-render.h"
#include "au-plot-svg.h"

#include <glib/gi18n.h>

static const char *const names[AU_IMAGE_N_FORMATS] = { "png", "svg", "pdf" };

/**
 * au_image_format_get_name:
 *
 * Returns: (transfer none): "png", "svg" or "pdf", which is also the ending of a file's name
 */
const char *
au_image_format_get_name (AuImageFormat format)
{
  g_return_val_if_fail ((guint) format < AU_IMAGE_N_FORMATS, NULL);

  return names[format];
}

/**
 * au_image_format_from_name:
 * @name: (nullable): a name
 * @format: (out): the format, where there is one of that name
 *
 * Returns: whether there is
 */
gboolean
au_image_format_from_name (const char      *name,
                           AuImageFormat *format)
{
  for (guint i = 0; i < AU_IMAGE_N_FORMATS; i++)
    {
      if (g_strcmp0 (name, names[i]) != 0)
        continue;
      *format = (AuImageFormat) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * au_image_check_size:
 * @self: a picture
 * @error: return location for an error
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT where the picture would be too large
 */
gboolean
au_image_check_size (const AuImage  *self,
                     GError          **error)
{
  gint64 width = (gint64) self->width * self->scale;
  gint64 height = (gint64) self->height * self->scale;

  if (width <= AU_PLOT_MAX_SIZE && height <= AU_PLOT_MAX_SIZE &&
      width * height <= AU_IMAGE_MAX_MEGAPIXELS * G_GINT64_CONSTANT (1000000))
    return TRUE;

  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               /* Translators: width and height in pixels, the most of either, millions. */
               _("A picture of %d × %d pixels is too large; take at most %d each way and %d million in all."),
               (int) width, (int) height, AU_PLOT_MAX_SIZE, AU_IMAGE_MAX_MEGAPIXELS);
  return FALSE;
}

/**
 * au_image_render:
 * @self: how to draw it
 * @figure: a sealed figure
 * @slide: the frame
 * @description: (nullable): what the picture says, for those who do not see it
 * @error: return location for an error
 *
 * Lays a figure out, draws it and encodes it, in any thread. All formats have one layout and are
 * drawn by the same code. The same input gives the same bytes, as long as the fonts are the same.
 *
 * Returns: (transfer full): a file, or %NULL with %AU_ERROR_INVALID_ARGUMENT where it would be too
 *   large or %AU_ERROR_FAILED
 */
GBytes *
au_image_render (const AuImage    *self,
                 AuFigure           *figure,
                 const AuPlotSlide  *slide,
                 const char         *description,
                 GError            **error)
{
  g_autoptr (AuPlotLayout) layout = NULL;
  AuPlotStyle style;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (figure != NULL, NULL);

  if (!au_image_check_size (self, error))
    return NULL;

  au_plot_style_init (&style, self->scheme, FALSE);
  style.transparent = self->transparent;
  style.rtl = self->rtl;
  if (self->format == AU_IMAGE_PNG)
    return au_plot_render_png (figure, self->width, self->height, self->scale, &style, slide,
                               error);

  layout = au_plot_layout_new (figure, self->width, self->height, &style, slide);
  if (self->format == AU_IMAGE_SVG)
    return au_plot_render_svg (layout, self->scale, description, error);
  return au_plot_render_pdf (layout, self->scale, description, self->created, error);
}
