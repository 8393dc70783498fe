/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-source.h"

G_BEGIN_DECLS

/* What came of a query. */
typedef struct
{
  AuResult *result;            /* (nullable) */
  GError *error;               /* (nullable) */
  gboolean done;
} SupportAnswer;

/* The sixteen queries, each with parameters that give rows in the sample workspace. */
#define SUPPORT_N_QUERIES 16

typedef struct
{
  const char *query;
  const char *parameters;
} SupportQuery;

extern const SupportQuery support_queries[SUPPORT_N_QUERIES];

const char *support_get_workspace  (void);
void        support_remove_workspace (void);
AuSource   *support_open           (const char    *query_folder);
char       *support_make_folder    (void);
void        support_remove_folder  (char          *folder);
void        support_write          (const char    *folder,
                                    const char    *name,
                                    const char    *text);
AuRequest  *support_request        (AuSource      *source,
                                    const char    *query,
                                    const char    *parameters);
void        support_start          (AuSource      *source,
                                    AuRequest     *request,
                                    GCancellable  *cancellable,
                                    SupportAnswer *answer);
AuResult   *support_query          (AuSource      *source,
                                    AuRequest     *request,
                                    GCancellable  *cancellable,
                                    GError       **error);
char       *support_read_csv       (AuSource      *source,
                                    const char    *query,
                                    const char    *parameters);
void        support_wait           (gboolean      *done);

G_END_DECLS
