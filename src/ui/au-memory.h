/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void au_memory_init        (void);
void au_memory_return_soon (void);

G_END_DECLS
