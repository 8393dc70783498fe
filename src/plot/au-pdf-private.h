/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void au_pdf_add_words (GByteArray *file,
                       GPtrArray  *descriptions,
                       const char *language);

G_END_DECLS
