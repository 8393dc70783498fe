/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-source.h"

G_BEGIN_DECLS

#define AU_TYPE_LOADER (au_loader_get_type ())

/**
 * AuLoader:
 *
 * Loads requests from a source for any number of waiting views: a request in flight is sent once
 * however many wait for it, a few run at a time with the most urgent first, and results stay in
 * memory, so that going back to a view costs nothing. Errors are not kept. Belongs to one thread.
 */
G_DECLARE_FINAL_TYPE (AuLoader, au_loader, AU, LOADER, GObject)

AuLoader *au_loader_new            (AuSource             *source);
AuSource *au_loader_get_source     (AuLoader             *self);
void      au_loader_load_async     (AuLoader             *self,
                                    AuRequest            *request,
                                    int                   priority,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
AuResult *au_loader_load_finish    (AuLoader             *self,
                                    GAsyncResult         *result,
                                    GError              **error);
AuResult *au_loader_peek           (AuLoader             *self,
                                    AuRequest            *request);
void      au_loader_invalidate     (AuLoader             *self,
                                    AuRequest            *request);
void      au_loader_invalidate_all (AuLoader             *self);

G_END_DECLS
