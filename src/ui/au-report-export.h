/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   au_report_export_async     (AuSession            *session,
                                   GFile                *file,
                                   GtkProgressBar       *bar,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void   au_report_export_ask_async (GtkWindow            *window,
                                   AuSession            *session,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile *au_report_export_finish    (GAsyncResult         *result,
                                   guint                *n_failed,
                                   GError              **error);

G_END_DECLS
