/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_RESTATEMENT_DIALOG (au_restatement_dialog_get_type ())

/**
 * AuRestatementDialog:
 *
 * The one place that lists all numbers of complete periods that are others than they were in an
 * earlier reading, of what the window is about.
 */
G_DECLARE_FINAL_TYPE (AuRestatementDialog, au_restatement_dialog, AU, RESTATEMENT_DIALOG, AdwDialog)

AdwDialog *au_restatement_dialog_new        (AuSession           *session);
gboolean   au_restatement_dialog_is_settled (AuRestatementDialog *self);

G_END_DECLS
