/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *au_databricks_profile_parse (const char  *text,
                                         const char  *profile,
                                         char       **name);
GHashTable *au_databricks_profile_load  (const char  *file,
                                         const char  *profile,
                                         char       **name,
                                         GError     **error);

G_END_DECLS
