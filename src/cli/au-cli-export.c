/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-charts.h"
#include "au-cli-commands.h"
#include "au-cli-file.h"
#include "au-cli-gallery.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-clock.h"
#include "au-format.h"
#include "au-normal-form.h"
#include "au-receipt.h"
#include "au-record.h"

#include <glib/gi18n.h>
#include <string.h>

/* Sizes that have a name. */
static const struct
{
  const char *name;
  int width;
  int height;
} presets[] = {
  { "slide", 1600, 900 },
  { "square", 1200, 1200 },
};

typedef struct
{
  char *source;
  GStrv subscriptions;
  char *chart;
  char *format;
  char *size;
  char *scale;
  char *style;
  gboolean transparent;
  gboolean provenance;
  char *output;
  gboolean forecast;
  char *gallery;
} Options;

typedef struct
{
  AuImage picture;
  gboolean csv;
  gboolean provenance; /* whether the rows' record is written beside them */
  gboolean all;        /* whether --output is a folder */
  const char *path;
} Target;

static void
options_clear (Options *options)
{
  g_free (options->source);
  g_strfreev (options->subscriptions);
  g_free (options->chart);
  g_free (options->format);
  g_free (options->size);
  g_free (options->scale);
  g_free (options->style);
  g_free (options->output);
  g_free (options->gallery);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_format (const char *word)
{
  static const char *const formats[] = { "png", "csv", "svg", "pdf", NULL };

  return word != NULL && g_strv_contains (formats, word);
}

static int
parse_format (const Options *options,
              Target        *target)
{
  g_autofree char *ending = au_cli_dup_ending (options->output);
  const char *format = options->format;

  if (format == NULL && !target->all && au_cli_is_file_type (ending) && !is_format (ending))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is the ending of a file's name. */
                        _("“export” writes no .%s; give --output a name that ends in .png, .svg, .pdf or .csv."),
                        ending);
  if (format == NULL)
    format = !target->all && is_format (ending) ? ending : "png";
  if (!is_format (format))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is what somebody gave to --format. */
                        _("“export” cannot write “%s”; --format takes png, svg, pdf or csv."), format);
  target->csv = !au_image_format_from_name (format, &target->picture.format);
  if (target->csv && (options->size != NULL || options->scale != NULL))
    return au_cli_fail (AU_CLI_USAGE,
                        _("Rows have no size; leave --size and --scale out, or take --format png."));
  if (target->csv && (options->style != NULL || options->transparent))
    return au_cli_fail (AU_CLI_USAGE,
                        _("Rows have no style; leave --style and --transparent out, or take --format png."));
  target->provenance = options->provenance;
  if (target->provenance && !target->csv)
    return au_cli_fail (AU_CLI_USAGE,
                        _("Pictures carry their record inside; --provenance is for --format csv."));
  if (!target->all && au_cli_is_file_type (ending) && !g_str_equal (ending, format))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: a file format, the ending of a file's name, the format. */
                        _("The file would hold %s but is named .%s; name it .%s, or give --format what it is named."),
                        format, ending, format);
  return AU_CLI_DONE;
}

static gboolean
parse_side (const char *text,
            gsize       length,
            int        *side)
{
  g_autofree char *digits = g_strndup (text, length);
  gint64 value;

  /* g_ascii_string_to_signed() would let a sign pass. */
  if (length == 0 || strspn (digits, "0123456789") != length ||
      !g_ascii_string_to_signed (digits, 10, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE, &value, NULL))
    return FALSE;
  *side = (int) value;
  return TRUE;
}

static gboolean
parse_size (const char *text,
            AuImage  *picture)
{
  gsize x = strcspn (text, "xX");

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (!g_str_equal (text, presets[i].name))
        continue;
      picture->width = presets[i].width;
      picture->height = presets[i].height;
      return TRUE;
    }
  return text[x] != '\0' && parse_side (text, x, &picture->width) &&
         parse_side (text + x + 1, strlen (text + x + 1), &picture->height);
}

