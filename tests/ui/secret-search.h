/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *secret_search_forms  (const char *secret);
gboolean   secret_search_bytes  (GPtrArray  *forms,
                                 const char *data,
                                 gsize       length);
guint      secret_search_folder (GPtrArray  *forms,
                                 const char *folder,
                                 GPtrArray  *found);

G_END_DECLS
