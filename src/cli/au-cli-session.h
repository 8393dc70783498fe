/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-loader.h"
#include "au-selection.h"

G_BEGIN_DECLS

/**
 * AuCliOutcome:
 * @result: (owned) (nullable): the rows
 * @error: (owned) (nullable): or why there are none
 *
 * What came of a request; exactly one of the two is set.
 */
typedef struct
{
  AuResult *result;
  GError *error;
} AuCliOutcome;

/**
 * AuCliSession:
 *
 * A source and its loader, for commands that wait for their rows.
 */
typedef struct _AuCliSession AuCliSession;

char           *au_cli_read_setting              (const char         *key);
AuCliSession   *au_cli_session_new               (const char         *source,
                                                  GError            **error);
void            au_cli_session_free              (AuCliSession       *self);
AuSource       *au_cli_session_get_source        (AuCliSession       *self);
AuQueryCatalog *au_cli_session_get_catalog       (AuCliSession       *self);
GPtrArray      *au_cli_session_load_all          (AuCliSession       *self,
                                                  GPtrArray          *requests);
AuResult       *au_cli_session_load              (AuCliSession       *self,
                                                  AuRequest          *request,
                                                  GError            **error);
char           *au_cli_session_test              (AuCliSession       *self,
                                                  GError            **error);
AuResult       *au_cli_session_load_subscriptions (AuCliSession      *self,
                                                   GError            **error);
AuSelection    *au_cli_session_select            (AuCliSession       *self,
                                                  const char *const  *ids,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuCliSession, au_cli_session_free)

G_END_DECLS
