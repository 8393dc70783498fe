/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean au_cli_is_command (int    argc,
                            char **argv);
int      au_cli_run        (int    argc,
                            char **argv);

G_END_DECLS
