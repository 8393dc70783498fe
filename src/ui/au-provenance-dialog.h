/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-provenance-page.h"

G_BEGIN_DECLS

#define AU_TYPE_PROVENANCE_DIALOG (au_provenance_dialog_get_type ())

/**
 * AuProvenanceDialog:
 *
 * Where the numbers of a chart or card came from, a page for each query.
 */
G_DECLARE_FINAL_TYPE (AuProvenanceDialog, au_provenance_dialog, AU, PROVENANCE_DIALOG, AdwDialog)

AdwDialog        *au_provenance_dialog_new      (const char          *title,
                                                 AuResult *const     *results,
                                                 guint                n_results,
                                                 const char *const   *notes);
AuProvenancePage *au_provenance_dialog_get_page (AuProvenanceDialog  *self);

G_END_DECLS
