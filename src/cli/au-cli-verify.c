/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-commands.h"
#include "au-cli-file.h"
#include "au-cli-parse.h"
#include "au-cli-record.h"
#include "au-cli-say.h"
#include "au-cli-session.h"
#include "au-cli-verify-list.h"
#include "au-format.h"
#include "au-record.h"
#include "au-table-change.h"

#include <glib/gi18n.h>
#include <string.h>

/* A picture of the largest size stays far below it. */
#define MAX_FILE_SIZE (G_GOFFSET_CONSTANT (512) * 1024 * 1024)

/* How many differences are listed; of more, the number is told. */
#define MAX_LISTED 20

/* How many digits of a checksum people are shown. */
#define HASH_DIGITS 8

typedef struct
{
  char *source;
  gboolean rerun;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->source);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_FILE_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   /* Translators: %s is a path. */
                   _("%s is no file that Anyusage wrote; name one that it exported."), path);
      return NULL;
    }
  return g_file_load_bytes (file, NULL, NULL, error);
}

static const char *
get_verdict_name (AuRecordVerdict verdict)
{
  switch (verdict)
    {
      case AU_RECORD_INTACT:
        return _("intact");

      case AU_RECORD_CHANGED:
        return _("changed");

      case AU_RECORD_NEWER:
        return _("cannot be checked");

      case AU_RECORD_NONE:
      default:
        return _("no record");
    }
}

/* "  mau.sql verified 9f2c41d8… · Sample workspace, read 2026-11-24T09:12:00.000Z · 20 rows 5a1b…" */
static void
append_result (GString                 *out,
               const AuCliRecordResult *result)
{
  g_autofree char *place = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *text = NULL;

  place = result->host != NULL ? g_strdup_printf ("%s %s", result->source, result->host)
                               : g_strdup (result->source);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", result->n_rows), result->n_rows);
  if (result->file != NULL && result->file_sha256 != NULL)
    text = g_strdup_printf ("%s %s %.*s…", result->file, result->standing, HASH_DIGITS,
                            result->file_sha256);
  else
    text = g_strdup_printf ("%s %s", result->query, result->standing);
  /* Translators: "mau.sql verified 9f2c41d8…", where and when it was read, "20 rows", the first
   * digits of the rows' checksum. */
  g_string_append_printf (out, _("  %s · %s, read %s · %s %.*s…\n"), text, place, result->finished,
                          rows, HASH_DIGITS, result->rows_sha256);
}

static const char *
show (const char *text)
{
  return text != NULL ? text : "–";
}

static void
append_change (GString             *out,
               const AuTableChange *change)
{
  switch (change->kind)
    {
      case AU_TABLE_CHANGE_ADDED:
        /* Translators: %s is what a row is about. */
        g_string_append_printf (out, _("    %s: a new row\n"), change->key);
        break;

      case AU_TABLE_CHANGE_REMOVED:
        /* Translators: %s is what a row is about. */
        g_string_append_printf (out, _("    %s: no row any more\n"), change->key);
        break;

      case AU_TABLE_CHANGE_VALUE:
      default:
        /* Translators: what a row is about, a column's name, its value then, its value now. */
        g_string_append_printf (out, _("    %s, %s: %s then, %s now\n"), change->key, change->column,
                                show (change->before), show (change->after));
        break;
    }
}

/* Returns whether the rows are the same. */
static gboolean
append_changes (GString                 *out,
                const AuCliRecordResult *then,
                AuResult                *now)
{
  g_autoptr (GPtrArray) changes = au_table_compare (then->table, au_result_get_table (now));

  if (changes->len == 0)
    {
      if (g_str_equal (then->rows_sha256, au_result_get_rows_sha256 (now)))
        /* Translators: %s is a query's name. */
        g_string_append_printf (out, _("  %s asked again: the same rows\n"), then->query);
      else
        /* Translators: %s is a query's name. */
        g_string_append_printf (out, _("  %s asked again: the same numbers, in another order or written in another way\n"),
                                then->query);
      return TRUE;
    }

  g_string_append_printf (out,
                          /* Translators: %s is a query's name. */
                          ngettext ("  %s asked again: %u difference\n",
                                    "  %s asked again: %u differences\n", changes->len),
                          then->query, changes->len);
  for (guint i = 0; i < MIN (changes->len, MAX_LISTED); i++)
    append_change (out, g_ptr_array_index (changes, i));
  if (changes->len > MAX_LISTED)
    /* Translators: ends a list of differences; %u is how many are not listed. */
    g_string_append_printf (out, ngettext ("    and %u more\n", "    and %u more\n",
                                           changes->len - MAX_LISTED), changes->len - MAX_LISTED);
  return FALSE;
}

/* Another text, or another host, has other rows for another reason. */
static void
append_text_change (GString                 *out,
                    const AuCliRecordResult *then,
                    AuResult                *now)
{
  AuQuery *query = au_provenance_get_query (au_result_get_provenance (now));

  if (query == NULL || then->file_sha256 == NULL ||
      g_str_equal (then->file_sha256, au_query_get_sha256 (query)))
    return;
  /* Translators: a file, the first digits of two checksums. */
  g_string_append_printf (out, _("  %s is another text now: %.*s… then, %.*s… now\n"), then->file,
                          HASH_DIGITS, then->file_sha256, HASH_DIGITS, au_query_get_sha256 (query));
}

