/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart-load.h"
#include "au-chart-view.h"
#include "au-image.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AuExportSize:
 * @AU_EXPORT_SLIDE: 1600×900
 * @AU_EXPORT_SQUARE: 1200×1200
 * @AU_EXPORT_SHOWN: that of the card in the window
 */
typedef enum
{
  AU_EXPORT_SLIDE,
  AU_EXPORT_SQUARE,
  AU_EXPORT_SHOWN,
} AuExportSize;

/**
 * AuExportOptions:
 * @image: how a picture is drawn
 * @rows: whether the rows are written instead, as CSV
 * @provenance: whether the rows' record is written beside them, as FILE.provenance.json
 * @forecast: whether the picture shows what is expected, where the chart can tell it
 */
typedef struct
{
  AuImage image;
  gboolean rows;
  gboolean provenance;
  gboolean forecast;
} AuExportOptions;

/**
 * AuExport:
 *
 * A chart with all that belongs to its picture, apart from the window that showed it: what is
 * written does not change while a person chooses how. Immutable and reference-counted.
 */
typedef struct _AuExport AuExport;

AuExport        *au_export_new             (AuChart               *chart,
                                            AuChartLoad           *load,
                                            AuChartView           *view);
AuExport        *au_export_ref             (AuExport              *self);
void             au_export_unref           (AuExport              *self);
const char      *au_export_get_title       (AuExport              *self);
gboolean         au_export_has_forecast    (AuExport              *self);
guint            au_export_get_n_hidden    (AuExport              *self);

void             au_export_options_init    (AuExportOptions       *options,
                                            GSettings             *settings,
                                            int                    shown_width,
                                            int                    shown_height);

void             au_export_draw_async      (AuExport              *self,
                                            const AuExportOptions *options,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
GBytes          *au_export_draw_finish     (GAsyncResult          *result,
                                            GError               **error);
void             au_export_to_file_async   (AuExport              *self,
                                            const AuExportOptions *options,
                                            GFile                 *file,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
void             au_export_save_async      (AuExport              *self,
                                            const AuExportOptions *options,
                                            GtkWindow             *window,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
GFile           *au_export_finish          (GAsyncResult          *result,
                                            GError               **error);

void             au_export_copy_image      (AuExport              *self,
                                            GdkClipboard          *clipboard,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean         au_export_copy_image_finish (GAsyncResult        *result,
                                              GError             **error);
void             au_export_copy_table      (AuFigure              *figure,
                                            GdkClipboard          *clipboard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuExport, au_export_unref)

G_END_DECLS
