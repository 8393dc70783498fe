/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

G_BEGIN_DECLS

void au_cli_json_append_result (GString  *out,
                                AuResult *result);

G_END_DECLS
