/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-commands.h"
#include "au-cli-json.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-cli-session.h"
#include "au-cli-table.h"
#include "au-error.h"
#include "au-format.h"
#include "au-ids.h"
#include "au-normal-form.h"

#include <glib/gi18n.h>
#include <string.h>

/* How many digits of a checksum people are shown. */
#define HASH_DIGITS 8

typedef struct
{
  char *source;
  char *format;
  GStrv subscriptions;
  GStrv parameters;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->source);
  g_free (options->format);
  g_strfreev (options->subscriptions);
  g_strfreev (options->parameters);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Returns: (transfer full) (nullable): from parameter to text; NULL after an error was told. */
static GHashTable *
parse_parameters (const char *const *parameters)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; parameters != NULL && parameters[i] != NULL; i++)
    {
      const char *equals = strchr (parameters[i], '=');
      g_autofree char *name = NULL;

      if (equals == NULL || equals == parameters[i])
        {
          au_cli_fail (AU_CLI_USAGE,
                       /* Translators: %s is the value that somebody gave to --param. */
                       _("--param takes NAME=VALUE, like limit=10, not “%s”."), parameters[i]);
          return NULL;
        }
      name = g_strndup (parameters[i], (gsize) (equals - parameters[i]));
      if (g_hash_table_contains (values, name))
        {
          /* Translators: %s is a parameter's name. */
          au_cli_fail (AU_CLI_USAGE, _("The parameter “%s” is given twice; give it once."), name);
          return NULL;
        }
      g_hash_table_insert (values, g_steal_pointer (&name), g_strdup (equals + 1));
    }
  return g_steal_pointer (&values);
}

/* The parameter that --subscription is for. */
static const char *
find_selection_parameter (const AuContract *contract)
{
  if (au_contract_find_parameter (contract, "subscription_ids") != NULL)
    return "subscription_ids";
  if (au_contract_find_parameter (contract, "team_ids") != NULL)
    return "team_ids";
  return NULL;
}

static char *
join_team_ids (AuSelection *selection)
{
  g_autoptr (GVariant) ids = g_variant_ref_sink (au_selection_get_team_ids (selection));
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (ids); i++)
    {
      gint64 id;

      g_variant_get_child (ids, i, "x", &id);
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", id);
    }
  return g_string_free_and_steal (text);
}

/* Puts the chosen subscriptions into @values, in the form in which the source lists them. */
static gboolean
add_selection (AuCliSession      *session,
               const AuContract  *contract,
               GHashTable        *values,
               const char *const *ids,
               GError           **error)
{
  const char *parameter = find_selection_parameter (contract);
  g_autoptr (AuSelection) selection = au_cli_session_select (session, ids, error);
  char *text;

  if (selection == NULL)
    return FALSE;
  if (g_str_equal (parameter, "subscription_ids"))
    {
      text = g_strjoinv (",", (char **) au_selection_get_ids (selection));
    }
  else
    {
      text = join_team_ids (selection);
      if (*text == '\0')
        {
          g_autofree char *chosen = g_strjoinv (", ", (char **) au_selection_get_ids (selection));

          g_free (text);
          g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
                       /* Translators: ids of subscriptions, name of a query. */
                       _("No team is linked to %s, so %s has nothing to ask; choose another subscription."),
                       chosen, au_contract_get_name (contract));
          return FALSE;
        }
    }
  g_hash_table_insert (values, g_strdup (parameter), text);
  return TRUE;
}

/* An account's id, like a subscription's, is sent in the form that the source lists. Accounts
 * without a subscription are not listed there; their id is sent as it was given. */
static gboolean
resolve_account (AuCliSession  *session,
                 GHashTable    *values,
                 GError       **error)
{
  const char *given = g_hash_table_lookup (values, "account_id");
  g_autofree char *id = NULL;
  g_autoptr (AuResult) result = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;

  if (given == NULL)
    return TRUE;
  id = g_strstrip (g_strdup (given));
  if (!au_subscription_id_is_valid (id))
    return TRUE;
  result = au_cli_session_load_subscriptions (session, error);
  if (result == NULL)
    return FALSE;

  subscriptions = au_subscriptions_new_from_table (au_result_get_table (result));
  for (guint i = 0; i < subscriptions->len; i++)
    {
      const char *listed = au_subscription_get_account_id (g_ptr_array_index (subscriptions, i));

      if (au_subscription_id_is_valid (listed) && au_subscription_id_equal (listed, id))
        {
          g_set_str (&id, listed);
          break;
        }
    }
  g_hash_table_insert (values, g_strdup ("account_id"), g_steal_pointer (&id));
  return TRUE;
}

