/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stand-in as a program: ./dev standin. */
#include "config.h"

#include "au-clock.h"
#include "au-standin.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>

typedef struct
{
  int port;
  int latency_ms;
  int run_ms;
  int chunk_rows;
  gboolean tls;
  char **faults;
  char *token;
  char *client_id;
  char *client_secret;
  char *api_key;
} Arguments;

static void
clear_arguments (Arguments *arguments)
{
  g_strfreev (arguments->faults);
  g_free (arguments->token);
  g_free (arguments->client_id);
  g_free (arguments->client_secret);
  g_free (arguments->api_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
set_faults (AuStandin  *standin,
            char      **faults,
            GError    **error)
{
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    if (!au_standin_set_fault (standin, faults[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
parse (Arguments   *arguments,
       int         *argc,
       char      ***argv,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port, "Listen there; any free port without it", "N" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &arguments->latency_ms, "Hold every answer back", "MS" },
    { "run-time", 0, 0, G_OPTION_ARG_INT, &arguments->run_ms, "Let every statement run at least so long",
      "MS" },
    { "chunk-rows", 0, 0, G_OPTION_ARG_INT, &arguments->chunk_rows, "Rows in a chunk; 100 without it", "N" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &arguments->tls,
      "Speak https and HTTP/2, with a certificate of an authority that it makes", NULL },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->faults,
      "Let something go wrong; may repeat; “list” names them all", "NAME" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &arguments->token, "Take this access token; a random one without it",
      "TOKEN" },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &arguments->client_id,
      "The service principal of machine-to-machine sign-in", "ID" },
    { "client-secret", 0, 0, G_OPTION_ARG_STRING, &arguments->client_secret, "Its secret", "SECRET" },
    { "api-key", 0, 0, G_OPTION_ARG_STRING, &arguments->api_key,
      "Take this key for the Blessed API; a random one without it", "KEY" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("— a Databricks workspace over the sample tables");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no option; see --help.",
                   (*argv)[1]);
      return FALSE;
    }
  if (arguments->port < 0 || arguments->port > 65535 || arguments->latency_ms < 0 ||
      arguments->run_ms < 0 || arguments->chunk_rows < 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "A port is between 0 and 65535, and no other number is below 0.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
serve (AuStandin  *standin,
       GError    **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (!au_standin_start (standin, error))
    return FALSE;
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_printerr ("DATABRICKS_HOST=%s\nDATABRICKS_TOKEN=%s\nDATABRICKS_WAREHOUSE_ID=%s\n"
              "# or, instead of the token: DATABRICKS_CLIENT_ID=%s DATABRICKS_CLIENT_SECRET=%s\n"
              "# a warehouse that is stopped: %s\n"
              "# and at the same place the Blessed API:\nBLESSED_API_URL=%s\nBLESSED_API_KEY=%s\n",
              au_standin_get_uri (standin), au_standin_get_token (standin), AU_STANDIN_WAREHOUSE,
              au_standin_get_client_id (standin), au_standin_get_client_secret (standin),
              AU_STANDIN_STOPPED_WAREHOUSE,
              au_standin_get_uri (standin), au_standin_get_api_key (standin));
  if (au_standin_get_authority (standin) != NULL)
    g_printerr ("# the authority to trust while it runs: %s\n", au_standin_get_authority (standin));
  g_print ("%s\n", au_standin_get_uri (standin));
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto (Arguments) arguments = { 0, };
  AuStandinOptions options = { 0, };
  g_autoptr (AuStandin) standin = NULL;
  g_autoptr (GError) error = NULL;

  au_standin_enable_http2 ();
  setlocale (LC_ALL, "");
  if (!parse (&arguments, &argc, &argv, &error) || !au_clock_init (&error))
    {
      g_printerr ("standin: %s\n", error->message);
      return 2;
    }
  if (arguments.faults != NULL && g_strv_contains ((const char *const *) arguments.faults, "list"))
    {
      g_autofree char *text = au_standin_describe_faults ();

      g_print ("%s", text);
      return EXIT_SUCCESS;
    }

  options.port = (guint) arguments.port;
  options.latency_ms = (guint) arguments.latency_ms;
  options.run_ms = (guint) arguments.run_ms;
  options.chunk_rows = (guint) arguments.chunk_rows;
  options.identity = arguments.tls ? AU_STANDIN_GENUINE : AU_STANDIN_PLAIN;
  options.token = arguments.token;
  options.client_id = arguments.client_id;
  options.client_secret = arguments.client_secret;
  options.api_key = arguments.api_key;
  standin = au_standin_new (&options);
  if (!set_faults (standin, arguments.faults, &error))
    {
      g_printerr ("standin: %s\n", error->message);
      return 2;
    }
  if (!serve (standin, &error))
    {
      g_printerr ("standin: %s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
