/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-provenance-facts.h"
#include "au-age.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <string.h>

static void
fact_free (gpointer data)
{
  AuProvenanceFact *fact = data;

  g_free (fact->title);
  g_free (fact->value);
  g_free (fact);
}

/* Takes @value; what is not known has no line. */
static void
take (GPtrArray  *facts,
      const char *title,
      char       *value)
{
  AuProvenanceFact *fact;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  fact = g_new0 (AuProvenanceFact, 1);
  fact->title = g_strdup (title);
  fact->value = value;
  g_ptr_array_add (facts, fact);
}

static void
add (GPtrArray  *facts,
     const char *title,
     const char *value)
{
  take (facts, title, g_strdup (value));
}

static char *
dup_bindings (const AuStatement *statement)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < au_statement_get_n_bindings (statement); i++)
    {
      const AuBinding *binding = au_statement_get_binding (statement, i);

      g_string_append_printf (lines, "%s:%s = %s", i > 0 ? "\n" : "", binding->name, binding->text);
    }
  return g_string_free_and_steal (lines);
}

/* The names that a key file gives for the contract's, where there is one. */
static char *
dup_map (const AuQuery *query)
{
  const AuKeyMap *map = au_query_get_map (query);
  AuContract *contract = au_query_get_contract (query);
  GString *lines;

  if (map == NULL)
    return NULL;
  lines = g_string_new (NULL);
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    {
      const char *name = au_contract_get_column (contract, i)->name;
      const char *theirs = au_key_map_get_column (map, name);

      if (g_strcmp0 (name, theirs) != 0)
        g_string_append_printf (lines, "%s%s = %s", lines->len > 0 ? "\n" : "", name, theirs);
    }
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const char *name = au_contract_get_parameter (contract, i)->name;
      const char *theirs = au_key_map_get_parameter (map, name);

      if (g_strcmp0 (name, theirs) != 0)
        g_string_append_printf (lines, "%s:%s = :%s", lines->len > 0 ? "\n" : "", name, theirs);
    }
  return g_string_free_and_steal (lines);
}

static char *
dup_rows (const AuProvenance *provenance)
{
  g_autofree char *count = au_format_count (au_format_get_default (), provenance->n_rows);

  if (provenance->truncated)
    /* Translators: %s is a number of rows. */
    return g_strdup_printf (_("%s, truncated: the source has more"), count);
  return g_steal_pointer (&count);
}

/* To the second, as a person compares it with the workspace's own history. */
static char *
dup_time (gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *day = au_format_day_year ((AuDay) (milliseconds / 86400000));
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%S") : NULL;

  if (milliseconds <= 0 || clock == NULL)
    return NULL;
  return g_strdup_printf ("%s %s UTC", day, clock);
}

static void
add_statement (GPtrArray         *facts,
               const AuStatement *statement)
{
  AuQuery *query = au_statement_get_query (statement);

  add (facts, _("File"), au_query_get_file (query));
  add (facts, _("SHA-256 of the File"), au_query_get_sha256 (query));
  add (facts, _("SHA-256 of the Text as Sent"), au_statement_get_sha256 (statement));
  take (facts, _("Bound Values"), dup_bindings (statement));
  take (facts, _("Names Given by the Key File"), dup_map (query));
}

/**
 * au_provenance_facts_new:
 * @result: a result
 * @now: the app's clock, milliseconds
 *
 * Returns: (transfer full) (element-type AuProvenanceFact): all that is known of where it came
 *   from, but for the text of its query
 */
GPtrArray *
au_provenance_facts_new (AuResult *result,
                         gint64    now)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  const AuProvenance *provenance = au_result_get_provenance (result);
  AuRequest *request = au_provenance_get_request (provenance);
  AuContract *contract = request != NULL ? au_request_get_contract (request) : NULL;
  g_autofree char *through = NULL;

  take (facts, _("Standing"), au_provenance_facts_dup_standing (result));
  add (facts, _("Source"), provenance->source);
  add (facts, _("Workspace"), provenance->host);
  if (request != NULL)
    add (facts, _("Query"), au_request_get_name (request));
  if (contract != NULL)
    add (facts, _("Window"), au_contract_get_window (contract));
  if (provenance->statement != NULL)
    add_statement (facts, provenance->statement);
  else
    {
      add (facts, _("Route"), provenance->route);
      add (facts, _("Asked"), provenance->asked);
    }
  add (facts, provenance->statement != NULL ? _("Statement") : _("Answer"), provenance->statement_id);
  take (facts, _("Submitted"), dup_time (provenance->submitted));
  take (facts, _("Finished"), dup_time (provenance->finished));
  if (provenance->from_cache)
    {
      g_autofree char *age = au_age_create_text (au_provenance_get_age (provenance, now));

      take (facts, _("Age"),
            /* Translators: %s is an age: "3 hours old". */
            g_strdup_printf (_("%s, kept on this computer"), age));
    }
  take (facts, _("Rows"), dup_rows (provenance));
  add (facts, _("SHA-256 of the Rows"), au_result_get_rows_sha256 (result));
  if (provenance->data_through != AU_DAY_INVALID)
    through = au_format_day_year (provenance->data_through);
  add (facts, _("Data Through"), through);
  if (contract != NULL && provenance->statement != NULL)
    take (facts, _("Tables Read"), g_strjoinv ("\n", (GStrv) au_contract_get_tables (contract)));
  if (provenance->ignored_columns != NULL)
    take (facts, _("Additional Columns, Not Used"), g_strjoinv (", ", provenance->ignored_columns));
  take (facts, _("Contract Version"), g_strdup_printf ("%u", provenance->contract_version));
  take (facts, _("App Version"), g_strdup_printf ("Anyusage %s", provenance->app_version));
  return facts;
}

