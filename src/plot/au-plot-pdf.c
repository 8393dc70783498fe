/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-pdf.h"

#include "au-plot-draw-private.h"

static gboolean
is_above (AuLabelRole role)
{
  return role == AU_LABEL_TITLE || role == AU_LABEL_SUBTITLE;
}

static gboolean
is_below (AuLabelRole role)
{
  return role == AU_LABEL_FOOTNOTE || role == AU_LABEL_FOOTER;
}

/* Draws the words around the plot, each a heading or a paragraph. */
static void
draw_frame (GPtrArray   *texts,
            AuPdf       *pdf,
            PangoLayout *pango,
            gboolean     (*wanted) (AuLabelRole role))
{
  for (guint i = 0; i < texts->len; i++)
    {
      const AuPlotText *text = g_ptr_array_index (texts, i);

      if (!wanted (text->role))
        continue;
      au_pdf_begin_tag (pdf, text->role == AU_LABEL_TITLE ? "H1" : "P");
      au_plot_text_draw (pango, text, au_pdf_get_context (pdf));
      au_pdf_end_tag (pdf);
    }
}

/* Where there is no plot its words are paragraphs. */
static void
draw_inside (GPtrArray   *texts,
             AuPdf       *pdf,
             PangoLayout *pango,
             gboolean     status)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const AuPlotText *text = g_ptr_array_index (texts, i);

      if (is_above (text->role) || is_below (text->role)
          || (text->role == AU_LABEL_STATUS) != status)
        continue;
      if (status)
        au_pdf_begin_tag (pdf, "P");
      au_plot_text_draw (pango, text, au_pdf_get_context (pdf));
      if (status)
        au_pdf_end_tag (pdf);
    }
}

/**
 * au_plot_layout_draw_page:
 * @layout: a layout
 * @pdf: a document on a page that was begun
 * @description: (nullable): what the picture says, for those who do not see it
 *
 * Draws the picture as au_plot_layout_draw() does, in the order in which it is read and with tags,
 * but without the background, which is the page's: the title is a heading, the plot a figure with
 * @description, the words around it are paragraphs. All text is text.
 */
void
au_plot_layout_draw_page (const AuPlotLayout *layout,
                          AuPdf              *pdf,
                          const char         *description)
{
  g_autoptr (PangoLayout) pango = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  cairo_t *cr;
  AuPlotPen pen;

  g_return_if_fail (layout != NULL);
  g_return_if_fail (pdf != NULL);

  cr = au_pdf_get_context (pdf);
  cairo_save (cr);
  cairo_new_path (cr);
  au_plot_pen_init (&pen, cr);
  pango = au_plot_text_create_layout (&layout->style);
  pango_cairo_update_layout (cr, pango);
  texts = au_plot_sort_texts (layout);

  draw_frame (texts, pdf, pango, is_above);
  if (au_figure_get_status (layout->figure) == AU_FIGURE_READY)
    {
      au_pdf_begin_figure (pdf, description);
      au_plot_draw_plot (layout, &pen);
      draw_inside (texts, pdf, pango, FALSE);
      au_pdf_end_tag (pdf);
    }
  else
    au_plot_draw_plot (layout, &pen);
  draw_inside (texts, pdf, pango, TRUE);
  draw_frame (texts, pdf, pango, is_below);
  cairo_restore (cr);
}

/**
 * au_plot_render_pdf:
 * @layout: a layout
 * @scale: factor on the size of the page
 * @description: (nullable): what the picture says, for those who do not see it
 * @created: when it is made, milliseconds since 1970 UTC
 * @error: return location for an error
 *
 * Draws a PDF file of one page, @layout's size × @scale in CSS pixels, in any thread. Its text can
 * be selected and its fonts are in the file. The same input gives the same bytes.
 *
 * Returns: (transfer full): a PDF file, or %NULL with %AU_ERROR_FAILED
 */
GBytes *
au_plot_render_pdf (const AuPlotLayout  *layout,
                    double               scale,
                    const char          *description,
                    gint64               created,
                    GError             **error)
{
  g_autoptr (AuPdf) pdf = NULL;
  AuPdfInfo info;

  g_return_val_if_fail (layout != NULL, NULL);

  info = (AuPdfInfo) {
    au_figure_get_title (layout->figure), au_figure_get_subtitle (layout->figure), created,
  };
  pdf = au_pdf_new (layout->width * scale, layout->height * scale, &info);
  au_pdf_begin_page (pdf, NULL, layout->style.transparent ? NULL : &layout->style.background);
  cairo_save (au_pdf_get_context (pdf));
  cairo_scale (au_pdf_get_context (pdf), scale, scale);
  au_plot_layout_draw_page (layout, pdf, description);
  cairo_restore (au_pdf_get_context (pdf));
  au_pdf_end_page (pdf);
  return au_pdf_end (pdf, error);
}
