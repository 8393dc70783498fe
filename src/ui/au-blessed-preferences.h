/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_BLESSED_PREFERENCES (au_blessed_preferences_get_type ())

/**
 * AuBlessedPreferences:
 *
 * The part of Preferences about the Blessed API: its address, the key and the header it goes into,
 * and whether all that works. The key goes into the keyring and is never shown again.
 */
G_DECLARE_FINAL_TYPE (AuBlessedPreferences, au_blessed_preferences, AU, BLESSED_PREFERENCES,
                      AdwPreferencesGroup)

void au_blessed_preferences_set_session (AuBlessedPreferences *self,
                                         AuSession            *session);

G_END_DECLS