/**
 * au_provenance_facts_dup_standing:
 *
 * Returns: (transfer full): what is known of the text, in words that claim no more: that its bytes
 *   are those that SHA256SUMS lists, or not
 */
char *
au_provenance_facts_dup_standing (AuResult *result)
{
  AuQuery *query = au_provenance_get_query (au_result_get_provenance (result));

  if (query == NULL)
    return g_strdup (_("By route: the service ran a text of its own, which was not seen here"));
  if (au_query_get_standing (query) == AU_STANDING_VERIFIED)
    return g_strdup (_("Verified: the file matches its line in SHA256SUMS"));
  return g_strdup (_("Unverified: SHA256SUMS has no line for the file"));
}

/**
 * au_provenance_facts_dup_file:
 *
 * Returns: (transfer full): what a result is known by: "mau.sql", or a route
 */
char *
au_provenance_facts_dup_file (AuResult *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  AuQuery *query = au_provenance_get_query (provenance);

  if (query != NULL)
    return g_path_get_basename (au_query_get_file (query));
  return g_path_get_basename (provenance->route != NULL ? provenance->route : provenance->source);
}

/**
 * au_provenance_facts_get_text:
 *
 * Returns: (transfer none) (nullable): the text as it was sent
 */
const char *
au_provenance_facts_get_text (AuResult *result)
{
  const AuStatement *statement = au_result_get_provenance (result)->statement;

  return statement != NULL ? au_statement_get_text (statement) : NULL;
}

/* A home folder's name is no business of whoever gets the record. */
static void
append_fact (GString                *out,
             const AuProvenanceFact *fact)
{
  g_auto (GStrv) lines = g_strsplit (fact->value, "\n", -1);

  if (lines[0] != NULL && lines[1] == NULL)
    {
      g_autofree char *base = g_path_is_absolute (fact->value) &&
                              g_str_has_suffix (fact->value, ".sql") ?
                              g_path_get_basename (fact->value) : NULL;

      g_string_append_printf (out, "%s: %s\n", fact->title, base != NULL ? base : fact->value);
      return;
    }
  g_string_append_printf (out, "%s:\n", fact->title);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "  %s\n", lines[i]);
}

/**
 * au_provenance_facts_dup_record:
 * @result: a result
 * @now: the app's clock, milliseconds
 *
 * Returns: (transfer full): all that is known, as text to paste into a message: title, definition,
 *   facts, and the text as it was sent
 */
char *
au_provenance_facts_dup_record (AuResult *result,
                                gint64    now)
{
  g_autoptr (GPtrArray) facts = au_provenance_facts_new (result, now);
  AuRequest *request = au_provenance_get_request (au_result_get_provenance (result));
  const char *text = au_provenance_facts_get_text (result);
  GString *out = g_string_new (NULL);

  if (request != NULL)
    {
      AuContract *contract = au_request_get_contract (request);

      g_string_append_printf (out, "%s\n%s\n\n", au_contract_get_title (contract),
                              au_contract_get_definition (contract));
    }
  for (guint i = 0; i < facts->len; i++)
    append_fact (out, g_ptr_array_index (facts, i));
  if (text != NULL)
    g_string_append_printf (out, "\n%s", text);
  if (!g_str_has_suffix (out->str, "\n"))
    g_string_append_c (out, '\n');
  return g_string_free_and_steal (out);
}

/* A stand-in on this machine has no pages. */
static gboolean
is_loopback (const char *host)
{
  return g_str_has_prefix (host, "127.") || g_str_has_prefix (host, "localhost") ||
         g_str_has_prefix (host, "[");
}

/**
 * au_provenance_facts_dup_uri:
 *
 * Returns: (transfer full) (nullable): the statement's page in the workspace's query history,
 *   always https; %NULL where it was not run by Databricks
 */
char *
au_provenance_facts_dup_uri (AuResult *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  if (provenance->statement == NULL || provenance->host == NULL ||
      provenance->statement_id == NULL || is_loopback (provenance->host) ||
      strpbrk (provenance->host, "/?#@\\ ") != NULL)
    return NULL;
  id = g_uri_escape_string (provenance->statement_id, NULL, FALSE);
  text = g_strdup_printf ("https://%s/sql/history?queryId=%s", provenance->host, id);
  return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL) ? g_steal_pointer (&text) : NULL;
}
