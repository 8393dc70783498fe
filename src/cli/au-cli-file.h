/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean au_cli_write_file   (const char  *path,
                              const char  *data,
                              gsize        length,
                              GError     **error);
gboolean au_cli_make_folder  (const char  *path,
                              GError     **error);
char    *au_cli_dup_ending   (const char  *path);
gboolean au_cli_is_file_type (const char  *ending);

G_END_DECLS
