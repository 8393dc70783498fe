/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuCliStatus:
 * @AU_CLI_DONE: what was asked for is done
 * @AU_CLI_FAILED: it is not, or not all of it
 * @AU_CLI_USAGE: it was asked for in a way that the command line does not know
 *
 * The exit statuses of the program.
 */
typedef enum
{
  AU_CLI_DONE = 0,
  AU_CLI_FAILED = 1,
  AU_CLI_USAGE = 2,
} AuCliStatus;

void     au_cli_say          (const char   *format,
                              ...) G_GNUC_PRINTF (1, 2);
gboolean au_cli_say_progress (const char   *text);
int      au_cli_fail         (int           status,
                              const char   *format,
                              ...) G_GNUC_PRINTF (2, 3);
int      au_cli_fail_error   (const GError *error);
int      au_cli_print        (const char   *data,
                              gsize         length);

G_END_DECLS
