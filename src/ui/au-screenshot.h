/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-window.h"

G_BEGIN_DECLS

void au_screenshot_take (AuWindow   *window,
                         const char *path,
                         const char *action,
                         gboolean    pick,
                         const char *type,
                         int         hover);

G_END_DECLS
