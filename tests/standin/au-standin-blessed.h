/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-exchange.h"

G_BEGIN_DECLS

gboolean au_standin_blessed_handle (AuStandin         *standin,
                                    AuStandinExchange *exchange,
                                    const char        *path);

G_END_DECLS
