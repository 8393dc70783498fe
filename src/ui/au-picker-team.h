/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription.h"

G_BEGIN_DECLS

/**
 * AuPickerTeamKind:
 * @AU_PICKER_TEAM_FOUND: it belongs to a subscription
 * @AU_PICKER_TEAM_SEVERAL: it is listed with several subscriptions, of which this is one
 * @AU_PICKER_TEAM_ALONE: it belongs to no subscription that the source lists
 * @AU_PICKER_TEAM_UNKNOWN: the source has no such id
 * @AU_PICKER_TEAM_UNREADABLE: it is no id at all
 *
 * What came of looking a word up, in the order in which it is told.
 */
typedef enum
{
  AU_PICKER_TEAM_FOUND,
  AU_PICKER_TEAM_SEVERAL,
  AU_PICKER_TEAM_ALONE,
  AU_PICKER_TEAM_UNKNOWN,
  AU_PICKER_TEAM_UNREADABLE,
} AuPickerTeamKind;

#define AU_PICKER_N_TEAM_KINDS (AU_PICKER_TEAM_UNREADABLE + 1)

#define AU_TYPE_PICKER_TEAM (au_picker_team_get_type ())

/**
 * AuPickerTeam:
 *
 * One line of the result of looking up teams. Immutable.
 */
G_DECLARE_FINAL_TYPE (AuPickerTeam, au_picker_team, AU, PICKER_TEAM, GObject)

AuPickerTeam     *au_picker_team_new              (AuPickerTeamKind  kind,
                                                   const char       *id,
                                                   const char       *name,
                                                   const char       *account,
                                                   AuSubscription   *subscription);
AuPickerTeamKind  au_picker_team_get_kind         (AuPickerTeam     *self);
const char       *au_picker_team_get_id           (AuPickerTeam     *self);
AuSubscription   *au_picker_team_get_subscription (AuPickerTeam     *self);
char             *au_picker_team_dup_title        (AuPickerTeam     *self);
char             *au_picker_team_dup_detail       (AuPickerTeam     *self);

G_END_DECLS
