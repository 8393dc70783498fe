/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-application.h"
#include "au-cli.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int   argc,
      char *argv[])
{
  /* As for gettext's own programs; so a build tree speaks all languages without being installed. */
  const char *folder = g_getenv ("TEXTDOMAINDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (au_cli_is_command (argc, argv))
    return au_cli_run (argc, argv);

  return au_application_main (argc, argv);
}
