/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_DATABRICKS_PREFERENCES (au_databricks_preferences_get_type ())

/**
 * AuDatabricksPreferences:
 *
 * The group of Preferences that says which workspace and warehouse, how to sign in, and whether it
 * all works. Secrets go to the keyring and are never shown again.
 */
G_DECLARE_FINAL_TYPE (AuDatabricksPreferences, au_databricks_preferences, AU,
                      DATABRICKS_PREFERENCES, AdwPreferencesGroup)

void au_databricks_preferences_set_session (AuDatabricksPreferences *self,
                                            AuSession               *session);

G_END_DECLS