/* Collects the ids of --subscription and of --param subscription_ids, which mean the same.
 * Returns NULL after an error was told. */
static char **
collect_ids (const AuContract *contract,
             const Options    *options,
             GHashTable       *values)
{
  const char *parameter = find_selection_parameter (contract);
  const char *given = g_hash_table_lookup (values, "subscription_ids");
  const char *const alone[] = { given, NULL };
  g_autoptr (GError) error = NULL;
  char **ids = NULL;

  if (options->subscriptions != NULL && parameter == NULL)
    {
      au_cli_fail (AU_CLI_USAGE,
                   /* Translators: %s is the name of a query. */
                   _("%s is not about subscriptions; leave --subscription out."),
                   au_contract_get_name (contract));
      return NULL;
    }
  if (options->subscriptions != NULL && g_hash_table_contains (values, parameter))
    {
      au_cli_fail (AU_CLI_USAGE,
                   /* Translators: %s is a parameter's name. */
                   _("--subscription and --param %s say the same; give one of them."), parameter);
      return NULL;
    }

  if (options->subscriptions != NULL || g_strcmp0 (parameter, "subscription_ids") != 0)
    ids = au_cli_parse_subscriptions ((const char *const *) options->subscriptions, &error);
  else
    ids = au_cli_parse_subscriptions (alone, &error);
  if (ids == NULL)
    {
      au_cli_fail_error (error);
      return NULL;
    }
  if (*ids == NULL && (options->subscriptions != NULL ||
                       g_strcmp0 (parameter, "subscription_ids") == 0))
    {
      au_cli_fail (AU_CLI_USAGE,
                   /* Translators: %s is the name of a query. */
                   _("%s needs --subscription with at least one id; “anyusage list subscriptions” names them."),
                   au_contract_get_name (contract));
      g_strfreev (ids);
      return NULL;
    }
  return ids;
}

static void
tell_receipt (AuResult *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  const AuQuery *query;
  guint n_rows = au_table_get_n_rows (au_result_get_table (result));
  g_autofree char *file = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *read = au_format_timestamp (provenance->finished);

  /* Translators: %u is how many rows a query returned. */
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  if (provenance->statement == NULL)
    {
      au_cli_say (
        /* Translators: "7 rows", name of the source, time, the route of a service that was asked. */
        _("%s from the %s, read %s · by route %s"),
        rows, provenance->source, read, provenance->route);
      return;
    }
  query = au_statement_get_query (provenance->statement);
  file = g_path_get_basename (au_query_get_file (query));
  au_cli_say (
    /* Translators: "7 rows", name of the source, time, file, "verified" or "unverified", first digits
     * of a checksum, id of the statement. */
    _("%s from the %s, read %s · %s %s %.*s… · statement %s"),
    rows, provenance->source, read, file,
    au_query_get_standing (query) == AU_STANDING_VERIFIED ? _("verified") : _("unverified"),
    HASH_DIGITS, au_query_get_sha256 (query), provenance->statement_id);
}

static int
print_result (AuResult   *result,
              const char *format)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const AuTable *table = au_result_get_table (result);
  int status;

  if (g_str_equal (format, "csv"))
    au_normal_form_append_csv (out, table, FALSE);
  else if (g_str_equal (format, "json"))
    au_cli_json_append_result (out, result);
  else
    au_cli_table_append (out, table);

  status = au_cli_print (out->str, out->len);
  if (status != AU_CLI_DONE)
    return status;
  if (g_str_equal (format, "table"))
    tell_receipt (result);
  if (au_result_get_provenance (result)->truncated)
    au_cli_say (
      /* Translators: %s is the name of a query. */
      ngettext ("%s: the source returned only the first %u row; more exist.",
                "%s: the source returned only the first %u rows; more exist.",
                au_table_get_n_rows (table)),
      au_request_get_name (au_provenance_get_request (au_result_get_provenance (result))),
      au_table_get_n_rows (table));
  return AU_CLI_DONE;
}