static int
rerun (AuCliSession            *session,
       const AuCliRecordResult *then,
       GString                 *out)
{
  const char *host = au_source_get_host (au_cli_session_get_source (session));
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) now = NULL;

  if (g_strcmp0 (host, then->host) != 0)
    {
      /* Translators: %s is a query's name, then two sources, with their hosts. */
      g_string_append_printf (out, _("  %s was not asked again: it was read from %s %s, and this is %s %s; choose with --source\n"),
                              then->query, then->source, then->host != NULL ? then->host : "",
                              au_source_get_name (au_cli_session_get_source (session)),
                              host != NULL ? host : "");
      return AU_CLI_FAILED;
    }
  if (then->request == NULL || then->table == NULL)
    {
      /* Translators: %s is a query's name. */
      g_string_append_printf (out, _("  %s was not asked again: this version has another contract for it\n"), then->query);
      return AU_CLI_FAILED;
    }
  now = au_cli_session_load (session, then->request, &error);
  if (now == NULL)
    {
      /* Translators: a query's name, a sentence that says why. */
      g_string_append_printf (out, _("  %s was not asked again: %s\n"), then->query, error->message);
      return AU_CLI_FAILED;
    }
  append_text_change (out, then, now);
  return append_changes (out, then, now) ? AU_CLI_DONE : AU_CLI_FAILED;
}

static int
verify (const char     *path,
        AuQueryCatalog *catalog,
        AuCliSession   *session)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *beside_path = g_strconcat (path, AU_RECORD_ENDING, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = read_file (path, &error);
  g_autoptr (GBytes) beside = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autofree char *record = NULL;
  g_autofree char *reason = NULL;
  AuRecordVerdict verdict;
  int status = AU_CLI_DONE;
  int printed;

  if (file == NULL)
    /* Translators: a path, the system's reason. */
    return au_cli_fail (AU_CLI_FAILED, _("%s was not read: %s"), shown, error->message);
  beside = g_file_test (beside_path, G_FILE_TEST_EXISTS) ? read_file (beside_path, &error) : NULL;
  if (error != NULL)
    return au_cli_fail (AU_CLI_FAILED, _("%s was not read: %s"), beside_path, error->message);

  verdict = au_record_check (file, beside, &record, &reason);
  if (verdict == AU_RECORD_INTACT)
    {
      results = au_cli_record_parse (record, catalog, &error);
      if (results == NULL)
        {
          verdict = AU_RECORD_CHANGED;
          g_set_str (&reason, error->message);
        }
    }
  /* Translators: a path, "intact" or "changed", why. */
  g_string_append_printf (out, _("%s: %s: %s\n"), shown, get_verdict_name (verdict), reason);
  if (verdict != AU_RECORD_INTACT)
    status = AU_CLI_FAILED;
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      append_result (out, g_ptr_array_index (results, i));
      if (session != NULL && rerun (session, g_ptr_array_index (results, i), out) != AU_CLI_DONE)
        status = AU_CLI_FAILED;
    }
  printed = au_cli_print (out->str, out->len);
  return MAX (status, printed);
}

/* verify [--rerun] FILE… */
int
au_cli_verify (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "verify",
    /* Translators: stands for the names of files. */
    .arguments = _("FILE…"),
    .summary = _("Says of files that “export” wrote whether they are intact, changed or without a record, and where\n"
                 "their numbers came from. The record of FILE.csv is FILE.csv.provenance.json beside it."),
    .details = _("“Intact” means that not one byte was changed since the file was written, as far as the file\n"
                 "itself can say. Who writes all of it anew is found out by --rerun, which asks the source for the\n"
                 "same rows again. The exit status is 0 only where all files are intact and, with --rerun, all\n"
                 "numbers the same.\n\n"
                 "Of a query folder's SHA256SUMS it says which texts match it and whose signature it has.\n\n"
                 "Example:\n"
                 "  anyusage verify --rerun mau.png"),
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "rerun", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.rerun,
      N_("Ask the source again and tell what differs"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AuQueryCatalog) catalog = NULL;
  g_autoptr (AuCliSession) session = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!au_cli_parse (&command, entries, arguments, &options.source, &status))
    return status;
  if (g_strv_length (*arguments) < 2)
    return au_cli_fail (AU_CLI_USAGE, _("“verify” takes at least one file that “export” wrote."));
  if (options.rerun)
    {
      session = au_cli_session_new (options.source, &error);
      if (session == NULL)
        return au_cli_fail_error (error);
    }

  catalog = au_query_catalog_new (NULL);
  status = AU_CLI_DONE;
  for (guint i = 1; (*arguments)[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup ((*arguments)[i]);
      g_autofree char *name = g_path_get_basename (path);
      int one;

      /* A record that lies beside a file is one with it. */
      if (g_str_has_suffix (path, AU_RECORD_ENDING))
        path[strlen (path) - strlen (AU_RECORD_ENDING)] = '\0';
      one = g_str_equal (name, "SHA256SUMS") ? au_cli_verify_list (path)
                                             : verify (path, catalog, session);
      status = MAX (status, one);
    }
  return status;
}
