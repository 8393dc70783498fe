/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-commands.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-cli-session.h"

#include <glib/gi18n.h>
#include <string.h>

/* test-connection */
int
au_cli_test_connection (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "test-connection",
    .summary = _("Tries whether the source answers, and says what is wrong where it does not: the network, the\n"
                 "certificate, the address, the sign-in, the warehouse or the permissions on tables."),
  };
  g_autofree char *source = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuCliSession) session = NULL;
  int status = AU_CLI_DONE;

  if (!au_cli_parse (&command, NULL, arguments, &source, &status))
    return status;
  if (g_strv_length (*arguments) != 1)
    return au_cli_fail (AU_CLI_USAGE, _("“test-connection” takes no words; name a source with --source."));

  session = au_cli_session_new (source, &error);
  if (session != NULL)
    sentence = au_cli_session_test (session, &error);
  if (sentence == NULL)
    return au_cli_fail_error (error);
  line = g_strconcat (sentence, "\n", NULL);
  return au_cli_print (line, strlen (line));
}
