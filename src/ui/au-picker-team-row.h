/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-picks.h"
#include "au-picker-team.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_PICKER_TEAM_ROW (au_picker_team_row_get_type ())

/**
 * AuPickerTeamRow:
 *
 * A line of looked up teams, with a check where there is a subscription that can be shown.
 */
G_DECLARE_FINAL_TYPE (AuPickerTeamRow, au_picker_team_row, AU, PICKER_TEAM_ROW, GtkWidget)

GtkWidget *au_picker_team_row_new      (AuPickerPicks   *picks);
void       au_picker_team_row_set_team (AuPickerTeamRow *self,
                                        AuPickerTeam    *team);

G_END_DECLS
