/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *au_download (const char    *url,
                     const char    *accept,
                     gsize          limit,
                     GTlsDatabase  *database,
                     GCancellable  *cancellable,
                     GError       **error);

G_END_DECLS
