/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All charts of a subscription in one document.
 */
#include "config.h"

#include "au-cli-charts.h"
#include "au-cli-commands.h"
#include "au-cli-file.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-clock.h"
#include "au-format.h"
#include "au-report.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *source;
  GStrv subscriptions;
  char *output;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->source);
  g_strfreev (options->subscriptions);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The rows that the cards come from: each is also a chart's. */
static GPtrArray *
find_results (GPtrArray       *charts,
              const AuSummary *summary)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *results = g_ptr_array_new ();

  for (guint card = 0; card < AU_SUMMARY_N_CARDS; card++)
    for (guint i = 0; i < charts->len; i++)
      {
        const AuCliChart *chart = g_ptr_array_index (charts, i);
        const char *const *queries = au_chart_get_queries (chart->chart);

        for (guint n = 0; n < chart->n_results; n++)
          if (g_str_equal (queries[n], summary->cards[card].query) && chart->results[n] != NULL &&
              g_hash_table_add (seen, (gpointer) summary->cards[card].query))
            g_ptr_array_add (results, chart->results[n]);
      }
  return results;
}

/* Writes the document, and tells what in it failed. */
static int
write_report (GPtrArray       *charts,
              AuSelection     *selection,
              const AuSummary *summary,
              const char      *path)
{
  g_autoptr (GPtrArray) results = find_results (charts, summary);
  g_autoptr (AuReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int status = AU_CLI_DONE;

  report = au_report_new (selection, summary, (AuResult *const *) results->pdata, results->len,
                          au_clock_now ());
  au_report_set_rtl (report, au_format_language_is_rtl ());
  for (guint i = 0; i < charts->len; i++)
    {
      const AuCliChart *chart = g_ptr_array_index (charts, i);

      au_report_add_chart (report, chart->figure, chart->results, chart->n_results);
    }
  bytes = au_report_draw (report, NULL, NULL, NULL, &error);
  if (bytes == NULL || !au_cli_write_file (path, g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes), &error))
    return au_cli_fail_error (error);

  for (guint i = 0; i < charts->len; i++)
    {
      const AuCliChart *chart = g_ptr_array_index (charts, i);
      const GError *failure = au_cli_chart_get_error (chart);

      if (failure == NULL)
        au_cli_chart_tell (chart);
      else
        status = au_cli_fail (AU_CLI_FAILED,
                              /* Translators: name of a chart, a sentence that says what happened.
                               * */
                              _("%s: its page says why it is not drawn: %s"),
                              au_chart_get_name (chart->chart), failure->message);
    }
  return status;
}

/* report --subscription ID… --output FILE.pdf */
int
au_cli_report (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "report",
    .arguments = NULL,
    .summary = _("Writes one PDF document of all charts: a cover with the summary, then a page a chart, 16:9.\n"
                 "A chart that fails has a page that says why, and the exit status is 1."),
    .details = _("Example:\n"
                 "  anyusage report --subscription a0XSAMPLE000001 --output halden-freight.pdf"),
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "subscription", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.subscriptions,
      N_("A subscription's id, or several apart by commas; may be given several times"), N_("ID") },
    { "output", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.output,
      N_("The file to write"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *ending = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (AuCliSession) session = NULL;
  g_autoptr (AuSelection) selection = NULL;
  g_autoptr (AuSummary) summary = NULL;
  g_autoptr (GPtrArray) charts = NULL;
  int status;

  if (!au_cli_parse (&command, entries, arguments, &options.source, &status))
    return status;
  if (g_strv_length (*arguments) != 1)
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is an argument that nothing was expected in place of. */
                        _("“report” takes options only, not “%s”; see “anyusage report --help”."),
                        (*arguments)[1]);
  ids = au_cli_parse_subscriptions ((const char *const *) options.subscriptions, &error);
  if (ids == NULL)
    return au_cli_fail_error (error);
  if (*ids == NULL)
    return au_cli_fail (AU_CLI_USAGE,
                        _("“report” needs --subscription with at least one id; “anyusage list subscriptions” names them."));
  if (options.output == NULL || *options.output == '\0')
    return au_cli_fail (AU_CLI_USAGE, _("“report” needs --output with the file to write."));
  ending = au_cli_dup_ending (options.output);
  if (au_cli_is_file_type (ending) && !g_str_equal (ending, "pdf"))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is the ending of a file's name. */
                        _("A report is a PDF and no .%s; give --output a name that ends in .pdf."), ending);

  session = au_cli_session_new (options.source, &error);
  if (session != NULL)
    selection = au_cli_session_select (session, (const char *const *) ids, &error);
  if (selection != NULL)
    charts = au_cli_charts_load (session, selection, au_chart_get_names (), NULL, &summary, &error);
  if (charts == NULL)
    return au_cli_fail_error (error);
  return write_report (charts, selection, summary, options.output);
}
