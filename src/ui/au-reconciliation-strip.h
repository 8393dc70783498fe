/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_RECONCILIATION_STRIP (au_reconciliation_strip_get_type ())

/**
 * AuReconciliationStrip:
 *
 * A quiet line for each two queries that should agree: that they do, or by how much not and for
 * which months. Each opens a dialog that tells where both come from.
 */
G_DECLARE_FINAL_TYPE (AuReconciliationStrip, au_reconciliation_strip, AU, RECONCILIATION_STRIP,
                      GtkWidget)

void     au_reconciliation_strip_set_session (AuReconciliationStrip  *self,
                                              AuSession              *session);
void     au_reconciliation_strip_reload      (AuReconciliationStrip  *self);
gboolean au_reconciliation_strip_is_settled  (AuReconciliationStrip  *self);

G_END_DECLS
