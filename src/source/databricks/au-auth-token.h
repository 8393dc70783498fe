/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"
#include "au-databricks-config.h"

G_BEGIN_DECLS

#define AU_TYPE_AUTH_TOKEN (au_auth_token_get_type ())

/**
 * AuAuthToken:
 *
 * Signing in with a personal access token, from the configuration or else the keyring.
 */
G_DECLARE_FINAL_TYPE (AuAuthToken, au_auth_token, AU, AUTH_TOKEN, AuAuth)

AuAuth *au_auth_token_new (AuDatabricksConfig *config);

G_END_DECLS
