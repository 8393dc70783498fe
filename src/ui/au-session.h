/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-bookmarks.h"
#include "au-cached-source.h"
#include "au-chart.h"
#include "au-loader.h"
#include "au-selection.h"
#include "au-subscription-index.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuSessionState:
 * @AU_SESSION_LOADING: the list of subscriptions is on its way
 * @AU_SESSION_READY: it is there
 * @AU_SESSION_FAILED: it could not be had, see au_session_get_error()
 */
typedef enum
{
  AU_SESSION_LOADING,
  AU_SESSION_READY,
  AU_SESSION_FAILED,
} AuSessionState;

#define AU_SESSION_N_MONTHS 5
#define AU_SESSION_N_LIMITS 4

/* What the controls offer, ascending. */
extern const int au_session_months[AU_SESSION_N_MONTHS];
extern const int au_session_limits[AU_SESSION_N_LIMITS];

#define AU_TYPE_SESSION (au_session_get_type ())

/**
 * AuSession:
 *
 * What the window is about: a source, the subscriptions it lists, those chosen, and the options
 * that
 * the queries take. Widgets listen to `changed` and ask the loader for what they show.
 */
G_DECLARE_FINAL_TYPE (AuSession, au_session, AU, SESSION, GObject)

AuSession            *au_session_new               (GSettings             *settings,
                                                    const char            *source_id);
GSettings            *au_session_get_settings      (AuSession             *self);
void                  au_session_open              (AuSession             *self);
AuSessionState        au_session_get_state         (AuSession             *self);
const GError         *au_session_get_error         (AuSession             *self);
double                au_session_get_progress      (AuSession             *self);
const char           *au_session_get_status        (AuSession             *self);
AuLoader             *au_session_get_loader        (AuSession             *self);
AuQueryCatalog       *au_session_get_catalog       (AuSession             *self);
AuSource             *au_session_get_source        (AuSession             *self);
AuCachedSource       *au_session_get_kept          (AuSession             *self);
AuSubscriptionIndex  *au_session_get_index         (AuSession             *self);
AuSubscription       *au_session_find_subscription (AuSession             *self,
                                                    const char            *id);
void                  au_session_select            (AuSession             *self,
                                                    AuSubscription        *subscription);
void                  au_session_select_of_team    (AuSession             *self,
                                                    AuSubscription        *subscription,
                                                    const char            *team);
const char           *au_session_get_team          (AuSession             *self);
gboolean              au_session_select_ids        (AuSession             *self,
                                                    const char *const     *ids,
                                                    GError               **error);
AuSelection          *au_session_get_selection     (AuSession             *self);
const AuChartOptions *au_session_get_options       (AuSession             *self);
void                  au_session_set_options       (AuSession             *self,
                                                    const AuChartOptions  *options);
void                  au_session_refresh           (AuSession             *self);
AuBookmarks          *au_session_get_bookmarks     (AuSession             *self);
gboolean              au_session_is_favourite      (AuSession             *self,
                                                    AuSubscription        *subscription);
void                  au_session_toggle_favourite  (AuSession             *self,
                                                    AuSubscription        *subscription);
const char           *au_session_get_query_folder  (AuSession             *self,
                                                    gboolean              *from_environment);

G_END_DECLS
