/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What is written for current_date and current_timestamp, which SQLite keeps for itself. */
#define AU_SAMPLE_CURRENT_DATE "au_current_date"
#define AU_SAMPLE_CURRENT_TIMESTAMP "au_current_timestamp"

gboolean au_sample_functions_register   (sqlite3  *database,
                                         AuDay     today,
                                         GError  **error);

/* The three parts, by concern. */
int      au_sample_register_dates       (sqlite3  *database,
                                         AuDay     today);
int      au_sample_register_arrays      (sqlite3  *database);
int      au_sample_register_texts       (sqlite3  *database);

#define AU_SAMPLE_FUNCTION (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)

G_END_DECLS
