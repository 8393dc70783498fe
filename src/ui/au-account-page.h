/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-row.h"
#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_ACCOUNT_PAGE (au_account_page_get_type ())

/**
 * AuAccountPage:
 *
 * One account: its size, who looks after it, its opportunities and its subscriptions.
 */
G_DECLARE_FINAL_TYPE (AuAccountPage, au_account_page, AU, ACCOUNT_PAGE, AdwNavigationPage)

AdwNavigationPage *au_account_page_new (AuSession *session,
                                        AuRow     *account);

G_END_DECLS
