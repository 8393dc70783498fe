/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"
#include "au-image.h"
#include "au-result.h"
#include "au-selection.h"

G_BEGIN_DECLS

gboolean  au_receipt_is_verified        (AuResult *const *results,
                                         guint            n_results);
gboolean  au_receipt_is_by_route        (AuResult *const *results,
                                         guint            n_results);
char     *au_receipt_create_line        (AuResult *const *results,
                                         guint            n_results,
                                         AuFigure        *figure);
char     *au_receipt_create_slide_start (AuSelection     *selection,
                                         AuResult *const *results,
                                         guint            n_results);
char     *au_receipt_create_slide_end   (AuResult *const *results,
                                         guint            n_results);
GBytes   *au_receipt_attach_record      (GBytes          *file,
                                         const AuImage *picture,
                                         const char      *chart,
                                         AuSelection     *selection,
                                         AuResult *const *results,
                                         guint            n_results,
                                         GError         **error);
GBytes   *au_receipt_create_record_file (GBytes          *file,
                                         const char      *chart,
                                         AuSelection     *selection,
                                         gint64           written,
                                         AuResult *const *results,
                                         guint            n_results);

G_END_DECLS
