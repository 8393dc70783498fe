/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-source.h"

G_BEGIN_DECLS

AuSource *au_kept_source_new (const char  *id,
                              const char  *query_folder,
                              GError     **error);

G_END_DECLS
