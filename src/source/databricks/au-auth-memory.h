/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean au_auth_memory_set (const char *host,
                             const char *refresh_token);
char    *au_auth_memory_dup (const char *host);

G_END_DECLS
