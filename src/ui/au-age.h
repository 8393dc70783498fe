/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *au_age_create_text (gint64 milliseconds);

G_END_DECLS
