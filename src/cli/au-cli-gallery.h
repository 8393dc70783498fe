/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int au_cli_gallery (const char *source,
                    const char *folder);

G_END_DECLS
