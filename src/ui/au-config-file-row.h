/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_CONFIG_FILE_ROW (au_config_file_row_get_type ())

/**
 * AuConfigFileRow:
 *
 * A row of Preferences for the file that profiles are read from. In Flatpak `~/.databrickscfg` is
 * out of reach until it is chosen here once.
 */
G_DECLARE_FINAL_TYPE (AuConfigFileRow, au_config_file_row, AU, CONFIG_FILE_ROW, AdwActionRow)

void au_config_file_row_set_settings (AuConfigFileRow  *self,
                                      GSettings        *settings);
void au_config_file_row_update       (AuConfigFileRow  *self);

G_END_DECLS
