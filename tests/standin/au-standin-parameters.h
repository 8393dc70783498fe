/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-request.h"
#include "au-sample-connection.h"

G_BEGIN_DECLS

/**
 * AuStandinParameter:
 * @name: (owned): the marker's name
 * @value: (owned) (nullable): its text, %NULL for NULL
 * @type: (owned): the SQL type to cast it to, in capitals
 *
 * A parameter of a request.
 */
typedef struct
{
  char *name;
  char *value;
  char *type;
} AuStandinParameter;

void                      au_standin_parameter_free    (gpointer                   data);
gboolean                  au_standin_is_parameter_type (const char                *type);
char                     *au_standin_find_query        (AuQueryCatalog            *catalog,
                                                        const char                *text);
const AuStandinParameter *au_standin_find_parameter    (GPtrArray                 *parameters,
                                                        const char                *name);
AuRequest                *au_standin_make_request      (AuContract                *contract,
                                                        GPtrArray                 *parameters);
gboolean                  au_standin_bind              (sqlite3_stmt              *statement,
                                                        int                        index,
                                                        const AuStandinParameter  *parameter);

G_END_DECLS