static int
parse_picture (const Options *options,
               AuImage     *picture)
{
  g_autoptr (GError) error = NULL;

  picture->width = presets[0].width;
  picture->height = presets[0].height;
  picture->scale = 1;
  picture->scheme = AU_PLOT_LIGHT;
  picture->transparent = options->transparent;
  picture->rtl = au_format_language_is_rtl ();
  picture->created = au_clock_now ();

  if (options->size != NULL && !parse_size (options->size, picture))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: what somebody gave to --size, the least, the most. */
                        _("“%s” is no size; --size takes slide, square, or width and height, %d to %d pixels each, like 1600x900."),
                        options->size, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE);
  if (options->scale != NULL)
    {
      if (strlen (options->scale) != 1 || *options->scale < '1' ||
          *options->scale > '0' + AU_IMAGE_MAX_SCALE)
        return au_cli_fail (AU_CLI_USAGE,
                            /* Translators: what somebody gave to --scale, the most. */
                            _("“%s” is no scale; --scale takes a whole number from 1 to %d."),
                            options->scale, AU_IMAGE_MAX_SCALE);
      picture->scale = *options->scale - '0';
    }
  if (g_strcmp0 (options->style, "dark") == 0)
    picture->scheme = AU_PLOT_DARK;
  else if (options->style != NULL && !g_str_equal (options->style, "light"))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is what somebody gave to --style. */
                        _("There is no style “%s”; --style takes light or dark."), options->style);
  if (!au_image_check_size (picture, &error))
    return au_cli_fail (AU_CLI_USAGE, "%s", error->message);
  return AU_CLI_DONE;
}

static int
parse_target (const Options *options,
              Target        *target)
{
  g_autofree char *ending = NULL;
  int status;

  if (options->output == NULL || *options->output == '\0')
    return au_cli_fail (AU_CLI_USAGE,
                        _("“export” needs --output: a file, or a folder where all charts are written."));
  target->path = options->output;
  target->all = options->chart == NULL || g_str_equal (options->chart, "all");
  if (!target->all && !g_strv_contains (au_chart_get_names (), options->chart))
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is what somebody took for a chart's name. */
                        _("There is no chart “%s”; “anyusage list charts” names them."), options->chart);

  ending = au_cli_dup_ending (options->output);
  if (options->chart == NULL && is_format (ending))
    return au_cli_fail (AU_CLI_USAGE,
                        _("One file holds one chart; name it with --chart, or give a folder to --output."));
  status = parse_format (options, target);
  if (status == AU_CLI_DONE)
    status = parse_picture (options, &target->picture);
  return status;
}

static void
append_rows (GString          *out,
             const AuCliChart *chart)
{
  AuResult *result = au_cli_chart_get_main (chart);
  g_autoptr (AuQueryCatalog) catalog = NULL;
  g_autoptr (AuTableBuilder) builder = NULL;
  g_autoptr (AuTable) table = NULL;
  const AuContract *contract;

  if (result != NULL)
    {
      au_normal_form_append_csv (out, au_result_get_table (result), TRUE);
      return;
    }

  /* Nothing was asked, as no team is linked: the columns without a row. */
  catalog = au_query_catalog_new (NULL);
  contract = au_query_catalog_get_contract (catalog, *au_chart_get_queries (chart->chart));
  builder = au_table_builder_new ();
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  table = au_table_builder_end (builder);
  au_normal_form_append_csv (out, table, TRUE);
}

/* The rows stay clean: their record is a file of its own. */
static gboolean
write_record (const AuCliChart  *chart,
              AuSelection       *selection,
              const Target      *target,
              const char        *path,
              GBytes            *rows,
              GError           **error)
{
  AuResult *main_result = au_cli_chart_get_main (chart);
  g_autofree char *beside = g_strconcat (path, AU_RECORD_ENDING, NULL);
  g_autoptr (GBytes) bytes = NULL;

  bytes = au_receipt_create_record_file (rows, au_chart_get_name (chart->chart), selection,
                                         target->picture.created, &main_result, 1);
  return au_cli_write_file (beside, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            error);
}

