/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_TEAMS (au_picker_teams_get_type ())

/**
 * AuPickerTeams:
 *
 * A dialog that looks teams up, by a list of ids or by a name, and shows what was found, what
 * belongs to several subscriptions, and what was not found. The subscriptions that are checked are
 * shown together.
 */
G_DECLARE_FINAL_TYPE (AuPickerTeams, au_picker_teams, AU, PICKER_TEAMS, AdwDialog)

AdwDialog  *au_picker_teams_new_for_ids   (AuSession     *session,
                                           const char    *text);
AdwDialog  *au_picker_teams_new_for_name  (AuSession     *session,
                                           const char    *name);
gboolean    au_picker_teams_is_loading    (AuPickerTeams *self);
GListModel *au_picker_teams_get_lines     (AuPickerTeams *self);

G_END_DECLS
