/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_PREFERENCES (au_preferences_get_type ())

/**
 * AuPreferences:
 *
 * Where numbers come from, and which texts are run.
 */
G_DECLARE_FINAL_TYPE (AuPreferences, au_preferences, AU, PREFERENCES, AdwPreferencesDialog)

AdwDialog *au_preferences_new (AuSession *session);

G_END_DECLS
