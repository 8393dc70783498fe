/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *au_logo_format_sniff    (GBytes *bytes);
gboolean    au_logo_format_is_whole (GBytes *bytes);

G_END_DECLS
