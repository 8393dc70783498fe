/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuCliCommand:
 * @name: the command's name
 * @arguments: (nullable): its arguments beside options, for its help
 * @summary: what it does
 * @details: (nullable): what else its help says
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
} AuCliCommand;

gboolean  au_cli_parse               (const AuCliCommand  *command,
                                      const GOptionEntry  *entries,
                                      GStrv               *arguments,
                                      char               **source,
                                      int                 *status);
int       au_cli_print_help          (const char          *text);
int       au_cli_print_version       (void);
char    **au_cli_parse_subscriptions (const char *const   *values,
                                      GError             **error);

G_END_DECLS
