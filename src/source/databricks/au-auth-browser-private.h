/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-auth-browser.h"
#include "au-oauth.h"

G_BEGIN_DECLS

struct _AuAuthBrowser
{
  AuAuth parent_instance;

  AuDatabricksConfig *config;
  AuHttp *http;
  AuOAuthEndpoints *endpoints; /* (nullable): once known */
  guint patience;
};

typedef void (*AuAuthBrowserReady) (GTask *task);

void au_auth_browser_discover (GTask               *task,
                               AuAuthBrowserReady   ready);
void au_auth_browser_keep     (AuAuthBrowser       *self,
                               const char          *refresh_token);

G_END_DECLS
