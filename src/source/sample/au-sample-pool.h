/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-sample-connection.h"
#include "au-sample-generator.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuSamplePool:
 *
 * The connections to a day's workspace that are open and idle, and the making of its file. Any
 * thread may take a connection; the file is made once, however many wait for it.
 */
typedef struct _AuSamplePool AuSamplePool;

AuSamplePool       *au_sample_pool_new     (const char          *path,
                                            AuSampleProgress     progress,
                                            gpointer             user_data,
                                            GDestroyNotify       destroy);
AuSamplePool       *au_sample_pool_ref     (AuSamplePool        *self);
void                au_sample_pool_unref   (AuSamplePool        *self);
void                au_sample_pool_stop    (AuSamplePool        *self);
AuSampleConnection *au_sample_pool_take    (AuSamplePool        *self,
                                            GCancellable        *cancellable,
                                            GError             **error);
void                au_sample_pool_give    (AuSamplePool        *self,
                                            AuSampleConnection  *connection);
gboolean            au_sample_pool_discard (AuSamplePool        *self,
                                            AuSampleConnection  *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSamplePool, au_sample_pool_unref)

G_END_DECLS
