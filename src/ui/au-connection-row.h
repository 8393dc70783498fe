/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_CONNECTION_ROW (au_connection_row_get_type ())

/**
 * AuConnectionRow:
 *
 * A row of Preferences that tries whether a source answers, and says what it found.
 */
G_DECLARE_FINAL_TYPE (AuConnectionRow, au_connection_row, AU, CONNECTION_ROW, AdwActionRow)

void au_connection_row_set_source (AuConnectionRow  *self,
                                   AuSession        *session,
                                   const char       *source);
void au_connection_row_reset      (AuConnectionRow  *self);
void au_connection_row_test       (AuConnectionRow  *self);

void au_preferences_say           (GtkWidget        *widget,
                                   const char       *text);
void au_preferences_mark          (GtkEditable      *row,
                                   gboolean          good);

G_END_DECLS
