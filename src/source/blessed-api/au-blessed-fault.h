/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http.h"

G_BEGIN_DECLS

gboolean au_blessed_fault_check (const AuHttpResponse  *response,
                                 const char            *route,
                                 GError               **error);

G_END_DECLS
