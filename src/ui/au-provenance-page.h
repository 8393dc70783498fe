/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_PROVENANCE_PAGE (au_provenance_page_get_type ())

/**
 * AuProvenancePage:
 *
 * Where one result came from: what it means, the text of its query and all that is known of its
 * run.
 */
G_DECLARE_FINAL_TYPE (AuProvenancePage, au_provenance_page, AU, PROVENANCE_PAGE, GtkWidget)

GtkWidget  *au_provenance_page_new        (AuResult          *result,
                                           gint64             now,
                                           const char *const *notes);
AuResult   *au_provenance_page_get_result (AuProvenancePage  *self);
const char *au_provenance_page_get_text   (AuProvenancePage  *self);

G_END_DECLS
