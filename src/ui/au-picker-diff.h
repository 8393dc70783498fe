/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void au_picker_diff_apply (GListStore *store,
                           GPtrArray  *items);

G_END_DECLS
