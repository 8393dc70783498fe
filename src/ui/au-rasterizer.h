/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-plot-layout.h"
#include "au-plot-style.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AuPicture:
 * @layout: (owned): where everything is
 * @texture: (owned) (nullable): the static picture at device scale; %NULL while it is packed
 * @bytes: (owned): its pixels, or what they were packed into
 * @width: in device pixels
 * @height: in device pixels
 *
 * A figure drawn at a size.
 */
typedef struct
{
  AuPlotLayout *layout;
  GdkTexture *texture;
  GBytes *bytes;
  int width;
  int height;
} AuPicture;

void       au_picture_free          (AuPicture            *self);
void       au_picture_pack          (AuPicture            *self);
void       au_picture_unpack        (AuPicture            *self);

void       au_rasterize_async       (AuFigure             *figure,
                                     int                   width,
                                     int                   height,
                                     double                scale,
                                     const AuPlotStyle    *style,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
AuPicture *au_rasterize_finish      (GAsyncResult         *result,
                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuPicture, au_picture_free)

G_END_DECLS
