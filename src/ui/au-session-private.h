/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

G_BEGIN_DECLS

struct _AuSession
{
  GObject parent_instance;

  GSettings *settings;
  char *source_id; /* (nullable): overrides the setting */
  char *query_folder; /* (nullable): what au_session_get_query_folder() gave last */

  AuSource *source; /* (nullable) */
  AuLoader *loader; /* (nullable) */
  GCancellable *cancellable;
  AuSessionState state;
  GError *error;
  double progress;
  char *status; /* (nullable): what the source waits for */

  gboolean listed; /* the source itself has listed them */
  AuSubscriptionIndex *index; /* (nullable): the subscriptions that the source lists */
  AuSelection *selection; /* (nullable) */
  char *team; /* (nullable): by which the selection was found */
  GStrv wanted; /* (nullable): ids to select once the list is there */
  AuBookmarks *bookmarks;
  AuChartOptions options;
};

void _au_session_changed       (AuSession  *self);
void _au_session_state_changed (AuSession  *self);
void _au_session_missing       (AuSession  *self,
                                const char *message);

void _au_session_close_source  (AuSession  *self);
void _au_session_select_wanted (AuSession  *self);

G_END_DECLS
