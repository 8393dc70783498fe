/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "au-day.h"

G_BEGIN_DECLS

/* Raise it with every change of what is generated: workspaces in the cache are keyed by it. */
#define AU_SAMPLE_GENERATOR_VERSION 2

#define AU_SAMPLE_GENERATOR_MAX_SUBSCRIPTIONS 100000

/**
 * AuSampleProgress:
 * @fraction: 0 to 1
 * @user_data: what was given with the function
 */
typedef void (*AuSampleProgress) (double   fraction,
                                  gpointer user_data);

gboolean au_sample_generator_write (const char        *path,
                                    AuDay              today,
                                    guint              n_subscriptions,
                                    AuSampleProgress   progress,
                                    gpointer           user_data,
                                    GCancellable      *cancellable,
                                    GError           **error);

G_END_DECLS
