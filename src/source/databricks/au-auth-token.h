/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"

G_BEGIN_DECLS

#define AU_TYPE_AUTH_TOKEN (au_auth_token_get_type ())

/**
 * AuAuthToken:
 *
 * Signing in with a token or key that a person was given, from the configuration or else the
 * keyring.
 */
G_DECLARE_FINAL_TYPE (AuAuthToken, au_auth_token, AU, AUTH_TOKEN, AuAuth)

/**
 * AuAuthTokenInfo:
 * @kind: its name in the user agent, a static string
 * @service: the address that it is for, as the keyring has it
 * @secret: the keyring's name of it, one of the `AU_SECRET_` names
 * @given: (nullable): the token where the configuration has it
 * @what: its name for people, such as "The access token"
 * @missing: the sentence for where there is none
 *
 * What a token is for, and where it is.
 */
typedef struct
{
  const char *kind;
  const char *service;
  const char *secret;
  const char *given;
  const char *what;
  const char *missing;
} AuAuthTokenInfo;

AuAuth *au_auth_token_new (const AuAuthTokenInfo *info);

G_END_DECLS
