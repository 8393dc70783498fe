/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-gallery.h"

#include "au-cli-charts.h"
#include "au-cli-file.h"
#include "au-cli-say.h"
#include "au-plot-render.h"
#include "au-png.h"
#include "au-receipt.h"

#include <glib/gi18n.h>

/* The gallery is for those who judge how charts look: of every chart one sheet, with a row for each
 * trap in the data and a column for each style. */

#define CELL_WIDTH 640
#define CELL_HEIGHT 400
#define GAP 8

/* Subscriptions of the sample workspace, each with something that charts get wrong; the last one is
 * several together. */
static const char *const traps[] = {
  "a0XSAMPLE000001", "a0XSAMPLE000002", "a0XSAMPLE000003", "a0XSAMPLE000004",
  "a0XSAMPLE0000052PA", "a0XSAMPLE000006", "a0XSAMPLE000007", "a0XSAMPLE000008",
  "a0XSAMPLE000009", "a0XSAMPLE000010", "a0XSAMPLE000399",
  "a0XSAMPLE000008,a0XSAMPLE000009,a0XSAMPLE000010",
};

static const struct
{
  AuPlotScheme scheme;
  gboolean high_contrast;
  gboolean rtl;
} styles[] = {
  { AU_PLOT_LIGHT, FALSE, FALSE },
  { AU_PLOT_DARK, FALSE, FALSE },
  { AU_PLOT_LIGHT, TRUE, FALSE },
  { AU_PLOT_DARK, TRUE, FALSE },
  { AU_PLOT_LIGHT, FALSE, TRUE },
};

/* The charts of one trap. */
typedef struct
{
  AuSelection *selection;
  GPtrArray *charts;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_object (&row->selection);
  g_clear_pointer (&row->charts, g_ptr_array_unref);
  g_free (row);
}

static Row *
load_row (AuCliSession      *session,
          const char        *ids,
          const char *const *names,
          GError           **error)
{
  const AuChartOptions options = AU_CHART_OPTIONS_DEFAULT;
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);
  Row *row = g_new0 (Row, 1);

  row->selection = au_cli_session_select (session, (const char *const *) list, error);
  if (row->selection != NULL)
    row->charts = au_cli_charts_load (session, row->selection, names, &options, NULL, error);
  if (row->charts == NULL)
    g_clear_pointer (&row, row_free);
  return row;
}

static gboolean
draw_cell (cairo_t          *cr,
           const AuCliChart *chart,
           AuSelection      *selection,
           guint             style_index,
           int               x,
           int               y,
           GError          **error)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autoptr (AuPlotLayout) layout = NULL;
  cairo_surface_t *picture;
  AuPlotSlide slide;
  AuPlotStyle style;

  start = au_receipt_create_slide_start (selection, chart->results, chart->n_results);
  end = au_receipt_create_slide_end (chart->results, chart->n_results);
  slide = (AuPlotSlide) { start, end };
  au_plot_style_init (&style, styles[style_index].scheme, styles[style_index].high_contrast);
  style.rtl = styles[style_index].rtl;
  layout = au_plot_layout_new (chart->figure, CELL_WIDTH, CELL_HEIGHT, &style, &slide);
  picture = au_plot_render_surface (layout, 1.0, error);
  if (picture == NULL)
    return FALSE;
  cairo_set_source_surface (cr, picture, x, y);
  cairo_paint (cr);
  cairo_surface_destroy (picture);
  return TRUE;
}

static GBytes *
draw_sheet (GPtrArray *rows,
            guint      chart_index,
            GError   **error)
{
  int width = (CELL_WIDTH + GAP) * (int) G_N_ELEMENTS (styles) + GAP;
  int height = (CELL_HEIGHT + GAP) * (int) rows->len + GAP;
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (sheet);
  gboolean drawn = TRUE;
  GBytes *bytes = NULL;

  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_paint (cr);
  for (guint i = 0; i < rows->len && drawn; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < G_N_ELEMENTS (styles) && drawn; j++)
        drawn = draw_cell (cr, g_ptr_array_index (row->charts, chart_index), row->selection, j,
                           GAP + (int) j * (CELL_WIDTH + GAP), GAP + (int) i * (CELL_HEIGHT + GAP),
                           error);
    }
  cairo_destroy (cr);
  if (drawn)
    bytes = au_png_encode (sheet, 1.0, error);
  cairo_surface_destroy (sheet);
  return bytes;
}

static gboolean
write_sheets (GPtrArray         *rows,
              const char *const *names,
              const char        *folder,
              GError           **error)
{
  g_autoptr (GString) index = g_string_new ("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n");
  g_autofree char *index_path = g_build_filename (folder, "index.html", NULL);

  g_string_append_printf (index, "<title>%s</title>\n", _("Gallery of charts"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (GBytes) bytes = draw_sheet (rows, i, error);

      if (bytes == NULL ||
          !au_cli_write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              error))
        return FALSE;
      g_string_append_printf (index, "<h1>%s</h1>\n<img src=\"%s\" alt=\"\">\n", names[i], file);
    }
  return au_cli_write_file (index_path, index->str, index->len, error);
}

/**
 * au_cli_gallery:
 * @source: (nullable): the source, which has to know the subscriptions of the sample workspace
 * @folder: where to write; made where it is missing
 *
 * Draws every chart of a dozen subscriptions in light, dark, both high contrasts and right to left,
 * as one sheet a chart and a page that shows them all.
 *
 * Returns: an exit status
 */
int
au_cli_gallery (const char *source,
                const char *folder)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuCliSession) session = au_cli_session_new (source, &error);
  g_auto (GStrv) names = NULL;

  if (session == NULL)
    return au_cli_fail_error (error);
  /* The two panels are a view of the window and no chart of the command line; here they count. */
  g_strv_builder_addv (builder, (const char **) au_chart_get_names ());
  g_strv_builder_add (builder, "mau-vs-spend");
  names = g_strv_builder_end (builder);

  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    {
      Row *row = load_row (session, traps[i], (const char *const *) names, &error);

      if (row == NULL)
        return au_cli_fail_error (error);
      g_ptr_array_add (rows, row);
    }
  if (!au_cli_make_folder (folder, &error) ||
      !write_sheets (rows, (const char *const *) names, folder, &error))
    return au_cli_fail_error (error);
  return AU_CLI_DONE;
}
