/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-statement.h"

G_BEGIN_DECLS

AuStandinLinks *au_standin_links_new    (AuStandin           *standin);
void            au_standin_links_free   (AuStandinLinks      *self);
void            au_standin_links_add    (AuStandinLinks      *self,
                                         AuStandinStatement  *statement,
                                         guint                index,
                                         yyjson_mut_doc      *json,
                                         yyjson_mut_val      *out);
void            au_standin_links_forget (AuStandinLinks      *self,
                                         AuStandinStatement  *statement);
gboolean        au_standin_links_handle (AuStandinLinks      *self,
                                         AuStandinExchange   *exchange,
                                         const char          *path);

G_END_DECLS
