/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: the same jobs as in the window, without a display. It may use everything below
 * the window, and nothing of GTK.
 */
#include "config.h"

#include "au-cli.h"
#include "au-cli-commands.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-link.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

static const struct
{
  const char *name;
  int (*run) (GStrv *arguments); /* NULL for what a later version does */
} commands[] = {
  { "list", au_cli_list },
  { "query", au_cli_query },
  { "export", au_cli_export },
  { "dashboard", au_cli_dashboard },
  { "report", au_cli_report },
  { "verify", au_cli_verify },
  { "test-connection", au_cli_test_connection },
};

/* The source may be named before the command, as it may be for the window. Returns how many
 * arguments, the program's name included, come before the rest. */
static int
skip_source (int          argc,
             char       **argv,
             const char **source)
{
  int i = 1;

  *source = NULL;
  while (i < argc)
    {
      if (g_str_has_prefix (argv[i], "--source="))
        *source = argv[i] + strlen ("--source=");
      else if (g_str_equal (argv[i], "--source") && i + 1 < argc)
        *source = argv[++i];
      else
        break;
      i++;
    }
  return i;
}

/* Returns the first of --help and --version, or NULL. */
static const char *
find_question (int    argc,
               char **argv,
               int    from)
{
  for (int i = from; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h") ||
          g_str_equal (argv[i], "--version"))
        return argv[i];
    }
  return NULL;
}

/**
 * au_cli_is_command:
 * @argc: the program's
 * @argv: the program's
 *
 * Returns: whether the arguments are for the command line rather than for the window: a command (or
 *   a word in its place that is none, and no link), --help or --version
 */
gboolean
au_cli_is_command (int    argc,
                   char **argv)
{
  const char *source;
  int first = skip_source (argc, argv, &source);

  if (first < argc && au_link_is_link (argv[first]))
    return FALSE;
  return first < argc && (*argv[first] != '-' || find_question (argc, argv, first) != NULL);
}

/* Padded by letters: printf() counts bytes, and “…” has three. */
static void
append_help (GString    *text,
             const char *what,
             const char *words)
{
  int blanks = MAX (36 - (int) g_utf8_strlen (what, -1), 1);

  g_string_append_printf (text, "  %s%*s%s\n", what, blanks, "", words);
}

static int
print_help (void)
{
  static const char *const lines[][2] = {
    { "list queries|charts|subscriptions", N_("What there is, one a line") },
    { "query NAME", N_("Print the rows that a query returns") },
    { "export", N_("Write charts as pictures, or the rows behind them") },
    { "report", N_("Write all charts as one document") },
    { "verify FILE…", N_("Say whether exported files are as they were written") },
    { "test-connection", N_("Try whether the source answers, and say what is wrong") },
  };
  static const char *const options[][2] = {
    { "--subscription=ID", N_("Open this subscription; may be given several times") },
    { "--view=NAME", N_("Open this view") },
    { "--source=NAME", N_("Where numbers come from: sample, databricks or blessed-api; without it, what Preferences say") },
    { "--version", N_("Print the version") },
    { "-h, --help", N_("Print this help") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n  anyusage [--subscription ID]… [--view NAME] [LINK]\n"
                          "  anyusage %s\n\n%s\n\n%s\n",
                          _("Usage:"), _("COMMAND [OPTION…]"),
                          _("Shows the usage and spend of customers as the queries return them. Without a command it\n"
                            "opens the window."),
                          _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    append_help (text, lines[i][0], _(lines[i][1]));
  g_string_append_printf (text, "\n%s\n", _("Options:"));
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    append_help (text, options[i][0], _(options[i][1]));
  g_string_append_printf (text, "\n%s\n", _("“anyusage COMMAND --help” explains a command; “man anyusage” all of them."));
  return au_cli_print_help (text->str);
}

static int
run_command (const char  *name,
             int          argc,
             char       **argv,
             const char  *source)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].name, name))
        continue;
      if (commands[i].run == NULL)
        return au_cli_fail (AU_CLI_USAGE,
                            /* Translators: %s is the name of a command. */
                            _("This version of Anyusage cannot do “%s” yet; “anyusage --help” lists what it can."),
                            name);

      g_strv_builder_add (builder, name);
      if (source != NULL)
        g_strv_builder_add_many (builder, "--source", source, NULL);
      for (int n = 0; n < argc; n++)
        g_strv_builder_add (builder, argv[n]);
      arguments = g_strv_builder_end (builder);
      return commands[i].run (&arguments);
    }
  return au_cli_fail (AU_CLI_USAGE,
                      /* Translators: %s is what somebody took for a command. */
                      _("There is no command “%s”; “anyusage --help” lists them."), name);
}

/**
 * au_cli_run:
 * @argc: the program's
 * @argv: the program's
 *
 * Runs a command, without a display and without a session bus. The locale has to be set.
 *
 * Returns: the exit status: 0 done, 1 failed, 2 for arguments that mean nothing
 */
int
au_cli_run (int    argc,
            char **argv)
{
  const char *source;
  int first = skip_source (argc, argv, &source);
  const char *question;
  g_autoptr (GMainContext) context = NULL;
  int status;

  g_set_prgname ("anyusage");
  /* Writing to a pipe that nobody reads, or past a limit, is an error to report, not a reason to
   * vanish and leave half a file. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);

  if (first >= argc || *argv[first] == '-')
    {
      question = find_question (argc, argv, first);
      if (g_strcmp0 (question, "--version") == 0)
        return au_cli_print_version ();
      return print_help ();
    }

  /* A context of its own, so that nothing of the window's can run inside it. */
  context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  status = run_command (argv[first], argc - first - 1, argv + first + 1, source);
  g_main_context_pop_thread_default (context);
  return status;
}
