/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean au_sign_in_helps  (const GError         *error);
void     au_sign_in_async  (GtkWindow            *window,
                            AuSource             *source,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
gboolean au_sign_in_finish (GAsyncResult         *result,
                            GError              **error);

G_END_DECLS
