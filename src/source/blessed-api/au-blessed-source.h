/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-blessed-config.h"
#include "au-http.h"
#include "au-source.h"

G_BEGIN_DECLS

#define AU_TYPE_BLESSED_SOURCE (au_blessed_source_get_type ())

/**
 * AuBlessedSource:
 *
 * Asks the Blessed API, a service with a route for each query that runs its own texts.
 */
G_DECLARE_FINAL_TYPE (AuBlessedSource, au_blessed_source, AU, BLESSED_SOURCE, GObject)

AuSource *au_blessed_source_new      (AuBlessedConfig  *config,
                                      AuQueryCatalog   *catalog);
AuHttp   *au_blessed_source_get_http (AuBlessedSource  *self);

G_END_DECLS
