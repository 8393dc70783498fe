/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-exchange.h"

G_BEGIN_DECLS

AuStandinSignIn *au_standin_sign_in_new           (AuStandin          *standin);
void             au_standin_sign_in_free          (AuStandinSignIn    *self);
void             au_standin_sign_in_expire        (AuStandinSignIn    *self);
gboolean         au_standin_sign_in_check         (AuStandinSignIn    *self,
                                                   AuStandinExchange  *exchange);
gboolean         au_standin_sign_in_handle        (AuStandinSignIn    *self,
                                                   AuStandinExchange  *exchange,
                                                   const char         *path);

G_END_DECLS
