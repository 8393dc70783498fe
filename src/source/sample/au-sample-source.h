/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-source.h"

G_BEGIN_DECLS

#define AU_TYPE_SAMPLE_SOURCE (au_sample_source_get_type ())

/**
 * AuSampleSource:
 *
 * The queries run in this process, on SQLite over generated data: no account and no network. The
 * data are a file in the user's cache, made once a day; see au-sample-workspace.h. Up to four
 * queries run at once, each in its own thread with its own connection.
 */
G_DECLARE_FINAL_TYPE (AuSampleSource, au_sample_source, AU, SAMPLE_SOURCE, GObject)

AuSource *au_sample_source_new          (AuQueryCatalog *catalog);
AuSource *au_sample_source_new_for_file (AuQueryCatalog *catalog,
                                         const char     *path);

G_END_DECLS
