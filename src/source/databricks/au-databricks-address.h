/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean au_databricks_address_parse_host      (const char  *text,
                                                char       **host,
                                                char       **workspace_id,
                                                GError     **error);
gboolean au_databricks_address_parse_warehouse (const char  *text,
                                                char       **warehouse_id,
                                                char       **workspace_id,
                                                GError     **error);

G_END_DECLS
