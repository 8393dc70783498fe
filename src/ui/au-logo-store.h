/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_LOGO_STORE (au_logo_store_get_type ())

/**
 * AuLogoStore:
 *
 * Logos of accounts, fetched once and kept in a folder.
 */
G_DECLARE_FINAL_TYPE (AuLogoStore, au_logo_store, AU, LOGO_STORE, GObject)

AuLogoStore *au_logo_store_new         (const char           *folder,
                                        GTlsDatabase         *database);
AuLogoStore *au_logo_store_get_default (void);
void         au_logo_store_load_async  (AuLogoStore          *self,
                                        const char           *url,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GdkTexture  *au_logo_store_load_finish (AuLogoStore          *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
