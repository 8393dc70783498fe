/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that the window shows of a subscription, in a folder: for a machine without a display.
 */
#include "config.h"

#include "au-chart-description.h"
#include "au-cli-charts.h"
#include "au-cli-commands.h"
#include "au-cli-file.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-cli-table.h"
#include "au-receipt.h"

#include <glib/gi18n.h>
#include <string.h>

/* How wide the lines of summary.txt are, in cells of a terminal. */
#define LINE_WIDTH 96

static const AuImage slide = { .width = 1600, .height = 900, .scale = 1 };

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

/* Appends @text with line ends between words, so that no line is wider than LINE_WIDTH unless a
 * word is. Each line begins with @indent. */
static void
append_wrapped (GString    *out,
                const char *indent,
                const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint width = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint word = au_cli_text_width (words[i]);

      if (word == 0)
        continue;
      if (width > 0 && width + 1 + word <= LINE_WIDTH)
        {
          g_string_append_c (out, ' ');
          width += 1 + word;
        }
      else
        {
          g_string_append_printf (out, "%s%s", width > 0 ? "\n" : "", indent);
          width = au_cli_text_width (indent) + word;
        }
      g_string_append (out, words[i]);
    }
  if (width > 0)
    g_string_append_c (out, '\n');
}

/* Finds the rows of a query among those of the charts. */
static AuResult *
find_result (GPtrArray  *charts,
             const char *query)
{
  for (guint i = 0; i < charts->len; i++)
    {
      const AuCliChart *chart = g_ptr_array_index (charts, i);
      const char *const *queries = au_chart_get_queries (chart->chart);

      for (guint n = 0; n < chart->n_results; n++)
        {
          if (g_str_equal (queries[n], query))
            return chart->results[n];
        }
    }
  return NULL;
}

/* The cards, each with the receipt of the query that its figure comes from. */
static void
append_cards (GString         *out,
              const AuSummary *summary,
              GPtrArray       *charts)
{
  g_autofree char *text = au_summary_to_text (summary);
  g_auto (GStrv) cards = g_strsplit (g_strchomp (text), "\n\n", -1);

  for (guint i = 0; cards[i] != NULL && i < AU_SUMMARY_N_CARDS; i++)
    {
      AuResult *result = find_result (charts, summary->cards[i].query);
      g_autofree char *receipt = au_receipt_create_line (&result, 1, NULL);

      g_string_append_printf (out, "\n%s\n", cards[i]);
      append_wrapped (out, "  ", receipt);
    }
}

/* A chart in a paragraph. */
static void
append_chart (GString          *out,
              const AuCliChart *chart)
{
  AuFigure *figure = chart->figure;
  g_autofree char *description = au_chart_create_description (figure);
  g_autofree char *receipt = NULL;

  receipt = au_receipt_create_line (chart->results, chart->n_results, figure);
  g_string_append_c (out, '\n');
  append_wrapped (out, "", au_figure_get_title (figure));
  append_wrapped (out, "", au_figure_get_subtitle (figure));
  append_wrapped (out, "", description);
  append_wrapped (out, "", receipt);
  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    {
      const char *footnote = au_figure_get_footnote (figure, i);

      /* The description ends with most of them. */
      if (strstr (description, footnote) == NULL)
        append_wrapped (out, "", footnote);
    }
}

static char *
create_summary_text (AuSelection     *selection,
                     const AuSummary *summary,
                     GPtrArray       *charts)
{
  GString *out = g_string_new (NULL);
  g_autofree char *ids = g_strjoinv (", ", (char **) au_selection_get_ids (selection));

  append_wrapped (out, "", au_selection_get_title (selection));
  append_wrapped (out, "", ids);
  append_cards (out, summary, charts);
  for (guint i = 0; i < charts->len; i++)
    append_chart (out, g_ptr_array_index (charts, i));
  return g_string_free_and_steal (out);
}

static int
write_all (GPtrArray       *charts,
           AuSelection     *selection,
           const AuSummary *summary,
           const char      *folder)
{
  g_autofree char *text = create_summary_text (selection, summary, charts);
  g_autofree char *summary_path = g_build_filename (folder, "summary.txt", NULL);
  g_autoptr (GError) summary_error = NULL;
  int status = AU_CLI_DONE;

  for (guint i = 0; i < charts->len; i++)
    {
      const AuCliChart *chart = g_ptr_array_index (charts, i);
      const char *name = au_chart_get_name (chart->chart);
      const GError *failure = au_cli_chart_get_error (chart);
      g_autofree char *file = g_strconcat (name, ".png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      /* As in the window, a chart that failed is there and says so. */
      bytes = au_cli_chart_render (chart, selection, &slide, &error);
      if (bytes != NULL)
        au_cli_write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      if (failure == NULL && error == NULL)
        au_cli_chart_tell (chart);
      else
        /* Translators: name of a chart, a sentence that says what happened. */
        status = au_cli_fail (AU_CLI_FAILED, _("%s: %s"), name,
                              error != NULL ? error->message : failure->message);
    }
  if (!au_cli_write_file (summary_path, text, strlen (text), &summary_error))
    status = au_cli_fail_error (summary_error);
  return status;
}

/* dashboard [--subscription ID]… --output DIR */
int
au_cli_dashboard (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "dashboard",
    .arguments = NULL,
    .summary = _("Writes all that the window shows of a subscription into a folder: a picture of each chart, and\n"
                 "summary.txt with the figures in words. Without --subscription, of the oldest."),
    .details = NULL,
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "subscription", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.subscriptions,
      N_("A subscription's id, or several apart by commas; may be given several times"), N_("ID") },
    { "output", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.output,
      N_("The folder to write to, made where it is missing"), N_("FOLDER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (AuCliSession) session = NULL;
  g_autoptr (AuSelection) selection = NULL;
  g_autoptr (AuSummary) summary = NULL;
  g_autoptr (GPtrArray) charts = NULL;
  int status;

  if (!au_cli_parse (&command, entries, arguments, &options.source, &status))
    return status;
  if (g_strv_length (*arguments) != 1 || options.output == NULL || *options.output == '\0')
    return au_cli_fail (AU_CLI_USAGE, _("“dashboard” needs --output with a folder, and no other word."));
  ids = au_cli_parse_subscriptions ((const char *const *) options.subscriptions, &error);
  if (ids == NULL)
    return au_cli_fail_error (error);

  session = au_cli_session_new (options.source, &error);
  if (session != NULL)
    selection = au_cli_session_select (session, (const char *const *) ids, &error);
  if (selection != NULL)
    charts = au_cli_charts_load (session, selection, au_chart_get_names (), NULL, &summary, &error);
  if (charts == NULL || !au_cli_make_folder (options.output, &error))
    return au_cli_fail_error (error);
  return write_all (charts, selection, summary, options.output);
}
