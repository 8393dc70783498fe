/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"

G_BEGIN_DECLS

/**
 * AuPictureFormat:
 * @AU_PICTURE_PNG: pixels
 * @AU_PICTURE_SVG: shapes, and text in the font of the reader
 * @AU_PICTURE_PDF: shapes, and text in fonts that are in the file
 */
typedef enum
{
  AU_PICTURE_PNG,
  AU_PICTURE_SVG,
  AU_PICTURE_PDF,
} AuPictureFormat;

#define AU_PICTURE_N_FORMATS 3

/* The largest picture, in millions of pixels: it takes four bytes a pixel while it is drawn. */
#define AU_PICTURE_MAX_MEGAPIXELS 100

/* The largest scale. */
#define AU_PICTURE_MAX_SCALE 4

/**
 * AuPicture:
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
  AuPictureFormat format;
  int             width;
  int             height;
  int             scale;
  AuPlotScheme    scheme;
  gboolean        transparent;
  gboolean        rtl;
  gint64          created;
} AuPicture;

const char * au_picture_format_get_name  (AuPictureFormat     format);
gboolean     au_picture_format_from_name (const char         *name,
                                          AuPictureFormat    *format);
gboolean     au_picture_check_size       (const AuPicture    *self,
                                          GError            **error);
GBytes *     au_picture_render           (const AuPicture    *self,
                                          AuFigure           *figure,
                                          const AuPlotSlide  *slide,
                                          const char         *description,
                                          GError            **error);

G_END_DECLS
