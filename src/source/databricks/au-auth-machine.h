/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"
#include "au-databricks-config.h"
#include "au-http.h"

G_BEGIN_DECLS

#define AU_TYPE_AUTH_MACHINE (au_auth_machine_get_type ())

/**
 * AuAuthMachine:
 *
 * Signing in as a service principal: OAuth client credentials, RFC 6749, section 4.4. The secret is
 * the configuration's or else the keyring's.
 */
G_DECLARE_FINAL_TYPE (AuAuthMachine, au_auth_machine, AU, AUTH_MACHINE, AuAuth)

AuAuth *au_auth_machine_new (AuDatabricksConfig *config,
                             AuHttp             *http);

G_END_DECLS
