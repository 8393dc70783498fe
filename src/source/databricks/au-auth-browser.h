/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth.h"
#include "au-databricks-config.h"
#include "au-http.h"

G_BEGIN_DECLS

/**
 * AuAuthBrowserOpen:
 * @uri: the page where the person signs in
 * @user_data: data
 *
 * Shows @uri in the person's browser.
 */
typedef void (*AuAuthBrowserOpen) (const char *uri,
                                   gpointer    user_data);

#define AU_TYPE_AUTH_BROWSER (au_auth_browser_get_type ())

/**
 * AuAuthBrowser:
 *
 * Signing in as a person, in the browser: OAuth authorization code with PKCE, RFC 7636, coming back
 * to this computer alone, RFC 8252, section 7.3. What gets the next token is kept in the keyring,
 * or in memory where there is none.
 */
G_DECLARE_FINAL_TYPE (AuAuthBrowser, au_auth_browser, AU, AUTH_BROWSER, AuAuth)

AuAuth   *au_auth_browser_new            (AuDatabricksConfig   *config,
                                          AuHttp               *http);
void      au_auth_browser_set_patience   (AuAuthBrowser        *self,
                                          guint                 seconds);
void      au_auth_browser_sign_in_async  (AuAuthBrowser        *self,
                                          AuAuthBrowserOpen     open,
                                          gpointer              open_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  au_auth_browser_sign_in_finish (AuAuthBrowser        *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void      au_auth_browser_open_default   (const char           *uri,
                                          gpointer              user_data);

G_END_DECLS
