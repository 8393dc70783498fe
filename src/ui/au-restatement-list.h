/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-cached-source.h"

G_BEGIN_DECLS

void       au_restatement_list_async  (AuCachedSource       *source,
                                       GPtrArray            *requests,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray *au_restatement_list_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
