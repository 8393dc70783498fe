/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-load.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   au_export_async         (GtkWindow            *window,
                                AuChart              *chart,
                                AuChartLoad          *load,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
void   au_export_to_file_async (GFile                *file,
                                AuChart              *chart,
                                AuChartLoad          *load,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
GFile *au_export_finish        (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
