/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"

G_BEGIN_DECLS

/**
 * AuImageFormat:
 * @AU_IMAGE_PNG: pixels
 * @AU_IMAGE_SVG: shapes, and text in the font of the reader
 * @AU_IMAGE_PDF: shapes, and text in fonts that are in the file
 */
typedef enum
{
  AU_IMAGE_PNG,
  AU_IMAGE_SVG,
  AU_IMAGE_PDF,
} AuImageFormat;

#define AU_IMAGE_N_FORMATS 3

/* The largest picture, in millions of pixels: it takes four bytes a pixel while it is drawn. */
#define AU_IMAGE_MAX_MEGAPIXELS 100

/* The largest scale. */
#define AU_IMAGE_MAX_SCALE 4

/**
 * AuImage:
 * @format: what kind of file
 * @width: in logical pixels
 * @height: in logical pixels
 * @scale: pixels of the file in a logical one; of SVG and PDF, a factor on their size
 * @scheme: light or dark
 * @transparent: whether the background is left out
 * @rtl: whether it is mirrored
 * @created: when it is made, milliseconds since 1970 UTC; only PDF tells it
 *
 * How a chart is made a file. A plain value.
 */
typedef struct
{
  AuImageFormat format;
  int             width;
  int             height;
  int             scale;
  AuPlotScheme    scheme;
  gboolean        transparent;
  gboolean        rtl;
  gint64          created;
} AuImage;

const char * au_image_format_get_name  (AuImageFormat     format);
gboolean     au_image_format_from_name (const char         *name,
                                        AuImageFormat    *format);
gboolean     au_image_check_size       (const AuImage    *self,
                                        GError            **error);
GBytes *     au_image_render           (const AuImage    *self,
                                        AuFigure           *figure,
                                        const AuPlotSlide  *slide,
                                        const char         *description,
                                        GError            **error);

G_END_DECLS
