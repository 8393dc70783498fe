/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-request.h"

G_BEGIN_DECLS

const char *au_blessed_route_get       (const char       *query);
GPtrArray  *au_blessed_route_dup_paths (const AuRequest  *request);
char       *au_blessed_route_dup_wire_name (const char   *name);

G_END_DECLS
