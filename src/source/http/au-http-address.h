/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GUri    *au_http_address_parse            (const char  *text);
gboolean au_http_address_check_encryption (GUri        *uri,
                                           GError     **error);
char    *au_http_address_dup_origin       (GUri        *uri);
char    *au_http_address_quote            (const char  *text);
gboolean au_http_address_is_made_of       (const char  *text,
                                           const char  *others);
gboolean au_http_address_check_secret     (const char  *text,
                                           const char  *what,
                                           GError     **error);

G_END_DECLS
