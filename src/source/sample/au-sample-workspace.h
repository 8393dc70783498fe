/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"
#include "au-sample-generator.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many subscriptions a workspace has where ANYUSAGE_SAMPLE_SIZE does not say. */
#define AU_SAMPLE_WORKSPACE_DEFAULT_SIZE 412
#define AU_SAMPLE_WORKSPACE_MIN_SIZE 10
#define AU_SAMPLE_WORKSPACE_MAX_SIZE AU_SAMPLE_GENERATOR_MAX_SUBSCRIPTIONS

gboolean au_sample_workspace_read_size   (guint             *size,
                                          GError           **error);
char    *au_sample_workspace_dup_path    (AuDay              today,
                                          guint              size);
gboolean au_sample_workspace_is_complete (const char        *path);
char    *au_sample_workspace_ensure      (AuDay              today,
                                          guint              size,
                                          AuSampleProgress   progress,
                                          gpointer           user_data,
                                          GCancellable      *cancellable,
                                          GError           **error);

G_END_DECLS