/* Checks all values before the source is opened, so that a wrong one is told at once. Of
 * subscriptions whose teams are asked for, any team's number stands in for them. */
static gboolean
check_values (AuContract        *contract,
              GHashTable        *values,
              const char *const *ids,
              GError           **error)
{
  const char *parameter = find_selection_parameter (contract);
  g_autoptr (AuRequest) request = NULL;

  if (*ids != NULL)
    g_hash_table_insert (values, g_strdup (parameter),
                         g_str_equal (parameter, "team_ids") ? g_strdup ("0")
                                                             : g_strjoinv (",", (char **) ids));
  request = au_request_new_from_text (contract, values, error);
  return request != NULL;
}

static int
run_query (AuContract        *contract,
           const Options     *options,
           GHashTable        *values,
           const char *const *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuCliSession) session = NULL;
  g_autoptr (AuRequest) request = NULL;
  g_autoptr (AuResult) result = NULL;

  if (!check_values (contract, values, ids, &error))
    return au_cli_fail_error (error);
  session = au_cli_session_new (options->source, &error);
  if (session == NULL || !resolve_account (session, values, &error))
    return au_cli_fail_error (error);
  if (*ids != NULL && !add_selection (session, contract, values, ids, &error))
    return au_cli_fail_error (error);
  request = au_request_new_from_text (contract, values, &error);
  if (request == NULL)
    return au_cli_fail_error (error);
  result = au_cli_session_load (session, request, &error);
  if (result == NULL)
    return au_cli_fail_error (error);
  return print_result (result, options->format != NULL ? options->format : "table");
}

/* query NAME [--subscription ID]… [--param K=V]… [--format table|csv|json] */
int
au_cli_query (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "query",
    /* Translators: stands for a query's name. */
    .arguments = _("NAME"),
    .summary = _("Runs a query and prints the rows that it returns: as an aligned table in the locale's form, or\n"
                 "unaltered as CSV or JSON. “anyusage list queries” names the queries."),
    .details = _("A parameter that is a list takes values apart by commas. depth_of_usage takes --subscription\n"
                 "too and asks for the teams of those subscriptions.\n\n"
                 "Example:\n"
                 "  anyusage query true_ups --subscription a0XSAMPLE000001 --format csv"),
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "subscription", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.subscriptions,
      N_("A subscription's id, or several apart by commas; may be given several times"), N_("ID") },
    { "param", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.parameters,
      N_("Another parameter of the query; may be given several times"), N_("NAME=VALUE") },
    { "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.format,
      N_("table (the default), csv or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (GHashTable) values = NULL;
  g_auto (GStrv) ids = NULL;
  AuContract *contract;
  int status;

  if (!au_cli_parse (&command, entries, arguments, &options.source, &status))
    return status;
  if (g_strv_length (*arguments) != 2)
    return au_cli_fail (AU_CLI_USAGE,
                        _("“query” takes the name of one query; “anyusage list queries” names them."));
  if (options.format != NULL && !g_str_equal (options.format, "table") &&
      !g_str_equal (options.format, "csv") && !g_str_equal (options.format, "json"))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is what somebody gave to --format. */
                        _("“query” cannot print “%s”; --format takes table, csv or json."), options.format);
  contract = au_query_catalog_get_contract (catalog, (*arguments)[1]);
  if (contract == NULL)
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is what somebody took for a query's name. */
                        _("There is no query “%s”; “anyusage list queries” names them."), (*arguments)[1]);

  values = parse_parameters ((const char *const *) options.parameters);
  if (values == NULL)
    return AU_CLI_USAGE;
  ids = collect_ids (contract, &options, values);
  if (ids == NULL)
    return AU_CLI_USAGE;
  return run_query (contract, &options, values, (const char *const *) ids);
}
