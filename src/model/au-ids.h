/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most subscriptions that one metric statement takes; see the data contract, "From selection to
 * parameters". */
#define AU_MAX_SUBSCRIPTIONS 200

gboolean  au_subscription_id_is_valid (const char         *id);
gboolean  au_subscription_id_equal    (const char         *a,
                                       const char         *b);
char     *au_subscription_id_key      (const char         *id);
char    **au_subscription_ids_clean   (const char *const  *ids,
                                       GError            **error);
gboolean  au_team_id_parse            (const char         *text,
                                       gint64             *id,
                                       GError            **error);
GArray   *au_team_ids_parse           (const char         *text,
                                       GError            **error);

G_END_DECLS
