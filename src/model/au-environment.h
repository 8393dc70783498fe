/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void   au_environment_hide (const char *const *names);
char **au_environment_get  (void);

G_END_DECLS