static gboolean
write_chart (const AuCliChart  *chart,
             AuSelection       *selection,
             const Target      *target,
             const char        *path,
             GError           **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (target->csv)
    {
      GString *rows = g_string_new (NULL);

      append_rows (rows, chart);
      bytes = g_string_free_to_bytes (rows);
    }
  else
    bytes = au_cli_chart_render (chart, selection, &target->picture, error);
  if (bytes == NULL ||
      !au_cli_write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;
  return !target->provenance || write_record (chart, selection, target, path, bytes, error);
}

static const char *
get_ending (const Target *target)
{
  return target->csv ? "csv" : au_image_format_get_name (target->picture.format);
}

/* Writes what can be written, and tells what cannot. */
static int
write_charts (GPtrArray    *charts,
              AuSelection  *selection,
              const Target *target)
{
  int status = AU_CLI_DONE;

  for (guint i = 0; i < charts->len; i++)
    {
      const AuCliChart *chart = g_ptr_array_index (charts, i);
      const char *name = au_chart_get_name (chart->chart);
      const GError *failure = au_cli_chart_get_error (chart);
      g_autofree char *file = g_strconcat (name, ".", get_ending (target), NULL);
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;

      path = target->all ? g_build_filename (target->path, file, NULL) : g_strdup (target->path);
      if (failure == NULL && write_chart (chart, selection, target, path, &error))
        au_cli_chart_tell (chart);
      else
        /* Translators: name of a chart, a sentence that says what happened. */
        status = au_cli_fail (AU_CLI_FAILED, _("%s: %s"), name,
                              failure != NULL ? failure->message : error->message);
    }
  return status;
}

static int
run_export (const Options *options,
            const Target  *target,
            const char   **ids)
{
  const char *const one[] = { options->chart, NULL };
  AuChartOptions chart_options = AU_CHART_OPTIONS_EXPORT;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuCliSession) session = au_cli_session_new (options->source, &error);
  g_autoptr (AuSelection) selection = NULL;
  g_autoptr (GPtrArray) charts = NULL;

  if (session == NULL)
    return au_cli_fail_error (error);
  selection = au_cli_session_select (session, ids, &error);
  if (selection == NULL)
    return au_cli_fail_error (error);
  if (target->all && !au_cli_make_folder (target->path, &error))
    return au_cli_fail_error (error);

  chart_options.include_forecast = options->forecast;
  charts = au_cli_charts_load (session, selection, target->all ? au_chart_get_names () : one,
                               &chart_options, NULL, &error);
  if (charts == NULL)
    return au_cli_fail_error (error);
  return write_charts (charts, selection, target);
}

/* export --subscription ID… [--chart NAME|all] [--format png|svg|pdf|csv]
 * [--size slide|square|WxH] [--scale N] [--style light|dark] [--transparent] --output PATH */
int
au_cli_export (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "export",
    .arguments = NULL,
    .summary = _("Writes a chart as a picture, or the rows behind it; without --chart all charts, into a folder\n"
                 "that is made where it is missing. “anyusage list charts” names the charts."),
    .details = _("Example:\n"
                 "  anyusage export --subscription a0XSAMPLE000001 --chart mau --output mau.png"),
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "subscription", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.subscriptions,
      N_("A subscription's id, or several apart by commas; may be given several times"), N_("ID") },
    { "chart", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.chart,
      N_("A chart, or all"), N_("NAME") },
    { "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.format,
      N_("png, svg, pdf or csv; without it by the file's name, else png"), N_("FORMAT") },
    { "size", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.size,
      /* Translators: “slide” and “square” are not translated; SIZE may be width and height too. */
      N_("slide, square, or width and height like 1600x900, which is slide"), N_("SIZE") },
    { "scale", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.scale,
      N_("Times as many pixels, 1 to 4, with the same content"), N_("N") },
    { "forecast", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.forecast,
      N_("Draw monthly spend with what is expected of the next months"), NULL },
    { "style", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.style,
      /* Translators: “light” and “dark” are not translated. */
      N_("light or dark; light without it"), N_("STYLE") },
    { "transparent", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.transparent,
      N_("Leave the background out"), NULL },
    { "gallery", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.gallery,
      N_("Draw every chart of a dozen sample subscriptions in every style, for reviews, into a folder"),
      N_("FOLDER") },
    { "provenance", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.provenance,
      N_("Write the record of rows beside them, into PATH.provenance.json"), NULL },
    { "output", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.output,
      N_("The file to write, or the folder for all charts"), N_("PATH") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  Target target = { .all = FALSE };
  int status;

  if (!au_cli_parse (&command, entries, arguments, &options.source, &status))
    return status;
  if (g_strv_length (*arguments) != 1)
    return au_cli_fail (AU_CLI_USAGE,
                        /* Translators: %s is an argument that nothing was expected in place of. */
                        _("“export” takes options only, not “%s”; see “anyusage export --help”."),
                        (*arguments)[1]);
  if (options.gallery != NULL)
    return au_cli_gallery (options.source, options.gallery);
  ids = au_cli_parse_subscriptions ((const char *const *) options.subscriptions, &error);
  if (ids == NULL)
    return au_cli_fail_error (error);
  if (*ids == NULL)
    return au_cli_fail (AU_CLI_USAGE,
                        _("“export” needs --subscription with at least one id; “anyusage list subscriptions” names them."));
  status = parse_target (&options, &target);
  if (status != AU_CLI_DONE)
    return status;
  return run_export (&options, &target, (const char **) ids);
}
