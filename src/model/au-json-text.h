/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * JSON in one form only: no blanks, ASCII alone, so that the same content is the same bytes and may
 * stand in XML, in a PDF and in a PNG as it is.
 */
void au_json_text_append_string  (GString            *out,
                                  const char         *text);
void au_json_text_append_strings (GString            *out,
                                  const char *const  *texts);
void au_json_text_append_member  (GString            *out,
                                  const char         *name,
                                  const char         *text);
void au_json_text_append_key     (GString            *out,
                                  const char         *name);
void au_json_text_append_variant (GString            *out,
                                  GVariant           *value);

G_END_DECLS
