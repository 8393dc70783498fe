/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-clock.h"
#include "au-ids.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * au_cli_print_version:
 *
 * Returns: an exit status
 */
int
au_cli_print_version (void)
{
  static const char version[] = "anyusage " PACKAGE_VERSION "\n";

  return au_cli_print (version, strlen (version));
}

/**
 * au_cli_print_help:
 *
 * Returns: an exit status
 */
int
au_cli_print_help (const char *text)
{
  return au_cli_print (text, strlen (text));
}

/**
 * au_cli_parse:
 * @command: the command that is parsed for
 * @entries: (array zero-terminated=1): its options, beside those that all commands have
 * @arguments: (inout): the arguments; what is left are those that are no options
 * @source: (out) (nullable): the name of the source, where one was given
 * @status: (out): the exit status, where there is nothing more to do
 *
 * Parses options, answers --help and --version, and sets the app's clock.
 *
 * Values are taken as bytes (%G_OPTION_ARG_FILENAME): an argument need not be in the locale's
 * encoding, and a person without a locale may ask for a name with any letters.
 *
 * Returns: whether to go on
 */
gboolean
au_cli_parse (const AuCliCommand  *command,
              const GOptionEntry  *entries,
              GStrv               *arguments,
              char               **source,
              int                 *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autofree char *program = g_strdup_printf ("anyusage %s", command->name);
  g_autofree char *source_value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  gboolean version = FALSE;
  const GOptionEntry common[] = {
    { "source", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &source_value,
      N_("Where numbers come from: sample; without it, what Preferences say"),
      /* Translators: stands for the value of an option in help. */
      N_("NAME") },
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &version,
      N_("Print the version"), NULL },
    { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &help,
      N_("Print this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_set_prgname (program);
  /* GLib's own --help would print in the locale's encoding and leave without looking whether that
   * could be written. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, command->details);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      *status = au_cli_fail (AU_CLI_USAGE,
                             /* Translators: what is wrong with an option, a command's name. */
                             _("%s; see “anyusage %s --help”."), error->message, command->name);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      *status = au_cli_print_help (text);
      return FALSE;
    }
  if (version)
    {
      *status = au_cli_print_version ();
      return FALSE;
    }
  if (!au_clock_init (&error))
    {
      *status = au_cli_fail_error (error);
      return FALSE;
    }
  *source = g_steal_pointer (&source_value);
  return TRUE;
}

/**
 * au_cli_parse_subscriptions:
 * @values: (nullable) (array zero-terminated=1): values of --subscription, each an id or several
 *   apart by commas
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the ids, possibly none, see au_subscription_ids_clean(); %NULL with
 *   %AU_ERROR_INVALID_ARGUMENT
 */
char **
au_cli_parse_subscriptions (const char *const  *values,
                            GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (values[i], ",", -1);

      g_strv_builder_addv (builder, (const char **) parts);
    }
  all = g_strv_builder_end (builder);
  return au_subscription_ids_clean ((const char *const *) all, error);
}
