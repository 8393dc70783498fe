/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a link starts with; registered as x-scheme-handler in the desktop entry. */
#define AU_LINK_SCHEME "anyusage"

#define AU_TYPE_LINK (au_link_get_type ())

/**
 * AuLink:
 *
 * A place in the app, as somebody sends it to a colleague:
 * `anyusage:subscription/ID,ID?view=NAME&source=NAME`. It names what to show and no more: neither
 * a host nor a query, nothing that could be run. Immutable and counted.
 */
typedef struct _AuLink AuLink;

GType              au_link_get_type   (void);
AuLink            *au_link_new        (const char *const *ids,
                                       const char         *view,
                                       const char         *source);
AuLink            *au_link_parse      (const char         *text,
                                       GError            **error);
gboolean           au_link_is_link    (const char         *text);
AuLink            *au_link_ref        (AuLink             *self);
void               au_link_unref      (AuLink             *self);
const char *const *au_link_get_ids    (AuLink             *self);
const char        *au_link_get_view   (AuLink             *self);
const char        *au_link_get_source (AuLink             *self);
char              *au_link_to_string  (AuLink             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuLink, au_link_unref)

G_END_DECLS
