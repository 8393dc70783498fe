/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-export.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_EXPORT_DIALOG (au_export_dialog_get_type ())

/**
 * AuExportDialog:
 *
 * Asks how a chart is exported, with a small preview, and takes the last choice as the first. It
 * emits `chosen` when a person goes on to where it is saved.
 */
G_DECLARE_FINAL_TYPE (AuExportDialog, au_export_dialog, AU, EXPORT_DIALOG, AdwDialog)

AdwDialog *au_export_dialog_new         (AuExport         *export,
                                         GSettings        *settings,
                                         int               shown_width,
                                         int               shown_height);
AuExport  *au_export_dialog_get_export  (AuExportDialog   *self);
void       au_export_dialog_get_options (AuExportDialog   *self,
                                         AuExportOptions  *options);

G_END_DECLS
