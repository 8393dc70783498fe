/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * AuSampleConnection:
 *
 * A connection to a sample workspace's file that can read and nothing else. One thread at a time.
 */
typedef struct _AuSampleConnection AuSampleConnection;

AuSampleConnection *au_sample_connection_open         (const char          *path,
                                                       AuDay                today,
                                                       gboolean            *damaged,
                                                       GError             **error);
void                au_sample_connection_free         (AuSampleConnection  *self);
void                au_sample_connection_forget_pages (AuSampleConnection  *self);
sqlite3            *au_sample_connection_get_database (AuSampleConnection  *self);
const char         *au_sample_connection_get_path     (AuSampleConnection  *self);
gboolean            au_sample_connection_is_damage    (int                  result_code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSampleConnection, au_sample_connection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
