/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_ACCOUNTS_DIALOG (au_accounts_dialog_get_type ())

/**
 * AuAccountsDialog:
 *
 * Finds an account by its name and shows it: who looks after it, its opportunities and its
 * subscriptions. A subscription chosen there becomes the window's, and the dialog closes.
 */
G_DECLARE_FINAL_TYPE (AuAccountsDialog, au_accounts_dialog, AU, ACCOUNTS_DIALOG, AdwDialog)

AdwDialog *au_accounts_dialog_new      (AuSession        *session);
void       au_accounts_dialog_search   (AuAccountsDialog *self,
                                        const char       *text,
                                        const char       *account_id);

G_END_DECLS
