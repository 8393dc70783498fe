/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  au_is_sandboxed   (void);
char     *au_shown_path_dup (const char  *path);

G_END_DECLS
