/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-exchange.h"

G_BEGIN_DECLS

AuStandinStatements *au_standin_statements_new    (AuStandin            *standin);
void                 au_standin_statements_stop   (AuStandinStatements  *self);
void                 au_standin_statements_free   (AuStandinStatements  *self);
gboolean             au_standin_statements_handle (AuStandinStatements  *self,
                                                   AuStandinExchange    *exchange,
                                                   const char           *path);

G_END_DECLS
