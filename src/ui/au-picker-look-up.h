/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-team.h"
#include "au-session.h"
#include "au-team-list.h"

G_BEGIN_DECLS

/* The most teams that a search by name gives. */
#define AU_PICKER_MAX_TEAMS 100

void       au_picker_look_up_ids_async  (AuSession            *session,
                                         const AuTeamList     *list,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
void       au_picker_look_up_name_async (AuSession            *session,
                                         const char           *name,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *au_picker_look_up_finish     (AuSession            *session,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
