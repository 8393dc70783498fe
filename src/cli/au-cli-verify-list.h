/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int au_cli_verify_list (const char *path);

G_END_DECLS
