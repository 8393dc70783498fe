/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes * au_pixels_pack   (const guint32 *pixels,
                           gsize          width,
                           gsize          height);
gboolean au_pixels_unpack (GBytes        *packed,
                           gsize          width,
                           gsize          height,
                           guint32       *pixels);

G_END_DECLS
