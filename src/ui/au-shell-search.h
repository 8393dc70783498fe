/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-bookmarks.h"
#include "au-subscription-index.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AU_TYPE_SHELL_SEARCH (au_shell_search_get_type ())

/**
 * AuShellSearch:
 *
 * Lets GNOME Shell find customers: the favourites, and the subscriptions that were listed last. It
 * never asks a server: what is typed in the overview leaves the computer for nobody.
 */
G_DECLARE_FINAL_TYPE (AuShellSearch, au_shell_search, AU, SHELL_SEARCH, GObject)

AuShellSearch *au_shell_search_new        (GApplication         *application,
                                           GSettings            *settings);
gboolean       au_shell_search_register   (AuShellSearch        *self,
                                           GDBusConnection      *connection,
                                           const char           *path,
                                           GError              **error);
void           au_shell_search_unregister (AuShellSearch        *self);
void           au_shell_search_set_index  (AuShellSearch        *self,
                                           AuSubscriptionIndex  *index);

G_END_DECLS
